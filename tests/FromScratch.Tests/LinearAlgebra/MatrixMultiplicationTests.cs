using FromScratch.LinearAlgebra;

namespace FromScratch.Tests.LinearAlgebra;

public sealed class MatrixMultiplicationTests
{
    private static readonly double[,] _a = { { 1, 2, 3 }, { 4, 5, 6 } };

    [Fact]
    public void Rows_and_columns_give_the_same_product()
    {
        Assert.Equal([2, 8], MatrixMultiplication.ByRows(_a, [1, 2, -1]));
        Assert.Equal([2, 8], MatrixMultiplication.ByColumns(_a, [1, 2, -1]));
        Assert.Throws<ArgumentException>(() => MatrixMultiplication.ByRows(_a, [1, 2]));
        Assert.Throws<ArgumentException>(() => MatrixMultiplication.ByColumns(_a, [1, 2]));
    }

    [Fact]
    public void The_transpose_takes_a_vector_of_the_other_length()
    {
        Assert.Equal([-3, -3, -3], MatrixMultiplication.TransposeTimes(_a, [1, -1]));
        Assert.Throws<ArgumentException>(() => MatrixMultiplication.TransposeTimes(_a, [1, 2, 3]));
    }

    [Fact]
    public void A_2_by_3_times_a_3_by_4_is_a_2_by_4()
    {
        double[,] b = { { 1, 0, 2, -1 }, { 0, 1, 0, 3 }, { 1, 1, 1, 1 } };
        Assert.Equal(new double[,] { { 4, 5, 5, 8 }, { 10, 11, 14, 17 } }, MatrixMultiplication.Multiply(_a, b));
        Assert.Throws<ArgumentException>(() => MatrixMultiplication.Multiply(_a, _a));
    }
}
