using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CSharpKernel.Language;

/// <summary>Where the cursor is: the word begun before it, and the token before that word.</summary>
internal sealed class CodeAtCursor
{
    /// <param name="model">The code's model.</param>
    /// <param name="position">The cursor.</param>
    public CodeAtCursor(SemanticModel model, int position)
    {
        Model = model;
        Root = model.SyntaxTree.GetRoot();
        string text = model.SyntaxTree.ToString();
        Start = position;
        while (Start > 0 && SyntaxFacts.IsIdentifierPartCharacter(text[Start - 1])) Start--;
        Word = text[Start..position];
        Previous = TokenBefore(Root, Start);
    }

    /// <summary>The code's model.</summary>
    public SemanticModel Model { get; }

    /// <summary>The code's syntax.</summary>
    public SyntaxNode Root { get; }

    /// <summary>The letters already typed.</summary>
    public string Word { get; }

    /// <summary>Where they start.</summary>
    public int Start { get; }

    /// <summary>The token before the word; of kind None at the start of the code.</summary>
    public SyntaxToken Previous { get; }

    /// <summary>Whether nothing completes here: in a comment, a string, a number.</summary>
    public bool IsText => IsInComment() || IsInLiteral() || (Word.Length > 0 && char.IsAsciiDigit(Word[0]));

    /// <summary>The last token that ends at or before a position.</summary>
    public static SyntaxToken TokenBefore(SyntaxNode root, int position)
    {
        if (position == 0) return default;
        SyntaxToken token = root.FindToken(position - 1);
        while (token.RawKind != 0 && (token.SpanStart >= position || token.Span.IsEmpty)) token = token.GetPreviousToken(includeSkipped: true);
        return token;
    }

    private bool IsInComment()
    {
        int end = Start + Word.Length;
        foreach (int place in (int[])[Start - 1, end])
        {
            if (place < 0) continue;
            SyntaxTrivia trivia = Root.FindTrivia(place);
            bool open = trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia) || !trivia.ToString().EndsWith("*/", StringComparison.Ordinal);
            bool comment = trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
                or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia;
            if (comment && trivia.SpanStart < end && (open ? end <= trivia.FullSpan.End : end < trivia.Span.End)) return true;
        }

        return false;
    }

    private bool IsInLiteral()
    {
        int end = Start + Word.Length;
        if (end == 0) return false;
        SyntaxToken token = Root.FindToken(end - 1);
        if (token.SpanStart >= end) return false;
        return token.Kind() switch
        {
            SyntaxKind.InterpolatedStringTextToken => true,
            SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.Utf8StringLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken
                or SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.Utf8SingleLineRawStringLiteralToken or SyntaxKind.Utf8MultiLineRawStringLiteralToken
                => end < token.Span.End || token.ContainsDiagnostics,
            SyntaxKind.InterpolatedStringStartToken or SyntaxKind.InterpolatedVerbatimStringStartToken or SyntaxKind.InterpolatedSingleLineRawStringStartToken
                or SyntaxKind.InterpolatedMultiLineRawStringStartToken => token.Parent is InterpolatedStringExpressionSyntax,
            _ => false,
        };
    }
}
