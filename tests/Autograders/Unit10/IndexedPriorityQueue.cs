using System.Collections.Concurrent;
using Course;
using CsCheck;
using FromScratch.Algorithms;

namespace Autograders;

/// <summary>Exercise 10.3: a priority queue whose keys can be lowered.</summary>
[Exercise("10.3", "A priority queue with decreasing keys", Difficulty = 3, Minutes = 40, Core = true, Theory = "1. First the invariant")]
public sealed class IndexedPriorityQueue : Exercise<IndexedPriorityQueue, IndexedPriorityQueue.Contract>
{
    public delegate IIndexedQueue<double> QueueFactory(int n, IComparer<double> order);

    public sealed record Contract(QueueFactory Queue);

    /// <summary>Checks your queue.</summary>
    /// <param name="queue">How to make one: <c>(n, order) => new MyQueue(n, order)</c>.</param>
    public static Verdict Check(QueueFactory queue) => Grade(new Contract(queue));

    /// <summary>Holds your queue against the reference's and a library's: numbers go in and come out sorted.</summary>
    public static Comparison Compare(QueueFactory queue, Func<double[], double> library) => Compared(
        Part("sort by heap", keys => Sorted(queue, keys), contract => keys => Sorted(contract.Queue, keys), library, "PriorityQueue", (1000, f => f(SomeKeys(1000))), (30_000, f => f(SomeKeys(30_000)))));

    protected override Contract Reference => new(IndexedHeap.Empty<double>);

    private IIndexedQueue<double> Filled(params double[] keys)
    {
        IIndexedQueue<double> queue = Subject.Queue(keys.Length, Ascending);
        for (int id = 0; id < keys.Length; id++) queue.Push(id, keys[id]);
        return queue;
    }

    private static CountingOrder<double> Ascending => new((a, b) => a.CompareTo(b));

    [Fact]
    public void The_smallest_key_comes_first()
    {
        IIndexedQueue<double> queue = Filled(5, 2, 8, 1);
        foreach (int id in new[] { 3, 1, 0, 2 }) Expect.Equal(id, queue.PopMin(), because: "The ids 0 to 3 wait with the keys 5, 2, 8, 1: 3 has the smallest, then 1, 0, 2.");
        Expect.Equal(0, queue.Count, because: "Four went in, four came out.");
    }

    [Fact]
    public void The_order_says_what_is_small()
    {
        IIndexedQueue<double> queue = Subject.Queue(3, new CountingOrder<double>((a, b) => b.CompareTo(a)));
        queue.Push(0, 5);
        queue.Push(1, 7);
        queue.DecreaseKey(0, 9);
        Expect.Equal(0, queue.PopMin(), because: "This order calls large numbers small: for it, 9 is a smaller key than 5 and 7. Compare keys with the order alone.");
    }

    [Fact]
    public void A_lowered_key_overtakes()
    {
        IIndexedQueue<double> queue = Filled(10, 20, 30, 40, 50, 60, 70);
        queue.DecreaseKey(6, 25);
        queue.DecreaseKey(4, 5);
        queue.DecreaseKey(5, 20.5);
        foreach (int id in new[] { 4, 0, 1, 5, 6, 2, 3 }) Expect.Equal(id, queue.PopMin(), because: "The keys 10 to 70 were lowered: id 6 to 25, id 4 to 5, id 5 to 20.5. So the order is 4, 0, 1, 5, 6, 2, 3.");
    }

    [Fact]
    public void The_same_key_again_is_no_mistake()
    {
        IIndexedQueue<double> queue = Filled(3, 4);
        queue.DecreaseKey(1, 4);
        Expect.Equal(0, queue.PopMin(), because: "Nothing changed: id 0 has the key 3, id 1 the key 4.");
    }

    [Fact]
    public void What_waits_is_known()
    {
        IIndexedQueue<double> queue = Subject.Queue(4, Ascending);
        queue.Push(2, 1.5);
        Expect.Equal((false, true), (queue.Contains(0), queue.Contains(2)), because: "Only id 2 was pushed.");
        Expect.Equal(1, queue.Count, because: "Only id 2 was pushed.");
        queue.PopMin();
        Expect.Equal(false, queue.Contains(2), because: "It was taken out: its place in the table must say so.");
        queue.Push(2, 0.5);
        Expect.Equal(2, queue.PopMin(), because: "What was taken out may be pushed again.");
    }

