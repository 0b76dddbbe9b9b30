using Course;
using CsCheck;
using FromScratch.Complexity;
using FromScratch.Data;

namespace Autograders;

/// <summary>Exercise 11.8: the knapsack, exactly and nearly.</summary>
/// <remarks>The work is graded by the memory that is asked for: a table's cells are its steps.</remarks>
[Exercise("11.8", "The knapsack, exactly and nearly", Difficulty = 3, Minutes = 40, Core = false, Theory = "8. Living with hardness")]
public sealed class KnapsackFptas : Exercise<KnapsackFptas, KnapsackFptas.Contract>
{
    public delegate int[] Packing(long[] weights, long[] values, long capacity);

    public delegate int[] NearPacking(long[] weights, long[] values, long capacity, double epsilon);

    public sealed record Contract(Packing Exact, NearPacking Nearly);

    public static Verdict Check(Packing exact, NearPacking nearly) => Grade(new Contract(exact, nearly));

    protected override Contract Reference => new(Knapsack.Exact, Knapsack.Approximate);

    private static long BestByTrying(long[] weights, long[] values, long capacity)
    {
        long best = 0;
        for (int bits = 0; bits < 1 << weights.Length; bits++)
        {
            int[] chosen = [.. Enumerable.Range(0, weights.Length).Where(i => (bits >> i & 1) == 1)];
            if (chosen.Sum(i => weights[i]) <= capacity) best = Math.Max(best, chosen.Sum(i => values[i]));
        }

        return best;
    }

    private static long Worth(long[] weights, long[] values, long capacity, int[]? chosen)
    {
        Expect.That(chosen is not null && chosen.Distinct().Count() == chosen.Length && chosen.All(i => i >= 0 && i < weights.Length), FormattableString.Invariant($"different places of 0 to {weights.Length - 1}"), chosen, because: "Each thing is there once.");
        Int128 weight = chosen!.Aggregate((Int128)0, (sum, i) => sum + weights[i]);
        Expect.That(weight <= capacity, $"a weight of at most {capacity}", weight, because: $"You chose {ValueText.Of(chosen)}.", part: "weight");
        return chosen!.Sum(i => values[i]);
    }

    private static Gen<(long[] Weights, long[] Values, long Capacity)> Things(int most) =>
        Gen.Select(Gen.Select(Gen.Int[0, 12], Gen.Int[0, 15]).Array[0, most], Gen.Int[0, 40]).Select(sample =>
            (Array.ConvertAll(sample.Item1, thing => (long)thing.Item1), Array.ConvertAll(sample.Item1, thing => (long)thing.Item2), (long)sample.Item2));

    [Fact]
    public void Dear_things_are_not_always_right() =>
        Expect.SequenceEqual([1, 2], Subject.Exact([6, 4, 4], [9, 6, 6], 8).Order(), because: "Thing 0 is worth most, also per kilogram: 9 for 6. But 1 and 2 fill the 8 kilograms, and are worth 12.");

    [Fact]
    public void It_is_worth_as_much_as_the_best_of_all_choices() => Property.Holds(Things(8), things =>
    {
        (long[] weights, long[] values, long capacity) = things;
        Expect.Equal(BestByTrying(weights, values, capacity), Worth(weights, values, capacity, Subject.Exact(weights, values, capacity)), because: "So much is the best of all choices worth.", part: "value");
    }, samples: 60);

    [Fact]
    public void A_capacity_of_a_million_million_makes_no_large_table()
    {
        long[] weights = [400_000_000_000, 350_000_000_000, 300_000_000_000, 500_000_000_000], values = [8, 7, 6, 9];
        int[] chosen = [];
        Expect.AllocatesAtMost(100_000, () => chosen = Subject.Exact(weights, values, 1_000_000_000_000), because: "A table over weights has 10¹² columns here, though the capacity has 13 digits only: pseudo-polynomial is not polynomial. Make the table over values: 30 columns.");
        Expect.Equal(17L, Worth(weights, values, 1_000_000_000_000, chosen), because: "Things 0 and 3 weigh 900,000,000,000 and are worth 17; 1, 2 and 0 together would be too heavy.", part: "value");
    }

    [Fact]
    public void Sums_of_large_weights_do_not_wrap_around() =>
        Expect.Equal(5L, Worth([long.MaxValue, long.MaxValue - 1, 2], [5, 4, 3], long.MaxValue, Subject.Exact([long.MaxValue, long.MaxValue - 1, 2], [5, 4, 3], long.MaxValue)), because: "Any two of the three are too heavy; in 64 bits their weight would wrap around to a negative number.", part: "value");

