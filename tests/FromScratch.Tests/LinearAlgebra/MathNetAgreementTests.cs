using System.Numerics;
using FromScratch.Data;
using FromScratch.LinearAlgebra;
using Xunit;
using DenseMatrix = MathNet.Numerics.LinearAlgebra.Double.DenseMatrix;

namespace FromScratch.Tests.LinearAlgebra;

/// <summary>Our factorizations and MathNet's, which are written otherwise, give the same on matrices of every kind.</summary>
public class MathNetAgreementTests
{
    private static readonly Dictionary<string, double[,]> _tall = new()
    {
        ["random 7 × 4"] = Families.Random(7, 4, 1),
        ["random 30 × 30"] = Families.Random(30, 30, 2),
        ["random 40 × 9"] = Families.Random(40, 9, 3),
        ["one column"] = Families.Random(5, 1, 4),
        ["graded over 8 decades"] = Families.Graded(12, 8, 8, 5),
        ["graded over 14 decades"] = Families.Graded(10, 10, 14, 6),
        ["clustered"] = Generators.GradedMatrix([3, 3, 3, 1, 1 + 1e-9, 1, 1e-3, 1e-3], 11, 7).Data,
        ["rank 3 of 6"] = Generators.GradedMatrix([5, 2, 1, 0, 0, 0], 9, 8).Data,
        ["defective"] = Families.Defective(2, 5, 9),
        ["nilpotent"] = Families.Defective(0, 6, 10),
        ["zeros"] = new double[4, 3],
    };

    private static readonly Dictionary<string, double[,]> _symmetric = new()
    {
        ["random 4 × 4"] = Families.SymmetricPart(Families.Random(4, 4, 11)),
        ["random 40 × 40"] = Families.SymmetricPart(Families.Random(40, 40, 12)),
        ["graded over 12 decades"] = Families.SymmetricPart(Families.Graded(8, 8, 12, 13)),
        ["clustered"] = Families.Symmetric([2, 2, 2, 2 + 1e-12, 2 + 1e-8, -1, -1, 0, 0], 14),
        ["all equal"] = Families.Symmetric([3, 3, 3, 3], 15),
        ["singular"] = Families.Symmetric([4, 1, 0, 0, 0], 16),
        ["one entry"] = new double[,] { { -3 } },
        ["zeros"] = new double[3, 3],
    };

    private static readonly Dictionary<string, (double[,] Matrix, double Tolerance)> _square = new()
    {
        ["random 5 × 5"] = (Families.Random(5, 5, 21), 1e-12),
        ["random 40 × 40"] = (Families.Random(40, 40, 22), 1e-11),
        ["symmetric"] = (Families.SymmetricPart(Families.Random(10, 10, 23)), 1e-12),
        ["rotation"] = (new[,] { { 0.0, -1, 0 }, { 1, 0, 0 }, { 0, 0, 1 } }, 1e-14),
        ["cyclic shift"] = (new[,] { { 0.0, 0, 0, 1 }, { 1, 0, 0, 0 }, { 0, 1, 0, 0 }, { 0, 0, 1, 0 } }, 1e-14),
        ["graded over 10 decades"] = (Families.Graded(8, 8, 10, 24), 1e-12),
        ["clustered"] = (Similar([1, 1, 1 + 1e-7, 2, 2, -3], 25), 1e-11),
        ["defective, a block of 3"] = (Families.Defective(2, 3, 26), 1e-4),     // (1e-16·few)^(1/3)
        ["defective, a block of 5"] = (Families.Defective(1, 5, 27), 1e-2),     // (1e-16·few)^(1/5)
        ["triangular"] = (new[,] { { 3.0, 5, -2 }, { 0, 1, 7 }, { 0, 0, 2 } }, 1e-13),
        ["zeros"] = (new double[4, 4], 0),
        ["one entry"] = (new double[,] { { 7 } }, 0),
    };

    public static TheoryData<string> Tall => [.. _tall.Keys];

    public static TheoryData<string> Symmetric => [.. _symmetric.Keys];

    public static TheoryData<string> Square => [.. _square.Keys];

    [Theory, MemberData(nameof(Tall))]
    public void Qr_has_the_library_s_triangle_up_to_signs(string name)
    {
        double[,] a = _tall[name];
        Qr ours = Qr.Householder(Mat.Of(a));
        double size = Size(a);
        MatrixAssert.Orthonormal(ours.Q, 1e-13);
        MatrixAssert.Close(a, (ours.Q * ours.R).ToArray(), 1e-13 * size);
        double[,] theirs = DenseMatrix.OfArray(a).QR(MathNet.Numerics.LinearAlgebra.Factorization.QRMethod.Thin).R.ToArray();
        int n = a.GetLength(1);
        for (int i = 0; i < n; i++)
        {
            if (Math.Abs(ours.R[i, i]) <= 1e-8 * size) break;   // from a dependent column on, the directions are rounding's
            double sign = Math.Sign(ours.R[i, i]) * Math.Sign(theirs[i, i]);
            for (int j = i; j < n; j++) Assert.Equal(theirs[i, j], sign * ours.R[i, j], 1e-6 * size);
        }
    }

