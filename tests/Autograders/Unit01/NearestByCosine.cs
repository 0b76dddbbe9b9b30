using Course;
using CsCheck;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 1.10: the items whose direction is nearest to a query's.</summary>
/// <remarks>The syllabus asked that norms be computed once, counted on 10,000 items. Plain arrays count nothing, and nothing here hangs on the clock: the text says what it costs instead.</remarks>
[Exercise("1.10", "Nearest by cosine", Difficulty = 3, Minutes = 30, Core = true, Theory = "3. The dot product is length times shadow")]
public sealed class NearestByCosine : Exercise<NearestByCosine, NearestByCosine.Contract>
{
    public delegate int[] Nearest(double[][] items, double[] query, int k);

    public sealed record Contract(Nearest TopK);

    public static Verdict Check(Nearest topK) => Grade(new Contract(topK));

    protected override Contract Reference => new(Retrieval.TopK);

    [Fact]
    public void The_best_aligned_item_comes_first() =>
        Expect.SequenceEqual([2, 0, 1], Subject.TopK([[1, 1], [-1, 0], [4, 1]], [1, 0], 3), because: "The angles to the query are 45°, 180° and 14°.");

    [Fact]
    public void A_longer_item_does_not_win_by_its_length() =>
        Expect.SequenceEqual([1, 0], Subject.TopK([[100, 100], [2, 1]], [1, 0], 2), because: "A long item beats a better-aligned one only by raw dot product. The cosines are 0.71 and 0.89.");

    [Fact]
    public void A_nearer_item_does_not_win_by_its_distance() =>
        Expect.SequenceEqual([0, 1], Subject.TopK([[50, 0], [1, 1]], [1, 0], 2), because: "Scaling an item must not move it in the ranking: (50, 0) is far away, and points exactly where the query points.");

    [Fact]
    public void Only_k_items_are_returned() =>
        Expect.SequenceEqual([3, 1], Subject.TopK([[0, 1], [2, 1], [-1, 2], [3, 1], [1, 1]], [1, 0], 2), because: "The two best of five: cosines 0.95 and 0.89.");

    [Fact]
    public void Ties_go_to_the_lower_index() =>
        Expect.SequenceEqual([1, 3, 4, 0, 2], Subject.TopK([[0, 1], [2, 0], [0, 2], [1, 0], [4, 0]], [1, 0], 5), because: "Items 1, 3 and 4 have cosine 1, items 0 and 2 cosine 0. A ranking that depends on luck cannot be tested.");

    [Fact]
    public void Ties_are_cut_off_by_index_too() =>
        Expect.SequenceEqual([1, 3], Subject.TopK([[0, 1], [2, 0], [0, 2], [1, 0], [4, 0]], [1, 0], 2), because: "Three items have cosine 1, two places are free: the lower indices get them.");

    [Fact]
    public void Items_of_zeros_come_last() =>
        Expect.SequenceEqual([2, 4, 0, 1, 3], Subject.TopK([[-1, 0], [0, 0], [1, 0], [0, 0], [0, 1]], [1, 0], 5), because: "Rank unusable items last: an item of zeros has no direction, not even the opposite one.");

    [Theory]
    [InlineData(3)]
    [InlineData(9)]
    public void With_k_beyond_the_items_all_are_returned(int k) =>
        Expect.SequenceEqual([1, 2, 0], Subject.TopK([[-1, 1], [1, 0], [0, 1]], [1, 0], k), because: "There are three items, so at most three come back.");

    [Fact]
    public void With_k_0_none_is_returned() => Expect.SequenceEqual([], Subject.TopK([[1, 0], [0, 1]], [1, 0], 0), because: "None was asked for.");

    [Fact]
    public void An_empty_catalogue_gives_no_item() => Expect.SequenceEqual([], Subject.TopK([], [1, 0], 3), because: "There is nothing to recommend, and nothing wrong either.");

    [Theory]
    [InlineData(1e200)]
    [InlineData(1e-200)]
    public void Items_and_queries_of_any_size_are_ranked(double s) =>
        Expect.SequenceEqual([1, 0, 2], Subject.TopK([[s, s], [2 * s, s], [-s, 0]], [s, 0], 3), because: "The angles are the same at every scale. Use your Cosine.");

    [Fact]
    public void The_ranking_is_a_full_sort_by_cosine_cut_off_at_k() => Property.Holds(
        Gen.Select(Draw.Direction(3), Draw.Direction(3).Array[3, 7], Gen.Int[1, 8]), sample =>
        {
            (double[] query, double[][] items, int k) = sample;
            double[] cosines = Array.ConvertAll(items, item => Direction.Cosine(item, query));
            int[]? found = Subject.TopK(items, query, k);
            int count = Math.Min(k, items.Length);
            Expect.That(found?.Length == count && found.Distinct().Count() == count && found.All(i => i >= 0 && i < items.Length), $"{count} different indices below {items.Length}", found, because: "Every item appears once at most.");
            string all = $"The cosines are {ValueText.Of(cosines.Select(c => Math.Round(c, 6)))}.";
            Expect.That(found!.Zip(found!.Skip(1)).All(pair => cosines[pair.First] >= cosines[pair.Second] - 1e-9), "cosines that fall", found, all);
            double last = found!.Min(i => cosines[i]);
            Expect.That(Enumerable.Range(0, items.Length).Except(found!).All(i => cosines[i] <= last + 1e-9), "no better item left out", found, all);
        });

