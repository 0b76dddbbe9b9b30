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

    [Fact]
    public void Cosine_of_a_known_pair() =>
        Assert.Equal(12 / Math.Sqrt(14 * 77.0), InnerProduct.Cosine([1, 2, 3], [4, -5, 6]), tolerance: 1e-15);

    [Fact]
    public void Cosine_never_leaves_the_interval_and_does_not_see_lengths()
    {
        double[] a = [0.1, 0.2, 0.3];
        Assert.InRange(InnerProduct.Cosine(a, Array.ConvertAll(a, x => x * (1 + 1e-16))), 0.999999999999999, 1);
        Assert.Equal(0.6, InnerProduct.Cosine([1e200, 0], [3e-200, 4e-200]), tolerance: 1e-15);
        Assert.Equal(1, InnerProduct.Cosine([5e-324, 0], [1, 0]), tolerance: 1e-15);
        Assert.Throws<ArgumentException>(() => InnerProduct.Cosine([0, 0], [1, 2]));
    }

    [Fact]
    public void A_vector_is_its_shadow_and_the_perpendicular_rest()
    {
        (double[] parallel, double[] perpendicular) = InnerProduct.Decompose([3, 4], [10, 0]);
        Assert.Equal([3, 0], parallel);
        Assert.Equal([0, 4], perpendicular);
        Assert.Throws<ArgumentException>(() => InnerProduct.Decompose([3, 4], [0, 0]));
    }
}
