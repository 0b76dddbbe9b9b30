using FromScratch.Data;

namespace FromScratch.Tests.Data;

public sealed class RngTests
{
    [Fact]
    public void SplitMix64_gives_the_published_numbers_of_its_seed()
    {
        var generator = new SplitMix64(1234567);
        Assert.Equal([6457827717110365317, 3203168211198807973, 9817491932198370423], new[] { generator.Next(), generator.Next(), generator.Next() });
    }

    [Fact]
    public void Xoshiro_gives_the_published_numbers_of_the_state_1_2_3_4()
    {
        var rng = Rng.FromState(1, 2, 3, 4);
        ulong[] published = [11520, 0, 1509978240, 1215971899390074240, 1216172134540287360, 607988272756665600, 16172922978634559625, 8476171486693032832, 10595114339597558777, 2904607092377533576];
        Assert.Equal(published, published.Select(_ => rng.NextUInt64()));
    }

    [Fact]
    public void A_state_of_zeros_is_refused() => Assert.Throws<ArgumentException>(() => Rng.FromState(0, 0, 0, 0));

    [Fact]
    public void The_same_seed_gives_the_same_numbers_and_another_seed_others()
    {
        Assert.Equal(Draws(new Rng(7)), Draws(new Rng(7)));
        Assert.NotEqual(Draws(new Rng(7)), Draws(new Rng(8)));
    }

    [Fact]
    public void Doubles_fill_the_half_open_interval_evenly()
    {
        var rng = new Rng(1);
        double[] draws = [.. Enumerable.Range(0, 100_000).Select(_ => rng.NextDouble())];
        Assert.All(draws, x => Assert.InRange(x, 0, Math.BitDecrement(1.0)));
        Assert.InRange(draws.Average(), 0.5 - (4 * 0.2887 / Math.Sqrt(draws.Length)), 0.5 + (4 * 0.2887 / Math.Sqrt(draws.Length)));   // sd of a uniform number: 1/√12
        Assert.InRange(draws.Count(x => x < 0.1), 10_000 - 380, 10_000 + 380);   // 4·√(n·0.1·0.9)
    }

    [Fact]
    public void Whole_numbers_are_equally_likely()
    {
        var rng = new Rng(2);
        int[] counts = new int[6];
        for (int i = 0; i < 60_000; i++) counts[rng.NextInt(6)]++;
        Assert.All(counts, count => Assert.InRange(count, 10_000 - 366, 10_000 + 366));   // 4·√(n·(1/6)·(5/6))
    }

    [Fact]
    public void One_choice_is_always_0_and_none_is_refused()
    {
        var rng = new Rng(3);
        Assert.All(Enumerable.Range(0, 100), _ => Assert.Equal(0, rng.NextInt(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => rng.NextInt(0));
    }

    [Fact]
    public void Gaussians_have_mean_0_variance_1_and_the_tails_of_the_normal_distribution()
    {
        var rng = new Rng(4);
        double[] draws = [.. Enumerable.Range(0, 100_000).Select(_ => rng.NextGaussian())];
        Assert.InRange(draws.Average(), -4 / Math.Sqrt(draws.Length), 4 / Math.Sqrt(draws.Length));
        Assert.InRange(draws.Average(x => x * x), 1 - (4 * Math.Sqrt(2.0 / draws.Length)), 1 + (4 * Math.Sqrt(2.0 / draws.Length)));   // Var(x²) = 2
        Assert.InRange(draws.Count(x => Math.Abs(x) > 2), 4550 - 264, 4550 + 264);   // P = 0.0455, 4·√(n·P·(1−P))
    }

    [Fact]
    public void Every_order_of_three_is_equally_likely_after_a_shuffle()
    {
        var rng = new Rng(5);
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < 60_000; i++)
        {
            char[] letters = ['a', 'b', 'c'];
            rng.Shuffle(letters);
            string order = new(letters);
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        Assert.Equal(6, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 10_000 - 366, 10_000 + 366));
    }

    [Fact]
    public void A_split_generator_goes_its_own_way()
    {
        var rng = new Rng(6);
        Rng split = rng.Split();
        ulong[] own = Draws(rng);
        var again = new Rng(6);
        again.Split();
        Assert.Equal(own, Draws(again));
        Assert.NotEqual(own, Draws(split));
    }

    private static ulong[] Draws(Rng rng) => [.. Enumerable.Range(0, 5).Select(_ => rng.NextUInt64())];
}
