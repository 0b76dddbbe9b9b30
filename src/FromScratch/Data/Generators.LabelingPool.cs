namespace FromScratch.Data;

public static partial class Generators
{
    /// <summary>Items in the plane that lie in clusters of very different sizes, and how similar each two are.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="items">How many items there are; at least as many as clusters.</param>
    /// <param name="clusters">How many clusters there are. The one of rank r has a share proportional to 1/r (Zipf), and one item at least.</param>
    /// <returns>The similarities e^(−distance²) [items, items], and which cluster each item is of. Centres lie on a grid 4 apart, items around them with standard deviation 0.6.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no cluster, or there are more than items.</exception>
    public static Planted<double[,], PoolTruth> LabelingPool(ulong seed, int items = 1000, int clusters = 25)
    {
        if (clusters < 1 || clusters > items) throw new ArgumentOutOfRangeException(nameof(clusters), clusters, $"LabelingPool: {clusters} clusters of {items} items. Each cluster has an item.");
        var rng = new Rng(seed);
        double all = Enumerable.Range(1, clusters).Sum(rank => 1.0 / rank);
        int[] sizes = [.. Enumerable.Range(1, clusters).Select(rank => 1 + (int)((items - clusters) / (rank * all)))];
        sizes[0] += items - sizes.Sum();
        int[] of = [.. sizes.SelectMany((size, cluster) => Enumerable.Repeat(cluster, size))];
        rng.Shuffle(of);
        int side = (int)Math.Ceiling(Math.Sqrt(clusters));
        (double X, double Y)[] points = [.. of.Select(cluster => (4 * (cluster % side) + 0.6 * rng.NextGaussian(), 4 * (cluster / side) + 0.6 * rng.NextGaussian()))];
        double[,] similarity = new double[items, items];
        for (int i = 0; i < items; i++)
            for (int j = 0; j < items; j++) similarity[i, j] = Math.Exp(-Math.Pow(points[i].X - points[j].X, 2) - Math.Pow(points[i].Y - points[j].Y, 2));
        return new(similarity, new PoolTruth(of, sizes));
    }
}
