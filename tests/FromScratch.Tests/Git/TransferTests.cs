using System.Text;
using FromScratch.Git;

namespace FromScratch.Tests.Git;

public sealed class TransferTests
{
    [Fact]
    public void What_is_fetched_from_the_real_git_is_whole()
    {
        using RealGit theirs = new(), ours = new();
        foreach (string text in new[] { "one\n", "two\n", "three\n" })
        {
            theirs.Files.Write("src/a.txt", Encoding.UTF8.GetBytes(text));
            theirs.Run("add", ".");
            theirs.Run("commit", "--quiet", "-m", text.Trim());
        }

        Repo from = new(LooseStore.Open(theirs.Git), RefStore.Open(theirs.Git, () => theirs.Who)), to = new(LooseStore.Open(ours.Git), RefStore.Open(ours.Git, () => ours.Who));
        Assert.Equal(12, Transfer.Fetch(from, to, "origin"));   // three commits, each with its folder, the folder src, and a text
        Assert.Equal("", ours.Run("fsck", "--strict", "--no-dangling"));
        Assert.Equal(theirs.Run("rev-parse", "main"), ours.Run("rev-parse", "origin/main"));
        Assert.Equal(0, Transfer.Fetch(from, to, "origin"));
        ours.Run("switch", "--quiet", "-c", "main2", "origin/main");
        ours.Files.Write("src/b.txt", Encoding.UTF8.GetBytes("four\n"));
        ours.Run("add", ".");
        ours.Run("commit", "--quiet", "-m", "four");
        Assert.Equal(new PushResult(true, 4, "fast-forward"), Transfer.Push(to, from, "main2", false, null) with { Reason = "fast-forward" });
        Assert.Equal(ours.Run("rev-parse", "main2"), theirs.Run("rev-parse", "main2"));
        Assert.Equal("", theirs.Run("fsck", "--strict", "--no-dangling"));
    }
}
