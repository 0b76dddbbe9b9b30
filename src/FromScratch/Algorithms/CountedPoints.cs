namespace FromScratch.Algorithms;

/// <summary>Points that count how often they are looked at: the cost of a search, the same on every machine.</summary>
public sealed class CountedPoints
{
    private readonly double[][] _points;

    /// <summary>The given points [n][d].</summary>
    /// <exception cref="ArgumentException">They do not all have as many coordinates as the first.</exception>
    public CountedPoints(double[][] points)
    {
        int other = Array.FindIndex(points, point => point.Length != points[0].Length);
        if (other >= 0) throw new ArgumentException($"CountedPoints: point 0 has {points[0].Length} coordinates, point {other} has {points[other].Length}.", nameof(points));
        _points = points;
    }

    /// <summary>How many points there are.</summary>
    public int Count => _points.Length;

    /// <summary>How many coordinates each has; 0 where there is no point.</summary>
    public int Dimensions => _points.Length == 0 ? 0 : _points[0].Length;

    /// <summary>How many distances were computed.</summary>
    public long Distances { get; private set; }

    /// <summary>How many single coordinates were read.</summary>
    public long Reads { get; private set; }

    /// <summary>One coordinate of a point.</summary>
    public double this[int point, int axis]
    {
        get
        {
            Reads++;
            return _points[point][axis];
        }
    }

    /// <summary>The squared distance Σ (pointᵢ − qᵢ)² of a point from q.</summary>
    public double SquaredDistance(int point, double[] q)
    {
        Distances++;
        double sum = 0;
        for (int axis = 0; axis < q.Length; axis++) sum += (_points[point][axis] - q[axis]) * (_points[point][axis] - q[axis]);
        return sum;
    }

    /// <summary>How many points there are, and how often they were looked at.</summary>
    public override string ToString() => FormattableString.Invariant($"{Count} points of {Dimensions} coordinates");
}
