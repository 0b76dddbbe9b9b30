using Course;
using CsCheck;
using FromScratch.ClassicalMl;
using FromScratch.Data;

namespace Autograders;

/// <summary>Exercise 9.5: the question that tells most about the class.</summary>
[Exercise("9.5", "The best split", Difficulty = 3, Minutes = 35, Core = true, Theory = "4. Trees ask twenty questions", TimeLimitSeconds = 4)]
public sealed class BestSplit : Exercise<BestSplit, BestSplit.Contract>
{
    public delegate double Mixing(int[] counts, Criterion how);

    public delegate Cut Cutting(double[] feature, int[] y, Criterion how);

    public delegate double Branching(int[] category, int[] y);

    public sealed record Contract(Mixing Impurity, Cutting BestCut, Branching GainByCategory);

    public static Verdict Check(Mixing impurity, Cutting bestCut, Branching gainByCategory) => Grade(new Contract(impurity, bestCut, gainByCategory));

    protected override Contract Reference => new(SplitSearch.Impurity, SplitSearch.Best, SplitSearch.GainByCategory);

    // Quinlan's 14 Saturday mornings: outlook (sunny, overcast, rain), humidity (high, normal), and whether somebody played.
    private static readonly int[] _outlook = [0, 0, 1, 2, 2, 2, 1, 0, 0, 2, 0, 1, 1, 2], _humidity = [0, 0, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 1, 0], _play = [0, 0, 1, 1, 1, 0, 1, 0, 1, 1, 1, 1, 1, 0];

    [Fact]
    public void Entropy_and_Gini_of_nine_and_five()
    {
        Expect.Close(0.940285958670631, Subject.Impurity([9, 5], Criterion.Entropy), because: "−(9/14)·log₂(9/14) − (5/14)·log₂(5/14), in bits.", tolerance: 1e-12);
        Expect.Close(90.0 / 196, Subject.Impurity([9, 5], Criterion.Gini), because: "1 − (9/14)² − (5/14)².");
        Expect.Close(2, Subject.Impurity([3, 3, 3, 3], Criterion.Entropy), because: "Four equally likely classes take two yes-no questions.");
        Expect.Close(1 - (1 + 4 + 9) / 36.0, Subject.Impurity([1, 2, 3], Criterion.Gini), because: "1 − 1/36 − 4/36 − 9/36.");
    }

    [Theory]
    [InlineData(Criterion.Gini)]
    [InlineData(Criterion.Entropy)]
    public void One_class_alone_is_not_mixed(Criterion how) => Expect.Close(0, Subject.Impurity([0, 7, 0], how), because: "No question is open. 0·log 0 is 0, but Math.Log2(0) is −∞: leave empty classes out.");

    [Fact]
    public void The_gains_of_Quinlans_table()
    {
        Expect.Close(0.246749819774439, Subject.GainByCategory(_outlook, _play), because: "Outlook: 5 sunny with 2 yes, 4 overcast with 4, 5 rainy with 3. 0.9403 − (5·0.9710 + 4·0 + 5·0.9710)/14, in bits: each branch counts by its rows.", tolerance: 1e-9);
        Expect.Close(0.151835501362341, Subject.GainByCategory(_humidity, _play), because: "Humidity: 7 high with 3 yes, 7 normal with 6.", tolerance: 1e-9);
    }

    [Fact]
    public void A_category_that_tells_nothing_gains_nothing_and_a_name_tells_all()
    {
        Expect.Close(0, Subject.GainByCategory([4, 4, 4, 4], [0, 1, 1, 0]), because: "One branch holds all rows: nothing was learnt.", scale: 1);
        Expect.Close(1, Subject.GainByCategory([7, 3, 9, 1], [0, 1, 1, 0]), because: "A branch for each row is pure, so all of the one bit is gained. That is why a tree loves customer numbers.");
    }

    [Fact]
    public void A_cut_by_hand()
    {
        Cut cut = Answer([2, 7, 1, 8, 3], [1, 0, 1, 0, 0], Criterion.Gini);
        Expect.Close(2.5, cut.Threshold, because: "Sorted: 1, 2, 3, 7, 8 with the classes 1, 1, 0, 0, 0. Between 2 and 3 both sides are pure; the threshold lies halfway.");
        Expect.Close(12.0 / 25, cut.Gain, because: "Before: 1 − (2/5)² − (3/5)². After: 0.");
    }

