namespace FromScratch.Complexity;

/// <summary>Chooses the items whose labels say most about all items, within a budget.</summary>
/// <remarks>Source: Minoux 1978 for the lazy form; Leskovec et al., KDD 2007, §3 for costs; Krause and Golovin, "Submodular function maximization", 2014.</remarks>
public static class FacilityLocation
{
    /// <summary>Always the item that adds most coverage per unit of cost, among those that can still be paid.</summary>
    /// <param name="similarity">How well each item speaks for each other one.</param>
    /// <param name="cost">What each label costs, above 0 [items].</param>
    /// <param name="budget">The most that may be paid; at least 0.</param>
    /// <remarks>
    /// The coverage is Σᵢ max over labelled j of s(j, i). What an item adds only shrinks as others are chosen, so an old gain is an upper bound: if the top of a queue, counted anew, is still the top, no other item need be counted at all.
    /// With equal costs the plan reaches 1 − 1/e of the best coverage. Of equals the one with the lower number is chosen.
    /// </remarks>
    /// <exception cref="ArgumentException">There is not one cost above 0 for each item.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The budget is negative or not a number.</exception>
    public static LabelingPlan Choose(CountedSimilarity similarity, double[] cost, double budget)
    {
        int n = similarity.Items;
        if (cost.Length != n || cost.Any(price => !(price > 0))) throw new ArgumentException($"Choose: {n} items, the costs {string.Join(", ", cost.Take(5))}… Each item has one, above 0.", nameof(cost));
        if (!(budget >= 0)) throw new ArgumentOutOfRangeException(nameof(budget), budget, $"Choose: a budget of {budget}.");
        double[] covered = new double[n];
        var waiting = new PriorityQueue<(int Item, int Round), (double Rank, int Item)>();
        for (int item = 0; item < n; item++) waiting.Enqueue((item, 0), (-Gain(item) / cost[item], item));
        List<int> chosen = [];
        while (waiting.TryDequeue(out (int Item, int Round) top, out _))
        {
            if (cost[top.Item] > budget) continue;
            if (top.Round < chosen.Count)   // counted before the latest choice: count again
            {
                waiting.Enqueue((top.Item, chosen.Count), (-Gain(top.Item) / cost[top.Item], top.Item));
                continue;
            }

            chosen.Add(top.Item);
            budget -= cost[top.Item];
            for (int i = 0; i < n; i++) covered[i] = Math.Max(covered[i], similarity[top.Item, i]);
        }

        return new([.. chosen], covered.Sum());

        double Gain(int item)
        {
            double gain = 0;
            for (int i = 0; i < n; i++) gain += Math.Max(0, similarity[item, i] - covered[i]);
            return gain;
        }
    }
}
