namespace FromScratch.LinearAlgebra;

/// <summary>A vector [n] that does not change.</summary>
public sealed class Vec
{
    private readonly double[] _entries;

    private Vec(double[] entries) => _entries = entries;

    /// <summary>A vector of copies of the given entries [n].</summary>
    public static Vec Of(params double[] v) => new([.. v]);

    /// <summary>How many entries there are.</summary>
    public int Count => _entries.Length;

    /// <summary>Entry i, counted from 0.</summary>
    public double this[int i] => _entries[i];

    /// <summary>The sum, entry by entry.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static Vec operator +(Vec a, Vec b) => new(LinearCombination.Combine([1, 1], [a._entries, b._entries]));

    /// <summary>The difference, entry by entry.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static Vec operator -(Vec a, Vec b) => new(LinearCombination.Combine([1, -1], [a._entries, b._entries]));

    /// <summary>The vector with every entry multiplied by c.</summary>
    public static Vec operator *(double c, Vec v) => new(LinearCombination.Combine([c], [v._entries]));

    /// <summary>The dot product Σ xᵢyᵢ.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public double Dot(Vec o) => InnerProduct.Dot(_entries, o._entries);

    /// <summary>The p-norm, p from 1 to ∞.</summary>
    /// <exception cref="ArgumentOutOfRangeException">p is below 1 or NaN.</exception>
    public double Norm(double p = 2) => InnerProduct.Norm(_entries, p);

    /// <summary>A copy of the entries [n].</summary>
    public double[] ToArray() => [.. _entries];

    /// <summary>The entries in brackets: "(1, 2, 3)".</summary>
    public override string ToString() => $"({string.Join(", ", _entries.Select(entry => entry.ToString("R", System.Globalization.CultureInfo.InvariantCulture)))})";
}
