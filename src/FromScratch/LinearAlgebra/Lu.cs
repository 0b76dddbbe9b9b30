namespace FromScratch.LinearAlgebra;

/// <summary>The factors of a square matrix A [n, n], PA = LU: factored once, then each system, the determinant and the inverse are cheap.</summary>
/// <param name="L">Lower triangular [n, n] with ones on the diagonal.</param>
/// <param name="U">Upper triangular [n, n].</param>
/// <param name="Perm">The order of the rows [n]: row i of PA is row Perm[i] of A.</param>
/// <param name="Sign">The determinant of P: (−1) to the number of row swaps.</param>
public sealed record Lu(Mat L, Mat U, int[] Perm, int Sign)
{
    /// <summary>Factors a matrix [n, n] with partial pivoting, singular ones too; see <see cref="GaussianElimination.Factor"/>. n³/3 multiplications.</summary>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    public static Lu Factor(Mat a)
    {
        (double[,] l, double[,] u, int[] perm, int sign) = GaussianElimination.Factor(a.ToArray());
        return new(Mat.Of(l), Mat.Of(u), perm, sign);
    }

    /// <summary>The x [n] with A·x = b: L·y = P·b, then U·x = y. n² multiplications.</summary>
    /// <exception cref="ArgumentException">b does not have n entries.</exception>
    /// <exception cref="InvalidOperationException">A is singular: U has a zero on its diagonal.</exception>
    public Vec Solve(Vec b)
    {
        if (b.Count != Perm.Length) throw new ArgumentException($"Solve: the matrix is {Perm.Length}×{Perm.Length}, the right-hand side has {b.Count} entries. Each row needs one.", nameof(b));
        double[] permuted = Array.ConvertAll(Perm, row => b[row]);
        return Vec.Of(TriangularSystem.Backward(U.ToArray(), TriangularSystem.Forward(L.ToArray(), permuted)));
    }

    /// <summary>The X [n, m] with A·X = B, for m right-hand sides that stand in the columns of B. m·n² multiplications.</summary>
    /// <exception cref="ArgumentException">B does not have n rows.</exception>
    /// <exception cref="InvalidOperationException">A is singular: U has a zero on its diagonal.</exception>
    public Mat Solve(Mat b)
    {
        if (b.Rows != Perm.Length) throw new ArgumentException($"Solve: the matrix is {Perm.Length}×{Perm.Length}, B has {b.Rows} rows. Each row needs a right-hand side.", nameof(b));
        return Mat.Of(LinearSystem.Substitute((L.ToArray(), U.ToArray(), Perm, Sign), b.ToArray()));
    }

    /// <summary>det A: the sign of P times the product of U's diagonal. It may leave the range of double where <see cref="SignLogDet"/> does not.</summary>
    public double Determinant() => Enumerable.Range(0, Perm.Length).Aggregate((double)Sign, (product, i) => product * U[i, i]);

    /// <summary>The determinant as its sign and the natural logarithm of its absolute value: 0 and −∞ for a singular matrix.</summary>
    public (int Sign, double LogAbs) SignLogDet() => LogDeterminant.OfTriangle(U.ToArray(), Sign);

    /// <summary>A⁻¹ [n, n]: the solution of A·X = I. To solve a system, use <see cref="Solve(Vec)"/>: it is cheaper and more accurate than the inverse times b.</summary>
    /// <exception cref="InvalidOperationException">A is singular.</exception>
    public Mat Inverse() => Solve(Mat.Identity(Perm.Length));

    /// <summary>κ₁(A) = ‖A‖₁‖A⁻¹‖₁, at least 1; ∞ for a singular matrix. See <see cref="Inversion.ConditionNumber1"/>.</summary>
    public double ConditionNumber1()
    {
        if (Enumerable.Range(0, Perm.Length).Any(i => U[i, i] == 0)) return double.PositiveInfinity;
        return Inversion.Norm1((L * U).ToArray()) * Inversion.Norm1(Inverse().ToArray());   // LU is A with its rows in another order: its columns sum to the same
    }
}
