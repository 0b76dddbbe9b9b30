using Course;
using CsCheck;
using FromScratch.Data;
using FromScratch.ResponsibleAi;

namespace Autograders;

/// <summary>Exercise 12.2: a gap that turns round when the departments are looked at.</summary>
[Exercise("12.2", "Simpson's paradox in published counts", Difficulty = 3, Minutes = 35, Theory = "4. Two cases, as tables")]
public sealed class SimpsonCheck : Exercise<SimpsonCheck, SimpsonCheck.Contract>
{
    public delegate double[] RatesOfTwo(Tally[] table);

    public delegate Reversal Detection(Tally[] table);

    public sealed record Contract(RatesOfTwo RawRates, RatesOfTwo Standardized, Detection Detect);

    public static Verdict Check(RatesOfTwo rawRates, RatesOfTwo standardized, Detection detect) => Grade(new Contract(rawRates, standardized, detect));

    protected override Contract Reference => new(Stratification.RawRates, Stratification.Standardized, Stratification.Detect);

    // Stratum x: f 8 of 10, m 27 of 40. Stratum y: f 12 of 60, m 1 of 10.
    private static readonly Tally[] _small = [new("m", "x", 27, 40), new("f", "x", 8, 10), new("f", "y", 12, 60), new("m", "y", 1, 10)];

    [Fact]
    public void The_raw_rates_by_hand() => Expect.Close([20 / 70.0, 28 / 50.0], Subject.RawRates(_small), because: "f: 8 + 12 of 10 + 60. m: 27 + 1 of 40 + 10. In order of the names, f first.");

    [Fact]
    public void The_standardised_rates_by_hand() =>
        Expect.Close([50 / 120.0 * 0.8 + 70 / 120.0 * 0.2, 50 / 120.0 * 0.675 + 70 / 120.0 * 0.1], Subject.Standardized(_small), because: "Stratum x has 50 of 120 people, y has 70: weight both groups' rates, 0.8 and 0.2 for f, 0.675 and 0.1 for m, with these shares.");

    [Fact]
    public void The_gap_turns_round()
    {
        Reversal reversal = Found(_small);
        Expect.Close(28 / 50.0 - 20 / 70.0, reversal.RawGap, because: "The second by name less the first: m less f.", tolerance: 1e-9, part: "RawGap");
        Expect.Close(50 / 120.0 * -0.125 + 70 / 120.0 * -0.1, reversal.AdjustedGap, because: "The same with standardised rates: in both strata f is admitted more often.", tolerance: 1e-9, part: "AdjustedGap");
        Expect.Equal(2, reversal.Against, because: "In both strata the gap has the other sign than over all.", part: "Against");
        Expect.Equal(true, reversal.Reversed, because: "One gap is positive, the other negative.", part: "Reversed");
    }

    [Fact]
    public void Berkeley_1973()
    {
        Tally[] table = PublishedCounts.Berkeley1973();
        Expect.Close([1198 / 2691.0, 557 / 1835.0], Subject.RawRates(table), because: "1,198 of 2,691 men and 557 of 1,835 women: 44.5 % and 30.4 %.");
        Expect.Close([0.3873, 0.4300], Subject.Standardized(table), because: "Department A has 933 of 4,526 applicants, and so on. Weight each department's rate by all its applicants.", tolerance: 2e-4);
        Reversal reversal = Found(table);
        Expect.Equal((4, true), (reversal.Against, reversal.Reversed), because: "In departments A, B, D and F women were admitted at a higher rate than men: against the raw gap in four of six.");
    }

    [Fact]
    public void A_gap_that_is_the_same_everywhere_does_not_turn()
    {
        Tally[] table = [new("f", "x", 10, 40), new("m", "x", 10, 20), new("f", "y", 20, 40), new("m", "y", 15, 20)];
        Reversal reversal = Found(table);
        Expect.Close(0.25, reversal.RawGap, because: "25 of 40 less 30 of 80.", tolerance: 1e-9, part: "RawGap");
        Expect.Close(0.25, reversal.AdjustedGap, because: "The groups spread alike over the strata: nothing to adjust.", tolerance: 1e-9, part: "AdjustedGap");
        Expect.Equal((0, false), (reversal.Against, reversal.Reversed), because: "m is ahead in both strata, and over all.");
    }

