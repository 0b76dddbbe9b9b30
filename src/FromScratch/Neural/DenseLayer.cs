namespace FromScratch.Neural;

/// <summary>A layer act(W·x + b): one row of W, one bias and one sum for each of its units.</summary>
public sealed record DenseLayer
{
    /// <summary>A layer of given weights.</summary>
    /// <param name="w">Weights [units, inputs].</param>
    /// <param name="b">Biases [units].</param>
    /// <param name="act">What is applied to each sum.</param>
    /// <exception cref="ArgumentException">The number of biases is not that of the rows.</exception>
    public DenseLayer(double[,] w, double[] b, Act act)
    {
        if (w.GetLength(0) != b.Length) throw new ArgumentException($"DenseLayer: W is [{w.GetLength(0)}, {w.GetLength(1)}] with {b.Length} biases. Each row of W is a unit and needs one bias.", nameof(b));
        (W, B, Act) = (w, b, act);
    }

    /// <summary>Weights [units, inputs].</summary>
    public double[,] W { get; }

    /// <summary>Biases [units].</summary>
    public double[] B { get; }

    /// <summary>What is applied to each sum.</summary>
    public Act Act { get; }

    /// <summary>How many numbers come in.</summary>
    public int Inputs => W.GetLength(1);

    /// <summary>How many numbers come out.</summary>
    public int Units => W.GetLength(0);
}
