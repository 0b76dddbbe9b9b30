using Course;
using FromScratch.Complexity;
using FromScratch.Data;

namespace Autograders;

/// <summary>Exercise 11.1: name the growth of counted costs and of recurrences.</summary>
/// <remarks>The syllabus returns words ("n^1.585"); here the growth is an enum and two numbers, which cannot be misspelt.</remarks>
[Exercise("11.1", "Growth and recurrences", Difficulty = 3, Minutes = 45, Core = true, Theory = "1. Growth, not seconds")]
public sealed class GrowthAndRecurrences : Exercise<GrowthAndRecurrences, GrowthAndRecurrences.Contract>
{
    public delegate GrowthFit Classification(int[] n, long[] cost);

    public delegate PowerLog Recurrence(double a, double b, double d);

    public sealed record Contract(Classification Classify, Recurrence Master);

    public static Verdict Check(Classification classify, Recurrence master) => Grade(new Contract(classify, master));

    protected override Contract Reference => new(Growth.Classify, Growth.Master);

    private static int[] Powers(int from, int to) => [.. Enumerable.Range(from, to - from + 1).Select(k => 1 << k)];

    private void Require(GrowthClass expected, int[] n, Func<int, long> cost, string because) =>
        Expect.Equal(expected, Subject.Classify(n, [.. n.Select(cost)]).Class, because: because, part: "Class");

    [Fact]
    public void A_loop_in_a_loop_is_quadratic()
    {
        GrowthFit fit = Subject.Classify([2, 3, 5, 8, 13, 21, 34, 55], [3 * 4, 3 * 9, 3 * 25, 3 * 64, 3 * 169, 3 * 441, 3 * 1156, 3 * 3025]);
        Expect.Equal(GrowthClass.Quadratic, fit.Class, because: "Each cost is 3·n².", part: "Class");
        Expect.Close(2, fit.Exponent, because: "Twice n, four times the cost: log cost rises by 2·log n.", tolerance: 1e-9, part: "Exponent");
    }

    [Fact]
    public void Merge_sort_is_n_log_n() => Require(GrowthClass.Linearithmic, Powers(8, 15), MergeComparisons, "These are the comparisons of a merge sort. Over this range n·log n looks like n^1.1: compare how well whole curves fit, not slopes alone.");

    [Fact]
    public void Insertion_sort_is_quadratic() => Require(GrowthClass.Quadratic, Powers(4, 11), InsertionComparisons, "These are the comparisons of an insertion sort on random input, about n²/4.");

    [Fact]
    public void Binary_search_is_logarithmic() => Require(GrowthClass.Logarithmic, Powers(6, 20), n => 1 + (long)Math.Log2(n), "A search halves the range: 7 to 21 steps.");

    [Fact]
    public void A_lookup_is_constant() => Require(GrowthClass.Constant, Powers(3, 14), n => 40 + n % 3, "40 to 42 steps, whatever n is.");

    [Fact]
    public void Three_loops_are_cubic() => Require(GrowthClass.Cubic, [5, 10, 20, 40, 80, 160], n => (long)n * n * n + 20L * n * n, "n³ + 20·n²: the square is a lower term.");

    [Fact]
    public void All_subsets_are_exponential() => Require(GrowthClass.Exponential, [.. Enumerable.Range(5, 16)], n => (1L << n) + 7, "2ⁿ + 7: each further element doubles the cost.");

    [Fact]
    public void Constants_rule_only_small_sizes() => Require(GrowthClass.Linear, Powers(1, 20), n => 2000 + 3L * n, "2,000 + 3·n. Below n = 700 the constant is the larger part, and says nothing about growth: judge by the larger half of the sizes.");

    [Fact]
    public void The_exponent_is_that_of_the_larger_half() =>
        Expect.Close(1, Subject.Classify(Powers(1, 20), [.. Powers(1, 20).Select(n => n < 1 << 10 ? 5000 : 7L * n)]).Exponent, because: "7·n from the middle on; before it, 5,000 each.", tolerance: 1e-9, part: "Exponent");

    [Fact]
    public void The_curve_decides_not_the_slope()
    {
        int[] n = Powers(10, 20);
        Require(GrowthClass.Linear, n, size => 9L * size, "9·n.");
        Require(GrowthClass.Linearithmic, n, size => (long)(2 * size * Math.Log2(size)), "2·n·log₂ n. Its slope over this range is 1.08, nearer to 1 than to anything else: only the whole curve tells it from n.");
    }

    [Fact]
    public void Noise_of_five_percent_does_no_harm()
    {
        (GrowthClass Growth, Func<double, double> Cost)[] all =
        [
            (GrowthClass.Constant, _ => 1000), (GrowthClass.Logarithmic, n => 1000 * Math.Log(n)), (GrowthClass.Linear, n => 20 * n), (GrowthClass.Linearithmic, n => 20 * n * Math.Log(n)),
            (GrowthClass.Quadratic, n => 3 * n * n), (GrowthClass.Cubic, n => n * n * n),
        ];
        int[] sizes = Powers(10, 20);
        for (ulong seed = 1; seed <= 4; seed++)
            foreach ((GrowthClass growth, Func<double, double> cost) in all)
            {
                var rng = new Rng(seed);
                Require(growth, sizes, n => (long)(cost(n) * (0.95 + 0.1 * rng.NextDouble())), "Each cost is up to 5 % off.");
            }
    }