    /// <summary>Held against a dictionary of keys, through any sequence of calls.</summary>
    [Fact]
    public void It_answers_as_a_search_through_all_keys_does() => Property.Holds(
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 11], Gen.Int[0, 99]).Array[1, 80], calls =>
        {
            IIndexedQueue<double> queue = Subject.Queue(12, Ascending);
            Dictionary<int, double> model = [];
            List<string> history = [];
            foreach ((int op, int id, int key) in calls)
            {
                if (op == 3 && model.Count > 0) Pop();
                else if (op != 3 && !model.TryGetValue(id, out double old))
                {
                    queue.Push(id, model[id] = key);
                    history.Add(FormattableString.Invariant($"Push({id}, {key})"));
                }
                else if (op != 3)
                {
                    queue.DecreaseKey(id, model[id] = Math.Min(key, model[id]));
                    history.Add(FormattableString.Invariant($"DecreaseKey({id}, {model[id]})"));
                }

                string after = $"after {string.Join(", ", history.TakeLast(12))}.";
                Expect.Equal(model.Count, queue.Count, $"So many wait {after}");
                for (int other = 0; other < 12; other++) Expect.Equal(model.ContainsKey(other), queue.Contains(other), $"Whether {other} waits {after}");
            }

            while (model.Count > 0) Pop();

            void Pop()
            {
                int id = queue.PopMin();
                Expect.That(model.TryGetValue(id, out double popped) && popped == model.Values.Min(), FormattableString.Invariant($"an id with the key {model.Values.Min()}"), id, because: $"The smallest key that waits, after {string.Join(", ", history.TakeLast(12))}. Is the parent's key at most the child's everywhere, and does every swap move the table of places along?");
                model.Remove(id);
                history.Add("PopMin()");
            }
        }, samples: 60);

    [Fact]
    public void No_call_searches_through_everything()
    {
        const int N = 1024, Most = 48;   // 4·log₂ n + 8
        CountingOrder<double> order = Ascending;
        IIndexedQueue<double> queue = Subject.Queue(N, order);
        var rng = new FromScratch.Data.Rng(3);
        for (int id = 0; id < N; id++) Costs("Push", () => queue.Push(id, N + rng.NextDouble()));
        for (int id = N - 1; id >= 0; id--) Costs("DecreaseKey", () => queue.DecreaseKey(id, id));
        for (int id = 0; id < N; id++) Costs("PopMin", () => Expect.Equal(id, queue.PopMin(), because: "Every key was lowered to the id itself."));

        void Costs(string what, Action call)
        {
            order.Comparisons = 0;
            call();
            Expect.That(order.Comparisons <= Most, $"at most {Most} comparisons for one {what}", $"{order.Comparisons} comparisons", because: "1,024 ids make a heap of 10 levels. To rise takes one comparison a level, to sink two; a search through all takes a thousand.");
        }
    }

    [Fact]
    public void A_key_never_rises() =>
        Expect.Throws<ArgumentException>(() => { Filled(3, 4).DecreaseKey(0, 3.5); return null; }, because: "From 3 to 3.5 is no decrease. Who calls it so has made a mistake elsewhere: tell them.");

    [Fact]
    public void What_waits_is_not_pushed_again() =>
        Expect.Throws<InvalidOperationException>(() => { Filled(3, 4).Push(1, 1); return null; }, because: "Id 1 waits already. Twice in the heap, it would have two places and one entry in the table.");

    [Fact]
    public void What_does_not_wait_has_no_key()
    {
        IIndexedQueue<double> queue = Filled(3, 4);
        queue.PopMin();
        Expect.Throws<InvalidOperationException>(() => { queue.DecreaseKey(0, 1); return null; }, because: "Id 0 was taken out: there is no key to lower.");
    }

    [Fact]
    public void From_an_empty_queue_nothing_comes()
    {
        Expect.Throws<InvalidOperationException>(() => Subject.Queue(3, Ascending).PopMin(), because: "Nothing waits.");
        Expect.Throws<InvalidOperationException>(() => Subject.Queue(0, Ascending).PopMin(), because: "Nothing ever waits here.");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void Ids_are_below_n(int id)
    {
        Expect.Throws<ArgumentOutOfRangeException>(() => { Subject.Queue(3, Ascending).Push(id, 1); return null; }, because: "There are the ids 0, 1 and 2.");
        Expect.Throws<ArgumentOutOfRangeException>(() => { Subject.Queue(3, Ascending).DecreaseKey(id, 1); return null; }, because: "There are the ids 0, 1 and 2.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Queue(3, Ascending).Contains(id), because: "There are the ids 0, 1 and 2.");
    }

    [Fact]
    public void A_negative_number_of_ids_is_refused() => Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Queue(-1, Ascending), because: "n is a number of ids.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("A swap moved the ids in the heap but not their places in the table: from then on DecreaseKey moves another id than it is asked to.", new((n, order) => new Heap(n, order, Slip.ForgetsPlaces))),
        new("DecreaseKey let the id sink. A smaller key belongs nearer to the top: let it rise.", new((n, order) => new Heap(n, order, Slip.SinksOnly))),
        new("PopMin took the id out of the heap but not out of the table: it still seems to wait.", new((n, order) => new Heap(n, order, Slip.LeavesPlace))),
        new("Your ids sink along the left child. Swap with the smaller of the two children, or the larger one ends up above it.", new((n, order) => new Heap(n, order, Slip.LeftChild))),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("places from 1, sinking by a hole", new((n, order) => new Heap(n, order, Slip.None))),
        new("a sorted set of pairs", new((n, order) => new SortedPairs(n, order))),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Three arrays: the heap holds ids, a table says for each id where it lies in the heap, a third holds the keys by id. Which methods write to the first two?",
        "Let one method alone put an id to a place: it writes the heap and the table together. If all others call it, the two can never disagree.",
        "Push: key, place at the end, rise. DecreaseKey: refuse a larger key, store, rise from the place in the table. PopMin: remember the top, put the last id in its place, mark the old top as absent, sink with the smaller child. Absent is −1 in the table.",
    ];

    private static double Sorted(QueueFactory make, double[] keys)
    {
        IIndexedQueue<double> queue = make(keys.Length, Comparer<double>.Default);
        for (int id = 0; id < keys.Length; id++) queue.Push(id, keys[id]);
        double check = 0;
        for (int i = 1; queue.Count > 0; i++) check += keys[queue.PopMin()] / i;
        return check;
    }

    private static readonly ConcurrentDictionary<int, double[]> _some = new();   // for comparisons: made once

    private static double[] SomeKeys(int n) => _some.GetOrAdd(n, Made);

    private static double[] Made(int n)
    {
        var rng = new FromScratch.Data.Rng(3);
        return [.. Enumerable.Range(0, n).Select(_ => rng.NextDouble())];
    }

    private enum Slip
    {
        None,
        ForgetsPlaces,
        SinksOnly,
        LeavesPlace,
        LeftChild,
    }

    private sealed class Heap : IIndexedQueue<double>
    {
        private readonly IComparer<double> _order;
        private readonly Slip _slip;
        private readonly int[] _ids, _places;   // from 1 on; place 0 is "does not wait"
        private readonly double[] _keys;

        public Heap(int n, IComparer<double> order, Slip slip)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(n);
            (_order, _slip, _ids, _places, _keys) = (order, slip, new int[n + 1], new int[n], new double[n]);
        }

        public int Count { get; private set; }

        public bool Contains(int id) => id >= 0 && id < _keys.Length ? _places[id] > 0 : throw new ArgumentOutOfRangeException(nameof(id));

        public void Push(int id, double key)
        {
            if (Contains(id)) throw new InvalidOperationException("It waits.");
            _keys[id] = key;
            _places[id] = ++Count;
            _ids[Count] = id;
            Rise(Count);
        }

        public void DecreaseKey(int id, double key)
        {
            if (!Contains(id)) throw new InvalidOperationException("It does not wait.");
            if (_order.Compare(key, _keys[id]) > 0) throw new ArgumentException("Larger.");
            _keys[id] = key;
            if (_slip == Slip.SinksOnly) Sink(_places[id]);
            else Rise(_places[id]);
        }

        public int PopMin()
        {
            if (Count == 0) throw new InvalidOperationException("Empty.");
            int top = _ids[1], last = _ids[Count--];
            if (Count > 0)
            {
                _ids[1] = last;
                _places[last] = 1;
                Sink(1);
            }

            if (_slip != Slip.LeavesPlace) _places[top] = 0;
            return top;
        }

        private void Rise(int at)
        {
            int id = _ids[at];
            for (; at > 1 && _order.Compare(_keys[id], _keys[_ids[at / 2]]) < 0; at /= 2) Put(_ids[at / 2], at);
            Put(id, at, last: true);
        }

        private void Sink(int at)
        {
            int id = _ids[at];
            while (2 * at <= Count)
            {
                int child = 2 * at;
                if (_slip != Slip.LeftChild && child < Count && _order.Compare(_keys[_ids[child + 1]], _keys[_ids[child]]) < 0) child++;
                if (_order.Compare(_keys[_ids[child]], _keys[id]) >= 0) break;
                Put(_ids[child], at);
                at = child;
            }

            Put(id, at, last: true);
        }

        private void Put(int id, int at, bool last = false)
        {
            _ids[at] = id;
            if (last || _slip != Slip.ForgetsPlaces) _places[id] = at;
        }
    }

    private sealed class SortedPairs : IIndexedQueue<double>
    {
        private readonly SortedSet<(double Key, int Id)> _waiting;
        private readonly double?[] _keys;
        private readonly IComparer<double> _order;

        public SortedPairs(int n, IComparer<double> order)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(n);
            (_keys, _order) = (new double?[n], order);
            _waiting = new(Comparer<(double Key, int Id)>.Create((a, b) => order.Compare(a.Key, b.Key) is var c && c != 0 ? c : a.Id.CompareTo(b.Id)));
        }

        public int Count => _waiting.Count;

        public bool Contains(int id) => id >= 0 && id < _keys.Length ? _keys[id] is not null : throw new ArgumentOutOfRangeException(nameof(id));

        public void Push(int id, double key)
        {
            if (Contains(id)) throw new InvalidOperationException("It waits.");
            _waiting.Add((key, id));
            _keys[id] = key;
        }

        public void DecreaseKey(int id, double key)
        {
            if (!Contains(id)) throw new InvalidOperationException("It does not wait.");
            if (_order.Compare(key, _keys[id]!.Value) > 0) throw new ArgumentException("Larger.");
            _waiting.Remove((_keys[id]!.Value, id));
            _waiting.Add((key, id));
            _keys[id] = key;
        }

        public int PopMin()
        {
            if (Count == 0) throw new InvalidOperationException("Empty.");
            (double _, int id) = _waiting.Min;
            _waiting.Remove(_waiting.Min);
            _keys[id] = null;
            return id;
        }
    }
}
