using FromScratch.Algorithms;

namespace FromScratch.Tests.Algorithms;

public sealed class LruCacheTests
{
    [Fact]
    public void What_was_not_used_for_the_longest_time_goes()
    {
        var cache = new LruCache<string, int>(2);
        cache.Set("a", 1);
        cache.Set("b", 2);
        Assert.True(cache.TryGet("a", out int a));
        cache.Set("c", 3);   // b goes: a was used after it
        Assert.False(cache.TryGet("b", out _));
        Assert.Equal(1, a);
        cache.Set("a", 9);
        cache.Set("d", 4);   // c goes
        Assert.False(cache.TryGet("c", out _));
        Assert.True(cache.TryGet("a", out a));
        Assert.Equal((9, 2, 2), (a, cache.Count, cache.Capacity));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LruCache<string, int>(0));
    }
}
