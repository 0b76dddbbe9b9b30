using System.Collections;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Course;

/// <summary>A value as it is now: to see later whether it has been changed, to print it as it was, and to know which arrays it is made of.</summary>
internal sealed class Snapshot
{
    private const int DeepestLevel = 6;   // a record that holds itself ends here

    private readonly object? _live;
    private readonly Array? _entries;      // the entries at the time, of an array without references
    private readonly Snapshot[]? _parts;   // the parts at the time, of everything else that has parts

    private Snapshot(object? live, int level)
    {
        _live = live;
        IsPlain = true;
        switch (live)
        {
            case null or string or Type:
            case ValueType when live.GetType() is { IsPrimitive: true } or { IsEnum: true }:
                break;
            case decimal or DateTime or DateTimeOffset or TimeSpan or Guid or Half or Int128 or UInt128:
                break;
            case Array array when IsData(array.GetType().GetElementType()!):
                _entries = (Array)array.Clone();
                break;
            case ITuple tuple when level < DeepestLevel:
                _parts = [.. Enumerable.Range(0, tuple.Length).Select(i => new Snapshot(tuple[i], level + 1))];
                break;
            case IList list when level < DeepestLevel:
                _parts = [.. list.Cast<object?>().Select(entry => new Snapshot(entry, level + 1))];
                break;
            default:
                _parts = level < DeepestLevel && RecordShape.Of(live.GetType()) is { } shape
                    ? [.. shape.Properties.Select(property => new Snapshot(property.GetValue(live), level + 1))]
                    : null;
                IsPlain = _parts is not null;
                break;
        }

        if (_parts is not null) IsPlain &= _parts.All(part => part.IsPlain);
    }

    /// <summary>The value as it is now.</summary>
    public static Snapshot Of(object? value) => new(value, 0);

    /// <summary>Whether it is data through and through: no functions, no objects that may keep state.</summary>
    public bool IsPlain { get; }

    /// <summary>The value as it was, in one line.</summary>
    public string Text => ValueText.Of(AsItWas());

    /// <summary>Whether the value is still as it was.</summary>
    public bool IsUnchanged => Holds(_live);

    /// <summary>The arrays and lists it is made of that have entries.</summary>
    public IEnumerable<object> Containers()
    {
        if (_live is Array { Length: > 0 } or IList { Count: > 0, IsReadOnly: false }) yield return _live;
        foreach (Snapshot part in _parts ?? [])
            foreach (object container in part.Containers()) yield return container;
    }

    /// <summary>Whether another value has the same entries throughout.</summary>
    public bool Holds(object? other)
    {
        if (_entries is not null) return other is Array array && SameEntries(_entries, array);
        if (_parts is null) return IsPlain ? Equals(_live, other) : ReferenceEquals(_live, other);
        return other is not null && other.GetType() == _live!.GetType() && SameParts(other);
    }

    private static bool IsData(Type type) => type.IsPrimitive || type.IsEnum || type == typeof(decimal);

    private bool SameParts(object other)
    {
        switch (other)
        {
            case ITuple tuple:
                return tuple.Length == _parts!.Length && _parts.Select((part, i) => part.Holds(tuple[i])).All(same => same);
            case IList list:
                return list.Count == _parts!.Length && !(list is Array array && !SameShape((Array)_live!, array))
                    && list.Cast<object?>().Select((entry, i) => _parts[i].Holds(entry)).All(same => same);
            default:
                return RecordShape.Of(other.GetType())!.Properties.Select((property, i) => _parts![i].Holds(property.GetValue(other))).All(same => same);
        }
    }

    private static bool SameShape(Array x, Array y) =>
        x.Rank == y.Rank && Enumerable.Range(0, x.Rank).All(axis => x.GetLength(axis) == y.GetLength(axis));

    private static bool SameEntries(Array x, Array y)
    {
        if (x.GetType() != y.GetType() || !SameShape(x, y)) return false;
        if (x.GetType().GetElementType() == typeof(decimal)) return x.Cast<decimal>().SequenceEqual(y.Cast<decimal>());
        int bytes = Buffer.ByteLength(x);
        return MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetArrayDataReference(x), bytes).SequenceEqual(MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetArrayDataReference(y), bytes));
    }

    private object? AsItWas() => _live switch
    {
        _ when _entries is not null => _entries,
        IFormattable when _parts is not null && !Containers().Any() => _live,   // it cannot change, and knows how it is written
        ITuple => new Parts("(", ")", [.. _parts!.Select(part => part.AsItWas())]),
        IList when _parts is not null => new Parts("[", "]", [.. _parts.Select(part => part.AsItWas())]),
        _ when _parts is not null => new Parts(_live!.GetType().Name + " { ", " }", [.. _parts.Select(part => part.AsItWas())], [.. RecordShape.Of(_live.GetType())!.Properties.Select(property => property.Name)]),
        _ => _live,
    };

    /// <summary>Parts to print, where the value itself may have changed since.</summary>
    internal sealed record Parts(string Open, string Close, object?[] Entries, string[]? Names = null);
}
