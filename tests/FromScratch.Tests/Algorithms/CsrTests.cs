using FromScratch.Algorithms;
using FromScratch.LinearAlgebra;

namespace FromScratch.Tests.Algorithms;

public sealed class CsrTests
{
    private static Csr Example => CompressedRows.FromTriplets(3, 4, [(2, 3, 6), (0, 1, 1), (2, 0, 4), (0, 1, 1), (2, 1, 5)]);   // (0 2 0 0; 0 0 0 0; 4 5 0 6)

    [Fact]
    public void Triplets_are_sorted_and_added()
    {
        Assert.Equal([0, 1, 1, 4], Example.Starts);
        Assert.Equal([1, 0, 1, 3], Example.Columns);
        Assert.Equal([2, 4, 5, 6], Example.Values);
    }

    [Fact]
    public void Products_and_the_transpose()
    {
        Assert.Equal([20, 0, 258], CompressedRows.Multiply(Example, [1, 10, 100, 34]));
        Assert.Equal(Vec.Of(20, 0, 258).ToArray(), Example.Multiply(Vec.Of(1, 10, 100, 34)).ToArray());
        Csr transpose = CompressedRows.Transpose(Example);
        Assert.Equal([0, 1, 3, 3, 4], transpose.Starts);
        Assert.Equal([2, 0, 2, 2], transpose.Columns);
        Assert.Equal([4, 2, 5, 6], transpose.Values);
    }

    [Fact]
    public void What_lies_outside_is_refused()
    {
        Assert.Throws<ArgumentException>(() => CompressedRows.FromTriplets(2, 3, [(2, 0, 1)]));
        Assert.Throws<ArgumentException>(() => CompressedRows.FromTriplets(2, 3, [(0, 3, 1)]));
        Assert.Throws<ArgumentException>(() => CompressedRows.Multiply(Example, [1, 2, 3]));
    }
}
