using Course;
using CsCheck;
using FromScratch.Data;
using FromScratch.Plotting;

namespace Autograders;

/// <summary>Exercise 8.10: numbers that a chart is drawn from.</summary>
[Exercise("8.10", "Honest charts", Difficulty = 3, Minutes = 45, Theory = "6. A plot maps data to marks")]
public sealed class HonestCharts : Exercise<HonestCharts, HonestCharts.Contract>
{
    public delegate double[] TickPlaces(double lo, double hi, int target);

    public delegate (double Low, double High) AxisOfBars(double[] heights);

    public delegate double[] BinEdges(double[] x);

    public delegate BoxStats BoxOfValues(double[] x);

    public delegate double[] DensityAt(double[] x, double[] at, double? bandwidth);

    public sealed record Contract(TickPlaces NiceTicks, AxisOfBars BarAxis, BinEdges Bins, BoxOfValues Box, DensityAt Kde);

    public static Verdict Check(TickPlaces niceTicks, AxisOfBars barAxis, BinEdges bins, BoxOfValues box, DensityAt kde) => Grade(new Contract(niceTicks, barAxis, bins, box, kde));

    protected override Contract Reference => new(AxisTicks.NiceTicks, AxisTicks.BarAxis, Binning.Bins, BoxPlot.Box, KernelDensity.Kde);

    [Theory]
    [InlineData(0, 10, 6, new[] { 0.0, 2, 4, 6, 8, 10 })]
    [InlineData(0, 100, 5, new[] { 0.0, 50, 100 })]
    [InlineData(0, 100, 6, new[] { 0.0, 20, 40, 60, 80, 100 })]
    [InlineData(3, 97, 6, new[] { 0.0, 20, 40, 60, 80, 100 })]
    [InlineData(-7, 7, 5, new[] { -10.0, -5, 0, 5, 10 })]
    [InlineData(0.1, 0.7, 7, new[] { 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7 })]
    [InlineData(1.3, 1.4, 3, new[] { 1.3, 1.35, 1.4 })]
    [InlineData(1200, 8800, 5, new[] { 0.0, 2000, 4000, 6000, 8000, 10000 })]
    [InlineData(0, 1, 2, new[] { 0.0, 1 })]
    [InlineData(0, 60, 11, new[] { 0.0, 10, 20, 30, 40, 50, 60 })]
    [InlineData(0.2, 0.8, 4, new[] { 0.2, 0.4, 0.6, 0.8 })]
    public void Ticks_are_1_2_or_5_times_a_power_of_ten(double lo, double hi, int target, double[] ticks) =>
        Expect.Close(ticks, Subject.NiceTicks(lo, hi, target), because: "The least of the steps 1, 2, 5 times a power of ten that is not below (hi − lo)/(target − 1); from the multiple at or below lo to the one at or above hi.", tolerance: 1e-9);

    [Fact]
    public void Ticks_print_as_they_are_meant()
    {
        Expect.SequenceEqual([0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1], Subject.NiceTicks(0, 1, 11), because: "0.30000000000000004 on an axis is a sum that was added up step by step, or 3 · 0.1. Divide whole numbers: 3/10 is the double that prints as 0.3.");
        Expect.SequenceEqual([-0.0006, -0.0004, -0.0002, 0, 0.0002], Subject.NiceTicks(-5e-4, 2e-4, 5), because: "Each tick is a whole number over a power of ten; and 0 is 0, not 5e-20.");
        Expect.SequenceEqual([0.0, 5e7, 1e8, 1.5e8], Subject.NiceTicks(1, 1.4e8, 4), because: "Large ones too.");
        Expect.SequenceEqual([0.0, 1e5, 2e5, 3e5, 4e5], Subject.NiceTicks(0, 4e5, 5), because: "Large ones are whole numbers times a power of ten: 1 / 0.00001 is 99999.99999999999.");
    }

    [Fact]
    public void Zero_has_no_sign() =>
        Expect.That(!Subject.NiceTicks(-3, 3, 4).Any(tick => tick == 0 && double.IsNegative(tick)), "a tick 0 without a sign", "-0", because: "0 times a negative step, or a rounded −0.1, is −0, and prints as -0 on the axis. Adding 0.0 makes it 0.");

