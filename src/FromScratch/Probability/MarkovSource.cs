using FromScratch.Data;

namespace FromScratch.Probability;

/// <summary>A source of symbols in which each depends on the one before, and on nothing else.</summary>
public sealed class MarkovSource
{
    private readonly double[][] _rows;

    /// <summary>A source with given transitions.</summary>
    /// <param name="t">P(next = j given now = i) [symbols, symbols]; each row sums to 1.</param>
    /// <exception cref="ArgumentException">The matrix is not square, or a row is no distribution.</exception>
    /// <exception cref="InvalidOperationException">How often a symbol comes depends on where the source started.</exception>
    public MarkovSource(double[,] t)
    {
        Stationary = Information.Stationary(t);
        EntropyRate = Information.BitsPerSymbol(t);
        _rows = [.. Enumerable.Range(0, Stationary.Length).Select(i => Enumerable.Range(0, Stationary.Length).Select(j => t[i, j]).ToArray())];
    }

    /// <summary>The share of each symbol [symbols].</summary>
    public double[] Stationary { get; }

    /// <summary>Bits a symbol that remain once the one before is known.</summary>
    public double EntropyRate { get; }

    /// <summary>n symbols; the first is drawn by its share.</summary>
    /// <exception cref="ArgumentOutOfRangeException">n is negative.</exception>
    public int[] Sample(int n, Rng r)
    {
        if (n < 0) throw new ArgumentOutOfRangeException(nameof(n), n, $"Sample: n is {n}. It counts symbols, so it is at least 0.");
        int[] symbols = new int[n];
        for (int i = 0; i < n; i++) symbols[i] = Sampling.Categorical(r, i == 0 ? Stationary : _rows[symbols[i - 1]]);
        return symbols;
    }
}
