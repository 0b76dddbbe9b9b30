using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FromScratch.IO;

/// <summary>The number types of tensor files, by the names they have there.</summary>
internal static class NumberType
{
    public const string Known = "F64, F32, F16, BF16, I64, I32, I16, I8, U8, BOOL";

    public static string NameOf<T>() where T : unmanaged, IFloatingPointIeee754<T> => SizeOf<T>() == 8 ? "F64" : "F32";

    public static int SizeOf<T>() where T : unmanaged => Unsafe.SizeOf<T>();

    /// <summary>The bytes of one number; 0 for a type that is not known.</summary>
    public static int SizeOf(string type) => type switch
    {
        "F64" or "I64" => 8,
        "F32" or "I32" => 4,
        "F16" or "BF16" or "I16" => 2,
        "I8" or "U8" or "BOOL" => 1,
        _ => 0,
    };

    public static T[] Read<T>(string type, ReadOnlySpan<byte> bytes) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (BitConverter.IsLittleEndian && type == NameOf<T>()) return MemoryMarshal.Cast<byte, T>(bytes).ToArray();
        int size = SizeOf(type);
        var numbers = new T[bytes.Length / size];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = One<T>(type, bytes.Slice(i * size, size));
        return numbers;
    }

    private static T One<T>(string type, ReadOnlySpan<byte> bytes) where T : unmanaged, IFloatingPointIeee754<T> => type switch
    {
        "F64" => T.CreateTruncating(BinaryPrimitives.ReadDoubleLittleEndian(bytes)),
        "F32" => T.CreateTruncating(BinaryPrimitives.ReadSingleLittleEndian(bytes)),
        "F16" => T.CreateTruncating(BinaryPrimitives.ReadHalfLittleEndian(bytes)),
        "BF16" => T.CreateTruncating(BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadInt16LittleEndian(bytes) << 16)),   // the upper half of a float
        "I64" => T.CreateTruncating(BinaryPrimitives.ReadInt64LittleEndian(bytes)),
        "I32" => T.CreateTruncating(BinaryPrimitives.ReadInt32LittleEndian(bytes)),
        "I16" => T.CreateTruncating(BinaryPrimitives.ReadInt16LittleEndian(bytes)),
        "I8" => T.CreateTruncating((sbyte)bytes[0]),
        _ => T.CreateTruncating(bytes[0]),
    };
}
