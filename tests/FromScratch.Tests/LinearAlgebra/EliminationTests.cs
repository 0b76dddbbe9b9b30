using FromScratch.LinearAlgebra;
using Xunit;

namespace FromScratch.Tests.LinearAlgebra;

public class EliminationTests
{
    [Fact]
    public void The_reduced_form_of_a_3_by_4_matrix_is_as_by_hand()
    {
        (Mat rref, int[] pivots) = Elimination.Rref(Mat.Of(new double[,] { { 1, 2, 1, 3 }, { 2, 4, 0, 2 }, { 3, 6, 1, 5 } }), 1e-12);
        double[,] expected = { { 1, 2, 0, 1 }, { 0, 0, 1, 2 }, { 0, 0, 0, 0 } };   // row 3 = row 1 + row 2
        Assert.Equal([0, 2], pivots);
        for (int i = 0; i < 3; i++)
            for (int j = 0; j < 4; j++)
                Assert.Equal(expected[i, j], rref[i, j], 1e-14);
    }

    [Fact]
    public void A_wide_system_has_a_plane_of_solutions()
    {
        // x + 2y − w = 3, z + 4w = 5: y and w are free.
        var family = Assert.IsType<SolutionSet.Family>(Elimination.Describe(new double[,] { { 1, 2, 0, -1 }, { 0, 0, 1, 4 } }, [3, 5], 1e-9));
        Assert.Equal([3.0, 0, 5, 0], family.Particular.ToArray());
        Assert.Equal([-2.0, 1, 0, 0], family.Directions[0].ToArray());
        Assert.Equal([1.0, 0, -4, 1], family.Directions[1].ToArray());
        Assert.Equal(2, family.Directions.Length);
    }

    [Fact]
    public void Contradiction_uniqueness_and_freedom_are_told_apart()
    {
        double[,] lines = { { 1, 1 }, { 2, 2 } };
        Assert.IsType<SolutionSet.None>(Elimination.Describe(lines, [1, 3], 1e-9));
        Assert.IsType<SolutionSet.Family>(Elimination.Describe(lines, [1, 2], 1e-9));
        var unique = Assert.IsType<SolutionSet.Unique>(Elimination.Describe(Mat.Of(new double[,] { { 0, 2 }, { 3, 1 }, { 3, 3 } }), Vec.Of(4, 5, 9)));
        Assert.Equal([1.0, 2], unique.X.ToArray());
        Assert.IsType<SolutionSet.None>(Elimination.Describe(new double[2, 3], [0, 1], 1e-9));
        Assert.Equal(3, Assert.IsType<SolutionSet.Family>(Elimination.Describe(new double[2, 3], [0, 0], 1e-9)).Directions.Length);
    }

    [Theory]
    [InlineData(1e-150)]
    [InlineData(1e8)]
    [InlineData(1e150)]
    public void The_verdict_does_not_depend_on_the_unit(double s)
    {
        Assert.IsType<SolutionSet.None>(Elimination.Describe(new[,] { { s, s }, { 2 * s, 2 * s } }, [1, 3], 1e-9));
        Assert.IsType<SolutionSet.None>(Elimination.Describe(new double[,] { { 1, 1 }, { 2, 2 } }, [s, 3 * s], 1e-9));
        Assert.IsType<SolutionSet.Unique>(Elimination.Describe(new[,] { { s, s }, { 2 * s, s } }, [1, 3], 1e-9));
    }

    [Fact]
    public void Arguments_are_checked()
    {
        Assert.Throws<ArgumentException>(() => Elimination.Describe(new double[2, 2], [1], 1e-9));
        Assert.Throws<ArgumentOutOfRangeException>(() => Elimination.Describe(new double[2, 2], [1, 2], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Elimination.Rref(Mat.Identity(2), 1));
    }
}
