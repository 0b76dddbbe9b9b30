using FromScratch.LinearAlgebra;

namespace FromScratch.Tests.LinearAlgebra;

public sealed class InnerProductTests
{
    [Fact]
    public void Dot_sums_the_products_of_entries()
    {
        Assert.Equal(12, InnerProduct.Dot([1, 2, 3], [4, -5, 6]));
        Assert.Equal(0, InnerProduct.Dot([], []));
        Assert.Throws<ArgumentException>(() => InnerProduct.Dot([1, 2], [1]));
    }

    [Theory]
    [InlineData(1, 7)]
    [InlineData(2, 5)]
    [InlineData(3, 4.497941445275415)]   // 91^(1/3)
    [InlineData(double.PositiveInfinity, 4)]
    public void Norms_of_minus_3_and_4(double p, double length) => Assert.Equal(length, InnerProduct.Norm([-3, 4], p), tolerance: 1e-14);

    [Fact]
    public void Norm_survives_entries_whose_squares_overflow_or_vanish()
    {
        Assert.Equal(5e200, InnerProduct.Norm([3e200, 4e200], 2), tolerance: 1e186);
        Assert.Equal(5e-200, InnerProduct.Norm([3e-200, 4e-200], 2), tolerance: 1e-214);
    }

    [Fact]
    public void Norm_of_nothing_or_of_zeros_is_0_and_passes_NaN_and_infinity_on()
    {
        Assert.Equal(0, InnerProduct.Norm([], 2));
        Assert.Equal(0, InnerProduct.Norm([0, 0], 3));
        Assert.Equal(double.NaN, InnerProduct.Norm([1, double.NaN], 2));
        Assert.Equal(double.PositiveInfinity, InnerProduct.Norm([1, double.NegativeInfinity], 2));
    }

    [Theory]
    [InlineData(0.999)]
    [InlineData(-2)]
    [InlineData(double.NaN)]
    public void Norm_refuses_p_below_1(double p) => Assert.Throws<ArgumentOutOfRangeException>(() => InnerProduct.Norm([1, 2], p));
}
