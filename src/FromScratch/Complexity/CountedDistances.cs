namespace FromScratch.Complexity;

/// <summary>Distances between cities that count how often they are looked up: the cost of an algorithm, the same on every machine.</summary>
public sealed class CountedDistances
{
    private readonly double[,] _distances;

    /// <summary>Counts look-ups of a table [n, n]; entry [i, j] is the way from i to j, and the way back may have another length.</summary>
    /// <exception cref="ArgumentException">The table is not square, or a distance is negative or not a number.</exception>
    public CountedDistances(double[,] distances)
    {
        if (distances.GetLength(0) != distances.GetLength(1)) throw new ArgumentException($"CountedDistances: {distances.GetLength(0)} × {distances.GetLength(1)} entries. There is one row and one column a city.", nameof(distances));
        foreach (double distance in distances)
            if (!(distance >= 0)) throw new ArgumentException($"CountedDistances: a distance of {distance}.", nameof(distances));
        _distances = (double[,])distances.Clone();
    }

    /// <summary>How many cities there are.</summary>
    public int Cities => _distances.GetLength(0);

    /// <summary>How often a distance was looked up.</summary>
    public long Reads { get; private set; }

    /// <summary>The way from one city to another; looking it up counts.</summary>
    public double this[int from, int to]
    {
        get
        {
            Reads++;
            return _distances[from, to];
        }
    }

    /// <summary>How many cities there are, and how often a distance was looked up.</summary>
    public override string ToString() => FormattableString.Invariant($"{Cities} cities, distances looked up {Reads} times");
}
