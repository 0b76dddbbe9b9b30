using FromScratch.Data;

namespace FromScratch.Probability;

/// <summary>Turning uniform random numbers into samples of other distributions.</summary>
/// <remarks>Source: Devroye, Non-Uniform Random Variate Generation (1986), chapters II and III; Blitzstein and Hwang, Introduction to Probability, 2nd ed., §5.3.</remarks>
public static class Sampling
{
    private const double SumTolerance = 1e-9;

    /// <summary>An exponential waiting time, by the inverse of its distribution function: −ln(1 − u)/rate.</summary>
    /// <param name="r">Gives u from [0, 1).</param>
    /// <param name="rate">Events a unit of time; above 0.</param>
    /// <returns>At least 0, never infinite: 1 − u lies in (0, 1], so that its logarithm is finite.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not above 0 and finite.</exception>
    public static double Exponential(Rng r, double rate)
    {
        if (!(rate > 0) || double.IsPositiveInfinity(rate)) throw new ArgumentOutOfRangeException(nameof(rate), rate, $"Exponential: the rate is {rate}. Events come at a positive, finite rate.");
        return -Math.Log(1 - r.NextDouble()) / rate;
    }

    /// <summary>Two independent standard normal numbers from two uniform ones: a random direction, and a random distance from the origin.</summary>
    /// <remarks>(√(−2 ln(1 − u))·cos 2πv, √(−2 ln(1 − u))·sin 2πv). Half the squared distance is exponential. Source: Box and Muller, Annals of Mathematical Statistics 29 (1958) 610-611.</remarks>
    public static (double, double) BoxMuller(Rng r)
    {
        double distance = Math.Sqrt(2 * Exponential(r, 1)), angleRadians = 2 * Math.PI * r.NextDouble();
        return (distance * Math.Cos(angleRadians), distance * Math.Sin(angleRadians));
    }

    /// <summary>An index with given probabilities: the first whose cumulated probability exceeds a uniform number.</summary>
    /// <param name="r">Gives the uniform number.</param>
    /// <param name="p">The probabilities [n]; not negative, with the sum 1 up to rounding.</param>
    /// <returns>From 0 to n − 1, never an index of probability 0.</returns>
    /// <exception cref="ArgumentException">A probability is negative, or the sum is not 1.</exception>
    public static int Categorical(Rng r, double[] p)
    {
        if (p.Any(probability => !(probability >= 0))) throw new ArgumentException("Categorical: a probability is negative.", nameof(p));
        if (!(Math.Abs(p.Sum() - 1) <= SumTolerance)) throw new ArgumentException($"Categorical: the probabilities sum to {p.Sum()}, not to 1. Divide weights by their total first.", nameof(p));
        double u = r.NextDouble(), cumulated = 0;
        for (int i = 0; i < p.Length; i++)
        {
            cumulated += p[i];
            if (u < cumulated) return i;
        }

        return Array.FindLastIndex(p, probability => probability > 0);   // rounding left the sum below u
    }

    /// <summary>A sample from any bounded density, by rejection: points thrown at the box [a, b] × [0, bound] until one lies under the curve.</summary>
    /// <param name="r">Gives the points.</param>
    /// <param name="f">The density, up to a factor; not negative.</param>
    /// <param name="bound">At least the greatest value of f between a and b.</param>
    /// <param name="a">Where the density begins.</param>
    /// <param name="b">Where it ends; above a.</param>
    /// <returns>From [a, b). Of the points thrown, the share (area under f)/(bound·(b − a)) is accepted.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The box has no area.</exception>
    /// <exception cref="InvalidOperationException">f is above the bound somewhere, where samples would be cut off.</exception>
    public static double FromDensity(Rng r, Func<double, double> f, double bound, double a, double b)
    {
        if (!(bound > 0)) throw new ArgumentOutOfRangeException(nameof(bound), bound, $"FromDensity: the bound is {bound}. The box under it needs an area, so it is above 0.");
        if (!(b > a)) throw new ArgumentOutOfRangeException(nameof(b), b, $"FromDensity: the interval from {a} to {b} is empty.");
        while (true)
        {
            double x = a + (b - a) * r.NextDouble(), height = f(x);
            if (!(height <= bound)) throw new InvalidOperationException($"FromDensity: the density is {height} at {x}, above the bound {bound}. What is above would be cut off unseen.");
            if (bound * r.NextDouble() < height) return x;
        }
    }
}
