namespace FromScratch.Neural;

/// <summary>The perceptron: a half-space that is corrected at each mistake, and at nothing else.</summary>
public static class Perceptron
{
    /// <summary>Goes through the samples in their order, again and again, until one pass has no mistake.</summary>
    /// <param name="x">Samples [n][features].</param>
    /// <param name="y">Their labels [n], each −1 or +1.</param>
    /// <param name="maxEpochs">The most passes, at least 1.</param>
    /// <remarks>
    /// <para>A mistake is y·(w·x + b) ≤ 0: then w grows by y·x and b by y. If a unit vector (v, c) has y·(v·x + c) ≥ γ for all samples, there are at most (R/γ)² mistakes, with R² the largest ‖x‖² + 1.</para>
    /// <para>Source: Rosenblatt, Psychological Review 65 (1958) 386-408; the bound: Novikoff, "On convergence proofs for perceptrons" (1962).</para>
    /// </remarks>
    /// <exception cref="ArgumentException">There is no sample, samples differ in length, the counts differ, or a label is neither −1 nor +1.</exception>
    /// <exception cref="ArgumentOutOfRangeException">maxEpochs is below 1.</exception>
    public static PerceptronFit Fit(double[][] x, int[] y, int maxEpochs)
    {
        if (maxEpochs < 1) throw new ArgumentOutOfRangeException(nameof(maxEpochs), maxEpochs, $"Fit: maxEpochs is {maxEpochs}. It takes at least one pass.");
        if (x.Length == 0 || x.Length != y.Length) throw new ArgumentException($"Fit: {x.Length} samples and {y.Length} labels. Give at least one sample, and a label to each.", nameof(y));
        if (x.Any(sample => sample.Length != x[0].Length)) throw new ArgumentException($"Fit: the first sample has {x[0].Length} features, another has not.", nameof(x));
        if (y.Any(label => label is not (1 or -1))) throw new ArgumentException("Fit: a label is neither −1 nor +1.", nameof(y));
        double[] w = new double[x[0].Length];
        double b = 0;
        int mistakes = 0;
        for (int epoch = 0; epoch < maxEpochs; epoch++)
        {
            int before = mistakes;
            for (int i = 0; i < x.Length; i++)
            {
                double score = b;
                for (int j = 0; j < w.Length; j++) score += w[j] * x[i][j];
                if (y[i] * score > 0) continue;
                for (int j = 0; j < w.Length; j++) w[j] += y[i] * x[i][j];
                b += y[i];
                mistakes++;
            }

            if (mistakes == before) return new PerceptronFit(w, b, mistakes, true);
        }

        return new PerceptronFit(w, b, mistakes, false);
    }
}
