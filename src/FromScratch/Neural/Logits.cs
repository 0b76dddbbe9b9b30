namespace FromScratch.Neural;

/// <summary>From scores to probabilities, and to their logarithms, without leaving the range of double.</summary>
/// <remarks>Source: Goodfellow, Bengio and Courville, Deep Learning, §4.1 and §6.2.2.3; Blanchard, Higham and Higham, IMA Journal of Numerical Analysis 41 (2021) 2311-2330.</remarks>
public static class Logits
{
    /// <summary>Probabilities in proportion to exp(zᵢ/T).</summary>
    /// <param name="z">Scores [k], at least one; −∞ rules an entry out, but not all of them.</param>
    /// <param name="temperature">T above 0: below 1 the largest score gains, above 1 the differences shrink.</param>
    /// <returns>[k], not negative, with the sum 1.</returns>
    /// <exception cref="ArgumentException">There is no score, all are −∞, or one is ∞ or NaN.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The temperature is not above 0.</exception>
    public static double[] Softmax(double[] z, double temperature = 1)
    {
        if (!(temperature > 0)) throw new ArgumentOutOfRangeException(nameof(temperature), temperature, $"Softmax: the temperature is {temperature}. Scores are divided by it, so it must be above 0.");
        double largest = Largest(z);
        double[] weights = Array.ConvertAll(z, score => Math.Exp((score - largest) / temperature));   // the largest weight is 1
        double sum = weights.Sum();
        return Array.ConvertAll(weights, weight => weight / sum);
    }

    /// <summary>ln Σ exp(zᵢ), as largest + ln Σ exp(zᵢ − largest).</summary>
    /// <exception cref="ArgumentException">There is no score, all are −∞, or one is ∞ or NaN.</exception>
    public static double LogSumExp(double[] z)
    {
        double largest = Largest(z);
        return largest + Math.Log(z.Sum(score => Math.Exp(score - largest)));
    }

    /// <summary>The logarithms of the softmax, zᵢ − ln Σ exp(zⱼ): finite also where the probability itself underflows to 0.</summary>
    /// <exception cref="ArgumentException">There is no score, all are −∞, or one is ∞ or NaN.</exception>
    public static double[] LogSoftmax(double[] z)
    {
        double total = LogSumExp(z);
        return Array.ConvertAll(z, score => score - total);
    }

    private static double Largest(double[] z)
    {
        double largest = double.NegativeInfinity;
        foreach (double score in z) largest = Math.Max(largest, score);   // Max keeps a NaN
        return double.IsFinite(largest) ? largest : throw new ArgumentException($"The largest of {z.Length} scores is {largest}. At least one score must be finite, and none ∞ or NaN.", nameof(z));
    }
}
