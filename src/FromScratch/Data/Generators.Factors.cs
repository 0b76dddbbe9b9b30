using FromScratch.LinearAlgebra;

namespace FromScratch.Data;

public static partial class Generators
{
    private const double BrokenBy = 3;   // how far a broken row lies off, spread evenly over all metrics

    /// <summary>Metrics driven by a few hidden factors: row = level + loadings·factors + noise. Broken rows are moved off what the factors can reach, though each metric stays in its usual range.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="rows">Observations; at least 1.</param>
    /// <param name="metrics">Columns.</param>
    /// <param name="factors">Hidden drivers, from 0 to metrics − 1. Factor k = 1, 2, … has the standard deviation 6/(k + 1): variances 9, 4, 2.25, ….</param>
    /// <param name="noise">The standard deviation of each metric's own noise; at least 0.</param>
    /// <param name="brokenShare">The share of rows that are broken, from 0 to 1; rounded to whole rows.</param>
    /// <returns>Metrics [rows, metrics], and their truth.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter lies outside its range.</exception>
    public static Planted<double[,], FactorTruth> PlantedFactors(ulong seed, int rows = 1500, int metrics = 20, int factors = 3, double noise = 0.5, double brokenShare = 0.01)
    {
        if (rows < 1) throw new ArgumentOutOfRangeException(nameof(rows), rows, $"PlantedFactors: {rows} rows. There must be at least one.");
        if (factors < 0 || factors >= metrics) throw new ArgumentOutOfRangeException(nameof(factors), factors, $"PlantedFactors: {factors} factors in {metrics} metrics. A broken row needs a direction that no factor has, so there are at most {metrics - 1}.");
        if (!(noise >= 0)) throw new ArgumentOutOfRangeException(nameof(noise), noise, $"PlantedFactors: noise is {noise}. It is a standard deviation, so at least 0.");
        if (!(brokenShare >= 0 && brokenShare <= 1)) throw new ArgumentOutOfRangeException(nameof(brokenShare), brokenShare, $"PlantedFactors: brokenShare is {brokenShare}. A share lies between 0 and 1.");

        var rng = new Rng(seed);
        double[][] loadings = Orthonormal(factors, metrics, rng);
        double[] deviations = [.. Enumerable.Range(1, factors).Select(k => 6.0 / (k + 1))];
        double[] level = [.. Enumerable.Range(0, metrics).Select(_ => 20 + 60 * rng.NextDouble())];
        bool[] isBroken = [.. Enumerable.Range(0, rows).Select(i => i < Math.Round(brokenShare * rows))];
        rng.Shuffle(isBroken);
        double[,] table = new double[rows, metrics];
        for (int i = 0; i < rows; i++)
        {
            double[] strengths = Array.ConvertAll(deviations, deviation => deviation * rng.NextGaussian());
            double[] off = OffDirection(loadings, metrics, rng);   // drawn for every row, so that brokenShare does not move the others
            double[] row = LinearCombination.Combine([1, noise, isBroken[i] ? BrokenBy : 0, .. strengths], [level, Gaussian(metrics, rng), off, .. loadings]);
            for (int j = 0; j < metrics; j++) table[i, j] = row[j];
        }

        return new(table, new FactorTruth(Columns.Join(loadings, metrics), Array.ConvertAll(deviations, deviation => deviation * deviation), isBroken));
    }

    /// <summary>A unit vector at a right angle to all loadings, in which every metric has a part of about the same size and of random sign: none of them gives it away.</summary>
    private static double[] OffDirection(double[][] loadings, int metrics, Rng rng)
    {
        double[] off = Array.ConvertAll(new double[metrics], _ => rng.NextInt(2) == 0 ? -1.0 : 1);
        foreach (double[] loading in loadings) off = Direction.Decompose(off, loading).Perpendicular;
        return Direction.Of(off).ToArray();
    }
}