    [Fact]
    public void Ticks_cover_the_range_and_are_not_too_many() => Property.Holds(
        Gen.Select(Gen.Int[-5000, 5000], Gen.Int[1, 9999], Gen.Int[-6, 6], Gen.Int[2, 12]), sample =>
        {
            double scale = Math.Pow(10, sample.Item3), lo = sample.Item1 * scale, hi = (sample.Item1 + sample.Item2) * scale;
            double[] ticks = Subject.NiceTicks(lo, hi, sample.Item4);
            Expect.That(ticks is { Length: >= 2 } && ticks.Length <= sample.Item4 + 2, $"2 to {sample.Item4 + 2} ticks", ticks, because: "About as many as were asked for.");
            double step = ticks[1] - ticks[0];
            Expect.That(ticks[0] <= lo + 1e-9 * step && ticks[^1] >= hi - 1e-9 * step, $"from {ValueText.Of(lo)} or below to {ValueText.Of(hi)} or above", ticks, because: "The ticks cover the range, so that no mark lies outside of them.");
            Expect.That(ticks[1] > lo && ticks[^2] < hi, "only one tick at or beyond each end", ticks, because: "A second tick beyond the data leaves empty space.");
        }, samples: 60);

    [Theory]
    [InlineData(5, 5)]
    [InlineData(5, 4)]
    [InlineData(0, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(-1.5e308, 1.5e308)]
    [InlineData(double.NaN, 1)]
    public void An_axis_has_a_length(double lo, double hi) => Expect.Throws<ArgumentException>(() => Subject.NiceTicks(lo, hi, 5), because: "A range needs a finite length above 0.");

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    public void An_axis_has_two_ticks(int target) => Expect.Throws<ArgumentException>(() => Subject.NiceTicks(0, 1, target), because: "One tick says nothing about the scale.");

    [Theory]
    [InlineData(new[] { 99.0, 101 }, 0, 101)]
    [InlineData(new[] { -4.0, -2 }, -4, 0)]
    [InlineData(new[] { -1.0, 5, 2 }, -1, 5)]
    [InlineData(new[] { 0.0 }, 0, 0)]
    public void The_axis_of_bars_has_0_in_it(double[] heights, double low, double high) =>
        Expect.Equal((low, high), Subject.BarAxis(heights), because: "A bar is read by its length: on an axis from 98 to 102 a bar of 101 is three times as long as one of 99, for 2 % more.");

    [Fact]
    public void Bars_have_heights()
    {
        Expect.Throws<ArgumentException>(() => Subject.BarAxis([]), because: "No bars.");
        Expect.Throws<ArgumentException>(() => Subject.BarAxis([1, double.NaN]), because: "NaN is no height.");
        Expect.Throws<ArgumentException>(() => Subject.BarAxis([double.PositiveInfinity, 2]), because: "∞ is no height that can be drawn.");
    }

    [Fact]
    public void Bins_are_two_quartile_ranges_over_the_cube_root_of_n_wide()
    {
        double[] x = [.. Enumerable.Range(0, 27).Select(i => (double)i)];   // IQR 13, width 2·13/3 = 8.67, range 26: 3 bins
        Expect.Close([0, 26 / 3.0, 52 / 3.0, 26], Subject.Bins(x), because: "0 to 26: the quartiles are 6.5 and 19.5, so the width is 2·13/∛27 = 8.67; 26 over that is 3 bins, 4 edges.");
double[] eight = [9, 1, 5, 2, 8, 4, 6, 3];   // sorted 1, 2, 3, 4, 5, 6, 8, 9
        Expect.Close([1, 11 / 3.0, 19 / 3.0, 9], Subject.Bins(eight), because: "Quartiles 2.75 and 6.5: the width is 2·3.75/∛8 = 3.75, the range 8 has 2.13 of them, rounded up to 3 bins. The values need not come sorted.");
        Expect.Close([0.01, 0.11 / 3, 0.19 / 3, 0.09], Subject.Bins([.. eight.Select(value => value / 100)]), because: "The same values in another unit: the same bins, a hundredth as wide.");
    }

    [Fact]
    public void The_first_and_last_edge_are_the_least_and_the_greatest_value() => Property.Holds(
        Gen.Select(Gen.Int[4, 40], Gen.Int[0, 1_000_000]), sample =>
        {
            var rng = new Rng((ulong)sample.Item2);
            double[] x = [.. Enumerable.Range(0, sample.Item1).Select(_ => rng.NextGaussian() * 3 + 0.1)];
            double[] edges = Subject.Bins(x);
            double[] expected = Binning.Bins(x);
            Expect.Close(expected, edges, because: "As many equal bins as the range has widths of 2·IQR/∛n, rounded up.");
            Expect.Equal(x.Max(), edges[^1], because: "The last edge is the greatest value exactly: an edge a rounding error below it would leave the value in no bin.");
            Expect.Equal(x.Min(), edges[0], because: "The first edge is the least value.");
        });

    [Fact]
    public void Where_the_middle_half_is_one_value_Sturges_counts_the_bins()
    {
        double[] x = [.. Enumerable.Repeat(5.0, 14), 1, 9];
        Expect.Close([1, 2.6, 4.2, 5.8, 7.4, 9], Subject.Bins(x), because: "Fourteen of sixteen values are 5: the quartile range is 0, and a width of 0 makes endless bins. ⌈log₂ 16⌉ + 1 = 5 bins instead.");
        Expect.Close([1, 2.6, 4.2, 5.8, 7.4, 9], Subject.Bins([.. Enumerable.Repeat(5.0, 8), 1, 9]), because: "Ten values: log₂ 10 is 3.32, rounded up 4, and one is 5 bins.");
        Expect.Close([1, 2.6, 4.2, 5.8, 7.4, 9], Subject.Bins([.. Enumerable.Repeat(5.0, 7), 1, 9]), because: "Nine values: log₂ 9 is 3.17, rounded up 4, and one is 5 bins.");
    }

    [Fact]
    public void One_value_alone_gets_one_bin() => Expect.Close([6.5, 7.5], Subject.Bins([7, 7, 7]), because: "No range: one bin of width 1 round the value.");

    [Fact]
    public void Values_are_there_and_finite()
    {
        Expect.Throws<ArgumentException>(() => Subject.Bins([]), because: "No values.");
        Expect.Throws<ArgumentException>(() => Subject.Bins([1, double.NaN, 2]), because: "NaN belongs into no bin.");
        Expect.Throws<ArgumentException>(() => Subject.Box([]), because: "No values.");
        Expect.Throws<ArgumentException>(() => Subject.Box([1, double.PositiveInfinity]), because: "∞ cannot be drawn.");
        Expect.Throws<ArgumentException>(() => Subject.Kde([], [0], 1), because: "No values.");
        Expect.Throws<ArgumentException>(() => Subject.Kde([3, 3], [0], null), because: "Two equal values have no spread to take a bandwidth from.");
        Expect.Throws<ArgumentException>(() => Subject.Kde([3], [0], null), because: "One value has no spread to take a bandwidth from.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Kde([3, 4], [0], 0), because: "A bandwidth is a width.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Kde([3, 4], [0], double.NaN), because: "NaN is no width.");
    }

    [Fact]
    public void Whiskers_end_at_data_points()
    {
        double[] x = [30, 3, 1, 2, 4, 5, 6, 7, 8, 9, -20, 11];
        // Sorted: −20, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 30. Places 2.75, 5.5, 8.25.
        BoxStats box = Subject.Box(x);
        Expect.Close([2.75, 5.5, 8.25], [box?.Q1 ?? double.NaN, box?.Median ?? double.NaN, box?.Q3 ?? double.NaN], because: "Quartiles at the places (n − 1)/4, (n − 1)/2 and 3(n − 1)/4 of the sorted values, counted from 0, between two values on the line that joins them.");
        Expect.Close([1.0, 11], [box!.Low, box.High], because: "The fences are 2.75 − 8.25 = −5.5 and 8.25 + 8.25 = 16.5. A whisker ends at the last value within: 1 and 11. Nothing lies at −5.5.");
        Expect.SequenceEqual([-20.0, 30], box.Outliers, because: "Beyond the fences, in ascending order.");
    }

    [Fact]
    public void A_value_at_the_fence_is_no_outlier()
    {
        BoxStats box = Subject.Box([0, 0, 4, 4, 10]);   // quartiles 0 and 4, fences −6 and 10
        Expect.Close([0.0, 10], [box?.Low ?? double.NaN, box?.High ?? double.NaN], because: "Quartiles 0 and 4, upper fence 4 + 1.5·4 = 10: the value 10 lies on it and belongs to the whisker.");
        Expect.SequenceEqual([], box!.Outliers, because: "Only what lies beyond a fence is drawn alone.");
        BoxStats below = Subject.Box([-6, 0, 0, 4, 4]);   // quartiles 0 and 4 again
        Expect.Close([-6.0, 4], [below?.Low ?? double.NaN, below?.High ?? double.NaN], because: "The lower fence is 0 − 1.5·4 = −6: the value −6 lies on it.");
        Expect.SequenceEqual([], below!.Outliers, because: "Only what lies beyond a fence is drawn alone.");
    }

    [Fact]
    public void The_fences_lie_one_and_a_half_quartile_ranges_outside()
    {
        BoxStats box = Subject.Box([10, 30, 12, 14, 16, 18]);   // quartiles 12.5 and 17.5, fences 5 and 25
        Expect.Close([10.0, 18], [box?.Low ?? double.NaN, box?.High ?? double.NaN], because: "Quartiles 12.5 and 17.5, 5 apart: the fences are 12.5 − 7.5 = 5 and 17.5 + 7.5 = 25. 10 and 18 are the last values within.");
        Expect.SequenceEqual([30.0], box!.Outliers, because: "30 lies beyond 25.");
    }

    [Fact]
    public void One_value_is_a_box_too()
    {
        BoxStats box = Subject.Box([7]);
        Expect.Close([7.0, 7, 7, 7, 7], [box?.Low ?? double.NaN, box?.Q1 ?? double.NaN, box?.Median ?? double.NaN, box?.Q3 ?? double.NaN, box?.High ?? double.NaN], because: "All five numbers are the one there is.");
    }

    [Fact]
    public void A_density_is_the_mean_of_bells()
    {
        Expect.Close([0.3989422804014327, 0.24197072451914337], Subject.Kde([0], [0, 1], 1), because: "One value, bandwidth 1: the standard normal density at 0 and 1.");
        Expect.Close([0.19947114020071635], Subject.Kde([5], [5], 2), because: "A bell twice as wide is half as high.");
        double bells = (Math.Exp(-0.5 * 9) + Math.Exp(-0.5)) / (2 * 0.5 * Math.Sqrt(2 * Math.PI));
        Expect.Close([bells], Subject.Kde([1, 3], [2.5], 0.5), because: "Two values: half of each bell, at 3 and at 1 bandwidths from the place.");
    }

    [Fact]
    public void Without_a_bandwidth_Silverman_s_is_taken()
    {
        double[] x = [1, 2, 3, 4, 5, 6, 7, 28];   // s = 8.72, IQR = 3.5 → 2.61: the quartiles win
        double h = 0.9 * (3.5 / 1.34) * Math.Pow(8, -0.2);
        Expect.Close(Subject.Kde(x, [0, 4, 28], h), Subject.Kde(x, [0, 4, 28], null), because: "0.9 · min(s, IQR/1.34) · n^(−1/5): one outlier makes s large, and the quartile range does not mind.");
        Expect.Close(Subject.Kde([1, 2, 3, 4, 5, 6, 7, 28], [0, 4, 28], h), Subject.Kde([28, 5, 1, 7, 2, 6, 3, 4], [0, 4, 28], null), because: "The same values in another order: sort before you look for quartiles.");
        double[] two = [1, 3];   // s = 1.41, IQR = 1 → 0.75
        Expect.Close(Subject.Kde(two, [1, 2.5], 0.9 / 1.34 * Math.Pow(2, -0.2)), Subject.Kde(two, [1, 2.5], null), because: "Two values have quartiles too: 1.5 and 2.5.");
        double[] even = [0, 0.1, 4, 7.9, 8];   // s = 3.98, IQR = 7.8 → 5.82: the standard deviation wins
        double s = Math.Sqrt(even.Sum(value => (value - 4) * (value - 4)) / 4);
        Expect.Close(Subject.Kde(even, [1, 4], 0.9 * s * Math.Pow(5, -0.2)), Subject.Kde(even, [1, 4], null), because: "Here s (over n − 1) is the smaller of the two.");
        double[] flat = [3, 3, 3, 3, 3, 3, 9];
        double spread = Math.Sqrt(flat.Sum(value => (value - flat.Average()) * (value - flat.Average())) / 6);
        Expect.Close(Subject.Kde(flat, [3], 0.9 * spread * Math.Pow(7, -0.2)), Subject.Kde(flat, [3], null), because: "Where the quartile range is 0 only s is left: a bandwidth of 0 has no bells.");
    }

    [Fact]
    public void A_density_integrates_to_1()
    {
        var rng = new Rng(11);
        double[] x = [.. Enumerable.Range(0, 50).Select(_ => rng.NextGaussian() * 2 + 3)];
        double[] at = [.. Enumerable.Range(0, 2001).Select(i => -20 + i * 0.025)];
        Expect.Close(1, Subject.Kde(x, at, null)?.Sum() * 0.025 ?? double.NaN, because: "A density has area 1: divide the sum of the bells by n·h.", tolerance: 1e-3);
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("0.30000000000000004: you added the step up. Compute each tick from a whole number, and divide by the power of ten.", Reference with { NiceTicks = (lo, hi, target) => { double[] right = AxisTicks.NiceTicks(lo, hi, target); double at = right[0], step = right[1] - right[0]; return Array.ConvertAll(right, _ => (at += step) - step); } }),
        new("A whisker ends at a data point: you drew it to the fence, where there may be none.", Reference with { Box = x => { BoxStats box = BoxPlot.Box(x); double reach = 1.5 * (box.Q3 - box.Q1); return box with { Low = box.Q1 - reach, High = box.Q3 + reach }; } }),
        new("A 2 % difference drawn as three times as much: the axis of a bar chart has 0 in it.", Reference with { BarAxis = heights => { AxisTicks.BarAxis(heights); double pad = 0.5 * (heights.Max() - heights.Min()); return (heights.Min() - pad, heights.Max() + pad); } }),
        new("The step came out as (hi − lo)/(target − 1) itself: nobody reads 0.7384. Round it up to 1, 2 or 5 times a power of ten.", Reference with { NiceTicks = (lo, hi, target) => { AxisTicks.NiceTicks(lo, hi, target); return [.. Enumerable.Range(0, target).Select(i => lo + (hi - lo) * i / (target - 1))]; } }),
        new("The area is not 1: divide the sum of the bells by n and by the bandwidth.", Reference with { Kde = (x, at, h) => Array.ConvertAll(KernelDensity.Kde(x, at, h), density => density * x.Length) }),
        new("You took the bin width of Sturges everywhere. Freedman and Diaconis look at the spread of the middle half: 2·IQR/∛n.", Reference with { Bins = x => { double[] right = Binning.Bins(x); int bins = (int)Math.Ceiling(Math.Log2(x.Length)) + 1; return right.Length == 2 && right[1] - right[0] == 1 ? right : [.. Enumerable.Range(0, bins + 1).Select(i => i == bins ? x.Max() : x.Min() + (x.Max() - x.Min()) * i / bins)]; } }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("decimal arithmetic for the ticks, loops for the rest", new(
            (lo, hi, target) =>
            {
                if (!(hi > lo) || double.IsInfinity(hi - lo) || target < 2) throw new ArgumentException("No axis.");
                double rough = (hi - lo) / (target - 1);
                int power = (int)Math.Floor(Math.Log10(rough));
                decimal ten = 1;
                for (int i = 0; i < Math.Abs(power); i++) ten *= 10;
                if (power < 0) ten = 1 / ten;
                decimal step = new[] { 1m, 2m, 5m, 10m }.Select(digit => digit * ten).First(step => (double)step >= rough * (1 - 1e-12));
                List<double> ticks = [];
                for (decimal n = Math.Floor((decimal)lo / step); ; n++)
                {
                    ticks.Add((double)(n * step) + 0.0);
                    if (n * step >= (decimal)hi) return [.. ticks];
                }
            },
            heights => heights.Length > 0 && heights.All(double.IsFinite) ? (heights.Append(0).Min(), heights.Append(0).Max()) : throw new ArgumentException("Heights."),
            x =>
            {
                if (x.Length == 0 || x.Any(value => !double.IsFinite(value))) throw new ArgumentException("Values.");
                double[] sorted = (double[])x.Clone();
                Array.Sort(sorted);
                double least = sorted[0], range = sorted[^1] - least;
                if (range == 0) return [least - 0.5, least + 0.5];
                double width = 2 * (At(sorted, 0.75) - At(sorted, 0.25)) / Math.Pow(x.Length, 1 / 3.0);
                int bins = width == 0 ? 1 + (int)Math.Ceiling(Math.Log(x.Length, 2)) : (int)Math.Ceiling(range / width - 1e-12);
                double[] edges = new double[bins + 1];
                for (int i = 0; i < bins; i++) edges[i] = least + i * (range / bins);
                edges[bins] = sorted[^1];
                return edges;
            },
            x =>
            {
                if (x.Length == 0 || x.Any(value => !double.IsFinite(value))) throw new ArgumentException("Values.");
                double[] sorted = [.. x.OrderBy(value => value)];
                double q1 = At(sorted, 0.25), q3 = At(sorted, 0.75), low = q1 - 1.5 * (q3 - q1), high = q3 + 1.5 * (q3 - q1);
                return new BoxStats(sorted.First(value => value >= low), q1, At(sorted, 0.5), q3, sorted.Last(value => value <= high), [.. sorted.Where(value => value < low), .. sorted.Where(value => value > high)]);
            },
            (x, at, bandwidth) =>
            {
                if (x.Length == 0) throw new ArgumentException("Values.");
                if (bandwidth is not null && !(bandwidth > 0)) throw new ArgumentOutOfRangeException(nameof(bandwidth));
                double[] sorted = [.. x.Order()];
                double mean = x.Sum() / x.Length, s = Math.Sqrt(x.Sum(value => Math.Pow(value - mean, 2)) / Math.Max(1, x.Length - 1)), r = (At(sorted, 0.75) - At(sorted, 0.25)) / 1.34;
                double h = bandwidth ?? 0.9 * (r == 0 ? s : Math.Min(s, r)) / Math.Pow(x.Length, 0.2);
                if (h == 0) throw new ArgumentException("No spread.");
                double[] density = new double[at.Length];
                for (int i = 0; i < at.Length; i++)
                    foreach (double value in x) density[i] += Math.Exp(-Math.Pow((at[i] - value) / h, 2) / 2) / (Math.Sqrt(2 * Math.PI) * h * x.Length);
                return density;
            })),
        new("ticks by the number of decimals, rounded", Reference with
        {
            NiceTicks = (lo, hi, target) =>
            {
                if (!(hi > lo) || double.IsInfinity(hi - lo) || target < 2) throw new ArgumentException("No axis.");
                double rough = (hi - lo) / (target - 1), step = Enumerable.Range(-20, 40).SelectMany(power => new[] { 1, 2, 5 }.Select(digit => digit * Math.Pow(10, power))).First(step => step >= rough * (1 - 1e-12));
                int decimals = Math.Clamp((int)Math.Ceiling(-Math.Log10(step)), 0, 15);
                int first = (int)Math.Floor(lo / step), last = (int)Math.Ceiling(hi / step);
                return [.. Enumerable.Range(first, last - first + 1).Select(n => Math.Round(n * step, decimals) + 0.0)];
            },
            Box = x => BoxPlot.Box([.. x.OrderDescending()]),
        }),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Ticks: which steps can you halve and double in your head? For the box: sort the values first; nearly everything is then a place in the sorted array.",
        "NiceTicks: rough = (hi − lo)/(target − 1), the power of ten below it, then the first of 1, 2, 5, 10 times it that is not below. A quantile of p is at place (n − 1)·p. Bins: the number is the range over the width, rounded up; the edges divide the range evenly. Kde: a sum of exp(−z²/2) over n·h·√(2π).",
        "Ticks from ⌊lo/step⌋ to ⌈hi/step⌉, each as a whole number times the digit, divided by a power of ten when the step is small. Bins: special cases first (one value; quartile range 0). Box: filter the sorted values by the fences, the first and last are the whiskers. Kde: bandwidth first, min(s, IQR/1.34) unless the quartile range is 0.",
    ];

    private static double At(double[] sorted, double p)
    {
        double place = p * (sorted.Length - 1);
        double share = place - Math.Floor(place);
        return sorted[(int)Math.Floor(place)] * (1 - share) + sorted[(int)Math.Ceiling(place)] * share;
    }
}
