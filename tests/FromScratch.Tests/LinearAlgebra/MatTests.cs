using FromScratch.LinearAlgebra;
using Xunit;

namespace FromScratch.Tests.LinearAlgebra;

public class MatTests
{
    private static readonly Mat A = Mat.Of(new double[,] { { 1, 2, 3 }, { 4, 5, 6 } });

    [Fact]
    public void Rows_columns_and_the_transpose_read_the_same_entries()
    {
        Assert.Equal([4.0, 5, 6], A.Row(1).ToArray());
        Assert.Equal([3.0, 6], A.Col(2).ToArray());
        Assert.Equal(new double[,] { { 1, 4 }, { 2, 5 }, { 3, 6 } }, A.T().ToArray());
    }

    [Fact]
    public void Products_follow_the_shapes()
    {
        Assert.Equal([8.0, 20], (A * Vec.Of(1, 2, 1)).ToArray());
        Assert.Equal(new double[,] { { 14, 32 }, { 32, 77 } }, (A * A.T()).ToArray());
        Assert.Equal(A.ToArray(), (A * Mat.Identity(3)).ToArray());
    }

    [Fact]
    public void It_reads_row_by_row_in_every_culture() => Assert.Equal("((1, 2, 3), (4, 5, 6))", A.ToString());
}
