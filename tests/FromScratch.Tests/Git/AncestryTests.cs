using System.Globalization;
using FromScratch.Data;
using FromScratch.Git;

namespace FromScratch.Tests.Git;

public sealed class AncestryTests
{
    [Fact]
    public void A_criss_cross_has_two_bases()
    {
        Dictionary<string, string[]> history = new() { ["r"] = [], ["a"] = ["r"], ["b"] = ["r"], ["x"] = ["a", "b"], ["y"] = ["b", "a"] };
        Assert.Equal(["a", "b"], Ancestry.MergeBases(id => history[id], "x", "y"));
        Assert.Equal(["x"], Ancestry.MergeBases(id => history[id], "x", "x"));
        Assert.Equal(["a"], Ancestry.MergeBases(id => history[id], "x", "a"));
        Assert.Equal(["r"], Ancestry.MergeBases(id => history[id], "a", "b"));
        Assert.True(Ancestry.IsAncestor(id => history[id], "r", "y"));
        Assert.True(Ancestry.IsAncestor(id => history[id], "y", "y"));
        Assert.False(Ancestry.IsAncestor(id => history[id], "y", "r"));
    }

    [Fact]
    public void Git_finds_the_same_bases_in_random_histories()
    {
        using var real = new RealGit();
        var rng = new Rng(7);
        string tree = real.Try("", "mktree").Output.Trim();
        IObjectStore store = LooseStore.Open(real.Git);
        for (int round = 0; round < 5; round++)
        {
            var parents = new Dictionary<string, string[]>();
            for (int i = 0; i < 14; i++)
            {
                string[] before = [.. parents.Keys];
                string[] chosen = [.. Enumerable.Range(0, Math.Min(before.Length, rng.NextInt(8) == 0 ? 0 : 1 + rng.NextInt(2))).Select(_ => before[rng.NextInt(before.Length)]).Distinct()];
                Person who = new("A", "a@x", 1000 + rng.NextInt(50), 0);   // dates in no order
                parents.Add(store.Write("commit", CommitFormat.Body(new(tree, chosen, who, who, string.Create(CultureInfo.InvariantCulture, $"{round}.{i}\n")))), chosen);
            }

            string[] ids = [.. parents.Keys];
            for (int pair = 0; pair < 12; pair++)
            {
                string a = ids[rng.NextInt(ids.Length)], b = ids[rng.NextInt(ids.Length)];
                string[] found = [.. real.Try("", "merge-base", "--all", a, b).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];
                Assert.Equal(found, Ancestry.MergeBases(id => parents[id], a, b));
                Assert.Equal(real.Try("", "merge-base", "--is-ancestor", a, b).Code == 0, Ancestry.IsAncestor(id => parents[id], a, b));
            }
        }
    }
}
