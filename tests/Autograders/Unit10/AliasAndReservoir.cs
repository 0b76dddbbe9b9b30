using Course;
using CsCheck;
using FromScratch.Algorithms;
using FromScratch.Data;

namespace Autograders;

/// <summary>Exercise 10.10: draws by weight in constant time, and a fair sample of a stream.</summary>
[Exercise("10.10", "Alias table and reservoir", Difficulty = 3, Minutes = 30, Theory = "7. Sketches trade certainty for memory")]
public sealed class AliasAndReservoir : Exercise<AliasAndReservoir, AliasAndReservoir.Contract>
{
    public delegate AliasTable Tabulation(double[] weights);

    public delegate int TableDraw(AliasTable table, Rng rng);

    public delegate int[] StreamSample(IEnumerable<int> stream, int k, Rng rng);

    public sealed record Contract(Tabulation Build, TableDraw DrawOne, StreamSample SampleStream);

    public static Verdict Check(Tabulation build, TableDraw drawOne, StreamSample sampleStream) => Grade(new Contract(build, drawOne, sampleStream));

    protected override Contract Reference => new(AliasTable.Build, AliasTable.Draw, Reservoir.Sample);

    private const int N = 8000;

    [Fact]
    public void The_columns_hold_what_the_weights_say()
    {
        RequireTable([1, 2, 5], Subject.Build([1, 2, 5]));
        RequireTable([0.5, 0.1, 0.15, 0.25], Subject.Build([0.5, 0.1, 0.15, 0.25]));
    }

    [Fact]
    public void Any_weights_will_do() => Property.Holds(
        Gen.Int[0, 9].Array[1, 12].Where(weights => weights.Any(weight => weight > 0)), weights =>
        {
            double[] w = Array.ConvertAll(weights, weight => weight / 3.0);
            RequireTable(w, Subject.Build(w));
        }, samples: 60);

    [Fact]
    public void A_thousand_weights_of_all_sizes()
    {
        var rng = new Rng(10);
        double[] weights = [.. Enumerable.Range(0, 1000).Select(_ => Math.Exp(4 * rng.NextGaussian()))];
        RequireTable(weights, Subject.Build(weights));
    }

    [Fact]
    public void Equal_weights_keep_their_columns() => RequireTable([0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1], Subject.Build([0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1]));

    [Fact]
    public void A_weight_of_0_is_never_drawn()
    {
        AliasTable table = Subject.Build([0, 3, 0, 0.1, 0.7]);
        RequireTable([0, 3, 0, 0.1, 0.7], table);
        Expect.That(table.Keep[0] == 0 && table.Keep[2] == 0 && !table.Alias.Contains(0) && !table.Alias.Contains(2), "nothing of the outcomes 0 and 2, exactly", table, because: "Their weight is 0: not even by rounding may they come.");
    }

    [Fact]
    public void Weights_that_are_none_are_refused()
    {
        Expect.Throws<ArgumentException>(() => Subject.Build([]), because: "There is nothing to draw.");
        Expect.Throws<ArgumentException>(() => Subject.Build([0, 0]), because: "All weights are 0: nothing can be drawn.");
        Expect.Throws<ArgumentException>(() => Subject.Build([1, -0.5, 2]), because: "A weight is never negative.");
        Expect.Throws<ArgumentException>(() => Subject.Build([1, double.NaN]), because: "NaN is no weight.");
        Expect.Throws<ArgumentException>(() => Subject.Build([1, double.PositiveInfinity]), because: "∞/∞ is NaN.");
    }

    [Fact]
    public void A_draw_takes_a_column_and_a_height()
    {
        var table = new AliasTable([0.25, 1, 0.5], [2, 1, 1]);   // 1/12, 1/2, 5/12
        double[] p = [1 / 12.0, 1 / 2.0, 5 / 12.0];
        int[] counts = new int[3];
        foreach (int outcome in Chance.Draws(5, N, rng => Subject.DrawOne(table, rng)))
        {
            Expect.That(outcome is >= 0 and < 3, "an outcome from 0 to 2", outcome, because: "The table has three columns.");
            counts[outcome]++;
        }

        for (int i = 0; i < 3; i++)
            Expect.That(Math.Abs(counts[i] - N * p[i]) < 4.5 * Math.Sqrt(N * p[i] * (1 - p[i])), $"about {N * p[i]:0} of {N} draws of outcome {i}", counts, because: "Column 0 is outcome 0 up to 0.25 and outcome 2 above; column 1 is outcome 1 alone; column 2 is outcome 2 up to 0.5 and outcome 1 above. Each column is a third.");
    }

    [Fact]
    public void A_column_that_keeps_nothing_gives_its_alias()
    {
        var table = new AliasTable([0, 1, 0, 0], [1, 1, 1, 1]);   // four columns: the column of the random number 0 is 0, and no other number is drawn for it
        foreach (int outcome in Chance.Draws(6, 200, rng => Subject.DrawOne(table, rng))) Expect.Equal(1, outcome, because: "All columns but 1 keep nothing of their own: a height is at least 0, so ask for height < keep.");
        Expect.Equal(1, Subject.DrawOne(table, Rng.FromState(1, 0, 1, 0)), because: "The next two random numbers are 0 here: column 0, height 0. 0 < 0 is false, so the alias comes.");
    }

