using Course.Cli.Exercises;
using Course.Cli.Notebooks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Course.Cli.Development.Lint;

/// <summary>A notebook as it looks when a learner has solved every exercise.</summary>
internal static class SolvedNotebook
{
    private static readonly CSharpParseOptions _script = new(LanguageVersion.Preview, DocumentationMode.None, SourceCodeKind.Script);

    private const string Mark = "// == ";   // above each part of a written solution, before the id of its cell

    /// <summary>A copy whose stubs call the references. Where the learner writes a type there is nothing to call: that cell is taken from the unit's written solution.</summary>
    /// <param name="notebook">The notebook as shipped.</param>
    /// <param name="exercises">Its exercises.</param>
    /// <param name="solution">The unit's written solution, tests/Notebooks.Tests/Solutions/unit-NN.csx; empty where there is none.</param>
    public static Notebook Of(Notebook notebook, IReadOnlyList<ExerciseEntry> exercises, string solution = "") => new()
    {
        Metadata = notebook.Metadata,
        Cells = [.. notebook.Cells.Select(cell => new NotebookCell
        {
            Kind = cell.Kind, Id = cell.Id, Metadata = cell.Metadata,
            Source = cell.Role == "stub" && exercises.FirstOrDefault(exercise => exercise.Name == cell.Exercise) is { } exercise ? TypeOf(cell, solution) ?? Solved(cell.Source, exercise) : cell.Source,
        })],
    };

    /// <summary>The stub's functions with the reference's call as their body, where the contract has a part of their name.</summary>
    public static string Solved(string stub, ExerciseEntry exercise)
    {
        Type contract = exercise.Create().ContractType;
        string reference = $"(({contract.FullName!.Replace('+', '.')})((Course.IExercise)new {exercise.Type.FullName}()).Reference)";
        CompilationUnitSyntax root = SyntaxFactory.ParseCompilationUnit(stub, options: _script);
        IEnumerable<TextChange> changes =
            from function in root.Members.Select(member => member is GlobalStatementSyntax { Statement: LocalFunctionStatementSyntax local } ? (SyntaxNode)local : member)
            let parts = Parts(function)
            where parts.Name is not null && contract.GetProperty(parts.Name) is not null
            select new TextChange(parts.Body, $"=> {reference}.{parts.Name}({parts.Arguments});");
        return SourceText.From(stub).WithChanges(changes).ToString();
    }

    /// <summary>The written part of a cell that declares a type; null for other cells, and where nothing is written.</summary>
    private static string? TypeOf(NotebookCell cell, string solution) =>
        SyntaxFactory.ParseCompilationUnit(cell.Source, options: _script).Members.Any(member => member is BaseTypeDeclarationSyntax)
            ? solution.ReplaceLineEndings("\n").Split("\n" + Mark).Select(part => part.Split('\n', 2)).FirstOrDefault(part => part is [var id, _] && id.Trim() == cell.Id)?[1]
            : null;

    private static (string? Name, TextSpan Body, string Arguments) Parts(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => (method.Identifier.ValueText, Body(method.Body, method.ExpressionBody, method.SemicolonToken), Arguments(method.ParameterList)),
        LocalFunctionStatementSyntax local => (local.Identifier.ValueText, Body(local.Body, local.ExpressionBody, local.SemicolonToken), Arguments(local.ParameterList)),
        _ => (null, default, ""),
    };

    private static TextSpan Body(BlockSyntax? block, ArrowExpressionClauseSyntax? arrow, SyntaxToken semicolon) =>
        block?.Span ?? TextSpan.FromBounds(arrow?.SpanStart ?? semicolon.SpanStart, semicolon.Span.End);

    private static string Arguments(ParameterListSyntax parameters) => string.Join(", ", parameters.Parameters.Select(parameter => parameter.Identifier.Text));
}
