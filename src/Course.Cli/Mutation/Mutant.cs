using Microsoft.CodeAnalysis.Text;

namespace Course.Cli.Mutation;

/// <summary>A small, plausible mistake made in a reference solution.</summary>
/// <param name="Number">Its place among the exercise's mutants, from 1.</param>
/// <param name="Operator">The kind of mistake, in words ("boundary", "removed statement").</param>
/// <param name="File">The source file it is made in, as named in FromScratch.</param>
/// <param name="Changes">The edits that make it, in the order of the text.</param>
/// <param name="Diff">The lines before (-) and after (+).</param>
public sealed record Mutant(int Number, string Operator, string File, IReadOnlyList<TextChange> Changes, string Diff)
{
    /// <summary>The same mistake has the same name after the source around it has moved: its lines before and after, without the line numbers.</summary>
    public string Key => $"{Operator}\n{Diff}";
}
