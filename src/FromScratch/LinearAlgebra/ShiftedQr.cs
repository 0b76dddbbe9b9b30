using System.Numerics;

namespace FromScratch.LinearAlgebra;

/// <summary>The eigenvalues of any square matrix by the QR iteration (Francis and Kublanovskaya, 1961).</summary>
public static class ShiftedQr
{
    private const int MostSteps = 60;   // for one eigenvalue; 2 or 3 are usual
    private const double Epsilon = 2.220446e-16;

    /// <summary>All eigenvalues, complex ones included; a multiple one as often as its multiplicity.</summary>
    /// <param name="a">A square matrix [n, n].</param>
    /// <returns>The eigenvalues [n], the largest absolute value first. Those of a real matrix come in conjugate pairs, up to rounding.</returns>
    /// <remarks>
    /// On the Hessenberg form: factor H − μI = QR, put H ← RQ + μI, which is QᴴHQ. With μ near an eigenvalue the last subdiagonal entry vanishes quadratically; then its diagonal entry is an eigenvalue, and one goes on with the rest.
    /// The shift μ is Wilkinson's: of the last 2×2 block, the eigenvalue nearer to the last entry. It may be complex, so the arithmetic is.
    /// <para>An eigenvalue of a block of k equal ones that is not diagonalizable (defective) moves by about ε^(1/k): that is the matrix's nature, no fault of the method.</para>
    /// <para>O(n³) in all. Source: Trefethen and Bau, Numerical Linear Algebra, lectures 28 and 29; Golub and Van Loan, Matrix Computations, 4th ed., §7.5.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    /// <exception cref="InvalidOperationException">An eigenvalue did not settle.</exception>
    public static Complex[] Eigenvalues(Mat a)
    {
        Complex[,] h = OfReal(Hessenberg.Reduce(a.ToArray()));
        int last = a.Rows - 1, steps = 0;
        while (last > 0)
        {
            int first = ActiveFrom(h, last);
            if (first == last)
            {
                last--;
                steps = 0;
                continue;
            }

            if (++steps > MostSteps) throw new InvalidOperationException($"Eigenvalues: {MostSteps} steps did not settle eigenvalue {last}. Does the matrix hold NaN or infinity?");
            Complex shift = steps % 10 == 0 ? h[last, last] + Complex.Abs(h[last, last - 1]) : WilkinsonShift(h, last);   // an odd one now and then: it breaks a cycle
            Step(h, first, last, shift);
        }

        return [.. Enumerable.Range(0, a.Rows).Select(i => h[i, i]).OrderByDescending(Complex.Abs).ThenByDescending(value => value.Real).ThenByDescending(value => value.Imaginary)];
    }

    /// <summary>Where the block that ends at <paramref name="last"/> begins: above it, a subdiagonal entry has vanished.</summary>
    private static int ActiveFrom(Complex[,] h, int last)
    {
        int first = last;
        while (first > 0)
        {
            double scale = Complex.Abs(h[first - 1, first - 1]) + Complex.Abs(h[first, first]);
            if (Complex.Abs(h[first, first - 1]) <= Epsilon * scale) break;
            first--;
        }

        return first;
    }

    /// <summary>Of the two eigenvalues of the last 2×2 block, the one nearer to its last entry.</summary>
    private static Complex WilkinsonShift(Complex[,] h, int last)
    {
        Complex a = h[last - 1, last - 1], b = h[last - 1, last], c = h[last, last - 1], d = h[last, last];
        Complex half = (a - d) / 2, root = Complex.Sqrt(half * half + b * c);
        Complex one = d + half + root, other = d + half - root;
        return Complex.Abs(one - d) < Complex.Abs(other - d) ? one : other;
    }

    /// <summary>One step on the block from first to last: rotations from the left make the triangle R, the same ones from the right make RQ.</summary>
    private static void Step(Complex[,] h, int first, int last, Complex shift)
    {
        for (int i = first; i <= last; i++) h[i, i] -= shift;
        var rotations = new (Complex C, Complex S)[last];
        for (int k = first; k < last; k++)
        {
            double length = double.Hypot(Complex.Abs(h[k, k]), Complex.Abs(h[k + 1, k]));
            (Complex c, Complex s) = rotations[k] = length == 0 ? (1, 0) : (h[k, k] / length, h[k + 1, k] / length);
            for (int j = k; j <= last; j++)
                (h[k, j], h[k + 1, j]) = (Complex.Conjugate(c) * h[k, j] + Complex.Conjugate(s) * h[k + 1, j], c * h[k + 1, j] - s * h[k, j]);
        }

        for (int k = first; k < last; k++)
        {
            (Complex c, Complex s) = rotations[k];
            for (int i = first; i <= Math.Min(k + 1, last); i++)
                (h[i, k], h[i, k + 1]) = (c * h[i, k] + s * h[i, k + 1], Complex.Conjugate(c) * h[i, k + 1] - Complex.Conjugate(s) * h[i, k]);
        }

        for (int i = first; i <= last; i++) h[i, i] += shift;
    }

    private static Complex[,] OfReal(double[,] a)
    {
        Complex[,] complex = new Complex[a.GetLength(0), a.GetLength(1)];
        for (int i = 0; i < a.GetLength(0); i++)
            for (int j = 0; j < a.GetLength(1); j++)
                complex[i, j] = a[i, j];
        return complex;
    }
}
