using FromScratch.Algorithms;

namespace FromScratch.Tests.Algorithms;

public sealed class TrieTests
{
    private static Trie Words
    {
        get
        {
            var trie = new Trie();
            foreach ((string word, int value) in new[] { ("to", 1), ("tea", 2), ("ten", 3), ("t", 4), ("inn", 5) }) trie.Set(word, value);
            return trie;
        }
    }

    [Fact]
    public void Texts_are_found_and_prefixes_are_none()
    {
        Trie trie = Words;
        Assert.True(trie.TryGet("ten", out int value));
        Assert.Equal(3, value);
        Assert.False(trie.TryGet("te", out _));
        trie.Set("ten", 9);
        Assert.Equal(5, trie.Count);
    }

    [Fact]
    public void The_longest_text_at_a_place()
    {
        Assert.Equal((3, 2), Words.LongestAt("a teapot", 2));
        Assert.Equal((1, 4), Words.LongestAt("text", 0));
        Assert.Equal((0, -1), Words.LongestAt("text", 1));
        Assert.Equal((0, -1), Words.LongestAt("text", 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => Words.LongestAt("text", 5));
    }

    [Fact]
    public void Texts_with_a_prefix_come_in_order()
    {
        Assert.Equal(["t", "tea", "ten", "to"], Words.WithPrefix("t"));
        Assert.Equal(["tea", "ten"], Words.WithPrefix("te"));
        Assert.Empty(Words.WithPrefix("x"));
    }
}
