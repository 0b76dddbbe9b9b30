using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CSharpKernel.Scripting;

/// <summary>Loops that end by themselves after at most 2³² short steps: <c>for (int i = …; i &lt; …; i++)</c> whose body calls nothing, holds no other loop and leaves <c>i</c> alone.</summary>
internal static class CountedLoop
{
    /// <summary>Whether the loop is one.</summary>
    public static bool Is(ForStatementSyntax loop) =>
        loop.Declaration is { Variables: [{ Initializer: not null } counter] } declaration
        && (declaration.Type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.IntKeyword }
            || declaration.Type is IdentifierNameSyntax { IsVar: true } && counter.Initializer.Value is LiteralExpressionSyntax { Token.Value: int })
        && loop.Condition is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LessThanExpression or (int)SyntaxKind.LessThanOrEqualExpression or (int)SyntaxKind.GreaterThanExpression or (int)SyntaxKind.GreaterThanOrEqualExpression } condition
        && (Names(condition.Left, counter) || Names(condition.Right, counter))
        && loop.Incrementors is [var step] && Steps(step, counter)
        && IsShort(condition) && IsShort(loop.Statement)
        && !loop.Statement.DescendantNodes().Any(node => Changes(node, counter));

    private static bool Steps(ExpressionSyntax step, VariableDeclaratorSyntax counter) => step switch
    {
        PostfixUnaryExpressionSyntax unary => Names(unary.Operand, counter),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } unary => Names(unary.Operand, counter),
        AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression or (int)SyntaxKind.SubtractAssignmentExpression, Right: LiteralExpressionSyntax { Token.Value: > 0 } } assignment => Names(assignment.Left, counter),
        _ => false,
    };

    /// <summary>Whether the code calls nothing but arithmetic, so that its numbers can stay in registers.</summary>
    public static bool CallsNothing(SyntaxNode node) => !node.DescendantNodesAndSelf().Any(inner => inner
        is InvocationExpressionSyntax { Expression: not MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Math" or "MathF" } } }
        or BaseObjectCreationExpressionSyntax or AwaitExpressionSyntax or YieldStatementSyntax or AnonymousFunctionExpressionSyntax or QueryExpressionSyntax);

    private static bool IsShort(SyntaxNode node) => CallsNothing(node) && !node.DescendantNodesAndSelf().Any(inner => inner
        is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax or GotoStatementSyntax);

    private static bool Changes(SyntaxNode node, VariableDeclaratorSyntax counter) => node switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left.DescendantNodesAndSelf(part => part is not BracketedArgumentListSyntax).Any(part => Names(part, counter)),
        PostfixUnaryExpressionSyntax unary => Names(unary.Operand, counter),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } unary => Names(unary.Operand, counter),
        RefExpressionSyntax reference => Names(reference.Expression, counter),
        _ => false,
    };

    private static bool Names(SyntaxNode expression, VariableDeclaratorSyntax counter) =>
        expression is IdentifierNameSyntax name && name.Identifier.ValueText == counter.Identifier.ValueText;
}
