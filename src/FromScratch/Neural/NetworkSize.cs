namespace FromScratch.Neural;

/// <summary>What a network of dense layers costs, from its layer sizes alone.</summary>
public static class NetworkSize
{
    /// <summary>All weights and biases: Σ (in + 1)·out.</summary>
    /// <param name="sizes">Inputs, hidden layers, outputs: 784, 128, 10.</param>
    /// <exception cref="ArgumentException">There are fewer than two sizes, or one is below 1.</exception>
    public static long Parameters(int[] sizes)
    {
        Require(sizes);
        long sum = 0;
        for (int layer = 1; layer < sizes.Length; layer++) sum += (sizes[layer - 1] + 1L) * sizes[layer];
        return sum;
    }

    /// <summary>The multiplications of a forward pass, each with its addition: batch·Σ in·out.</summary>
    /// <param name="sizes">Inputs, hidden layers, outputs.</param>
    /// <param name="batch">How many samples, at least 0.</param>
    /// <exception cref="ArgumentException">There are fewer than two sizes, or one is below 1.</exception>
    /// <exception cref="ArgumentOutOfRangeException">batch is negative.</exception>
    public static long MultiplyAdds(int[] sizes, int batch)
    {
        Require(sizes);
        if (batch < 0) throw new ArgumentOutOfRangeException(nameof(batch), batch, $"MultiplyAdds: batch is {batch}. There cannot be fewer than 0 samples.");
        long sum = 0;
        for (int layer = 1; layer < sizes.Length; layer++) sum += (long)sizes[layer - 1] * sizes[layer];
        return batch * sum;
    }

    private static void Require(int[] sizes)
    {
        if (sizes.Length < 2 || sizes.Any(size => size < 1)) throw new ArgumentException($"The sizes are [{string.Join(", ", sizes)}]. A network has at least an input and an output, each of at least 1 number.", nameof(sizes));
    }
}
