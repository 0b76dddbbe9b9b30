using FromScratch.Data;

namespace Autograders;

/// <summary>Random numbers that the comparisons of Unit 1 share.</summary>
internal static class Samples
{
    public static readonly double[] A = Gaussian(1), B = Gaussian(2), ShortA = A[..1000], ShortB = B[..1000];

    private static double[] Gaussian(ulong seed)
    {
        var rng = new Rng(seed);
        double[] numbers = new double[1_000_000];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = rng.NextGaussian();
        return numbers;
    }
}
