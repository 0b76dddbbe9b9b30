using CSharpKernel.Scripting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CSharpKernel.Language;

/// <summary>Whether code is a whole cell, could become one by typing on, or cannot.</summary>
internal static class CompletenessCheck
{
    private const string Level = "    ";

    /// <summary>The answer for one cell.</summary>
    public static Completeness Of(string cell)
    {
        string code = CellSource.Parse(cell).Code;
        SyntaxTree tree = CSharpSyntaxTree.ParseText(code, CellSource.ScriptOptions);
        SyntaxNode root = tree.GetRoot();
        int end = code.TrimEnd().Length;
        bool open = false;
        foreach (Diagnostic error in tree.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error))
        {
            if (!GoesOn(root, error, end)) return new Completeness("invalid");
            open = true;
        }

        return open || !SyntaxFactory.IsCompleteSubmission(tree) ? new Completeness("incomplete", Indent(root, end)) : new Completeness("complete");
    }

    // An error that what is typed next can mend: it lies at the end, or in the last token, a string or comment that was opened and not closed.
    private static bool GoesOn(SyntaxNode root, Diagnostic error, int end)
    {
        int start = error.Location.SourceSpan.Start;
        if (start >= end) return true;
        if (error.Id is "CS1035") return true;   // comment not closed: it reaches to the end
        SyntaxToken last = root.GetLastToken();
        return error.Id switch
        {
            "CS1010" or "CS1039" or "CS8997" or "CS8967" or "CS1026" or "CS8076" or "CS8998" => Unclosed(root, start, end),
            "CS1524" => error.Location.SourceSpan.End >= end,   // a try block still without its catch
            "CS1002" or "CS1513" or "CS1003" or "CS1733" or "CS1525" or "CS1001" => error.Location.SourceSpan.End >= end && last.IsMissing,
            _ => false,
        };
    }

    private static bool Unclosed(SyntaxNode root, int start, int end)
    {
        SyntaxToken token = root.FindToken(start);
        return token.Span.End >= end || token.Parent?.Span.End >= end || token.Parent?.FirstAncestorOrSelf<InterpolatedStringExpressionSyntax>()?.Span.End >= end;
    }

    private static string Indent(SyntaxNode root, int end)
    {
        SyntaxToken last = CodeAtCursor.TokenBefore(root, end);
        if (last.Span.End < end || IsText(last) || IsInOpenString(last)) return "";   // in a comment or a string, spaces would be part of it
        var open = new Stack<SyntaxKind>();
        foreach (SyntaxToken token in root.DescendantTokens().Where(token => !token.IsMissing))
        {
            if (token.Kind() is SyntaxKind.OpenBraceToken or SyntaxKind.OpenParenToken or SyntaxKind.OpenBracketToken) open.Push(token.Kind());
            else if (token.Kind() is SyntaxKind.CloseBraceToken or SyntaxKind.CloseParenToken or SyntaxKind.CloseBracketToken) open.TryPop(out _);
        }

        // Between braces a comma ends an entry as a semicolon ends a statement: the next line stands beside it.
        bool ended = last.Kind() is SyntaxKind.OpenBraceToken or SyntaxKind.CloseBraceToken or SyntaxKind.SemicolonToken
            || (last.IsKind(SyntaxKind.CommaToken) && open.TryPeek(out SyntaxKind around) && around == SyntaxKind.OpenBraceToken);
        return string.Concat(Enumerable.Repeat(Level, open.Count(kind => kind == SyntaxKind.OpenBraceToken) + (ended ? 0 : 1)));
    }

    private static bool IsInOpenString(SyntaxToken last) =>
        last.Parent?.FirstAncestorOrSelf<InterpolatedStringExpressionSyntax>() is { StringEndToken.IsMissing: true };

    private static bool IsText(SyntaxToken token) => token.ContainsDiagnostics && token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken
        or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.InterpolatedStringStartToken
        or SyntaxKind.InterpolatedVerbatimStringStartToken or SyntaxKind.InterpolatedMultiLineRawStringStartToken;
}
