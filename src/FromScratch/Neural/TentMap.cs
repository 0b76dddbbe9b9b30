namespace FromScratch.Neural;

/// <summary>The tent map, folded again and again: each layer doubles the number of straight pieces.</summary>
public static class TentMap
{
    /// <summary>The network whose output on [0, 1] is the tent 2·min(x, 1 − x), applied depth times: two ReLUs a hidden layer, 2^depth pieces.</summary>
    /// <param name="depth">How many folds, at least 1.</param>
    /// <remarks>One fold is 2·relu(x) − 4·relu(x − ½). One hidden layer alone needs a unit for each of the 2^depth − 1 bends. Source: Telgarsky, "Benefits of depth in neural networks", COLT 2016.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">depth is below 1.</exception>
    public static Mlp Tent(int depth)
    {
        if (depth < 1) throw new ArgumentOutOfRangeException(nameof(depth), depth, $"Tent: depth is {depth}. It takes at least one fold.");
        List<DenseLayer> layers = [new(new double[,] { { 1 }, { 1 } }, [0, -0.5], Act.Relu)];
        for (int fold = 1; fold < depth; fold++) layers.Add(new(new double[,] { { 2, -4 }, { 2, -4 } }, [0, -0.5], Act.Relu));
        layers.Add(new(new double[,] { { 2, -4 } }, [0], Act.Identity));
        return new Mlp(layers);
    }
}
