namespace FromScratch.Neural;

/// <summary>A hidden layer of ReLUs as a line with bends where you want them.</summary>
public static class ReluSpline
{
    /// <summary>The network that joins the values of f at pieces + 1 equally spaced knots by straight lines, from a to b.</summary>
    /// <param name="f">What is followed.</param>
    /// <param name="a">The first knot.</param>
    /// <param name="b">The last knot, above a.</param>
    /// <param name="pieces">How many straight pieces, at least 1: as many hidden units.</param>
    /// <returns>f(a) + Σ cᵢ·relu(x − tᵢ), where cᵢ is how much the slope changes at knot tᵢ. With h = (b − a)/pieces it is off by at most h²/8·max|f″|.</returns>
    /// <remarks>Source of the bound: Süli and Mayers, An Introduction to Numerical Analysis, §11.2.</remarks>
    /// <exception cref="ArgumentException">b is not above a.</exception>
    /// <exception cref="ArgumentOutOfRangeException">pieces is below 1.</exception>
    public static Mlp Interpolate(Func<double, double> f, double a, double b, int pieces)
    {
        if (!(b > a)) throw new ArgumentException($"Interpolate: the range goes from {a} to {b}. b must be above a.", nameof(b));
        if (pieces < 1) throw new ArgumentOutOfRangeException(nameof(pieces), pieces, $"Interpolate: {pieces} pieces. It takes at least one.");
        double h = (b - a) / pieces, slope = 0;
        double[,] into = new double[pieces, 1], changes = new double[1, pieces];
        double[] offsets = new double[pieces];
        for (int i = 0; i < pieces; i++)
        {
            double knot = a + i * h, next = (f(knot + h) - f(knot)) / h;
            into[i, 0] = 1;
            offsets[i] = -knot;
            changes[0, i] = next - slope;
            slope = next;
        }

        return new Mlp([new DenseLayer(into, offsets, Act.Relu), new DenseLayer(changes, [f(a)], Act.Identity)]);
    }
}
