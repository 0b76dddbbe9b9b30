using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Course.Cli.Mutation;

/// <summary>The mistakes one can make in a statement: leave it out, end too early, keep what should start afresh.</summary>
internal static class Statements
{
    public static IEnumerable<Mistake> Mistakes(SyntaxNode node, SemanticModel model) => node switch
    {
        ExpressionStatementSyntax statement => [Mistake.Replace("removed statement", statement, ";")],
        BreakStatementSyntax or ContinueStatementSyntax => [Mistake.Replace("removed statement", node, ";")],
        IfStatementSyntax choice => Guard(choice),
        ReturnStatementSyntax { Expression: { } value } => Returned(value, model),
        ArrowExpressionClauseSyntax arrow => Returned(arrow.Expression, model),
        ForStatementSyntax loop => OnlyOnce(loop.Statement),
        ForEachStatementSyntax loop => OnlyOnce(loop.Statement),
        WhileStatementSyntax loop => OnlyOnce(loop.Statement),
        LocalDeclarationStatementSyntax local => Kept(local, model),
        _ => [],
    };

    private static IEnumerable<Mistake> Guard(IfStatementSyntax choice)
    {
        yield return Mistake.Replace("missing guard", choice.Condition, "false");
        bool leaves = choice.Statement is ThrowStatementSyntax or BlockSyntax { Statements: [.., ThrowStatementSyntax] };
        if (!leaves) yield return Mistake.Replace("missing guard", choice.Condition, "true");
    }

    private static IEnumerable<Mistake> Returned(ExpressionSyntax value, SemanticModel model)
    {
        ITypeSymbol? type = model.GetTypeInfo(value).ConvertedType ?? model.GetTypeInfo(value).Type;
        if (type is null or { SpecialType: SpecialType.System_Void }) yield break;
        if (!value.IsKind(SyntaxKind.NullLiteralExpression)) yield return Mistake.Replace("early return", value, "default!");
        if (type.SpecialType is SpecialType.System_Double or SpecialType.System_Single) yield return Mistake.Replace("sign", value, $"-({value})");
        if (type.SpecialType == SpecialType.System_Boolean && value is not LiteralExpressionSyntax) yield return Mistake.Replace("operator", value, $"!({value})");
    }

    private static IEnumerable<Mistake> OnlyOnce(StatementSyntax body)
    {
        if (body is BlockSyntax block) yield return new Mistake("early return", new TextChange(new TextSpan(block.CloseBraceToken.SpanStart, 0), "break; "));
        else yield return Mistake.Replace("early return", body, $"{{ {body} break; }}");
    }

    /// <summary>A local that starts afresh in every call becomes a field that is kept: a number goes on from its last value, an array is made once.</summary>
    private static IEnumerable<Mistake> Kept(LocalDeclarationStatementSyntax local, SemanticModel model)
    {
        if (local.IsConst || local.Declaration.Type is RefTypeSyntax || local.Declaration.Variables is not [{ Initializer.Value: { } start } variable]) yield break;
        if (local.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type || model.GetDeclaredSymbol(variable) is not ILocalSymbol { Type: { } kind }) yield break;
        string name = variable.Identifier.Text, field = $"_kept{char.ToUpperInvariant(name[0])}{name[1..]}";
        string typeName = kind.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        var above = new TextSpan(type.OpenBraceToken.Span.End, 0);
        bool inLoop = local.Ancestors().TakeWhile(node => node is not BaseMethodDeclarationSyntax).Any(node => node is ForStatementSyntax or ForEachStatementSyntax or WhileStatementSyntax);
        if (kind.IsReferenceType && start is ArrayCreationExpressionSyntax or ObjectCreationExpressionSyntax or ImplicitObjectCreationExpressionSyntax or CollectionExpressionSyntax)
            yield return new Mistake("state kept", new TextChange(above, $" private static {typeName}? {field};"), new TextChange(start.Span, start is CollectionExpressionSyntax ? $"{field} ??= ({typeName}){start}" : $"{field} ??= {start}"));
        else if (kind.IsValueType && start is LiteralExpressionSyntax or PrefixUnaryExpressionSyntax { Operand: LiteralExpressionSyntax } && !inLoop)
            yield return new Mistake("state kept", new TextChange(above, $" private static {typeName} {field} = {start};"), new TextChange(local.Declaration.Span, $"ref {typeName} {name} = ref {field}"));
    }
}
