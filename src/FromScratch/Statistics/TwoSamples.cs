using FromScratch.Data;
using FromScratch.Probability;

namespace FromScratch.Statistics;

/// <summary>Do two groups have the same mean?</summary>
public static class TwoSamples
{
    private const double SameSum = 1e-12;   // of the values' size: sums of the same numbers in another order

    /// <summary>Welch's t test: the difference of the means in units of its own standard error.</summary>
    /// <param name="a">One group's values, at least two.</param>
    /// <param name="b">The other's, at least two.</param>
    /// <returns>t = (mₐ − m_b)/√(sₐ²/nₐ + s_b²/n_b), the degrees of freedom by Welch and Satterthwaite, and P(|T| ≥ |t|).</returns>
    /// <remarks>Student's older form pools the variances. Where the smaller group has the larger spread, it finds differences that are not there. Source: Welch, Biometrika 34 (1947) 28-35.</remarks>
    /// <exception cref="ArgumentException">A group has fewer than two values.</exception>
    /// <exception cref="InvalidOperationException">Neither group has any spread: there is no unit to measure the difference in.</exception>
    public static HypothesisTest Welch(double[] a, double[] b)
    {
        (double error, double df) = ErrorOfDifference(a, b);
        double t = (Sample.Mean(a) - Sample.Mean(b)) / error;
        return new(t, df, 2 * new StudentT(df).Survival(Math.Abs(t)));
    }

    /// <summary>The share of random divisions of all values into two groups of these sizes whose means differ at least as much as those of a and b.</summary>
    /// <param name="a">One group's values, at least one.</param>
    /// <param name="b">The other's, at least one.</param>
    /// <param name="rounds">How many divisions are drawn, at least 1.</param>
    /// <param name="r">Draws them.</param>
    /// <returns>(1 + count)/(1 + rounds): the division that was seen is one of them, so it is never 0. Two-sided.</returns>
    /// <remarks>If the group does not matter, every division was equally likely. Source: Fisher, The Design of Experiments (1935), §21; Phipson and Smyth, Stat. Appl. Genet. Mol. Biol. 9 (2010) 39.</remarks>
    /// <exception cref="ArgumentException">A group is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no round.</exception>
    public static double PermutationP(double[] a, double[] b, int rounds, Rng r)
    {
        Sample.RequireSize(a, 1);
        Sample.RequireSize(b, 1);
        if (rounds < 1) throw new ArgumentOutOfRangeException(nameof(rounds), rounds, $"PermutationP: {rounds} rounds. One at least is needed.");
        double[] all = [.. a, .. b];
        double middle = Sample.Mean(all);
        all = Array.ConvertAll(all, value => value - middle);   // they sum to 0, so a's sum alone tells the difference of the means
        double seen = Math.Abs(all.Take(a.Length).Sum()), slack = SameSum * all.Sum(Math.Abs);
        int count = 0;
        for (int round = 0; round < rounds; round++)
        {
            r.Shuffle(all);
            if (Math.Abs(all.Take(a.Length).Sum()) >= seen - slack) count++;
        }

        return (1.0 + count) / (1.0 + rounds);
    }

    /// <summary>The standard error of a difference of means, √(sₐ²/nₐ + s_b²/n_b), and the degrees of freedom it is known with.</summary>
    internal static (double Error, double Df) ErrorOfDifference(double[] a, double[] b)
    {
        double ofA = Sample.Variance(a) / a.Length, ofB = Sample.Variance(b) / b.Length;
        if (ofA + ofB == 0) throw new InvalidOperationException("Welch: in each group all values are alike. Without spread there is no unit to measure the difference in.");
        double shareA = ofA / (ofA + ofB), shareB = ofB / (ofA + ofB);   // shares: the squares of tiny variances would underflow
        return (Math.Sqrt(ofA + ofB), 1 / (shareA * shareA / (a.Length - 1) + shareB * shareB / (b.Length - 1)));
    }
}
