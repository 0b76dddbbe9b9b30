using System.Text.RegularExpressions;
using FromScratch.Data;
using FromScratch.Git;

namespace FromScratch.Tests.Git;

public sealed class MyersTests
{
    [Fact]
    public void The_papers_example_takes_five_edits()
    {
        LineEdit[] script = Myers.Diff(Letters("ABCABBA"), Letters("CBABAC"));
        Assert.Equal(5, script.Count(edit => edit.Kind != LineChange.Keep));
        Assert.Equal("CBABAC", string.Concat(script.Where(edit => edit.Kind != LineChange.Delete).Select(edit => edit.Line)));
        Assert.Equal("ABCABBA", string.Concat(script.Where(edit => edit.Kind != LineChange.Insert).Select(edit => edit.Line)));
    }

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("abc", "", 3)]
    [InlineData("abc", "abc", 0)]
    [InlineData("abc", "xyz", 6)]
    [InlineData("a", "ba", 1)]
    [InlineData("ab", "ba", 2)]
    public void Small_scripts(string a, string b, int edits) => Assert.Equal(edits, Myers.Diff(Letters(a), Letters(b)).Count(edit => edit.Kind != LineChange.Keep));

    [Fact]
    public void Every_script_is_a_shortest_one()
    {
        var rng = new Rng(5);
        for (int round = 0; round < 500; round++)
        {
            string[] a = Random(rng), b = Random(rng);
            LineEdit[] script = Myers.Diff(a, b);
            Assert.Equal(b, script.Where(edit => edit.Kind != LineChange.Delete).Select(edit => edit.Line));
            Assert.Equal(a, script.Where(edit => edit.Kind != LineChange.Insert).Select(edit => edit.Line));
            Assert.Equal(a.Length + b.Length - 2 * LongestCommon(a, b), script.Count(edit => edit.Kind != LineChange.Keep));
        }
    }

    [Fact]
    public void Git_applies_the_patches_and_counts_as_many_edits()
    {
        using var real = new RealGit();
        var rng = new Rng(6);
        for (int round = 0; round < 25; round++)
        {
            string[] a = Random(rng), b = Random(rng);
            if (a.SequenceEqual(b)) continue;
            if (round % 3 == 0 && a.Length > 0) a[^1] = a[^1].TrimEnd('\n');
            if (round % 4 == 0 && b.Length > 0) b[^1] = b[^1].TrimEnd('\n');
            File.WriteAllText(Path.Combine(real.Work, "a"), string.Concat(a));
            File.WriteAllText(Path.Combine(real.Work, "b"), string.Concat(b));
            string hunks = UnifiedFormat.Write(a, b, round % 4);
            string counted = real.Try("", "diff", "--no-index", "--minimal", "--numstat", "a", "b").Output;
            string[] numbers = counted.Length == 0 ? ["0", "0"] : counted.Split('\t');
            Assert.Equal((numbers[0], numbers[1]), (Regex.Count(hunks, @"^\+", RegexOptions.Multiline).ToString(System.Globalization.CultureInfo.InvariantCulture), Regex.Count(hunks, "^-", RegexOptions.Multiline).ToString(System.Globalization.CultureInfo.InvariantCulture)));
            (int code, _, string error) = real.Try($"--- a/a\n+++ b/a\n{hunks}", "apply", "--unidiff-zero", "--whitespace=nowarn", "-");
            Assert.True(code == 0, error + hunks);
            Assert.Equal(string.Concat(b), File.ReadAllText(Path.Combine(real.Work, "a")));
        }
    }

    [Fact]
    public void Where_only_one_shortest_script_is_there_the_patch_is_gits()
    {
        using var real = new RealGit();
        string[] a = [.. Enumerable.Range(0, 40).Select(i => FormattableString.Invariant($"line {i}\n"))];
        string[] b = ["new\n", .. a[..10], "changed\n", .. a[11..17], .. a[18..30], "x\n", "y\n", .. a[32..]];
        File.WriteAllText(Path.Combine(real.Work, "a"), string.Concat(a));
        File.WriteAllText(Path.Combine(real.Work, "b"), string.Concat(b));
        foreach (int context in new[] { 0, 1, 2, 3, 4, 20 })
        {
            string printed = real.Try("", "diff", "--no-index", "--minimal", FormattableString.Invariant($"--unified={context}"), "a", "b").Output;
            Assert.Equal(Regex.Replace(printed[printed.IndexOf("@@", StringComparison.Ordinal)..], "(?m)^(@@.*@@).*$", "$1"), UnifiedFormat.Write(a, b, context));   // without the line git repeats behind a header
        }
    }

    [Fact]
    public void The_furthest_points_are_those_of_the_paper()
    {
        // Myers 1986, figure 2: ABCABBA to CBABAC. D = 0 reaches (0, 0); D = 1 the points (0, 1) and (1, 0); D = 2 (2, 4), (2, 2), (3, 1).
        (int X, int Y)[][] fronts = Myers.Fronts(Letters("ABCABBA"), Letters("CBABAC"));
        Assert.Equal(6, fronts.Length);
        Assert.Equal([(0, 0)], fronts[0]);
        Assert.Equal([(0, 1), (1, 0)], fronts[1]);
        Assert.Equal([(2, 4), (2, 2), (3, 1)], fronts[2]);
        Assert.Contains((7, 6), fronts[5]);
    }

    private static string[] Letters(string text) => [.. text.Select(letter => letter.ToString())];

    private static string[] Random(Rng rng) => [.. Enumerable.Range(0, rng.NextInt(14)).Select(_ => $"{"abcd"[rng.NextInt(4)]}\n")];

    internal static int LongestCommon(string[] a, string[] b)
    {
        int[,] longest = new int[a.Length + 1, b.Length + 1];
        for (int i = 1; i <= a.Length; i++)
            for (int j = 1; j <= b.Length; j++)
                longest[i, j] = a[i - 1] == b[j - 1] ? longest[i - 1, j - 1] + 1 : Math.Max(longest[i - 1, j], longest[i, j - 1]);
        return longest[a.Length, b.Length];
    }
}
