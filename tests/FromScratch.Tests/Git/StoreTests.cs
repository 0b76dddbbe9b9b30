using System.Text;
using FromScratch.Git;

namespace FromScratch.Tests.Git;

public sealed class StoreTests
{
    private static readonly Person Ada = new("Ada Lovelace", "ada@example.com", 1700000000, 0);

    [Fact]
    public void Git_reads_what_the_store_writes()
    {
        using var real = new RealGit();
        IObjectStore store = LooseStore.Open(real.Git);
        string blob = store.Write("blob", Encoding.UTF8.GetBytes("hello\n"));
        string inner = store.Write("tree", GitObjects.TreeBody([new("100755", "run.sh", blob)]));
        string tree = store.Write("tree", GitObjects.TreeBody([new("100644", "a.txt", blob), new("040000", "src", inner)]));
        string commit = store.Write("commit", CommitFormat.Body(new(tree, [], Ada, Ada with { OffsetMinutes = -90 }, "first\n")));
        Assert.Equal("hello", real.Run("cat-file", "-p", blob));
        Assert.Equal($"100644 blob {blob}\ta.txt\n100755 blob {blob}\tsrc/run.sh", real.Run("ls-tree", "-r", commit));
        Assert.Equal("2023-11-14 20:43:20 -0130", real.Run("log", "-1", "--format=%ci", commit));
        Assert.Equal("", real.Run("fsck", "--strict", "--no-dangling", commit));
    }

    [Fact]
    public void The_store_reads_what_git_writes()
    {
        using var real = new RealGit();
        File.WriteAllText(Path.Combine(real.Work, "a.txt"), "hello\n");
        real.Run("add", ".");
        real.Run("commit", "--quiet", "-m", "first");
        IObjectStore store = LooseStore.Open(real.Git);
        CommitData commit = CommitFormat.Read(store.Read("881f6331cda61a2aea801c755a1a08bd942ac7ea").Body);
        TreeEntry entry = Assert.Single(TreeFormat.Read(store.Read(commit.Tree).Body));
        Assert.Equal(new TreeEntry("100644", "a.txt", "ce013625030ba8dba906f756967f9e9ca394464a"), entry);
        Assert.Equal("hello\n", Encoding.UTF8.GetString(store.Read(entry.Id).Body));
    }

    [Fact]
    public void Memory_and_disk_are_the_same_folder()
    {
        using var real = new RealGit();
        var disk = new DiskFolder(Path.Combine(real.Work, "inside"));
        foreach (IFolder folder in new IFolder[] { new MemoryFolder(), disk })
        {
            Assert.Empty(folder.Files());
            folder.Write("b/c/d.txt", [1, 2]);
            folder.Write("a.txt", [3]);
            folder.Write("b0", [4]);
            Assert.Equal(["a.txt", "b/c/d.txt", "b0"], folder.Files());
            Assert.Equal(["b/c/d.txt"], folder.Files("b/"));
            Assert.Equal(["b/c/d.txt", "b0"], folder.Files("b"));
            folder.Move("b/c/d.txt", "a.txt");
            Assert.Equal([1, 2], folder.Read("a.txt"));
            Assert.False(folder.Exists("b/c/d.txt"));
            Assert.Throws<FileNotFoundException>(() => folder.Read("b/c/d.txt"));
            folder.Delete("b0");
            folder.Delete("b0");
            Assert.Equal(["a.txt"], folder.Files());
        }
    }

    [Fact]
    public void A_planted_fault_comes_when_it_is_due()
    {
        var folder = new MemoryFolder();
        folder.FailAfter(1);
        folder.Write("a", [1, 2, 3, 4]);
        Assert.Throws<IOException>(() => folder.Write("b", [1, 2, 3, 4]));
        Assert.Throws<IOException>(() => folder.Write("c", [1]));
        Assert.Equal([1, 2], folder.Read("b"));
        Assert.Equal(3, folder.Writes);
        var store = new MemoryStore();
        store.FailAfter(1);
        string id = store.Write("blob", [1]);
        Assert.Equal(id, store.Write("blob", [1]));
        Assert.Throws<IOException>(() => store.Write("blob", [2]));
        Assert.Equal([id], store.Ids);
        Assert.Equal(1, store.WrittenAgain);
    }
}
