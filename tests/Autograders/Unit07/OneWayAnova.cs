using Course;
using CsCheck;
using FromScratch.Data;
using FromScratch.Probability;
using FromScratch.Statistics;

namespace Autograders;

/// <summary>Exercise 7.8: one-way analysis of variance, against certified values.</summary>
[Exercise("7.8", "One-way analysis of variance", Difficulty = 3, Minutes = 30, Theory = "7. Numerical accuracy is part of statistics")]
public sealed class OneWayAnova : Exercise<OneWayAnova, OneWayAnova.Contract>
{
    public delegate AnovaTable GroupTest(double[][] groups);

    public sealed record Contract(GroupTest Anova);

    public static Verdict Check(GroupTest anova) => Grade(new Contract(anova));

    protected override Contract Reference => new(AnalysisOfVariance.OneWay);

    [Fact]
    public void Three_groups_by_hand() =>
        Is(new(42, 18, 2, 6, 7, 1 / (10 / 3.0 * (10 / 3.0) * (10 / 3.0))), Subject.Anova([[1, 2, 3], [7, 6, 8], [1, 6, 2]]), "Means 2, 7 and 3, together 4: between 3·(4 + 9 + 1) = 42, within 2 + 2 + 14 = 18. F = (42/2)/(18/6) = 7.");

    [Fact]
    public void Groups_of_different_size_count_by_it() =>
        Is(new(360 / 7.0, 32, 1, 5, 56.25 / 7, new FisherF(1, 5).Survival(56.25 / 7)), Subject.Anova([[1, 4, 2, 8, 5], [9, 11]]), "Means 4 and 10, of 5 and 2 values, together 40/7: between 5·(12/7)² + 2·(30/7)² = 360/7, within 30 + 2.");

    [Fact]
    public void Nine_treatments_of_21() => Certified(1, 1e-12, "NIST's set SmLs01: values like 1.3 and 1.5.");

    [Fact]
    public void Seven_common_digits() => Certified(4, 1e-9, "NIST's set SmLs04: values like 1000000.3. Sums of squares of 13 digits leave nothing for differences of 0.1: take distances from a mean or from the first value.");

    [Fact]
    public void Thirteen_common_digits() => Certified(7, 2e-4, "NIST's set SmLs07: values like 1000000000000.3, of which double keeps four digits behind the point. Subtract the first value from all: that is exact.");

    [Fact]
    public void Many_replicates_with_thirteen_common_digits() => Certified(8, 4e-4, "NIST's set SmLs08: 1,809 values like 1000000000000.3. Subtract before you sum.");

    [Fact]
    public void Of_two_groups_F_is_t_squared() => Property.Holds(
        Gen.Select(Draw.Direction(4), Draw.Direction(6)), sample =>
        {
            (double[] a, double[] b) = sample;
            if (a.Distinct().Count() == 1 && b.Distinct().Count() == 1) return;
            double within = Squares(a) + Squares(b), t = (a.Average() - b.Average()) / Math.Sqrt(within / 8 * (1 / 4.0 + 1 / 6.0));
            AnovaTable table = Answer([a, b]);
            Expect.Close(t * t, table.F, because: "Student's t with the pooled variance, squared.", tolerance: 1e-9, scale: 1e-6);
            Expect.Close(2 * new StudentT(8).Survival(Math.Abs(t)), table.P, because: "And its two-sided p-value.", tolerance: 1e-8);
        });

    [Fact]
    public void The_parts_sum_to_the_whole() => Property.Holds(
        Gen.Select(Draw.Direction(3), Draw.Direction(5), Draw.Direction(2), Draw.Direction(4)), sample =>
        {
            double[][] groups = [sample.Item1, sample.Item2, sample.Item3, sample.Item4];
            if (groups.All(group => group.Distinct().Count() == 1)) return;
            AnovaTable table = Answer(groups);
            Expect.Close(Squares([.. groups.SelectMany(group => group)]), table.SumBetween + table.SumWithin, because: "Pythagoras: squared distances from the common mean are those between plus those within.", tolerance: 1e-10);
            Expect.Close(groups.Sum(Squares), table.SumWithin, because: "That is SumWithin: each group's values around its own mean.", tolerance: 1e-10);
        });

    [Fact]
    public void The_order_of_groups_and_values_does_not_matter()
    {
        AnovaTable table = Answer([[1, 4, 2], [9, 7], [5, 3, 8, 8]]);
        Is(table, Subject.Anova([[8, 3, 8, 5], [2, 1, 4], [7, 9]]), "The same three groups in another order.");
    }

