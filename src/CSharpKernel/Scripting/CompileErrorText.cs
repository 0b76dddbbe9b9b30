using System.Globalization;
using Microsoft.CodeAnalysis;

namespace CSharpKernel.Scripting;

/// <summary>What the compiler says against a cell: for each error its place, the line, and a caret below.</summary>
internal static class CompileErrorText
{
    /// <summary>So many errors are shown; one mistake often causes many.</summary>
    public const int Shown = 10;

    /// <summary>The error of a cell that does not compile.</summary>
    public static CellError Of(CompileException exception)
    {
        string[] lines = exception.Code.ReplaceLineEndings("\n").Split('\n');
        List<Diagnostic> errors = [.. exception.Errors.OrderBy(e => e.Location.GetMappedLineSpan().StartLinePosition).DistinctBy(e => (e.Id, e.Location.GetMappedLineSpan()))];
        var text = new List<string>();
        foreach (Diagnostic error in errors.Take(Shown)) text.AddRange(Lines(error, exception.Place, lines));
        if (errors.Count > Shown) text.Add(string.Create(CultureInfo.InvariantCulture, $"… and {errors.Count - Shown} more errors."));
        return new CellError("CompileError", text.Count == 0 ? "The cell does not compile." : text[0], text);
    }

    private static IEnumerable<string> Lines(Diagnostic error, string place, string[] lines)
    {
        FileLinePositionSpan span = error.Location.GetMappedLineSpan();
        string message = error.GetMessage(CultureInfo.InvariantCulture);
        if (!error.Location.IsInSource || span.StartLinePosition.Line >= lines.Length)
        {
            yield return $"{place}: {error.Id}: {message}";
            yield break;
        }

        int line = span.StartLinePosition.Line;
        int column = Math.Min(span.StartLinePosition.Character, lines[line].Length);
        yield return string.Create(CultureInfo.InvariantCulture, $"{place}, line {line + 1}, column {column + 1}: {error.Id}: {message}");
        yield return "    " + lines[line];
        int end = span.EndLinePosition.Line == line ? Math.Min(span.EndLinePosition.Character, lines[line].Length) : lines[line].Length;
        string indent = new([.. lines[line].Take(column).Select(c => c == '\t' ? '\t' : ' ')]);
        yield return "    " + indent + new string('^', Math.Max(1, end - column));
    }
}
