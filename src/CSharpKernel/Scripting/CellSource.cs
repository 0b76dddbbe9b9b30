using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CSharpKernel.Scripting;

/// <summary>A line of a cell that speaks to the kernel, not to the compiler.</summary>
/// <param name="Name">Its first word: "#r", "#!import".</param>
/// <param name="Argument">The rest of the line, without quotation marks.</param>
/// <param name="Line">Its line, from 1.</param>
internal sealed record Directive(string Name, string Argument, int Line);

/// <summary>A cell taken apart: its directives, and its C# with the directives' lines left blank so that every line keeps its number.</summary>
internal sealed record CellSource(string Code, IReadOnlyList<Directive> Directives)
{
    /// <summary>How cells are parsed.</summary>
    public static CSharpParseOptions ScriptOptions { get; } = new(LanguageVersion.CSharp14, DocumentationMode.Parse, SourceCodeKind.Script);

    /// <summary>Takes a cell apart. Only the compiler's parser knows a directive from a line of a raw string, so it is asked.</summary>
    public static CellSource Parse(string cell)
    {
        cell = cell.ReplaceLineEndings("\n");
        if (!cell.Contains('#', StringComparison.Ordinal)) return new CellSource(cell, []);
        SyntaxNode root = CSharpSyntaxTree.ParseText(cell, ScriptOptions).GetRoot();
        var directives = new List<Directive>();
        var code = new StringBuilder(cell);
        foreach (SyntaxTrivia trivia in root.DescendantTrivia())
        {
            if (!trivia.IsDirective || trivia.GetStructure() is not DirectiveTriviaSyntax { IsActive: true }) continue;
            int start = trivia.SpanStart;
            int end = cell.IndexOf('\n', start);
            if (end < 0) end = cell.Length;
            if (AsDirective(cell[start..end], cell.AsSpan(0, start).Count('\n') + 1) is not { } directive) continue;
            directives.Add(directive);
            for (int i = start; i < end; i++) code[i] = ' ';
        }

        return new CellSource(code.ToString(), directives);
    }

    private static Directive? AsDirective(string text, int line)
    {
        text = text.Trim();
        int nameEnd = text.IndexOfAny([' ', '\t', '"']);
        string name = nameEnd < 0 ? text : text[..nameEnd];
        if (name is not ("#r" or "#i" or "#load") && !name.StartsWith("#!", StringComparison.Ordinal)) return null;
        string argument = nameEnd < 0 ? "" : text[nameEnd..].Trim();
        if (argument.StartsWith('"') && argument.IndexOf('"', 1) is > 0 and int close) argument = argument[1..close];
        return new Directive(name, argument, line);
    }
}
