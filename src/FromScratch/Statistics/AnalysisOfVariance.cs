using FromScratch.Probability;

namespace FromScratch.Statistics;

/// <summary>Do several groups have the same mean?</summary>
public static class AnalysisOfVariance
{
    /// <summary>One-way analysis of variance.</summary>
    /// <param name="groups">The values of each of k ≥ 2 groups; no group is empty, and there are more values than groups.</param>
    /// <returns>The sums of squares, their degrees of freedom, F and its p-value.</returns>
    /// <remarks>
    /// All values are taken as distances from the first one: a subtraction of nearly equal numbers is exact, and what follows works with small numbers. Σx² − n·m² would subtract numbers of 25 digits where the data have 13 common ones.
    /// <para>Source: Casella and Berger, Statistical Inference, 2nd ed., §11.2; the data sets of Simon and Lesage, Computational Statistics and Data Analysis 8 (1989) 325-332.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">There are fewer than two groups, one is empty, or no group has two values.</exception>
    /// <exception cref="InvalidOperationException">Within every group all values are alike: there is no spread to compare with.</exception>
    public static AnovaTable OneWay(double[][] groups)
    {
        if (groups.Length < 2) throw new ArgumentException($"OneWay: {groups.Length} groups. Two at least are needed.", nameof(groups));
        foreach (double[] group in groups) Sample.RequireSize(group, 1);
        double origin = groups[0][0];
        double[][] moved = Array.ConvertAll(groups, group => Array.ConvertAll(group, value => value - origin));
        double[] all = [.. moved.SelectMany(group => group)];
        int dfBetween = groups.Length - 1, dfWithin = all.Length - groups.Length;
        if (dfWithin < 1) throw new ArgumentException("OneWay: each group has one value. Without a second one in some group, nothing is known of the spread within.", nameof(groups));
        double middle = Sample.Mean(all);
        double between = moved.Sum(group => group.Length * Math.Pow(Sample.Mean(group) - middle, 2)), within = moved.Sum(Sample.SumOfSquares);
        if (within == 0) throw new InvalidOperationException("OneWay: within every group all values are alike. There is no spread to compare the groups' means with.");
        double f = between / dfBetween / (within / dfWithin);
        return new(between, within, dfBetween, dfWithin, f, new FisherF(dfBetween, dfWithin).Survival(f));
    }
}
