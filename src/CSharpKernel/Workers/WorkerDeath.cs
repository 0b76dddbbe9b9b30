using System.Globalization;

namespace CSharpKernel.Workers;

/// <summary>How a worker's process ended.</summary>
/// <param name="ExitCode">Its exit code; null when the system does not tell.</param>
/// <param name="LastWords">What the runtime wrote when it died.</param>
internal sealed record WorkerDeath(int? ExitCode, IReadOnlyList<string> LastWords)
{
    /// <summary>What happened, in a sentence.</summary>
    public string Cause => ExitCode switch
    {
        _ when Said("Stack overflow") => "The stack overflowed: calls nested too deep.",
        _ when Said("Out of memory") || Said("OutOfMemory") => "The memory allowed for cells was used up.",
        _ when Said("AccessViolationException") || ExitCode is 139 or unchecked((int)0xC0000005) => "Native code touched memory that is not its own.",
        _ when Said("Process terminated") => "The code ended the process (Environment.FailFast).",
        _ when Said("Unhandled exception") => "An exception that nobody caught ended the process.",
        unchecked((int)0xC00000FD) => "The stack overflowed: calls nested too deep.",
        137 => "The process was killed from outside: by hand, or by the system because memory ran short.",
        143 => "The process was asked to end from outside.",
        134 => "Native code gave the process up (abort).",
        null => "The process ended.",
        int code => string.Create(CultureInfo.InvariantCulture, $"The process ended with exit code {code}."),
    };

    private bool Said(string words) => LastWords.Any(line => line.Contains(words, StringComparison.Ordinal));
}

/// <summary>The worker's process ended before it had answered.</summary>
internal sealed class WorkerLostException(WorkerDeath death) : Exception(death.Cause)
{
    /// <summary>How it ended.</summary>
    public WorkerDeath Death { get; } = death;
}