    [Theory]
    [InlineData(2, 2, 1, 1, 1, "Merge sort: all log n levels cost n.")]
    [InlineData(3, 2, 1, 1.5849625007211563, 0, "Karatsuba: three products of half the length, and the leaves cost most: log₂ 3.")]
    [InlineData(7, 2, 2, 2.807354922057604, 0, "Strassen: log₂ 7.")]
    [InlineData(1, 2, 0, 0, 1, "Binary search: one part, constant work, log n levels.")]
    [InlineData(4, 2, 3, 3, 0, "The root costs n³, its four children together n³/2, and so on: the root level dominates.")]
    [InlineData(125, 5, 3, 3, 1, "5³ = 125, so all levels cost the same. In floating point log 125/log 5 is not exactly 3.")]
    [InlineData(2, 4, 0.5, 0.5, 1, "Two parts, a quarter each, and √n work: each level costs √n.")]
    [InlineData(1, 3, 2, 2, 0, "One part, n² work: n² + n²/9 + … is less than twice n².")]
    public void The_heaviest_level_decides(double a, double b, double d, double exponent, int logs, string because)
    {
        PowerLog answer = Subject.Master(a, b, d);
        Expect.Close(exponent, answer.Exponent, because: because, tolerance: 1e-9, part: "Exponent");
        Expect.Equal(logs, answer.Logs, because: because, part: "Logs");
    }

    [Fact]
    public void Costs_that_say_nothing_are_refused()
    {
        int[] n = [2, 4, 8, 16, 32, 64];
        Expect.That(Subject.Classify(n, [1, 1, 1, 1, 1, 1]) is { Class: GrowthClass.Constant }, "Constant", "another class", because: "Six sizes from 2 on are enough, and a cost of 1 is a cost.");
        Expect.Throws<ArgumentException>(() => Subject.Classify(n, [1, 2, 3, 4, 5]), because: "Six sizes, five costs.");
        Expect.Throws<ArgumentException>(() => Subject.Classify([2, 4, 8, 16, 32], [1, 2, 3, 4, 5]), because: "Five sizes fit nearly every curve; six are wanted.");
        Expect.Throws<ArgumentException>(() => Subject.Classify([1, 4, 8, 16, 32, 64], [1, 2, 3, 4, 5, 6]), because: "Sizes start at 2.");
        Expect.Throws<ArgumentException>(() => Subject.Classify([2, 4, 4, 16, 32, 64], [1, 2, 3, 4, 5, 6]), because: "Sizes rise: 4 comes twice.");
        Expect.Throws<ArgumentException>(() => Subject.Classify(n, [0, 2, 3, 4, 5, 6]), because: "A cost of 0 has no logarithm.");
        Expect.Throws<ArgumentException>(() => Subject.Classify(n, [1, 2, 3, 4, 5, 0]), because: "A cost of 0 has no logarithm.");
    }

