namespace Course.Cli.Slicing;

/// <summary>What has to run so that a piece of code has all that it names: cells cut down to the pieces it needs, each after those it needs itself.</summary>
/// <param name="Submissions">The cut-down cells, in the order to run them.</param>
/// <param name="Missing">Names asked for that no cell declares.</param>
/// <param name="Notes">What the person should know: a name defined twice, a cell that was split.</param>
internal sealed record Slice(IReadOnlyList<Submission> Submissions, IReadOnlyList<string> Missing, IReadOnlyList<string> Notes);

/// <summary>A cell cut down to what is needed.</summary>
/// <param name="CellNumber">Its place in the notebook, from 1.</param>
/// <param name="Code">The code to run, with the cell's own line numbers.</param>
/// <param name="Declares">The names it brings.</param>
/// <param name="Uses">The names it needs.</param>
/// <param name="Signatures">The functions it brings, by name and parameter types.</param>
internal sealed record Submission(int CellNumber, string Code, IReadOnlySet<string> Declares, IReadOnlySet<string> Uses, IReadOnlySet<string> Signatures);
