namespace CSharpKernel.Scripting;

/// <summary>A C# session: cells go in, values and output come out, and what a cell declares is there for the next one.</summary>
/// <remarks>
/// There are two: <c>ScriptSession</c> compiles and runs cells in this process (the command and the tests use it directly);
/// <c>WorkerSession</c> (folder Workers) holds the same session in a process of its own, so that a cell which kills its process does not take the protocol with it.
/// One cell runs at a time; the language services (complete, inspect, is-complete) may be called while none runs.
/// </remarks>
public interface ISession : IAsyncDisposable
{
    /// <summary>Runs one cell to its end. Never throws for what the cell does: that is in the result.</summary>
    /// <param name="cell">The code and how to run it.</param>
    /// <param name="output">Receives what the cell writes and shows, in order, all of it before the task completes.</param>
    /// <param name="interrupt">Stops the cell; the session and its state live on.</param>
    Task<CellResult> ExecuteAsync(Cell cell, ICellOutput output, CancellationToken interrupt);

    /// <summary>What may stand at the cursor.</summary>
    /// <param name="code">The whole cell.</param>
    /// <param name="cursor">An offset in UTF-16 code units into <paramref name="code"/>.</param>
    /// <param name="cancellation">Gives the question up.</param>
    Task<Completions> CompleteAsync(string code, int cursor, CancellationToken cancellation);

    /// <summary>The signature and documentation of the symbol at the cursor; null when there is none.</summary>
    /// <param name="code">The whole cell.</param>
    /// <param name="cursor">An offset in UTF-16 code units into <paramref name="code"/>.</param>
    /// <param name="detail">0: signature and summary; 1: all of the documentation.</param>
    /// <param name="cancellation">Gives the question up.</param>
    Task<MimeBundle?> InspectAsync(string code, int cursor, int detail, CancellationToken cancellation);

    /// <summary>Whether the code is a whole cell: complete, incomplete (and with what indent the next line starts), or invalid.</summary>
    /// <param name="code">The whole cell.</param>
    Task<Completeness> IsCompleteAsync(string code);

    /// <summary>Hands a front end's comm message to the target or comm that the learner's code registered.</summary>
    /// <param name="messageType">comm_open, comm_msg or comm_close.</param>
    /// <param name="content">The message's content.</param>
    /// <param name="output">Receives what the handler writes, shows and answers.</param>
    /// <param name="interrupt">Stops the handler.</param>
    Task CommAsync(string messageType, System.Text.Json.Nodes.JsonObject content, ICellOutput output, CancellationToken interrupt);
}

/// <summary>A cell to run.</summary>
/// <param name="Code">Its source.</param>
/// <param name="Number">Its execution count, named in stack traces and compile errors ("cell 3, line 2").</param>
/// <param name="Directory">What paths in <c>#r</c> and <c>#!import</c> are relative to; null: the current directory.</param>
/// <param name="Silent">Neither the value is shown nor is the cell counted.</param>
/// <param name="AllowStdin">Whether the front end answers questions for input.</param>
/// <param name="UserExpressions">Expressions to evaluate after the cell, by name.</param>
public sealed record Cell(
    string Code, int Number, string? Directory = null, bool Silent = false, bool AllowStdin = false,
    IReadOnlyDictionary<string, string>? UserExpressions = null);

/// <summary>How a cell ended.</summary>
public enum CellStatus
{
    /// <summary>It ran to its end.</summary>
    Ok,

    /// <summary>It did not compile, or threw.</summary>
    Error,

    /// <summary>It was interrupted.</summary>
    Interrupted,

    /// <summary>The process it ran in has ended, and with it all that the session's cells declared.</summary>
    Lost,
}

/// <summary>How a cell ended and what it returned.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Value">The value of its last expression, formatted; null when it has none.</param>
/// <param name="Error">What went wrong; null when nothing did.</param>
/// <param name="UserExpressions">The value of each expression asked for, or its error.</param>
public sealed record CellResult(CellStatus Status, MimeBundle? Value = null, CellError? Error = null, IReadOnlyDictionary<string, ExpressionResult>? UserExpressions = null);

/// <summary>One user expression's value, or its error: exactly one of the two.</summary>
public sealed record ExpressionResult(MimeBundle? Value, CellError? Error);

/// <summary>What a failed cell says.</summary>
/// <param name="Name">The exception's type ("System.DivideByZeroException"), or "CompileError".</param>
/// <param name="Message">Its message.</param>
/// <param name="Traceback">Lines to show, the learner's frames only; may hold ANSI colours.</param>
public sealed record CellError(string Name, string Message, IReadOnlyList<string> Traceback);

/// <summary>What completes the code at the cursor.</summary>
/// <param name="Matches">The candidates, filtered by what is typed already, best first.</param>
/// <param name="Start">Where the text they replace starts, in UTF-16 code units.</param>
/// <param name="End">Where it ends.</param>
public sealed record Completions(IReadOnlyList<CompletionMatch> Matches, int Start, int End);

/// <summary>One candidate: the text to insert, its kind in words ("method", "property", "class", "keyword" …) and its signature.</summary>
public sealed record CompletionMatch(string Text, string Kind, string? Signature = null);

/// <summary>Whether code is a whole cell. <paramref name="Status"/> is the protocol's word: complete, incomplete or invalid.</summary>
public sealed record Completeness(string Status, string Indent = "");
