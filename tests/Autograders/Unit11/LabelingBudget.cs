using Course;
using CsCheck;
using FromScratch.Complexity;
using FromScratch.Data;

namespace Autograders;

/// <summary>Exercise 11.9: which items to have labelled, within a budget.</summary>
[Exercise("11.9", "A budget for labels", Difficulty = 4, Minutes = 45, Core = true, Theory = "8. Living with hardness")]
public sealed class LabelingBudget : Exercise<LabelingBudget, LabelingBudget.Contract>
{
    public delegate LabelingPlan Planner(CountedSimilarity similarity, double[] cost, double budget);

    public sealed record Contract(Planner Choose);

    public static Verdict Check(Planner choose) => Grade(new Contract(choose));

    protected override Contract Reference => new(FacilityLocation.Choose);

    private static double Coverage(double[,] similarity, int[] items)
    {
        double sum = 0;
        for (int i = 0; i < similarity.GetLength(0); i++) sum += items.Select(item => similarity[item, i]).DefaultIfEmpty(0).Max();
        return sum;
    }

    /// <summary>Always the best gain per cost, every gain counted anew in each round.</summary>
    private static LabelingPlan Eager(double[,] similarity, double[] cost, double budget, Func<double, double, double>? rank = null)
    {
        int n = cost.Length;
        double[] covered = new double[n];
        List<int> chosen = [];
        while (true)
        {
            int best = -1;
            double most = double.NegativeInfinity;
            for (int item = 0; item < n; item++)
            {
                if (cost[item] > budget || chosen.Contains(item)) continue;
                double gain = 0;
                for (int i = 0; i < n; i++) gain += Math.Max(0, similarity[item, i] - covered[i]);
                double value = rank is null ? gain / cost[item] : rank(gain, cost[item]);
                if (value > most) (best, most) = (item, value);
            }

            if (best < 0) return new([.. chosen], covered.Sum());
            chosen.Add(best);
            budget -= cost[best];
            for (int i = 0; i < n; i++) covered[i] = Math.Max(covered[i], similarity[best, i]);
        }
    }

    private LabelingPlan Planned(double[,] similarity, double[] cost, double budget)
    {
        LabelingPlan plan = Subject.Choose(new CountedSimilarity(similarity), cost, budget);
        Expect.That(plan?.Items is not null && plan.Items.Distinct().Count() == plan.Items.Length && plan.Items.All(item => item >= 0 && item < cost.Length), FormattableString.Invariant($"different items of 0 to {cost.Length - 1}"), plan?.Items, because: "A label is paid for once.", part: "Items");
        double paid = plan!.Items.Sum(item => cost[item]);
        Expect.That(paid <= budget * (1 + 1e-12), FormattableString.Invariant($"at most {budget} paid"), paid, because: "The budget is never exceeded.", part: "cost of Items");
        Expect.Close(Coverage(similarity, plan.Items), plan.Coverage, because: "Σ over all items of the similarity to the nearest labelled one, of your Items.", tolerance: 1e-9, part: "Coverage");
        return plan;
    }

    /// <summary>Three pairs of near twins and a loner; the similarity is not the same both ways.</summary>
    private static readonly double[,] _twins =
    {
        { 1, 0.9, 0, 0, 0, 0, 0 }, { 0.5, 1, 0, 0, 0, 0, 0 }, { 0, 0, 1, 0.8, 0, 0, 0 }, { 0, 0, 0.4, 1, 0, 0, 0.1 },
        { 0, 0, 0, 0, 1, 0.7, 0 }, { 0, 0, 0, 0, 0.3, 1, 0 }, { 0, 0, 0, 0, 0, 0, 1 },
    };

    [Fact]
    public void One_of_each_pair_of_twins()
    {
        LabelingPlan plan = Planned(_twins, [1, 1, 1, 1, 1, 1, 1], 3);
        Expect.SequenceEqual([0, 2, 4], plan.Items, because: "Item 0 covers 1.9, item 2 then 1.8, item 4 then 1.7. The similarity of a labelled item to another is s[labelled, other].", part: "Items");
        Expect.Close(5.4, plan.Coverage, because: "1.9 + 1.8 + 1.7.", part: "Coverage");
    }

    [Fact]
    public void Costs_count()
    {
        LabelingPlan plan = Planned(_twins, [4, 1, 4, 1, 4, 1, 0.5], 3);
        Expect.SequenceEqual([6, 1, 3], plan.Items, because: "Gain per cost: item 6 has 1/0.5 = 2, item 1 1.5, item 3 1.4 (item 6 is covered already), and then 0.5 are left, too little for any other.", part: "Items");
    }

