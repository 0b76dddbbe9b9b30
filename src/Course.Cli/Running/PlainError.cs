using CSharpKernel.Scripting;

namespace Course.Cli.Running;

/// <summary>An error of a cell in words, without the colours a notebook shows.</summary>
internal static class PlainError
{
    /// <summary>The error's text; empty when there is none.</summary>
    public static string Of(CellError? error)
    {
        if (error is null) return "";
        string text = error.Traceback.Count > 0 ? string.Join('\n', error.Traceback) : $"{error.Name}: {error.Message}";
        return Ansi.Strip(text).TrimEnd();
    }
}
