using FromScratch.LinearAlgebra;
using Xunit;

namespace FromScratch.Tests.LinearAlgebra;

public class SpanTests
{
    [Fact]
    public void A_target_in_the_span_gives_its_coefficients() =>
        Assert.Equal([2.0, 1], Rounded(Span.CoefficientsIn([4, 4, 5], [1, 2, 1], [2, 0, 3], 1e-9)));

    [Fact]
    public void A_target_outside_the_span_gives_null() =>
        Assert.Null(Span.CoefficientsIn([5, 4, 7], [1, 2, 1], [2, 0, 3], 1e-9));

    [Theory]
    [InlineData(1e-200)]
    [InlineData(1)]
    [InlineData(1e200)]
    public void The_answer_does_not_change_with_the_scale(double s)
    {
        Assert.Equal([2.0, 1], Rounded(Span.CoefficientsIn([4 * s, 4 * s, 5 * s], [s, 2 * s, s], [2 * s, 0, 3 * s], 1e-9)));
        Assert.Null(Span.CoefficientsIn([5 * s, 4 * s, 7 * s], [s, 2 * s, s], [2 * s, 0, 3 * s], 1e-9));
    }

    [Fact]
    public void Parallel_vectors_span_a_line()
    {
        double[]? c = Span.CoefficientsIn([3, 6, 9], [1, 2, 3], [2, 4, 6], 1e-9);
        Assert.NotNull(c);
        Assert.Equal(3, c[0] + 2 * c[1], 1e-12);
        Assert.Null(Span.CoefficientsIn([3, 6, 8], [1, 2, 3], [2, 4, 6], 1e-9));
    }

    [Fact]
    public void Zero_vectors_span_only_zero()
    {
        Assert.Equal([0.0, 0], Rounded(Span.CoefficientsIn([0, 0], [0, 0], [0, 0], 1e-9)));
        Assert.Null(Span.CoefficientsIn([0, 1], [0, 0], [0, 0], 1e-9));
        Assert.Equal([0.0, 2], Rounded(Span.CoefficientsIn([4, 2], [0, 0], [2, 1], 1e-9)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void The_tolerance_lies_between_0_and_1(double tol) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Span.CoefficientsIn([1], [1], [1], tol));

    [Fact]
    public void Vectors_of_different_lengths_are_refused() =>
        Assert.Throws<ArgumentException>(() => Span.CoefficientsIn([1, 2], [1, 2], [1], 1e-9));

    private static double[] Rounded(double[]? c) => Array.ConvertAll(c ?? [], x => Math.Round(x, 12));
}
