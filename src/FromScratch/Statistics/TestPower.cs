using FromScratch.Probability;

namespace FromScratch.Statistics;

/// <summary>How many users does it take to see a difference between two conversion rates?</summary>
/// <remarks>
/// The difference of two shares of n users each has the standard deviation √((p₁q₁ + p₂q₂)/n), with q = 1 − p, and under the null hypothesis √(2p̄q̄/n) with p̄ = (p₁ + p₂)/2. A two-sided test at alpha finds it with probability
/// Φ((|p₂ − p₁|√n − z√(2p̄q̄))/√(p₁q₁ + p₂q₂)), with z = Φ⁻¹(1 − alpha/2); that it is found with the wrong sign is left out.
/// <para>Source: Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions, 3rd ed., §4.2.</para>
/// </remarks>
public static class TestPower
{
    /// <summary>The users an arm needs.</summary>
    /// <param name="p1">The rate as it is, above 0 and below 1.</param>
    /// <param name="p2">The rate to be told from it, above 0 and below 1.</param>
    /// <param name="alpha">The probability of a false alarm, two-sided, as 0.05.</param>
    /// <param name="power">The probability to find the difference when it is there, as 0.8.</param>
    /// <returns>The least n, at least 1, with at least this power.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number does not lie between 0 and 1, or the rates are equal, or so near that n is beyond int.</exception>
    public static int PerArm(double p1, double p2, double alpha, double power)
    {
        Sample.RequireShare(power);
        (double difference, double underNull, double underTruth, double z) = Parts(p1, p2, alpha);
        double needed = Math.Max(0, z * underNull + Normal.StandardQuantile(power) * underTruth);   // below 0 the false alarms alone have this power
        double n = Math.Ceiling(Math.Pow(needed / difference, 2));
        if (!(n <= int.MaxValue)) throw new ArgumentOutOfRangeException(nameof(p2), p2, $"PerArm: from {p1} to {p2} is too little: {n} users an arm.");
        return Math.Max(1, (int)n);
    }

    /// <summary>The probability to find the difference with n users an arm.</summary>
    /// <param name="p1">The rate as it is, above 0 and below 1.</param>
    /// <param name="p2">The rate to be told from it, above 0 and below 1.</param>
    /// <param name="n">Users an arm, at least 1.</param>
    /// <param name="alpha">The probability of a false alarm, two-sided, as 0.05.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate or alpha does not lie between 0 and 1, or n is below 1.</exception>
    public static double Of(double p1, double p2, int n, double alpha)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        (double difference, double underNull, double underTruth, double z) = Parts(p1, p2, alpha);
        return Normal.StandardCdf((difference * Math.Sqrt(n) - z * underNull) / underTruth);
    }

    private static (double Difference, double UnderNull, double UnderTruth, double Z) Parts(double p1, double p2, double alpha)
    {
        Sample.RequireShare(p1);
        Sample.RequireShare(p2);
        Sample.RequireShare(alpha);
        double middle = (p1 + p2) / 2;
        return (Math.Abs(p2 - p1), Math.Sqrt(2 * middle * (1 - middle)), Math.Sqrt(p1 * (1 - p1) + p2 * (1 - p2)), -Normal.StandardQuantile(alpha / 2));
    }
}
