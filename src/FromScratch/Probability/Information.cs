namespace FromScratch.Probability;

/// <summary>How many bits a source really needs.</summary>
/// <remarks>Source: Cover and Thomas, Elements of Information Theory, 2nd ed., §2.1, §2.3 and §4.2.</remarks>
public static class Information
{
    private const double SumTolerance = 1e-9;

    /// <summary>The entropy H(p) = −Σ pᵢ log₂ pᵢ, in bits: the least mean number of yes-no questions that find the outcome.</summary>
    /// <param name="p">A distribution [n].</param>
    /// <returns>From 0 (certain) to log₂ n (all alike).</returns>
    /// <exception cref="ArgumentException">p is negative somewhere, or does not sum to 1.</exception>
    public static double Entropy(double[] p)
    {
        RequireDistribution(p, nameof(p));
        double bits = 0;
        foreach (double probability in p)
            if (probability > 0) bits -= probability * Math.Log2(probability);   // p log p goes to 0 with p; 0 · −∞ would be NaN
        return bits;
    }

    /// <summary>The Kullback-Leibler divergence KL(p‖q) = Σ pᵢ log₂(pᵢ/qᵢ), in bits: what it costs a symbol to code for q when the truth is p.</summary>
    /// <param name="p">The truth [n].</param>
    /// <param name="q">What is believed [n].</param>
    /// <returns>At least 0, and 0 for p = q alone; ∞ when something happens that q holds for impossible.</returns>
    /// <exception cref="ArgumentException">One is no distribution, or the lengths differ.</exception>
    public static double Kl(double[] p, double[] q)
    {
        RequireDistribution(p, nameof(p));
        RequireDistribution(q, nameof(q));
        if (p.Length != q.Length) throw new ArgumentException($"Kl: p has {p.Length} outcomes, q has {q.Length}. Both speak of the same outcomes.", nameof(q));
        double bits = 0;
        for (int i = 0; i < p.Length; i++)
            if (p[i] > 0) bits += p[i] * Math.Log2(p[i] / q[i]);
        return Math.Max(bits, 0);   // rounding must not make it negative
    }

    /// <summary>The entropy rate of a Markov source in bits a symbol: Σ πᵢ H(row i), each row weighted by how often the source is in its state.</summary>
    /// <param name="transition">P(next = j given state = i) [states, states]; each row sums to 1.</param>
    /// <exception cref="ArgumentException">The matrix is not square, or a row is no distribution.</exception>
    /// <exception cref="InvalidOperationException">How often the source is in a state depends on where it started.</exception>
    public static double BitsPerSymbol(double[,] transition)
    {
        double[] stationary = Stationary(transition);
        return Enumerable.Range(0, stationary.Length).Sum(state => stationary[state] * Entropy(Row(transition, state)));
    }

    /// <summary>The share of time a Markov source spends in each state: the π with πT = π.</summary>
    /// <param name="transition">P(next = j given state = i) [states, states]; each row sums to 1.</param>
    /// <returns>A distribution [states].</returns>
    /// <remarks>
    /// Takes out one state after another: who went through it goes on directly to where it leads, so the rest keeps its proportions. No subtraction, hence no digit is lost.
    /// States are taken out in an order in which each still leads somewhere; where two are left that lead nowhere, each keeps what starts there, and there is no single answer.
    /// <para>Source: Grassmann, Taksar and Heyman, Operations Research 33 (1985) 1107-1116.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">The matrix is not square, or a row is no distribution.</exception>
    /// <exception cref="InvalidOperationException">How often the source is in a state depends on where it started.</exception>
    public static double[] Stationary(double[,] transition)
    {
        int n = transition.GetLength(0);
        if (n == 0 || transition.GetLength(1) != n) throw new ArgumentException($"Stationary: the matrix is {n} × {transition.GetLength(1)}. Each state goes on to each, so it is square.", nameof(transition));
        for (int i = 0; i < n; i++) RequireDistribution(Row(transition, i), nameof(transition));

        double[,] flow = (double[,])transition.Clone();
        var left = Enumerable.Range(0, n).ToList();
        var removed = new Stack<(int State, double Leaving)>();
        double Leaving(int state) => left.Sum(other => other == state ? 0 : flow[state, other]);

        while (left.Count > 1)
        {
            int last = left.FindLastIndex(candidate => Leaving(candidate) > 0);
            if (last < 0) throw new InvalidOperationException($"Stationary: the states {string.Join(", ", left)} are never left for another. Where the source ends depends on where it starts, so there is no single answer.");
            int state = left[last];
            double leaving = Leaving(state);
            left.Remove(state);
            removed.Push((state, leaving));
            foreach (int from in left)
                foreach (int to in left)
                    flow[from, to] += flow[from, state] * flow[state, to] / leaving;
        }

        double[] share = new double[n];
        share[left[0]] = 1;
        foreach ((int state, double leaving) in removed)
        {
            share[state] = left.Sum(from => share[from] * flow[from, state]) / leaving;
            left.Add(state);
        }

        double total = share.Sum();
        return Array.ConvertAll(share, one => one / total);
    }

    private static double[] Row(double[,] matrix, int row) => [.. Enumerable.Range(0, matrix.GetLength(1)).Select(column => matrix[row, column])];

    private static void RequireDistribution(double[] p, string name)
    {
        if (p.Any(probability => !(probability >= 0))) throw new ArgumentException($"{name}: a probability is negative. It never is.", name);
        if (!(Math.Abs(p.Sum() - 1) <= SumTolerance)) throw new ArgumentException($"{name}: the probabilities sum to {p.Sum()}, not to 1.", name);
    }
}
