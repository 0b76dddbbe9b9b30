namespace FromScratch.ResponsibleAi;

/// <summary>Equal error rates for all groups, from a score that was not made for it.</summary>
/// <remarks>Source: Hardt, Price, Srebro, "Equality of opportunity in supervised learning", NIPS 2016, §3.2; Fawcett, Pattern Recognition Letters 27 (2006) 861-874, for the hull.</remarks>
public static class EqualizedOdds
{
    /// <summary>The upper convex hull of the points that thresholds reach, from (0, 0) at +∞ to (1, 1), with FPR and TPR rising.</summary>
    /// <param name="score">Scores [n].</param>
    /// <param name="y">Outcomes [n], 0 or 1; both occur.</param>
    /// <returns>Only corners: no point on the line between two others. Between two corners, a coin reaches every point.</returns>
    /// <exception cref="ArgumentException">The lengths differ, an outcome is neither 0 nor 1, or one of them does not occur.</exception>
    public static RocPoint[] Hull(double[] score, int[] y)
    {
        int positives = y.Count(value => value == 1), negatives = y.Count(value => value == 0);
        if (score.Length != y.Length || positives + negatives != y.Length) throw new ArgumentException($"Hull: {score.Length} scores, {y.Length} outcomes, of which {positives} are 1 and {negatives} are 0.", nameof(y));
        if (positives == 0 || negatives == 0) throw new ArgumentException("Hull: all outcomes are alike, so one of the two rates is not known.", nameof(y));

        List<RocPoint> corners = [new(double.PositiveInfinity, 0, 0)];
        int fp = 0, tp = 0;
        foreach (var tied in Enumerable.Range(0, y.Length).GroupBy(i => score[i]).OrderByDescending(rows => rows.Key))   // equal scores fall on one side together
        {
            tp += tied.Count(i => y[i] == 1);
            fp += tied.Count(i => y[i] == 0);
            var next = new RocPoint(tied.Key, (double)fp / negatives, (double)tp / positives);
            while (corners.Count > 1 && IsBelow(corners[^2], corners[^1], next)) corners.RemoveAt(corners.Count - 1);
            corners.Add(next);
        }

        return [.. corners];
    }

    /// <summary>The cheapest rules under which all groups have the same TPR and the same FPR.</summary>
    /// <param name="score">Scores [n].</param>
    /// <param name="y">Outcomes [n], 0 or 1; both occur in each group.</param>
    /// <param name="group">Groups [n].</param>
    /// <param name="costFp">What it costs to select somebody with outcome 0; above 0.</param>
    /// <param name="costFn">What it costs not to select somebody with outcome 1; above 0.</param>
    /// <returns>A rule for each group, in order of their names; on these rows the rates are equal up to rounding, and no other such rules cost less.</returns>
    /// <remarks>
    /// At a given FPR the greatest TPR that every group reaches is the lowest of the hulls there. That lowest line is concave with straight pieces, the cost is linear, so the best point is a corner of a hull or a crossing of two.
    /// A group whose hull lies higher is worsened on purpose: a coin decides for some of its people without looking at the score.
    /// </remarks>
    /// <exception cref="ArgumentException">What <see cref="Hull"/> refuses.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A cost is not above 0.</exception>
    public static Lottery[] Fit(double[] score, int[] y, string[] group, double costFp, double costFn)
    {
        if (!(costFp > 0)) throw new ArgumentOutOfRangeException(nameof(costFp), costFp, $"Fit: a false positive costs {costFp}. It costs something.");
        if (!(costFn > 0)) throw new ArgumentOutOfRangeException(nameof(costFn), costFn, $"Fit: a false negative costs {costFn}. It costs something.");
        if (score.Length != y.Length || group.Length != y.Length) throw new ArgumentException($"Fit: {score.Length} scores, {y.Length} outcomes, {group.Length} groups.", nameof(group));
        (string Name, RocPoint[] Hull)[] groups = [.. Fairness.Strata(group).Select(rows => (group[rows[0]], Hull([.. rows.Select(row => score[row])], [.. rows.Select(row => y[row])])))];
        double perFpr = costFp * y.Count(value => value == 0), perFnr = costFn * y.Count(value => value == 1);
        double Reached(double fpr) => groups.Min(one => Height(one.Hull, fpr));
        double best = Corners([.. groups.Select(one => one.Hull)]).MinBy(fpr => perFpr * fpr + perFnr * (1 - Reached(fpr)));
        return [.. groups.Select(one => Rule(one.Name, one.Hull, best, Reached(best)))];
    }

    /// <summary>The TPR that a hull reaches at an FPR; at FPR 0 the most.</summary>
    internal static double Height(RocPoint[] hull, double fpr)
    {
        (RocPoint left, RocPoint right, double share) = Piece(hull, fpr);
        return left.Tpr + share * (right.Tpr - left.Tpr);
    }

    /// <summary>Every FPR at which the lowest of the hulls may have a corner: the hulls' own, and where two of them cross.</summary>
    private static IEnumerable<double> Corners(RocPoint[][] hulls)
    {
        double[] own = [.. hulls.SelectMany(hull => hull.Select(point => point.Fpr)).Distinct().Order()];
        foreach (double fpr in own) yield return fpr;
        foreach ((double from, double to) in own.Zip(own.Skip(1)))
            for (int a = 0; a < hulls.Length; a++)
                for (int b = 0; b < a; b++)
                {
                    double before = Height(hulls[a], from) - Height(hulls[b], from), after = Height(hulls[a], to) - Height(hulls[b], to);
                    if (before * after < 0) yield return from + (to - from) * before / (before - after);
                }
    }

    // The hull's own coin reaches (fpr, top); a coin that does not look at the score reaches (fpr, fpr). A third coin chooses between the two.
    private static Lottery Rule(string name, RocPoint[] hull, double fpr, double tpr)
    {
        (RocPoint left, RocPoint right, double share) = Piece(hull, fpr);
        double top = Height(hull, fpr), looks = top - fpr > 0 ? (tpr - fpr) / (top - fpr) : 1;
        return new(name, [left.Threshold, right.Threshold, double.NegativeInfinity, double.PositiveInfinity], [looks * (1 - share), looks * share, (1 - looks) * fpr, (1 - looks) * (1 - fpr)]);
    }

    private static (RocPoint Left, RocPoint Right, double Share) Piece(RocPoint[] hull, double fpr)
    {
        int left = Math.Max(0, Array.FindLastIndex(hull, point => point.Fpr <= fpr)), right = Math.Min(left + 1, hull.Length - 1);
        double width = hull[right].Fpr - hull[left].Fpr;
        return (hull[left], hull[right], width > 0 ? (fpr - hull[left].Fpr) / width : 0);
    }

    private static bool IsBelow(RocPoint a, RocPoint middle, RocPoint b) => (middle.Tpr - a.Tpr) * (b.Fpr - a.Fpr) <= (b.Tpr - a.Tpr) * (middle.Fpr - a.Fpr) + 1e-12;
}
