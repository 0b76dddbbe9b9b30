using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Course;
using CsCheck;
using FromScratch.Git;

namespace Autograders;

/// <summary>Exercise 13.8: the shortest edit script, and a patch that git applies.</summary>
[Exercise("13.8", "Myers' diff", Difficulty = 4, Minutes = 60, Theory = "5. A diff is a shortest path")]
public sealed class MyersDiff : Exercise<MyersDiff, MyersDiff.Contract>
{
    public delegate LineEdit[] ScriptOf(string[] a, string[] b);

    public delegate string PatchOf(string[] a, string[] b, int context);

    public sealed record Contract(ScriptOf Diff, PatchOf Unified);

    public static Verdict Check(ScriptOf diff, PatchOf unified) => Grade(new Contract(diff, unified));

    /// <summary>Holds the time of your diff against the reference's and a library's; the answer is how many lines are deleted and inserted.</summary>
    public static Comparison Compare(ScriptOf diff, ScriptOf library) => Compared(
        Part("Diff", diff, contract => contract.Diff, library, "LibGit2Sharp", (1000, f => Edits(f(Text(1000, 0), Text(1000, 1)))), (10_000, f => Edits(f(Text(10_000, 0), Text(10_000, 1))))));

    protected override Contract Reference => new(Myers.Diff, UnifiedFormat.Write);

    private static string[] Letters(string text) => [.. text.Select(letter => $"{letter}\n")];

    private static string[] Text(int lines, int version) => [.. Enumerable.Range(0, lines).Select(i => string.Create(CultureInfo.InvariantCulture, $"line {i}{(version > 0 && i % (lines / 20) == 7 ? " changed" : "")}\n"))];

    private static int Edits(LineEdit[] script) => script.Count(edit => edit.Kind != LineChange.Keep);

    private static string Shown(IEnumerable<LineEdit> script) => string.Join(' ', script.Select(edit => $"{(edit.Kind switch { LineChange.Keep => "", LineChange.Delete => "-", _ => "+" })}{edit.Line.TrimEnd('\n')}"));

    /// <summary>The script turns a into b, and does so in the fewest edits.</summary>
    private void IsShortest(string[] a, string[] b, string because = "")
    {
        LineEdit[] script = Subject.Diff(a, b);
        if (script is null) throw new ExpectationFailedException("a script", "null", "Without lines the script is empty, not null.");
        string from = string.Concat(script.Where(edit => edit.Kind != LineChange.Insert).Select(edit => edit.Line)), to = string.Concat(script.Where(edit => edit.Kind != LineChange.Delete).Select(edit => edit.Line));
        Expect.That(from == string.Concat(a), "kept and deleted lines that are the old text", $"{Shown(script)}", because: "Keep and Delete, read in order, are the old text; Keep and Insert the new one.");
        Expect.That(to == string.Concat(b), "kept and inserted lines that are the new text", $"{Shown(script)}", because: "Keep and Insert, read in order, are the new text; Keep and Delete the old one.");
        int fewest = a.Length + b.Length - 2 * LongestCommon(a, b);
        Expect.That(Edits(script) == fewest, $"{fewest} edits", $"{Edits(script)} edits: {Shown(script)}", because: because.Length > 0 ? because : $"{a.Length} + {b.Length} lines, {LongestCommon(a, b)} of each can be kept: {fewest} edits suffice.");
    }

    [Fact]
    public void The_papers_example_takes_five_edits() => IsShortest(Letters("ABCABBA"), Letters("CBABAC"), "Four lines can be kept (for example B, A, B, A), so 3 + 2 edits suffice. Whoever takes the first match at each line needs more.");

    [Fact]
    public void Equal_texts_need_no_edit() => IsShortest(Letters("abc"), Letters("abc"));

    [Theory]
    [InlineData("", "")]
    [InlineData("", "ab")]
    [InlineData("ab", "")]
    [InlineData("abc", "xy")]
    [InlineData("b", "ab")]
    [InlineData("ab", "b")]
    [InlineData("ab", "ba")]
    public void Small_texts(string a, string b) => IsShortest(Letters(a), Letters(b));

    [Fact]
    public void A_missing_last_line_end_is_a_change() => IsShortest(["a\n", "b"], ["a\n", "b\n"], "\"b\" and \"b\\n\" are two lines: one goes, one comes.");

