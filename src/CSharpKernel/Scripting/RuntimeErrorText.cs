using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace CSharpKernel.Scripting;

/// <summary>What an exception says: its type, its message, and the frames of the learner's own code.</summary>
/// <param name="lines">Finds their lines.</param>
internal sealed partial class RuntimeErrorText(SourceLines lines)
{
    /// <summary>So many frames are shown of one exception.</summary>
    public const int Frames = 12;

    private const int Inner = 4;

    /// <summary>The error of a cell that threw: the learner's frames, and where to find the others.</summary>
    public CellError OfCell(Exception exception)
    {
        CellError error = Of(exception);
        bool hidden = exception is not InsufficientExecutionStackException && new StackTrace(exception, fNeedFileInfo: false).GetFrame(0)?.GetMethod() is { } thrower && !lines.Knows(thrower);
        return hidden ? error with { Traceback = [.. error.Traceback, "   (LastError() shows the whole stack.)"] } : error;
    }

    /// <summary>The error of code that threw.</summary>
    public CellError Of(Exception exception)
    {
        var text = new List<string>();
        Add(exception, text, 0);
        return new CellError(TypeName(exception.GetType()), Message(exception), text);
    }

    /// <summary>Whether code of a cell threw it, or called what threw it.</summary>
    public bool IsOfCell(Exception exception) =>
        new StackTrace(exception, fNeedFileInfo: false).GetFrames().Any(frame => frame.GetMethod() is { } method && lines.Knows(method));

    /// <summary>The name of an exception's type as the learner knows it: without the wrappers that cells are compiled into.</summary>
    public static string TypeName(Type type)
    {
        string name = type.FullName ?? type.Name;
        int generic = name.IndexOf('[', StringComparison.Ordinal);
        if (generic >= 0) name = name[..generic];
        return CellWrapper().Replace(name, "").Replace('+', '.');
    }

    private void Add(Exception exception, List<string> text, int depth)
    {
        text.Add($"{(depth == 0 ? "" : "Caused by ")}{TypeName(exception.GetType())}: {Message(exception)}");
        AddFrames(exception, text);
        if (depth >= Inner) return;
        if (exception is AggregateException many)
        {
            foreach (Exception inner in many.InnerExceptions.Take(Inner)) Add(inner, text, depth + 1);
        }
        else if (exception.InnerException is { } inner)
        {
            Add(inner, text, depth + 1);
        }
    }

    private void AddFrames(Exception exception, List<string> text)
    {
        int shown = 0;
        int skipped = 0;
        foreach (StackFrame frame in new StackTrace(exception, fNeedFileInfo: false).GetFrames())
        {
            if (frame.GetMethod() is not { } method || !lines.Knows(method)) continue;
            if (shown >= Frames)
            {
                skipped++;
                continue;
            }

            if (!lines.TryFind(method, frame.GetILOffset(), out string? place, out int line)) continue;
            string name = MethodName(method);
            text.Add(string.Create(CultureInfo.InvariantCulture, $"   at {name}{(name.Length > 0 ? " in " : "")}{place}, line {line}"));
            if (shown == 0 && lines.TextOf(place, line) is { Length: > 0 } code) text.Add($"      {code}");
            shown++;
        }

        if (skipped > 0) text.Add(string.Create(CultureInfo.InvariantCulture, $"   … and {skipped:N0} more calls"));
    }

    // A message getter of the learner's own may throw.
    private static string Message(Exception exception)
    {
        if (exception is InsufficientExecutionStackException)
            return "Stack overflow: functions call one another too deeply. A recursion needs a case that ends it.";
        try
        {
            return exception.Message;
        }
        catch (Exception)
        {
            return "(its message could not be read)";
        }
    }

    // The compiler's names for what has none in the source: <Initialize> is the cell's top level, <F>d__1.MoveNext an async or iterator method F,
    // <M>g__F|0_0 a local function F, <M>b__0 a lambda.
    private static string MethodName(MethodBase method)
    {
        Type? type = method.DeclaringType;
        string name = method.Name;
        if (name == "MoveNext" && type is not null && StateMachine().Match(type.Name) is { Success: true } machine)
        {
            name = machine.Groups[1].Value;
            type = type.DeclaringType;
        }

        if (LocalFunction().Match(name) is { Success: true } local) name = local.Groups[1].Value;
        else if (name.Contains(">b__", StringComparison.Ordinal)) name = "lambda";
        if (name is "<Initialize>" or "Initialize" or "<Factory>") return "";
        bool topLevel = type is null || CellWrapper().Replace(type.FullName ?? "", "").Length == 0 || type.Name.Contains('<', StringComparison.Ordinal);
        if (name is ".ctor" or ".cctor") return topLevel ? "" : $"new {TypeName(type!)}";
        return topLevel ? name : $"{TypeName(type!)}.{name}";
    }

    [GeneratedRegex(@"^Cell_\d+(\+|\.|$)")]
    private static partial Regex CellWrapper();

    [GeneratedRegex(@"^<+([^>]*)>+d")]
    private static partial Regex StateMachine();

    [GeneratedRegex(@">g__([^|]*)\|")]
    private static partial Regex LocalFunction();
}
