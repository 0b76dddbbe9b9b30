using FromScratch.LinearAlgebra;
using Xunit;

namespace FromScratch.Tests.LinearAlgebra;

public class TriangularSystemTests
{
    private const double N = double.NaN;

    [Fact]
    public void Forward_solves_from_the_first_row_and_reads_its_triangle_only() =>
        Assert.Equal([3.0, -1, 2], TriangularSystem.Forward(new[,] { { 2, N, N }, { 1, 3, N }, { -4, 5, 1 } }, [6, 0, -15]));   // 2·3; 3 − 3; −12 − 5 + 2

    [Fact]
    public void Backward_solves_from_the_last_row_and_reads_its_triangle_only() =>
        Assert.Equal([3.0, -1, 2], TriangularSystem.Backward(new[,] { { 2, 1, -4 }, { N, 3, 5 }, { N, N, 1 } }, [-3, 7, 2]));   // 6 − 1 − 8; −3 + 10; 2

    [Fact]
    public void Backward_needs_no_unit_diagonal() =>
        Assert.Equal([1.0, 2], TriangularSystem.Backward(new[,] { { 3.0, 1 }, { 0, 4 } }, [5, 8]));

    [Fact]
    public void A_zero_on_the_diagonal_is_named()
    {
        var forward = Assert.Throws<InvalidOperationException>(() => TriangularSystem.Forward(new[,] { { 1.0, 0 }, { 1, 0 } }, [1, 1]));
        Assert.Contains("row 1", forward.Message, StringComparison.Ordinal);
        var backward = Assert.Throws<InvalidOperationException>(() => TriangularSystem.Backward(new[,] { { 0.0, 1 }, { 0, 1 } }, [1, 1]));
        Assert.Contains("row 0", backward.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shapes_that_do_not_match_are_refused()
    {
        Assert.Throws<ArgumentException>(() => TriangularSystem.Forward(new double[2, 2], [1]));
        Assert.Throws<ArgumentException>(() => TriangularSystem.Backward(new double[2, 3], [1, 2]));
    }
}
