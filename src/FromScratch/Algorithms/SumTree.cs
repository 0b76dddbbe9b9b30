namespace FromScratch.Algorithms;

/// <summary>Weights that change, and draws in proportion to them: both in O(log n).</summary>
/// <remarks>Invariant: every inner node is the sum of its two children; the root is the sum of all. A leaf's sums are computed anew from below, so that no rounding gathers.
/// <para>Source: Wong and Easton, SIAM Journal on Computing 9 (1980) 111-113; used for prioritized replay by Schaul et al., ICLR 2016, appendix B.</para></remarks>
public sealed class SumTree
{
    private readonly double[] _sums;   // [1] the root, [2i] and [2i + 1] the children of [i]
    private readonly int _leaves;      // a power of two; leaf i is [leaves + i]

    /// <summary>A tree of n weights, all 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">n is below 1.</exception>
    public SumTree(int n)
    {
        if (n < 1) throw new ArgumentOutOfRangeException(nameof(n), n, $"SumTree: {n} weights. One at least.");
        Count = n;
        _leaves = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)n);
        _sums = new double[2 * _leaves];
    }

    /// <summary>How many weights there are.</summary>
    public int Count { get; }

    /// <summary>The sum of all weights.</summary>
    public double Total => _sums[1];

    /// <summary>One weight.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such weight, or the new one is negative or not finite.</exception>
    public double this[int index]
    {
        get
        {
            RequireIndex(index);
            return _sums[_leaves + index];
        }

        set
        {
            RequireIndex(index);
            if (!(value >= 0 && double.IsFinite(value))) throw new ArgumentOutOfRangeException(nameof(value), value, $"SumTree: weight {index} would be {value}. Weights are finite and at least 0.");
            int node = _leaves + index;
            _sums[node] = value;
            for (node /= 2; node > 0; node /= 2) _sums[node] = _sums[2 * node] + _sums[2 * node + 1];
        }
    }

    /// <summary>The first index whose running sum of weights exceeds the given height; so a uniform height draws in proportion to the weights, and never one of weight 0.</summary>
    /// <param name="height">From 0 to the total, the total excluded.</param>
    /// <exception cref="ArgumentOutOfRangeException">The height lies outside of that range; at a total of 0 every height does.</exception>
    public int Find(double height)
    {
        if (!(height >= 0 && height < Total)) throw new ArgumentOutOfRangeException(nameof(height), height, $"Find: the height is {height}, the total {Total}. It lies from 0 up to, but not at, the total.");
        int node = 1;
        while (node < _leaves)
        {
            node *= 2;
            if (height < _sums[node] || _sums[node + 1] == 0) continue;   // by rounding the height may reach the sum of a branch without weight behind it
            height -= _sums[node];
            node++;
        }

        return node - _leaves;
    }

    private void RequireIndex(int index)
    {
        if (index < 0 || index >= Count) throw new ArgumentOutOfRangeException(nameof(index), index, $"SumTree: weight {index}; there are the weights 0 to {Count - 1}.");
    }
}
