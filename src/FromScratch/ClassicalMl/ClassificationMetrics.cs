namespace FromScratch.ClassicalMl;

/// <summary>How good answers are, and how alike two groupings.</summary>
public static class ClassificationMetrics
{
    /// <summary>The share of equal answers.</summary>
    /// <exception cref="ArgumentException">The lengths differ, or there is no row.</exception>
    public static double Accuracy(int[] truth, int[] answers)
    {
        RequirePairs(truth.Length, answers.Length);
        return truth.Zip(answers, (t, a) => t == a ? 1.0 : 0).Average();
    }

    /// <summary>The area under the ROC curve: how often a row with label 1 scores above one with label 0, a tie counting half.</summary>
    /// <param name="scores">[n].</param>
    /// <param name="y">Labels 0 or 1 [n], both of them.</param>
    /// <remarks>By ranks, O(n·log n): (Σ ranks of the ones − n₁(n₁ + 1)/2)/(n₁n₀), equal scores sharing their mean rank. Source: Hanley and McNeil, Radiology 143 (1982) 29-36.</remarks>
    /// <exception cref="ArgumentException">The lengths differ, or one of the labels is missing.</exception>
    public static double RocAuc(double[] scores, int[] y)
    {
        RequirePairs(scores.Length, y.Length);
        double ones = y.Count(label => label == 1), zeros = y.Length - ones;
        if (ones == 0 || zeros == 0) throw new ArgumentException("RocAuc: it compares rows of both labels; one is missing.", nameof(y));
        int[] order = [.. Enumerable.Range(0, y.Length)];
        double[] sorted = [.. scores];
        Array.Sort(sorted, order);
        double rankSum = 0;
        for (int from = 0, to; from < sorted.Length; from = to)
        {
            for (to = from; to < sorted.Length && sorted[to] == sorted[from];) to++;
            rankSum += (from + 1 + to) / 2.0 * order[from..to].Count(i => y[i] == 1);   // mean of the ranks from + 1 to to
        }

        return (rankSum - ones * (ones + 1) / 2) / (ones * zeros);
    }

    /// <summary>The mean squared distance of probabilities from what happened.</summary>
    /// <exception cref="ArgumentException">The lengths differ, or there is no row.</exception>
    public static double Brier(double[] probabilities, int[] y)
    {
        RequirePairs(probabilities.Length, y.Length);
        return probabilities.Zip(y, (p, label) => (p - label) * (p - label)).Average();
    }

    /// <summary>How alike two groupings are, whatever the groups are called: 1 for the same, about 0 for chance.</summary>
    /// <remarks>(pairs together in both − expected by chance)/(mean of both − expected). Source: Hubert and Arabie, "Comparing partitions", Journal of Classification 2 (1985) 193-218.</remarks>
    /// <exception cref="ArgumentException">The lengths differ, or there is no row.</exception>
    public static double AdjustedRand(int[] first, int[] second)
    {
        RequirePairs(first.Length, second.Length);
        double together = first.Zip(second).CountBy(pair => pair).Sum(cell => Pairs(cell.Value));
        double inFirst = first.CountBy(label => label).Sum(group => Pairs(group.Value)), inSecond = second.CountBy(label => label).Sum(group => Pairs(group.Value));
        double expected = first.Length < 2 ? 0 : inFirst * inSecond / Pairs(first.Length), most = (inFirst + inSecond) / 2;
        return most == expected ? 1 : (together - expected) / (most - expected);
    }

    private static double Pairs(double n) => n * (n - 1) / 2;

    private static void RequirePairs(int first, int second)
    {
        if (first != second || first == 0) throw new ArgumentException($"{first} entries against {second}: each row has one of both, and there is a row at least.");
    }
}
