using System.Text;
using CSharpKernel.Scripting.Halts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CSharpKernel.Scripting;

/// <summary>Turns what would end the process, or never end, into what ends the cell: endless recursion into an exception, <c>Environment.Exit</c> into the cell's end, and endless loops into loops that can be asked to stop.</summary>
/// <remarks>
/// <para>Nothing in a process survives a stack that has really overflowed. So every function that a recursion can pass first asks whether there is room for it on the stack. The question is put on the line the body begins on, and an
/// expression keeps its line when it becomes a block, so the compiled code has the line numbers of what the learner wrote.</para>
/// <para>A static function without a call in it is left as it is: the question costs about a nanosecond, and whatever it reaches without a call (a property, an
/// operator, a ToString) is a function that asks.</para>
/// <para>Loops and functions pass a stop point, so that an interrupt finds them (<see cref="StopScope"/>). The exception is the innermost loop that counts and calls nothing: it ends by
/// itself, and in it the question would be felt.</para>
/// </remarks>
internal sealed class CellRewriter : CSharpSyntaxWalker
{
    private const string LoopGuard = " global::CSharpKernel.Scripting.User.StopPoint.Pass();";
    private const string Guard = " global::System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();" + LoopGuard;
    private const string AsyncGuard = " global::CSharpKernel.Scripting.User.StackGuard.EnterAsync();" + LoopGuard;
    private const string GuardedValue = "(global::System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack() ? ";
    private const string OrThrow = " : throw new global::System.InsufficientExecutionStackException())";

    private readonly List<(int Start, int Length, string Text)> _edits = [];
    private readonly Lazy<SemanticModel> _model;

    private readonly HaltSwitch _halt;

    private CellRewriter(CSharpCompilation compilation, HaltSwitch halt) =>
        (_model, _halt) = (new(() => compilation.GetSemanticModel(compilation.SyntaxTrees[0])), halt);

    /// <summary>The code of a compilation, guarded; the same object when there is nothing to guard.</summary>
    public static string Rewrite(CSharpCompilation compilation, string code, HaltSwitch halt)
    {
        var rewriter = new CellRewriter(compilation, halt);
        rewriter.Visit(compilation.SyntaxTrees[0].GetRoot());
        return rewriter._edits.Count == 0 ? code : rewriter.Apply(code);
    }