    [Fact]
    public void Every_script_is_a_shortest_one() => Property.Holds(
        Gen.Select(Gen.Int[0, 3].Array[0, 9], Gen.Int[0, 3].Array[0, 9]), texts => IsShortest(Letters(string.Concat(texts.Item1.Select(i => "abcd"[i]))), Letters(string.Concat(texts.Item2.Select(i => "abcd"[i])))), samples: 60);

    [Fact]
    public void Long_texts_with_few_changes_are_cheap()
    {
        string[] a = [.. Enumerable.Repeat("same\n", 5000)], b = [.. a[..2000], "new\n", .. a[2000..]];
        LineEdit[]? script = null;
        Expect.AllocatesAtMost(2_000_000, () => script = Subject.Diff(a, b), because: "5,000 lines and one edit. A table of every line against every line has 25 million cells; the number of edits, not the length, should decide what it costs.");
        Expect.That(script is not null && Edits(script) == 1, "1 edit", script is null ? "null" : $"{Edits(script)} edits", because: "One line came.");
    }

    private const string TenLines = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n";

    [Theory]
    [InlineData("a\nb\nc\n", "a\nx\nc\n", 1, "@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n")]
    [InlineData("a\nb\nc\n", "a\nx\nc\n", 0, "@@ -2 +2 @@\n-b\n+x\n")]
    [InlineData("", "a\nb\n", 3, "@@ -0,0 +1,2 @@\n+a\n+b\n")]
    [InlineData("a\nb\n", "", 3, "@@ -1,2 +0,0 @@\n-a\n-b\n")]
    [InlineData("a\n", "b\n", 3, "@@ -1 +1 @@\n-a\n+b\n")]
    [InlineData("a\nb\nc\n", "a\nb\nx\nc\n", 0, "@@ -2,0 +3 @@\n+x\n")]
    [InlineData("a\nb\nc\n", "a\nc\n", 0, "@@ -2 +1,0 @@\n-b\n")]
    [InlineData("a\nb\n", "a\nb\n", 3, "")]
    public void A_patch_letter_by_letter(string a, string b, int context, string patch) =>
        Expect.Equal(patch, Subject.Unified(TextLines.Of(a), TextLines.Of(b), context), because: "This is what `git diff` prints between its file names. A hunk's header has first line and number of lines of the old and of the new text; \",1\" is left out; for 0 lines it names the line before.");

    [Theory]
    [InlineData("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n", 1, "@@ -2,6 +2,6 @@\n 2\n-3\n+x\n 4\n 5\n-6\n+y\n 7\n", 6)]
    [InlineData("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n", 1, "@@ -2,5 +2,5 @@\n 2\n-3\n+x\n 4\n-5\n+y\n 6\n", 5)]
    [InlineData("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n", 2, "@@ -1,10 +1,10 @@\n 1\n 2\n-3\n+x\n 4\n 5\n 6\n 7\n-8\n+y\n 9\n 10\n", 8)]
    public void Changes_that_are_near_share_a_hunk(string text, int context, string patch, int second)
    {
        string[] a = TextLines.Of(text), b = [.. a];
        (b[2], b[second - 1]) = ("x\n", "y\n");
        Expect.Equal(patch, Subject.Unified(a, b, context), because: $"Lines 3 and {second} changed, {second - 4} unchanged ones lie between. With {context} line{(context == 1 ? "" : "s")} of context, up to {2 * context} between make one hunk: their contexts meet.");
    }

    [Fact]
    public void Changes_that_are_far_have_hunks_of_their_own()
    {
        string[] a = TextLines.Of(TenLines), b = ["0\n", .. a[..7], "x\n", .. a[8..]];
        Expect.Equal("@@ -1 +1,2 @@\n+0\n 1\n@@ -7,3 +8,3 @@\n 7\n-8\n+x\n 9\n", Subject.Unified(a, b, 1), because: "The second hunk begins at line 7 of the old text and, as a line came before, at line 8 of the new one.");
    }

