using FromScratch.Data;
using FromScratch.Probability;

namespace FromScratch.Statistics;

/// <summary>What looking again and again does to a test.</summary>
public static class Peeking
{
    private const double Alpha = 0.05;

    /// <summary>How often a test of two equal arms is significant at 5 % at one look at least, when it is looked at while the data come in.</summary>
    /// <param name="looks">How many looks, at least 1.</param>
    /// <param name="perLook">How many differences come in before each look, at least 1.</param>
    /// <param name="sims">How many experiments are simulated, at least 1.</param>
    /// <param name="r">Gives the data: differences between a user of one arm and one of the other, normal with mean 0 and known standard deviation 1.</param>
    /// <returns>The share of experiments with |sum|/√n above the 97.5 % quantile of the normal distribution at some look, from 0 to 1.</returns>
    /// <remarks>Source: Armitage, McPherson and Rowe, JRSS A 132 (1969) 235-244: 0.05, 0.083, 0.107, 0.126, 0.142 for 1 to 5 looks, 0.193 for 10.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A count is below 1.</exception>
    public static double FalsePositiveRate(int looks, int perLook, int sims, Rng r)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(looks, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(perLook, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(sims, 1);
        double critical = Normal.StandardQuantile(1 - Alpha / 2);
        int alarms = 0;
        for (int sim = 0; sim < sims; sim++)
            if (IsEverSignificant(looks, perLook, critical, r)) alarms++;
        return (double)alarms / sims;
    }

    private static bool IsEverSignificant(int looks, int perLook, double critical, Rng r)
    {
        double sum = 0;
        for (int look = 1; look <= looks; look++)
        {
            for (int i = 0; i < perLook; i++) sum += r.NextGaussian();
            if (Math.Abs(sum) > critical * Math.Sqrt((double)look * perLook)) return true;
        }

        return false;
    }
}
