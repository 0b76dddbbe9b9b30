namespace FromScratch.LinearAlgebra;

/// <summary>QR by reflections: each mirror turns one column onto its axis.</summary>
public static class Householder
{
    private const double Dependent = 1e-12;   // of a column's length

    /// <summary>A = QR with orthonormal columns in Q and R upper triangular.</summary>
    /// <param name="a">A matrix [m, n], m ≥ n.</param>
    /// <returns>Q [m, n] and R [n, n]. The signs of R's diagonal are as they come. Dependent columns give a (nearly) zero diagonal entry, and Q is orthonormal all the same.</returns>
    /// <remarks>
    /// Hⱼ = I − 2uuᵀ mirrors what is left of column j onto the axis j: Hₙ…H₁A = R, so Q = H₁…Hₙ, of which the first n columns are built.
    /// <para>O(mn²). Source: Trefethen and Bau, Numerical Linear Algebra, algorithms 10.1 and 10.3.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">A has fewer rows than columns.</exception>
    public static (double[,] Q, double[,] R) FactorQr(double[,] a)
    {
        int m = a.GetLength(0), n = a.GetLength(1);
        (double[][] mirrors, double[][] r) = Triangularize(a);
        double[][] q = Columns.Basis(n, m);
        foreach (double[] column in q)
            for (int j = n - 1; j >= 0; j--)   // Q = H₁…Hₙ: the last acts first
                Reflect(column, mirrors[j]);
        return (Columns.Join(q, m), Columns.Join(r, n));
    }

    /// <summary>The x with the least ‖Ax − b‖.</summary>
    /// <param name="a">A [m, n], m ≥ n, with independent columns.</param>
    /// <param name="b">b [m].</param>
    /// <returns>x [n].</returns>
    /// <remarks>
    /// ‖Ax − b‖ = ‖Rx − Qᵀb‖ in the first n entries, and the others do not depend on x: solve Rx = Qᵀb from below. The mirrors act on b themselves; Q is not built.
    /// <para>The normal equations AᵀAx = Aᵀb square the condition number: twice the digits are lost. Source: Trefethen and Bau, Numerical Linear Algebra, algorithm 11.2 and lecture 19.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <exception cref="InvalidOperationException">A column depends on those before it: less than 1e-12 of its length is new.</exception>
    public static double[] SolveLeastSquares(double[,] a, double[] b)
    {
        if (b.Length != a.GetLength(0)) throw new ArgumentException($"SolveLeastSquares: A has {a.GetLength(0)} rows, b has {b.Length} entries. Each row is an equation with one right side.", nameof(b));
        (double[][] mirrors, double[][] r) = Triangularize(a);
        double[] c = [.. b];
        foreach (double[] u in mirrors) Reflect(c, u);   // Qᵀb
        for (int j = 0; j < r.Length; j++)
            if (Math.Abs(r[j][j]) <= Dependent * InnerProduct.Norm(r[j], 2)) throw new InvalidOperationException($"SolveLeastSquares: column {j} depends on those before it, so many x are equally good. Leave it out.");
        return TriangularSystem.Backward(Columns.Join(r, r.Length), c[..r.Length]);
    }

    /// <summary>The mirrors' unit vectors, first mirror first, and R by columns. The entries below the diagonal are zeros.</summary>
    private static (double[][] Mirrors, double[][] R) Triangularize(double[,] a)
    {
        if (a.GetLength(0) < a.GetLength(1)) throw new ArgumentException($"Householder: A is {a.GetLength(0)}×{a.GetLength(1)}. More columns than rows cannot be independent; factor the transpose.", nameof(a));
        double[][] r = Columns.Of(a);
        double[][] mirrors = new double[r.Length][];
        for (int j = 0; j < r.Length; j++)
        {
            mirrors[j] = Mirror(r[j], j);
            foreach (double[] column in r[j..]) Reflect(column, mirrors[j]);
            Array.Clear(r[j], j + 1, r[j].Length - j - 1);   // rounding is all that is left there
        }

        return (mirrors, r);
    }

    /// <summary>The unit vector u whose mirror I − 2uuᵀ turns the entries of x from j on onto axis j; zeros where there is nothing to turn.</summary>
    private static double[] Mirror(double[] x, int j)
    {
        double[] u = [.. x];
        Array.Clear(u, 0, j);
        double length = InnerProduct.Norm(u, 2);
        if (length == 0) return u;
        u[j] += u[j] < 0 ? -length : length;   // with the sign of x[j]: a sum does not cancel, a difference would
        return Direction.Of(u).ToArray();
    }

    /// <summary>x ← x − 2(u·x)u.</summary>
    private static void Reflect(double[] x, double[] u)
    {
        double shadow = InnerProduct.Dot(u, x);
        for (int i = 0; i < x.Length; i++) x[i] -= 2 * shadow * u[i];
    }
}
