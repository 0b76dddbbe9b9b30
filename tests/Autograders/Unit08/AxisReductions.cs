using Course;
using CsCheck;
using FromScratch.Arrays;

namespace Autograders;

/// <summary>Exercise 8.4: sums, means and places of the largest along an axis.</summary>
[Exercise("8.4", "Axis reductions", Difficulty = 3, Minutes = 35, Theory = "2. Broadcasting is stride 0")]
public sealed class AxisReductions : Exercise<AxisReductions, AxisReductions.Contract>
{
    public delegate View ReductionAlong(View v, int? axis, bool keepDims);

    public delegate View PlaceAlong(View v, int axis);

    public sealed record Contract(ReductionAlong SumAlong, ReductionAlong MeanAlong, PlaceAlong ArgMaxAlong);

    public static Verdict Check(ReductionAlong sumAlong, ReductionAlong meanAlong, PlaceAlong argMaxAlong) => Grade(new Contract(sumAlong, meanAlong, argMaxAlong));

    public static Comparison Compare(ReductionAlong sumAlong, ReductionAlong? library = null, string? libraryName = null)
    {
        View v = Windows.Counted(300, 400);
        return Compared(Part<ReductionAlong, View>("SumAlong", sumAlong, contract => contract.SumAlong, library, libraryName,
            ("all of 300 × 400", sum => sum(v, null, false)), ("axis 0 of 300 × 400", sum => sum(v, 0, false)), ("axis 1 of 300 × 400", sum => sum(v, 1, false))));
    }

    protected override Contract Reference => new(AxisReduction.SumAlong, AxisReduction.MeanAlong, AxisReduction.ArgMaxAlong);

    [Theory]
    [InlineData(0, new[] { 12.0, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 34 })]
    [InlineData(1, new[] { 12.0, 15, 18, 21, 48, 51, 54, 57 })]
    [InlineData(2, new[] { 6.0, 22, 38, 54, 70, 86 })]
    [InlineData(-1, new[] { 6.0, 22, 38, 54, 70, 86 })]
    [InlineData(-3, new[] { 12.0, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 34 })]
    public void The_axis_you_name_is_the_one_that_disappears(int axis, double[] sums)
    {
        int[] left = [.. new[] { 2, 3, 4 }.Where((_, k) => k != (axis + 3) % 3)];
        Windows.Hold(left, sums, Subject.SumAlong(Windows.Counted(2, 3, 4), axis, false), because: $"The numbers 0 to 23 in shape (2, 3, 4): axis {axis} is summed away, the others stay.");
        int[] kept = [.. new[] { 2, 3, 4 }.Select((size, k) => k == (axis + 3) % 3 ? 1 : size)];
        Windows.Hold(kept, sums, Subject.SumAlong(Windows.Counted(2, 3, 4), axis, true), because: $"With keepDims axis {axis} stays, with one entry.");
    }

    [Fact]
    public void Without_an_axis_everything_is_summed()
    {
        Windows.Hold([], [276], Subject.SumAlong(Windows.Counted(2, 3, 4), null, false), because: "0 + 1 + … + 23 = 276, a single number: shape ().");
        Windows.Hold([1, 1, 1], [276], Subject.SumAlong(Windows.Counted(2, 3, 4), null, true), because: "With keepDims all three axes stay, with one entry each.");
        Windows.Hold([], [5], Subject.SumAlong(View.Of([5], []), null, true), because: "A single number is its own sum.");
    }

    [Fact]
    public void Rows_are_averaged_down_with_axis_0()
    {
        Windows.Hold([3], [4.5, 5.5, 6.5], Subject.MeanAlong(Windows.Counted(4, 3), 0, false), because: "axis 0 removes the rows: of (4, 3) three means are left, one a column.");
        Windows.Hold([4], [1, 4, 7, 10], Subject.MeanAlong(Windows.Counted(4, 3), 1, false), because: "axis 1 removes the columns: four means, one a row.");
        Windows.Hold([4, 1], [1, 4, 7, 10], Subject.MeanAlong(Windows.Counted(4, 3), -1, true), because: "keepDims leaves (4, 1).");
        Windows.Hold([], [5.5], Subject.MeanAlong(Windows.Counted(4, 3), null, false), because: "The mean of 0 to 11.");
        Windows.Hold([1, 1], [5.5], Subject.MeanAlong(Windows.Counted(4, 3), null, true), because: "The mean of 0 to 11, both axes kept.");
    }