    [Theory]
    [InlineData(0.5, 2, 1)]
    [InlineData(2, 1, 1)]
    [InlineData(2, 2, -0.1)]
    [InlineData(double.NaN, 2, 1)]
    public void Recurrences_that_never_end_are_refused(double a, double b, double d) =>
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Master(a, b, d), because: "There is at least one part, each is smaller than the whole, and the work does not fall.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You went by the slope alone: n·log n looks like n^1.1. Compare how little log cost − log f(n) varies, for each class f.", Reference with { Classify = BySlope }),
        new("You fitted the small sizes, too. There the constants dominate: leave the smaller half out.", Reference with { Classify = (n, cost) => n.Length < 6 ? Growth.Classify(n, cost) : OfAll(n, cost) }),
        new("The leaves do not always cost most. In (4, 2, 3) the root costs n³, more than all the rest: compare d with log_b a.", Reference with { Master = (a, b, d) => Growth.Master(a, b, d) is { Logs: 1 } tie ? tie : new(Math.Log(a) / Math.Log(b), 0) }),
        new("Where all levels cost the same, there are log n of them: the growth has a factor log n.", Reference with { Master = (a, b, d) => Growth.Master(a, b, d) with { Logs = 0 } }),
        new("You compared floating-point logarithms for equality: log 125/log 5 is 3.0000000000000004. Allow for rounding.", Reference with { Master = (a, b, d) => Growth.Master(a, b, d) is { Logs: 1 } && Math.Log(a) / Math.Log(b) != d ? new(Math.Max(d, Math.Log(a) / Math.Log(b)), 0) : Growth.Master(a, b, d) }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("the ratio of cost to f(n), its largest over its smallest; a compared with b to the power of d", new(ByRatio, (a, b, d) =>
        {
            if (!(a >= 1 && b > 1 && d >= 0)) throw new ArgumentOutOfRangeException(nameof(a));
            double ratio = a / Math.Pow(b, d);
            return ratio is > 0.999999999 and < 1.000000001 ? new(d, 1) : ratio < 1 ? new(d, 0) : new(Math.Log(a, b), 0);
        })),
        new("steps from one size to the next", new(BySteps, Growth.Master)),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "If the cost is a·f(n), what is the same number for every n? For a recurrence: what does level k of the tree cost?",
        "Take logarithms: log cost − log f(n) is log a, for all sizes. Compute it for the larger half of the sizes and for each of the seven f; the right one varies least. For T(n) = a·T(n/b) + n^d, level k costs n^d·(a/b^d)^k: does that fall, stay or rise?",
        "Check the input first. The variance of log cost − log f(n) is the measure, the smallest wins. log 2ⁿ is n·log 2. Exponent: Σ(x − mean)(y − mean)/Σ(x − mean)² of x = log n and y = log cost. Master: compare log a/log b with d, equal within 1e-9: then one log; else the larger of the two.",
    ];

    private static long MergeComparisons(int n)
    {
        long count = 0;
        int[] items = [.. Enumerable.Range(0, n)];
        new Rng(1).Shuffle(items);
        Sort(items);
        return count;

        int[] Sort(int[] part)
        {
            if (part.Length < 2) return part;
            int[] left = Sort(part[..(part.Length / 2)]), right = Sort(part[(part.Length / 2)..]), merged = new int[part.Length];
            for (int i = 0, j = 0; i + j < part.Length;)
            {
                bool takeLeft = j == right.Length || (i < left.Length && left[i] <= right[j]);
                if (i < left.Length && j < right.Length) count++;
                merged[i + j] = takeLeft ? left[i] : right[j];
                if (takeLeft) i++;
                else j++;
            }

            return merged;
        }
    }

    private static long InsertionComparisons(int n)
    {
        long count = 0;
        int[] items = [.. Enumerable.Range(0, n)];
        new Rng(1).Shuffle(items);
        for (int i = 1; i < n; i++)
            for (int j = i; j > 0; j--)
            {
                count++;
                if (items[j - 1] <= items[j]) break;
                (items[j - 1], items[j]) = (items[j], items[j - 1]);
            }

        return count;
    }

    private static double LogOf(GrowthClass growth, double n) => growth switch
    {
        GrowthClass.Constant => 0,
        GrowthClass.Logarithmic => Math.Log(Math.Log2(n)),
        GrowthClass.Linear => Math.Log(n),
        GrowthClass.Linearithmic => Math.Log(n * Math.Log2(n)),
        GrowthClass.Quadratic => Math.Log(n * n),
        GrowthClass.Cubic => Math.Log(n * n * n),
        _ => n * Math.Log(2),
    };

    private static GrowthFit BySlope(int[] n, long[] cost)
    {
        double slope = Growth.Classify(n, cost).Exponent;
        return new(slope > 4 ? GrowthClass.Exponential : slope > 2.5 ? GrowthClass.Cubic : slope > 1.5 ? GrowthClass.Quadratic : slope > 0.5 ? GrowthClass.Linear : slope > 0.05 ? GrowthClass.Logarithmic : GrowthClass.Constant, slope);
    }

    private static GrowthFit OfAll(int[] n, long[] cost)
    {
        Growth.Classify(n, cost);   // for its exceptions
        double[] x = [.. n.Select(size => Math.Log(size))], y = [.. cost.Select(count => Math.Log(count))];
        double Variation(double[] values) => values.Sum(value => Math.Pow(value - values.Average(), 2));
        GrowthClass nearest = Enum.GetValues<GrowthClass>().MinBy(growth => Variation([.. y.Zip(n, (log, size) => log - LogOf(growth, size))]));
        return new(nearest, x.Zip(y, (a, b) => (a - x.Average()) * (b - y.Average())).Sum() / Variation(x));
    }

    private static GrowthFit ByRatio(int[] n, long[] cost)
    {
        double exponent = Growth.Classify(n, cost).Exponent;
        int half = n.Length / 2;
        double Spread(GrowthClass growth)
        {
            double[] logs = [.. Enumerable.Range(half, n.Length - half).Select(i => Math.Log(cost[i]) - LogOf(growth, n[i]))];
            return logs.Max() - logs.Min();
        }

        return new(Enum.GetValues<GrowthClass>().OrderBy(Spread).First(), exponent);
    }

    private static GrowthFit BySteps(int[] n, long[] cost)
    {
        double exponent = Growth.Classify(n, cost).Exponent;
        int from = n.Length / 2, to = n.Length - 1;
        double Off(GrowthClass growth)
        {
            double mean = 0, sum = 0;
            for (int i = from; i <= to; i++) mean += (Math.Log(cost[i]) - LogOf(growth, n[i])) / (to - from + 1);
            for (int i = from; i <= to; i++) sum += Math.Abs(Math.Log(cost[i]) - LogOf(growth, n[i]) - mean);
            return sum;
        }

        return new(Enum.GetValues<GrowthClass>().MinBy(Off), exponent);
    }
}