    [Theory, MemberData(nameof(Tall))]
    public void Svd_has_the_library_s_singular_values_and_gives_the_matrix_back(string name)
    {
        foreach (Mat a in new[] { Mat.Of(_tall[name]), Mat.Of(_tall[name]).T() })
        {
            var ours = Svd.OneSidedJacobi(a);
            double size = Size(a.ToArray());
            MatrixAssert.Orthonormal(ours.U, 1e-13);
            MatrixAssert.Orthonormal(ours.V, 1e-13);
            MatrixAssert.Close(a.ToArray(), ours.Truncate(ours.S.Length).ToArray(), 1e-13 * size);
            double[] theirs = DenseMatrix.OfArray(a.ToArray()).Svd().S.ToArray();
            for (int i = 0; i < ours.S.Length; i++) Assert.Equal(theirs[i], ours.S[i], 1e-13 * size);
        }
    }

    [Theory, MemberData(nameof(Symmetric))]
    public void Symmetric_eigenvalues_are_the_library_s_and_the_vectors_take_the_matrix_apart(string name)
    {
        double[,] s = _symmetric[name];
        var ours = SymEigen.Jacobi(Mat.Of(s));
        double size = Size(s);
        MatrixAssert.Orthonormal(ours.Vectors, 1e-13);
        MatrixAssert.Close(s, (ours.Vectors * Families.Diagonal(ours.Values) * ours.Vectors.T()).ToArray(), 1e-13 * size);
        double[] theirs = [.. DenseMatrix.OfArray(s).Evd(MathNet.Numerics.LinearAlgebra.Symmetricity.Symmetric).EigenValues.Select(value => value.Real).OrderDescending()];
        for (int i = 0; i < theirs.Length; i++) Assert.Equal(theirs[i], ours.Values[i], 1e-13 * size);
    }

    [Theory, MemberData(nameof(Square))]
    public void General_eigenvalues_are_the_library_s(string name)
    {
        (double[,] a, double tolerance) = _square[name];
        Complex[] ours = ShiftedQr.Eigenvalues(Mat.Of(a));
        List<Complex> theirs = [.. DenseMatrix.OfArray(a).Evd().EigenValues];
        Assert.Equal(theirs.Count, ours.Length);
        foreach (Complex value in ours)
        {
            Complex nearest = theirs.MinBy(other => Complex.Abs(other - value));
            Assert.True(Complex.Abs(nearest - value) <= tolerance * Math.Max(1, Size(a)), $"{value}: the nearest is {nearest}");
            theirs.Remove(nearest);
        }
    }

    [Fact]
    public void The_null_space_is_the_library_s()
    {
        double[,] a = Generators.GradedMatrix([5, 2, 1, 0, 0], 9, 31).Data;
        double[][] theirs = [.. DenseMatrix.OfArray(a).Kernel().Select(v => v.ToArray())];
        double[][] ours = Subspaces.NullSpaceBasis(a);
        Assert.Equal(2, ours.Length);
        Assert.All(Subspaces.PrincipalAngles(Columns.Join(ours, 5), Columns.Join(theirs, 5)), angle => Assert.Equal(0, angle, 1e-7));
    }

    [Fact]
    public void Least_squares_are_the_library_s()
    {
        double[,] a = Families.Random(20, 6, 32);
        double[] b = [.. Enumerable.Range(0, 20).Select(i => Math.Cos(i))];
        double[] theirs = DenseMatrix.OfArray(a).QR().Solve(MathNet.Numerics.LinearAlgebra.Double.DenseVector.OfArray(b)).ToArray();
        double[] ours = Householder.SolveLeastSquares(a, b);
        for (int i = 0; i < 6; i++) Assert.Equal(theirs[i], ours[i], 1e-13);
    }

    private static double Size(double[,] a) => Math.Max(1e-300, a.Cast<double>().Max(Math.Abs) * a.GetLength(1));

    /// <summary>Given eigenvalues, eigenvectors at no right angles.</summary>
    private static double[,] Similar(double[] eigenvalues, ulong seed)
    {
        int n = eigenvalues.Length;
        var p = DenseMatrix.OfArray((Mat.Of(Families.Random(n, n, seed)).T() * Mat.Of(Families.Random(n, n, seed))).ToArray()) + DenseMatrix.CreateIdentity(n);
        return (p * DenseMatrix.OfArray(Families.Diagonal(eigenvalues).ToArray()) * p.Inverse()).ToArray();
    }
}
