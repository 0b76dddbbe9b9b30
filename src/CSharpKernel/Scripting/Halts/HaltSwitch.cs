namespace CSharpKernel.Scripting.Halts;

/// <summary>Stops the loops of a session that call nothing (<see cref="Halt{TPlace}"/>).</summary>
/// <remarks>Eight sessions of a process have one each; further ones share, and may then stop such a loop of each other.</remarks>
internal sealed class HaltSwitch
{
    private static readonly HaltSwitch[] _all =
    [
        new(nameof(Place0), Halt<Place0>.Begin, Halt<Place0>.End), new(nameof(Place1), Halt<Place1>.Begin, Halt<Place1>.End),
        new(nameof(Place2), Halt<Place2>.Begin, Halt<Place2>.End), new(nameof(Place3), Halt<Place3>.Begin, Halt<Place3>.End),
        new(nameof(Place4), Halt<Place4>.Begin, Halt<Place4>.End), new(nameof(Place5), Halt<Place5>.Begin, Halt<Place5>.End),
        new(nameof(Place6), Halt<Place6>.Begin, Halt<Place6>.End), new(nameof(Place7), Halt<Place7>.Begin, Halt<Place7>.End),
    ];

    private int _sessions;

    private HaltSwitch(string place, Action begin, Action end)
    {
        const string scripting = "global::CSharpKernel.Scripting.";
        LoopGuard = $" if ({scripting}Halts.Halt<{scripting}Halts.{place}>.IsOn) throw {scripting}User.StopPoint.Stopped();";
        (Begin, End) = (begin, end);
    }

    /// <summary>What such a loop begins with.</summary>
    public string LoopGuard { get; }

    /// <summary>From here on the loops throw.</summary>
    public Action Begin { get; }

    /// <summary>Ends one <see cref="Begin"/>.</summary>
    public Action End { get; }

    /// <summary>The switch of code that belongs to no session.</summary>
    public static HaltSwitch OfHost => _all[^1];

    /// <summary>Takes the switch that the fewest sessions have.</summary>
    public static HaltSwitch Take()
    {
        lock (_all)
        {
            HaltSwitch taken = _all.MinBy(one => one._sessions)!;
            taken._sessions++;
            return taken;
        }
    }

    /// <summary>Gives it back, when the session has ended.</summary>
    public void Return()
    {
        lock (_all) _sessions--;
    }
}
