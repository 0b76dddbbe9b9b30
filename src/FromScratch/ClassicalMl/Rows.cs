using FromScratch.LinearAlgebra;

namespace FromScratch.ClassicalMl;

/// <summary>A table as the list of its rows, and what all learners ask of one.</summary>
public static class Rows
{
    /// <summary>Copies of the rows [n][d].</summary>
    public static double[][] Of(double[,] x)
    {
        double[][] rows = new double[x.GetLength(0)][];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = new double[x.GetLength(1)];
            for (int j = 0; j < rows[i].Length; j++) rows[i][j] = x[i, j];
        }

        return rows;
    }

    /// <summary>The table [n, d] of the given rows, which are all equally long.</summary>
    /// <param name="rows">Rows [n][d].</param>
    /// <param name="columns">d, which a table without rows needs to know.</param>
    public static double[,] Join(double[][] rows, int columns)
    {
        double[,] x = new double[rows.Length, columns];
        for (int i = 0; i < rows.Length; i++)
            for (int j = 0; j < columns; j++)
                x[i, j] = rows[i][j];
        return x;
    }

    /// <summary>The table without its column means, and the means; a column that was constant becomes exact zeros.</summary>
    internal static (double[][] Columns, double[] Means) Centred(double[,] x)
    {
        const double Constant = 1e-12;   // of the largest entry: a spread that is rounding
        double[][] columns = Columns.Of(x);
        double[] means = Array.ConvertAll(columns, column => column.Average());
        for (int j = 0; j < columns.Length; j++)
        {
            double largest = InnerProduct.Norm(columns[j], double.PositiveInfinity);
            columns[j] = Array.ConvertAll(columns[j], entry => entry - means[j]);
            if (InnerProduct.Norm(columns[j], double.PositiveInfinity) <= Constant * largest) columns[j] = new double[columns[j].Length];
        }

        return (columns, means);
    }

    internal static void RequireAnswers(string caller, double[,] x, int answers)
    {
        if (x.GetLength(0) != answers) throw new ArgumentException($"{caller}: {x.GetLength(0)} rows and {answers} answers. Each row needs one.");
        if (answers == 0) throw new ArgumentException($"{caller}: there is no row. Nothing can be learnt from none.");
    }

    internal static void RequirePenalty(string caller, double penalty)
    {
        if (!(penalty >= 0 && double.IsFinite(penalty))) throw new ArgumentOutOfRangeException(nameof(penalty), penalty, $"{caller}: the penalty is {penalty}. It is a finite number, 0 or more: below 0 it would reward large weights.");
    }

    internal static void RequireTolerance(string caller, double tol)
    {
        if (!(tol > 0)) throw new ArgumentOutOfRangeException(nameof(tol), tol, $"{caller}: tol is {tol}. Rounding lets no search end at exactly 0, so give a number above 0.");
    }

    internal static void RequireClasses(string caller, int[] y, int classes)
    {
        int wrong = Array.FindIndex(y, label => label < 0 || label >= classes);
        if (wrong >= 0) throw new ArgumentException($"{caller}: label {wrong} is {y[wrong]}. Labels are the whole numbers from 0 to {classes - 1}.", nameof(y));
    }
}