    [Fact]
    public void What_is_too_dear_is_passed_over()
    {
        LabelingPlan plan = Planned(_twins, [5, 9, 9, 9, 2, 2, 9], 4);
        Expect.SequenceEqual([4, 5], plan.Items, because: "Item 0 has the best gain per cost after item 4, but costs more than the 4 there are, or the 2 that are left. Pass over it, and look at the next.", part: "Items");
        Expect.SequenceEqual([], Planned(_twins, [5, 9, 9, 9, 2, 2, 9], 1.5).Items, because: "Nothing costs 1.5 or less.", part: "Items");
    }

    [Fact]
    public void A_budget_may_be_used_up_exactly() => Expect.Equal(2, Planned(_twins, [3, 3, 3, 3, 3, 3, 3], 6).Items.Length, because: "Two labels at 3 each cost 6.", part: "number of Items");

    [Fact]
    public void Nothing_is_bought_for_nothing() => Expect.SequenceEqual([], Planned(_twins, [1, 1, 1, 1, 1, 1, 1], 0).Items, because: "There is no money.", part: "Items");

    [Fact]
    public void It_chooses_as_one_who_counts_everything_anew() => Property.Holds(
        Gen.Select(Gen.Int[3, 12], Gen.Int[0, 10_000], Gen.Int[1, 6]), sample =>
        {
            double[,] similarity = Generators.LabelingPool((ulong)sample.Item2, sample.Item1, 3).Data;
            var rng = new Rng((ulong)sample.Item2);
            double[] cost = [.. Enumerable.Range(0, sample.Item1).Select(_ => 0.5 + rng.NextDouble())];
            LabelingPlan expected = Eager(similarity, cost, sample.Item3);
            Expect.Close(expected.Coverage, Planned(similarity, cost, sample.Item3).Coverage, because: $"Always the best gain per cost gives the items {ValueText.Of(expected.Items)}. What an item adds changes with every choice: before you take the top, count it again.", tolerance: 1e-9, part: "Coverage");
        }, samples: 40);

    [Fact]
    public void With_equal_costs_63_percent_of_the_best_are_reached() => Property.Holds(
        Gen.Select(Gen.Int[0, 10_000], Gen.Int[1, 4]), sample =>
        {
            const int N = 9;
            double[,] similarity = Generators.LabelingPool((ulong)sample.Item1, N, 4).Data;
            double best = Enumerable.Range(0, 1 << N).Where(bits => int.PopCount(bits) == sample.Item2).Max(bits => Coverage(similarity, [.. Enumerable.Range(0, N).Where(i => (bits >> i & 1) == 1)]));
            double reached = Planned(similarity, [.. Enumerable.Repeat(2.0, N)], 2 * sample.Item2).Coverage;
            Expect.That(reached >= (1 - 1 / Math.E) * best, FormattableString.Invariant($"at least {(1 - 1 / Math.E) * best:0.000}"), reached, because: $"The best {sample.Item2} items cover {best:0.000}.", part: "Coverage");
        }, samples: 15);

    [Fact]
    public void Old_gains_save_most_of_the_counting()
    {
        const int N = 200, Labels = 30;
        var similarity = new CountedSimilarity(Generators.LabelingPool(5, N, 12).Data);
        LabelingPlan plan = Subject.Choose(similarity, [.. Enumerable.Repeat(1.0, N)], Labels);
        Expect.Equal(Labels, plan.Items.Length, because: "30 labels at 1 each.", part: "number of Items");
        const long Eager = (long)Labels * N * N;
        Expect.That(similarity.Reads <= Eager / 3, $"at most {Eager / 3} look-ups, a third of counting every gain in each round", $"{similarity.Reads} look-ups", because: "A gain only shrinks as others are chosen, so an old gain is an upper bound. Keep the items in a queue by their last gain; count the top anew; if it stays on top, it is the best.");
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Expect.Throws<ArgumentException>(() => Subject.Choose(new CountedSimilarity(_twins), [1, 1, 1], 3), because: "Seven items, three costs.");
        Expect.Throws<ArgumentException>(() => Subject.Choose(new CountedSimilarity(_twins), [1, 1, 1, 0, 1, 1, 1], 3), because: "A label that costs nothing has an infinite gain per cost.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Choose(new CountedSimilarity(_twins), [1, 1, 1, 1, 1, 1, 1], -1), because: "A budget is at least 0.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Choose(new CountedSimilarity(_twins), [1, 1, 1, 1, 1, 1, 1], double.NaN), because: "A budget is a number.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You bought what is cheapest. What counts is the gain per cost.", new((s, cost, budget) => Guarded(s, cost, budget, (_, price) => -price))),
        new("You did not look at costs. What counts is the gain per cost.", new((s, cost, budget) => Guarded(s, cost, budget, (gain, _) => gain))),
        new("Your gains are those of the start: what was chosen since covers part of it. Before you take the top, count it again.", new(Stale)),
        new("You count every gain in each round. An old gain is an upper bound: only the top needs to be counted.", new((s, cost, budget) => Guarded(s, cost, budget, null))),
        new("You stop at the first item that is too dear. A cheaper one may still be paid.", new(StopsAtDear)),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("a sorted set of old gains", new(Sorted)),
        new("an array of bounds, the largest searched", new(Bounds)),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "What does an item add, once others are chosen? Can that ever become more than it was before?",
        "Keep covered[i], the similarity of item i to its nearest labelled one. The gain of an item is Σ max(0, s[item, i] − covered[i]). Put all into a queue by gain per cost; take out the top; if its gain is older than the latest choice, count it anew and put it back.",
        "Each entry of the queue carries how many items were chosen when its gain was counted. Dequeue: too dear for what is left, forget it. Stale: count, enqueue again. Else choose it, pay, raise covered. Equal ranks: the lower number first. At the end Coverage is Σ covered.",
    ];