    [Fact]
    public void Nearly_is_within_epsilon_of_the_best() => Property.Holds(Gen.Select(Things(8), Draw.OneOf(0.05, 0.2, 0.5, 0.8)), sample =>
    {
        ((long[] weights, long[] values, long capacity), double epsilon) = sample;
        values = Array.ConvertAll(values, value => value * 1_000_003);
        double least = (1 - epsilon) * BestByTrying(weights, values, capacity);
        long worth = Worth(weights, values, capacity, Subject.Nearly(weights, values, capacity, epsilon));
        Expect.That(worth >= least, FormattableString.Invariant($"at least {least:0}"), worth, because: FormattableString.Invariant($"1 − ε = {1 - epsilon:0.00} of the best is guaranteed."), part: "value");
    }, samples: 60);

    [Fact]
    public void Large_values_cost_no_large_table()
    {
        const int N = 40;
        var rng = new Rng(3);
        long[] weights = [.. Enumerable.Range(0, N).Select(_ => 1L + rng.NextInt(1000))], values = [.. Enumerable.Range(0, N).Select(_ => 1_000_000_000L + rng.NextInt(1_000_000_000))];
        int[] chosen = [];
        Expect.AllocatesAtMost(10_000_000, () => chosen = Subject.Nearly(weights, values, 8000, 0.1), because: "The values add up to 60,000,000,000. In units of ε·max/n they add up to n²/ε = 16,000 at most, and the whole table has n³/ε = 640,000 cells.");
        int[] dearest = [.. Enumerable.Range(0, N).OrderBy(i => weights[i])];
        long light = 0, packed = 0;
        foreach (int i in dearest.TakeWhile(i => (light += weights[i]) <= 8000)) packed += values[i];
        Expect.That(Worth(weights, values, 8000, chosen) >= 0.9 * packed, $"at least {0.9 * packed:0}", "less", because: "The lightest things alone are worth more.", part: "value");
    }

    [Fact]
    public void What_does_not_fit_does_not_set_the_unit() =>
        Expect.Equal(50L, Worth([100, 1, 1, 2], [1_000_000, 20, 30, 10], 2, Subject.Nearly([100, 1, 1, 2], [1_000_000, 20, 30, 10], 2, 0.5)), because: "Thing 0 is too heavy for the bag. In units of ε·1,000,000/n all others would be worth 0: take the largest value of those that fit.", part: "value");

    [Fact]
    public void A_crowd_of_crumbs_is_not_worth_more()
    {
        long[] weights = [5, 1, 1, 1, 1, 1], values = [1000, 202, 202, 202, 202, 202];
        Expect.Equal(1010L, Worth(weights, values, 5, Subject.Exact(weights, values, 5)), because: "Five times 202.", part: "value");
        long worth = Worth(weights, values, 5, Subject.Nearly(weights, values, 5, 0.1));
        Expect.That(worth >= 909, "at least 909", worth, because: "0.9 of 1,010.", part: "value");
        long[] few = [101, 1, 1, 1, 1], cheap = [1000, 1, 1, 1, 1];
        Expect.Equal(1000L, Worth(few, cheap, 101, Subject.Nearly(few, cheap, 101, 0.9)), because: "A tenth of the best is promised: 100. Without thing 0 it is 4.", part: "value");
    }

