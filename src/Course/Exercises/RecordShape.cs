using System.Collections.Concurrent;
using System.Reflection;

namespace Course;

/// <summary>The properties of a record type, in the order of their declaration.</summary>
internal sealed class RecordShape
{
    private static readonly ConcurrentDictionary<Type, RecordShape?> _known = new();

    private RecordShape(PropertyInfo[] properties) => Properties = properties;

    public PropertyInfo[] Properties { get; }

    /// <summary>The shape; null for what is no record. (A record class clones itself, a record struct prints its members: the compiler writes either.)</summary>
    public static RecordShape? Of(Type type) => _known.GetOrAdd(type, static type =>
    {
        const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        bool isRecord = type.GetMethod("<Clone>$", Own) is not null || (type.IsValueType && type.GetMethod("PrintMembers", Own) is not null);
        return isRecord ? new RecordShape([.. type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(property => property.CanRead && property.GetIndexParameters().Length == 0)]) : null;
    });
}
