using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Course.Cli.Mutation;

/// <summary>The mistakes one can make in an expression.</summary>
internal static class Expressions
{
    private static readonly Dictionary<string, (string Kind, string[] Wrong)> _operators = new(StringComparer.Ordinal)
    {
        ["+"] = ("operator", ["-"]),
        ["-"] = ("operator", ["+"]),
        ["*"] = ("operator", ["/"]),
        ["/"] = ("operator", ["*"]),
        ["%"] = ("operator", ["*"]),
        ["<"] = ("boundary", ["<=", ">="]),
        ["<="] = ("boundary", ["<", ">"]),
        [">"] = ("boundary", [">=", "<="]),
        [">="] = ("boundary", [">", "<"]),
        ["=="] = ("operator", ["!="]),
        ["!="] = ("operator", ["=="]),
        ["&&"] = ("operator", ["||"]),
        ["||"] = ("operator", ["&&"]),
        ["<<"] = ("operator", [">>"]),
        [">>"] = ("operator", ["<<"]),
        [">>>"] = ("operator", ["<<"]),
        ["&"] = ("operator", ["|"]),
        ["|"] = ("operator", ["&"]),
        ["^"] = ("operator", ["|"]),
    };

    private static readonly Dictionary<string, string> _compound = new(StringComparer.Ordinal)
    {
        ["+="] = "-=",
        ["-="] = "+=",
        ["*="] = "/=",
        ["/="] = "*=",
        ["%="] = "*=",
        ["<<="] = ">>=",
        [">>="] = "<<=",
        ["&="] = "|=",
        ["|="] = "&=",
        ["^="] = "|=",
    };

    private static readonly Dictionary<string, string> _opposites = new(StringComparer.Ordinal)
    {
        ["Max"] = "Min",
        ["Min"] = "Max",
        ["MaxBy"] = "MinBy",
        ["MinBy"] = "MaxBy",
        ["Floor"] = "Ceiling",
        ["Ceiling"] = "Floor",
        ["Any"] = "All",
        ["All"] = "Any",
        ["First"] = "Last",
        ["Last"] = "First",
        ["Skip"] = "Take",
        ["Take"] = "Skip",
        ["OrderBy"] = "OrderByDescending",
        ["OrderByDescending"] = "OrderBy",
        ["ThenBy"] = "ThenByDescending",
        ["ThenByDescending"] = "ThenBy",
        ["Sin"] = "Cos",
        ["Cos"] = "Sin",
        ["Exp"] = "Log",
        ["Log"] = "Exp",
        ["GetUpperBound"] = "GetLowerBound",
        ["PositiveInfinity"] = "NegativeInfinity",
        ["NegativeInfinity"] = "PositiveInfinity",
        ["MaxValue"] = "MinValue",
        ["MinValue"] = "MaxValue",
    };

    /// <summary>Calls that a careless solution leaves out: f(x) becomes x.</summary>
    private static readonly HashSet<string> _droppable = new(StringComparer.Ordinal) { "Abs", "Sqrt", "Pow", "Clamp", "Round", "Floor", "Ceiling", "Max", "Min", "Exp", "Log" };

    /// <summary>Calls that copy: without them the result is another name of the input.</summary>
    private static readonly HashSet<string> _copies = new(StringComparer.Ordinal) { "ToArray", "ToList", "Clone", "Reverse", "Order", "OrderDescending", "Distinct" };

    public static IEnumerable<Mistake> Mistakes(SyntaxNode node, SemanticModel model) => node switch
    {
        BinaryExpressionSyntax binary => Binary(binary, model),
        AssignmentExpressionSyntax assignment => Assignment(assignment),
        PrefixUnaryExpressionSyntax unary => Prefix(unary),
        PostfixUnaryExpressionSyntax unary => Step(unary.OperatorToken, unary.Operand, unary),
        LiteralExpressionSyntax literal => Literal(literal),
        ConditionalExpressionSyntax choice => Choice(choice),
        ElementAccessExpressionSyntax access => Indexing(access, model),
        InvocationExpressionSyntax call => Call(call),
        MemberAccessExpressionSyntax member => Member(member),
        RelationalPatternSyntax pattern => Relational(pattern),
        BinaryPatternSyntax pattern => [Mistake.Replace("operator", pattern.OperatorToken, pattern.OperatorToken.IsKind(SyntaxKind.OrKeyword) ? "and" : "or")],
        UnaryPatternSyntax pattern => [Mistake.Replace("operator", pattern.OperatorToken, "")],
        ArrayCreationExpressionSyntax creation => Sizes(creation),
        CollectionExpressionSyntax { Elements: [SpreadElementSyntax spread] } => [],
        TupleExpressionSyntax tuple => SwapNeighbours("swapped arguments", tuple.Arguments),
        CastExpressionSyntax cast when cast.Type.ToString() is "double" or "float" or "decimal" => [Mistake.Replace("integer for floating division", cast, Bracketed(cast.Expression))],
        RangeExpressionSyntax range => Range(range),
        _ => [],
    };

