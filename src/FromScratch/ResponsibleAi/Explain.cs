using System.Numerics;
using FromScratch.Data;

namespace FromScratch.ResponsibleAi;

/// <summary>How much each input of a model counts: for one prediction (Shapley values), and for its quality (permutation importance).</summary>
/// <remarks>Source: Shapley, "A value for n-person games" (1953); Štrumbelj and Kononenko, JMLR 11 (2010) 1-18, for sampling; Breiman, Machine Learning 45 (2001) 5-32, §10, for permutation.</remarks>
public static class Explain
{
    private const int MostPlayers = 20;

    /// <summary>Each player's share of what all together are worth: what a player adds, averaged over all orders in which they could come.</summary>
    /// <param name="v">What a coalition is worth: entry i says whether player i is in it. Asked once for each of the 2ⁿ coalitions.</param>
    /// <param name="n">How many players, 0 to 20.</param>
    /// <returns>φᵢ = Σ over coalitions S without i of |S|!·(n − |S| − 1)!/n! · (v(S with i) − v(S)).</returns>
    /// <exception cref="ArgumentOutOfRangeException">n is below 0 or above 20.</exception>
    public static double[] ShapleyExact(Func<bool[], double> v, int n)
    {
        if (n < 0 || n > MostPlayers) throw new ArgumentOutOfRangeException(nameof(n), n, $"ShapleyExact: {n} players. 0 to {MostPlayers} can be done: {MostPlayers} make a million coalitions.");
        double[] worth = [.. Enumerable.Range(0, 1 << n).Select(coalition => v([.. Enumerable.Range(0, n).Select(i => (coalition >> i & 1) == 1)]))];
        double[] weight = new double[n];   // of a coalition, by its size
        for (int size = 0; size < n; size++) weight[size] = size == 0 ? 1.0 / n : weight[size - 1] * size / (n - size);
        double[] phi = new double[n];
        for (int i = 0; i < n; i++)
            for (int coalition = 0; coalition < worth.Length; coalition++)
                if ((coalition >> i & 1) == 0)
                    phi[i] += weight[BitOperations.PopCount((uint)coalition)] * (worth[coalition | 1 << i] - worth[coalition]);
        return phi;
    }

    /// <summary>The same, averaged over random orders: n + 1 questions an order instead of 2ⁿ in all.</summary>
    /// <param name="v">What a coalition is worth.</param>
    /// <param name="n">How many players, at least 0.</param>
    /// <param name="orders">How many orders, at least 1.</param>
    /// <param name="r">Draws them.</param>
    /// <returns>Right on average, and with the exact sum: v(all) − v(none).</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 0 players or no orders.</exception>
    public static double[] ShapleySampled(Func<bool[], double> v, int n, int orders, Rng r)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        ArgumentOutOfRangeException.ThrowIfLessThan(orders, 1);
        double[] phi = new double[n];
        int[] order = [.. Enumerable.Range(0, n)];
        for (int round = 0; round < orders; round++)
        {
            r.Shuffle(order);
            bool[] coalition = new bool[n];
            double before = v([.. coalition]);
            foreach (int player in order)
            {
                coalition[player] = true;
                double after = v([.. coalition]);
                phi[player] += (after - before) / orders;
                before = after;
            }
        }

        return phi;
    }

    /// <summary>How much of the AUC is lost when one column is shuffled, so that it tells nothing more.</summary>
    /// <param name="model">A score for one row.</param>
    /// <param name="x">Rows [n, d] that the model was not trained on.</param>
    /// <param name="y">Their outcomes [n], 0 or 1; both occur.</param>
    /// <param name="repeats">How often each column is shuffled, at least 1; the drops are averaged.</param>
    /// <param name="r">Shuffles.</param>
    /// <returns>AUC less the mean AUC with column j shuffled [d].</returns>
    /// <exception cref="ArgumentException">Lengths differ, or an outcome does not occur.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are no repeats.</exception>
    public static double[] PermutationImportance(Func<double[], double> model, double[,] x, int[] y, int repeats, Rng r)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(repeats, 1);
        int n = x.GetLength(0), d = x.GetLength(1);
        if (y.Length != n) throw new ArgumentException($"PermutationImportance: {n} rows and {y.Length} outcomes.", nameof(y));
        double[] Row(int i, int column, int source) => [.. Enumerable.Range(0, d).Select(j => x[j == column ? source : i, j])];
        double whole = Auc([.. Enumerable.Range(0, n).Select(i => model(Row(i, -1, i)))], y);
        double[] importance = new double[d];
        int[] source = [.. Enumerable.Range(0, n)];
        for (int j = 0; j < d; j++)
            for (int repeat = 0; repeat < repeats; repeat++)
            {
                r.Shuffle(source);
                double left = Auc([.. Enumerable.Range(0, n).Select(i => model(Row(i, j, source[i])))], y);
                importance[j] += (whole - left) / repeats;
            }

        return importance;
    }

    /// <summary>The probability that a random positive has a higher score than a random negative, ties counted half (the area under the ROC curve).</summary>
    /// <param name="score">Scores [n].</param>
    /// <param name="y">Outcomes [n], 0 or 1; both occur.</param>
    /// <remarks>By ranks: (Σ ranks of the positives − P(P + 1)/2)/(P·N), equal scores sharing the mean of their ranks. O(n log n). Source: Hanley and McNeil, Radiology 143 (1982) 29-36.</remarks>
    /// <exception cref="ArgumentException">Lengths differ, or an outcome does not occur.</exception>
    public static double Auc(double[] score, int[] y)
    {
        double positives = y.Count(value => value == 1), negatives = y.Count(value => value == 0);
        if (score.Length != y.Length || positives + negatives != y.Length || positives == 0 || negatives == 0) throw new ArgumentException($"Auc: {score.Length} scores, {positives} positives, {negatives} negatives.", nameof(y));
        int[] order = [.. Enumerable.Range(0, y.Length).OrderBy(i => score[i])];
        double ranks = 0;
        for (int first = 0, next; first < order.Length; first = next)
        {
            for (next = first + 1; next < order.Length && score[order[next]] == score[order[first]];) next++;
            double mean = (first + 1 + next) / 2.0;   // of the ranks first + 1 … next
            for (int i = first; i < next; i++) ranks += y[order[i]] == 1 ? mean : 0;
        }

        return (ranks - positives * (positives + 1) / 2) / (positives * negatives);
    }
}
