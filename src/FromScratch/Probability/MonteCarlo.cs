using FromScratch.Data;

namespace FromScratch.Probability;

/// <summary>A number found by sampling, and how far chance may have moved it.</summary>
/// <param name="Value">The estimate.</param>
/// <param name="StdErr">Its standard error: the truth lies within twice that in about 19 of 20 cases.</param>
public sealed record Estimate(double Value, double StdErr);

/// <summary>Integrals as expectations: average over random points, and say how sure you are.</summary>
/// <remarks>Source: Blitzstein and Hwang, Introduction to Probability, 2nd ed., §10.1-10.3; MacKay, Information Theory, Inference, and Learning Algorithms, §29.1-29.2.</remarks>
public static class MonteCarlo
{
    /// <summary>The integral of f over the unit cube: the mean of f at uniform points.</summary>
    /// <param name="f">The integrand; is given a point [dims] with entries from [0, 1).</param>
    /// <param name="dims">How many dimensions the cube has; at least 1.</param>
    /// <param name="n">How many points; at least 2.</param>
    /// <param name="r">Gives the points.</param>
    /// <returns>The mean, and s/√n with the sample's standard deviation s. The error falls like 1/√n in every dimension.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no dimension, or fewer than two points: one alone tells nothing of the error.</exception>
    public static Estimate Integrate(Func<double[], double> f, int dims, int n, Rng r)
    {
        if (dims < 1) throw new ArgumentOutOfRangeException(nameof(dims), dims, $"Integrate: {dims} dimensions. A point has at least one coordinate.");
        return MeanOf(n, () =>
        {
            double[] point = new double[dims];
            for (int d = 0; d < dims; d++) point[d] = r.NextDouble();
            return f(point);
        });
    }

    /// <summary>The expectation of f under a target distribution, from draws of another: each is weighted by target/proposal.</summary>
    /// <param name="f">The integrand.</param>
    /// <param name="target">Under which distribution the expectation is asked for.</param>
    /// <param name="proposal">Where the draws come from; its density is above 0 wherever f times the target's is not 0.</param>
    /// <param name="n">How many draws; at least 2.</param>
    /// <param name="r">Gives the draws.</param>
    /// <returns>The mean of f(x)·target(x)/proposal(x) and its standard error.</returns>
    /// <remarks>With a proposal that draws where f·target is large, a rare event is seen in every second draw.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than two draws.</exception>
    public static Estimate Importance(Func<double, double> f, IDistribution target, IDistribution proposal, int n, Rng r) => MeanOf(n, () =>
    {
        double x = proposal.Sample(r);
        return f(x) * target.Density(x) / proposal.Density(x);
    });

    /// <summary>Mean and standard error of n draws, in one pass.</summary>
    private static Estimate MeanOf(int n, Func<double> draw)
    {
        if (n < 2) throw new ArgumentOutOfRangeException(nameof(n), n, $"n is {n}. A mean has an error that can be seen from two values on.");
        double mean = 0, squares = 0;   // Welford's method: Σ (y − mean)² without the difference of two large sums
        for (int i = 1; i <= n; i++)
        {
            double y = draw(), before = y - mean;
            mean += before / i;
            squares += before * (y - mean);
        }

        return new Estimate(mean, Math.Sqrt(squares / (n - 1) / n));
    }
}
