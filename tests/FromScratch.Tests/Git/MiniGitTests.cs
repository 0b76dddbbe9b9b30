using System.Globalization;
using System.Text;
using FromScratch.Data;
using FromScratch.Git;

namespace FromScratch.Tests.Git;

public sealed class MiniGitTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_real_git_comes_to_the_same_ids_step_by_step(ulong seed)
    {
        var (steps, truth) = Generators.RepoStory(seed);
        Assert.Equal(40, steps.Length);
        Assert.Equal(3, truth.Lost.Length);
        using var real = new RealGit();
        for (int i = 0; i < steps.Length; i++)
        {
            StoryStep step = steps[i];
            real.Who = new("Ada Lovelace", "ada@example.com", step.Unix, 0);
            switch (step.Action)
            {
                case StoryAction.Save:
                    real.Files.Write(step.Name, Encoding.UTF8.GetBytes(step.Text));
                    real.Run("add", step.Name);
                    real.Run("commit", "--quiet", "-m", step.Message);
                    break;
                case StoryAction.Branch: real.Run("branch", step.Name); break;
                case StoryAction.Switch: real.Run("switch", "--quiet", step.Name); break;
                case StoryAction.Reset: real.Run("reset", "--quiet", "--hard", string.Create(CultureInfo.InvariantCulture, $"HEAD~{step.Back}")); break;
                default:
                    (int code, string output, _) = real.Try("", "merge", "--quiet", step.Name);
                    Assert.Equal(truth.Conflicts[i].Length == 0, code == 0);
                    if (code != 0)
                    {
                        Assert.Equal(truth.Conflicts[i], real.Run("diff", "--name-only", "--diff-filter=U").Split('\n'));
                        real.Run("merge", "--abort");
                    }

                    break;
            }

            Assert.True(truth.Heads[i] == real.Run("rev-parse", "HEAD"), string.Create(CultureInfo.InvariantCulture, $"step {i}: {step}\n{real.Run("log", "-1", "-p")}"));
            Assert.Equal(truth.Branches[i], real.Run("branch", "--show-current"));
        }

        Assert.Equal(truth.Log, real.Run("log", "--format=%H").Split('\n'));
        string[] unreachable = [.. real.Run("fsck", "--unreachable", "--no-reflogs").Split('\n').Where(line => line.StartsWith("unreachable commit ", StringComparison.Ordinal)).Select(line => line[19..]).Order(StringComparer.Ordinal)];
        Assert.Equal(truth.Lost, unreachable);
    }

    [Fact]
    public void Stories_have_merges_of_every_kind()
    {
        int conflicts = 0, merges = 0;
        for (ulong seed = 1; seed <= 20; seed++)
        {
            StoryTruth truth = Generators.RepoStory(seed).Truth;
            conflicts += truth.Conflicts.Count(files => files.Length > 0);
            merges += truth.Bases.Count(bases => bases.Length > 0);
            Assert.Equal(3, truth.Lost.Length);
        }

        Assert.True(conflicts > 20 && merges > 3 * conflicts, FormattableString.Invariant($"{merges} merges, {conflicts} conflicts"));
    }

    [Fact]
    public void A_repository_on_the_disk_is_one_of_git()
    {
        using var real = new RealGit();
        long now = 1700000000;
        IMiniGit git = MiniGit.Open(real.Files, () => new("Ada Lovelace", "ada@example.com", now, 0));
        git.Init();
        real.Files.Write("a.txt", Encoding.UTF8.GetBytes("hello\n"));
        git.Add("a.txt");
        Assert.Equal("881f6331cda61a2aea801c755a1a08bd942ac7ea", git.Commit("first"));
        git.Branch("topic");
        git.Switch("topic");
        now += 60;
        real.Files.Write("src/b.txt", Encoding.UTF8.GetBytes("b\n"));
        git.Add("src/b.txt");
        git.Commit("second");
        git.Switch("main");
        Assert.Equal("", real.Run("status", "--porcelain"));
        Assert.Equal(["a.txt"], real.Files.Files().Where(path => !path.StartsWith(".git/", StringComparison.Ordinal)));
        Assert.Equal(MergeKind.FastForward, git.Merge("topic").Kind);
        Assert.Equal("", real.Run("fsck", "--strict"));
        Assert.Equal(git.Log(), real.Run("log", "--format=%H").Split('\n'));
        Assert.Equal(["merge topic: Fast-forward", "checkout: moving from topic to main", "commit: second", "checkout: moving from main to topic", "commit (initial): first"], real.Run("reflog", "--format=%gs").Split('\n'));
        git.ResetHard(git.Log()[1]);
        Assert.Equal(MergeKind.UpToDate, git.Merge("main").Kind);
        Assert.Equal(["a.txt"], real.Run("ls-files").Split('\n'));
    }
}
