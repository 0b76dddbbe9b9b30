using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Course.Cli.Mutation;

/// <summary>The lines in which two versions of a text differ.</summary>
internal static class LineDiff
{
    /// <summary>The lines removed (-) and added (+). For two versions that differ in one place or few: common lines at both ends and in between are left out.</summary>
    public static string Between(SourceText before, SourceText after)
    {
        string[] removed = Lines(before), added = Lines(after);
        var diff = new StringBuilder();
        Write(diff, removed, added);
        return diff.ToString().TrimEnd('\n');
    }

    private static void Write(StringBuilder diff, ReadOnlySpan<string> removed, ReadOnlySpan<string> added)
    {
        while (!removed.IsEmpty && !added.IsEmpty && removed[0] == added[0]) { removed = removed[1..]; added = added[1..]; }
        while (!removed.IsEmpty && !added.IsEmpty && removed[^1] == added[^1]) { removed = removed[..^1]; added = added[..^1]; }

        // A line put in above a changed one: the first lines of `added` that reappear in `removed` split the text in two.
        for (int i = 0; i < added.Length && removed.Length > 1; i++)
        {
            if (string.IsNullOrWhiteSpace(added[i]) || added[i].Trim().Length < 4) continue;
            int match = removed.IndexOf(added[i]);
            if (match < 0) continue;
            Write(diff, removed[..match], added[..i]);
            Write(diff, removed[(match + 1)..], added[(i + 1)..]);
            return;
        }

        foreach (string line in removed) diff.Append("- ").Append(line.Trim()).Append('\n');
        foreach (string line in added) diff.Append("+ ").Append(line.Trim()).Append('\n');
    }

    private static string[] Lines(SourceText text) => [.. text.Lines.Select(line => line.ToString())];
}
