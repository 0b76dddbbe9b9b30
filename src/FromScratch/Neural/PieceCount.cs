namespace FromScratch.Neural;

/// <summary>How many straight pieces a function has.</summary>
public static class PieceCount
{
    private const double Straight = 1e-9;   // of the largest value

    /// <summary>The straight pieces of a piecewise linear function from a to b, found by equally spaced probes, both ends among them.</summary>
    /// <param name="net">A function whose pieces are each at least four spacings wide.</param>
    /// <param name="a">Where to begin.</param>
    /// <param name="b">Where to end, above a.</param>
    /// <param name="probes">How many probes, at least 3.</param>
    /// <remarks>On a straight line y[i + 1] − 2·y[i] + y[i − 1] is 0. A bend between two probes shows at both of them: neighbours that bend are one bend.</remarks>
    /// <exception cref="ArgumentException">b is not above a.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 3 probes.</exception>
    public static int CountPieces(Func<double, double> net, double a, double b, int probes)
    {
        if (!(b > a)) throw new ArgumentException($"CountPieces: the range goes from {a} to {b}. b must be above a.", nameof(b));
        if (probes < 3) throw new ArgumentOutOfRangeException(nameof(probes), probes, $"CountPieces: {probes} probes. A bend is seen with at least 3.");
        double[] y = new double[probes];
        for (int i = 0; i < probes; i++) y[i] = net(a + (b - a) * i / (probes - 1));
        double tolerance = Straight * y.Max(Math.Abs);
        int pieces = 1;
        bool before = false;
        for (int i = 1; i + 1 < probes; i++)
        {
            bool bends = Math.Abs(y[i + 1] - 2 * y[i] + y[i - 1]) > tolerance;
            if (bends && !before) pieces++;
            before = bends;
        }

        return pieces;
    }
}
