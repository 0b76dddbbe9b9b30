using FromScratch.LinearAlgebra;
using Xunit;

namespace FromScratch.Tests.LinearAlgebra;

public class CholeskyTests
{
    [Fact]
    public void The_factor_of_a_3_by_3_matrix_is_as_by_hand()
    {
        Mat? l = Cholesky.TryFactor(Mat.Of(new double[,] { { 4, 12, -16 }, { 12, 37, -43 }, { -16, -43, 98 } }));
        Assert.NotNull(l);
        Assert.Equal(new double[,] { { 2, 0, 0 }, { 6, 1, 0 }, { -8, 5, 3 } }, l.ToArray());
        Assert.Equal([1.0, 2, 3], Cholesky.Solve(l, Vec.Of(-20, -43, 192)).ToArray());   // 4 + 24 − 48, 12 + 74 − 129, −16 − 86 + 294
    }

    [Fact]
    public void What_is_not_positive_definite_has_no_factor()
    {
        Assert.Null(Cholesky.TryFactor(Mat.Of(new double[,] { { 1, 2 }, { 2, 1 } })));
        Assert.Null(Cholesky.TryFactor(Mat.Of(new double[,] { { 1, 1 }, { 1, 1 } })));   // only semidefinite
        Assert.Null(Cholesky.TryFactor(Mat.Of(new[,] { { double.NaN } })));
        Assert.Throws<ArgumentException>(() => Cholesky.TryFactor(Mat.Of(new double[2, 3])));
    }
}
