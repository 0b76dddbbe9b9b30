using Course;
using CsCheck;
using FromScratch.Data;
using FromScratch.Statistics;

namespace Autograders;

/// <summary>Exercise 7.1: mean, standard deviation and lag-1 correlation of a stream, and of streams that are merged.</summary>
[Exercise("7.1", "Stable moments", Difficulty = 3, Minutes = 40, Core = true, Theory = "7. Numerical accuracy is part of statistics")]
public sealed class StableMoments : Exercise<StableMoments, StableMoments.Contract>
{
    public delegate MomentSummary OfStream(double[] x);

    public delegate MomentSummary OfParts(double[][] parts, double[] more);

    public delegate MomentSummary OfGiven(double[] kept, double[] given);

    public delegate MomentSummary OfTwice(double[] x);

    [Stateful]
    public delegate object ObjectAfter(double[] x);

    /// <param name="Added">A new object, to which the values are added.</param>
    /// <param name="Merged">A new object, into which one object a part is merged, and to which more is added then.</param>
    /// <param name="GivenAway">The object of the given values, after it was merged into the one of the kept values, and that went on.</param>
    /// <param name="MergedWithItself">An object that was merged into itself.</param>
    /// <param name="Made">The object itself.</param>
    public sealed record Contract(OfStream Added, OfParts Merged, OfGiven GivenAway, OfTwice MergedWithItself, ObjectAfter Made);

    /// <summary>Checks your class.</summary>
    /// <param name="make">How to make an object that has seen nothing: <c>() => new Moments()</c>.</param>
    public static Verdict Check<T>(Func<T> make)
        where T : IMoments<T> => Grade(Around(make));

    /// <summary>Holds the standard deviation by your class against the reference's and a library's.</summary>
    public static Comparison Compare<T>(Func<T> make, OfStream library)
        where T : IMoments<T> => Compared(
        Part("Mean, deviation and lag-1 of a stream", Around(make).Added, contract => contract.Added, library, "MathNet", (1_000, f => f(Samples07.Normals[..1_000]).StdDev), (100_000, f => f(Samples07.Normals).StdDev)));

    protected override Contract Reference => Around(() => new RunningMoments()) with { Added = RunningMoments.OfStream, Merged = RunningMoments.OfParts };

    [Fact]
    public void Three_values_around_ten_million() =>
        Is(10_000_002, 1, -0.5, Subject.Added([10_000_001, 10_000_003, 10_000_002]), "Distances −1, 1, 0 from the mean: √(2/2) is 1, and the neighbours' products −1·1 + 1·0 are −1, over 2. (NIST's set NumAcc1.)");

    [Fact]
    public void Six_values_by_hand() =>
        Is(5, Math.Sqrt(28 / 5.0), 8 / 28.0, Subject.Added([2, 4, 4, 5, 9, 6]), "Distances −3, −1, −1, 0, 4, 1: squares 28, over n − 1 = 5. Neighbours' products 3 + 1 + 0 + 0 + 4 = 8, over 28.");

    [Theory]
    [InlineData(0.4, 1, 2, 3, 4, 5)]
    [InlineData(-0.7, 1, 5, 2, 4, 3)]
    [InlineData(-0.3, 3, 1, 5, 4, 2)]
    public void The_order_decides_the_lag_1_correlation(double lag1, double a, double b, double c, double d, double e) =>
        Is(3, Math.Sqrt(2.5), lag1, Subject.Added([a, b, c, d, e]), "The same five values: mean and deviation do not know the order. Multiply each distance with the next one in time; the squares sum to 10.");

    [Fact]
    public void A_deviation_of_a_tenth_around_ten_million()
    {
        CertifiedSample certified = NistStat.NumAcc(4);
        Is(certified.Mean, certified.StdDev, certified.Lag1, Subject.Added(certified.X), "NIST's set NumAcc4, 1,001 values. Eight digits of the deviation are to be had from what double keeps of the data; seven are asked. Σx² − n·mean² has none: take distances from the mean so far.", 1e-7);
    }

    [Fact]
    public void A_deviation_of_a_tenth_around_one()
    {
        CertifiedSample certified = NistStat.NumAcc(2);
        Is(certified.Mean, certified.StdDev, certified.Lag1, Subject.Added(certified.X), "NIST's set NumAcc2: 1.2, then 1.1 and 1.3 in turn, 1,001 values.", 1e-11);
    }

