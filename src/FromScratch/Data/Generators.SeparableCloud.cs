using FromScratch.LinearAlgebra;

namespace FromScratch.Data;

public static partial class Generators
{
    /// <summary>Points spread evenly in a ball, without those close to a random hyperplane; the label is the side.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="n">How many points, at least 1.</param>
    /// <param name="dim">How many features, at least 1.</param>
    /// <param name="gamma">The least distance from the hyperplane; above 0 and at most half of the radius.</param>
    /// <param name="radius">The ball's radius, above 0.</param>
    /// <returns>Points with labels −1 and +1, and their truth. The hyperplane passes within a third of the radius of the origin.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter lies outside its range.</exception>
    public static Planted<LabeledPoints, SeparatorTruth> SeparableCloud(ulong seed, int n = 100, int dim = 2, double gamma = 0.3, double radius = 3)
    {
        if (n < 1) throw new ArgumentOutOfRangeException(nameof(n), n, $"SeparableCloud: {n} points. There must be at least one.");
        if (dim < 1) throw new ArgumentOutOfRangeException(nameof(dim), dim, $"SeparableCloud: {dim} features. There must be at least one.");
        if (!(radius > 0)) throw new ArgumentOutOfRangeException(nameof(radius), radius, $"SeparableCloud: the radius is {radius}. It must be above 0.");
        if (!(gamma > 0 && gamma <= radius / 2)) throw new ArgumentOutOfRangeException(nameof(gamma), gamma, $"SeparableCloud: the margin is {gamma}. It must be above 0 and at most {radius / 2}, or no points remain on one side.");
        var rng = new Rng(seed);
        double[] normal = Orthonormal(1, dim, rng)[0];
        double offset = radius / 3 * (2 * rng.NextDouble() - 1);
        double[][] x = new double[n][];
        int[] y = new int[n];
        for (int i = 0; i < n;)
        {
            double[] direction = Gaussian(dim, rng);
            double length = radius * Math.Pow(rng.NextDouble(), 1.0 / dim) / InnerProduct.Norm(direction, 2);
            double[] point = Array.ConvertAll(direction, entry => entry * length);
            double distance = InnerProduct.Dot(normal, point) + offset;
            if (Math.Abs(distance) < gamma) continue;
            (x[i], y[i]) = (point, distance > 0 ? 1 : -1);
            i++;
        }

        return new(new LabeledPoints(x, y), new SeparatorTruth(normal, offset, gamma, radius));
    }
}
