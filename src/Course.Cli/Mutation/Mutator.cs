using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Course.Cli.Mutation;

/// <summary>Makes the mutants of some methods: one small mistake each, in the order of the source.</summary>
/// <remarks>
/// The mistakes are those that learners make: a boundary, a sign, a swapped index, a forgotten guard, a copy that is none, a sum that is kept from call to call.
/// What an exception says is left alone: a grader reads its type. Source: DeMillo, Lipton and Sayward, Computer 11 (1978) 34-41 (the idea of mutation testing).
/// </remarks>
public static class Mutator
{
    /// <summary>All mutants of the given methods, deterministic in kind and order.</summary>
    /// <param name="model">The meaning of the file the methods stand in.</param>
    /// <param name="file">That file's name, for the report.</param>
    /// <param name="methods">The methods to make mistakes in.</param>
    public static IReadOnlyList<Mutant> Mutants(SemanticModel model, string file, IEnumerable<BaseMethodDeclarationSyntax> methods)
    {
        SourceText text = model.SyntaxTree.GetText();
        var mutants = new List<Mutant>();
        var seen = new HashSet<string>(StringComparer.Ordinal) { text.ToString() };
        foreach (BaseMethodDeclarationSyntax method in methods.OrderBy(method => method.SpanStart))
        {
            IEnumerable<Mistake> mistakes = MistakesIn(model, method)
                .OrderBy(mistake => mistake.Changes[0].Span.Start).ThenBy(mistake => mistake.Changes[0].Span.Length).ThenBy(mistake => mistake.Operator, StringComparer.Ordinal);
            foreach (Mistake mistake in mistakes)
            {
                TextChange[] changes = [.. mistake.Changes.OrderBy(change => change.Span.Start)];
                SourceText changed = text.WithChanges(changes);
                if (!seen.Add(changed.ToString())) continue;
                mutants.Add(new Mutant(mutants.Count + 1, mistake.Operator, file, changes, LineDiff.Between(text, changed)));
            }
        }

        return mutants;
    }

    private static IEnumerable<Mistake> MistakesIn(SemanticModel model, BaseMethodDeclarationSyntax method)
    {
        SyntaxNode? body = (SyntaxNode?)method.Body ?? method.ExpressionBody;
        if (body is null) return [];
        var nodes = body.DescendantNodesAndSelf(node => !SaysSomething(node)).Where(node => !SaysSomething(node));
        return nodes.SelectMany(node => Expressions.Mistakes(node, model).Concat(Statements.Mistakes(node, model)));
    }

    /// <summary>An exception's creation: its type matters, but removing or changing it is the business of the guard around it.</summary>
    private static bool SaysSomething(SyntaxNode node) =>
        node is ThrowStatementSyntax or ThrowExpressionSyntax or InterpolatedStringExpressionSyntax
        || node is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "nameof" } }
        || node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "Assert", Expression: IdentifierNameSyntax { Identifier.Text: "Debug" } } };
}

/// <summary>One edit, or a few that belong together, and the kind of mistake they make.</summary>
internal sealed record Mistake(string Operator, params TextChange[] Changes)
{
    public static Mistake Replace(string kind, SyntaxNodeOrToken what, string with) => new(kind, new TextChange(what.Span, with));
}