    [Fact]
    public void A_draw_costs_two_random_numbers_at_most()
    {
        var table = new AliasTable([0.25, 1, 0.5, 1, 1], [2, 1, 1, 3, 4]);
        for (ulong seed = 0; seed < 40; seed++)
        {
            Rng used = new(seed), same = new(seed);
            Subject.DrawOne(table, used);
            ulong next = used.NextUInt64();
            bool found = Enumerable.Range(0, 3).Any(_ => same.NextUInt64() == next);
            Expect.That(found, "at most two random numbers for a draw", "more", because: "One number chooses the column, one the height in it: constant time, however many outcomes there are.");
        }
    }

    [Fact]
    public void Every_item_of_a_stream_is_kept_equally_often()
    {
        const int Items = 9, K = 3;
        int[] kept = new int[Items];
        int[,] together = new int[Items, Items];
        foreach (int[] sample in Chance.Draws(7, N, rng => Subject.SampleStream(new CountedStream<int>(Enumerable.Range(0, Items)), K, rng)))
        {
            Expect.That(sample is { Length: K } && sample.Distinct().Count() == K && sample.All(item => item is >= 0 and < Items), "three different items of the stream", sample, because: "Nine items came, three are wanted.");
            foreach (int i in sample)
            {
                kept[i]++;
                foreach (int j in sample) together[i, j]++;
            }
        }

        for (int i = 0; i < Items; i++)
        {
            Expect.That(Math.Abs(kept[i] - N / 3.0) < 4.5 * Math.Sqrt(N * 2 / 9.0), $"item {i} in about a third of the {N} samples", $"in {kept[i]} of them", because: "Item number i, from 1, comes in with probability k/i and takes a random place: then each of n items is kept with probability k/n.");
            for (int j = 0; j < i; j++)
                Expect.That(Math.Abs(together[i, j] - N / 12.0) < 4.5 * Math.Sqrt(N * 11 / 144.0), $"items {j} and {i} together in about a twelfth of the {N} samples", $"in {together[i, j]} of them", because: "Each set of three is equally likely, so each pair comes with probability 3/9 · 2/8.");
        }
    }

    [Fact]
    public void What_came_early_survives()
    {
        int early = Chance.Draws(8, 500, rng => Subject.SampleStream(new CountedStream<int>(Enumerable.Range(0, 40)), 4, rng)).Sum(sample => sample.Count(item => item < 10));
        Expect.That(early > 250, "about 500 of the 2,000 items kept in 500 samples from the first quarter of the stream", early, because: "A quarter of the items are that early, so a quarter of those kept should be. Whoever lets each new item in loses the first ones.");
    }

    [Fact]
    public void A_short_stream_is_kept_whole()
    {
        Expect.SequenceEqual([4, 7], Subject.SampleStream(new CountedStream<int>([7, 4]), 3, new Rng(1))?.Order(), because: "Two items came, three are wanted.");
        Expect.SequenceEqual([], Subject.SampleStream(new CountedStream<int>([7, 4]), 0, new Rng(1)), because: "None is wanted.");
        Expect.SequenceEqual([], Subject.SampleStream(new CountedStream<int>([]), 3, new Rng(1)), because: "None came.");
    }

    [Fact]
    public void The_stream_is_read_once_and_k_items_are_kept()
    {
        var stream = new CountedStream<int>(Enumerable.Range(0, 20_000));
        Expect.AllocatesAtMost(4000, () => Subject.SampleStream(stream, 10, new Rng(2)), because: "20,000 items go by, 10 are wanted: keep 10 numbers of 4 bytes, not 20,000.");
        Expect.That(stream.Readings == 1, "one reading of the stream", $"{stream.Readings} readings", because: "A stream goes by once. Count() starts it again.");
    }

