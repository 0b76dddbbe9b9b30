namespace FromScratch.Statistics;

/// <summary>Estimates that make the data as likely as can be, where calculus or a look gives them in closed form.</summary>
/// <remarks>Source: Wasserman, All of Statistics, ch. 9; Casella and Berger, Statistical Inference, 2nd ed., §7.2.</remarks>
public static class MaximumLikelihood
{
    /// <summary>The rate of exponential waiting times: events over total time.</summary>
    /// <param name="x">The waiting times [n], at least 0.</param>
    /// <returns>n/Σx: ln L = n ln λ − λΣx has the slope n/λ − Σx.</returns>
    /// <exception cref="ArgumentException">There is no time, or one is negative.</exception>
    /// <exception cref="InvalidOperationException">All times are 0: the likelihood grows with the rate for ever.</exception>
    public static double ExponentialRate(double[] x)
    {
        Sample.RequireSize(x, 1);
        return Rate(x, x.Length);
    }

    /// <summary>The rate where some were still waiting when the study ended.</summary>
    /// <param name="t">How long each was watched [n], at least 0.</param>
    /// <param name="ended">Whether the event came [n]; false for those of whom only is known that they waited longer than t.</param>
    /// <returns>Events over total time: who still waits adds e^(−λt) to the likelihood, and so time, but no event.</returns>
    /// <exception cref="ArgumentException">There is no time, one is negative, or the lengths differ.</exception>
    /// <exception cref="InvalidOperationException">All times are 0.</exception>
    public static double ExponentialRateCensored(double[] t, bool[] ended)
    {
        Sample.RequireSize(t, 1);
        if (ended.Length != t.Length) throw new ArgumentException($"ExponentialRateCensored: {t.Length} times, {ended.Length} ends. Each time needs to be known as ended or not.", nameof(ended));
        return Rate(t, ended.Count(e => e));
    }

    /// <summary>Mean and variance of normal values.</summary>
    /// <param name="x">The values [n], at least one.</param>
    /// <returns>The mean, and the mean squared distance from it: over n, not n − 1. On average it is σ²(n − 1)/n.</returns>
    /// <exception cref="ArgumentException">There is no value.</exception>
    public static (double Mu, double Sigma2) NormalMle(double[] x)
    {
        double mean = Sample.Mean(x);
        return (mean, Sample.SumOfSquares(x) / x.Length);
    }

    /// <summary>The upper end of uniform values on [0, θ]: the largest one.</summary>
    /// <param name="x">The values [n], at least 0.</param>
    /// <returns>The likelihood θ⁻ⁿ falls with θ, and is 0 where θ is below a value: so the smallest θ allowed. On average it is θn/(n + 1).</returns>
    /// <exception cref="ArgumentException">There is no value, or one is negative.</exception>
    public static double UniformUpper(double[] x)
    {
        Sample.RequireSize(x, 1);
        RequireNotNegative(x);
        return x.Max();
    }

    /// <summary>The largest value, stretched so that it is right on average: (n + 1)/n times.</summary>
    /// <param name="x">The values [n], at least 0.</param>
    /// <exception cref="ArgumentException">There is no value, or one is negative.</exception>
    public static double UnbiasedUniformUpper(double[] x) => UniformUpper(x) * (x.Length + 1) / x.Length;

    private static double Rate(double[] times, int events)
    {
        RequireNotNegative(times);
        double total = times.Sum();
        if (total == 0) throw new InvalidOperationException("ExponentialRate: all times are 0. The larger the rate, the more likely they are: there is no largest likelihood.");
        return events / total;
    }

    private static void RequireNotNegative(double[] x)
    {
        foreach (double value in x)
            if (!(value >= 0)) throw new ArgumentException($"{value} is among the values. Each is at least 0.", nameof(x));
    }
}
