using FromScratch.LinearAlgebra;

namespace FromScratch.Calculus;

/// <summary>Gradients from function values alone, and the number that says whether two gradients agree.</summary>
/// <remarks>Source: Nocedal and Wright, Numerical Optimization, 2nd ed., §8.1.</remarks>
public static class Gradients
{
    /// <summary>The gradient (∂f/∂x₀, …, ∂f/∂xₙ₋₁): one central difference a coordinate, with all other coordinates where they were.</summary>
    /// <param name="f">The function of a point [n]; called 2n times.</param>
    /// <param name="x">Where [n]; it stays as it is.</param>
    /// <returns>The gradient [n], for smooth f right to about ten digits of its largest entry.</returns>
    /// <remarks>Coordinate i moves by ε^(1/3)·max(1, |xᵢ|), the step at which truncation and rounding balance; see <see cref="Differences.BestStep"/>.</remarks>
    /// <exception cref="InvalidOperationException">f is not a finite number beside x; the message names the coordinate that moved.</exception>
    public static double[] Numeric(Func<double[], double> f, double[] x)
    {
        double[] gradient = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            double h = Differences.BestStep(x[i], 2);
            gradient[i] = (Moved(f, x, i, h) - Moved(f, x, i, -h)) / (2 * h);
        }

        return gradient;
    }

    /// <summary>‖a − b‖/(‖a‖ + ‖b‖): 0 where two gradients are equal, 1 where they are opposite or one of them is 0.</summary>
    /// <param name="a">A gradient [n].</param>
    /// <param name="b">Another [n].</param>
    /// <returns>From 0 to 1. Below 1e-7 for a right gradient and a central difference; 0.01 is a bug, even where both look alike.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double RelativeError(double[] a, double[] b)
    {
        if (a.Length != b.Length) throw new ArgumentException($"RelativeError: a has {a.Length} entries, b has {b.Length}. Two gradients of one function have a slope for each coordinate.", nameof(b));
        Vec first = Vec.Of(a), second = Vec.Of(b);
        double size = first.Norm() + second.Norm();
        return size == 0 ? 0 : (first - second).Norm() / size;
    }

    /// <summary>f where coordinate i of a copy of x is h further.</summary>
    private static double Moved(Func<double[], double> f, double[] x, int i, double h)
    {
        double[] moved = [.. x];
        moved[i] += h;
        double value = f(moved);
        return double.IsFinite(value)
            ? value
            : throw new InvalidOperationException($"Numeric: f is {value} where coordinate {i} is {moved[i]} instead of {x[i]}. There is no slope from such a value.");
    }
}