    [Fact]
    public void Merged_parts_keep_their_digits_too()
    {
        CertifiedSample certified = NistStat.NumAcc(4);
        Is(certified.Mean, certified.StdDev, certified.Lag1, Subject.Merged([certified.X[..300], certified.X[300..301], certified.X[301..]], []), "NIST's set NumAcc4 in parts of 300, 1 and 700. Use the distance between the two means, not the squares of the means.", 1e-7);
    }

    [Fact]
    public void Parts_count_by_their_size() =>
        Is(3.5, Math.Sqrt(3.5), 8.75 / 17.5, Subject.Merged([[1], [2, 3, 4, 5, 6]], []), "Means 1 and 4, of one and of five values: together 21/6. The mean of the means would be 2.5.");

    [Fact]
    public void The_distance_between_the_parts_is_spread_too() =>
        Is(4, Math.Sqrt(120 / 4.0), (16 + 16 - 24 + 36) / 120.0, Subject.Merged([[0, 0, 0], [10, 10]], []), "Within the parts nothing varies. The means 0 and 10 lie 4 and 6 from the common one: 3·16 + 2·36 = 120, which is gap²·n₁n₂/n as well.");

    [Fact]
    public void Neighbours_meet_at_the_joint() =>
        Is(4, Math.Sqrt(54 / 3.0), (-5 * 3 + 3 * 4 - 4 * 2) / 54.0, Subject.Merged([[-1, 7], [8, 2]], []), "The last value of the first part and the first of the second are neighbours in time: 3·4 belongs into the sum.");

    [Fact]
    public void After_a_merge_it_goes_on() => Property.Holds(
        Gen.Select(Draw.Vector(4), Draw.Vector(3), Draw.Direction(3)), sample =>
        {
            (double[] a, double[] b, double[] more) = sample;
            Is(Truth([.. a, .. b, .. more]), Subject.Merged([a, b], more), "A merged object takes in more values like any other.");
        });

    [Fact]
    public void Any_parts_make_the_whole() => Property.Holds(
        Gen.Select(Draw.Direction(9), Gen.Int[0, 9], Gen.Int[0, 9]), sample =>
        {
            (double[] x, int i, int j) = sample;
            (i, j) = (Math.Min(i, j), Math.Max(i, j));
            Is(Truth(x), Subject.Merged([x[..i], x[i..j], x[j..]], []), "Merging the parts of a stream gives what the whole stream gives, wherever it is cut; a part may be empty.");
        });

    [Fact]
    public void Any_stream_is_as_by_two_passes() => Property.Holds(
        Gen.Select(Draw.Direction(7), Draw.OneOf(0, 1000, -1e6)), sample =>
        {
            double[] x = Array.ConvertAll(sample.Item1, value => value + sample.Item2);
            Is(Truth(x), Subject.Added(x), "Mean, squared distances over n − 1, and neighbours' products of distances over the squares.", 1e-9);
        });

    [Fact]
    public void Of_no_value_nothing_is_known() => Is(double.NaN, double.NaN, double.NaN, Subject.Added([]), "No value has no mean: 0 would be an answer.");

    [Fact]
    public void Of_one_value_the_spread_is_not_known() => Is(-7, double.NaN, double.NaN, Subject.Added([-7]), "Nothing to compare it with: 0/0, not 0.");

    [Fact]
    public void Values_that_are_alike_have_no_spread_and_no_correlation() => Is(2.5, 0, double.NaN, Subject.Added([2.5, 2.5, 2.5]), "All distances are 0. The correlation is 0/0.");

    [Fact]
    public void Parts_without_a_value_change_nothing()
    {
        Is(2, 1, 0, Subject.Merged([[], [1, 2, 3], [], []], []), "An empty stream before or after adds no value.");
        Is(double.NaN, double.NaN, double.NaN, Subject.Merged([[], []], []), "Nothing and nothing is nothing.");
        Is(6, double.NaN, double.NaN, Subject.Merged([[], []], [6]), "One value in all.");
    }

    [Fact]
    public void What_is_merged_in_stays_as_it_was() =>
        Is(2, Math.Sqrt(3), -1 / 6.0, Subject.GivenAway([5, 9, 9, 9], [1, 1, 4]), "other belongs to somebody else: read it, and do not write to it, nor keep it.");