    [Fact]
    public void Without_a_gap_nothing_turns() =>
        Expect.Equal((0, false), (Found([new("f", "x", 3, 6), new("m", "x", 2, 4)]).Against, Found([new("f", "x", 3, 6), new("m", "x", 2, 4)]).Reversed), because: "Both gaps are 0, and 0 has no sign to turn.");

    [Fact]
    public void Equal_raw_rates_have_no_gap_to_turn()
    {
        Reversal reversal = Found([new("f", "x", 1, 4), new("m", "x", 2, 4), new("f", "y", 3, 4), new("m", "y", 2, 4)]);
        Expect.Equal((0, false), (reversal.Against, reversal.Reversed), because: "Both groups have 4 of 8. The strata have gaps, but the raw gap is 0, and 0 has no sign that another could be against.");
    }

    [Fact]
    public void A_gap_that_vanishes_has_not_turned()
    {
        Reversal reversal = Found([new("f", "x", 8, 10), new("m", "x", 4, 5), new("f", "y", 1, 5), new("m", "y", 2, 10)]);
        Expect.Close(-0.2, reversal.RawGap, because: "6 of 15 less 9 of 15.", tolerance: 1e-9, part: "RawGap");
        Expect.Equal((0, false), (reversal.Against, reversal.Reversed), because: "In each stratum the rates are equal: the raw gap is a matter of where they applied. It has gone, not turned round.");
    }

    [Fact]
    public void One_person_is_a_group_and_a_stratum()
    {
        Expect.Close([1, 0.5], Subject.Standardized([new("f", "x", 1, 1), new("m", "x", 1, 2)]), because: "One woman, admitted, and two men.");
        Expect.Close([0.5, 0], Subject.Standardized([new("f", "x", 1, 2), new("m", "x", 0, 1)]), because: "Two women, and one man, who was not admitted.");
    }

    [Fact]
    public void A_stratum_of_one_group_alone_is_left_out()
    {
        Tally[] table = [.. _small, new("m", "z", 30, 30), new("f", "w", 0, 50), new("f", "z", 0, 0)];
        Expect.Close([50 / 120.0 * 0.8 + 70 / 120.0 * 0.2, 50 / 120.0 * 0.675 + 70 / 120.0 * 0.1], Subject.Standardized(table), because: "Stratum z has only men, w only women: nothing to compare, and they do not count in the weights either.");
        Expect.Close([20 / 120.0, 58 / 80.0], Subject.RawRates(table), because: "The raw rates count everybody.");
        Expect.Equal(2, Found(table).Against, because: "Only strata with both groups have a gap.");
        Expect.Close([double.NaN, double.NaN], Subject.Standardized([new("f", "x", 1, 2), new("m", "y", 1, 2)]), because: "No stratum has both groups: nothing can be compared.");
    }

    [Fact]
    public void Cells_of_the_same_group_and_stratum_are_added_up() =>
        Expect.Close(Subject.Standardized(_small), Subject.Standardized([new("m", "x", 20, 25), new("m", "x", 7, 15), .. _small[1..]]), because: "20 of 25 and 7 of 15 are 27 of 40.");

