namespace FromScratch.LinearAlgebra;

/// <summary>Square linear systems with many right-hand sides.</summary>
public static class LinearSystem
{
    /// <summary>Solves A·X = B with one factorisation for all columns of B.</summary>
    /// <param name="a">A matrix [n, n].</param>
    /// <param name="rhs">B [n, m]: one right-hand side a column.</param>
    /// <param name="factor">How A is factored as PA = LU; called once.</param>
    /// <returns>X [n, m]: one solution a column.</returns>
    /// <remarks>n³/3 multiplications for the factors and n² a column. Source: Golub and Van Loan, Matrix Computations, 4th ed., §3.4.4.</remarks>
    /// <exception cref="ArgumentException">A is not square, or B has another number of rows.</exception>
    /// <exception cref="InvalidOperationException">A is singular; the message names the pivot that is 0.</exception>
    public static double[,] Solve(double[,] a, double[,] rhs, Factorization factor)
    {
        if (a.GetLength(0) != a.GetLength(1) || a.GetLength(0) != rhs.GetLength(0))
            throw new ArgumentException($"Solve: A is {a.GetLength(0)}×{a.GetLength(1)}, B has {rhs.GetLength(0)} rows. A must be square, and each of its rows needs a right-hand side.", nameof(rhs));
        return Substitute(factor(a), rhs);
    }

    /// <summary>Solves A·X = B [n, m] from the factors of A: for each column L·y = P·b, then U·x = y. B has as many rows as A.</summary>
    internal static double[,] Substitute((double[,] L, double[,] U, int[] Perm, int Sign) factors, double[,] rhs)
    {
        (double[,] l, double[,] u, int[] perm, _) = factors;
        double[,] solution = new double[perm.Length, rhs.GetLength(1)];
        for (int c = 0; c < rhs.GetLength(1); c++)
        {
            double[] permuted = Array.ConvertAll(perm, row => rhs[row, c]);   // P acts on the right-hand side
            double[] x = TriangularSystem.Backward(u, TriangularSystem.Forward(l, permuted));
            for (int i = 0; i < x.Length; i++) solution[i, c] = x[i];
        }

        return solution;
    }
}
