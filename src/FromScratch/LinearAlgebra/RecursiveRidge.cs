namespace FromScratch.LinearAlgebra;

/// <summary>A linear model that learns from one row after another, and can be asked at any time.</summary>
public interface IOnlineRegression
{
    /// <summary>Takes in one row.</summary>
    /// <param name="x">Its features [d].</param>
    /// <param name="y">What was observed.</param>
    /// <exception cref="ArgumentException">x does not have d entries.</exception>
    void Observe(double[] x, double y);

    /// <summary>The weights [d] that fit all rows so far; a new array at each reading.</summary>
    double[] Weights { get; }
}

/// <summary>Ridge regression one row at a time: after any number of rows the weights are those of the batch solution, and no row is kept.</summary>
/// <remarks>
/// The weights minimise Σ(y − x·w)² + λ‖w‖²: w = A⁻¹b with A = λI + Σxxᵀ and b = Σyx. A row adds xxᵀ to A, a product of two vectors, so A⁻¹ is updated by Sherman and Morrison
/// in O(d²). λ enters once, at the start, and makes A invertible from the first row on.
/// <para>Source: Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, 2nd ed., §3.4.1; Golub and Van Loan, Matrix Computations, 4th ed., §2.1.4.</para>
/// </remarks>
public sealed class RecursiveRidge : IOnlineRegression
{
    private double[,] _inverse;             // A⁻¹ [d, d]
    private readonly double[] _moments;     // b [d]

    private RecursiveRidge(int d, double lambda)
    {
        _inverse = new double[d, d];
        _moments = new double[d];
        for (int i = 0; i < d; i++) _inverse[i, i] = 1 / lambda;
    }

    /// <summary>A model of d weights that has seen no row.</summary>
    /// <param name="d">How many features a row has; at least 1.</param>
    /// <param name="lambda">The penalty on ‖w‖², above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">d is below 1, or λ is not above 0.</exception>
    public static IOnlineRegression Start(int d, double lambda)
    {
        if (d < 1) throw new ArgumentOutOfRangeException(nameof(d), d, $"RecursiveRidge: d is {d}. A row needs at least one feature.");
        if (!(lambda > 0)) throw new ArgumentOutOfRangeException(nameof(lambda), lambda, $"RecursiveRidge: λ is {lambda}. Above 0 it makes the matrix invertible before the first row.");
        return new RecursiveRidge(d, lambda);
    }

    /// <inheritdoc/>
    public double[] Weights => MatrixMultiplication.ByRows(_inverse, _moments);

    /// <inheritdoc/>
    public void Observe(double[] x, double y)
    {
        if (x.Length != _moments.Length) throw new ArgumentException($"Observe: the row has {x.Length} features, the model {_moments.Length}.", nameof(x));
        _inverse = RankOne.UpdateInverse(_inverse, x, x);
        for (int i = 0; i < x.Length; i++) _moments[i] += y * x[i];
    }
}
