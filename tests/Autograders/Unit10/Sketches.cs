using Course;
using CsCheck;
using FromScratch.Algorithms;
using FromScratch.Data;

namespace Autograders;

/// <summary>Exercise 10.11: sets, counts and similarities in little memory, with known error.</summary>
/// <remarks>
/// Thresholds: the share of wrong "present" of 9,585 bits, 7 hashes, 1,000 keys is (1 − e^(−7000/9585))⁷ = 0.0100 by the formula; over 10,000 probes its standard error is 0.001, so ± 4 of them are 0.006 to 0.014.
/// The other rates follow in the same way.
/// </remarks>
[Exercise("10.11", "Bloom filter, Count-Min, MinHash", Difficulty = 4, Minutes = 45, Core = true, Theory = "7. Sketches trade certainty for memory")]
public sealed class Sketches : Exercise<Sketches, Sketches.Contract>
{
    public delegate IKeyFilter FilterFactory(int bits, int hashes);

    public delegate IFrequencySketch SketchFactory(int width, int depth);

    public delegate double SimilarityEstimate(int[] a, int[] b, int hashes, ulong seed);

    public sealed record Contract(FilterFactory Filter, SketchFactory Counts, SimilarityEstimate MinHashJaccard);

    /// <summary>Checks your three sketches.</summary>
    /// <param name="filter">How to make a filter: <c>(bits, hashes) => new MyFilter(bits, hashes)</c>.</param>
    /// <param name="counts">How to make a sketch of counts: <c>(width, depth) => new MyCounts(width, depth)</c>.</param>
    /// <param name="minHashJaccard">The estimate of a similarity.</param>
    public static Verdict Check(FilterFactory filter, SketchFactory counts, SimilarityEstimate minHashJaccard) => Grade(new Contract(filter, counts, minHashJaccard));

    protected override Contract Reference => new(BloomFilter.Empty, CountMin.Empty, MinHash.Jaccard);

    private static Gen<ulong> Keys { get; } = Gen.Int[0, 60].Select(i => i % 3 == 0 ? (ulong)i : i % 3 == 1 ? (ulong)i << 33 : ulong.MaxValue - (ulong)i);

    [Fact]
    public void An_empty_filter_knows_no_key()
    {
        IKeyFilter filter = Subject.Filter(100, 3);
        foreach (ulong key in new ulong[] { 0, 1, 77, ulong.MaxValue }) Expect.Equal(false, filter.MayContain(key), because: "Nothing was added: no bit is set.");
    }

    [Fact]
    public void What_was_added_is_never_called_absent() => Property.Holds(
        Gen.Select(Keys.Array[1, 12], Gen.Int[1, 200], Gen.Int[1, 8]), sample =>
        {
            (ulong[] keys, int bits, int hashes) = sample;
            IKeyFilter filter = Subject.Filter(bits, hashes);
            foreach (ulong key in keys) filter.Add(key);
            foreach (ulong key in keys) Expect.Equal(true, filter.MayContain(key), because: FormattableString.Invariant($"{key} was added to a filter of {bits} bits and {hashes} hashes. \"Absent\" is certain: the bits a key sets are the bits it is asked for."));
        }, samples: 40);

    [Theory]
    [InlineData(9585, 7, 1000, 1, 0.006, 0.014)]
    [InlineData(9585, 7, 1000, 4294967296, 0.006, 0.014)]
    [InlineData(1000, 1, 100, 1, 0.065, 0.125)]
    [InlineData(2000, 4, 400, 1, 0.072, 0.111)]
    public void It_is_wrong_as_often_as_the_formula_says(int bits, int hashes, int keys, long step, double low, double high)
    {
        IKeyFilter filter = Subject.Filter(bits, hashes);
        for (int i = 0; i < keys; i++) filter.Add((ulong)(i * step));
        int wrong = Enumerable.Range(keys, 10_000).Count(i => filter.MayContain((ulong)(i * step)));
        double rate = wrong / 10_000.0, formula = Math.Pow(1 - Math.Exp(-hashes * (double)keys / bits), hashes);
        Expect.That(rate >= low && rate <= high, $"\"present\" for about {formula * 100:0.0} % of 10,000 keys that were not added", $"{rate * 100:0.0} %", because: FormattableString.Invariant($"{keys} keys, {bits} bits, {hashes} hashes: (1 − e^(−kn/m))ᵏ. A key needs {hashes} places that know nothing of each other, all of them set, over the whole width."));
    }

    [Fact]
    public void A_filter_of_one_bit_calls_everything_present()
    {
        IKeyFilter filter = Subject.Filter(1, 3);
        filter.Add(5);
        Expect.Equal(true, filter.MayContain(6), because: "There is one bit, and it is set.");
    }

