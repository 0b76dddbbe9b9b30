using System.Globalization;
using FromScratch.Data;
using FromScratch.Git;

namespace FromScratch.Tests.Git;

public sealed class Merge3Tests
{
    [Fact]
    public void Changes_in_different_places_are_both_taken()
    {
        MergeResult merged = Merge3.Merge(["1\n", "2\n", "3\n", "4\n", "5\n"], ["1\n", "two\n", "3\n", "4\n", "5\n"], ["1\n", "2\n", "3\n", "4\n"]);
        Assert.Equal(0, merged.Conflicts);
        Assert.Equal(["1\n", "two\n", "3\n", "4\n"], merged.Lines);
    }

    [Fact]
    public void Git_merges_as_we_do()
    {
        using var real = new RealGit();
        var rng = new Rng(8);
        int clean = 0, conflicts = 0;
        for (int round = 0; round < 60; round++)
        {
            string[] start = [.. Enumerable.Range(0, 12).Select(i => string.Create(CultureInfo.InvariantCulture, $"line {i}\n"))];
            string[] ours = Edited(rng, start, "ours"), theirs = Edited(rng, start, "theirs");
            foreach ((string name, string[] lines) in new[] { ("base", start), ("ours", ours), ("theirs", theirs) }) File.WriteAllText(Path.Combine(real.Work, name), string.Concat(lines));
            (int code, string output, _) = real.Try("", "merge-file", "-p", "ours", "base", "theirs");
            MergeResult merged = Merge3.Merge(start, ours, theirs);
            Assert.Equal(code > 0, merged.Conflicts > 0);
            if (merged.Conflicts > 1) continue;   // git joins conflicts with at most three lines between them
            Assert.True(code == merged.Conflicts, $"git has {code} conflicts, we {merged.Conflicts}:\n{output}\n---\n{string.Concat(merged.Lines)}");
            Assert.Equal(output, string.Concat(merged.Lines));
            if (code == 0) clean++;
            else conflicts++;
        }

        Assert.True(clean > 10 && conflicts > 10, $"{clean} clean, {conflicts} with conflicts");
    }

    /// <summary>One to three changes: a line replaced, deleted or inserted.</summary>
    private static string[] Edited(Rng rng, string[] lines, string side)
    {
        List<string> edited = [.. lines];
        for (int i = 1 + rng.NextInt(3); i > 0; i--)
        {
            int at = rng.NextInt(edited.Count);
            switch (rng.NextInt(3))
            {
                case 0: edited[at] = string.Create(CultureInfo.InvariantCulture, $"{side} {i}\n"); break;
                case 1: edited.RemoveAt(at); break;
                default: edited.Insert(at, string.Create(CultureInfo.InvariantCulture, $"{side} new {i}\n")); break;
            }
        }

        return [.. edited];
    }
}