    [Fact]
    public void A_trillion_more_changes_no_digit_of_whole_numbers() =>
        Is(new(42, 18, 2, 6, 7, 1 / (10 / 3.0 * (10 / 3.0) * (10 / 3.0))), Subject.Anova([[1e12 + 1, 1e12 + 2, 1e12 + 3], [1e12 + 7, 1e12 + 6, 1e12 + 8], [1e12 + 1, 1e12 + 6, 1e12 + 2]]), "The three groups by hand, moved by 10¹². Whole numbers are exact there.");

    [Fact]
    public void Groups_with_the_same_mean_have_no_F() => Is(new(0, 4, 1, 2, 0, 1), Subject.Anova([[1, 3], [3, 1]]), "Nothing between: F = 0, and everything is at least as large.");

    [Fact]
    public void A_tiny_p_value_keeps_its_digits()
    {
        AnovaTable table = Answer(NistStat.SmLs(2).Groups);
        Expect.Close(4.0371418857539826e-243, table.P, because: "F = 201 with 8 and 1,800 degrees of freedom. 1 − Cdf would be 0; Survival keeps the digits.", tolerance: 1e-8);
    }

    [Fact]
    public void A_group_may_have_one_value() =>
        Is(new(12, 8, 1, 2, 3, new FisherF(1, 2).Survival(3)), Subject.Anova([[1, 3, 5], [7]]), "A single value shows no spread within, but lies 4 from the other mean: common mean 4, between 3·1 + 9, within 4 + 0 + 4.");

    [Fact]
    public void One_degree_of_freedom_within_is_enough() =>
        Is(new(50 / 3.0, 2, 1, 1, 25 / 3.0, 2 / Math.PI * Math.Atan(Math.Sqrt(3 / 25.0))), Subject.Anova([[1, 3], [7]]), "Means 2 and 7, together 11/3: between 2·(5/3)² + (10/3)², within 1 + 1. F with 1 and 1 degrees of freedom is the square of Cauchy's distribution.");

    [Fact]
    public void Two_groups_at_least_and_none_empty()
    {
        Expect.Throws<ArgumentException>(() => Subject.Anova([[1, 2, 3]]), because: "One group has nothing to differ from.");
        Expect.Throws<ArgumentException>(() => Subject.Anova([]), because: "There is no group.");
        Expect.Throws<ArgumentException>(() => Subject.Anova([[1, 2, 3], []]), because: "An empty group has no mean.");
        Expect.Throws<ArgumentException>(() => Subject.Anova([[], [1, 2, 3]]), because: "An empty group has no mean.");
        Expect.Throws<ArgumentException>(() => Subject.Anova([[1], [2], [4]]), because: "One value a group: the spread within has 0 degrees of freedom.");
    }

