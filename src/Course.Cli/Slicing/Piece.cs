using Microsoft.CodeAnalysis.Text;

namespace Course.Cli.Slicing;

/// <summary>One top-level member or statement of a cell.</summary>
/// <param name="Cell">The cell it stands in.</param>
/// <param name="Span">Where in the cell's source.</param>
/// <param name="Declares">The names it brings into the notebook.</param>
/// <param name="Changes">The names of other pieces' variables that it assigns or calls members of.</param>
/// <param name="Uses">The names it needs, its own locals and parameters left out.</param>
/// <param name="Signature">For a function: name and parameter types, the same for two versions of one function; else empty.</param>
/// <param name="IsDefinition">A function or a type, which does nothing by being there; false: a statement or a variable.</param>
/// <param name="IsStub">A function that only throws NotImplementedException.</param>
internal sealed record Piece(
    CellSyntax Cell, TextSpan Span, IReadOnlySet<string> Declares, IReadOnlySet<string> Changes, IReadOnlySet<string> Uses,
    string Signature, bool IsDefinition, bool IsStub);
