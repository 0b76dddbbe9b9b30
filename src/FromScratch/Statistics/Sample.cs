using System.Runtime.CompilerServices;

namespace FromScratch.Statistics;

/// <summary>What every estimate needs of a sample.</summary>
internal static class Sample
{
    /// <summary>The sample has enough values.</summary>
    /// <exception cref="ArgumentException">It has fewer.</exception>
    public static void RequireSize(double[] x, int least, [CallerArgumentExpression(nameof(x))] string name = "")
    {
        if (x.Length < least) throw new ArgumentException($"{name} has {x.Length} values; at least {least} {(least == 1 ? "is" : "are")} needed.", name);
    }

    /// <summary>A level or an error rate: above 0 and below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static void RequireShare(double share, [CallerArgumentExpression(nameof(share))] string name = "")
    {
        if (!(share > 0 && share < 1)) throw new ArgumentOutOfRangeException(name, share, $"{name} is {share}. It lies between 0 and 1, and is neither.");
    }

    /// <summary>The mean, with the digits that are lost around a large one added at the end.</summary>
    /// <exception cref="ArgumentException">There is no value.</exception>
    public static double Mean(double[] x)
    {
        RequireSize(x, 1);
        double mean = x.Sum() / x.Length;
        return mean + x.Sum(value => value - mean) / x.Length;
    }

    /// <summary>Σ (x − m)² around the mean m, in two passes.</summary>
    /// <remarks>The second term is 0 on paper; in double it takes back what the rounding of the mean has added. Source: Chan, Golub and LeVeque, The American Statistician 37 (1983) 242-247, (1.7).</remarks>
    public static double SumOfSquares(double[] x)
    {
        double mean = Mean(x), rest = x.Sum(value => value - mean);
        return x.Sum(value => (value - mean) * (value - mean)) - rest * rest / x.Length;
    }

    /// <summary>The sample variance, over n − 1.</summary>
    /// <exception cref="ArgumentException">There are fewer than two values.</exception>
    public static double Variance(double[] x)
    {
        RequireSize(x, 2);
        return SumOfSquares(x) / (x.Length - 1);
    }
}