    [Fact]
    public void Strides_are_followed_not_the_buffer()
    {
        View part = Slicing.Transposed(Slicing.Sliced(Windows.Counted(3, 4), Slice.Parse("::-2, 1:3")), [1, 0]);   // [[9, 1], [10, 2]]
        Windows.Hold([2], [19, 3], Subject.SumAlong(part, 0, false), because: "The view is [[9, 1], [10, 2]]: a part of the buffer, backwards and transposed.");
        Windows.Hold([2], [10, 12], Subject.SumAlong(part, 1, false), because: "The view is [[9, 1], [10, 2]].");
        Windows.Hold([], [22], Subject.SumAlong(part, null, false), because: "Only the four entries of the view count.");
        Windows.Hold([2], [1, 1], Subject.ArgMaxAlong(part, 0) with { }, because: "Down the columns 9, 10 and 1, 2 the second is larger.");
        Windows.Hold([3], [15, 15, 15], Subject.SumAlong(StretchedViews.BroadcastTo(Windows.Counted(1, 6), [3, 6]), 1, false), because: "A repeated axis has stride 0.");
    }

    [Fact]
    public void A_mean_with_keepDims_centres_the_columns() => Property.Holds(
        Gen.Select(Gen.Int[2, 5], Gen.Int[1, 4]).SelectMany((n, m) => Draw.Vector(n * m).Select(entries => View.Of(entries, n, m))), v =>
        {
            View mean = Subject.MeanAlong(v, 0, true);
            Windows.Hold([1, v.Shape[1]], [.. Enumerable.Range(0, v.Shape[1]).Select(j => Enumerable.Range(0, v.Shape[0]).Sum(i => v[i, j]) / v.Shape[0])], mean, because: "x − mean(x, axis: 0, keepDims: true) broadcasts and has columns of mean 0.", tolerance: 1e-12);
        });

    [Fact]
    public void A_million_tenths_are_a_hundred_thousand()
    {
        View tenths = View.Of([.. Enumerable.Repeat(0.1, 1_000_000)]);
        double sum = Subject.SumAlong(tenths, null, false)?[[]] ?? double.NaN;
        Expect.That(Math.Abs(sum - 100_000) < 1e-8, "100000, to 8 decimals", sum, because: "Added one after the other, each of a million additions rounds to the size of the sum so far, and the errors add up to 1e-6. Sum halves and add them, or carry the rounding error along.");
        View long2 = StretchedViews.BroadcastTo(View.Of([0.1], 1, 1), [1_000_000, 2]);
        Expect.Close([100_000.0, 100_000], Subject.SumAlong(long2, 0, false)?.ToArray(), because: "The same along an axis.", tolerance: 1e-13);
        Expect.Close(0.1, Subject.MeanAlong(long2, null, false)?[[]] ?? double.NaN, because: "A mean is a sum, divided: it needs the same care.", tolerance: 1e-14);
    }

