namespace FromScratch.Algorithms;

/// <summary>Disjoint sets as trees: each thing points to its parent, the root stands for the set.</summary>
/// <remarks>
/// <para>Two habits keep the trees flat: the smaller tree is hung under the root of the larger one, and who climbs points each second thing on the way to its grandparent.
/// With both, m operations on n things take O(m·α(n)) steps; α, the inverse of Ackermann's function, is at most 4 for every n that fits into a computer.</para>
/// <para>Source: Tarjan, "Efficiency of a good but not linear set union algorithm", JACM 22 (1975) 215-225; path halving: Tarjan and van Leeuwen, JACM 31 (1984) 245-281.</para>
/// </remarks>
public sealed class DisjointSet : IDisjointSets
{
    private readonly CountedArray<int> _parents;   // a root is its own parent
    private readonly int[] _sizes;                 // of the set, at its root

    private DisjointSet(CountedArray<int> parents)
    {
        (_parents, _sizes, Components) = (parents, new int[parents.Length], parents.Length);
        for (int i = 0; i < parents.Length; i++) (parents[i], _sizes[i]) = (i, 1);
    }

    /// <summary>As many sets of one thing each as the array has entries. It holds the parents, so that the steps are counted.</summary>
    public static IDisjointSets Over(CountedArray<int> parents) => new DisjointSet(parents);

    /// <summary>n sets of one thing each.</summary>
    public static IDisjointSets Of(int n) => Over(new CountedArray<int>(n));

    /// <inheritdoc/>
    public int Components { get; private set; }

    /// <inheritdoc/>
    public int Find(int a)
    {
        if (a < 0 || a >= _sizes.Length) throw new ArgumentOutOfRangeException(nameof(a), a, $"The sets hold the things 0 to {_sizes.Length - 1}; {a} is none of them.");
        for (int parent = _parents[a]; parent != a;)
        {
            int grandparent = _parents[parent];
            if (grandparent == parent) return parent;
            _parents[a] = grandparent;
            a = grandparent;
            parent = _parents[a];
        }

        return a;
    }

    /// <inheritdoc/>
    public bool Union(int a, int b)
    {
        int large = Find(a), small = Find(b);
        if (large == small) return false;
        if (_sizes[large] < _sizes[small]) (large, small) = (small, large);
        _parents[small] = large;
        _sizes[large] += _sizes[small];
        Components--;
        return true;
    }
}
