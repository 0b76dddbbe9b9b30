using System.Runtime.CompilerServices;

namespace CSharpKernel.Display;

/// <summary>Types as they are written in C#.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<Type, string> _keywords = new()
    {
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(char)] = "char",
        [typeof(decimal)] = "decimal",
        [typeof(double)] = "double",
        [typeof(float)] = "float",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(void)] = "void",
        [typeof(nint)] = "nint",
        [typeof(nuint)] = "nuint",
    };

    /// <summary>A type's name: <c>List&lt;int&gt;</c>, <c>double[,]</c>, <c>(int, string)</c>.</summary>
    public static string Of(Type type)
    {
        if (_keywords.TryGetValue(type, out string? keyword)) return keyword;
        if (type.IsArray) return $"{Of(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (type.IsPointer || type.IsByRef) return Of(type.GetElementType()!) + (type.IsPointer ? "*" : "");
        if (Nullable.GetUnderlyingType(type) is { } inner) return Of(inner) + "?";
        if (type.IsGenericType && type.IsAssignableTo(typeof(ITuple))) return $"({string.Join(", ", type.GenericTypeArguments.Select(Of))})";
        if (IsAnonymous(type)) return "anonymous";
        return Qualified(type);
    }

    /// <summary>Whether it is the type of <c>new { … }</c>.</summary>
    public static bool IsAnonymous(Type type) => type.Name.StartsWith("<>", StringComparison.Ordinal) && type.Name.Contains("AnonymousType", StringComparison.Ordinal);

    // A nested type's generic arguments begin with those of the type around it.
    private static string Qualified(Type type)
    {
        Type[] arguments = type.GetGenericArguments();
        int outer = type.DeclaringType?.GetGenericArguments().Length ?? 0;
        string name = type.Name.Split('`')[0];
        if (arguments.Length > outer) name += $"<{string.Join(", ", arguments[outer..].Select(argument => argument.IsGenericParameter ? argument.Name : Of(argument)))}>";
        return type.IsNested && type.DeclaringType is { } around && !around.Name.StartsWith("Cell_", StringComparison.Ordinal) ? $"{Of(around)}.{name}" : name;
    }
}
