namespace FromScratch.Data;

public static partial class Generators
{
    /// <summary>Samples of Gaussian classes: a class drawn by its frequency, then a point around its centre.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="means">The centre of each class [classes][features].</param>
    /// <param name="sigma">The standard deviation of each feature, above 0.</param>
    /// <param name="priors">How frequent each class is [classes]; null for all alike.</param>
    /// <param name="n">How many samples, at least 0.</param>
    /// <returns>Points with labels from 0, and their truth.</returns>
    /// <exception cref="ArgumentException">There is no class, or the counts differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">sigma is not above 0, or n is negative.</exception>
    public static Planted<LabeledPoints, GaussianTruth> GaussianClasses(ulong seed, double[][] means, double sigma, double[]? priors = null, int n = 1000)
    {
        priors ??= [.. means.Select(_ => 1.0 / means.Length)];
        if (means.Length == 0 || means.Length != priors.Length) throw new ArgumentException($"GaussianClasses: {means.Length} means and {priors.Length} priors. Each class has one of both.", nameof(priors));
        if (!(sigma > 0)) throw new ArgumentOutOfRangeException(nameof(sigma), sigma, $"GaussianClasses: sigma is {sigma}. A spread is above 0.");
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        var rng = new Rng(seed);
        double[][] x = new double[n][];
        int[] y = new int[n];
        for (int i = 0; i < n; i++)
        {
            double drawn = rng.NextDouble();
            while (y[i] + 1 < priors.Length && drawn >= priors[y[i]]) drawn -= priors[y[i]++];
            x[i] = Array.ConvertAll(means[y[i]], centre => centre + sigma * rng.NextGaussian());
        }

        return new(new LabeledPoints(x, y), new GaussianTruth([.. means.Select(mean => (double[])[.. mean])], sigma, [.. priors]));
    }
}
