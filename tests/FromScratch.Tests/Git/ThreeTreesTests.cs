using System.Text;
using FromScratch.Git;

namespace FromScratch.Tests.Git;

public sealed class ThreeTreesTests
{
    [Fact]
    public void All_27_cases_at_once_are_as_git_prints_them()
    {
        using var real = new RealGit();
        string[] ids = [.. new[] { "A", "B" }.Select(text => real.Try(text, "hash-object", "-w", "--stdin").Output.Trim())];
        string Id(char version) => ids[version - 'A'];
        var (head, index, work) = (new Dictionary<string, string>(), new Dictionary<string, string>(), new Dictionary<string, string>());
        foreach (string three in from h in "-AB" from i in "-AB" from w in "-AB" select $"{h}{i}{w}")
        {
            string path = "f" + three;
            if (three[0] != '-') head[path] = Id(three[0]);
            if (three[1] != '-') index[path] = Id(three[1]);
            if (three[2] == '-') continue;
            work[path] = Id(three[2]);
            real.Files.Write(path, Encoding.ASCII.GetBytes(three[2..]));
        }

        string tree = real.Try(string.Concat(head.Select(file => $"100644 blob {file.Value}\t{file.Key}\n")), "mktree").Output.Trim();
        real.Run("update-ref", "HEAD", real.Run("commit-tree", tree, "-m", "x"));
        real.Git.Write("index", IndexFormat.Write([.. index.Select(file => new IndexEntry(file.Key, "100644", file.Value))]));
        string[] printed = real.Run("-c", "status.renames=false", "status", "--porcelain", "--untracked-files=all").Split('\n');
        Assert.Equal(printed, ThreeTrees.Status(head, index, work, _ => false).Select(status => $"{status.Code} {status.Path}"));
        Assert.Equal(28, printed.Length);   // 24 cases have something to say, 4 of them two lines
    }
}