    private static double[,] Table(CountedSimilarity s)
    {
        double[,] table = new double[s.Items, s.Items];
        for (int i = 0; i < s.Items; i++)
            for (int j = 0; j < s.Items; j++) table[i, j] = s[i, j];
        return table;
    }

    private static LabelingPlan Guarded(CountedSimilarity s, double[] cost, double budget, Func<double, double, double>? rank)
    {
        Require(s, cost, budget);
        double[,] table = Table(s);
        LabelingPlan plan = Eager(table, cost, budget, rank);
        if (rank is null)
            for (int round = 0; round < plan.Items.Length; round++) Table(s);   // what the plain form looks up
        return plan;
    }

    private static void Require(CountedSimilarity s, double[] cost, double budget)
    {
        if (cost.Length != s.Items || !cost.All(price => price > 0)) throw new ArgumentException("Costs.");
        if (!(budget >= 0)) throw new ArgumentOutOfRangeException(nameof(budget));
    }

    private static LabelingPlan Stale(CountedSimilarity s, double[] cost, double budget)
    {
        Require(s, cost, budget);
        double[,] table = Table(s);
        int n = cost.Length;
        List<int> chosen = [];
        foreach (int item in Enumerable.Range(0, n).OrderByDescending(item => Enumerable.Range(0, n).Sum(i => table[item, i]) / cost[item]))
        {
            if (cost[item] > budget) continue;
            budget -= cost[item];
            chosen.Add(item);
        }

        return new([.. chosen], Coverage(table, [.. chosen]));
    }

    private static LabelingPlan StopsAtDear(CountedSimilarity s, double[] cost, double budget)
    {
        Require(s, cost, budget);
        int[] all = FacilityLocation.Choose(s, cost, cost.Sum() + budget).Items;   // as if money did not matter
        double left = budget;
        int[] paid = [.. all.TakeWhile(item => (left -= cost[item]) >= 0)];
        return new(paid, Coverage(Table(s), paid));
    }

    private static LabelingPlan Sorted(CountedSimilarity s, double[] cost, double budget)
    {
        Require(s, cost, budget);
        double[] covered = new double[s.Items];
        double Gain(int item) => Enumerable.Range(0, s.Items).Sum(i => Math.Max(0, s[item, i] - covered[i]));
        SortedSet<(double Rank, int Item)> old = [.. Enumerable.Range(0, s.Items).Select(item => (-Gain(item) / cost[item], item))];
        HashSet<int> fresh = [.. Enumerable.Range(0, s.Items)];
        List<int> chosen = [];
        while (old.Count > 0)
        {
            (double Rank, int Item) top = old.Min;
            old.Remove(top);
            if (cost[top.Item] > budget) continue;
            if (fresh.Add(top.Item))
            {
                old.Add((-Gain(top.Item) / cost[top.Item], top.Item));
                continue;
            }

            chosen.Add(top.Item);
            budget -= cost[top.Item];
            fresh.Clear();
            for (int i = 0; i < s.Items; i++) covered[i] = Math.Max(covered[i], s[top.Item, i]);
        }

        return new([.. chosen], covered.Sum());
    }

    private static LabelingPlan Bounds(CountedSimilarity s, double[] cost, double budget)
    {
        Require(s, cost, budget);
        int n = s.Items;
        double[] bound = [.. Enumerable.Repeat(double.PositiveInfinity, n)], covered = new double[n];
        List<int> chosen = [];
        while (true)
        {
            int best = -1;
            bool[] isCounted = new bool[n];
            while (true)
            {
                int top = -1;
                for (int item = 0; item < n; item++)
                    if (cost[item] <= budget && !chosen.Contains(item) && (top < 0 || bound[item] > bound[top])) top = item;
                best = top;
                if (top < 0 || isCounted[top]) break;
                double gain = 0;
                for (int i = 0; i < n; i++) gain += Math.Max(0, s[top, i] - covered[i]);
                (bound[top], isCounted[top]) = (gain / cost[top], true);
            }

            if (best < 0) return new([.. chosen], covered.Sum());
            chosen.Add(best);
            budget -= cost[best];
            for (int i = 0; i < n; i++) covered[i] = Math.Max(covered[i], s[best, i]);
        }
    }
}