    [Fact]
    public void The_sides_count_by_their_rows()
    {
        Cut cut = Answer([1, 2, 3, 4, 5, 6], [1, 0, 0, 1, 1, 1], Criterion.Gini);
        Expect.Close(3.5, cut.Threshold, because: "At 3.5 the right side is pure with 3 rows, the left has 1 and 2. At 1.5 a single row is pure, which says little: weigh each side by its rows.");
        Expect.Close(1 - 16.0 / 36 - 4.0 / 36 - 4.0 / 9 / 2, cut.Gain, because: "4/9 before, minus half of 4/9.");
    }

    [Fact]
    public void Equal_values_stay_on_one_side()
    {
        Cut cut = Answer([5, 5, 5, 5, 9], [0, 0, 1, 1, 1], Criterion.Entropy);
        Expect.Close(7, cut.Threshold, because: "Four rows have the value 5: no threshold divides them. The only cut is between 5 and 9.");
        Expect.Close(SplitSearch.Impurity([2, 3], Criterion.Entropy) - 0.8, cut.Gain, because: "Four of five rows are left with one bit.");
    }

    [Fact]
    public void A_constant_feature_has_no_cut()
    {
        Cut cut = Answer([3, 3, 3], [0, 1, 0], Criterion.Gini);
        Expect.Equal(double.PositiveInfinity, cut.Threshold, because: "No two values differ: all rows go left, whatever comes.");
        Expect.Close(0, cut.Gain, because: "Nothing is learnt.", scale: 1);
        Expect.Equal(double.PositiveInfinity, Answer([3], [1], Criterion.Gini).Threshold, because: "One row alone.");
    }

    [Fact]
    public void A_useless_cut_is_still_a_cut()
    {
        Cut cut = Answer([1, 2, 3, 4], [0, 0, 0, 0], Criterion.Gini);
        Expect.Close(1.5, cut.Threshold, because: "All cuts gain 0; of equal ones it is the lowest. A threshold of +∞ is for features that cannot be cut.");
        Expect.Close(0, cut.Gain, because: "There is one class.", scale: 1);
    }

    [Fact]
    public void Of_equally_good_cuts_the_lowest()
    {
        Expect.Close(1.5, Answer([1, 2, 3, 4], [1, 0, 0, 1], Criterion.Gini).Threshold, because: "1.5 and 3.5 gain the same, and 2.5 nothing.");
        Expect.Close(2.5, Answer([1, 2, 3, 4, 5, 6, 7], [2, 2, 0, 1, 0, 2, 2], Criterion.Entropy).Threshold, because: "2.5 and 5.5 gain the same.");
    }

    [Fact]
    public void No_cut_is_better() => Property.Holds(
        Gen.Select(Gen.Int[0, 6].Array[8], Gen.Int[0, 2].Array[8], Gen.Bool), sample =>
        {
            double[] feature = [.. sample.Item1.Select(value => value / 2.0)];
            int[] y = sample.Item2;
            Criterion how = sample.Item3 ? Criterion.Gini : Criterion.Entropy;
            Cut cut = Answer(feature, y, how);
            double[] distinct = [.. feature.Distinct().Order()];
            double best = distinct.Length < 2 ? 0 : distinct[..^1].Max(value => Gain(feature, y, value, how));
            Expect.Close(best, cut.Gain, because: "The largest gain among all thresholds. It is never negative.", tolerance: 1e-9, scale: 1);
            if (distinct.Length > 1) Expect.Close(cut.Gain, Gain(feature, y, cut.Threshold, how), because: "Gain is what your own threshold gains: rows with a value up to it go left.", tolerance: 1e-9, scale: 1);
        }, samples: 60);

