using System.ComponentModel;
using System.Runtime.CompilerServices;
using CSharpKernel.Scripting.Halts;

namespace CSharpKernel.Scripting.User;

/// <summary>What the code that cells are compiled to asks in loops and functions: whether it is to stop.</summary>
/// <remarks>
/// <para>One read of a field while nobody asks. Where somebody does, <see cref="Pass"/> looks up whether this thread is meant (<see cref="StopScope"/>).</para>
/// <para>A loop that calls nothing would pay for that call though it is never made: the compiler keeps the loop's numbers in memory instead of in registers, and a sum over a
/// <c>double[]</c> took four times as long. Such a loop throws whenever anything of its session is halted (<see cref="Halt{TPlace}"/>), and costs nothing (0.83 and 0.82 ns a step). So for the moment that takes, a
/// calculation that an earlier cell left running in the background may be stopped too.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StopPoint
{
    // Not initialised here: a static constructor would cost every pass a second look.
    private static int _asking;

    /// <summary>Throws when this code is to stop.</summary>
    /// <exception cref="OperationCanceledException">It is.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Pass()
    {
        if (Volatile.Read(ref _asking) != 0) StopScope.ThrowIfAsked();
    }

    /// <summary>What halted code throws.</summary>
    public static Exception Stopped() => new OperationCanceledException("The code was stopped.");

    /// <summary>From here on every pass looks whether it is meant.</summary>
    internal static void BeginAsking() => Interlocked.Increment(ref _asking);

    /// <summary>Ends one <see cref="BeginAsking"/>.</summary>
    internal static void EndAsking() => Interlocked.Decrement(ref _asking);
}
