using FromScratch.Algorithms;

namespace FromScratch.Tests.Algorithms;

public sealed class EditDistanceTests
{
    [Theory]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("intention", "execution", 5)]   // Jurafsky and Martin, §2.5, with a replacement at 1
    [InlineData("", "abc", 3)]
    [InlineData("flaw", "lawn", 2)]
    public void Distances_of_the_textbooks(string a, string b, int distance)
    {
        Assert.Equal(distance, EditDistance.Between(a, b));
        Assert.Equal(distance, EditDistance.Between(b, a));
        Edit[] script = EditDistance.Script(a, b);
        Assert.Equal(distance, script.Count(edit => edit.Kind != EditKind.Keep));
        Assert.Equal(b, Edit.Replay(a, script));
    }

    [Fact]
    public void A_script_of_another_text_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Edit.Replay("ab", [new(EditKind.Keep, 'a')]));
        Assert.Throws<ArgumentException>(() => Edit.Replay("ab", [new(EditKind.Keep, 'b'), new(EditKind.Keep, 'b')]));
        Assert.Throws<ArgumentException>(() => Edit.Replay("a", [new(EditKind.Delete, 'a'), new(EditKind.Replace, 'b')]));
    }

    [Fact]
    public void Steps_are_written_as_words() =>
        Assert.Equal(["keep a", "replace by b", "insert c", "delete d"], new Edit[] { new(EditKind.Keep, 'a'), new(EditKind.Replace, 'b'), new(EditKind.Insert, 'c'), new(EditKind.Delete, 'd') }.Select(edit => edit.ToString()));
}