    [Fact]
    public void Nothing_fits_or_nothing_is_there()
    {
        Expect.SequenceEqual([], Subject.Exact([], [], 5), because: "There is nothing.");
        Expect.SequenceEqual([], Subject.Exact([6, 7], [1, 2], 5), because: "Nothing fits.");
        Expect.SequenceEqual([], Subject.Nearly([], [], 5, 0.1), because: "There is nothing.");
        Expect.SequenceEqual([], Subject.Nearly([6, 7], [1, 2], 5, 0.1), because: "Nothing fits.");
        Expect.SequenceEqual([1], Subject.Exact([6, 5], [9, 2], 5), because: "5 fits exactly.");
        Expect.SequenceEqual([1], Subject.Nearly([6, 5], [9, 2], 5, 0.1), because: "5 fits exactly.");
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Expect.Throws<ArgumentException>(() => Subject.Exact([1, 2], [3], 5), because: "Two weights, one value.");
        Expect.Throws<ArgumentException>(() => Subject.Nearly([1, 2], [3], 5, 0.1), because: "Two weights, one value.");
        Expect.Throws<ArgumentException>(() => Subject.Exact([1, -2], [3, 3], 5), because: "A weight is at least 0.");
        Expect.Throws<ArgumentException>(() => Subject.Exact([1, 2], [3, -3], 5), because: "A value is at least 0.");
        Expect.Throws<ArgumentException>(() => Subject.Exact([1, 2], [3, 3], -5), because: "A capacity is at least 0.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Nearly([1, 2], [3, 3], 5, 0), because: "ε is above 0: without any loss the table is not bounded.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Nearly([1, 2], [3, 3], 5, 1), because: "ε is below 1: who may lose everything need not pack.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Nearly([1, 2], [3, 3], 5, double.NaN), because: "ε is a number.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("Your table has a column for each unit of the capacity: 10¹² of them. Pseudo-polynomial is not polynomial; make the table over values.", Reference with { Exact = OverWeights }),
        new("You packed by value per kilogram. That leaves room that two lighter things would have filled.", Reference with { Exact = ByRatio }),
        new("You use a thing more than once: go through the table from large values to small ones.", Reference with { Exact = Repeating }),
        new("Your unit comes from a thing that does not fit: take the largest value of those that do.", Reference with { Nearly = (w, v, capacity, epsilon) => Scaled(w, v, capacity, epsilon, onlyFitting: false, divisor: v.Length) }),
        new("Your unit is ε·max. n things lose up to one unit each, so it must be ε·max/n.", Reference with { Nearly = (w, v, capacity, epsilon) => Scaled(w, v, capacity, epsilon, onlyFitting: true, divisor: 1) }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("lists of choices that no other beats", Reference with { Exact = Pareto }),
        new("a unit half as large", Reference with { Nearly = (w, v, capacity, epsilon) => Knapsack.Approximate(w, v, capacity, epsilon is > 0 and < 1 ? epsilon / 2 : epsilon) }),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "A table may be turned round: not \"the greatest value within a weight\", but \"the least weight of a value\". Which of the two has few columns here?",
        "W[v] is the least weight that is worth exactly v; a new thing gives min(W[v], W[v − value] + weight), from large v to small. For Nearly: make the values small. What does each thing lose when values are rounded down to multiples of a unit, and how many things are there?",
        "Keep for each thing and v whether it was taken, and walk back from the largest v with W[v] ≤ capacity. Nearly: leave out what is heavier than the capacity, unit = ε·(largest value)/n, values floor(value/unit), then Exact, then the places of before. If the unit is below 1, nothing needs rounding.",
    ];

    private static int[] OverWeights(long[] w, long[] v, long capacity)
    {
        if (w.Length != v.Length || w.Concat(v).Append(capacity).Any(number => number < 0)) throw new ArgumentException("No.");
        GC.KeepAlive(new byte[checked(capacity + 1)]);   // for 10¹² cells there is no memory
        return Knapsack.Exact(w, v, capacity);
    }

    private static int[] ByRatio(long[] w, long[] v, long capacity)
    {
        Knapsack.Exact(w, Array.ConvertAll(v, value => Math.Min(value, 1)), capacity);
        long left = capacity;
        List<int> chosen = [];
        foreach (int i in Enumerable.Range(0, w.Length).Where(i => v[i] > 0).OrderByDescending(i => v[i] / Math.Max(1e-9, w[i])))
        {
            if (w[i] > left) continue;
            left -= w[i];
            chosen.Add(i);
        }

        return [.. chosen.Order()];
    }

    private static int[] Repeating(long[] w, long[] v, long capacity)
    {
        int[] right = Knapsack.Exact(w, v, capacity);
        long left = capacity - right.Sum(i => w[i]);
        int again = Array.FindIndex(w, weight => weight <= left);
        return again >= 0 && w[again] > 0 && v[again] > 0 && right.Contains(again) ? [.. right, again] : right;
    }

    private static int[] Scaled(long[] w, long[] v, long capacity, double epsilon, bool onlyFitting, int divisor)
    {
        Knapsack.Approximate(w, v, capacity, epsilon);   // for its exceptions
        if (w.Length == 0) return [];
        long largest = Enumerable.Range(0, w.Length).Where(i => !onlyFitting || w[i] <= capacity).Select(i => v[i]).DefaultIfEmpty(0).Max();
        double unit = Math.Max(1, epsilon * largest / divisor);
        return Knapsack.Exact(w, [.. v.Select((value, i) => w[i] <= capacity ? (long)(value / unit) : 0)], capacity);
    }

    private static int[] Pareto(long[] w, long[] v, long capacity)
    {
        if (w.Length != v.Length || w.Concat(v).Append(capacity).Any(number => number < 0)) throw new ArgumentException("No.");
        List<(long Value, long Weight, int[] Chosen)> best = [(0, 0, [])];
        for (int i = 0; i < w.Length; i++)
        {
            if (v[i] == 0) continue;
            List<(long Value, long Weight, int[] Chosen)> more = [.. best, .. best.Where(choice => choice.Weight <= capacity - w[i]).Select(choice => (choice.Value + v[i], choice.Weight + w[i], (int[])[.. choice.Chosen, i]))];
            best = [];
            long lightest = long.MaxValue;
            foreach ((long Value, long Weight, int[] Chosen) choice in more.OrderByDescending(choice => choice.Value).ThenBy(choice => choice.Weight))
            {
                if (choice.Weight >= lightest && best.Count > 0) continue;
                best.Add(choice);
                lightest = choice.Weight;
            }
        }

        return best[0].Chosen;
    }
}