    private static IEnumerable<Mistake> Binary(BinaryExpressionSyntax binary, SemanticModel model)
    {
        string symbol = binary.OperatorToken.Text;
        if (symbol == "??")
        {
            yield return Mistake.Replace("wrong default", binary, Bracketed(binary.Left));
            yield return Mistake.Replace("wrong default", binary, Bracketed(binary.Right));
        }

        if (!_operators.TryGetValue(symbol, out (string Kind, string[] Wrong) change)) yield break;
        bool text = model.GetTypeInfo(binary).Type?.SpecialType == SpecialType.System_String;
        if (text) yield break;
        foreach (string wrong in change.Wrong) yield return Mistake.Replace(change.Kind, binary.OperatorToken, wrong);

        bool floating = model.GetTypeInfo(binary).Type?.SpecialType is SpecialType.System_Double or SpecialType.System_Single;
        if (symbol == "/" && floating)
            yield return Mistake.Replace("integer for floating division", binary, $"((int){Bracketed(binary.Left)} / (int){Bracketed(binary.Right)})");
        if (symbol is "-" or "/") yield return Mistake.Replace("swapped arguments", binary, $"{Bracketed(binary.Right)} {symbol} {Bracketed(binary.Left)}");
        if (symbol is "+" or "-" or "*" or "/")
        {
            yield return Mistake.Replace("removed term", binary, Bracketed(binary.Left));
            if (symbol is "+" or "*") yield return Mistake.Replace("removed term", binary, Bracketed(binary.Right));
        }

        if (symbol is "&&" or "||")
        {
            yield return Mistake.Replace("missing guard", binary, Bracketed(binary.Left));
            yield return Mistake.Replace("missing guard", binary, Bracketed(binary.Right));
        }

        if (symbol == "<" && binary.Parent is ForStatementSyntax)
            yield return Mistake.Replace("off by one", binary.Right, $"{Bracketed(binary.Right)} - 1");
    }

    private static IEnumerable<Mistake> Assignment(AssignmentExpressionSyntax assignment)
    {
        string symbol = assignment.OperatorToken.Text;
        if (!_compound.TryGetValue(symbol, out string? wrong)) yield break;
        yield return Mistake.Replace("operator", assignment.OperatorToken, wrong);
        yield return Mistake.Replace("assignment for accumulation", assignment.OperatorToken, "=");
    }

    private static IEnumerable<Mistake> Prefix(PrefixUnaryExpressionSyntax unary)
    {
        switch (unary.Kind())
        {
            case SyntaxKind.UnaryMinusExpression: return [Mistake.Replace("sign", unary, Bracketed(unary.Operand))];
            case SyntaxKind.LogicalNotExpression: return [Mistake.Replace("operator", unary, Bracketed(unary.Operand))];
            case SyntaxKind.BitwiseNotExpression: return [Mistake.Replace("operator", unary, Bracketed(unary.Operand))];
            case SyntaxKind.IndexExpression: return [Mistake.Replace("off by one", unary.Operand, $"({unary.Operand} + 1)")];
            default: return Step(unary.OperatorToken, unary.Operand, unary);
        }
    }

    /// <summary>i++ in a loop's head steps by two (backwards it would never end); elsewhere it counts down.</summary>
    private static IEnumerable<Mistake> Step(SyntaxToken symbol, ExpressionSyntax operand, ExpressionSyntax whole)
    {
        if (symbol.Text is not ("++" or "--")) return [];
        bool head = whole.Parent is ForStatementSyntax;
        return head
            ? [Mistake.Replace("off by one", whole, $"{operand} {symbol.Text[0]}= 2")]
            : [Mistake.Replace("operator", symbol, symbol.Text == "++" ? "--" : "++")];
    }

    private static IEnumerable<Mistake> Literal(LiteralExpressionSyntax literal)
    {
        switch (literal.Token.Value)
        {
            case true: return [Mistake.Replace("constant", literal, "false")];
            case false: return [Mistake.Replace("constant", literal, "true")];
            case int i: return i == 0 ? [Mistake.Replace("constant", literal, "1")] : [Mistake.Replace("constant", literal, $"{i + 1}"), Mistake.Replace("constant", literal, $"{i - 1}")];
            case long l: return [Mistake.Replace("constant", literal, $"{l + 1}L")];
            case ulong l: return [Mistake.Replace("constant", literal, $"{l ^ 1}UL")];
            case double d:
                string half = (d / 2).ToString("R", System.Globalization.CultureInfo.InvariantCulture);
                return d == 0 ? [Mistake.Replace("constant", literal, "1.0")] : [Mistake.Replace("constant", literal, $"(2 * {literal})"), Mistake.Replace("constant", literal, half.Contains('.', StringComparison.Ordinal) || half.Contains('E', StringComparison.Ordinal) ? half : half + ".0")];
            case null when literal.IsKind(SyntaxKind.NullLiteralExpression): return [];
            default: return [];
        }
    }

