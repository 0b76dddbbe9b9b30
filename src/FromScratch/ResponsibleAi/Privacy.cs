using FromScratch.Data;

namespace FromScratch.ResponsibleAi;

/// <summary>Answers that hardly change when one person's row changes: differential privacy.</summary>
/// <remarks>
/// <para>With ε, no answer becomes more than e^ε times as likely by one person's row, whatever else an observer knows.</para>
/// <para>Source: Dwork and Roth, The Algorithmic Foundations of Differential Privacy (2014), ch. 2 and 3; Warner, JASA 60 (1965) 63-69, for randomised response.</para>
/// </remarks>
public static class Privacy
{
    /// <summary>A draw of the Laplace distribution around 0 with density e^(−|x|/b)/(2b): mean distance b, standard deviation √2·b.</summary>
    /// <param name="scale">b, above 0.</param>
    /// <param name="r">Draws it.</param>
    /// <remarks>An exponential time, on either side. The difference of two exponential times would do as well.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">b is not above 0.</exception>
    public static double Laplace(double scale, Rng r)
    {
        if (!(scale > 0)) throw new ArgumentOutOfRangeException(nameof(scale), scale, $"Laplace: a scale of {scale}. It is above 0.");
        double distance = -scale * Math.Log(1 - r.NextDouble());
        return r.NextDouble() < 0.5 ? -distance : distance;
    }

    /// <summary>A count of people with ε-differential privacy: one person changes it by at most 1, so the noise has the scale 1/ε.</summary>
    /// <exception cref="ArgumentOutOfRangeException">ε is not above 0.</exception>
    public static double NoisyCount(int count, double epsilon, Rng r)
    {
        RequireEpsilon(epsilon);
        return count + Laplace(1 / epsilon, r);
    }

    /// <summary>A mean of n people's values with ε-differential privacy, n itself being no secret.</summary>
    /// <param name="x">The values [n], at least one; what lies outside of lo … hi is moved to the nearer end.</param>
    /// <param name="lo">The least value anybody may bring, set without a look at the data.</param>
    /// <param name="hi">The greatest.</param>
    /// <param name="epsilon">Above 0.</param>
    /// <param name="r">Draws the noise.</param>
    /// <returns>The mean of the clipped values, with noise of the scale (hi − lo)/(n·ε): so far does one person move it at most.</returns>
    /// <exception cref="ArgumentException">There is no value.</exception>
    /// <exception cref="ArgumentOutOfRangeException">lo is not below hi, or ε not above 0.</exception>
    public static double NoisyMean(double[] x, double lo, double hi, double epsilon, Rng r)
    {
        RequireEpsilon(epsilon);
        if (x.Length == 0) throw new ArgumentException("NoisyMean: there is no value.", nameof(x));
        if (!(lo < hi)) throw new ArgumentOutOfRangeException(nameof(hi), hi, $"NoisyMean: the range from {lo} to {hi} is empty.");
        return x.Average(value => Math.Clamp(value, lo, hi)) + Laplace((hi - lo) / (x.Length * epsilon), r);
    }

    /// <summary>An answer that nobody can hold against the one who gives it: heads, the truth; tails, a second coin. ε is ln 3.</summary>
    /// <param name="truth">What is true.</param>
    /// <param name="r">Tosses the coins.</param>
    public static bool RandomizedResponse(bool truth, Rng r)
    {
        bool honest = r.NextDouble() < 0.5, coin = r.NextDouble() < 0.5;
        return honest ? truth : coin;
    }

    /// <summary>The share of yes in truth, from randomised answers: P(answer yes) = ¼ + p/2, so p = 2·(share of yes − ¼).</summary>
    /// <returns>Right on average, so for few people it may lie below 0 or above 1.</returns>
    /// <exception cref="ArgumentException">There is no answer.</exception>
    public static double EstimateShare(bool[] answers)
    {
        if (answers.Length == 0) throw new ArgumentException("EstimateShare: there is no answer.", nameof(answers));
        return 2 * (answers.Count(yes => yes) / (double)answers.Length - 0.25);
    }

    private static void RequireEpsilon(double epsilon)
    {
        if (!(epsilon > 0)) throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, $"Privacy: ε is {epsilon}. It is above 0; 0 would be pure noise.");
    }
}
