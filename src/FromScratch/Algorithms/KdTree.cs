namespace FromScratch.Algorithms;

/// <summary>A kd-tree: the points are halved along one axis after the other, so that a search can leave out the halves that are too far away.</summary>
/// <remarks>
/// <para>Invariant: within a range of the order, the middle point divides: those before it have a coordinate at most as large on the range's axis, those behind it one at least as large.</para>
/// <para>A half can be left out when the dividing plane is farther away than the k-th nearest point so far. In many dimensions hardly any plane is: all points are about equally far, and the search looks at nearly all of them.</para>
/// <para>Source: Bentley, "Multidimensional binary search trees used for associative searching", CACM 18 (1975) 509-517; the search: Friedman, Bentley and Finkel, ACM TOMS 3 (1977) 209-226.</para>
/// </remarks>
public sealed class KdTree : INeighbors
{
    private readonly CountedPoints _points;
    private readonly int[] _order;   // a range's middle entry is its root

    private KdTree(CountedPoints points)
    {
        _points = points;
        _order = [.. Enumerable.Range(0, points.Count)];
        Divide(0, points.Count, 0);
    }

    /// <summary>The tree of the given points. O(n log² n).</summary>
    public static INeighbors Build(CountedPoints points) => new KdTree(points);

    /// <inheritdoc/>
    public int[] Nearest(double[] q, int k)
    {
        if (q.Length != _points.Dimensions && _points.Count > 0) throw new ArgumentException($"Nearest: q has {q.Length} coordinates, the points have {_points.Dimensions}.", nameof(q));
        if (k < 0) throw new ArgumentOutOfRangeException(nameof(k), k, $"Nearest: k is {k}. It is how many points to find, so at least 0.");
        var found = new SortedSet<(double Distance, int Point)>();   // the best so far, at most k; ties by index
        if (k > 0) Search(0, _points.Count, 0, q, k, found);
        return [.. found.Select(neighbor => neighbor.Point)];
    }

    private void Divide(int from, int to, int axis)
    {
        if (to - from < 2) return;
        int[] part = _order[from..to];
        Array.Sort(Array.ConvertAll(part, point => _points[point, axis]), part);
        part.CopyTo(_order, from);
        int middle = (from + to) / 2, next = (axis + 1) % _points.Dimensions;
        Divide(from, middle, next);
        Divide(middle + 1, to, next);
    }

    private void Search(int from, int to, int axis, double[] q, int k, SortedSet<(double Distance, int Point)> found)
    {
        if (from >= to) return;
        int middle = (from + to) / 2, point = _order[middle], next = (axis + 1) % q.Length;
        found.Add((_points.SquaredDistance(point, q), point));
        if (found.Count > k) found.Remove(found.Max);

        double toPlane = q[axis] - _points[point, axis];
        bool isBefore = toPlane < 0;
        if (isBefore) Search(from, middle, next, q, k, found);
        else Search(middle + 1, to, next, q, k, found);
        if (found.Count == k && toPlane * toPlane > found.Max.Distance) return;   // at the same distance a smaller index may wait
        if (isBefore) Search(middle + 1, to, next, q, k, found);
        else Search(from, middle, next, q, k, found);
    }
}
