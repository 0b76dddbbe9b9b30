using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;

namespace CSharpKernel.Display;

/// <summary>One property or field of a value.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Read">Reads it; throws what a getter throws.</param>
internal sealed record Member(string Name, Func<object, object?> Read);

/// <summary>What is to see of a value that has no text of its own: its public properties and fields.</summary>
internal static class Members
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    // Weakly held would be better still, but the types of cells live as long as the session does.
    private static readonly ConcurrentDictionary<Type, Member[]> _known = new();

    /// <summary>A type's members, those of base types first.</summary>
    public static IReadOnlyList<Member> Of(Type type) => _known.GetOrAdd(type, static type => [.. Read(type)]);

    /// <summary>Whether values of the type are shown by their members: records, anonymous types, and types that leave <c>ToString</c> as it is.</summary>
    public static bool Show(Type type)
    {
        if (type.IsPrimitive || type.IsEnum || type.IsAssignableTo(typeof(Delegate)) || type.IsPointer) return false;
        return (IsRecord(type) || TypeNames.IsAnonymous(type) || !HasOwnText(type)) && Of(type).Count > 0;
    }

    /// <summary>A member's value in a line; an exception of its getter by name.</summary>
    public static object? ValueOf(Member member, object owner)
    {
        try
        {
            return member.Read(owner);
        }
        catch (Exception error) when (error is not (ThreadInterruptedException or OperationCanceledException))
        {
            return new Unreadable(error);
        }
    }

    // A record's ToString is the compiler's, unless the record declares one: then its author's.
    private static bool IsRecord(Type type)
    {
        bool record = type.GetMethod("<Clone>$") is not null || type.IsValueType && type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null;
        return record && type.GetMethod("ToString", Type.EmptyTypes)?.GetCustomAttributes(inherit: false).Any(a => a is System.Runtime.CompilerServices.CompilerGeneratedAttribute) is true;
    }

    private static bool HasOwnText(Type type) => type.GetMethod("ToString", Type.EmptyTypes)?.DeclaringType is { } declaring && declaring != typeof(object) && declaring != typeof(ValueType);

    private static List<Member> Read(Type type)
    {
        var members = new List<Member>();
        for (Type? t = type; t is not null && t != typeof(object) && t != typeof(ValueType); t = t.BaseType)
        {
            IEnumerable<Member> own = t.GetMembers(Declared).OrderBy(member => member.MetadataToken).Select(Of).OfType<Member>();
            members.InsertRange(0, own.Where(member => members.All(known => known.Name != member.Name)));
        }

        return members;
    }

    private static Member? Of(MemberInfo member) => member switch
    {
        PropertyInfo { CanRead: true, GetMethod.IsPublic: true } property when property.GetIndexParameters().Length == 0 && IsReadable(property.PropertyType) =>
            new Member(property.Name, owner => property.GetValue(owner, BindingFlags.DoNotWrapExceptions, null, null, CultureInfo.InvariantCulture)),
        FieldInfo field when IsReadable(field.FieldType) => new Member(field.Name, field.GetValue),
        _ => null,
    };

    private static bool IsReadable(Type type) => !type.IsByRef && !type.IsByRefLike && !type.IsPointer && !type.IsFunctionPointer;

    private sealed class Unreadable(Exception error)
    {
        public override string ToString() => $"({TypeNames.Of(error.GetType())}: {error.Message})";
    }
}
