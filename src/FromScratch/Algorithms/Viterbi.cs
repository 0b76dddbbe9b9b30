namespace FromScratch.Algorithms;

/// <summary>A path of hidden states.</summary>
/// <param name="States">The state at each time [T]; none where no path is possible.</param>
/// <param name="LogProbability">ln of the joint probability of the path and what was observed; −∞ where no path is possible.</param>
public sealed record StatePath(int[] States, double LogProbability);

/// <summary>The most likely hidden states behind a series of observations.</summary>
public static class Viterbi
{
    /// <summary>The path s that maximises ln P(s₀) + Σ ln P(sₜ | sₜ₋₁) + Σ ln P(oₜ | sₜ).</summary>
    /// <param name="logStart">ln P(s₀) [states].</param>
    /// <param name="logTrans">ln P(to | from) [states from, states to].</param>
    /// <param name="logEmit">ln P(symbol | state) [states, symbols].</param>
    /// <param name="observations">The symbols seen [T]; none give the empty path, of probability 1.</param>
    /// <remarks>best[t, s], the best path that ends in s at time t, extends the best path to some state at t − 1: O(T·S²) in place of Sᵀ paths. Logarithms, as a product of thousands of probabilities is 0 in double.
    /// <para>Source: Viterbi, IEEE Transactions on Information Theory 13 (1967) 260-269; Rabiner, Proceedings of the IEEE 77 (1989) 257-286, (32)-(35).</para></remarks>
    /// <exception cref="ArgumentException">The shapes do not fit, or a symbol has no column.</exception>
    public static StatePath MostLikely(double[] logStart, double[,] logTrans, double[,] logEmit, int[] observations)
    {
        int states = logStart.Length;
        if (logTrans.GetLength(0) != states || logTrans.GetLength(1) != states || logEmit.GetLength(0) != states)
            throw new ArgumentException($"MostLikely: {states} states, transitions [{logTrans.GetLength(0)}, {logTrans.GetLength(1)}], emissions [{logEmit.GetLength(0)}, {logEmit.GetLength(1)}]. Transitions are [states, states], emissions [states, symbols].", nameof(logTrans));
        foreach (int symbol in observations)
            if (symbol < 0 || symbol >= logEmit.GetLength(1)) throw new ArgumentException($"MostLikely: the symbol {symbol} was observed; there are the symbols 0 to {logEmit.GetLength(1) - 1}.", nameof(observations));
        if (observations.Length == 0) return new StatePath([], 0);

        int[,] before = new int[observations.Length, states];
        double[] best = [.. logStart.Select((start, s) => start + logEmit[s, observations[0]])];
        for (int t = 1; t < observations.Length; t++)
        {
            double[] next = new double[states];
            for (int to = 0; to < states; to++)
            {
                int from = before[t, to] = Best(states, s => best[s] + logTrans[s, to]);
                next[to] = best[from] + logTrans[from, to] + logEmit[to, observations[t]];
            }

            best = next;
        }

        int last = Best(states, s => best[s]);
        if (double.IsNegativeInfinity(best[last])) return new StatePath([], double.NegativeInfinity);
        int[] path = new int[observations.Length];
        path[^1] = last;
        for (int t = observations.Length - 1; t > 0; t--) path[t - 1] = before[t, path[t]];
        return new StatePath(path, best[last]);
    }

    private static int Best(int states, Func<int, double> score)
    {
        int best = 0;
        for (int s = 1; s < states; s++)
            if (score(s) > score(best)) best = s;
        return best;
    }
}