    [Fact]
    public void A_filter_keeps_bits_not_keys()
    {
        IKeyFilter filter = Subject.Filter(1000, 5);
        for (ulong key = 0; key < 3000; key++) filter.Add(key);
        Expect.HoldsAtMost(1100, filter, because: "1,000 bits, however many keys come: that is the whole point.");
    }

    [Fact]
    public void A_filter_has_bits_and_hashes()
    {
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Filter(0, 3), because: "Without a bit nothing can be remembered.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Filter(10, 0), because: "Without a hash every key counts as present.");
    }

    [Fact]
    public void A_key_alone_is_counted_exactly()
    {
        IFrequencySketch counts = Subject.Counts(50, 4);
        counts.Add(7, 3);
        counts.Add(7, 0);
        counts.Add(7, 5);
        Expect.Equal(8, counts.Estimate(7), because: "3 + 0 + 5, and no other key shares its counters.");
        Expect.Equal(0, Subject.Counts(50, 4).Estimate(7), because: "Nothing was counted.");
    }

    [Fact]
    public void A_count_is_never_too_low() => Property.Holds(
        Gen.Select(Gen.Select(Keys, Gen.Int[0, 9]).Array[1, 30], Gen.Int[1, 12], Gen.Int[1, 4]), sample =>
        {
            IFrequencySketch counts = Subject.Counts(sample.Item2, sample.Item3);
            Dictionary<ulong, long> truth = [];
            foreach ((ulong key, int count) in sample.Item1)
            {
                counts.Add(key, count);
                truth[key] = truth.GetValueOrDefault(key) + count;
            }

            foreach ((ulong key, long count) in truth)
            {
                long estimate = counts.Estimate(key);
                Expect.That(estimate >= count && estimate <= truth.Values.Sum(), FormattableString.Invariant($"from {count} to {truth.Values.Sum()} for key {key}"), estimate, because: "Other keys only ever add to a counter: each row is at least the truth, and at most all that was counted.");
            }
        }, samples: 40);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_count_is_rarely_much_too_high(int step)
    {
        const int Width = 272, Depth = 5;
        IFrequencySketch counts = Subject.Counts(Width, Depth);
        long[] truth = [.. Enumerable.Range(0, 800).Select(i => 4000L / (i + 1) + 1)];
        for (int i = 0; i < truth.Length; i++) counts.Add((ulong)(i * step), truth[i]);
        double total = truth.Sum(), bound = Math.E * total / Width;
        double[] errors = [.. truth.Select((count, i) => (double)(counts.Estimate((ulong)(i * step)) - count))];
        Expect.That(errors.Count(error => error > bound) <= 40, $"at most 40 of 800 estimates more than e·N/width = {bound:0} too high", $"{errors.Count(error => error > bound)} of them", because: "In one row that happens with probability below 1/e, in all 5 rows with e⁻⁵ = 0.7 %. Each row needs a hash function of its own, and the estimate is the least of the rows.");
        Expect.That(errors.Average() <= 0.5 * total / Width, $"an average error of at most half of N/width = {total / Width:0}", $"{errors.Average():0}", because: "N/width is what one row is wrong by on average. The least of five rows is far better: their mean is not.");
    }

    /// <summary>Of 4,000 other keys 4,000/widthᵈᵉᵖᵗʰ meet the one that was counted in every row: 15.6 and 7.8; the bound is 4.5 standard deviations above.</summary>
    [Theory]
    [InlineData(16, 2)]
    [InlineData(8, 3)]
    public void Every_row_counts(int width, int depth)
    {
        const int Keys = 4000;
        IFrequencySketch counts = Subject.Counts(width, depth);
        counts.Add(0, 5);
        int meeting = Enumerable.Range(1, Keys).Count(key => counts.Estimate((ulong)key) > 0);
        double mean = Keys / Math.Pow(width, depth);
        Expect.That(meeting <= mean + 4.5 * Math.Sqrt(mean), FormattableString.Invariant($"about {mean:0} of {Keys} keys that were never counted with an estimate above 0"), meeting, because: FormattableString.Invariant($"One key was counted, in {depth} rows of {width}. Another key shares its counter in one row with probability 1/{width}, in all {depth} rows with 1/{Math.Pow(width, depth)}: a single row without it shows the 0. Look at every row."));
    }

    [Fact]
    public void Counts_take_as_much_memory_as_counters()
    {
        IFrequencySketch counts = Subject.Counts(60, 3);
        for (ulong key = 0; key < 2000; key++) counts.Add(key, 1);
        Expect.HoldsAtMost(250, counts, because: "3 rows of 60 counters, however many keys come.");
    }

    [Fact]
    public void A_sketch_has_counters_and_only_adds()
    {
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Counts(0, 3), because: "Rows without a counter.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Counts(10, 0), because: "No row.");
        Expect.Throws<ArgumentOutOfRangeException>(() => { Subject.Counts(10, 2).Add(1, -1); return null; }, because: "Taking away from shared counters makes other keys' estimates too low.");
    }

