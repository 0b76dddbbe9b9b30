using Course;
using FromScratch.ClassicalMl;
using FromScratch.Data;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Small tables for the graders of Unit 9.</summary>
internal static class Lessons
{
    /// <summary>A table [n, d] of normal numbers.</summary>
    public static double[,] Table(ulong seed, int n, int d)
    {
        var rng = new Rng(seed);
        double[,] x = new double[n, d];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < d; j++)
                x[i, j] = rng.NextGaussian();
        return x;
    }

    /// <summary>Numbers [n], normal.</summary>
    public static double[] Numbers(ulong seed, int n)
    {
        var rng = new Rng(seed);
        return [.. Enumerable.Range(0, n).Select(_ => rng.NextGaussian())];
    }

    /// <summary>A table of whole numbers from 0 to most.</summary>
    public static double[,] Whole(ulong seed, int n, int d, int most)
    {
        var rng = new Rng(seed);
        double[,] x = new double[n, d];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < d; j++)
                x[i, j] = rng.NextInt(most + 1);
        return x;
    }

    /// <summary>x·w + b for each row.</summary>
    public static double[] Fitted(double[,] x, double[] w, double b) => Array.ConvertAll(Rows.Of(x), row => InnerProduct.Dot(row, w) + b);

    /// <summary>The table with a column more.</summary>
    public static double[,] WithColumn(double[,] x, Func<int, double> entry)
    {
        int d = x.GetLength(1);
        double[][] rows = Rows.Of(x);
        return Rows.Join([.. rows.Select((row, i) => (double[])[.. row, entry(i)])], d + 1);
    }

    /// <summary>Some rows of the table.</summary>
    public static double[,] Take(double[,] x, IEnumerable<int> rows)
    {
        double[][] all = Rows.Of(x);
        return Rows.Join([.. rows.Select(i => all[i])], x.GetLength(1));
    }

    /// <summary>The table with each entry changed.</summary>
    public static double[,] Mapped(double[,] x, Func<double, int, double> change)
    {
        double[,] mapped = (double[,])x.Clone();
        for (int i = 0; i < x.GetLength(0); i++)
            for (int j = 0; j < x.GetLength(1); j++)
                mapped[i, j] = change(x[i, j], j);
        return mapped;
    }

    /// <summary>An answer that is there and has as many weights as columns.</summary>
    public static LinearModel Model(LinearModel? model, int d)
    {
        Expect.That(model?.W is not null && model.W.Length == d, $"a model of {d} weights", model, because: "One weight for each column.");
        return model!;
    }
}
