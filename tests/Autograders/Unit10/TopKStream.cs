using System.Collections.Concurrent;
using Course;
using CsCheck;
using FromScratch.Algorithms;

namespace Autograders;

/// <summary>Exercise 10.2: the best k of a stream.</summary>
/// <remarks>The syllabus bounds the comparisons by 1.5·n·log₂ k + n; a textbook heap needs two a level and one at the root, so the bound here is n·(2·log₂ k + 1).</remarks>
[Exercise("10.2", "The best k of a stream", Difficulty = 2, Minutes = 30, Core = true, Theory = "3. A heap keeps the best k so far")]
public sealed class TopKStream : Exercise<TopKStream, TopKStream.Contract>
{
    /// <summary>What the stream of the tests is made of.</summary>
    public sealed record Hit(int Score, string Page);

    public delegate Hit[] Selection(IEnumerable<Hit> stream, int k, IComparer<Hit> order);

    public sealed record Contract(Selection Largest);

    public static Verdict Check(Selection largest) => Grade(new Contract(largest));

    /// <summary>Holds your selection against the reference's and a library's.</summary>
    public static Comparison Compare(Selection largest, Selection library) => Compared(
        Part("Largest, k = 10", largest, contract => contract.Largest, library, "PriorityQueue", (1000, f => f(Shuffled(1000), 10, ByScore)), (100_000, f => f(Shuffled(100_000), 10, ByScore))));

    protected override Contract Reference => new(TopK.Largest);

    private static CountingOrder<Hit> ByScore => new((a, b) => a.Score.CompareTo(b.Score));

    private static Hit[] Hits(params int[] scores) => [.. scores.Select((score, i) => new Hit(score, FormattableString.Invariant($"p{i}")))];

    private static readonly ConcurrentDictionary<int, Hit[]> _shuffled = new();   // for comparisons: made once

    private static Hit[] Shuffled(int n) => _shuffled.GetOrAdd(n, Made);

    private static Hit[] Made(int n)
    {
        int[] scores = [.. Enumerable.Range(0, n)];
        new FromScratch.Data.Rng(2).Shuffle(scores);
        return Hits(scores);
    }

    [Fact]
    public void The_three_largest_of_five_largest_first() =>
        Expect.SequenceEqual(["p3 9", "p1 8", "p4 6"], Shown(Subject.Largest(Hits(3, 8, 4, 9, 6), 3, ByScore)), because: "9, 8 and 6 are the three largest of 3, 8, 4, 9, 6.");

    [Fact]
    public void The_first_of_equals_comes_first() =>
        Expect.SequenceEqual(["p1 7", "p0 5", "p2 5"], Shown(Subject.Largest(Hits(5, 7, 5, 5), 3, ByScore)), because: "Of the three 5s, p0 and p2 came first: equal items stay in the order of their arrival, and the last is the one to go.");

    [Fact]
    public void It_equals_a_stable_sort() => Property.Holds(
        Gen.Select(Gen.Int[0, 9].Array[0, 40], Gen.Int[0, 12]), sample =>
        {
            Hit[] hits = Hits(sample.Item1);
            Expect.SequenceEqual(Shown(hits.OrderByDescending(hit => hit.Score).Take(sample.Item2)), Shown(Subject.Largest(hits, sample.Item2, ByScore)), because: "Sorted by falling score, equals left in their order, cut after k.");
        }, samples: 60);

    [Fact]
    public void Many_are_kept_in_order() =>
        Expect.SequenceEqual(Enumerable.Range(0, 300).Select(i => 999 - i), Subject.Largest(Shuffled(1000), 300, ByScore)?.Select(hit => hit.Score), because: "The scores 0 to 999, shuffled: the 300 largest are 999 down to 700. In a heap below place i lie the places 2i + 1 and 2i + 2, so above place i lies (i − 1)/2, rounded down; any other pair of rules breaks it, but only from the seventh item on.");

    [Fact]
    public void The_order_decides_what_is_large() =>
        Expect.SequenceEqual(["p0 3", "p2 4"], Shown(Subject.Largest(Hits(3, 8, 4, 9, 6), 2, new CountingOrder<Hit>((a, b) => b.Score.CompareTo(a.Score)))), because: "This order calls small scores large. Ask it, not the scores.");

    [Fact]
    public void Fewer_than_k_are_all_of_them()
    {
        Expect.SequenceEqual(["p1 8", "p2 4", "p0 3"], Shown(Subject.Largest(Hits(3, 8, 4), 5, ByScore)), because: "There are only three.");
        Expect.SequenceEqual([], Shown(Subject.Largest([], 5, ByScore)), because: "There are none.");
    }

    [Fact]
    public void None_of_many_are_none() => Expect.SequenceEqual([], Shown(Subject.Largest(Hits(3, 8, 4), 0, ByScore)), because: "k is 0.");

    [Fact]
    public void A_huge_k_makes_no_huge_array() => Expect.AllocatesAtMost(
        4000, () => Subject.Largest(Hits(3, 8, 4), 1_000_000_000, ByScore), because: "Three items came, though up to a billion were asked for. Let the heap grow with what comes.");

    [Fact]
    public void A_negative_k_is_refused()
    {
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Largest(Hits(3, 8), -1, ByScore), because: "k is how many to keep.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Largest([], -1, ByScore), because: "k is how many to keep. Say so before the first item comes: here none does.");
    }

    [Fact]
    public void The_stream_is_read_once()
    {
        var stream = new CountedStream<Hit>(Shuffled(100));
        Subject.Largest(stream, 5, ByScore);
        Expect.That(stream.Readings == 1, "one reading of the stream", $"{stream.Readings} readings", because: "A stream goes by once: clicks, log lines. Any(), Count() or a second foreach starts it again.");
    }

