using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace Course;

/// <summary>The methods that a method's compiled body names: those it calls, constructs with, or makes delegates of.</summary>
internal static class MethodCalls
{
    private static readonly Dictionary<int, OpCode> _opCodes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value & 0xffff);

    /// <summary>Those methods; none when there is no body to read, as of abstract, native and dynamic methods.</summary>
    public static IReadOnlyList<MethodBase> Of(MethodBase method)
    {
        try
        {
            return method.GetMethodBody()?.GetILAsByteArray() is { } body ? Named(method, body) : [];
        }
        catch (Exception exception) when (exception is InvalidOperationException or NotSupportedException or IOException or BadImageFormatException)
        {
            return [];
        }
    }

    private static List<MethodBase> Named(MethodBase method, byte[] body)
    {
        Type[]? typeArguments = method.DeclaringType?.GetGenericArguments();
        Type[]? methodArguments = method is MethodInfo ? method.GetGenericArguments() : null;
        List<MethodBase> named = [];
        for (int at = 0; at < body.Length;)
        {
            int value = body[at++];
            if (value == 0xfe) value = value << 8 | body[at++];   // two-byte instructions begin with 0xfe
            OpCode code = _opCodes[value];
            if (code.OperandType is OperandType.InlineMethod or OperandType.InlineTok
                && Resolve(method.Module, BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(at)), typeArguments, methodArguments) is { } found) named.Add(found);
            at += OperandBytes(code.OperandType, body, at);
        }

        return named;
    }

    private static MethodBase? Resolve(Module module, int token, Type[]? typeArguments, Type[]? methodArguments)
    {
        try
        {
            return module.ResolveMember(token, typeArguments, methodArguments) as MethodBase;
        }
        catch (Exception exception) when (exception is ArgumentException or BadImageFormatException or FileNotFoundException or TypeLoadException or MissingMethodException)
        {
            return null;
        }
    }

    private static int OperandBytes(OperandType type, byte[] body, int at) => type switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + 4 * BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(at)),
        _ => 4,
    };
}
