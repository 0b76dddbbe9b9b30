using FromScratch.Probability;

namespace FromScratch.Data;

public static partial class Generators
{
    /// <summary>A pilot of a loan model, with what is wrong with it.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="flaw">What is wrong.</param>
    /// <param name="n">How many applicants, at least 100.</param>
    /// <returns>
    /// 60 % of the applicants are in group A. The chance to repay comes from a beta distribution with a + b = 4 and the mean 0.65; with <see cref="LoanFlaw.BaseRates"/> 0.72 for A and 0.5 for B.
    /// The score is the chance with an error of 0.05; with <see cref="LoanFlaw.Proxy"/> it is 0.75 for A and 0.45 for B with an error of 0.1, whatever the chance. A repaid loan brings 1, another costs 1.5.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 100 applicants.</exception>
    public static Planted<LoanPilot, LoanTruth> LoanWorld(ulong seed, LoanFlaw flaw, int n = 3000)
    {
        if (n < 100) throw new ArgumentOutOfRangeException(nameof(n), n, $"LoanWorld: {n} applicants. A pilot needs 100 at least.");
        const double Concentration = 4;
        var rng = new Rng(seed);
        double[] score = new double[n], chance = new double[n];
        int[] repaid = new int[n];
        string[] group = new string[n];
        for (int i = 0; i < n; i++)
        {
            bool isA = rng.NextDouble() < 0.6;
            group[i] = isA ? "A" : "B";
            double mean = flaw == LoanFlaw.BaseRates ? isA ? 0.72 : 0.5 : 0.65;
            chance[i] = new Beta(Concentration * mean, Concentration * (1 - mean)).Sample(rng);
            double noise = rng.NextGaussian();
            score[i] = Math.Clamp(flaw == LoanFlaw.Proxy ? (isA ? 0.75 : 0.45) + 0.1 * noise : chance[i] + 0.05 * noise, 0, 1);
            repaid[i] = rng.NextDouble() < chance[i] ? 1 : 0;
        }

        return new(new LoanPilot(score, repaid, group, 1, 1.5), new LoanTruth(flaw, chance));
    }
}