    [Fact]
    public void No_more_than_k_items_are_kept()
    {
        Hit[] hits = Shuffled(20_000);
        Expect.AllocatesAtMost(16_000, () => Subject.Largest(new CountedStream<Hit>(hits), 10, ByScore), because: "20,000 items go by, 10 are wanted. Whoever keeps them all holds 160,000 bytes, for a billion items 8 GB.");
    }

    [Fact]
    public void An_item_that_is_not_good_enough_costs_one_comparison()
    {
        CountingOrder<Hit> order = ByScore;
        Subject.Largest(new CountedStream<Hit>(Hits([.. Enumerable.Range(0, 2000).Select(i => 5000 - i)])), 16, order);
        Expect.That(order.Comparisons <= 2000 + 300, "at most 2,300 comparisons", $"{order.Comparisons} comparisons", because: "The scores fall, so after the first 16 none is good enough: one comparison with the worst that is kept shows it. Which of the kept ones must lie on top, then?");
    }

    [Fact]
    public void An_item_that_is_good_enough_costs_a_way_through_the_heap()
    {
        CountingOrder<Hit> order = ByScore;
        Subject.Largest(new CountedStream<Hit>(Hits([.. Enumerable.Range(0, 2000)])), 64, order);
        Expect.That(order.Comparisons <= 2000 * 13 + 1000, "at most 27,000 comparisons", $"{order.Comparisons} comparisons", because: "The scores rise, so each item takes the place of the worst. In a heap of 64 it sinks through 6 levels, two comparisons each; a search through all 64 would cost ten times as much.");
    }

    [Fact]
    public void The_first_k_cost_a_way_through_the_heap_too()
    {
        const int N = 1024;
        CountingOrder<Hit> order = ByScore;
        Subject.Largest(new CountedStream<Hit>(Hits([.. Enumerable.Range(0, N).Select(i => N - i)])), N, order);
        Expect.That(order.Comparisons <= 40 * N, "at most 40,960 comparisons", $"{order.Comparisons} comparisons", because: "1,024 items come and all are kept, each worse than those before it: it rises through 10 levels to the top, and in the end each is taken out through 10 levels, two comparisons each. Going past all that are kept takes half a million.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You kept every item and took the best at the end: for a stream of a billion that is a billion items in memory. Keep k, and throw away the worst when one more comes.", new((stream, k, order) => k < 0 ? throw new ArgumentOutOfRangeException(nameof(k)) : [.. stream.OrderByDescending(hit => hit, order).Take(k)])),
        new("You returned the k smallest: your heap threw away the best. The worst of those that are kept lies on top, and goes first.", new((stream, k, order) => TopK.Largest(stream, k, Comparer<Hit>.Create((a, b) => order.Compare(b, a))))),
        new("A later item took the place of an equal one that came before it. Replace the worst only where the new one is strictly larger.", new((stream, k, order) => Kept(stream, k, order, (c, _) => c >= 0))),
        new("You returned the heap as it lies: only its top is in place. Take the items out one by one, or sort them.", new((stream, k, order) => [.. TopK.Largest(stream, k, order).Reverse()])),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("a sorted list with a binary search", new((stream, k, order) => Kept(stream, k, order, (c, _) => c > 0))),
        new("the library's priority queue", new((stream, k, order) =>
        {
            ArgumentOutOfRangeException.ThrowIfNegative(k);
            var queue = new PriorityQueue<Hit, (Hit Hit, int Arrival)>(Comparer<(Hit Hit, int Arrival)>.Create((a, b) => order.Compare(a.Hit, b.Hit) is var c && c != 0 ? c : b.Arrival.CompareTo(a.Arrival)));
            int arrival = 0;
            foreach (Hit hit in stream)
            {
                if (queue.Count < k) queue.Enqueue(hit, (hit, arrival++));
                else if (k > 0 && order.Compare(hit, queue.Peek()) > 0) queue.DequeueEnqueue(hit, (hit, arrival++));
            }

            Hit[] best = new Hit[queue.Count];
            for (int i = best.Length - 1; i >= 0; i--) best[i] = queue.Dequeue();
            return best;
        })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "A new item has to beat one of the kept ones only. Which? That one should be found without a search.",
        "A heap with the worst of the k on top. Among equal ones, the worst is the one that came last, so each entry carries its number of arrival.",
        "Two parts: while fewer than k are kept, add at the end and let it rise (swap with the parent at (i − 1)/2 while it is worse). Else compare with the top; where larger, put it there and let it sink (swap with the worse child while that is worse). At the end take the top again and again, and fill the result from behind.",
    ];

    private static string[] Shown(IEnumerable<Hit>? hits) => hits is null ? null! : [.. hits.Select(hit => hit is null ? "null" : FormattableString.Invariant($"{hit.Page} {hit.Score}"))];

    /// <summary>The kept items in order, worst last; a new one goes where a binary search says.</summary>
    private static Hit[] Kept(IEnumerable<Hit> stream, int k, IComparer<Hit> order, Func<int, int, bool> isBetter)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        List<Hit> kept = [];
        foreach (Hit hit in stream)
        {
            if (k == 0 || (kept.Count == k && !isBetter(order.Compare(hit, kept[^1]), 0))) continue;
            int low = 0, high = kept.Count;
            while (low < high)
            {
                int middle = (low + high) / 2;
                if (isBetter(order.Compare(hit, kept[middle]), 0)) high = middle;
                else low = middle + 1;
            }

            kept.Insert(low, hit);
            if (kept.Count > k) kept.RemoveAt(k);
        }

        return [.. kept];
    }
}
