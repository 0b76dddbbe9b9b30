namespace Course.Cli;

/// <summary>What the command's exit code means; scripts may rely on it.</summary>
internal static class ExitCode
{
    /// <summary>Done; for <c>grade</c>: everything asked for passed.</summary>
    public const int Ok = 0;

    /// <summary>Done, and the answer is no: an exercise did not pass, a cell failed, a check found something.</summary>
    public const int Failed = 1;

    /// <summary>The command line was not understood.</summary>
    public const int Usage = 2;

    /// <summary>The machine or the course folder is not ready.</summary>
    public const int Environment = 3;

    /// <summary>Stopped with Ctrl+C.</summary>
    public const int Interrupted = 130;
}
