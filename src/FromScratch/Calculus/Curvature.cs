using FromScratch.LinearAlgebra;

namespace FromScratch.Calculus;

/// <summary>Second derivatives: the Hessian, its products with a vector, and what its eigenvalues say about a critical point.</summary>
/// <remarks>Source: Nocedal and Wright, Numerical Optimization, 2nd ed., §2.1 and §8.1; Deisenroth, Faisal and Ong, Mathematics for Machine Learning, §5.7.</remarks>
public static class Curvature
{
    private const double CubeRootOfEpsilon = 6.055454e-6;

    /// <summary>H·v from two gradients: how the gradient changes when x moves along v. The matrix itself [n, n] is never built.</summary>
    /// <param name="grad">The gradient of f; called twice.</param>
    /// <param name="x">Where [n].</param>
    /// <param name="v">The direction [n]; its length counts. For v = 0 the answer is 0.</param>
    /// <returns>The product [n].</returns>
    /// <remarks>
    /// (∇f(x + hv) − ∇f(x − hv))/(2h) with h = ε^(1/3)·max(1, ‖x‖)/‖v‖: the place moves by the same distance whatever the length of v, and the difference is then as long as v asks.
    /// </remarks>
    /// <exception cref="ArgumentException">x and v differ in length.</exception>
    public static double[] HessianVector(Func<double[], double[]> grad, double[] x, double[] v)
    {
        if (x.Length != v.Length) throw new ArgumentException($"HessianVector: x has {x.Length} entries, v has {v.Length}. A direction says for each coordinate how fast it moves.", nameof(v));
        Vec place = Vec.Of(x), direction = Vec.Of(v);
        double length = direction.Norm();
        if (length == 0) return new double[v.Length];
        double h = CubeRootOfEpsilon * Math.Max(1, place.Norm()) / length;
        Vec ahead = Vec.Of(grad((place + h * direction).ToArray())), behind = Vec.Of(grad((place - h * direction).ToArray()));
        return (1 / (2 * h) * (ahead - behind)).ToArray();
    }

    /// <summary>The Hessian of second derivatives ∂²f/∂xᵢ∂xⱼ, from function values.</summary>
    /// <param name="f">The function of a point [n]; called 2n² + 1 times.</param>
    /// <param name="x">Where [n].</param>
    /// <returns>The matrix [n, n], exactly symmetric, right to about seven digits of the sizes of f and its derivatives.</returns>
    /// <remarks>
    /// On the diagonal (f(x + hᵢ) − 2f(x) + f(x − hᵢ))/hᵢ², beside it (f(x + hᵢ + hⱼ) − f(x + hᵢ − hⱼ) − f(x − hᵢ + hⱼ) + f(x − hᵢ − hⱼ))/(4hᵢhⱼ).
    /// The error is about h² + ε/h², least at h = ε^(1/4): a second derivative keeps half of the digits.
    /// </remarks>
    public static double[,] Hessian(Func<double[], double> f, double[] x)
    {
        int n = x.Length;
        double[] h = Array.ConvertAll(x, entry => Differences.BestStep(entry, 3));
        double[,] hessian = new double[n, n];
        double here = f([.. x]);
        for (int i = 0; i < n; i++)
        {
            hessian[i, i] = (Moved(i, 1, i, 0) - 2 * here + Moved(i, -1, i, 0)) / (h[i] * h[i]);
            for (int j = 0; j < i; j++)
                hessian[i, j] = hessian[j, i] = (Moved(i, 1, j, 1) - Moved(i, 1, j, -1) - Moved(i, -1, j, 1) + Moved(i, -1, j, -1)) / (4 * h[i] * h[j]);
        }

        return hessian;

        double Moved(int i, int first, int j, int second)
        {
            double[] moved = [.. x];
            moved[i] += first * h[i];
            moved[j] += second * h[j];
            return f(moved);
        }
    }

    /// <summary>What x is to the landscape of f: a minimum, a maximum, a saddle, or nothing of the kind.</summary>
    /// <param name="f">The function of a point [n].</param>
    /// <param name="x">Where [n].</param>
    /// <param name="tol">A slope and a curvature of at most this size count as 0.</param>
    /// <remarks>
    /// With gradient 0, f(x + d) ≈ f(x) + ½dᵀHd. Along the eigenvectors of H that is a sum of ½λᵢdᵢ²: the signs of the eigenvalues decide, and where one is 0, higher derivatives would have to.
    /// The determinant does not decide: it is above 0 for two downward curvatures as for two upward ones.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">tol is not above 0: numerical slopes are never exactly 0.</exception>
    /// <exception cref="InvalidOperationException">f is not a finite number near x.</exception>
    public static CriticalPoint Classify(Func<double[], double> f, double[] x, double tol)
    {
        if (!(tol > 0)) throw new ArgumentOutOfRangeException(nameof(tol), tol, $"Classify: tol is {tol}. Slopes and curvatures come with rounding, so something above 0 must count as 0.");
        if (InnerProduct.Norm(Gradients.Numeric(f, x), 2) > tol) return CriticalPoint.NotCritical;
        double[] curvatures = SymEigen.Jacobi(Mat.Of(Hessian(f, x))).Values;
        bool up = curvatures.Any(curvature => curvature > tol), down = curvatures.Any(curvature => curvature < -tol);
        if (up && down) return CriticalPoint.Saddle;
        if (curvatures.Any(curvature => Math.Abs(curvature) <= tol)) return CriticalPoint.Degenerate;
        return up ? CriticalPoint.Minimum : CriticalPoint.Maximum;
    }
}