    [Fact]
    public void An_object_merges_with_itself() =>
        Is(Truth([1, 2, 6, 1, 2, 6]), Subject.MergedWithItself([1, 2, 6]), "m.Merge(m) is the stream twice. If you write to a field before you have read all of other's, other has changed on the way.");

    [Fact]
    public void It_does_not_keep_the_stream() =>
        Expect.HoldsAtMost(100, Subject.Made([.. Enumerable.Range(0, 4000).Select(i => Math.Sin(i))]), because: "4,000 values went by. A stream has no end, the memory has: a handful of numbers is enough.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("On NIST's set NumAcc4 this formula gives a variance of −2.0; the truth is 0.01. Σx² and n·mean² agree in all the digits that double has: keep squared distances from the mean so far instead.", Around(() => new PowerSums(0))),
        new("A mean of means forgets how many values stand behind each. Weight by counts, and add the between part: gap²·n₁n₂/n.", Around(() => new Written { WeightsAlike = true })),
        new("You divide by n. For three values with distances −1, 1, 0 that gives 0.816 instead of 1: the mean was fitted to the same values, so divide by n − 1.", Around(() => new Written { Less = 0 })),
        new("The products of neighbours stop at the joint of two parts: keep the first and the last value, and add their product when you merge.", Around(() => new Written { LeavesJointOpen = true })),
        new("You keep the whole stream. Its length is not known, and the memory ends before it does.", Around(() => new Everything())),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("sums of distances from the first value", Around(() => new PowerSums())),
        new("Welford's step for a value, Chan's for a merge", Around(() => new Written())),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "What becomes of Σ (xᵢ − m)² when m moves by δ, and Σ (xᵢ − m) is 0?",
        "Keep count, mean, the sum of squares and the sum of neighbours' products around that mean, and the first and the last value. To merge: the new mean lies between the two in proportion to the counts; move both parts' sums to it; add the product at the joint.",
        "Write one private method that appends a stream given by its six numbers. Nothing to append: return. Nothing so far: copy. Else compute the new mean, δ for each part, squares plus gap²·n₁n₂/n, each part's products less δ(first + last distance) plus (n − 1)δ², and the joint; assign at the end. Add appends a stream of one value.",
    ];

    private static void Is(MomentSummary expected, MomentSummary actual, string because, double tolerance = 1e-11) => Is(expected.Mean, expected.StdDev, expected.Lag1, actual, because, tolerance);

    private static void Is(double mean, double deviation, double lag1, MomentSummary actual, string because, double tolerance = 1e-11)
    {
        Expect.Close(mean, actual.Mean, $"That is Mean. {because}", Math.Min(tolerance, 1e-11), scale: 1);
        Expect.Close(deviation, actual.StdDev, $"That is StdDev. {because}", tolerance);
        Expect.Close(lag1, actual.Lag1, $"That is Lag1. {because}", tolerance, scale: 1);
    }

    private static MomentSummary Truth(double[] x)
    {
        double mean = x.Average(), squares = x.Sum(value => (value - mean) * (value - mean));
        return new(mean, Math.Sqrt(squares / (x.Length - 1)), x.Zip(x.Skip(1), (value, next) => (value - mean) * (next - mean)).Sum() / squares);
    }

    private static Contract Around<T>(Func<T> make)
        where T : IMoments<T>
    {
        // The type's own methods, so that what they call can be looked at.
        Action<T, double> add = typeof(T).GetMethod("Add", [typeof(double)])?.CreateDelegate<Action<T, double>>() ?? ((moments, x) => moments.Add(x));
        Action<T, T> merge = typeof(T).GetMethod("Merge", [typeof(T)])?.CreateDelegate<Action<T, T>>() ?? ((moments, other) => moments.Merge(other));
        T Filled(double[] x, T moments)
        {
            foreach (double value in x) add(moments, value);
            return moments;
        }

        static MomentSummary Read(T moments) => new(moments.Mean, moments.StdDev, moments.Lag1);
        return new(
            x => Read(Filled(x, make())),
            (parts, more) =>
            {
                T whole = make();
                foreach (double[] part in parts) merge(whole, Filled(part, make()));
                return Read(Filled(more, whole));
            },
            (kept, given) =>
            {
                T other = Filled(given, make()), whole = Filled(kept, make()), empty = make();
                merge(whole, other);
                merge(empty, other);
                Filled(kept, whole);
                Filled(kept, empty);
                return Read(other);
            },
            x =>
            {
                T moments = Filled(x, make());
                merge(moments, moments);
                return Read(moments);
            },
            x => Filled(x, make()));
    }

