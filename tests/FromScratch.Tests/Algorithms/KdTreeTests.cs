using FromScratch.Algorithms;
using FromScratch.Data;

namespace FromScratch.Tests.Algorithms;

public sealed class KdTreeTests
{
    [Fact]
    public void The_nearest_of_the_textbook()
    {
        INeighbors tree = KdTree.Build(new([[2, 3], [5, 4], [9, 6], [4, 7], [8, 1], [7, 2]]));
        Assert.Equal([4, 5], tree.Nearest([9, 2], 2));   // squared distances 2 and 4
        Assert.Equal([3, 1], tree.Nearest([4, 6], 2));   // 1 and 5
        Assert.Empty(tree.Nearest([4, 6], 0));
        Assert.Throws<ArgumentException>(() => tree.Nearest([4], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => tree.Nearest([4, 6], -1));
    }

    [Theory]
    [InlineData(2, 0, 0.01)]
    [InlineData(20, 0.8, 1)]
    public void Few_points_are_looked_at_in_2_dimensions_and_nearly_all_in_20(int d, double least, double most)
    {
        const int N = 20_000, Queries = 20;
        var rng = new Rng(1);
        double[] Point() => [.. Enumerable.Range(0, d).Select(_ => rng.NextGaussian())];
        var points = new CountedPoints([.. Enumerable.Range(0, N).Select(_ => Point())]);
        INeighbors tree = KdTree.Build(points);
        for (int i = 0; i < Queries; i++) tree.Nearest(Point(), 1);
        Assert.InRange(points.Distances / (double)Queries / N, least, most);
    }

    [Fact]
    public void Points_of_different_dimensions_are_refused() => Assert.Throws<ArgumentException>(() => new CountedPoints([[1, 2], [3]]));
}