    [Fact]
    public void A_negative_k_is_refused() => Expect.Throws<ArgumentOutOfRangeException>(() => Subject.SampleStream(new CountedStream<int>([7, 4]), -1, new Rng(1)), because: "k is how many to keep.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("The columns have height 1 only when the weights have mean 1: multiply each by n and divide by their sum first.", Reference with { Build = Unscaled }),
        new("A column was filled up, but the outcome that gave did not get smaller: take what it gave from it, and look again whether it is below 1 now.", Reference with { Build = weights => Built(weights, reduces: false) }),
        new("Below its height a column is its own outcome, above it the alias. You have them the other way round.", Reference with { DrawOne = (table, rng) => { int column = rng.NextInt(table.Keep.Length); return rng.NextDouble() < table.Keep[column] ? table.Alias[column] : column; } }),
        new("Every new item took a place: the first ones hardly survive. Item number i comes in with probability k/i only.", Reference with { SampleStream = (stream, k, rng) => Kept(stream, k, (seen, r) => r.NextInt(k), rng) }),
        new("Item number i must come in with probability k/i, i counted from 1. Yours is one off.", Reference with { SampleStream = (stream, k, rng) => Kept(stream, k, (seen, r) => r.NextInt(seen - 1), rng) }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("a worklist in arrays; one random number for column and height; keys sorted for the sample", new(
            weights => Built(weights, reduces: true),
            (table, rng) =>
            {
                double place = rng.NextDouble() * table.Keep.Length;
                int column = (int)place;
                return place - column < table.Keep[column] ? column : table.Alias[column];
            },
            (stream, k, rng) =>
            {
                ArgumentOutOfRangeException.ThrowIfNegative(k);
                var queue = new PriorityQueue<int, double>();
                foreach (int item in stream)
                {
                    queue.Enqueue(item, rng.NextDouble());
                    if (queue.Count > k) queue.Dequeue();
                }

                return [.. queue.UnorderedItems.Select(entry => entry.Element)];
            })),
        new("taken with probability k/i first, the place drawn after", Reference with { SampleStream = (stream, k, rng) => Kept(stream, k, (seen, r) => r.NextDouble() < k / (double)seen ? r.NextInt(k) : k, rng) }),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "The table: n columns of height 1, and weights with mean 1. Some are too short for their column, some too tall. Who gives to whom? The sample: the tenth item comes; with which probability must it be in a fair sample of 3 out of 10?",
        "Keep two stacks, of the columns below 1 and of the others. Fill up a short one from a tall one; the tall one is shorter then, and may change the stack. For the sample, item number i comes in with probability k/i and takes the place of a random one.",
        "Build: check; scale; alias[i] = i. While both stacks have entries: pop a short one, peek at a tall one; alias[short] = tall; tall −= 1 − short; when it is below 1, move it. What is left over at the end is 1 but for rounding. Sample: fill k places; then a random number from 0 to i − 1; if it is below k, it is the place.",
    ];

    private static void RequireTable(double[] weights, AliasTable? table)
    {
        int n = weights.Length;
        Expect.That(table is { Keep: not null, Alias: not null } && table.Keep.Length == n && table.Alias.Length == n, FormattableString.Invariant($"{n} columns"), table, because: "A column for each weight.");
        if (table is not { Keep: { } shares, Alias: { } aliases }) return;
        Expect.That(shares.All(keep => keep is >= 0 and <= 1) && aliases.All(alias => alias >= 0 && alias < n), "shares from 0 to 1, and aliases that are outcomes", table, because: "A column has height 1: its own outcome takes a share of it, the alias the rest.");
        double[] implied = new double[n];
        for (int i = 0; i < n; i++)
        {
            implied[i] += shares[i] / n;
            implied[aliases[i]] += (1 - shares[i]) / n;
        }

        double sum = weights.Sum();
        Expect.Close([.. weights.Select(weight => weight / sum)], implied, because: $"Add up for each outcome what the columns give it, a column being 1/{n}: these are its chances. The weights are {ValueText.Of(weights)}.", tolerance: 1e-9);
    }

    private static void RequireWeights(double[] weights)
    {
        if (!(weights.All(weight => weight >= 0) && weights.Sum() is > 0 and < double.PositiveInfinity)) throw new ArgumentException("No weights.");
    }

    private static AliasTable Built(double[] weights, bool reduces)
    {
        RequireWeights(weights);
        int n = weights.Length;
        double sum = weights.Sum();
        double[] left = [.. weights.Select(weight => weight * n / sum)], keep = new double[n];
        int[] alias = [.. Enumerable.Range(0, n)];
        List<int> small = [.. alias.Where(i => left[i] < 1)], large = [.. alias.Where(i => left[i] >= 1)];
        while (small.Count > 0 && large.Count > 0)
        {
            (int s, int l) = (small[^1], large[^1]);
            small.RemoveAt(small.Count - 1);
            (keep[s], alias[s]) = (left[s], l);
            if (!reduces) continue;
            left[l] = left[l] + left[s] - 1;
            if (left[l] >= 1) continue;
            large.RemoveAt(large.Count - 1);
            small.Add(l);
        }

        foreach (int i in small.Concat(large)) keep[i] = 1;
        return new(keep, alias);
    }

    private static AliasTable Unscaled(double[] weights)
    {
        RequireWeights(weights);
        AliasTable right = AliasTable.Build(weights);
        return right with { Keep = [.. weights.Select((weight, i) => Math.Min(weight, 1) is var keep && right.Keep[i] == 1 ? 1 : keep)] };
    }

    private static int[] Kept(IEnumerable<int> stream, int k, Func<int, Rng, int> place, Rng rng)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        if (k == 0) return [];
        List<int> kept = [];
        int seen = 0;
        foreach (int item in stream)
        {
            seen++;
            if (kept.Count < k) kept.Add(item);
            else if (place(seen, rng) is var at && at < k) kept[at] = item;
        }

        return [.. kept];
    }
}
