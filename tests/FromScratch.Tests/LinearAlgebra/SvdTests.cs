using FromScratch.Data;
using FromScratch.LinearAlgebra;
using Xunit;

namespace FromScratch.Tests.LinearAlgebra;

public class SvdTests
{
    [Fact]
    public void The_worked_example_has_the_roots_of_45_and_5()
    {
        var svd = Svd.OneSidedJacobi(Mat.Of(new double[,] { { 3, 0 }, { 4, 5 } }));
        Assert.Equal(Math.Sqrt(45), svd.S[0], 1e-14);
        Assert.Equal(Math.Sqrt(5), svd.S[1], 1e-14);
        MatrixAssert.Close(new[,] { { 1.5, 1.5 }, { 4.5, 4.5 } }, svd.Truncate(1).ToArray(), 1e-14);
        Assert.Equal(3, svd.ConditionNumber, 1e-14);
    }

    /// <summary>A dependent column shrinks with every sweep until its square is no double any more: the sweeps once went on for ever.</summary>
    [Fact]
    public void A_dependent_column_ends_as_zero()
    {
        var svd = Svd.OneSidedJacobi(Mat.Of(new double[,] { { 1, 2, 3 }, { 2, 4, 6 }, { 1, 0, 1 } }));
        Assert.Equal(2, svd.Rank(1e-12));
        MatrixAssert.Orthonormal(svd.U, 1e-14);
        Assert.Equal(72, svd.S.Sum(sigma => sigma * sigma), 1e-12);
    }

    [Fact]
    public void Planted_singular_values_are_found_over_twelve_decades()
    {
        double[] planted = [1e3, 1, 1e-3, 1e-6, 1e-9];
        double[] found = Svd.OneSidedJacobi(Mat.Of(Generators.GradedMatrix(planted, 9, 1).Data)).S;
        for (int i = 0; i < 5; i++) Assert.Equal(planted[i], found[i], 1e-12);   // the entries are rounded at 1e-13
    }

    [Fact]
    public void Half_of_the_range_is_lost_by_way_of_the_gram_matrix()
    {
        var a = Mat.Of(new[,] { { 1, 1 }, { 1e-9, 0 }, { 0, 1e-9 } });
        Assert.Equal(1e-9, Svd.OneSidedJacobi(a).S[1], 1e-16);
        Assert.True(SymEigen.Jacobi(a.T() * a).Values[1] < 1e-19 || SymEigen.Jacobi(a.T() * a).Values[1] > 1e-17);   // it should be 1e-18
    }

    [Fact]
    public void The_pseudoinverse_undoes_what_can_be_undone()
    {
        var a = Mat.Of(Generators.GradedMatrix([4, 2, 0], 5, 2).Data);
        Mat inverse = Svd.OneSidedJacobi(a).PseudoInverse(1e-10);
        MatrixAssert.Close(a.ToArray(), (a * inverse * a).ToArray(), 1e-13);
        MatrixAssert.Close(inverse.ToArray(), (inverse * a * inverse).ToArray(), 1e-13);
        MatrixAssert.Close((a * inverse).T().ToArray(), (a * inverse).ToArray(), 1e-13);
        MatrixAssert.Close((inverse * a).T().ToArray(), (inverse * a).ToArray(), 1e-13);
    }

    [Fact]
    public void The_nearest_matrix_of_rank_k_is_off_by_the_next_singular_value()
    {
        double[,] a = Generators.GradedMatrix([5, 3, 2, 1], 6, 3).Data;
        for (int k = 0; k <= 4; k++)
        {
            Mat rest = Mat.Of(a);
            double[,] nearest = OneSidedJacobi.BestRank(a, k);
            double[,] lost = rest.ToArray();
            for (int i = 0; i < 6; i++)
                for (int j = 0; j < 4; j++)
                    lost[i, j] -= nearest[i, j];
            Assert.Equal(k < 4 ? new[] { 5.0, 3, 2, 1 }[k] : 0, Svd.OneSidedJacobi(Mat.Of(lost)).S[0], 1e-13);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => OneSidedJacobi.BestRank(a, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Svd.OneSidedJacobi(Mat.Of(a)).Truncate(-1));
    }
}
