using FromScratch.Data;

namespace Autograders;

/// <summary>Inputs of the tests and comparisons of Unit 7.</summary>
internal static class Samples07
{
    /// <summary>Values of a normal distribution with mean 0 and standard deviation 1.</summary>
    public static double[] Normals { get; } = Chance.Draws(7, 100_000, r => r.NextGaussian());

    /// <summary>n normal values with the given mean and standard deviation.</summary>
    public static double[] Normal(ulong seed, int n, double mean = 0, double deviation = 1) => Chance.Draws(seed, n, r => mean + deviation * r.NextGaussian());
}