    [Fact]
    public void A_last_line_without_end_is_marked()
    {
        Expect.Equal("@@ -1,2 +1,2 @@\n a\n-b\n+b\n\\ No newline at end of file\n", Subject.Unified(["a\n", "b\n"], ["a\n", "b"], 1), because: "The mark stands behind the line that lacks its end, here the new b.");
        Expect.Equal("@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n", Subject.Unified(["a\n", "b"], ["a\n", "b\n"], 1), because: "The mark stands behind the line that lacks its end, here the old b.");
        Expect.Equal("@@ -1,2 +1,2 @@\n-a\n+x\n b\n\\ No newline at end of file\n", Subject.Unified(["a\n", "b"], ["x\n", "b"], 1), because: "The last line is kept, without its end: context is marked too.");
    }

    [Fact]
    public void Where_lines_are_replaced_the_old_ones_come_first() =>
        Expect.Equal("@@ -1,3 +1,3 @@\n-a\n-b\n-c\n+x\n+y\n+z\n", Subject.Unified(Letters("abc"), Letters("xyz"), 3), because: "In a run of changes all - stand before all +, so that a reader sees the old passage and then the new one.");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Any_patch_applies(int context) => Property.Holds(
        Gen.Select(Gen.Int[0, 2].Array[0, 12], Gen.Int[0, 2].Array[0, 12]), texts =>
        {
            string[] a = Letters(string.Concat(texts.Item1.Select(i => "abc"[i]))), b = Letters(string.Concat(texts.Item2.Select(i => "abc"[i])));
            string patch = Subject.Unified(a, b, context);
            string? refused = Apply(patch ?? "", a, context, out string[] applied);
            Expect.That(refused is null, "a patch that can be applied", patch, because: $"`git apply` rejects it: {refused}");
            Expect.SequenceEqual(b, applied, because: "Applied to the old text, the patch gives the new one.");
        });