    [Fact]
    public void Nothing_sums_to_zero()
    {
        Windows.Hold([3], [0, 0, 0], Subject.SumAlong(Windows.Counted(0, 3), 0, false), because: "No rows: each of three columns sums to 0, which is where every sum starts.");
        Windows.Hold([0], [], Subject.SumAlong(Windows.Counted(0, 3), 1, false), because: "No rows: no row sums.");
        Windows.Hold([], [0], Subject.SumAlong(Windows.Counted(0, 3), null, false), because: "The sum of nothing.");
        Windows.Hold([2], [double.NaN, double.NaN], Subject.MeanAlong(Windows.Counted(0, 2), 0, false), because: "The mean of nothing is 0/0: NaN, not 0 and not an exception.");
        Windows.Hold([], [double.NaN], Subject.MeanAlong(Windows.Counted(0), null, false), because: "The mean of nothing is NaN.");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-3)]
    [InlineData(5)]
    public void There_must_be_such_an_axis(int axis)
    {
        View v = Windows.Counted(3, 4);
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.SumAlong(v, axis, false), because: "Shape (3, 4) has the axes 0 and 1, or −2 and −1.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.MeanAlong(v, axis, true), because: "Shape (3, 4) has the axes 0 and 1, or −2 and −1.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.ArgMaxAlong(v, axis), because: "Shape (3, 4) has the axes 0 and 1, or −2 and −1.");
    }

    [Fact]
    public void A_single_number_has_no_axis() => Expect.Throws<ArgumentOutOfRangeException>(() => Subject.SumAlong(View.Of([5], []), 0, false), because: "Shape () has no axis 0.");

    [Fact]
    public void The_place_of_the_largest_is_counted_along_the_axis()
    {
        View v = View.Of([3, 9, 2, 7, 1, 8], 2, 3);
        Windows.Hold([2], [1, 2], Subject.ArgMaxAlong(v, 1), because: "Rows (3, 9, 2) and (7, 1, 8): places 1 and 2.");
        Windows.Hold([3], [1, 0, 1], Subject.ArgMaxAlong(v, 0), because: "Columns (3, 7), (9, 1), (2, 8): places 1, 0, 1.");
        Windows.Hold([2], [1, 2], Subject.ArgMaxAlong(v, -1), because: "−1 is the last axis.");
        Windows.Hold([2], [0, 0], Subject.ArgMaxAlong(View.Of([-5, -7, -1, -2], 2, 2), 1), because: "Where all are negative the largest is the one nearest to 0: do not start from 0.");
    }

    [Fact]
    public void The_first_of_equals_wins() => Windows.Hold([2], [1, 0], Subject.ArgMaxAlong(View.Of([1, 5, 5, 4, 4, 4], 2, 3), 1), because: "(1, 5, 5): the first 5 is at place 1; (4, 4, 4): place 0.");

    [Fact]
    public void NaN_must_win()
    {
        Windows.Hold([3], [1, 0, 2], Subject.ArgMaxAlong(View.Of([1, double.NaN, 3, double.NaN, 9, 9, 1, 2, double.NaN], 3, 3), 1), because: "A NaN among the numbers means that the largest is not known. Comparing with > passes over it in silence; NumPy answers with its place.");
        Windows.Hold([1], [1], Subject.ArgMaxAlong(View.Of([double.PositiveInfinity, double.NaN, double.NaN], 1, 3), 1), because: "The first NaN, though an infinity stands before it.");
        Windows.Hold([1], [0], Subject.ArgMaxAlong(View.Of([double.NaN, 5, double.NaN], 1, 3), 1), because: "Of two NaN the first, also where it is the first of all.");
    }

    [Fact]
    public void Nothing_has_no_largest()
    {
        Expect.Throws<InvalidOperationException>(() => Subject.ArgMaxAlong(Windows.Counted(0, 3), 0), because: "Three columns without entries: no place to name.");
        Expect.Throws<InvalidOperationException>(() => Subject.ArgMaxAlong(Windows.Counted(2, 0), -1), because: "Two rows without entries: no place to name.");
        Windows.Hold([0], [], Subject.ArgMaxAlong(Windows.Counted(0, 3), 1), because: "No rows at all: no answer is asked for, so none is missing.");
    }

    [Fact]
    public void Any_view_is_summed_as_loops_would() => Property.Holds(
        Gen.Select(Windows.Any, Gen.Int[0, 2]), sample =>
        {
            (View v, int drawn) = sample;
            int axis = drawn % v.Shape.Length;
            int[] left = [.. v.Shape.Where((_, k) => k != axis)];
            double[] sums = new double[StrideRule.Count(left)];
            foreach ((int[] index, double value) in Entries(v))
            {
                int place = 0;
                for (int k = 0; k < index.Length; k++)
                    if (k != axis) place = place * v.Shape[k] + index[k];
                sums[place] += value;
            }

            Windows.Hold(left, sums, Subject.SumAlong(v, axis, false), because: $"Shape {ValueText.Of(v.Shape)}, strides {ValueText.Of(v.Strides)}, axis {axis}: the sums of loops over all entries.");
        }, samples: 60);

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You took axis for the one that stays. axis: 0 of (4, 3) removes the rows: the result has 3 entries, one a column.", Reference with
        {
            SumAlong = (v, axis, keep) => axis is { } one && v.Shape.Length == 2 && one is >= -2 and < 2 ? AxisReduction.SumAlong(v, one >= 0 ? 1 - one : -3 - one, keep) : AxisReduction.SumAlong(v, axis, keep),
            MeanAlong = (v, axis, keep) => axis is { } one && v.Shape.Length == 2 && one is >= -2 and < 2 ? AxisReduction.MeanAlong(v, one >= 0 ? 1 - one : -3 - one, keep) : AxisReduction.MeanAlong(v, axis, keep),
        }),
        new("NaN must win: every comparison with NaN is false, so yours passes over it, and a broken column looks healthy.", Reference with
        {
            ArgMaxAlong = (v, axis) => { View right = AxisReduction.ArgMaxAlong(v, axis); return v.Buffer.Any(double.IsNaN) ? AxisReduction.ArgMaxAlong(View.Of(Array.ConvertAll(v.ToArray(), x => double.IsNaN(x) ? double.NegativeInfinity : x), v.Shape), axis) : right; },
        }),
        new("Added one after the other, a million tenths are off by 1e-6. Sum halves and add them (pairwise), or carry the rounding error along (Kahan).", Reference with
        {
            SumAlong = (v, axis, keep) => axis is null ? View.Of([v.ToArray().Aggregate(0.0, (sum, x) => sum + x)], keep ? [.. v.Shape.Select(_ => 1)] : []) : AxisReduction.SumAlong(v, axis, keep),
        }),
        new("keepDims keeps the axis with one entry: without it the mean of rows, (4), does not broadcast against (4, 3).", Reference with
        {
            SumAlong = (v, axis, _) => AxisReduction.SumAlong(v, axis, false),
            MeanAlong = (v, axis, _) => AxisReduction.MeanAlong(v, axis, false),
        }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("the axis moved to the end, Kahan's sum", new(
            (v, axis, keep) => MovedToEnd(v, axis, keep, lane => Kahan(lane)),
            (v, axis, keep) => MovedToEnd(v, axis, keep, lane => lane.Length == 0 ? double.NaN : Kahan(lane) / lane.Length),
            (v, axis) => MovedToEnd(v, axis, false, lane => lane.Length == 0 ? throw new InvalidOperationException("None.") : lane.Any(double.IsNaN) ? Array.FindIndex(lane, double.IsNaN) : Array.IndexOf(lane, lane.Max()), requireEntries: true))),
        new("one pass over all entries, into one sum and one correction an index", new(
            (v, axis, keep) => OnePass(v, axis, keep, mean: false),
            (v, axis, keep) => OnePass(v, axis, keep, mean: true),
            AxisReduction.ArgMaxAlong)),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Take the numbers 0 to 11 in shape (4, 3). Summing along axis 0: how many sums come out, and which entries go into the first? Where do they lie in the buffer?",
        "Along an axis the entries of one sum lie evenly spaced: start, start + stride, start + 2·stride. The starts are the addresses of a view in which that axis has one entry. For exact sums add halves: sum(left) + sum(right), down to a few numbers.",
        "Check the axis (negative: add the rank) before anything else. Make the view of starts; for each, copy its lane into an array and reduce it; the results in order, under the shape with the axis removed, or 1 with keepDims. Without an axis: one lane of all entries. ArgMax: return the first NaN, else the first largest.",
    ];

    private static IEnumerable<(int[] Index, double Value)> Entries(View v)
    {
        double[] entries = v.ToArray();
        for (int n = 0; n < entries.Length; n++)
        {
            int[] index = new int[v.Shape.Length];
            int rest = n;
            for (int axis = index.Length - 1; axis >= 0; rest /= v.Shape[axis--]) index[axis] = rest % v.Shape[axis];
            yield return (index, entries[n]);
        }
    }

    private static double Kahan(double[] x)
    {
        double sum = 0, lost = 0;
        foreach (double entry in x)
        {
            double exact = entry - lost, next = sum + exact;
            lost = next - sum - exact;
            sum = next;
        }

        return sum;
    }

    private static View MovedToEnd(View v, int? axis, bool keep, Func<double[], double> reduce, bool requireEntries = false)
    {
        int rank = v.Shape.Length;
        if (axis is null) return View.Of([reduce(v.ToArray())], [.. v.Shape.Where(_ => keep).Select(_ => 1)]);
        int k = axis.Value < 0 ? axis.Value + rank : axis.Value;
        if (k < 0 || k >= rank) throw new ArgumentOutOfRangeException(nameof(axis));
        if (requireEntries && v.Shape[k] == 0) throw new InvalidOperationException("None.");
        int[] others = [.. Enumerable.Range(0, rank).Where(other => other != k)], left = [.. others.Select(other => v.Shape[other])];
        double[] entries = Slicing.Transposed(v, [.. others, k]).ToArray();
        double[] reduced = [.. Enumerable.Range(0, StrideRule.Count(left)).Select(lane => reduce(entries[(lane * v.Shape[k])..((lane + 1) * v.Shape[k])]))];
        return View.Of(reduced, keep ? [.. v.Shape.Select((size, other) => other == k ? 1 : size)] : left);
    }

    private static View OnePass(View v, int? axis, bool keep, bool mean)
    {
        int rank = v.Shape.Length;
        int? k = axis < 0 ? axis + rank : axis;
        if (k < 0 || k >= rank) throw new ArgumentOutOfRangeException(nameof(axis));
        int[] kept = [.. v.Shape.Select((size, other) => k is null || other == k ? 1 : size)], steps = StrideRule.RowMajorStrides(kept);
        double[] sums = new double[StrideRule.Count(kept)], lost = new double[sums.Length];
        foreach ((int[] index, double value) in Entries(v))
        {
            int at = 0;
            for (int other = 0; other < rank; other++) at += k is null || other == k ? 0 : index[other] * steps[other];
            double exact = value - lost[at], next = sums[at] + exact;
            (lost[at], sums[at]) = (next - sums[at] - exact, next);
        }

        int count = k is { } one ? v.Shape[one] : StrideRule.Count(v.Shape);
        if (mean) sums = Array.ConvertAll(sums, sum => sum / count);
        return View.Of(sums, keep ? kept : k is null ? [] : [.. v.Shape.Where((_, other) => other != k)]);
    }
}
