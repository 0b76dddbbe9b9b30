namespace FromScratch.Statistics;

/// <summary>Mean, standard deviation and lag-1 correlation of a stream, in one pass and constant memory; two streams merge into one.</summary>
/// <remarks>
/// <para>Kept are sums of squares and of neighbours' products <i>around the mean so far</i>. When the mean moves from m to m − δ, every distance grows by δ; the distances sum to 0, so that Σ (d + δ)² = Σ d² + nδ²,
/// and of Σ (dᵢ + δ)(dᵢ₊₁ + δ) only the two ends are left over: Σ dᵢdᵢ₊₁ − δ(d₁ + dₙ) + (n − 1)δ². One value is a stream of length 1, so Add is a merge.</para>
/// <para>The shorter Σx² − n·m² subtracts two nearly equal numbers: around a mean of 1e7 no digit of a standard deviation of 0.1 is left.</para>
/// <para>Source: Welford, Technometrics 4 (1962) 419-420; Chan, Golub and LeVeque, The American Statistician 37 (1983) 242-247, for the merge of squares.</para>
/// </remarks>
public sealed class RunningMoments : IMoments<RunningMoments>
{
    private double _mean, _squares, _lagged;   // m, Σ (xᵢ − m)², Σ (xᵢ − m)(xᵢ₊₁ − m)
    private double _first, _last;

    /// <summary>How many values there were.</summary>
    public long Count { get; private set; }

    /// <inheritdoc/>
    public double Mean => Count == 0 ? double.NaN : _mean;

    /// <summary>The sample variance, in the values' unit squared; NaN for fewer than two values.</summary>
    public double Variance => Count < 2 ? double.NaN : _squares / (Count - 1);

    /// <inheritdoc/>
    public double StdDev => Math.Sqrt(Variance);

    /// <inheritdoc/>
    public double Lag1 => _lagged / _squares;   // 0/0 is NaN

    /// <summary>The summary of values that come one by one.</summary>
    public static MomentSummary OfStream(double[] x)
    {
        var moments = new RunningMoments();
        foreach (double value in x) moments.Add(value);
        return moments.Summary();
    }

    /// <summary>The summary of a stream that several machines have seen in parts, merged from the first to the last, and went on afterwards.</summary>
    /// <param name="parts">The parts in their order; a part may be empty.</param>
    /// <param name="more">What came after the merge.</param>
    public static MomentSummary OfParts(double[][] parts, double[] more)
    {
        var whole = new RunningMoments();
        foreach (double[] part in parts)
        {
            var moments = new RunningMoments();
            foreach (double value in part) moments.Add(value);
            whole.Merge(moments);
        }

        foreach (double value in more) whole.Add(value);
        return whole.Summary();
    }

    /// <inheritdoc/>
    public void Add(double x) => Append(1, x, 0, 0, x, x);

    /// <inheritdoc/>
    public void Merge(RunningMoments other) => Append(other.Count, other._mean, other._squares, other._lagged, other._first, other._last);

    private void Append(long count, double mean, double squares, double lagged, double first, double last)
    {
        if (count == 0) return;
        if (Count == 0)
        {
            (Count, _mean, _squares, _lagged, _first, _last) = (count, mean, squares, lagged, first, last);
            return;
        }

        double n = Count + count, gap = mean - _mean;
        double before = -gap * count / n, after = gap * Count / n;   // how far each part's mean lies from the common one
        double middle = _mean - before;
        _lagged = Moved(Count, _lagged, _first - _mean, _last - _mean, before) + Moved(count, lagged, first - mean, last - mean, after) + (_last - middle) * (first - middle);
        _squares += squares + gap * gap * Count * count / n;
        (Count, _mean, _last) = (Count + count, middle, last);
    }

    /// <summary>Σ (dᵢ + δ)(dᵢ₊₁ + δ) from Σ dᵢdᵢ₊₁ and the two ends, where the n distances d sum to 0.</summary>
    private static double Moved(long n, double lagged, double first, double last, double delta) => lagged - delta * (first + last) + (n - 1) * delta * delta;

    private MomentSummary Summary() => new(Mean, StdDev, Lag1);
}
