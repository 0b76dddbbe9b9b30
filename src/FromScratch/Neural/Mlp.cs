using System.Globalization;

namespace FromScratch.Neural;

/// <summary>A multilayer perceptron: dense layers, each fed by the one before.</summary>
public sealed class Mlp
{
    /// <summary>A network of given layers.</summary>
    /// <param name="layers">At least one, from the input to the output.</param>
    /// <exception cref="ArgumentException">There is no layer, or one takes another number of inputs than the layer before gives.</exception>
    public Mlp(IReadOnlyList<DenseLayer> layers)
    {
        if (layers.Count == 0) throw new ArgumentException("Mlp: there is no layer. A network has at least one.", nameof(layers));
        for (int i = 1; i < layers.Count; i++)
            if (layers[i].Inputs != layers[i - 1].Units) throw new ArgumentException($"Mlp: layer {i - 1} gives {layers[i - 1].Units} numbers, layer {i} takes {layers[i].Inputs}. W of layer {i} must be [units, {layers[i - 1].Units}].", nameof(layers));
        Layers = [.. layers];
    }

    /// <summary>The layers, from the input to the output.</summary>
    public IReadOnlyList<DenseLayer> Layers { get; }

    /// <summary>How many numbers a sample has.</summary>
    public int Inputs => Layers[0].Inputs;

    /// <summary>How many numbers come out for a sample.</summary>
    public int Outputs => Layers[^1].Units;

    /// <summary>The units between input and output.</summary>
    public int HiddenUnits => Layers.SkipLast(1).Sum(layer => layer.Units);

    /// <summary>The numbers that training would move: all weights and biases.</summary>
    public long ParameterCount => Layers.Sum(layer => (long)layer.W.Length + layer.B.Length);

    /// <summary>The outputs [n, outputs] for samples [n, inputs].</summary>
    /// <exception cref="ArgumentException">The samples have another number of entries than the first layer takes.</exception>
    public double[,] Forward(double[,] x)
    {
        foreach (DenseLayer layer in Layers) x = ForwardPass.Dense(x, layer.W, layer.B, layer.Act);
        return x;
    }

    /// <summary>The output of a network with one input and one output.</summary>
    /// <exception cref="InvalidOperationException">The network has more of either.</exception>
    public double At(double x) => Inputs == 1 && Outputs == 1
        ? Forward(new[,] { { x } })[0, 0]
        : throw new InvalidOperationException($"At: the network has {Inputs} inputs and {Outputs} outputs. It answers one number with one only where both are 1.");

    /// <summary>The multiplications of a forward pass of a batch, each with its addition.</summary>
    public long MultiplyAdds(int batch) => batch * Layers.Sum(layer => (long)layer.W.Length);

    /// <summary>"Mlp 2 → 3 relu → 1 identity".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Mlp {Inputs} → {string.Join(" → ", Layers.Select(layer => $"{layer.Units} {layer.Act.ToString().ToLowerInvariant()}"))}");
}
