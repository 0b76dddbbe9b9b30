using FromScratch.Git;

namespace FromScratch.Tests.Git;

public sealed class IndexFormatTests
{
    private const string Hello = "ce013625030ba8dba906f756967f9e9ca394464a";

    [Fact]
    public void Git_lists_what_is_written()
    {
        using var real = new RealGit();
        string long1 = "deep/" + new string('n', 200) + ".txt";
        IndexEntry[] entries = [new("foo/b.txt", "100644", Hello), new("run.sh", "100755", Hello), new("foo.txt", "100644", Hello), new("é.txt", "120000", Hello), new(long1, "100644", Hello), new("c.txt", "100644", Hello, 3), new("c.txt", "100644", Hello, 1), new("c.txt", "100644", Hello, 2)];
        for (int i = 1; i <= 9; i++) entries = [.. entries, new(new string('x', i), "100644", Hello)];   // every width of padding
        real.Git.Write("index", IndexFormat.Write(entries));
        string[] expected = [.. IndexFormat.Read(IndexFormat.Write(entries)).Select(entry => FormattableString.Invariant($"{entry.Mode} {entry.Id} {entry.Stage}\t{entry.Path}"))];
        Assert.Equal(expected, real.Run("ls-files", "--stage").Split('\n'));
        Assert.Equal(entries.Length, expected.Length);
    }

    [Fact]
    public void What_git_writes_is_read()
    {
        using var real = new RealGit();
        foreach (string path in new[] { "a.txt", "foo/b.txt", "foo.txt", "foo0", "é.txt" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(real.Work, path))!);
            File.WriteAllText(Path.Combine(real.Work, path), path);
            File.SetLastWriteTimeUtc(Path.Combine(real.Work, path), DateTime.UnixEpoch.AddSeconds(1_600_000_000));
        }

        real.Run("add", ".");
        real.Run("write-tree");   // adds the extension TREE
        IndexEntry[] read = IndexFormat.Read(real.Git.Read("index"));
        Assert.Equal(["a.txt", "foo.txt", "foo/b.txt", "foo0", "é.txt"], read.Select(entry => entry.Path));
        Assert.All(read, entry => Assert.Equal(("100644", 0, 1_600_000_000u, (uint)System.Text.Encoding.UTF8.GetByteCount(entry.Path)), (entry.Mode, entry.Stage, entry.ModifiedUnix, entry.Size)));
    }
}
