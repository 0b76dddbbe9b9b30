using FromScratch.LinearAlgebra;

namespace FromScratch.Neural;

/// <summary>Layers without a bend are one layer.</summary>
public static class LinearStack
{
    /// <summary>The network of one layer that computes the same: W = W_L…W₁, and each bias carried through the layers after it. The last layer keeps its activation.</summary>
    /// <exception cref="InvalidOperationException">A layer before the last has another activation than the identity: no matrix stands for a bend.</exception>
    public static Mlp Collapse(Mlp net)
    {
        if (net.Layers.SkipLast(1).Any(layer => layer.Act != Act.Identity)) throw new InvalidOperationException($"Collapse: {net} has a hidden activation that bends. Only layers with the identity in between are one matrix.");
        Mat w = Mat.Of(net.Layers[0].W);
        Vec b = Vec.Of(net.Layers[0].B);
        foreach (DenseLayer layer in net.Layers.Skip(1))
        {
            Mat next = Mat.Of(layer.W);
            (w, b) = (next * w, next * b + Vec.Of(layer.B));
        }

        return new Mlp([new DenseLayer(w.ToArray(), b.ToArray(), net.Layers[^1].Act)]);
    }
}
