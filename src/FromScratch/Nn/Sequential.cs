using System.Numerics;
using FromScratch.Tensors;

namespace FromScratch.Nn;

/// <summary>Layers one after the other; their names are "0", "1", ….</summary>
public sealed class Sequential<T> : Layer<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Layer<T>[] _layers;

    /// <summary>The layers, the first to be applied first.</summary>
    public Sequential(params Layer<T>[] layers)
    {
        _layers = [.. layers];
        for (int i = 0; i < layers.Length; i++) Child($"{i}", layers[i]);
    }

    /// <summary>One of the layers.</summary>
    public Layer<T> this[int index] => _layers[index];

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x)
    {
        foreach (Layer<T> layer in _layers) x = layer.Forward(x);
        return x;
    }
}
