using FromScratch.LinearAlgebra;

namespace FromScratch.Data;

/// <summary>Data with a known truth; the same seed gives the same data everywhere.</summary>
public static partial class Generators
{
    /// <summary>A catalogue of items, each its topic's direction + what all items share + noise, and that times a length of its own.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="topics">How many topics; from 1 to dims.</param>
    /// <param name="perTopic">Items a topic; at least 1.</param>
    /// <param name="dims">Features an item.</param>
    /// <param name="noise">The length of the noise (root mean square), spread evenly over the features; a topic's direction has length 1. At least 0.</param>
    /// <param name="offset">The length of the shared part (popularity) of an average item; at least 0. It varies from item to item between half and one and a half of that.</param>
    /// <param name="spread">How much the items differ in length (long articles, short articles): the standard deviation of the logarithm of their factor; 0 for none.</param>
    /// <returns>Items [topics·perTopic][dims] in random order, and their truth.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter lies outside its range.</exception>
    public static Planted<double[][], TopicTruth> PlantedTopics(ulong seed, int topics = 8, int perTopic = 50, int dims = 32, double noise = 1.2, double offset = 3.0, double spread = 0.5)
    {
        if (topics < 1 || topics > dims) throw new ArgumentOutOfRangeException(nameof(topics), topics, $"PlantedTopics: {topics} topics in {dims} dimensions. Orthogonal directions number at least 1 and at most {dims}.");
        if (perTopic < 1) throw new ArgumentOutOfRangeException(nameof(perTopic), perTopic, $"PlantedTopics: {perTopic} items a topic. There must be at least one.");
        if (!(noise >= 0)) throw new ArgumentOutOfRangeException(nameof(noise), noise, $"PlantedTopics: noise is {noise}. It is a length, so at least 0.");
        if (!(offset >= 0)) throw new ArgumentOutOfRangeException(nameof(offset), offset, $"PlantedTopics: offset is {offset}. It is a length, so at least 0.");
        if (!(spread >= 0)) throw new ArgumentOutOfRangeException(nameof(spread), spread, $"PlantedTopics: spread is {spread}. It is a standard deviation, so at least 0.");

        var rng = new Rng(seed);
        double[][] directions = Orthonormal(topics, dims, rng);
        double[] shared = Orthonormal(1, dims, rng)[0];
        int[] topic = [.. Enumerable.Range(0, topics * perTopic).Select(i => i / perTopic)];
        rng.Shuffle(topic);
        double[][] items = Array.ConvertAll(topic, t =>
        {
            double length = Math.Exp(spread * rng.NextGaussian());
            return LinearCombination.Combine([length, length * offset * (0.5 + rng.NextDouble()), length * noise / Math.Sqrt(dims)], [directions[t], shared, Gaussian(dims, rng)]);
        });
        return new(items, new TopicTruth(topic, directions, 1.0 / topics));
    }

    /// <summary>Random orthonormal vectors [count][dims] by Gram-Schmidt; run twice, as one pass leaves rounding behind.</summary>
    private static double[][] Orthonormal(int count, int dims, Rng rng)
    {
        double[][] basis = new double[count][];
        for (int k = 0; k < count; k++)
        {
            double[] v = Gaussian(dims, rng);
            for (int pass = 0; pass < 2; pass++)
                foreach (double[] earlier in basis[..k])
                    v = Direction.Decompose(v, earlier).Perpendicular;
            double length = InnerProduct.Norm(v, 2);
            basis[k] = Array.ConvertAll(v, entry => entry / length);
        }

        return basis;
    }

    private static double[] Gaussian(int dims, Rng rng)
    {
        double[] v = new double[dims];
        for (int i = 0; i < dims; i++) v[i] = rng.NextGaussian();
        return v;
    }
}
