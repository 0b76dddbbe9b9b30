using FromScratch.LinearAlgebra;

namespace FromScratch.Statistics;

/// <summary>Maximum likelihood where no formula gives the maximum.</summary>
public static class Mle
{
    private const double DifferenceStep = 1e-4;   // of a parameter's size, at least of 1
    private const double Tolerance = 1e-6;        // a step so small, measured likewise, is the last
    private const double LeastRidge = 1e-3, LeastShare = 1e-6;
    private const int MostSteps = 100, MostHalvings = 40;

    /// <summary>The parameters that make the negative log-likelihood least, by Newton's method, with their standard errors.</summary>
    /// <param name="negLogLik">−ln L of the parameters [k]; ∞ or NaN where they are not allowed.</param>
    /// <param name="start">Where the search begins [k], an allowed place. Parameters of a size about 1 suit the differences best.</param>
    /// <returns>The fit; <see cref="MleFit.Converged"/> is false when after 100 steps there was no maximum.</returns>
    /// <remarks>
    /// The matrix H of second derivatives serves twice: H⁻¹·slope is Newton's step, and the roots of the diagonal of H⁻¹ at the maximum are the standard errors. Where H is not positive definite the hill
    /// is not yet a hill, and a multiple of the identity is added until it is; a step that leads up, or out of what is allowed, is halved.
    /// <para>Derivatives are central differences. Source: Wasserman, All of Statistics, §9.7 and 9.10; Nocedal and Wright, Numerical Optimization, 2nd ed., §3.4.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">There is no parameter, or the start is not allowed.</exception>
    public static MleFit Fit(Func<double[], double> negLogLik, double[] start)
    {
        Sample.RequireSize(start, 1);
        double[] theta = [.. start];
        double value = negLogLik([.. theta]);
        if (!double.IsFinite(value)) throw new ArgumentException($"Fit: the negative log-likelihood at the start is {value}. Begin where it is a finite number.", nameof(start));
        for (int step = 0; step < MostSteps; step++)
        {
            (double[] slope, double[,] curvature) = Derivatives(negLogLik, theta, value);
            Mat? hill = Hill(curvature);
            if ((hill ?? Convex(curvature)) is not { } convex) break;
            double[] direction = Cholesky.Solve(convex, Vec.Of(slope)).ToArray();
            if (hill is not null && IsSmall(direction, theta))
            {
                theta = Walk(theta, direction, 1);
                return new MleFit(theta, StandardErrors(hill), -negLogLik([.. theta]), true);
            }

            double share = 1;
            for (int halving = 0; halving < MostHalvings && !(negLogLik(Walk(theta, direction, share)) < value); halving++) share /= 2;
            theta = Walk(theta, direction, share);
            value = negLogLik([.. theta]);
        }

        return new MleFit(theta, Array.ConvertAll(theta, _ => double.NaN), -value, false);
    }

    /// <summary>θ − share·direction.</summary>
    private static double[] Walk(double[] theta, double[] direction, double share) => [.. theta.Zip(direction, (t, d) => t - share * d)];

    private static bool IsSmall(double[] direction, double[] theta) => direction.Zip(theta).All(pair => Math.Abs(pair.First) <= Tolerance * Size(pair.Second));

    private static double Size(double parameter) => Math.Max(1, Math.Abs(parameter));

    /// <summary>√ of the diagonal of H⁻¹, from H = LLᵀ.</summary>
    private static double[] StandardErrors(Mat hill) =>
        [.. Enumerable.Range(0, hill.Rows).Select(j => Math.Sqrt(Cholesky.Solve(hill, Vec.Of([.. Enumerable.Range(0, hill.Rows).Select(i => i == j ? 1.0 : 0)]))[j]))];

    /// <summary>The factor of H; null where it is not positive definite, or only by rounding: where the parameters before one leave of its diagonal entry less than a millionth.</summary>
    private static Mat? Hill(double[,] curvature) =>
        Cholesky.TryFactor(Mat.Of(curvature)) is { } factor && Enumerable.Range(0, factor.Rows).All(j => factor[j, j] * factor[j, j] > LeastShare * curvature[j, j]) ? factor : null;

    /// <summary>The factor of H + λI for the first λ of 0.001, 0.002, 0.004, … with which it is positive definite; null where H is not finite.</summary>
    private static Mat? Convex(double[,] curvature)
    {
        for (double ridge = LeastRidge; double.IsFinite(ridge); ridge *= 2)
        {
            double[,] raised = (double[,])curvature.Clone();
            for (int i = 0; i < raised.GetLength(0); i++) raised[i, i] += ridge;
            if (Cholesky.TryFactor(Mat.Of(raised)) is { } factor) return factor;
        }

        return null;
    }

    /// <summary>First and second derivatives by central differences.</summary>
    private static (double[] Slope, double[,] Curvature) Derivatives(Func<double[], double> f, double[] theta, double value)
    {
        int k = theta.Length;
        double[] h = Array.ConvertAll(theta, parameter => DifferenceStep * Size(parameter));
        double At(int i, int alongI, int j, int alongJ)
        {
            double[] place = [.. theta];
            place[i] += alongI * h[i];
            place[j] += alongJ * h[j];
            return f(place);
        }

        double[] slope = new double[k];
        double[,] curvature = new double[k, k];
        for (int i = 0; i < k; i++)
        {
            double up = At(i, 1, i, 0), down = At(i, -1, i, 0);
            slope[i] = (up - down) / (2 * h[i]);
            curvature[i, i] = (up - 2 * value + down) / (h[i] * h[i]);
            for (int j = 0; j < i; j++)
                curvature[i, j] = curvature[j, i] = (At(i, 1, j, 1) - At(i, 1, j, -1) - At(i, -1, j, 1) + At(i, -1, j, -1)) / (4 * h[i] * h[j]);
        }

        return (slope, curvature);
    }
}
