using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CSharpKernel.Language;

/// <summary>The methods that a call may mean.</summary>
internal static class Calls
{
    /// <summary>The method that is called first, then the others of its name; whatever the arguments are so far.</summary>
    public static IReadOnlyList<IMethodSymbol> Candidates(SemanticModel model, SyntaxNode call, CancellationToken cancellation)
    {
        SymbolInfo info = model.GetSymbolInfo(call, cancellation);
        IEnumerable<ISymbol> found = info.Symbol is null ? info.CandidateSymbols : [info.Symbol];
        IEnumerable<ISymbol> group = call switch
        {
            InvocationExpressionSyntax invocation => Group(model, invocation.Expression, cancellation),
            ObjectCreationExpressionSyntax creation => Constructors(model.GetSymbolInfo(creation.Type, cancellation).Symbol),
            ImplicitObjectCreationExpressionSyntax creation => Constructors(model.GetTypeInfo(creation, cancellation).Type),
            _ => [],
        };
        return [.. found.Concat(group).OfType<IMethodSymbol>().DistinctBy(method => method.ToDisplayString())];
    }

    private static IEnumerable<ISymbol> Group(SemanticModel model, ExpressionSyntax called, CancellationToken cancellation)
    {
        IEnumerable<ISymbol> group = model.GetMemberGroup(called, cancellation);
        return model.GetTypeInfo(called, cancellation).Type is INamedTypeSymbol { DelegateInvokeMethod: { } invoke } ? group.Append(invoke) : group;
    }

    private static IEnumerable<ISymbol> Constructors(ISymbol? type) =>
        type is INamedTypeSymbol named ? named.InstanceConstructors.Where(constructor => constructor.DeclaredAccessibility == Accessibility.Public) : [];
}
