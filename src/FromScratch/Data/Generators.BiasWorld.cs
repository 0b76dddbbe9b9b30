using FromScratch.ResponsibleAi;

namespace FromScratch.Data;

public static partial class Generators
{
    /// <summary>A sample of two groups, biased at one stage or at none, with three audits of it.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="source">The stage at which group B is treated otherwise.</param>
    /// <param name="n">How many people, at least 100.</param>
    /// <returns>
    /// 40 % of the population are in group B, and the true base rates are 0.2 (A) and 0.45 (B), in every world: a difference between groups is not yet a bias.
    /// Everybody's feature is measured with an error of 0.5, and 20 % of the true positives and 3 % of the true negatives are recorded wrongly.
    /// Sampling: B is 30 % of the sample. Measurement: B's error is 1. Label: 15 % of B's true negatives are recorded as positive.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 100 people.</exception>
    public static Planted<AuditedSample, BiasSource> BiasWorld(ulong seed, BiasSource source, int n = 1500)
    {
        if (n < 100) throw new ArgumentOutOfRangeException(nameof(n), n, $"BiasWorld: {n} people. An audit needs 100 at least.");
        const double ShareB = 0.4;
        var rng = new Rng(seed);
        string[] group = new string[n];
        double[] measured = new double[n], remeasured = new double[n];
        int[] recorded = new int[n], verified = new int[n];
        for (int i = 0; i < n; i++)
        {
            bool isB = rng.NextDouble() < (source == BiasSource.Sampling ? 0.3 : ShareB);
            group[i] = isB ? "B" : "A";
            verified[i] = rng.NextDouble() < (isB ? 0.45 : 0.2) ? 1 : 0;
            double feature = 2 * verified[i] - 1 + rng.NextGaussian();
            measured[i] = feature + (isB && source == BiasSource.Measurement ? 1 : 0.5) * rng.NextGaussian();
            remeasured[i] = feature + 0.05 * rng.NextGaussian();
            double wrong = verified[i] == 1 ? 0.2 : isB && source == BiasSource.Label ? 0.15 : 0.03;
            recorded[i] = rng.NextDouble() < wrong ? 1 - verified[i] : verified[i];
        }

        return new(new AuditedSample(ShareB, group, measured, remeasured, recorded, verified), source);
    }
}
