namespace CSharpKernel.Workers;

/// <summary>What a worker wrote to its standard error outside of any session: usually nothing, but the runtime's last words when it dies.</summary>
/// <remarks>The text of native code is passed on; from the first line on that announces the end, it is kept for the report instead.</remarks>
internal sealed class DyingWords(Action<string> passOn)
{
    /// <summary>How many lines of the last words are kept: the first say what happened and where, the rest is the stack below.</summary>
    public const int Kept = 24;

    // How the runtime begins: https://github.com/dotnet/runtime/blob/main/src/coreclr/vm/eepolicy.cpp and threads.cpp
    private static readonly string[] _beginnings =
        [
        "Unhandled exception", "Process terminated", "Fatal error", "Stack overflow", "Out of memory", "Internal CLR error",
        "terminate called", "malloc(): ", "free(): ", "double free or ", "corrupted ",   // the C library's
    ];

    private readonly List<string> _words = [];
    private readonly Lock _gate = new();

    /// <summary>The words so far.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_gate) return [.. _words];
        }
    }

    /// <summary>Takes one line of the worker's standard error.</summary>
    public void Add(string line)
    {
        bool dying;
        lock (_gate)
        {
            dying = _words.Count > 0 || _beginnings.Any(beginning => line.StartsWith(beginning, StringComparison.Ordinal));
            if (dying && _words.Count < Kept) _words.Add(line);
        }

        if (!dying) passOn(line + "\n");
    }
}
