namespace FromScratch.Complexity;

/// <summary>How similar items are to each other, counting how often that is looked up.</summary>
public sealed class CountedSimilarity
{
    private readonly double[,] _similarity;

    /// <summary>Counts look-ups of a table [n, n] of similarities, each at least 0.</summary>
    /// <exception cref="ArgumentException">The table is not square, or a similarity is negative or not a number.</exception>
    public CountedSimilarity(double[,] similarity)
    {
        if (similarity.GetLength(0) != similarity.GetLength(1)) throw new ArgumentException($"CountedSimilarity: {similarity.GetLength(0)} × {similarity.GetLength(1)} entries. There is one row and one column an item.", nameof(similarity));
        foreach (double entry in similarity)
            if (!(entry >= 0)) throw new ArgumentException($"CountedSimilarity: a similarity of {entry}.", nameof(similarity));
        _similarity = (double[,])similarity.Clone();
    }

    /// <summary>How many items there are.</summary>
    public int Items => _similarity.GetLength(0);

    /// <summary>How often a similarity was looked up.</summary>
    public long Reads { get; private set; }

    /// <summary>How well a labelled item speaks for another; looking it up counts.</summary>
    public double this[int labelled, int other]
    {
        get
        {
            Reads++;
            return _similarity[labelled, other];
        }
    }

    /// <summary>How many items there are, and how often a similarity was looked up.</summary>
    public override string ToString() => FormattableString.Invariant($"{Items} items, similarities looked up {Reads} times");
}
