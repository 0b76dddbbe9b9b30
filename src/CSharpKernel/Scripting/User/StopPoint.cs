using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace CSharpKernel.Scripting.User;

/// <summary>Called by the code that cells are compiled to, in loops and functions: where it stops when it is asked to.</summary>
/// <remarks>One read of a field while nobody asks. Whether this thread is meant is looked up only then (<see cref="StopScope"/>).</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StopPoint
{
    private static int _asking;   // not initialised here: a static constructor would cost every pass a second look

    /// <summary>Throws when this code is to stop.</summary>
    /// <exception cref="OperationCanceledException">It is.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Pass()
    {
        if (Volatile.Read(ref _asking) != 0) StopScope.ThrowIfAsked();
    }

    /// <summary>From here on every pass looks whether it is meant.</summary>
    internal static void BeginAsking() => Interlocked.Increment(ref _asking);

    /// <summary>Ends one <see cref="BeginAsking"/>.</summary>
    internal static void EndAsking() => Interlocked.Decrement(ref _asking);
}
