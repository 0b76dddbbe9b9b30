using System.Globalization;
using System.Text;

namespace FromScratch.Git;

/// <summary>Writes the difference of two texts as a patch, in the form that <c>git apply</c> reads.</summary>
/// <remarks>
/// Hunks of changed lines with some lines of context. <c>@@ -12,7 +12,8 @@</c> says which lines of the old and of the new text a hunk covers: the first one, counted from 1, and how many; ",1" is left out; for 0 lines
/// it names the line before. A last line without line end is followed by <c>\ No newline at end of file</c>.
/// <para>Source: git documentation, git-diff; GNU diffutils manual, "Detailed Description of Unified Format".</para>
/// </remarks>
public static class UnifiedFormat
{
    /// <summary>The hunks from one text to the other; the empty string where they are equal.</summary>
    /// <param name="a">The old lines, each with its line end.</param>
    /// <param name="b">The new lines.</param>
    /// <param name="context">How many unchanged lines a hunk shows before and after its changes; 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The context is negative.</exception>
    public static string Write(string[] a, string[] b, int context)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(context);
        LineEdit[] edits = Myers.Diff(a, b);
        var text = new StringBuilder();
        int oldLine = 0, newLine = 0, done = 0;   // lines before the hunk, and edits
        foreach ((int start, int end) in Hunks(edits, context))
        {
            oldLine += start - done;   // between hunks all lines are kept
            newLine += start - done;
            LineEdit[] hunk = edits[start..end];
            int oldCount = hunk.Count(edit => edit.Kind != LineChange.Insert), newCount = hunk.Count(edit => edit.Kind != LineChange.Delete);
            text.Append("@@ -").Append(Range(oldLine, oldCount)).Append(" +").Append(Range(newLine, newCount)).Append(" @@\n");
            foreach (LineEdit edit in DeletedFirst(hunk)) Append(text, edit);
            (oldLine, newLine, done) = (oldLine + oldCount, newLine + newCount, end);
        }

        return text.ToString();
    }

    /// <summary>Parts of the script around its changes. Two changes with at most 2·context kept lines between them share a hunk.</summary>
    private static List<(int Start, int End)> Hunks(LineEdit[] edits, int context)
    {
        var hunks = new List<(int Start, int End)>();
        for (int i = 0; i < edits.Length; i++)
        {
            if (edits[i].Kind == LineChange.Keep) continue;
            int start = Math.Max(0, i - context), end = Math.Min(edits.Length, i + 1 + context);
            if (hunks.Count > 0 && start <= hunks[^1].End) hunks[^1] = (hunks[^1].Start, end);
            else hunks.Add((start, end));
        }

        return hunks;
    }

    private static string Range(int before, int count) => count switch
    {
        0 => string.Create(CultureInfo.InvariantCulture, $"{before},0"),
        1 => string.Create(CultureInfo.InvariantCulture, $"{before + 1}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{before + 1},{count}"),
    };

    /// <summary>Where deleted and inserted lines meet, the deleted ones first.</summary>
    private static IEnumerable<LineEdit> DeletedFirst(LineEdit[] hunk)
    {
        for (int i = 0; i < hunk.Length;)
        {
            int end = i;
            while (end < hunk.Length && hunk[end].Kind != LineChange.Keep) end++;
            foreach (LineEdit edit in hunk[i..end].OrderBy(edit => edit.Kind)) yield return edit;
            if (end < hunk.Length) yield return hunk[end];
            i = end + 1;
        }
    }

    private static void Append(StringBuilder text, LineEdit edit)
    {
        text.Append(edit.Kind switch { LineChange.Keep => ' ', LineChange.Delete => '-', _ => '+' }).Append(edit.Line);
        if (!edit.Line.EndsWith('\n')) text.Append("\n\\ No newline at end of file\n");
    }
}