    [Fact]
    public void Without_spread_within_there_is_no_unit()
    {
        Expect.Throws<InvalidOperationException>(() => Subject.Anova([[1, 1], [2, 2, 2]]), because: "F would be 5/0.");
        Expect.Throws<InvalidOperationException>(() => Subject.Anova([[0.1, 0.1, 0.1], [0.7, 0.7]]), because: "All values of a group are alike. (The mean of 0.1, 0.1 and 0.1 must then be 0.1.)");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("On NIST's set SmLs07 your F is negative: sums of raw squares agree in all the digits that double has. Subtract a common value first, then the means.", new(RawSums)),
        new("n values in k groups have n − k degrees of freedom within: each group's mean was fitted.", new(groups => AnalysisOfVariance.OneWay(groups) is var t ? WithFreedom(t, t.DfBetween, t.DfWithin + groups.Length - 1) : null!)),
        new("k groups have k − 1 degrees of freedom between them: the common mean was fitted.", new(groups => AnalysisOfVariance.OneWay(groups) is var t ? WithFreedom(t, t.DfBetween + 1, t.DfWithin) : null!)),
        new("A large group counts more: weight each squared distance by the number of its values, also in the common mean.", new(groups =>
        {
            AnovaTable right = AnalysisOfVariance.OneWay(groups);
            double[] means = [.. groups.Select(group => group[0] + group.Average(x => x - group[0]))];
            double middle = means[0] + means.Average(m => m - means[0]), between = groups.Average(group => (double)group.Length) * means.Sum(m => (m - middle) * (m - middle));
            return WithFreedom(right with { SumBetween = between }, right.DfBetween, right.DfWithin);
        })),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("sums of squares of distances from the first value", new(groups =>
        {
            Guard(groups);
            double[][] moved = [.. groups.Select(group => group.Select(x => x - groups[0][0]).ToArray())];
            int n = moved.Sum(group => group.Length), k = groups.Length;
            double grand = moved.Sum(group => group.Sum()), between = moved.Sum(group => group.Sum() * group.Sum() / group.Length) - grand * grand / n;
            double within = moved.Sum(Squares);
            return Finished(Math.Max(0, between), within, k - 1, n - k);
        })),
        new("running moments of each group, and their merge", new(groups =>
        {
            Guard(groups);
            double origin = groups[^1][^1], total = 0, within = 0;
            var all = new RunningMoments();
            foreach (double[] group in groups)
            {
                var own = new RunningMoments();
                foreach (double x in group) own.Add(x - origin);
                if (own.Count > 1 && group.Distinct().Count() > 1) within += own.Variance * (own.Count - 1);
                all.Merge(own);
            }

            total = all.Variance * (all.Count - 1);
            int n = (int)all.Count;
            return Finished(groups.All(group => Math.Abs(group.Average(x => x - origin) - all.Mean) < 1e-15) ? 0 : total - within, within, groups.Length - 1, n - groups.Length);
        })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Two estimates of the same variance: from how the values lie around their own group's mean, and from how these means lie around the common one. If the groups do not matter, they agree.",
        "Between: Σ nᵢ(mᵢ − m)² with k − 1. Within: Σ (x − mᵢ)² with n − k. F is the ratio of the two mean squares, p = new FisherF(k − 1, n − k).Survival(F). For the digits: subtract one and the same value from all data before anything else.",
        "Guard: two groups, none empty, n > k. Subtract groups[0][0] from everything. Common mean from all values; each group's mean; squared distances in two passes. Where the sum within is 0, throw. (If rounding keeps it from being 0, take the rest of the distances' sum off the mean once more.)",
    ];

    private void Certified(int which, double tolerance, string because)
    {
        CertifiedAnova certified = NistStat.SmLs(which);
        AnovaTable table = Answer(certified.Groups);
        Expect.Close(certified.F, table.F, because: $"That is F. {because}", tolerance);
        Expect.Close(certified.SumBetween, table.SumBetween, because: $"That is SumBetween. {because}", 2 * tolerance);
        Expect.Close(certified.SumWithin, table.SumWithin, because: $"That is SumWithin. {because}", 2 * tolerance);
    }

    private AnovaTable Answer(double[][] groups)
    {
        AnovaTable? table = Subject.Anova(groups);
        Expect.That(table is not null, "a table", table, because: "There are two groups and more.");
        return table!;
    }

    private static void Is(AnovaTable expected, AnovaTable? actual, string because)
    {
        Expect.That(actual is not null, ValueText.Of(expected), actual, because);
        foreach ((string name, double e, double a) in new[] { ("SumBetween", expected.SumBetween, actual!.SumBetween), ("SumWithin", expected.SumWithin, actual.SumWithin), ("DfBetween", expected.DfBetween, actual.DfBetween), ("DfWithin", expected.DfWithin, actual.DfWithin), ("F", expected.F, actual.F), ("P", expected.P, actual.P) })
            Expect.Close(e, a, $"That is {name}. {because}", 1e-10, scale: 1e-3);
    }

    private static double Squares(double[] x)
    {
        double mean = x.Average();
        return x.Sum(value => (value - mean) * (value - mean));
    }

    private static void Guard(double[][] groups)
    {
        if (groups.Length < 2 || groups.Any(group => group.Length == 0) || groups.All(group => group.Length == 1)) throw new ArgumentException("Too few.");
        if (groups.All(group => group.Distinct().Count() == 1)) throw new InvalidOperationException("No spread.");
    }

    private static AnovaTable Finished(double between, double within, double dfBetween, double dfWithin)
    {
        double f = between / dfBetween / (within / dfWithin);
        return new(between, within, dfBetween, dfWithin, f, new FisherF(dfBetween, dfWithin).Survival(f));
    }

    private static AnovaTable WithFreedom(AnovaTable table, double dfBetween, double dfWithin) => Finished(table.SumBetween, table.SumWithin, dfBetween, dfWithin);

    private static AnovaTable RawSums(double[][] groups)
    {
        Guard(groups);
        double n = groups.Sum(group => group.Length), sum = groups.Sum(group => group.Sum()), squares = groups.Sum(group => group.Sum(x => x * x)) - sum * sum / n;
        double between = groups.Sum(group => group.Sum() * group.Sum() / group.Length) - sum * sum / n, within = squares - between, f = between / (groups.Length - 1) / (within / (n - groups.Length));
        return new(between, within, groups.Length - 1, n - groups.Length, f, f >= 0 ? new FisherF(groups.Length - 1, n - groups.Length).Survival(f) : 1);
    }
}
