using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Course.Cli.Slicing;

/// <summary>What the syntax of one cell says: its pieces, what they declare and need, its usings and references. Nothing is compiled.</summary>
internal sealed class CellSyntax
{
    private static readonly CSharpParseOptions _script = new(LanguageVersion.Preview, DocumentationMode.None, SourceCodeKind.Script);

    private CellSyntax(int number, string source) => (Number, Source) = (number, source);

    /// <summary>The cell's place in the notebook, text cells counted, from 1.</summary>
    public int Number { get; }

    /// <summary>The cell's source, magic lines blanked out.</summary>
    public string Source { get; }

    /// <summary>Members and statements, in order.</summary>
    public IReadOnlyList<Piece> Pieces { get; private set; } = [];

    /// <summary>The cell's <c>using</c> directives, as written.</summary>
    public IReadOnlyList<string> Usings { get; private set; } = [];

    /// <summary>The cell's <c>#r</c> and <c>#!import</c> lines, as written.</summary>
    public IReadOnlyList<string> References { get; private set; } = [];

    /// <summary>Whether the parser found it whole.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Every identifier in the cell, also where the syntax is broken.</summary>
    public IReadOnlySet<string> Identifiers { get; private set; } = new HashSet<string>();

    /// <summary>Further cells that were read as the rest of this one, because it was split in the middle of a definition.</summary>
    public IReadOnlyList<int> Continued { get; private set; } = [];

