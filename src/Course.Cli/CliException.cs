namespace Course.Cli;

/// <summary>The command cannot go on. The message says what was given, what rule it breaks and what to do.</summary>
/// <param name="message">Shown to the person as it is.</param>
/// <param name="exitCode">What the process ends with.</param>
internal sealed class CliException(string message, int exitCode = ExitCode.Failed) : Exception(message)
{
    /// <summary>What the process ends with.</summary>
    public int ExitCode { get; } = exitCode;
}
