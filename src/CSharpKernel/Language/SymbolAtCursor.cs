using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CSharpKernel.Language;

/// <summary>A symbol that a question is about, and how many there are of its name.</summary>
internal sealed record FoundSymbol(ISymbol Symbol, int Overloads);

/// <summary>Finds what the cursor is on: a name, or the call whose parentheses it is in.</summary>
internal static class SymbolAtCursor
{
    /// <summary>The symbol at a position; null when nothing with a meaning stands there.</summary>
    public static FoundSymbol? Find(SemanticModel model, int position, CancellationToken cancellation)
    {
        SyntaxNode root = model.SyntaxTree.GetRoot(cancellation);
        SyntaxToken token = root.FindToken(Math.Min(position, root.FullSpan.End));
        if (!IsName(token) || !token.Span.IntersectsWith(position)) token = CodeAtCursor.TokenBefore(root, position);
        if (IsName(token) && token.Span.IntersectsWith(position) && OfName(model, token, cancellation) is { } named) return named;
        return OfCall(model, token, position, cancellation);
    }

    private static bool IsName(SyntaxToken token) => token.IsKind(SyntaxKind.IdentifierToken) || token.Parent is PredefinedTypeSyntax;

    private static FoundSymbol? OfName(SemanticModel model, SyntaxToken token, CancellationToken cancellation)
    {
        SyntaxNode node = token.Parent!;
        if (node is not SimpleNameSyntax and not PredefinedTypeSyntax) return model.GetDeclaredSymbol(node, cancellation) is { } declared ? new FoundSymbol(declared, 1) : null;
        // The type's name in "new Vec(…)" stands for the constructor that is called.
        if (node.Parent is ObjectCreationExpressionSyntax creation && creation.Type == node && model.GetSymbolInfo(creation, cancellation).Symbol is IMethodSymbol constructor)
            return new FoundSymbol(constructor, Calls.Candidates(model, creation, cancellation).Count);
        SymbolInfo info = model.GetSymbolInfo(node, cancellation);
        IReadOnlyList<ISymbol> group = model.GetMemberGroup(node, cancellation);
        ISymbol? symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault() ?? (group.Count > 0 ? group[0] : null) ?? Alone(model, node);
        if (symbol is IAliasSymbol alias) symbol = alias.Target;
        return symbol is null or IErrorTypeSymbol ? null : new FoundSymbol(symbol, Math.Max(1, group.Count));
    }

    // In unfinished code a name may stand where the parser reads it as something else.
    private static ISymbol? Alone(SemanticModel model, SyntaxNode node)
    {
        ExpressionSyntax whole = node.Parent switch
        {
            QualifiedNameSyntax name when name.Right == node => name,
            MemberAccessExpressionSyntax access when access.Name == node => access,
            _ => (ExpressionSyntax)node,
        };
        ExpressionSyntax alone = SyntaxFactory.ParseExpression(whole.ToString(), options: (CSharpParseOptions)node.SyntaxTree.Options);
        SymbolInfo info = model.GetSpeculativeSymbolInfo(whole.SpanStart, alone, SpeculativeBindingOption.BindAsExpression);
        return info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
    }

    private static FoundSymbol? OfCall(SemanticModel model, SyntaxToken token, int position, CancellationToken cancellation)
    {
        foreach (SyntaxNode node in token.Parent?.AncestorsAndSelf() ?? [])
        {
            if (node is StatementSyntax or MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax) return null;
            if (node is not ArgumentListSyntax { Parent: { } call } arguments || position <= arguments.OpenParenToken.SpanStart) continue;
            if (!arguments.CloseParenToken.IsMissing && position > arguments.CloseParenToken.SpanStart) continue;
            IReadOnlyList<IMethodSymbol> candidates = Calls.Candidates(model, call, cancellation);
            if (candidates.Count > 0) return new FoundSymbol(candidates[0], candidates.Count);
        }

        return null;
    }
}