    [Fact]
    public void Doubling_an_item_does_not_move_it() => Property.Holds(
        Gen.Select(Draw.Direction(3), Draw.Direction(3).Array[5], Gen.Int[0, 4]), sample =>
        {
            (double[] query, double[][] items, int i) = sample;
            double[][] doubled = [.. items.Select((item, index) => index == i ? Draw.Times(2, item) : item)];
            Expect.SequenceEqual(Subject.TopK(items, query, 5), Subject.TopK(doubled, query, 5), because: $"Item {i} is twice as long as before, and points where it pointed.");
        });

    [Fact]
    public void K_below_0_is_refused() => Expect.Throws<ArgumentOutOfRangeException>(() => Subject.TopK([[1, 0]], [1, 0], -1), because: "k counts items.");

    [Fact]
    public void A_query_of_zeros_is_refused() => Expect.Throws<ArgumentException>(() => Subject.TopK([[1, 0]], [0, 0], 1), because: "Without a direction there is nothing to compare with. One bad item must not stop the ranking; a bad query must.");

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(3, 0)]
    public void Items_of_another_length_are_refused(int length, double entry) =>
        Expect.Throws<ArgumentException>(() => Subject.TopK([[1, 0], [.. Enumerable.Repeat(entry, length)]], [1, 2], 1), because: $"The query has 2 entries, this item has {length}: they come from different models.");

    [Fact]
    public void The_catalogue_stays_in_its_order()
    {
        double[][] items = [[0, 1], [1, 1], [1, 0]], before = [.. items];
        Subject.TopK(items, [1, 0], 3);
        Expect.That(items.SequenceEqual(before), "the items in their places", items, because: "Others hold indices into this catalogue. Sort indices, not the items.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("A long item beats a better-aligned one: divide the dot product by the lengths.", new((items, query, k) => Ranked(items, query, k, InnerProduct.Dot))),
        new("Scaling an item must not move it: you rank by distance. Compare directions.", new((items, query, k) => Ranked(items, query, k, (item, q) => -InnerProduct.Norm(Draw.Plus(item, Draw.Times(-1, q)), 2)))),
        new("Rank unusable items last: an item of zeros has no cosine, and must not stop the ranking.", new((items, query, k) => Ranked(items, query, k, Direction.Cosine, zerosLast: false))),
        new("You return the farthest first: sort by falling cosine.", new((items, query, k) => Ranked(items, query, k, (item, q) => -Direction.Cosine(item, q)))),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("Array.Sort with a comparison by cosine, then index", new((items, query, k) =>
        {
            (double[] cosines, int[] order) = (Cosines(items, query, k), [.. Enumerable.Range(0, items.Length)]);
            Array.Sort(order, (i, j) => cosines[i] == cosines[j] ? i.CompareTo(j) : cosines[j].CompareTo(cosines[i]));
            return order[..Math.Min(k, order.Length)];
        })),
        new("a heap that keeps the k best", new((items, query, k) =>
        {
            double[] cosines = Cosines(items, query, k);
            var heap = new PriorityQueue<int, (double Cosine, int Later)>();   // the worst of the kept ones in front
            for (int i = 0; i < items.Length; i++)
            {
                heap.Enqueue(i, (cosines[i], -i));
                if (heap.Count > k) heap.Dequeue();
            }

            int[] found = new int[heap.Count];
            for (int place = found.Length - 1; place >= 0; place--) found[place] = heap.Dequeue();
            return found;
        })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "You have Cosine from exercise 1.3. What does it do with an item of zeros, and what should happen to that item here?",
        "Compute one number an item, once, before you sort; then sort the indices by it, not the items. Enumerable.OrderByDescending keeps the order of ties, Array.Sort does not.",
        "Refuse k below 0, a query of zeros, and an item of another length. Score each item: its cosine with the query, or minus infinity for zeros. Order the indices by falling score with ties in order of index, and take the first k.",
    ];

    private static int[] Ranked(double[][] items, double[] query, int k, Func<double[], double[], double> score, bool zerosLast = true)
    {
        Cosines(zerosLast ? items : [], query, k);   // for its checks
        double[] scores = Array.ConvertAll(items, item => zerosLast && item.All(x => x == 0) ? double.NegativeInfinity : score(item, query));
        return [.. Enumerable.Range(0, items.Length).OrderByDescending(i => scores[i]).Take(k)];
    }

    private static double[] Cosines(double[][] items, double[] query, int k)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        if (query.All(x => x == 0) || items.Any(item => item.Length != query.Length)) throw new ArgumentException("The query or an item is unusable.");
        return Array.ConvertAll(items, item => item.All(x => x == 0) ? double.NegativeInfinity : Direction.Cosine(item, query));
    }
}
