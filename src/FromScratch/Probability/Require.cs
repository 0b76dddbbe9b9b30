using System.Runtime.CompilerServices;

namespace FromScratch.Probability;

/// <summary>What the parameters of distributions must be, said once for all of them.</summary>
internal static class Require
{
    private const double SumTolerance = 1e-9;
    private const double SymmetryTolerance = 1e-10;

    /// <summary>The parameter, if it is finite and above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static double Positive(double parameter, string rule, [CallerArgumentExpression(nameof(parameter))] string name = "") => parameter > 0 && double.IsFinite(parameter)
        ? parameter
        : throw new ArgumentOutOfRangeException(name, parameter, $"{name} is {parameter}. {rule}");

    /// <summary>The parameter, if it is finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static double Finite(double parameter, [CallerArgumentExpression(nameof(parameter))] string name = "") => double.IsFinite(parameter)
        ? parameter
        : throw new ArgumentOutOfRangeException(name, parameter, $"{name} is {parameter}. It must be a finite number.");

    /// <summary>p lies between 0 and 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It does not.</exception>
    public static void Probability(double p, [CallerArgumentExpression(nameof(p))] string name = "")
    {
        if (!(p >= 0 && p <= 1)) throw new ArgumentOutOfRangeException(name, p, $"{name} is {p}. A probability lies between 0 and 1.");
    }

    /// <summary>No number is negative or NaN.</summary>
    /// <exception cref="ArgumentException">One is.</exception>
    public static void NotNegative(IEnumerable<double> numbers, string rule, [CallerArgumentExpression(nameof(numbers))] string name = "")
    {
        foreach (double number in numbers)
            if (!(number >= 0)) throw new ArgumentException($"{name}: {number} is among them. {rule}", name);
    }

    /// <summary>The numbers are probabilities of which one happens: not negative, with the sum 1 up to rounding.</summary>
    /// <exception cref="ArgumentException">They are not.</exception>
    public static void Distribution(IEnumerable<double> p, [CallerArgumentExpression(nameof(p))] string name = "")
    {
        NotNegative(p, "A probability is never negative.", name);
        double sum = p.Sum();
        if (!(Math.Abs(sum - 1) <= SumTolerance)) throw new ArgumentException($"{name}: the probabilities sum to {sum}. Something happens for certain, so they sum to 1. Divide weights or counts by their total first.", name);
    }

    /// <summary>The matrix holds the covariances of so many variables: square, symmetric, no negative variance.</summary>
    /// <exception cref="ArgumentException">It does not.</exception>
    public static void Covariance(double[,] cov, int variables, [CallerArgumentExpression(nameof(cov))] string name = "")
    {
        if (cov.GetLength(0) != variables || cov.GetLength(1) != variables) throw new ArgumentException($"{name}: {variables} variables, but {cov.GetLength(0)} × {cov.GetLength(1)} covariances. Each variable has a covariance with each.", name);
        for (int i = 0; i < variables; i++)
        {
            if (!(cov[i, i] >= 0)) throw new ArgumentException($"{name}: the variance of variable {i} is {cov[i, i]}. It is a mean of squares.", name);
            for (int j = 0; j < i; j++)
                if (!(Math.Abs(cov[i, j] - cov[j, i]) <= SymmetryTolerance * Math.Sqrt(cov[i, i] * cov[j, j])))
                    throw new ArgumentException($"{name}: the covariance of {i} and {j} is {cov[i, j]}, that of {j} and {i} is {cov[j, i]}. They are the same number.", name);
        }
    }
}
