using FromScratch.Data;

namespace FromScratch.ClassicalMl;

/// <summary>Bias, variance and noise, measured where the truth is known.</summary>
public static class ErrorDecomposition
{
    private const int GridPoints = 100;

    /// <summary>Fits a learner to many training sets, and takes its error on new data apart.</summary>
    /// <param name="learner">Gets x [n, 1] and y [n], gives a function of x.</param>
    /// <param name="truth">The function f behind the data, on [0, 1].</param>
    /// <param name="noiseSd">The standard deviation of the noise: y = f(x) + noiseSd·ε.</param>
    /// <param name="n">Rows of a training set, their x evenly at random from [0, 1).</param>
    /// <param name="sets">How many training sets, at least 2.</param>
    /// <param name="rng">For each row, first x, then ε.</param>
    /// <returns>Means over the 100 grid points (i + ½)/100: of (mean fit − f)², of the fits' variance over the sets (divided by sets), and noiseSd².</returns>
    /// <remarks>At a point E(y − f̂)² = σ² + (E f̂ − f)² + E(f̂ − E f̂)²: the cross terms vanish. Source: Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, 2nd ed., (7.9).</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The noise is negative, there is no row, or there are fewer than 2 sets.</exception>
    public static ErrorParts Decompose(Func<double[,], double[], Func<double, double>> learner, Func<double, double> truth, double noiseSd, int n, int sets, Rng rng)
    {
        if (!(noiseSd >= 0)) throw new ArgumentOutOfRangeException(nameof(noiseSd), noiseSd, $"Decompose: noiseSd is {noiseSd}. A standard deviation is 0 or more.");
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(sets, 2);
        double[] grid = [.. Enumerable.Range(0, GridPoints).Select(i => (i + 0.5) / GridPoints)];
        double[][] fits = new double[sets][];   // [sets][grid]
        for (int set = 0; set < sets; set++)
        {
            double[,] x = new double[n, 1];
            double[] y = new double[n];
            for (int i = 0; i < n; i++)
            {
                x[i, 0] = rng.NextDouble();
                y[i] = truth(x[i, 0]) + noiseSd * rng.NextGaussian();
            }

            Func<double, double> fitted = learner(x, y);
            fits[set] = Array.ConvertAll(grid, point => fitted(point));
        }

        double[] mean = [.. Enumerable.Range(0, GridPoints).Select(i => fits.Average(fit => fit[i]))];
        double bias2 = mean.Zip(grid, (average, point) => Math.Pow(average - truth(point), 2)).Average();
        double variance = fits.Average(fit => fit.Zip(mean, (value, average) => Math.Pow(value - average, 2)).Average());
        return new(bias2, variance, noiseSd * noiseSd);
    }
}
