using System.ComponentModel;

namespace CSharpKernel.Scripting.User;

/// <summary>What <c>Environment.Exit</c> and <c>Environment.FailFast</c> of a cell are compiled to: they end the cell, not the session's process.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CellEnd
{
    /// <summary>Ends the running cell.</summary>
    public static void Exit(int exitCode) => End($"Environment.Exit({exitCode.ToString(System.Globalization.CultureInfo.InvariantCulture)})");

    /// <summary>Ends the running cell.</summary>
    public static void FailFast(string? message) => End($"Environment.FailFast(\"{message}\")");

    /// <summary>Ends the running cell.</summary>
    public static void FailFast(string? message, Exception? exception) => FailFast(exception is null ? message : $"{message}: {exception.Message}");

    private static void End(string call) => Kernel.Session.EndCell(call);
}