    [Fact]
    public void Standardised_rates_lie_between_the_strata_and_equal_rates_stay() => Property.Holds(
        Gen.Select(Gen.Int[1, 30].Array[3], Gen.Int[1, 30].Array[3], Gen.Int[0, 4]), sample =>
        {
            (int[] women, int[] men, int fifths) = sample;
            Tally[] table = [.. women.SelectMany((n, s) => new Tally[] { new("f", $"s{s}", n * fifths, 5 * n), new("m", $"s{s}", men[s], 2 * men[s]) })];
            Expect.Close([fifths / 5.0, 0.5], Subject.Standardized(table), because: "Each group has the same rate in every stratum. The weights sum to 1, so it keeps that rate.");
        });

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Expect.Throws<ArgumentException>(() => Subject.RawRates([new("f", "x", 1, 2)]), because: "One group.");
        Expect.Throws<ArgumentException>(() => Subject.Standardized([new("f", "x", 1, 2), new("m", "x", 1, 2), new("n", "x", 1, 2)]), because: "Three groups.");
        Expect.Throws<ArgumentException>(() => Subject.RawRates([new("f", "x", 3, 2), new("m", "x", 1, 2)]), because: "Three of two.");
        Expect.Throws<ArgumentException>(() => Subject.RawRates([new("f", "x", -1, 2), new("m", "x", 1, 2)]), because: "Minus one of two.");
        Expect.Throws<ArgumentException>(() => Subject.RawRates([new("f", "x", 1, 2), new("m", "x", 0, 0)]), because: "Group m has nobody.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You averaged the departments' rates, each with the same weight. Weight them by their applicants: a department of 25 is no department of 900.", Reference with { Standardized = table => Weighted(table, (_, _) => 1), Detect = table => Gaps(table, (_, _) => 1) }),
        new("You weighted each group by its own applicants, which gives the raw rates back. Both groups need the same weights, those of everybody.", Reference with { Standardized = table => { double[] raw = Stratification.RawRates(table); double[] right = Stratification.Standardized(table); return double.IsNaN(right[0]) ? right : raw; }, Detect = table => { double[] raw = Stratification.RawRates(table); return Stratification.Detect(table) with { AdjustedGap = raw[1] - raw[0], Reversed = false }; } }),
        new("Reversed means opposite signs. You said so whenever the adjusted gap is smaller.", Reference with { Detect = table => Stratification.Detect(table) is var r ? r with { Reversed = Math.Abs(r.AdjustedGap) <= Math.Abs(r.RawGap) } : null! }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("loops over names", new(table => Weighted(table, null), table => Weighted(table, (f, m) => f + m), table => Gaps(table, (f, m) => f + m))),
        new("LINQ on groups", Reference with
        {
            RawRates = table =>
            {
                Stratification.RawRates(table);
                return [.. table.Where(cell => cell.Total > 0).GroupBy(cell => cell.Group).OrderBy(cells => cells.Key, StringComparer.Ordinal).Select(cells => cells.Sum(cell => cell.Positive) / (double)cells.Sum(cell => cell.Total))];
            },
        }),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Suppose the women of Berkeley had applied to the departments in the same shares as everybody. Which numbers stay as they are, and which change?",
        "Both groups keep their own rate in each department; both get the same weights, the department's share of all applicants, men and women together. What is left of the difference is no longer a difference of where they applied.",
        "Standardized: find the two names; for each stratum add up positives and totals of both groups; skip it if one total is 0; sum weight times rate, the weight being the stratum's people over the people of all strata that were not skipped. Detect: gaps from both functions; count the strata whose gap times the raw gap is negative.",
    ];

    private Reversal Found(Tally[] table) => Subject.Detect(table) ?? throw new ExpectationFailedException("a Reversal", "null", "Detect gives what it found.");

    private static double[] Weighted(Tally[] table, Func<double, double, double>? weight)
    {
        Stratification.RawRates(table);
        string[] names = [.. table.Where(cell => cell.Total > 0).Select(cell => cell.Group).Distinct().Order(StringComparer.Ordinal)];
        double[] top = new double[2], bottom = new double[2];
        foreach (string stratum in table.Select(cell => cell.Stratum).Distinct())
        {
            double Sum(int g, Func<Tally, int> what) => table.Where(cell => cell.Group == names[g] && cell.Stratum == stratum).Sum(what);
            double first = Sum(0, cell => cell.Total), second = Sum(1, cell => cell.Total);
            if (weight is not null && (first == 0 || second == 0)) continue;
            for (int g = 0; g < 2; g++)
            {
                double total = g == 0 ? first : second, w = weight?.Invoke(first, second) ?? total;
                if (total > 0) top[g] += w * Sum(g, cell => cell.Positive) / total;
                bottom[g] += w;
            }
        }

        return [top[0] / bottom[0], top[1] / bottom[1]];
    }

    private static Reversal Gaps(Tally[] table, Func<double, double, double> weight)
    {
        double[] raw = Stratification.RawRates(table), adjusted = Weighted(table, weight);
        double rawGap = raw[1] - raw[0], gap = adjusted[1] - adjusted[0];
        return new(rawGap, gap, Stratification.Detect(table).Against, Math.Sign(gap) * Math.Sign(rawGap) == -1);
    }
}