    /// <summary>Sums of powers around an origin: the first value, or the given one, which is a mistake when it is far away.</summary>
    private sealed class PowerSums(double? origin = null) : IMoments<PowerSums>
    {
        private double? _origin = origin;
        private double _n, _sum, _squares, _products, _first, _last;

        public double Mean => _n == 0 ? double.NaN : _origin!.Value + _sum / _n;

        private double Squares => _squares - _sum * _sum / _n;

        public double StdDev => _n < 2 ? double.NaN : Math.Sqrt(Squares / (_n - 1));

        public double Lag1
        {
            get
            {
                double m = _sum / _n;   // Σ (y − m)(next − m) with the y counted from the origin
                return (_products - m * (2 * _sum - _first - _last) + (_n - 1) * m * m) / Squares;
            }
        }

        public void Add(double x)
        {
            _origin ??= x;
            double y = x - _origin.Value;
            if (_n == 0) _first = y;
            else _products += _last * y;
            (_n, _sum, _squares, _last) = (_n + 1, _sum + y, _squares + y * y, y);
        }

        public void Merge(PowerSums other)
        {
            if (other._n == 0) return;
            _origin ??= other._origin;
            double d = other._origin!.Value - _origin!.Value, sum = other._sum + other._n * d;
            double squares = other._squares + 2 * d * other._sum + other._n * d * d;
            double products = other._products + d * (2 * other._sum - other._first - other._last) + (other._n - 1) * d * d;
            double first = other._first + d, last = other._last + d;
            _products = _n == 0 ? products : _products + products + _last * first;
            if (_n == 0) _first = first;
            (_n, _sum, _squares, _last) = (_n + other._n, _sum + sum, _squares + squares, last);
        }
    }

    /// <summary>A step for a value, another for a merge, with places for mistakes.</summary>
    private sealed class Written : IMoments<Written>
    {
        private int _n;
        private double _mean, _squares, _lagged, _first, _last;

        public int Less { get; init; } = 1;

        public bool WeightsAlike { get; init; }

        public bool LeavesJointOpen { get; init; }

        public double Mean => _n == 0 ? double.NaN : _mean;

        public double StdDev => _n < 2 ? double.NaN : Math.Sqrt(_squares / (_n - Less));

        public double Lag1 => _lagged / _squares;

        public void Add(double x)
        {
            _n++;
            if (_n == 1)
            {
                (_mean, _first, _last) = (x, x, x);
                return;
            }

            double before = x - _mean, delta = before / _n, mean = _mean + delta;
            // The n − 1 distances so far shrink by delta each; their sum is 0.
            _lagged += delta * (_first - _mean + _last - _mean) + (_n - 2) * delta * delta + (_last - mean) * (x - mean);
            _squares += before * (x - mean);
            (_mean, _last) = (mean, x);
        }

        public void Merge(Written other)
        {
            if (other._n == 0) return;
            if (_n == 0)
            {
                (_n, _mean, _squares, _lagged, _first, _last) = (other._n, other._mean, other._squares, other._lagged, other._first, other._last);
                return;
            }

            double weight = WeightsAlike ? 0.5 : (double)other._n / (_n + other._n);
            double gap = other._mean - _mean, up = -gap * weight, down = gap * (1 - weight), mean = _mean + gap * weight;
            double lagged = _lagged + other._lagged - up * (_first + _last - 2 * _mean) - down * (other._first + other._last - 2 * other._mean) + (_n - 1) * up * up + (other._n - 1) * down * down;
            if (!LeavesJointOpen) lagged += (_last - mean) * (other._first - mean);
            (_n, _mean, _squares, _lagged, _last) = (_n + other._n, mean, _squares + other._squares + _n * up * up + other._n * down * down, lagged, other._last);
        }
    }

    private sealed class Everything : IMoments<Everything>
    {
        private readonly List<double> _all = [];

        private MomentSummary Summary => _all.Count < 2 ? new(_all.Count == 0 ? double.NaN : _all[0], double.NaN, double.NaN) : Truth([.. _all]);

        public double Mean => Summary.Mean;

        public double StdDev => Summary.StdDev;

        public double Lag1 => Summary.Lag1;

        public void Add(double x) => _all.Add(x);

        public void Merge(Everything other) => _all.AddRange([.. other._all]);
    }
}