    [Fact]
    public void Equal_sets_are_equal_whatever_their_order()
    {
        Expect.Close(1, Subject.MinHashJaccard([3, -1, 4, 15, 9], [9, 4, 3, 15, -1], 50, 1), because: "The least hash of a set does not hang on the order.");
        Expect.Close(1, Subject.MinHashJaccard([3, 1, 3, 3, 4, 1], [1, 3, 4], 50, 2), because: "An element counts once, however often it stands there.");
        Expect.Close(1, Subject.MinHashJaccard([], [], 50, 3), because: "Two empty sets are equal.");
    }

    [Fact]
    public void Sets_without_a_common_element_are_not_alike()
    {
        Expect.Close(0, Subject.MinHashJaccard([1, 2, 3], [4, 5], 200, 1), because: "No common element, so no common least hash.");
        Expect.Close(0, Subject.MinHashJaccard([], [4, 5], 200, 1), because: "The empty set has no element in common with any other.");
        Expect.Close(0, Subject.MinHashJaccard([4, 5], [], 200, 1), because: "The empty set has no element in common with any other.");
    }

    [Theory]
    [InlineData(30, 60, 1)]
    [InlineData(10, 60, 7)]
    [InlineData(54, 60, 1000)]
    public void The_estimate_has_the_right_mean_and_spread(int both, int either, int step)
    {
        const int Seeds = 60, Hashes = 64;
        int ofA = both + (either - both) / 3;
        int[] a = [.. Enumerable.Range(0, ofA).Select(i => i * step)], b = [.. Enumerable.Range(0, both).Concat(Enumerable.Range(ofA, either - ofA)).Select(i => i * step)];
        double j = both / (double)either, error = Math.Sqrt(j * (1 - j) / Hashes);
        double[] estimates = [.. Enumerable.Range(0, Seeds).Select(seed => Subject.MinHashJaccard(a, b, Hashes, (ulong)seed))];
        double mean = estimates.Average(), spread = Math.Sqrt(estimates.Sum(estimate => (estimate - j) * (estimate - j)) / Seeds);
        Expect.That(Math.Abs(mean - j) < 4.5 * error / Math.Sqrt(Seeds), $"{j:0.000} on average over {Seeds} seeds, within {4.5 * error / Math.Sqrt(Seeds):0.000}", $"{mean:0.000}", because: FormattableString.Invariant($"{both} common elements of {either}: the share of equal least hashes estimates |A ∩ B|/|A ∪ B|."));
        Expect.That(spread > 0.55 * error && spread < 1.6 * error, $"estimates that lie about √(J(1 − J)/hashes) = {error:0.000} off", $"{spread:0.000}", because: "Hash functions that know nothing of each other give this spread. A larger one: they are too alike, or fewer than you think. A smaller one: the seed does not choose them.");
    }

    [Fact]
    public void More_hashes_more_certainty()
    {
        int[] a = [.. Enumerable.Range(0, 300)], b = [.. Enumerable.Range(100, 300)];
        double estimate = Subject.MinHashJaccard(a, b, 3000, 5);
        Expect.That(Math.Abs(estimate - 0.5) < 4.5 * 0.5 / Math.Sqrt(3000), "0.5 within 0.041", estimate, because: "200 common elements of 400; with 3,000 hashes the standard error is √(0.25/3000) = 0.009.");
    }

    [Fact]
    public void One_hash_says_yes_or_no()
    {
        Expect.Close(1, Subject.MinHashJaccard([1, 2], [2, 1], 1, 1), because: "One hash function is enough to ask: the least hashes of equal sets are equal.");
        Expect.Close(0, Subject.MinHashJaccard([1, 2], [3], 1, 1), because: "Sets without a common element have no common least hash.");
    }

