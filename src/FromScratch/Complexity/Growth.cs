namespace FromScratch.Complexity;

/// <summary>Names the growth of counted costs, and of recurrences.</summary>
public static class Growth
{
    private const int FewestSizes = 6;

    /// <summary>The class whose curve, times one constant, lies nearest to the costs of the larger half of the sizes.</summary>
    /// <param name="n">The sizes, rising; at least 6, each at least 2.</param>
    /// <param name="cost">What each cost, counted; each at least 1.</param>
    /// <remarks>
    /// If cost = a·f(n), then log cost − log f(n) is the same number for all n: the f for which it varies least is the answer. Each of the classes has that one constant a, so the comparison is fair.
    /// The smaller half is left out, as constants and lower terms rule there.
    /// <para>Source: McGeoch, A Guide to Experimental Algorithmics, ch. 7, on guess-ratio and guess-difference rules.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths differ, there are too few sizes, they do not rise, or a size or cost is too small for a logarithm.</exception>
    public static GrowthFit Classify(int[] n, long[] cost)
    {
        if (n.Length != cost.Length) throw new ArgumentException($"Classify: {n.Length} sizes and {cost.Length} costs. Each size has one cost.", nameof(cost));
        if (n.Length < FewestSizes) throw new ArgumentException($"Classify: {n.Length} sizes. Fewer than {FewestSizes} fit nearly every curve.", nameof(n));
        if (n[0] < 2) throw new ArgumentException($"Classify: a size of {n[0]}. Sizes start at 2: log log n must be a number.", nameof(n));
        for (int i = 0; i < n.Length; i++)
        {
            if (i > 0 && n[i] <= n[i - 1]) throw new ArgumentException($"Classify: {n[i]} follows {n[i - 1]}. Sizes rise.", nameof(n));
            if (cost[i] < 1) throw new ArgumentException($"Classify: a cost of {cost[i]}. A cost is counted, so at least 1.", nameof(cost));
        }

        int half = n.Length / 2;
        double[] sizes = Array.ConvertAll(n[half..], size => (double)size), logs = Array.ConvertAll(cost[half..], count => Math.Log(count));
        GrowthClass nearest = Enum.GetValues<GrowthClass>().MinBy(growth => Variation([.. logs.Zip(sizes, (log, size) => log - LogOf(growth, size))]));
        return new(nearest, Slope([.. sizes.Select(size => Math.Log(size))], logs));
    }

    /// <summary>The growth of T(n) = a·T(n/b) + nᵈ, by the master theorem.</summary>
    /// <param name="a">How many parts are solved; at least 1.</param>
    /// <param name="b">How many times smaller each is; above 1.</param>
    /// <param name="d">The power of the work to split and join; at least 0.</param>
    /// <remarks>Level k of the tree costs nᵈ·(a/bᵈ)ᵏ. If that falls, the root costs most: nᵈ. If it rises, the leaves do, and there are n^(log_b a) of them. If it stays, all log n levels cost the same.
    /// <para>Source: Cormen et al., Introduction to Algorithms, 4th ed., theorem 4.1.</para></remarks>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside its range.</exception>
    public static PowerLog Master(double a, double b, double d)
    {
        if (!(a >= 1)) throw new ArgumentOutOfRangeException(nameof(a), a, $"Master: {a} parts. There must be one at least.");
        if (!(b > 1)) throw new ArgumentOutOfRangeException(nameof(b), b, $"Master: parts {b} times smaller. They must become smaller.");
        if (!(d >= 0)) throw new ArgumentOutOfRangeException(nameof(d), d, $"Master: n to the power of {d}. The work must not fall with n.");
        const double Rounding = 1e-9;   // log 125/log 5 is not exactly 3
        double leaves = Math.Log(a) / Math.Log(b);
        if (Math.Abs(leaves - d) <= Rounding) return new(d, 1);
        return new(Math.Max(leaves, d), 0);
    }

    private static double LogOf(GrowthClass growth, double n) => growth switch
    {
        GrowthClass.Constant => 0,
        GrowthClass.Logarithmic => Math.Log(Math.Log(n)),
        GrowthClass.Linear => Math.Log(n),
        GrowthClass.Linearithmic => Math.Log(n) + Math.Log(Math.Log(n)),
        GrowthClass.Quadratic => 2 * Math.Log(n),
        GrowthClass.Cubic => 3 * Math.Log(n),
        _ => n * Math.Log(2),
    };

    private static double Variation(double[] values)
    {
        double mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean));
    }

    private static double Slope(double[] x, double[] y)
    {
        double meanX = x.Average(), meanY = y.Average();
        return x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / Variation(x);
    }
}
