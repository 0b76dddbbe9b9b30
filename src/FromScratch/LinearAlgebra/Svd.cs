namespace FromScratch.LinearAlgebra;

/// <summary>A = USVᵀ: every matrix turns, stretches, and turns again.</summary>
/// <param name="U">[m, k], orthonormal columns: where the stretched directions point.</param>
/// <param name="S">The singular values [k], at least 0, the largest first.</param>
/// <param name="V">[n, k], orthonormal columns: the directions that are stretched.</param>
public sealed record Svd(Mat U, double[] S, Mat V)
{
    /// <summary>The largest singular value over the smallest: how much a relative error can grow; infinite where the smallest is 0.</summary>
    public double ConditionNumber => S[^1] == 0 ? double.PositiveInfinity : S[0] / S[^1];

    /// <summary>By rotations of columns; see <see cref="LinearAlgebra.OneSidedJacobi.FactorSvd"/>.</summary>
    public static Svd OneSidedJacobi(Mat a)
    {
        (double[,] u, double[] s, double[,] v) = LinearAlgebra.OneSidedJacobi.FactorSvd(a.ToArray());
        return new(Mat.Of(u), s, Mat.Of(v));
    }

    /// <summary>How many singular values are above tol times the largest.</summary>
    public int Rank(double tol) => S.Count(sigma => sigma > tol * S[0]);

    /// <summary>The nearest matrix of rank at most k: the first k terms of Σ σᵢuᵢvᵢᵀ.</summary>
    /// <param name="k">From 0 to the number of singular values.</param>
    /// <exception cref="ArgumentOutOfRangeException">k lies outside its range.</exception>
    public Mat Truncate(int k)
    {
        if (k < 0 || k > S.Length) throw new ArgumentOutOfRangeException(nameof(k), k, $"Truncate: k is {k}. There are {S.Length} singular values.");
        return Sum(U, i => i < k ? S[i] : 0, V);
    }

    /// <summary>The pseudoinverse A⁺ [n, m]: A⁺b is the shortest x among those with the least ‖Ax − b‖.</summary>
    /// <param name="tol">Singular values up to tol times the largest count as 0: their reciprocals would only amplify noise.</param>
    /// <remarks>Source: Golub and Van Loan, Matrix Computations, 4th ed., §5.5.2.</remarks>
    public Mat PseudoInverse(double tol) => Sum(V, i => S[i] > tol * S[0] ? 1 / S[i] : 0, U);

    private static Mat Sum(Mat left, Func<int, double> weight, Mat right)
    {
        double[,] weighted = left.ToArray();
        for (int i = 0; i < left.Rows; i++)
            for (int t = 0; t < left.Cols; t++)
                weighted[i, t] *= weight(t);
        return Mat.Of(weighted) * right.T();
    }
}