    [Fact]
    public void Context_is_not_negative()
    {
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Unified(["a\n"], ["b\n"], -1), because: "0 lines of context are the fewest.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Unified(["a\n"], ["a\n"], -1), because: "0 lines of context are the fewest, also where the texts are equal.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You took the first match at each line: 7 edits, 5 suffice. A match that looks good now may cost two later.", new(Greedy, (a, b, context) => { ArgumentOutOfRangeException.ThrowIfNegative(context); return Patch(Greedy(a, b), context); })),
        new("A table of all lines against all lines: right, but 25 million cells for one edit. Follow the diagonals.", Reference with { Diff = Table }),
        new("`git apply` rejects your patch: a hunk's second number counts its lines, kept and deleted ones for the old text, kept and inserted ones for the new.", Reference with { Unified = (a, b, context) => Regex.Replace(UnifiedFormat.Write(a, b, context), @"(?<=@@ -\d+)(,\d+)?(?= \+\d+(,\d+)? @@\n)", "", RegexOptions.CultureInvariant) }),
        new("For 0 lines the header names the line before: -0,0 for an empty text, not -1,0.", Reference with { Unified = (a, b, context) => Regex.Replace(UnifiedFormat.Write(a, b, context), @"(?<=[-+])(\d+)(?=,0)", match => (int.Parse(match.Value, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture)) }),
        new("A last line without line end needs its mark, \"\\ No newline at end of file\": else the patch adds one.", Reference with { Unified = (a, b, context) => UnifiedFormat.Write(a, b, context).Replace("\\ No newline at end of file\n", "", StringComparison.Ordinal) }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("equal ends cut off, a table for the rest", new(Trimmed, (a, b, context) => { ArgumentOutOfRangeException.ThrowIfNegative(context); return Patch(Trimmed(a, b), context); })),
        new("breadth first over the grid, insertions first", Reference with { Diff = BreadthFirst }),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Draw the grid for ABCABBA and CBABAC on paper: right deletes, down inserts, diagonals are free. Which points can you reach with 0 paid steps, which with 1?",
        "A diagonal is k = x − y. Keep for each round d and each k only the greatest x. A point of round d comes from diagonal k − 1 (x + 1) or k + 1 (x): from whichever is further; then slide along equal lines. Keep every round: walking back through them gives the script from its end.",
        "Unified: turn the script into hunks first, as ranges of edits around each change, joined where they touch. Go through it with two counters, lines of the old text and of the new one, for the headers. In a hunk gather a run of changes and write its deletions before its insertions.",
    ];

    private static int LongestCommon(string[] a, string[] b)
    {
        int[,] longest = new int[a.Length + 1, b.Length + 1];
        for (int i = 1; i <= a.Length; i++)
            for (int j = 1; j <= b.Length; j++)
                longest[i, j] = a[i - 1] == b[j - 1] ? longest[i - 1, j - 1] + 1 : Math.Max(longest[i - 1, j], longest[i, j - 1]);
        return longest[a.Length, b.Length];
    }

    /// <summary>Applies a patch as strictly as git does; why not, or null.</summary>
    private static string? Apply(string patch, string[] a, int context, out string[] result)
    {
        var lines = new Queue<string>(TextLines.Of(patch));
        var to = new List<string>();
        int done = 0;
        result = [];
        while (lines.TryDequeue(out string? header))
        {
            Match match = Regex.Match(header, @"\A@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@\n\z");
            if (!match.Success) return $"\"{Bytes.Text(Bytes.Of(header))}\" is no header of a hunk.";
            int Number(int group, int missing) => match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture) : missing;
            (int oldStart, int oldCount, int newStart, int newCount) = (Number(1, 0), Number(2, 1), Number(3, 0), Number(4, 1));
            int before = oldCount == 0 ? oldStart : oldStart - 1;
            if (before < done || before > a.Length) return $"the hunk of line {oldStart} begins before the end of the last one, or beyond the text.";
            to.AddRange(a[done..before]);
            if (to.Count != (newCount == 0 ? newStart : newStart - 1)) return $"the hunk says it begins at line {newStart} of the new text, and {to.Count} lines stand before it.";
            done = before;
            bool inserted = false;
            int kept = 0, keptBefore = -1;
            for (int olds = 0, news = 0; olds < oldCount || news < newCount;)
            {
                if (!lines.TryDequeue(out string? line)) return $"the hunk says {oldCount} old and {newCount} new lines, and ends after {olds} and {news}.";
                if (line[0] == '+')
                {
                    to.Add(line[1..]);
                    (news, inserted) = (news + 1, true);
                }
                else if (line[0] is ' ' or '-')
                {
                    if (line[0] == '-' && inserted) return "a deleted line stands behind an inserted one of the same run.";
                    if (done >= a.Length || a[done] != line[1..]) return $"line {done + 1} of the old text is not \"{line[1..].TrimEnd('\n')}\".";
                    done++;
                    olds++;
                    if (line[0] == ' ')
                    {
                        to.Add(line[1..]);
                        (news, inserted) = (news + 1, false);
                    }
                }
                else return $"\"{line.TrimEnd('\n')}\" begins with neither a space nor - nor +.";
                if (keptBefore < 0 && line[0] != ' ') keptBefore = kept;
                kept = line[0] == ' ' ? kept + 1 : 0;
            }

            if (keptBefore > context || (keptBefore < context && before > 0)) return $"a hunk begins with {keptBefore} lines of context, not {context}.";
            if (kept > context || (kept < context && done < a.Length)) return $"a hunk ends with {kept} lines of context, not {context}.";
        }

        to.AddRange(a[done..]);
        result = [.. to];
        return null;
    }

    private static string Patch(LineEdit[] script, int context)
    {
        var patch = new StringBuilder();
        bool[] shown = new bool[script.Length];
        for (int i = 0; i < script.Length; i++)
            for (int j = Math.Max(0, i - context); script[i].Kind != LineChange.Keep && j <= Math.Min(script.Length - 1, i + context); j++) shown[j] = true;
        for (int i = 0, x = 1, y = 1; i < script.Length;)
        {
            int end = i;
            while (end < script.Length && shown[end]) end++;
            List<LineEdit> hunk = [.. script[i..end]];
            int olds = hunk.Count(edit => edit.Kind != LineChange.Insert), news = hunk.Count(edit => edit.Kind != LineChange.Delete);
            if (hunk.Count > 0) patch.Append(CultureInfo.InvariantCulture, $"@@ -{(olds == 0 ? x - 1 : x)}{(olds == 1 ? "" : $",{olds}")} +{(news == 0 ? y - 1 : y)}{(news == 1 ? "" : $",{news}")} @@\n");
            for (int k = 1; k < hunk.Count; k++)   // bubbles deletions before insertions
                for (int m = k; m > 0 && hunk[m].Kind == LineChange.Delete && hunk[m - 1].Kind == LineChange.Insert; m--) (hunk[m], hunk[m - 1]) = (hunk[m - 1], hunk[m]);
            foreach (LineEdit edit in hunk) patch.Append(" -+"[(int)edit.Kind]).Append(edit.Line).Append(edit.Line.EndsWith('\n') ? "" : "\n\\ No newline at end of file\n");
            (x, y, i) = (x + olds, y + news, end);
            for (; i < script.Length && !shown[i]; i++) (x, y) = (x + 1, y + 1);
        }

        return patch.ToString();
    }

    private static LineEdit[] Greedy(string[] a, string[] b)
    {
        var script = new List<LineEdit>();
        int next = 0;
        foreach (string line in a)
        {
            int found = Array.IndexOf(b, line, next);
            if (found < 0) script.Add(new(LineChange.Delete, line));
            else
            {
                script.AddRange(b[next..found].Select(inserted => new LineEdit(LineChange.Insert, inserted)));
                script.Add(new(LineChange.Keep, line));
                next = found + 1;
            }
        }

        return [.. script, .. b[next..].Select(inserted => new LineEdit(LineChange.Insert, inserted))];
    }

    private static LineEdit[] Table(string[] a, string[] b)
    {
        short[,] longest = new short[a.Length + 1, b.Length + 1];
        for (int i = a.Length - 1; i >= 0; i--)
            for (int j = b.Length - 1; j >= 0; j--)
                longest[i, j] = a[i] == b[j] ? (short)(longest[i + 1, j + 1] + 1) : Math.Max(longest[i + 1, j], longest[i, j + 1]);
        var script = new List<LineEdit>();
        for (int i = 0, j = 0; i < a.Length || j < b.Length;)
        {
            if (i < a.Length && j < b.Length && a[i] == b[j])
            {
                script.Add(new(LineChange.Keep, a[i]));
                (i, j) = (i + 1, j + 1);
            }
            else if (j == b.Length || (i < a.Length && longest[i + 1, j] >= longest[i, j + 1])) script.Add(new(LineChange.Delete, a[i++]));
            else script.Add(new(LineChange.Insert, b[j++]));
        }

        return [.. script];
    }

    private static LineEdit[] Trimmed(string[] a, string[] b)
    {
        int head = 0, tail = 0;
        while (head < a.Length && head < b.Length && a[head] == b[head]) head++;
        while (tail < Math.Min(a.Length, b.Length) - head && a[^(tail + 1)] == b[^(tail + 1)]) tail++;
        return [.. a[..head].Select(line => new LineEdit(LineChange.Keep, line)), .. Table(a[head..^tail], b[head..^tail]), .. a[^tail..].Select(line => new LineEdit(LineChange.Keep, line))];
    }

    /// <summary>Points of the grid in the order of their cost, with where they were reached from.</summary>
    private static LineEdit[] BreadthFirst(string[] a, string[] b)
    {
        var cameFrom = new Dictionary<(int X, int Y), (int X, int Y)> { [(0, 0)] = (-1, -1) };
        List<(int X, int Y)> front = [(0, 0)];
        while (!cameFrom.ContainsKey((a.Length, b.Length)) || front.Count > 0)
        {
            for (int i = 0; i < front.Count; i++)   // slides first: they are free
            {
                (int x, int y) = front[i];
                if (x < a.Length && y < b.Length && a[x] == b[y] && cameFrom.TryAdd((x + 1, y + 1), (x, y))) front.Add((x + 1, y + 1));
            }

            if (cameFrom.ContainsKey((a.Length, b.Length))) break;
            var next = new List<(int X, int Y)>();
            foreach ((int x, int y) in front)
            {
                if (y < b.Length && cameFrom.TryAdd((x, y + 1), (x, y))) next.Add((x, y + 1));
                if (x < a.Length && cameFrom.TryAdd((x + 1, y), (x, y))) next.Add((x + 1, y));
            }

            front = next;
        }

        var script = new Stack<LineEdit>();
        for ((int X, int Y) at = (a.Length, b.Length); at != (0, 0); at = cameFrom[at])
        {
            (int x, int y) = cameFrom[at];
            script.Push(x == at.X ? new(LineChange.Insert, b[y]) : y == at.Y ? new(LineChange.Delete, a[x]) : new(LineChange.Keep, a[x]));
        }

        return [.. script];
    }
}
