using FromScratch.Algorithms;
using FromScratch.Data;

namespace FromScratch.Tests.Algorithms;

public sealed class SketchesTests
{
    [Fact]
    public void A_bloom_filter_is_wrong_about_1_percent_at_9585_bits_and_1000_keys()
    {
        IKeyFilter filter = BloomFilter.Empty(9585, 7);
        for (ulong key = 0; key < 1000; key++) filter.Add(key);
        for (ulong key = 0; key < 1000; key++) Assert.True(filter.MayContain(key));
        int wrong = Enumerable.Range(1000, 100_000).Count(key => filter.MayContain((ulong)key));
        Assert.InRange(wrong / 1e5, 0.008, 0.012);
        Assert.Throws<ArgumentOutOfRangeException>(() => BloomFilter.Empty(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => BloomFilter.Empty(1, 0));
    }

    [Fact]
    public void A_count_min_sketch_is_never_too_low_and_rarely_much_too_high()
    {
        IFrequencySketch sketch = CountMin.Empty(272, 5);
        for (ulong key = 0; key < 1000; key++) sketch.Add(key, (long)(key % 10));
        long total = 4500, tooHigh = 0;
        for (ulong key = 0; key < 1000; key++)
        {
            Assert.True(sketch.Estimate(key) >= (long)(key % 10));
            if (sketch.Estimate(key) - (long)(key % 10) > Math.E * total / 272) tooHigh++;
        }

        Assert.InRange(tooHigh, 0, 50);
        Assert.Throws<ArgumentOutOfRangeException>(() => sketch.Add(1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => CountMin.Empty(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => CountMin.Empty(1, 0));
    }

    [Fact]
    public void MinHash_estimates_the_jaccard_similarity()
    {
        int[] a = [.. Enumerable.Range(0, 200)], b = [.. Enumerable.Range(100, 200)];
        Assert.Equal(1 / 3.0, MinHash.Jaccard(a, b, 5000, 1), 4 * Math.Sqrt(2 / 9.0 / 5000));
        Assert.Equal(1, MinHash.Jaccard([], [], 10, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => MinHash.Jaccard(a, b, 0, 1));
    }

    [Fact]
    public void Shingles_are_compared_exactly_and_counted()
    {
        var corpus = new ShingledCorpus(["a b c d e", "a b c d f", "a b", "a b", ""]);
        Assert.Equal(0.5, corpus.Jaccard(0, 1));   // abc, bcd of abc, bcd, cde, cdf
        Assert.Equal(1, corpus.Jaccard(2, 3));
        Assert.Equal(0, corpus.Jaccard(0, 4));
        Assert.Equal(3, corpus.Comparisons);
        Assert.Equal(3, corpus.Shingles(0).Length);
        Assert.Equal(1, corpus.Reads);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ShingledCorpus([], words: 0));
    }

    [Fact]
    public void Planted_copies_are_found()
    {
        double least = 1, sum = 0, comparisons = 0;
        for (ulong seed = 1; seed <= 20; seed++)
        {
            Planted<string[], DuplicateTruth> planted = Generators.NearDuplicateCorpus(seed, docs: 300, copies: 30);
            var corpus = new ShingledCorpus(planted.Data);
            (int A, int B)[] found = NearDuplicates.Find(corpus, 0.5, new Rng(seed));
            comparisons = Math.Max(comparisons, corpus.Comparisons);
            (int A, int B)[] wanted = [.. planted.Truth.Pairs.Where((_, i) => planted.Truth.Jaccard[i] >= 0.5)];
            double recall = wanted.Count(found.Contains) / (double)wanted.Length;
            (least, sum) = (Math.Min(least, recall), sum + recall);
            Assert.All(found, pair => Assert.True(pair.A < pair.B && corpus.Jaccard(pair.A, pair.B) >= 0.5));
        }

        Assert.True(least >= 0.93 && sum / 20 > 0.99, $"least {least}, mean {sum / 20}, comparisons {comparisons}");
        Assert.True(comparisons <= 300 * 299 / 2 / 50, $"{comparisons} comparisons");
        Assert.Throws<ArgumentOutOfRangeException>(() => NearDuplicates.Find(new([]), 0, new Rng(1)));
    }
}
