using System.Numerics;
using FromScratch.LinearAlgebra;
using Xunit;

namespace FromScratch.Tests.LinearAlgebra;

public class ShiftedQrTests
{
    [Fact]
    public void The_companion_matrix_has_the_roots_of_its_polynomial()
    {
        // (x − 1)(x − 2)(x − 3)(x² + 1) = x⁵ − 6x⁴ + 12x³ − 12x² + 11x − 6
        double[,] companion = { { 6, -12, 12, -11, 6 }, { 1, 0, 0, 0, 0 }, { 0, 1, 0, 0, 0 }, { 0, 0, 1, 0, 0 }, { 0, 0, 0, 1, 0 } };
        Complex[] roots = ShiftedQr.Eigenvalues(Mat.Of(companion));
        foreach (Complex root in new Complex[] { 3, 2, 1, Complex.ImaginaryOne, -Complex.ImaginaryOne })
            Assert.Contains(roots, found => Complex.Abs(found - root) < 1e-12);
    }

    [Fact]
    public void A_rotation_has_the_eigenvalues_of_its_angle()
    {
        Complex[] values = ShiftedQr.Eigenvalues(Geometry.Rotation2(0.7));
        Assert.Contains(values, value => Complex.Abs(value - Complex.FromPolarCoordinates(1, 0.7)) < 1e-15);
        Assert.Contains(values, value => Complex.Abs(value - Complex.FromPolarCoordinates(1, -0.7)) < 1e-15);
    }

    [Fact]
    public void A_defective_block_of_k_scatters_its_eigenvalue_by_the_kth_root_of_rounding()
    {
        Complex[] values = ShiftedQr.Eigenvalues(Mat.Of(Families.Defective(2, 4, 1)));
        Assert.All(values, value => Assert.InRange(Complex.Abs(value - 2), 0, 1e-3));
        Assert.Contains(values, value => Complex.Abs(value - 2) > 1e-6);
    }

    [Fact]
    public void The_largest_absolute_value_comes_first() =>
        Assert.Equal([-7.0, 3, 1], ShiftedQr.Eigenvalues(Families.Diagonal([1, -7, 3])).Select(value => value.Real));

    [Fact]
    public void Hessenberg_keeps_trace_and_leaves_one_subdiagonal()
    {
        double[,] h = Hessenberg.Reduce(Families.Random(6, 6, 1)), a = Families.Random(6, 6, 1);
        Assert.Equal(Enumerable.Range(0, 6).Sum(i => a[i, i]), Enumerable.Range(0, 6).Sum(i => h[i, i]), 1e-13);
        for (int i = 0; i < 6; i++)
            for (int j = 0; j + 1 < i; j++)
                Assert.Equal(0, h[i, j]);
        Assert.Throws<ArgumentException>(() => Hessenberg.Reduce(new double[2, 3]));
    }
}
