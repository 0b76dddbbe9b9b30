using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace CSharpKernel.Scripting.User;

/// <summary>What <c>Environment.Exit</c> and <c>Environment.FailFast</c> of a cell are compiled to: they end the cell, not the session's process; and where a cell asks whether it is to end.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CellEnd
{
    /// <summary>Ends the running cell.</summary>
    public static void Exit(int exitCode) => End($"Environment.Exit({exitCode.ToString(System.Globalization.CultureInfo.InvariantCulture)})");

    /// <summary>Ends the running cell.</summary>
    public static void FailFast(string? message) => End($"Environment.FailFast(\"{message}\")");

    /// <summary>Ends the running cell.</summary>
    public static void FailFast(string? message, Exception? exception) => FailFast(exception is null ? message : $"{message}: {exception.Message}");

    /// <summary>Whether a cell of this process was stopped a moment ago: only then a loop asks whether it was its own.</summary>
    [SuppressMessage("Usage", "CA2211:Non-constant fields should not be visible", Justification = "Loops read it at every step: a property's call would cost more than the loop in code that is not optimized yet.")]
    public static volatile bool Asked;

    /// <summary>Throws when the cell that this code belongs to was stopped, on whatever thread it runs.</summary>
    public static void Stop() => CellThread.ThrowIfStopped();

    private static void End(string call) => Kernel.Session.EndCell(call);
}
