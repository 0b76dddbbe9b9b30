namespace FromScratch.Neural;

/// <summary>A network that answers whether an odd number of its inputs is 1.</summary>
public static class ParityBits
{
    /// <summary>One hidden layer of n steps: unit k fires when at least k inputs are 1. Counted with the signs + − + −, those that fire leave 1 for an odd count and 0 for an even one.</summary>
    /// <param name="n">How many inputs, each 0 or 1; at least 1.</param>
    /// <remarks>The thresholds stand at k − ½, between the counts, so that no sum lies on one. Source: Minsky and Papert, Perceptrons (1969), for why one unit alone cannot.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">n is below 1.</exception>
    public static Mlp Build(int n)
    {
        if (n < 1) throw new ArgumentOutOfRangeException(nameof(n), n, $"Build: n is {n}. Parity is asked of at least one input.");
        double[,] ones = new double[n, n], signs = new double[1, n];
        double[] thresholds = new double[n];
        for (int k = 1; k <= n; k++)
        {
            for (int input = 0; input < n; input++) ones[k - 1, input] = 1;
            thresholds[k - 1] = -(k - 0.5);
            signs[0, k - 1] = k % 2 == 1 ? 1 : -1;
        }

        return new Mlp([new DenseLayer(ones, thresholds, Act.Step), new DenseLayer(signs, [-0.5], Act.Step)]);
    }
}
