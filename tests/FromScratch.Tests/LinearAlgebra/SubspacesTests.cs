using FromScratch.LinearAlgebra;
using Xunit;

namespace FromScratch.Tests.LinearAlgebra;

public class SubspacesTests
{
    private static readonly double[,] _a = { { 1, 2, 3 }, { 2, 4, 6 }, { 1, 0, 1 } };

    [Fact]
    public void A_matrix_with_one_row_twice_another_has_rank_2_and_a_line_as_null_space()
    {
        Assert.Equal(2, Subspaces.Rank(_a));
        double[] v = Assert.Single(Subspaces.NullSpaceBasis(_a));
        Assert.Equal([-1.0, -1, 1], v);
    }

    [Theory]
    [InlineData(1e-200)]
    [InlineData(1e-8)]
    [InlineData(1e200)]
    public void The_rank_does_not_change_with_the_unit(double s) =>
        Assert.Equal(2, Subspaces.Rank(new[,] { { s, 2 * s, 3 * s }, { 2 * s, 4 * s, 6 * s }, { s, 0, s } }));

    [Fact]
    public void The_four_subspaces_fill_their_spaces_at_right_angles()
    {
        var four = FundamentalSubspaces.Of(Mat.Of(new double[,] { { 1, 2, 3, 0 }, { 2, 4, 6, 0 }, { 1, 0, 1, 0 } }));
        Assert.Equal((2, 2, 2, 1), (four.Row.Cols, four.Null.Cols, four.Column.Cols, four.LeftNull.Cols));
        MatrixAssert.Orthonormal(Joined(four.Row, four.Null), 1e-13);
        MatrixAssert.Orthonormal(Joined(four.Column, four.LeftNull), 1e-13);
        Assert.All(Subspaces.PrincipalAngles(four.Null.ToArray(), new double[,] { { 1, 0 }, { 1, 0 }, { -1, 0 }, { 0, 1 } }), angle => Assert.Equal(0, angle, 1e-13));
    }

    [Fact]
    public void Two_walls_meet_in_a_line_and_at_a_right_angle()
    {
        double[] angles = Subspaces.PrincipalAngles(new double[,] { { 1, 0 }, { 0, 1 }, { 0, 0 } }, new double[,] { { 1, 0 }, { 0, 0 }, { 0, 1 } });
        Assert.Equal(0, angles[0], 1e-15);
        Assert.Equal(Math.PI / 2, angles[1], 1e-15);
    }

    [Theory]
    [InlineData(1e-14)]
    [InlineData(1e-9)]
    [InlineData(0.3)]
    [InlineData(1.5707963)]
    public void An_angle_is_right_to_rounding_be_it_small_or_large(double angle)
    {
        double[] angles = Subspaces.PrincipalAngles(new double[,] { { 2 }, { 0 }, { 0 } }, new[,] { { Math.Cos(angle) }, { Math.Sin(angle) }, { 0 } });
        Assert.Equal(angle, Assert.Single(angles), 3e-16);
    }

    [Fact]
    public void What_is_no_basis_has_no_angles()
    {
        Assert.Throws<ArgumentException>(() => Subspaces.PrincipalAngles(new double[,] { { 1, 2 }, { 2, 4 }, { 3, 6 } }, new double[,] { { 1 }, { 0 }, { 0 } }));
        Assert.Throws<ArgumentException>(() => Subspaces.PrincipalAngles(new double[,] { { 1 }, { 2 } }, new double[,] { { 1 }, { 0 }, { 0 } }));
    }

    private static Mat Joined(Mat a, Mat b) => Mat.Of(Columns.Join([.. Columns.Of(a.ToArray()), .. Columns.Of(b.ToArray())], a.Rows));
}
