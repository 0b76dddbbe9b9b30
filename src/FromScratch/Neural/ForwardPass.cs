namespace FromScratch.Neural;

/// <summary>The forward pass of a layer over a batch.</summary>
public static class ForwardPass
{
    /// <summary>act(x·Wᵀ + b), row by row: y[n, o] = act(b[o] + Σᵢ x[n, i]·w[o, i]).</summary>
    /// <param name="x">Samples [n, inputs]; n may be 0.</param>
    /// <param name="w">Weights [units, inputs].</param>
    /// <param name="b">Biases [units].</param>
    /// <param name="act">What is applied to each sum.</param>
    /// <returns>[n, units]. n·units·inputs multiplications.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static double[,] Dense(double[,] x, double[,] w, double[] b, Act act)
    {
        (int samples, int inputs, int units) = (x.GetLength(0), x.GetLength(1), w.GetLength(0));
        if (w.GetLength(1) != inputs || b.Length != units)
            throw new ArgumentException($"Dense: x is [{samples}, {inputs}], W is [{units}, {w.GetLength(1)}], b is [{b.Length}]. W must be [units, inputs] with as many inputs as x, and b must be [units].", nameof(w));
        double[,] y = new double[samples, units];
        for (int n = 0; n < samples; n++)
        {
            for (int o = 0; o < units; o++)
            {
                double sum = b[o];
                for (int i = 0; i < inputs; i++) sum += x[n, i] * w[o, i];
                y[n, o] = Activations.Eval(act, sum);
            }
        }

        return y;
    }
}