    /// <summary>Reads a cell.</summary>
    /// <param name="number">Its place in the notebook, from 1.</param>
    /// <param name="source">Its source, as in the notebook.</param>
    /// <param name="continued">The numbers of the cells whose sources were appended to it.</param>
    public static CellSyntax Parse(int number, string source, params IReadOnlyList<int> continued)
    {
        (string code, List<string> references, bool foreign) = TakeMagics(source);
        var cell = new CellSyntax(number, foreign ? Blank(code, new TextSpan(0, code.Length)) : code) { References = references, Continued = continued };

        CompilationUnitSyntax root = SyntaxFactory.ParseCompilationUnit(cell.Source, options: _script);
        cell.IsWhole = !root.GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error);
        cell.Usings = [.. root.Usings.Select(u => u.ToString())];
        cell.Identifiers = root.DescendantTokens().Where(t => t.IsKind(SyntaxKind.IdentifierToken)).Select(t => t.ValueText).ToHashSet(StringComparer.Ordinal);
        cell.Pieces = [.. root.Members.Select(member => Read(cell, member))];
        return cell;
    }

    /// <summary>The source with only the given pieces left; everything else is blank, so that line numbers stay.</summary>
    /// <param name="pieces">Pieces of this cell.</param>
    public string Only(IEnumerable<Piece> pieces)
    {
        HashSet<Piece> kept = [.. pieces];
        string text = Source;
        foreach (Piece piece in Pieces.Where(p => !kept.Contains(p))) text = Blank(text, piece.Span);
        return text;
    }

    /// <summary>The calls of a member on a type of that name: <c>DotAndNorms.Check(…)</c>, in order.</summary>
    public IEnumerable<InvocationExpressionSyntax> Calls(string type, string member) =>
        SyntaxFactory.ParseCompilationUnit(Source, options: _script).DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Where(call => call.Expression is MemberAccessExpressionSyntax access && access.Name.Identifier.ValueText == member
                && Rightmost(access.Expression) == type);

    private static string? Rightmost(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        _ => null,
    };

    /// <summary>Takes the lines that the compiler does not know out of the cell.</summary>
    private static (string Code, List<string> References, bool Foreign) TakeMagics(string source)
    {
        var references = new List<string>();
        bool foreign = false;
        string[] lines = source.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Trim();
            if (line.StartsWith("#!import", StringComparison.Ordinal) || line.StartsWith("#r ", StringComparison.Ordinal) || line.StartsWith("#r\"", StringComparison.Ordinal))
                references.Add(line);
            else if (line.StartsWith("#!", StringComparison.Ordinal))
                foreign |= line is not ("#!time" or "#!csharp" or "#!c#");
            else if (!line.StartsWith('%'))
                continue;
            lines[i] = "";
        }

        return (string.Join('\n', lines), references, foreign);
    }

    private static string Blank(string text, TextSpan span) =>
        string.Concat(text.AsSpan(0, span.Start), string.Concat(text.Substring(span.Start, span.Length).Select(c => c == '\n' ? '\n' : ' ')), text.AsSpan(span.End));

    private static Piece Read(CellSyntax cell, MemberDeclarationSyntax member)
    {
        var declares = new HashSet<string>(StringComparer.Ordinal);
        string signature = "";
        bool definition = false, stub = false;
        switch (member)
        {
            case MethodDeclarationSyntax method:
                declares.Add(method.Identifier.ValueText);
                signature = Signature(method.Identifier, method.ParameterList);
                definition = true;
                stub = OnlyThrows(method.Body, method.ExpressionBody);
                break;
            case GlobalStatementSyntax { Statement: LocalFunctionStatementSyntax function }:
                declares.Add(function.Identifier.ValueText);
                signature = Signature(function.Identifier, function.ParameterList);
                definition = true;
                stub = OnlyThrows(function.Body, function.ExpressionBody);
                break;
            case BaseTypeDeclarationSyntax type:
                declares.Add(type.Identifier.ValueText);
                definition = true;
                MethodDeclarationSyntax[] methods = [.. type.DescendantNodes().OfType<MethodDeclarationSyntax>().Where(m => m.Body is not null || m.ExpressionBody is not null)];
                stub = methods.Length > 0 && methods.All(m => OnlyThrows(m.Body, m.ExpressionBody));
                break;
            case DelegateDeclarationSyntax type:
                declares.Add(type.Identifier.ValueText);
                definition = true;
                break;
            case PropertyDeclarationSyntax property:
                declares.Add(property.Identifier.ValueText);
                break;
            case BaseFieldDeclarationSyntax field:
                foreach (VariableDeclaratorSyntax variable in field.Declaration.Variables) declares.Add(variable.Identifier.ValueText);
                AddDesignations(declares, field);
                break;
            default:
                AddDesignations(declares, member);
                break;
        }

        HashSet<string> locals = [.. Locals(member).Except(declares, StringComparer.Ordinal)];
        HashSet<string> uses = [.. Names(member).Where(name => !locals.Contains(name) && !declares.Contains(name))];
        HashSet<string> changes = definition ? [] : [.. Changed(member).Where(uses.Contains)];
        // Documentation and comments above a member are its own: blanking a neighbour must not leave half a comment.
        return new Piece(cell, member.FullSpan, declares, changes, uses, signature, definition, stub);
    }

    private static string Signature(SyntaxToken name, ParameterListSyntax parameters) =>
        $"{name.ValueText}({string.Join(',', parameters.Parameters.Select(p => p.Type?.ToString().Replace(" ", "", StringComparison.Ordinal) ?? ""))})";

    private static bool OnlyThrows(BlockSyntax? body, ArrowExpressionClauseSyntax? arrow)
    {
        ExpressionSyntax? thrown = arrow?.Expression is ThrowExpressionSyntax expression ? expression.Expression
            : body?.Statements is [ThrowStatementSyntax statement] ? statement.Expression : null;
        return thrown is ObjectCreationExpressionSyntax creation && creation.Type.ToString().EndsWith("NotImplementedException", StringComparison.Ordinal);
    }

    /// <summary>Names a statement declares for the cells below: those of deconstruction, patterns and out variables outside lambdas and blocks.</summary>
    private static void AddDesignations(HashSet<string> declares, SyntaxNode node)
    {
        IEnumerable<SyntaxNode> nodes = node.DescendantNodes(n => n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BlockSyntax));
        foreach (SyntaxNode inner in nodes)
        {
            if (inner is SingleVariableDesignationSyntax designation) declares.Add(designation.Identifier.ValueText);
        }
    }

    private static IEnumerable<string> Locals(SyntaxNode node)
    {
        foreach (SyntaxNode inner in node.DescendantNodes())
        {
            SyntaxToken? name = inner switch
            {
                ParameterSyntax parameter => parameter.Identifier,
                VariableDeclaratorSyntax variable => variable.Identifier,
                SingleVariableDesignationSyntax designation => designation.Identifier,
                ForEachStatementSyntax loop => loop.Identifier,
                CatchDeclarationSyntax caught => caught.Identifier,
                LocalFunctionStatementSyntax function => function.Identifier,
                FromClauseSyntax from => from.Identifier,
                LetClauseSyntax let => let.Identifier,
                JoinClauseSyntax join => join.Identifier,
                MethodDeclarationSyntax method => method.Identifier,
                PropertyDeclarationSyntax property => property.Identifier,
                BaseTypeDeclarationSyntax type => type.Identifier,
                TypeParameterSyntax parameter => parameter.Identifier,
                _ => null,
            };
            if (name is { } token) yield return token.ValueText;
        }
    }

    /// <summary>The simple names that a node looks up: not what stands behind a dot or names an argument.</summary>
    private static IEnumerable<string> Names(SyntaxNode node) =>
        from name in node.DescendantNodes().OfType<SimpleNameSyntax>()
        where name.Parent is not (NameColonSyntax or MemberBindingExpressionSyntax)
            && !(name.Parent is MemberAccessExpressionSyntax access && access.Name == name)
            && !(name.Parent is QualifiedNameSyntax qualified && qualified.Right == name)
        select name.Identifier.ValueText;

    private static IEnumerable<string> Changed(SyntaxNode node)
    {
        foreach (SyntaxNode inner in node.DescendantNodes())
        {
            ExpressionSyntax? target = inner switch
            {
                AssignmentExpressionSyntax assignment => assignment.Left,
                PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } step => step.Operand,
                PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression } step => step.Operand,
                InvocationExpressionSyntax { Parent: ExpressionStatementSyntax, Expression: MemberAccessExpressionSyntax access } => access.Expression,
                ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.RefKeyword or (int)SyntaxKind.OutKeyword } argument => argument.Expression,
                _ => null,
            };
            if (target is null) continue;
            foreach (string root in Roots(target)) yield return root;
        }
    }

    private static IEnumerable<string> Roots(ExpressionSyntax target) => target switch
    {
        IdentifierNameSyntax name => [name.Identifier.ValueText],
        MemberAccessExpressionSyntax access => Roots(access.Expression),
        ElementAccessExpressionSyntax element => Roots(element.Expression),
        TupleExpressionSyntax tuple => tuple.Arguments.SelectMany(a => Roots(a.Expression)),
        _ => [],
    };
}
