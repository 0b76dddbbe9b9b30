using FromScratch.LinearAlgebra;

namespace FromScratch.Data;

public static partial class Generators
{
    /// <summary>Rows with a few columns that matter and many that do not: y = Xw + sd·ε.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="n">Rows.</param>
    /// <param name="d">Columns, normally distributed, independent.</param>
    /// <param name="k">How many columns matter, from 0 to d; their weights are ±1 to ±3.</param>
    /// <param name="sd">The noise's standard deviation.</param>
    /// <returns>X [n, d] and y [n]; the truth are the weights [d].</returns>
    /// <exception cref="ArgumentOutOfRangeException">k is not between 0 and d.</exception>
    public static Planted<(double[,] X, double[] Y), double[]> SparseLinear(ulong seed, int n = 300, int d = 50, int k = 5, double sd = 1)
    {
        if (k < 0 || k > d) throw new ArgumentOutOfRangeException(nameof(k), k, $"SparseLinear: {k} of {d} columns matter.");
        var rng = new Rng(seed);
        double[] w = new double[d];
        int[] columns = [.. Enumerable.Range(0, d)];
        rng.Shuffle(columns);
        foreach (int column in columns[..k]) w[column] = (1 + 2 * rng.NextDouble()) * (rng.NextInt(2) == 0 ? 1 : -1);
        double[,] x = NormalTable(n, d, rng);
        return new((x, [.. (Mat.Of(x) * Vec.Of(w)).ToArray().Select(value => value + sd * rng.NextGaussian())]), w);
    }

    /// <summary>Rows whose label is 1 with the probability 1/(1 + exp(−w·x − b)).</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="n">Rows.</param>
    /// <param name="w">The weights [d].</param>
    /// <param name="b">The intercept.</param>
    /// <returns>X [n, d], normally distributed, and labels [n]; the truth are the probabilities [n].</returns>
    public static Planted<(double[,] X, int[] Y), double[]> LogisticData(ulong seed, int n, double[] w, double b)
    {
        var rng = new Rng(seed);
        double[,] x = NormalTable(n, w.Length, rng);
        double[] p = Array.ConvertAll((Mat.Of(x) * Vec.Of(w)).ToArray(), z => 1 / (1 + Math.Exp(-z - b)));
        return new((x, Array.ConvertAll(p, probability => rng.NextDouble() < probability ? 1 : 0)), p);
    }

    /// <summary>Clouds around given means, one a class, equally likely; in each direction the standard deviation is sd.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="n">Rows; row i belongs to class i mod classes.</param>
    /// <param name="means">[classes][d].</param>
    /// <param name="sd">The clouds' standard deviation.</param>
    /// <returns>X [n, d] and labels [n]; the truth is what the best classifier, the nearest mean, answers [n].</returns>
    public static Planted<(double[,] X, int[] Y), int[]> Clouds(ulong seed, int n, double[][] means, double sd)
    {
        var rng = new Rng(seed);
        double[,] x = NormalTable(n, means[0].Length, rng);
        int[] labels = [.. Enumerable.Range(0, n).Select(i => i % means.Length)], best = new int[n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < means[0].Length; j++) x[i, j] = means[labels[i]][j] + sd * x[i, j];
            int row = i;
            best[i] = Enumerable.Range(0, means.Length).MinBy(c => means[c].Select((mean, j) => (x[row, j] - mean) * (x[row, j] - mean)).Sum());
        }

        return new((x, labels), best);
    }

    /// <summary>A ring around a disc, in the plane: no straight line divides them.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="n">Rows; even ones in the disc of radius 1 (label −1), odd ones in the ring (label +1).</param>
    /// <param name="gap">The empty space between the two, ≥ 0; the ring goes from 1 + gap to 2 + gap.</param>
    /// <exception cref="ArgumentOutOfRangeException">The gap is negative.</exception>
    public static (double[,] X, int[] Y) Rings(ulong seed, int n, double gap)
    {
        if (!(gap >= 0)) throw new ArgumentOutOfRangeException(nameof(gap), gap, $"Rings: a gap of {gap}. It is 0 or more.");
        var rng = new Rng(seed);
        double[,] x = new double[n, 2];
        int[] y = new int[n];
        for (int i = 0; i < n; i++)
        {
            y[i] = i % 2 == 0 ? -1 : 1;
            double radius = y[i] < 0 ? Math.Sqrt(rng.NextDouble()) : 1 + gap + rng.NextDouble(), angle = 2 * Math.PI * rng.NextDouble();
            (x[i, 0], x[i, 1]) = (radius * Math.Cos(angle), radius * Math.Sin(angle));
        }

        return (x, y);
    }

    /// <summary>Customers of a subscription, and whether they left.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="n">Customers.</param>
    /// <returns>
    /// X [n, 5]: months of tenure (1 to 60), log-ins a week (0 to 20), support tickets (0 to 6), price in euros (10, 30, 50), seats (1 to 20); and whether they left [n].
    /// The truth is the probability of leaving [n]: it is high for new customers with tickets (an interaction), and for those who log in hardly ever or all day (not linear).
    /// </returns>
    public static Planted<(double[,] X, int[] Y), double[]> ChurnWorld(ulong seed, int n = 12000)
    {
        var rng = new Rng(seed);
        double[,] x = new double[n, 5];
        double[] p = new double[n];
        int[] left = new int[n];
        for (int i = 0; i < n; i++)
        {
            double tenure = 1 + rng.NextInt(60), logins = rng.NextInt(21), tickets = Math.Min(rng.NextInt(7), rng.NextInt(7)), price = 10 + 20 * rng.NextInt(3), seats = 1 + rng.NextInt(20);
            (x[i, 0], x[i, 1], x[i, 2], x[i, 3], x[i, 4]) = (tenure, logins, tickets, price, seats);
            double logOdds = -4 + (tenure <= 12 && tickets >= 2 ? 2.5 : 0) + 2.5 * Math.Pow((logins - 10) / 10, 2) + 0.01 * price;
            p[i] = 1 / (1 + Math.Exp(-logOdds));
            left[i] = rng.NextDouble() < p[i] ? 1 : 0;
        }

        return new((x, left), p);
    }

    private static double[,] NormalTable(int n, int d, Rng rng)
    {
        double[,] x = new double[n, d];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < d; j++)
                x[i, j] = rng.NextGaussian();
        return x;
    }
}
