using FromScratch.Algorithms;
using FromScratch.Data;

namespace FromScratch.Tests.Algorithms;

public sealed class HashMapTests
{
    [Fact]
    public void A_key_that_ends_a_run_is_found_after_one_in_the_middle_is_removed()
    {
        IMap<int, string> map = HashMap.Empty<int, string>(EqualityComparer<int>.Create((a, b) => a == b, _ => 3));
        foreach (int key in new[] { 1, 2, 3 }) map.Set(key, $"v{key}");
        Assert.True(map.Remove(2));
        Assert.True(map.TryGet(3, out string? value));
        Assert.Equal("v3", value);
        Assert.False(map.TryGet(2, out _));
        Assert.Equal(2, map.Count);
    }

    [Fact]
    public void It_answers_as_a_dictionary_through_10_000_random_calls()
    {
        var rng = new Rng(1);
        var map = new HashMap<int, int>(EqualityComparer<int>.Create((a, b) => a == b, key => key % 7 * int.MaxValue));
        Dictionary<int, int> model = [];
        for (int i = 0; i < 10_000; i++)
        {
            int key = rng.NextInt(60);
            switch (rng.NextInt(3))
            {
                case 0:
                    map.Set(key, i);
                    model[key] = i;
                    break;
                case 1:
                    Assert.Equal(model.Remove(key), map.Remove(key));
                    break;
                default:
                    Assert.Equal(model.TryGetValue(key, out int expected), map.TryGet(key, out int value));
                    Assert.Equal(expected, value);
                    break;
            }

            Assert.Equal(model.Count, map.Count);
        }
    }

    [Fact]
    public void Null_is_no_key()
    {
        var map = new HashMap<string, int>();
        Assert.Throws<ArgumentNullException>(() => map.Set(null!, 1));
        Assert.Throws<ArgumentNullException>(() => map.TryGet(null!, out _));
        Assert.Throws<ArgumentNullException>(() => map.Remove(null!));
    }
}
