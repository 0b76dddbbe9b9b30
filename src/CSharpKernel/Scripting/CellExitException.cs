namespace CSharpKernel.Scripting;

/// <summary>Ends a cell that called <c>Environment.Exit</c> or <c>Environment.FailFast</c>; the session lives on.</summary>
internal sealed class CellExitException(string message) : Exception(message);
