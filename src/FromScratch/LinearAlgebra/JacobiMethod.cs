namespace FromScratch.LinearAlgebra;

/// <summary>Eigenvalues and eigenvectors of a symmetric matrix by plane rotations (Jacobi, 1846).</summary>
public static class JacobiMethod
{
    private const int MostSweeps = 60;             // some 6 to 10 are usual
    private const double Epsilon = 2.220446e-16;   // 2⁻⁵²
    private const double Asymmetry = 1e-12;        // of the largest entry

    /// <summary>S = VΛVᵀ: the eigenvalues with orthonormal eigenvectors.</summary>
    /// <param name="s">A symmetric matrix [n, n].</param>
    /// <returns>The eigenvalues [n], the largest first, and V [n, n], whose column j belongs to eigenvalue j.</returns>
    /// <remarks>
    /// A rotation in the plane of the axes p and q makes the entries pq and qp zero; others grow again, but the sum of the squares off the diagonal falls by 2s²ₚ_q each time. Sweeps over all pairs go on until nothing is left to do.
    /// <para>A pair is done when |sₚ_q| ≤ ε√|sₚₚs_qq|, not at some share of the largest entry: so small eigenvalues of graded positive definite matrices keep their digits.</para>
    /// <para>O(n³) a sweep. Source: Golub and Van Loan, Matrix Computations, 4th ed., §8.5; Demmel and Veselić, SIAM J. Matrix Anal. Appl. 13 (1992) 1204-1245 (the criterion).</para>
    /// </remarks>
    /// <exception cref="ArgumentException">The matrix is not square or not symmetric: entries mirrored at the diagonal differ by more than 1e-12 of the largest.</exception>
    public static (double[] Values, double[,] Vectors) SymmetricEigen(double[,] s)
    {
        RequireSymmetric(s);
        int n = s.GetLength(0);
        double[,] a = (double[,])s.Clone(), v = Mat.Identity(n).ToArray();
        int sweeps = 0;
        while (Sweep(a, v))
            if (++sweeps == MostSweeps) throw new InvalidOperationException($"SymmetricEigen: {MostSweeps} sweeps did not make the matrix diagonal. Does it hold NaN or infinity?");
        int[] order = [.. Enumerable.Range(0, n).OrderByDescending(i => a[i, i])];
        double[][] vectors = Columns.Of(v);
        return ([.. order.Select(i => a[i, i])], Columns.Join([.. order.Select(i => vectors[i])], n));
    }

    private static void RequireSymmetric(double[,] s)
    {
        int n = s.GetLength(0);
        if (s.GetLength(1) != n) throw new ArgumentException($"SymmetricEigen: the matrix is {n}×{s.GetLength(1)}. A symmetric one is square.", nameof(s));
        double largest = s.Cast<double>().Select(Math.Abs).DefaultIfEmpty(0).Max();
        for (int i = 0; i < n; i++)
            for (int j = 0; j < i; j++)
                if (Math.Abs(s[i, j] - s[j, i]) > Asymmetry * largest) throw new ArgumentException($"SymmetricEigen: entry [{i}, {j}] is {s[i, j]}, entry [{j}, {i}] is {s[j, i]}. For a matrix that is not symmetric, eigenvectors need not be orthogonal, nor eigenvalues real.", nameof(s));
    }

    /// <summary>Rotates every pair of axes that is not yet done; false when none was left.</summary>
    private static bool Sweep(double[,] a, double[,] v)
    {
        bool rotated = false;
        for (int p = 0; p < a.GetLength(0); p++)
            for (int q = p + 1; q < a.GetLength(0); q++)
            {
                if (Math.Abs(a[p, q]) <= Epsilon * Math.Sqrt(Math.Abs(a[p, p])) * Math.Sqrt(Math.Abs(a[q, q]))) continue;
                Rotate(a, v, p, q);
                rotated = true;
            }

        return rotated;
    }

    /// <summary>a ← JᵀaJ and v ← vJ, with the rotation J of the axes p and q that makes a[p, q] zero.</summary>
    private static void Rotate(double[,] a, double[,] v, int p, int q)
    {
        (double c, double s) = Angle(a[p, p], a[q, q], a[p, q]);
        int n = a.GetLength(0);
        for (int k = 0; k < n; k++) (a[k, p], a[k, q]) = (c * a[k, p] - s * a[k, q], s * a[k, p] + c * a[k, q]);
        for (int k = 0; k < n; k++) (a[p, k], a[q, k]) = (c * a[p, k] - s * a[q, k], s * a[p, k] + c * a[q, k]);
        for (int k = 0; k < n; k++) (v[k, p], v[k, q]) = (c * v[k, p] - s * v[k, q], s * v[k, p] + c * v[k, q]);
        (a[p, q], a[q, p]) = (0, 0);   // rounding is all that is left there
    }

    /// <summary>Cosine and sine of the smaller of the two angles that make the entry pq zero: t² + 2θt − 1 = 0 for t = tan.</summary>
    /// <remarks>With equal diagonal entries θ is 0 and the angle 45°. The smaller root, written without a difference: it neither cancels nor turns what is already in place.</remarks>
    internal static (double Cos, double Sin) Angle(double pp, double qq, double pq)
    {
        double theta = (qq - pp) / (2 * pq);
        double t = (theta < 0 ? -1 : 1) / (Math.Abs(theta) + double.Hypot(theta, 1));
        double cos = 1 / Math.Sqrt(t * t + 1);
        return (cos, t * cos);
    }
}
