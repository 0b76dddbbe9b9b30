using System.ComponentModel;
using System.Runtime.CompilerServices;
using CSharpKernel.Scripting.User;

namespace CSharpKernel.Scripting.Halts;

/// <summary>What a loop of a cell asks that calls nothing: whether the loops of its session are to stop.</summary>
/// <typeparam name="TPlace">The session's place among those of this process (<see cref="HaltSwitch"/>).</typeparam>
/// <remarks>A field for each session, which its code names: so one session's stop ends no other's loops, and the question stays one read of memory.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Halt<TPlace>
    where TPlace : struct
{
    // Not initialised here: a static constructor would cost every look a second one.
    private static int _count;

    /// <summary>Whether code that calls nothing is to throw <see cref="StopPoint.Stopped"/>.</summary>
    public static bool IsOn
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Volatile.Read(ref _count) != 0;
    }

    /// <summary>From here on it throws.</summary>
    internal static void Begin() => Interlocked.Increment(ref _count);

    /// <summary>Ends one <see cref="Begin"/>.</summary>
    internal static void End() => Interlocked.Decrement(ref _count);
}

/// <summary>A session's place.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Place0;

/// <inheritdoc cref="Place0"/>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Place1;

/// <inheritdoc cref="Place0"/>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Place2;

/// <inheritdoc cref="Place0"/>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Place3;

/// <inheritdoc cref="Place0"/>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Place4;

/// <inheritdoc cref="Place0"/>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Place5;

/// <inheritdoc cref="Place0"/>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Place6;

/// <inheritdoc cref="Place0"/>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Place7;