    [Fact]
    public void Forty_thousand_rows_are_sorted_once()
    {
        var rng = new Rng(3);
        double[] feature = [.. Enumerable.Range(0, 40_000).Select(_ => rng.NextDouble())];
        Cut cut = Answer(feature, Array.ConvertAll(feature, value => value < 0.3 ? 1 : 0), Criterion.Gini);
        Expect.That(Math.Abs(cut.Threshold - 0.3) < 1e-3, "a threshold of about 0.3", cut.Threshold, because: "Class 1 are the values below 0.3.");
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        Expect.Throws<ArgumentException>(() => Subject.Impurity([0, 0], Criterion.Gini), because: "No rows: 0/0.");
        Expect.Throws<ArgumentException>(() => Subject.Impurity([3, -1], Criterion.Gini), because: "A class cannot have −1 rows.");
        Expect.Throws<ArgumentException>(() => Subject.BestCut([1, 2, 3], [0, 1], Criterion.Gini), because: "3 values, 2 classes.");
        Expect.Throws<ArgumentException>(() => Subject.BestCut([1, 2], [0, 1, 1], Criterion.Gini), because: "2 values, 3 classes.");
        Expect.Throws<ArgumentException>(() => Subject.BestCut([], [], Criterion.Gini), because: "There is no row.");
        Expect.Throws<ArgumentException>(() => Subject.BestCut([1, 2], [0, -1], Criterion.Gini), because: "Classes count from 0.");
        Expect.Throws<ArgumentException>(() => Subject.GainByCategory([1, 2, 3], [0, 1]), because: "3 categories, 2 classes.");
        Expect.Throws<ArgumentException>(() => Subject.GainByCategory([1, 2], [0, 1, 1]), because: "2 categories, 3 classes.");
        Expect.Throws<ArgumentException>(() => Subject.GainByCategory([], []), because: "There is no row.");
        Expect.Throws<ArgumentException>(() => Subject.GainByCategory([1, 2], [0, -1]), because: "Classes count from 0.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("A one-row pure leaf beats everything: you did not weigh the sides by their rows.", Reference with { BestCut = (feature, y, how) => Search(feature, y, how, weighted: false) }),
        new("Rows with equal values landed on both sides: a threshold lies only between two values that differ.", Reference with { BestCut = (feature, y, how) => Search(feature, y, how, splitTies: true) }),
        new("The threshold lies halfway between two neighbouring values, not on one of them: new rows fall in between.", Reference with { BestCut = (feature, y, how) => Search(feature, y, how, onValue: true) }),
        new("0·log 0 is 0, but Math.Log2(0) is −∞, and 0 times that is NaN. Leave empty classes out.", Reference with { Impurity = (counts, how) => how == Criterion.Gini || counts.Sum() == 0 || counts.Min() < 0 ? SplitSearch.Impurity(counts, how) : counts.Sum(count => -(double)count / counts.Sum() * Math.Log2((double)count / counts.Sum())) }),
        new("Entropy is measured in bits here: log₂, not the natural logarithm.", Reference with { Impurity = (counts, how) => SplitSearch.Impurity(counts, how) * (how == Criterion.Entropy ? Math.Log(2) : 1) }),
        new("The branches of a category count by their rows; you took their plain mean.", Reference with { GainByCategory = (category, y) => SplitSearch.GainByCategory(category, y) is var _ ? SplitSearch.Impurity([.. Enumerable.Range(0, y.Max() + 1).Select(c => y.Count(label => label == c))], Criterion.Entropy) - category.Zip(y).GroupBy(row => row.First, row => row.Second).Average(branch => SplitSearch.Impurity([.. Enumerable.Range(0, y.Max() + 1).Select(c => branch.Count(label => label == c))], Criterion.Entropy)) : 0 }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("sorted pairs with LINQ, impurity from sums of squares or of x·log x", new(
            (counts, how) => counts.Sum() is var n && (n == 0 || counts.Min() < 0) ? throw new ArgumentException("No.") : how == Criterion.Gini ? (double)(n * n - counts.Sum(c => c * c)) / (n * n) : Math.Log2(n) - counts.Where(c => c > 1).Sum(c => c * Math.Log2(c)) / n,
            (feature, y, how) => Search(feature, y, how),
            (category, y) => category.Length != y.Length || y.Length == 0 || y.Min() < 0 ? throw new ArgumentException("No.") : Bits(y) - category.Distinct().Sum(value => y.Where((_, i) => category[i] == value).ToArray() is var branch ? branch.Length * Bits(branch) / y.Length : 0))),
        new("from the largest value down", Reference with { BestCut = FromAbove }),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "How do the counts of both sides change when the threshold passes one row? Which pairs of neighbours admit a threshold at all?",
        "Sort the rows by the feature. Move one row at a time from the right counts to the left counts; where the next value differs, the gain is the impurity of all minus (nₗ·impurityₗ + nᵣ·impurityᵣ)/n.",
        "Start with the threshold +∞ and the gain 0. Take the first possible cut in any case, then every one that is better by more than rounding (1e-12). The threshold is low + (high − low)/2. A gain of −1e-17 is 0.",
    ];

    private Cut Answer(double[] feature, int[] y, Criterion how)
    {
        Cut? cut = Subject.BestCut(feature, y, how);
        Expect.That(cut is not null, "a Cut", cut, because: "There is always an answer; without a possible cut it is (+∞, 0).");
        return cut!;
    }

    private static double Bits(int[] y) => y.GroupBy(label => label).Sum(group => -(double)group.Count() / y.Length * Math.Log2((double)group.Count() / y.Length));

    private static double Gain(double[] feature, int[] y, double threshold, Criterion how)
    {
        double Mixed(IEnumerable<int> labels)
        {
            int[] counts = new int[3];
            foreach (int label in labels) counts[label]++;
            int rows = counts.Sum();
            return rows == 0 ? 0 : rows * SplitSearch.Impurity(counts, how) / y.Length;
        }

        return Mixed(y) - Mixed(y.Where((_, i) => feature[i] <= threshold)) - Mixed(y.Where((_, i) => feature[i] > threshold));
    }

    private static Cut Search(double[] feature, int[] y, Criterion how, bool weighted = true, bool splitTies = false, bool onValue = false)
    {
        if (feature.Length != y.Length || y.Length == 0 || y.Min() < 0) throw new ArgumentException("No.");
        (double Value, int Label)[] rows = [.. feature.Zip(y).OrderBy(row => row.First)];
        int[] left = new int[y.Max() + 1], right = [.. Enumerable.Range(0, y.Max() + 1).Select(c => y.Count(label => label == c))];
        double all = SplitSearch.Impurity(right, how);
        Cut? best = null;
        for (int i = 0; i + 1 < rows.Length; i++)
        {
            left[rows[i].Label]++;
            right[rows[i].Label]--;
            if (rows[i].Value == rows[i + 1].Value && !splitTies) continue;
            double share = weighted ? (i + 1.0) / rows.Length : 0.5;
            double gain = Math.Max(0, all - share * SplitSearch.Impurity(left, how) - (1 - share) * SplitSearch.Impurity(right, how));
            if (best is null || gain > best.Gain + 1e-12) best = new(onValue ? rows[i].Value : rows[i].Value / 2 + rows[i + 1].Value / 2, gain);
        }

        return best ?? new(double.PositiveInfinity, 0);
    }

    private static Cut FromAbove(double[] feature, int[] y, Criterion how)
    {
        if (feature.Length != y.Length || y.Length == 0 || y.Min() < 0) throw new ArgumentException("No.");
        (double Value, int Label)[] rows = [.. feature.Zip(y).OrderByDescending(row => row.First)];
        int[] above = new int[y.Max() + 1], below = [.. Enumerable.Range(0, y.Max() + 1).Select(c => y.Count(label => label == c))];
        double all = SplitSearch.Impurity(below, how);
        var best = new Cut(double.PositiveInfinity, 0);
        for (int i = 1; i < rows.Length; i++)
        {
            above[rows[i - 1].Label]++;
            below[rows[i - 1].Label]--;
            if (rows[i - 1].Value == rows[i].Value) continue;
            double gain = Math.Max(0, all - (i * SplitSearch.Impurity(above, how) + (rows.Length - i) * SplitSearch.Impurity(below, how)) / rows.Length);
            if (double.IsInfinity(best.Threshold) || gain >= best.Gain - 1e-12) best = new((rows[i - 1].Value + rows[i].Value) / 2, Math.Max(gain, double.IsInfinity(best.Threshold) ? 0 : best.Gain));
        }

        return best;
    }
}
