using CSharpKernel.Display;
using CSharpKernel.Scripting.Halts;
using CSharpKernel.Scripting.User;

namespace CSharpKernel.Scripting;

/// <summary>What code of a cell reaches of its session: its output, its input, how values are shown, its comms.</summary>
internal sealed class SessionScope(OutputQueue output, InputPrompt input, ValueFormatter formatter, CommRegistry comms, RuntimeErrorText errors, HaltSwitch halt)
{
    // The learner's functions (display, Console.WriteLine) are static and have no session in their hands. The execution context carries it along,
    // into tasks and threads too, so that several sessions of one process stay apart.
    private static readonly AsyncLocal<SessionScope?> _current = new();

    // A thread started without its context (UnsafeStart, finalizers) falls back on nothing: its text goes to the host's console.
    /// <summary>The session whose code is running; null in code of the host.</summary>
    public static SessionScope? Current => _current.Value;

    /// <summary>Where its text and values go.</summary>
    public OutputQueue Output { get; } = output;

    /// <summary>Where its questions are answered.</summary>
    public InputPrompt Input { get; } = input;

    /// <summary>How its values are shown.</summary>
    public ValueFormatter Formatter { get; } = formatter;

    /// <summary>Its comm targets and open comms.</summary>
    public CommRegistry Comms { get; } = comms;

    /// <summary>The exception the last failed cell ended with.</summary>
    public Exception? LastError { get; set; }

    /// <summary>How its exceptions are worded.</summary>
    public RuntimeErrorText Errors { get; } = errors;

    /// <summary>Stops its loops that call nothing.</summary>
    public HaltSwitch Halt { get; } = halt;

    /// <summary>Stops the running cell, with what it then says.</summary>
    public Action<CellError>? StopCell { get; set; }

    /// <summary>Ends the cell that calls <c>Environment.Exit</c> or <c>Environment.FailFast</c>; never returns.</summary>
    public void EndCell(string call)
    {
        string message = $"{call} ended this cell, not the kernel: what the session holds is kept. Restart the kernel for a fresh one.";
        StopCell?.Invoke(new CellError("CellExit", message, [message]));
        throw new CellExitException(message);
    }

    /// <summary>Shows an exception that no cell ends with.</summary>
    public void ShowUnobserved(string title, Exception exception) =>
        Output.Post(output => output.Write(OutputStream.Error, $"{title}\n{string.Join('\n', Errors.Of(exception).Traceback)}\n"));

    /// <summary>Makes this session the one of the current thread and of what it starts.</summary>
    public void Enter() => _current.Value = this;

    /// <summary>Takes the current thread out of its session.</summary>
    public static void Leave() => _current.Value = null;
}
