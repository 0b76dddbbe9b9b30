namespace FromScratch.ClassicalMl;

/// <summary>The question that tells most about the class.</summary>
public static class SplitSearch
{
    private const double Tie = 1e-12;   // gains closer than this are equal but for rounding

    /// <summary>How mixed a group is.</summary>
    /// <param name="counts">Rows of each class [classes]; not all 0.</param>
    /// <param name="how">Gini, 1 − Σp², or entropy in bits, −Σ p·log₂p with 0·log 0 = 0.</param>
    /// <exception cref="ArgumentException">A count is negative, or all are 0.</exception>
    public static double Impurity(int[] counts, Criterion how)
    {
        double total = counts.Sum();
        if (total == 0 || counts.Any(count => count < 0)) throw new ArgumentException("Impurity: a group has a row at least, and no class has fewer than none.", nameof(counts));
        return how == Criterion.Gini ? 1 - counts.Sum(count => count / total * (count / total)) : counts.Where(count => count > 0).Sum(count => -count / total * Math.Log2(count / total));
    }

    /// <summary>The threshold of a numeric feature with the largest gain, of equal ones the lowest.</summary>
    /// <param name="feature">Values [n], n ≥ 1.</param>
    /// <param name="y">Classes from 0 on [n].</param>
    /// <param name="how">How impurity is measured.</param>
    /// <returns>A threshold halfway between two neighbouring values that differ. With no two different values there is none: +∞, and the gain 0.</returns>
    /// <remarks>
    /// Sort once; then one row after the other moves from the right side to the left, and the counts of both sides are kept up to date. Counting afresh for every threshold would cost n² instead of n·log n.
    /// <para>Source: Breiman, Friedman, Olshen and Stone, Classification and Regression Trees, 1984, ch. 2 and 4; Quinlan, "Induction of decision trees", Machine Learning 1 (1986).</para>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths differ, there is no row, or a class is negative.</exception>
    public static Cut Best(double[] feature, int[] y, Criterion how)
    {
        if (feature.Length != y.Length || y.Length == 0) throw new ArgumentException($"Best: {feature.Length} values and {y.Length} classes. Each row has one of both, and there is a row at least.", nameof(y));
        if (y.Min() < 0) throw new ArgumentException($"Best: a class is {y.Min()}. Classes count from 0.", nameof(y));
        int[] order = [.. Enumerable.Range(0, y.Length)];
        Array.Sort([.. feature], order);
        int[] left = new int[y.Max() + 1], right = new int[y.Max() + 1];
        foreach (int label in y) right[label]++;
        double before = Impurity(right, how);
        var best = new Cut(double.PositiveInfinity, 0);
        for (int moved = 1; moved < y.Length; moved++)
        {
            left[y[order[moved - 1]]]++;
            right[y[order[moved - 1]]]--;
            double low = feature[order[moved - 1]], high = feature[order[moved]];
            if (low == high) continue;   // equal values stay together
            double share = (double)moved / y.Length, gain = Math.Max(0, before - share * Impurity(left, how) - (1 - share) * Impurity(right, how));
            if (double.IsInfinity(best.Threshold) || gain > best.Gain + Tie) best = new(low + (high - low) / 2, gain);
        }

        return best;
    }

    /// <summary>The gain in bits of asking for a category, one branch each: the entropy of all rows, minus the mean of the branches' weighted by their rows.</summary>
    /// <param name="category">The category of each row [n], n ≥ 1.</param>
    /// <param name="y">Classes from 0 on [n].</param>
    /// <exception cref="ArgumentException">The lengths differ, there is no row, or a class is negative.</exception>
    public static double GainByCategory(int[] category, int[] y)
    {
        if (category.Length != y.Length || y.Length == 0) throw new ArgumentException($"GainByCategory: {category.Length} categories and {y.Length} classes. Each row has one of both, and there is a row at least.", nameof(y));
        if (y.Min() < 0) throw new ArgumentException($"GainByCategory: a class is {y.Min()}. Classes count from 0.", nameof(y));
        double Entropy(IEnumerable<int> labels)
        {
            int[] counts = new int[y.Max() + 1];
            foreach (int label in labels) counts[label]++;
            return Impurity(counts, Criterion.Entropy);
        }

        return Math.Max(0, Entropy(y) - category.Zip(y).GroupBy(row => row.First, row => row.Second).Sum(branch => (double)branch.Count() / y.Length * Entropy(branch)));
    }
}
