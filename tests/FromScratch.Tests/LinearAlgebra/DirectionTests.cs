using FromScratch.LinearAlgebra;

namespace FromScratch.Tests.LinearAlgebra;

public sealed class DirectionTests
{
    [Fact]
    public void Cosine_of_a_known_pair() =>
        Assert.Equal(12 / Math.Sqrt(14 * 77.0), Direction.Cosine([1, 2, 3], [4, -5, 6]), tolerance: 1e-15);

    [Fact]
    public void Cosine_never_leaves_the_interval_and_does_not_see_lengths()
    {
        double[] a = [0.1, 0.2, 0.3];
        Assert.InRange(Direction.Cosine(a, Array.ConvertAll(a, x => x * (1 + 1e-16))), 0.999999999999999, 1);
        Assert.Equal(0.6, Direction.Cosine([1e200, 0], [3e-200, 4e-200]), tolerance: 1e-15);
        Assert.Equal(1, Direction.Cosine([5e-324, 0], [1, 0]), tolerance: 1e-15);
        Assert.Throws<ArgumentException>(() => Direction.Cosine([0, 0], [1, 2]));
    }

    [Fact]
    public void A_vector_is_its_shadow_and_the_perpendicular_rest()
    {
        (double[] parallel, double[] perpendicular) = Direction.Decompose([3, 4], [10, 0]);
        Assert.Equal([3, 0], parallel);
        Assert.Equal([0, 4], perpendicular);
        Assert.Throws<ArgumentException>(() => Direction.Decompose([3, 4], [0, 0]));
    }
}
