using FromScratch.Probability;

namespace FromScratch.Data;

public static partial class Generators
{
    /// <summary>Two groups whose score is the true probability of the outcome: no data could make it better.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="perGroup">People a group, at least 1.</param>
    /// <param name="meanA">The mean score, and so the base rate, of group A; above 0 and below 1.</param>
    /// <param name="meanB">That of group B.</param>
    /// <returns>Rows in random order; the truth is the two base rates. Scores come from beta distributions with a + b = 4.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter lies outside its range.</exception>
    public static Planted<ScoredRows, double[]> CalibratedScores(ulong seed, int perGroup = 5000, double meanA = 0.3, double meanB = 0.5)
    {
        if (perGroup < 1) throw new ArgumentOutOfRangeException(nameof(perGroup), perGroup, $"CalibratedScores: {perGroup} people a group. There must be one at least.");
        if (!(meanA > 0 && meanA < 1)) throw new ArgumentOutOfRangeException(nameof(meanA), meanA, $"CalibratedScores: a mean of {meanA}. It lies between 0 and 1.");
        if (!(meanB > 0 && meanB < 1)) throw new ArgumentOutOfRangeException(nameof(meanB), meanB, $"CalibratedScores: a mean of {meanB}. It lies between 0 and 1.");
        const double Concentration = 4;
        var rng = new Rng(seed);
        string[] group = [.. Enumerable.Range(0, 2 * perGroup).Select(i => i < perGroup ? "A" : "B")];
        rng.Shuffle(group);
        double[] score = new double[group.Length];
        int[] y = new int[group.Length];
        for (int i = 0; i < y.Length; i++)
        {
            double mean = group[i] == "A" ? meanA : meanB;
            score[i] = new Beta(Concentration * mean, Concentration * (1 - mean)).Sample(rng);
            y[i] = rng.NextDouble() < score[i] ? 1 : 0;
        }

        return new(new ScoredRows(score, y, group), [meanA, meanB]);
    }
}
