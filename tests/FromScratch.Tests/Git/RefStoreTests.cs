using FromScratch.Git;

namespace FromScratch.Tests.Git;

public sealed class RefStoreTests
{
    [Fact]
    public void Git_and_the_store_move_the_same_names()
    {
        using var real = new RealGit();
        IRefs refs = RefStore.Open(real.Git, () => real.Who);
        Assert.Equal(("main", null), refs.Head);
        real.Run("commit", "--quiet", "--allow-empty", "-m", "first");
        string first = real.Run("rev-parse", "HEAD");
        Assert.Equal(("main", first), refs.Head);
        refs.Update("refs/heads/topic", first, null, "branch: Created from main");
        refs.SwitchTo("topic");
        Assert.Equal("topic", real.Run("branch", "--show-current"));
        real.Run("commit", "--quiet", "--allow-empty", "-m", "second");
        string second = real.Run("rev-parse", "HEAD");
        Assert.Equal(second, refs.Resolve("topic"));
        refs.Update("refs/tags/topic", first, null, "tag");
        Assert.Equal(real.Try("", "rev-parse", "topic").Output.Trim(), refs.Resolve("topic"));   // the tag, with a warning
        refs.Detach(first);
        Assert.Equal(first, real.Run("rev-parse", "HEAD"));
        Assert.Equal("", real.Run("branch", "--show-current"));
        real.Run("switch", "--quiet", "main");
        Assert.Equal(["refs/heads/main", "refs/heads/topic", "refs/tags/topic"], refs.Names("refs/"));
        Assert.Equal(
            ["commit (initial): first", "checkout: moving from main to topic", "commit: second", $"checkout: moving from topic to {first}", $"checkout: moving from {first} to main"],
            refs.Log("HEAD").Select(entry => entry.Message));
        Assert.Equal(string.Join('\n', refs.Log("HEAD").Reverse().Select(entry => $"{entry.New} {entry.Message}")), real.Run("reflog", "--format=%H %gs"));
        refs.Delete("refs/heads/topic");
        Assert.Equal("* main", real.Run("branch"));
    }

    [Theory]
    [InlineData("a..b")]
    [InlineData("a.lock")]
    [InlineData("a.lock/b")]
    [InlineData("a/")]
    [InlineData(".a")]
    [InlineData("a/.b")]
    [InlineData("a.")]
    [InlineData("a./b")]
    [InlineData("a b")]
    [InlineData("a@{b")]
    [InlineData("@")]
    [InlineData("é")]
    [InlineData("a//b")]
    [InlineData("a\\b")]
    [InlineData("a\tb")]
    [InlineData("-x")]
    [InlineData("a[")]
    public void Names_are_as_check_ref_format_says(string name)
    {
        using var real = new RealGit();
        Assert.Equal(real.Try("", "check-ref-format", "refs/heads/" + name).Code == 0, RefStore.IsValid("refs/heads/" + name));
        Assert.Equal(real.Try("", "check-ref-format", name).Code == 0, RefStore.IsValid(name));
    }
}
