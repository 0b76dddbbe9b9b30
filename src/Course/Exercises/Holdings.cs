using System.Reflection;

namespace Course;

/// <summary>How much data an object holds on to: what its fields reach, by reference or by value.</summary>
internal static class Holdings
{
    private const int MostObjects = 100_000;

    /// <summary>The number of values of arrays, lists and fields that can be reached; more than <paramref name="enough"/> are not counted.</summary>
    public static long Of(object thing, long enough)
    {
        object start = thing is RecordedThing recorded ? recorded.Target : thing;
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance) { start };
        var open = new Queue<object>([start]);
        long values = 0;
        while (open.TryDequeue(out object? next) && values <= enough && seen.Count < MostObjects)
        {
            foreach (object part in Parts(next))
            {
                if (part is ValueType && IsAtom(part.GetType())) values++;
                else if (part is string text) values += text.Length;
                else if (!IsMachinery(part) && (part is ValueType || seen.Add(part))) open.Enqueue(part);
            }
        }

        return values;
    }

    private static IEnumerable<object> Parts(object thing)
    {
        if (thing is Array array) return array.Cast<object?>().OfType<object>();
        if (thing is Delegate function) return function.Target is { } target ? [target] : [];
        return Fields(thing.GetType()).Select(field => field.GetValue(thing)).OfType<object>();
    }

    private static IEnumerable<FieldInfo> Fields(Type type)
    {
        for (Type? at = type; at is not null && at != typeof(object); at = at.BaseType)
            foreach (FieldInfo field in at.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                if (!field.FieldType.IsPointer) yield return field;
    }

    private static bool IsAtom(Type type) => type.IsPrimitive || type.IsEnum || type == typeof(decimal) || type == typeof(Half);

    private static bool IsMachinery(object thing) => thing is Type or MemberInfo or Assembly or Module or Thread;
}
