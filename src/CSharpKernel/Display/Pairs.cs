using System.Collections;

namespace CSharpKernel.Display;

/// <summary>A key and what belongs to it: an entry of a dictionary, a group.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value, or the group's items.</param>
/// <param name="ValueName">What the value is called.</param>
internal sealed record Pair(object? Key, object? Value, string ValueName);

/// <summary>Finds the pairs among values.</summary>
internal static class Pairs
{
    /// <summary>The value as a pair; null when it is none.</summary>
    public static Pair? Of(object value)
    {
        if (value is DictionaryEntry entry) return new Pair(entry.Key, entry.Value, "value");
        Type type = value.GetType();
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>))
            return new Pair(type.GetProperty("Key")!.GetValue(value), type.GetProperty("Value")!.GetValue(value), "value");
        Type? grouping = type.GetInterfaces().FirstOrDefault(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IGrouping<,>));
        return grouping is null ? null : new Pair(grouping.GetProperty("Key")!.GetValue(value), new Group((IEnumerable)value), "items");
    }

    /// <summary>Whether a sequence is a dictionary.</summary>
    public static bool IsDictionary(IEnumerable sequence) => sequence is IDictionary
        || sequence.GetType().GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() is { } kind && (kind == typeof(IDictionary<,>) || kind == typeof(IReadOnlyDictionary<,>)));

    // A group's items alone: as itself it would be a pair again.
    private sealed class Group(IEnumerable items) : IEnumerable
    {
        public IEnumerator GetEnumerator() => items.GetEnumerator();
    }
}
