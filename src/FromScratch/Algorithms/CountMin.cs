namespace FromScratch.Algorithms;

/// <summary>A Count-Min sketch: rows of counters, in each of which a key has one; other keys may share it, so each row overestimates, and the least is the best.</summary>
/// <remarks>
/// With N counted in all and a width w, an estimate exceeds the truth by more than e·N/w in each row with probability below 1/e, so in all d rows with probability below e^(−d).
/// <para>Source: Cormode and Muthukrishnan, Journal of Algorithms 55 (2005) 58-75, theorem 1.</para>
/// </remarks>
public sealed class CountMin : IFrequencySketch
{
    private readonly long[,] _counters;   // [depth, width]

    private CountMin(int width, int depth) => _counters = new long[depth, width];

    /// <summary>A sketch that has counted nothing.</summary>
    /// <param name="width">Counters in a row; at least 1.</param>
    /// <param name="depth">Rows; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is below 1.</exception>
    public static IFrequencySketch Empty(int width, int depth)
    {
        if (width < 1) throw new ArgumentOutOfRangeException(nameof(width), width, $"CountMin: rows of {width} counters. They need one at least.");
        if (depth < 1) throw new ArgumentOutOfRangeException(nameof(depth), depth, $"CountMin: {depth} rows. It needs one at least.");
        return new CountMin(width, depth);
    }

    /// <inheritdoc/>
    public void Add(ulong key, long count)
    {
        if (count < 0) throw new ArgumentOutOfRangeException(nameof(count), count, $"Add: the count is {count}. Taking away would make other keys' estimates too low.");
        for (int row = 0; row < _counters.GetLength(0); row++) _counters[row, Column(key, row)] += count;
    }

    /// <inheritdoc/>
    public long Estimate(ulong key)
    {
        long least = long.MaxValue;
        for (int row = 0; row < _counters.GetLength(0); row++) least = Math.Min(least, _counters[row, Column(key, row)]);
        return least;
    }

    private int Column(ulong key, int row) => (int)(KeyHash.Of(key, (ulong)row) % (ulong)_counters.GetLength(1));
}
