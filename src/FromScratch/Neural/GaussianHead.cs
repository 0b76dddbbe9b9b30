namespace FromScratch.Neural;

/// <summary>The best classifier of Gaussian classes of one spread: a softmax layer whose weights follow from the means.</summary>
public static class GaussianHead
{
    /// <summary>Weights and biases for which softmax(W·x + b) is the exact probability of each class.</summary>
    /// <param name="means">The centre of each class [classes][features].</param>
    /// <param name="sigma">The standard deviation of each feature around its class's centre, above 0.</param>
    /// <param name="priors">How frequent each class is [classes]: above 0, with the sum 1.</param>
    /// <returns>W [classes, features] with the rows μₖ/σ², and b [classes] with −‖μₖ‖²/(2σ²) + ln πₖ.</returns>
    /// <remarks>In ln πₖ − ‖x − μₖ‖²/(2σ²) the term ‖x‖² is the same for all classes, and softmax does not see what all scores share. Source: Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, 2nd ed., §4.3.</remarks>
    /// <exception cref="ArgumentException">There is no class, the counts differ, means differ in length, or the priors are not shares of 1.</exception>
    /// <exception cref="ArgumentOutOfRangeException">sigma is not above 0.</exception>
    public static (double[,] W, double[] B) FromMeans(double[][] means, double sigma, double[] priors)
    {
        if (!(sigma > 0)) throw new ArgumentOutOfRangeException(nameof(sigma), sigma, $"FromMeans: sigma is {sigma}. A spread is above 0.");
        if (means.Length == 0 || means.Length != priors.Length) throw new ArgumentException($"FromMeans: {means.Length} means and {priors.Length} priors. Each class has one of both.", nameof(priors));
        if (means.Any(mean => mean.Length != means[0].Length)) throw new ArgumentException($"FromMeans: the first mean has {means[0].Length} features, another has not.", nameof(means));
        if (!priors.All(prior => prior > 0) || Math.Abs(priors.Sum() - 1) > 1e-9) throw new ArgumentException($"FromMeans: the priors are [{string.Join(", ", priors)}]. They must be above 0 and sum to 1.", nameof(priors));
        double[,] w = new double[means.Length, means[0].Length];
        double[] b = new double[means.Length];
        double variance = sigma * sigma;
        for (int k = 0; k < means.Length; k++)
        {
            for (int j = 0; j < means[k].Length; j++) w[k, j] = means[k][j] / variance;
            b[k] = Math.Log(priors[k]) - means[k].Sum(entry => entry * entry) / (2 * variance);
        }

        return (w, b);
    }
}
