using FromScratch.Probability;

namespace FromScratch.ClassicalMl;

/// <summary>Two classifiers without a search: ask the neighbours, and multiply bell curves.</summary>
public static class SimpleClassifiers
{
    private const double LeastShare = 1e-9;   // of the largest variance of a column

    /// <summary>The class that most of the k nearest rows have; of equal ones the lowest.</summary>
    /// <param name="x">Rows [n, d].</param>
    /// <param name="y">Classes from 0 on [n].</param>
    /// <param name="k">How many neighbours; from 1 to n. Of rows at the same distance, the first.</param>
    /// <param name="row">The row that is asked about [d].</param>
    /// <remarks>n·d for a question and none for learning: the model is the data. Algorithms.KdTree finds the neighbours sooner where d is small. Source: Cover and Hart, IEEE Transactions on Information Theory 13 (1967) 21-27.</remarks>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">k is not between 1 and n.</exception>
    public static int NearestVote(double[,] x, int[] y, int k, double[] row)
    {
        Rows.RequireAnswers("NearestVote", x, y.Length);
        if (row.Length != x.GetLength(1)) throw new ArgumentException($"NearestVote: a row of {row.Length} entries among rows of {x.GetLength(1)}.", nameof(row));
        if (k < 1 || k > y.Length) throw new ArgumentOutOfRangeException(nameof(k), k, $"NearestVote: {k} neighbours of {y.Length} rows.");
        double[] distances = Array.ConvertAll(Rows.Of(x), other => other.Zip(row, (a, b) => (a - b) * (a - b)).Sum());
        return Enumerable.Range(0, y.Length).OrderBy(i => distances[i]).Take(k)   // OrderBy keeps the order of equals
            .GroupBy(i => y[i]).OrderByDescending(votes => votes.Count()).ThenBy(votes => votes.Key).First().Key;
    }

    /// <summary>Each class' share, and each column's mean and variance within it.</summary>
    /// <param name="x">Rows [n, d].</param>
    /// <param name="y">Classes from 0 to classes − 1 [n]; each occurs.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <returns>Variances over the class' number of rows, plus 1e-9 of the column's variance over all rows: a column that is constant within a class would forbid everything else.</returns>
    /// <exception cref="ArgumentException">x and y differ in rows, a label is out of range, or a class has no row.</exception>
    public static GaussianBayesModel FitGaussianBayes(double[,] x, int[] y, int classes)
    {
        Rows.RequireAnswers("FitGaussianBayes", x, y.Length);
        Rows.RequireClasses("FitGaussianBayes", y, classes);
        if (y.Distinct().Count() < classes) throw new ArgumentException($"FitGaussianBayes: a class of the {classes} has no row. Its mean is unknown.", nameof(y));
        int d = x.GetLength(1);
        double[] prior = new double[classes];
        double[,] mean = new double[classes, d], variance = new double[classes, d];
        double[][] rows = Rows.Of(x);
        for (int c = 0; c < classes; c++)
        {
            double[][] own = [.. rows.Where((_, i) => y[i] == c)];
            prior[c] = (double)own.Length / y.Length;
            for (int j = 0; j < d; j++)
            {
                (mean[c, j], variance[c, j]) = Moments(own, j);
                variance[c, j] += LeastShare * Moments(rows, j).Variance;
            }
        }

        return new(prior, mean, variance);
    }

    /// <summary>P(class | row) by Bayes' rule, as if the columns were independent within a class and normally distributed.</summary>
    /// <param name="model">A fitted model.</param>
    /// <param name="row">A row [d].</param>
    /// <returns>[classes], with the sum 1.</returns>
    /// <remarks>Products of densities underflow; logarithms add up: log prior + Σ −½(log 2πσ² + (x − μ)²/σ²), then softmax. Source: Murphy, Probabilistic Machine Learning: An Introduction, §9.3.</remarks>
    /// <exception cref="ArgumentException">The row has another number of entries.</exception>
    public static double[] Posterior(GaussianBayesModel model, double[] row)
    {
        if (row.Length != model.Mean.GetLength(1)) throw new ArgumentException($"Posterior: a row of {row.Length} entries, a model of {model.Mean.GetLength(1)} columns.", nameof(row));
        return LogSpace.Softmax([.. model.Prior.Select((prior, c) => Math.Log(prior)
            - Enumerable.Range(0, row.Length).Sum(j => (Math.Log(2 * Math.PI * model.Variance[c, j]) + Math.Pow(row[j] - model.Mean[c, j], 2) / model.Variance[c, j]) / 2))]);
    }

    private static (double Mean, double Variance) Moments(double[][] rows, int column)
    {
        double mean = rows.Average(row => row[column]);
        return (mean, rows.Average(row => (row[column] - mean) * (row[column] - mean)));
    }
}