    private static IEnumerable<Mistake> Choice(ConditionalExpressionSyntax choice) =>
    [
        Mistake.Replace("missing guard", choice, Bracketed(choice.WhenTrue)),
        Mistake.Replace("missing guard", choice, Bracketed(choice.WhenFalse)),
    ];

    private static IEnumerable<Mistake> Indexing(ElementAccessExpressionSyntax access, SemanticModel model)
    {
        SeparatedSyntaxList<ArgumentSyntax> indices = access.ArgumentList.Arguments;
        if (indices.Count == 2) yield return Swap("transposed indices", indices[0], indices[1]);
        if (indices.Count == 1 && access.Expression is ElementAccessExpressionSyntax { ArgumentList.Arguments: [ArgumentSyntax outer] } && outer.ToString() != indices[0].ToString())
            yield return Swap("transposed indices", outer, indices[0]);
        foreach (ArgumentSyntax index in indices)
        {
            bool number = model.GetTypeInfo(index.Expression).Type?.SpecialType == SpecialType.System_Int32;
            if (number && index.Expression is not LiteralExpressionSyntax) yield return Mistake.Replace("index", index, "0");
        }
    }

    private static IEnumerable<Mistake> Call(InvocationExpressionSyntax call)
    {
        foreach (Mistake swap in SwapNeighbours("swapped arguments", call.ArgumentList.Arguments)) yield return swap;
        if (call.Expression is not MemberAccessExpressionSyntax { Name.Identifier.Text: string name } member) yield break;
        if (_opposites.TryGetValue(name, out string? opposite)) yield return Mistake.Replace("opposite", member.Name.Identifier, opposite);
        bool math = member.Expression.ToString() is "Math" or "MathF" or "double";
        if (math && _droppable.Contains(name) && call.ArgumentList.Arguments.Count > 0)
            yield return Mistake.Replace("removed call", call, Bracketed(call.ArgumentList.Arguments[0].Expression));
        if (_copies.Contains(name) && call.ArgumentList.Arguments.Count == 0)
            yield return Mistake.Replace("alias for a copy", call, Bracketed(member.Expression));
        if (name is "Where" or "OrderBy" or "OrderByDescending" or "ThenBy" or "ThenByDescending" or "Take" or "Skip" or "Select")
            yield return Mistake.Replace("removed call", call, member.Expression.ToString());
    }

    private static IEnumerable<Mistake> Member(MemberAccessExpressionSyntax member)
    {
        if (member.Parent is InvocationExpressionSyntax) yield break;   // the call's own mistakes
        if (_opposites.TryGetValue(member.Name.Identifier.Text, out string? opposite)) yield return Mistake.Replace("opposite", member.Name, opposite);
        if (member.Name.Identifier.Text is "Length" or "Count" && member.Parent is not BinaryExpressionSyntax { Parent: ForStatementSyntax })
            yield return Mistake.Replace("off by one", member, $"({member} - 1)");
    }

    private static IEnumerable<Mistake> Relational(RelationalPatternSyntax pattern) =>
        _operators.TryGetValue(pattern.OperatorToken.Text, out (string Kind, string[] Wrong) change)
            ? change.Wrong.Select(wrong => Mistake.Replace(change.Kind, pattern.OperatorToken, wrong))
            : [];

    private static IEnumerable<Mistake> Sizes(ArrayCreationExpressionSyntax creation)
    {
        if (creation.Initializer is not null) yield break;
        SeparatedSyntaxList<ExpressionSyntax> sizes = creation.Type.RankSpecifiers[0].Sizes;
        if (sizes.Count == 2) yield return Swap("transposed indices", sizes[0], sizes[1]);
        foreach (ExpressionSyntax size in sizes.Where(size => size is not OmittedArraySizeExpressionSyntax)) yield return Mistake.Replace("off by one", size, $"{Bracketed(size)} + 1");
    }

    private static IEnumerable<Mistake> Range(RangeExpressionSyntax range)
    {
        if (range.LeftOperand is not null) yield return Mistake.Replace("off by one", range.LeftOperand, "");
        if (range.RightOperand is not null) yield return Mistake.Replace("off by one", range.RightOperand, "");
    }

    private static IEnumerable<Mistake> SwapNeighbours(string kind, SeparatedSyntaxList<ArgumentSyntax> arguments)
    {
        for (int i = 0; i + 1 < arguments.Count; i++)
            if (arguments[i].ToString() != arguments[i + 1].ToString())
                yield return Swap(kind, arguments[i], arguments[i + 1]);
    }

    private static Mistake Swap(string kind, SyntaxNode left, SyntaxNode right) =>
        new(kind, new TextChange(left.Span, right.ToString()), new TextChange(right.Span, left.ToString()));

    private static string Bracketed(ExpressionSyntax expression) =>
        expression is LiteralExpressionSyntax or IdentifierNameSyntax or ElementAccessExpressionSyntax or InvocationExpressionSyntax or MemberAccessExpressionSyntax or ParenthesizedExpressionSyntax
            ? expression.ToString()
            : $"({expression})";
}
