using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace CSharpKernel.Scripting.User;

/// <summary>Called by the code that cells are compiled to, first thing in an <c>async</c> function: is there room on the stack?</summary>
/// <remarks>An exception is thrown again by each <c>async</c> function it passes, with a longer stack each time: the time to unwind grows with the square
/// of the depth, so these get less room than plain recursion has.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StackGuard
{
    private const int AsyncRoom = 512 * 1024;

    [ThreadStatic]
    private static nuint _lowest;

    /// <summary>Throws when there is no room for one more <c>async</c> function.</summary>
    /// <exception cref="InsufficientExecutionStackException">There is none.</exception>
    public static unsafe void EnterAsync()
    {
        byte here;
        if ((nuint)(&here) < _lowest) throw new InsufficientExecutionStackException();
        RuntimeHelpers.EnsureSufficientExecutionStack();
    }

    /// <summary>The calling thread is a cell's, and its code begins here.</summary>
    internal static unsafe void Begin()
    {
        byte here;
        _lowest = (nuint)(&here) - AsyncRoom;
    }
}
