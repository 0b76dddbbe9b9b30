using CSharpKernel.Display;
using CSharpKernel.Scripting;
using Microsoft.CodeAnalysis;

namespace CSharpKernel.Language;

/// <summary>Answers about code that does not run: what completes it, what a name means, whether it is a whole cell.</summary>
/// <remarks>Everything is asked of the compiler's own model of the code, as the cell after the last one: what completes is what would compile.</remarks>
/// <param name="chain">The cells so far.</param>
/// <param name="store">What they refer to.</param>
/// <param name="directory">What paths in directives are relative to.</param>
internal sealed class LanguageServices(SubmissionChain chain, AssemblyStore store, Func<string> directory)
{
    private readonly CellModels _models = new(chain, store);

    /// <summary>What may stand at the cursor, best first.</summary>
    public Completions Complete(string code, int cursor, CancellationToken cancellation)
    {
        cursor = Math.Clamp(cursor, 0, code.Length);
        // The compiler's line ends have one character; the front end's may have two.
        int position = code[..cursor].ReplaceLineEndings("\n").Length;
        string text = code.ReplaceLineEndings("\n");
        if (DirectiveCompletion.At(text, position, directory()) is { } directive) return directive.Of(cursor);
        var at = new CodeAtCursor(_models.Of(text), position);
        return new CodeCompletion(at, cancellation).List().Of(cursor);
    }

    /// <summary>The signature and documentation of what stands at the cursor; null when nothing with a meaning does.</summary>
    public MimeBundle? Inspect(string code, int cursor, int detail, CancellationToken cancellation)
    {
        cursor = Math.Clamp(cursor, 0, code.Length);
        int position = code[..cursor].ReplaceLineEndings("\n").Length;
        SemanticModel model = _models.Of(code.ReplaceLineEndings("\n"));
        return SymbolAtCursor.Find(model, position, cancellation) is { } found ? InspectionText.Of(found, model.Compilation, detail, cancellation) : null;
    }

    /// <summary>Asks one of each, and formats one value of each shape, so that the learner's first question does not wait for code to be compiled.</summary>
    /// <param name="formatter">How values are shown.</param>
    /// <param name="cancellation">Gives it up.</param>
    public void WarmUp(ValueFormatter formatter, CancellationToken cancellation = default)
    {
        const string Code = "var warm = new List<int>(); warm.Select(x => x.CompareTo(1)).ToList();\nConsole.Wri";
        Complete(Code, Code.Length, cancellation);
        Complete(Code, Code.IndexOf(".Comp", StringComparison.Ordinal) + 1, cancellation);
        Complete(Code, Code.IndexOf(".Sel", StringComparison.Ordinal) + 2, cancellation);
        Complete("Mat", 3, cancellation);
        Inspect("Math.Max(1, 2)", 7, 1, cancellation);
        CompletenessCheck.Of("if (true) {");
        formatter.WarmUp();
    }
}
