using FromScratch.LinearAlgebra;
using Xunit;

namespace FromScratch.Tests.LinearAlgebra;

public class HyperplaneTests
{
    [Theory]
    [InlineData(1, 8)]
    [InlineData(6, 8)]
    [InlineData(-2, -8)]
    public void The_distance_depends_on_the_plane_and_not_on_the_length_of_its_normal(double s, double expected) =>
        Assert.Equal(expected, Hyperplane.SignedDistance([3 * s, 4 * s], -10 * s, [6, 8]), 1e-12);   // (18 + 32 − 10)/5

    [Fact]
    public void The_mirror_image_lies_as_far_on_the_other_side()
    {
        double[] image = Hyperplane.MirrorIn([3, 4], -10, [6, 8]);   // (6, 8) − 16·(0.6, 0.8)
        Assert.Equal(-3.6, image[0], 1e-12);
        Assert.Equal(-4.8, image[1], 1e-12);
        Assert.Equal(-8, Hyperplane.SignedDistance([3, 4], -10, image), 1e-12);
    }

    [Fact]
    public void A_normal_of_zeros_and_different_lengths_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Hyperplane.SignedDistance([0, 0], 1, [1, 2]));
        Assert.Throws<ArgumentException>(() => Hyperplane.MirrorIn([1, 0], 1, [1, 2, 3]));
    }
}