    public override void VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        bool isStatic = node.Parent is CompilationUnitSyntax || node.Modifiers.Any(SyntaxKind.StaticKeyword);
        Member(node.Body, node.ExpressionBody, node.SemicolonToken, ReturnsValue(node.ReturnType, node.Modifiers), isStatic, GuardOf(node.Modifiers));
        base.VisitMethodDeclaration(node);
    }

    public override void VisitLocalFunctionStatement(LocalFunctionStatementSyntax node)
    {
        Member(node.Body, node.ExpressionBody, node.SemicolonToken, ReturnsValue(node.ReturnType, node.Modifiers), isStatic: true, GuardOf(node.Modifiers));
        base.VisitLocalFunctionStatement(node);
    }

    public override void VisitOperatorDeclaration(OperatorDeclarationSyntax node)
    {
        Member(node.Body, node.ExpressionBody, node.SemicolonToken, ReturnsValue(node.ReturnType, node.Modifiers));
        base.VisitOperatorDeclaration(node);
    }

    public override void VisitConversionOperatorDeclaration(ConversionOperatorDeclarationSyntax node)
    {
        Member(node.Body, node.ExpressionBody, node.SemicolonToken, returnsValue: true);
        base.VisitConversionOperatorDeclaration(node);
    }

    public override void VisitConstructorDeclaration(ConstructorDeclarationSyntax node)
    {
        Member(node.Body, node.ExpressionBody, node.SemicolonToken, returnsValue: false);
        base.VisitConstructorDeclaration(node);
    }

    public override void VisitAccessorDeclaration(AccessorDeclarationSyntax node)
    {
        Member(node.Body, node.ExpressionBody, node.SemicolonToken, returnsValue: node.IsKind(SyntaxKind.GetAccessorDeclaration));
        base.VisitAccessorDeclaration(node);
    }

    public override void VisitPropertyDeclaration(PropertyDeclarationSyntax node)
    {
        Getter(node.ExpressionBody, node.SemicolonToken);
        Initializer(node, node.Initializer);
        base.VisitPropertyDeclaration(node);
    }

    public override void VisitIndexerDeclaration(IndexerDeclarationSyntax node)
    {
        Getter(node.ExpressionBody, node.SemicolonToken);
        base.VisitIndexerDeclaration(node);
    }

    public override void VisitFieldDeclaration(FieldDeclarationSyntax node)
    {
        foreach (VariableDeclaratorSyntax field in node.Declaration.Variables) Initializer(node, field.Initializer);
        base.VisitFieldDeclaration(node);
    }

    public override void VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node)
    {
        Lambda(node);
        base.VisitParenthesizedLambdaExpression(node);
    }

    public override void VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node)
    {
        Lambda(node);
        base.VisitSimpleLambdaExpression(node);
    }

    public override void VisitAnonymousMethodExpression(AnonymousMethodExpressionSyntax node)
    {
        if (Calls(node.Block)) Insert(node.Block.OpenBraceToken.Span.End, Guard);
        base.VisitAnonymousMethodExpression(node);
    }

    public override void VisitWhileStatement(WhileStatementSyntax node)
    {
        Loop(node.Statement);
        base.VisitWhileStatement(node);
    }

    public override void VisitDoStatement(DoStatementSyntax node)
    {
        Loop(node.Statement);
        base.VisitDoStatement(node);
    }

    public override void VisitForStatement(ForStatementSyntax node)
    {
        if (!CountedLoop.Is(node)) Loop(node.Statement);
        base.VisitForStatement(node);
    }

    public override void VisitForEachStatement(ForEachStatementSyntax node)
    {
        Loop(node.Statement);
        base.VisitForEachStatement(node);
    }

    public override void VisitForEachVariableStatement(ForEachVariableStatementSyntax node)
    {
        Loop(node.Statement);
        base.VisitForEachVariableStatement(node);
    }

    private void Loop(StatementSyntax body)
    {
        string guard = CountedLoop.CallsNothing(body) ? _halt.LoopGuard : LoopGuard;
        if (body is BlockSyntax block)
        {
            Insert(block.OpenBraceToken.Span.End, guard);
            return;
        }

        Insert(body.SpanStart, "{" + guard);
        Insert(body.Span.End, "}");
    }

    // Environment.Exit ends a process, and the session with it. A library that calls it is out of reach.
    public override void VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        SimpleNameSyntax? name = (node.Expression as MemberAccessExpressionSyntax)?.Name ?? node.Expression as SimpleNameSyntax;
        if (name?.Identifier.ValueText is "Exit" or "FailFast" && _model.Value.GetSymbolInfo(node).Symbol?.ContainingType?.ToDisplayString() == "System.Environment")
            _edits.Add((node.Expression.SpanStart, node.Expression.Span.Length, "global::CSharpKernel.Scripting.User.CellEnd." + name.Identifier.ValueText));
        base.VisitInvocationExpression(node);
    }

    private void Member(BlockSyntax? block, ArrowExpressionClauseSyntax? arrow, SyntaxToken semicolon, bool returnsValue, bool isStatic = false, string guard = Guard)
    {
        if (isStatic && !Calls((SyntaxNode?)block ?? arrow)) return;
        if (block is not null) Insert(block.OpenBraceToken.Span.End, guard);
        else if (arrow is not null) ToBlock(arrow.ArrowToken, arrow.Expression, semicolon.Span.End, returnsValue, "{" + guard, "}");
    }

    private void Getter(ArrowExpressionClauseSyntax? arrow, SyntaxToken semicolon)
    {
        if (arrow is not null) ToBlock(arrow.ArrowToken, arrow.Expression, semicolon.Span.End, returnsValue: true, "{ get {" + Guard, "} }");
    }

    // A field's initial value is computed by the constructor, which may be the compiler's own.
    private void Initializer(MemberDeclarationSyntax member, EqualsValueClauseSyntax? initial)
    {
        if (initial is null or { Value: InitializerExpressionSyntax } || member.Parent is not TypeDeclarationSyntax || !Calls(initial)) return;
        if (member.Modifiers.Any(SyntaxKind.StaticKeyword) || member.Modifiers.Any(SyntaxKind.ConstKeyword)) return;
        Insert(initial.Value.SpanStart, GuardedValue);
        Insert(initial.Value.Span.End, OrThrow);
    }

    private void Lambda(LambdaExpressionSyntax lambda)
    {
        if (lambda.Block is { } block)
        {
            Insert(block.OpenBraceToken.Span.End, Calls(block) ? GuardOf(lambda.Modifiers) : LoopGuard);
            return;
        }

        // Handed to a method at once and calling no function value itself, it is no link of a recursion that misses every other function. But the method may call it without end.
        if (lambda.Parent is ArgumentSyntax && !CallsValue(lambda.Body) && !lambda.Modifiers.Any(SyntaxKind.AsyncKeyword))
        {
            if (HasValue(lambda.ExpressionBody!)) ToBlock(null, lambda.ExpressionBody!, lambda.Body.Span.End, returnsValue: true, "{" + LoopGuard, ";}");
            else if (IsForParallel(lambda)) Lambda(lambda, LoopGuard);
            return;
        }

        if (Calls(lambda.Body)) Lambda(lambda, GuardOf(lambda.Modifiers));
    }

    private void Lambda(LambdaExpressionSyntax lambda, string guard)
    {
        if (_model.Value.GetSymbolInfo(lambda).Symbol is not IMethodSymbol symbol || BecomesTree(lambda)) return;
        bool isAsync = lambda.Modifiers.Any(SyntaxKind.AsyncKeyword);
        bool returnsValue = !symbol.ReturnsVoid && !(isAsync && symbol.ReturnType is INamedTypeSymbol { IsGenericType: false });
        int end = lambda.Body.Span.End;
        ToBlock(null, lambda.ExpressionBody!, end, returnsValue, "{" + guard, ";}");
    }

    // Whether it has one without a doubt: the compiler need not be asked. Should the lambda become a tree, the cell does not compile, and is compiled as it was written.
    private static bool HasValue(ExpressionSyntax body) => body switch
    {
        ParenthesizedExpressionSyntax inner => HasValue(inner.Expression),
        InvocationExpressionSyntax call => call.Expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Math" or "MathF" } },
        AssignmentExpressionSyntax or AwaitExpressionSyntax or ThrowExpressionSyntax or ConditionalAccessExpressionSyntax or RefExpressionSyntax => false,
        PostfixUnaryExpressionSyntax unary => unary.IsKind(SyntaxKind.SuppressNullableWarningExpression),
        PrefixUnaryExpressionSyntax unary => !unary.IsKind(SyntaxKind.PreIncrementExpression) && !unary.IsKind(SyntaxKind.PreDecrementExpression),
        BaseObjectCreationExpressionSyntax => false,
        _ => true,
    };

    private static bool IsForParallel(LambdaExpressionSyntax lambda) =>
        lambda.Parent?.Parent?.Parent is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Parallel" } } };

    private bool BecomesTree(LambdaExpressionSyntax lambda) =>
        _model.Value.GetTypeInfo(lambda).ConvertedType is not INamedTypeSymbol { TypeKind: TypeKind.Delegate };

    private void ToBlock(SyntaxToken? arrow, ExpressionSyntax value, int end, bool returnsValue, string open, string close)
    {
        if (value is ThrowExpressionSyntax) return;
        if (arrow is { } token) _edits.Add((token.SpanStart, token.Span.Length, open));
        else Insert(value.SpanStart, open);
        if (returnsValue) Insert(value.SpanStart, " return ");
        Insert(end, close);
    }

    private static string GuardOf(SyntaxTokenList modifiers) => modifiers.Any(SyntaxKind.AsyncKeyword) ? AsyncGuard : Guard;

    private void Insert(int at, string text) => _edits.Add((at, 0, text));

    private static bool Calls(SyntaxNode? body) =>
        body is not null && body.DescendantNodesAndSelf().Any(node => node is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax);

    private static bool CallsValue(SyntaxNode body) => body.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>()
        .Any(call => call.Expression is not MemberAccessExpressionSyntax || call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Invoke" });

    private static bool ReturnsValue(TypeSyntax type, SyntaxTokenList modifiers)
    {
        if (type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword }) return false;
        if (!modifiers.Any(SyntaxKind.AsyncKeyword)) return true;
        SyntaxNode name = type is QualifiedNameSyntax qualified ? qualified.Right : type;
        return name is GenericNameSyntax;   // async Task and ValueTask return nothing
    }

    // Stable, so that edits at one place keep the order they were made in; an outer function's end comes after an inner one's, which is visited later.
    private string Apply(string code)
    {
        var text = new StringBuilder(code.Length + 128 * _edits.Count);
        int done = 0;
        foreach ((int start, int length, string insert) in Ordered())
        {
            text.Append(code, done, start - done).Append(insert);
            done = start + length;
        }

        return text.Append(code, done, code.Length - done).ToString();
    }

    private IEnumerable<(int Start, int Length, string Text)> Ordered() => _edits
        .Select((edit, order) => (Edit: edit, Order: edit.Text.EndsWith('}') || edit.Text == OrThrow ? -order : order))
        .OrderBy(item => item.Edit.Start).ThenBy(item => item.Order).Select(item => item.Edit);
}