    [Fact]
    public void An_estimate_needs_a_hash() => Expect.Throws<ArgumentOutOfRangeException>(() => Subject.MinHashJaccard([1], [1], 0, 1), because: "0 of 0 are equal: that says nothing.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You used one hash, shifted by 1, 2, 3, …: the bits of a key lie side by side, and one lucky neighbour brings all. Take hashes that know nothing of each other.", Reference with { Filter = (bits, hashes) => Bits(bits, hashes, (key, i) => (KeyHash.Of(key, 0) + (ulong)i) % (ulong)bits) }),
        new("One set bit is enough for you. A key that was added has all its bits set: a single one that is not shows that it is absent.", Reference with { Filter = (bits, hashes) => Bits(bits, hashes, (key, i) => KeyHash.Of(key, (ulong)i) % (ulong)bits, any: true) }),
        new("Your estimate is the mean of the rows. Each row is too high, never too low: take the least.", Reference with { Counts = (width, depth) => new Rows(width, depth, row => (ulong)row, rows => (long)rows.Average()) }),
        new("All rows use one hash function: keys that meet in one row meet in all, and the least of equal numbers is no better.", Reference with { Counts = (width, depth) => new Rows(width, depth, _ => 0, rows => rows.Min()) }),
        new("You compared the signatures as sets, |∩|/|∪|. Entry i of one belongs to entry i of the other: the share of places where they are equal.", Reference with { MinHashJaccard = (a, b, hashes, seed) => MinHash.Signature(a, hashes, seed).Intersect(MinHash.Signature(b, hashes, seed)).Count() / (double)MinHash.Signature(a, hashes, seed).Union(MinHash.Signature(b, hashes, seed)).Count() }),
        new("Your hash functions do not hang on the seed: every seed gives the same estimate, and the same error.", Reference with { MinHashJaccard = (a, b, hashes, seed) => MinHash.Jaccard(a, b, hashes, 0) }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("two hashes for all bits; flags; jagged rows; seeds in a row", new(
            (bits, hashes) => Bits(bits, hashes, (key, i) => (KeyHash.Of(key, 1) % (ulong)bits + (ulong)i * (KeyHash.Of(key, 2) % (ulong)bits)) % (ulong)bits),
            (width, depth) => new Rows(width, depth, row => (ulong)row + 100, rows => rows.Min()),
            (a, b, hashes, seed) =>
            {
                ArgumentOutOfRangeException.ThrowIfLessThan(hashes, 1);
                if (a.Length == 0 || b.Length == 0) return a.Length == b.Length ? 1 : 0;
                return Enumerable.Range(0, hashes).Average(i => Least(a, i, seed) == Least(b, i, seed) ? 1.0 : 0.0);
            })),
        new("the element of least hash in place of the hash", Reference with { MinHashJaccard = (a, b, hashes, seed) =>
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(hashes, 1);
            if (a.Length == 0 || b.Length == 0) return a.Length == b.Length ? 1 : 0;
            int[] union = [.. a.Union(b)], both = [.. a.Intersect(b)];
            int hits = 0;
            for (int i = 0; i < hashes; i++)
            {
                ulong function = new SplitMix64(seed * 1000003 + (ulong)i).Next();
                hits += both.Contains(union.MinBy(element => KeyHash.Of((ulong)element, function))) ? 1 : 0;
            }

            return hits / (double)hashes;
        } }),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "KeyHash.Of(key, seed) is a hash function for each seed, and two of them know nothing of each other. All three sketches need several functions: where does the number of the function go?",
        "Filter: k places for a key; Add sets them, MayContain asks whether all are set. Counts: one place in each row; Add adds in every row, Estimate takes the least. MinHash: for each function the least hash over the set; compare place by place.",
        "Place: (int)(KeyHash.Of(key, (ulong)i) % (ulong)width). For MinHash, the function number i of a seed is KeyHash.Of((ulong)i, seed), used as seed for the elements. A set without elements keeps ulong.MaxValue in every place.",
    ];

    private static ulong Least(int[] set, int i, ulong seed) => set.Min(element => KeyHash.Of((ulong)(long)element, KeyHash.Of(seed, (ulong)i + 17)));

    private static Flags Bits(int bits, int hashes, Func<ulong, int, ulong> place, bool any = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bits, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(hashes, 1);
        return new Flags(new bool[bits], hashes, place, any);
    }

    private sealed class Flags(bool[] flags, int hashes, Func<ulong, int, ulong> place, bool any) : IKeyFilter
    {
        public void Add(ulong key)
        {
            for (int i = 0; i < hashes; i++) flags[place(key, i)] = true;
        }

        public bool MayContain(ulong key)
        {
            IEnumerable<bool> set = Enumerable.Range(0, hashes).Select(i => flags[place(key, i)]);
            return any ? set.Any(flag => flag) : set.All(flag => flag);
        }
    }

    private sealed class Rows : IFrequencySketch
    {
        private readonly long[][] _rows;
        private readonly Func<int, ulong> _seed;
        private readonly Func<IEnumerable<long>, long> _estimate;

        public Rows(int width, int depth, Func<int, ulong> seed, Func<IEnumerable<long>, long> estimate)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
            ArgumentOutOfRangeException.ThrowIfLessThan(depth, 1);
            (_rows, _seed, _estimate) = ([.. Enumerable.Range(0, depth).Select(_ => new long[width])], seed, estimate);
        }

        public void Add(ulong key, long count)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(count);
            for (int row = 0; row < _rows.Length; row++) _rows[row][Place(key, row)] += count;
        }

        public long Estimate(ulong key) => _estimate(_rows.Select((counters, row) => counters[Place(key, row)]));

        private int Place(ulong key, int row) => (int)(KeyHash.Of(key, _seed(row)) % (ulong)_rows[row].Length);
    }
}
