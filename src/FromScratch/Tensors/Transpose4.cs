using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FromScratch.Tensors;

/// <summary>Four lines of memory read side by side and written across, by exchanges inside registers: four numbers at a time instead of one.</summary>
internal static class Transpose4
{
    /// <summary>Whether the processor has the exchanges for this number type.</summary>
    public static bool IsFast<T>() where T : unmanaged => typeof(T) == typeof(float) ? Sse.IsSupported : Avx.IsSupported;

    /// <summary>to[p·toStep + i] = from[i·lineStep + p] for the lines i = 0 … 3 and p from 0 to depth − 1.</summary>
    public static void Lines<T>(int depth, ref T from, nint lineStep, ref T to, nint toStep) where T : unmanaged
    {
        int p = 0;
        if (typeof(T) == typeof(float))
            for (; p <= depth - 4; p += 4) Block(ref Unsafe.As<T, float>(ref Unsafe.Add(ref from, p)), lineStep, ref Unsafe.As<T, float>(ref Unsafe.Add(ref to, p * toStep)), toStep);
        else
            for (; p <= depth - 4; p += 4) Block(ref Unsafe.As<T, double>(ref Unsafe.Add(ref from, p)), lineStep, ref Unsafe.As<T, double>(ref Unsafe.Add(ref to, p * toStep)), toStep);
        for (; p < depth; p++)
            for (int i = 0; i < 4; i++) Unsafe.Add(ref to, p * toStep + i) = Unsafe.Add(ref from, i * lineStep + p);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block(ref float from, nint lineStep, ref float to, nint toStep)
    {
        Vector128<float> r0 = Vector128.LoadUnsafe(ref from), r1 = Vector128.LoadUnsafe(ref Unsafe.Add(ref from, lineStep));
        Vector128<float> r2 = Vector128.LoadUnsafe(ref Unsafe.Add(ref from, 2 * lineStep)), r3 = Vector128.LoadUnsafe(ref Unsafe.Add(ref from, 3 * lineStep));
        Vector128<float> low01 = Sse.UnpackLow(r0, r1), high01 = Sse.UnpackHigh(r0, r1), low23 = Sse.UnpackLow(r2, r3), high23 = Sse.UnpackHigh(r2, r3);
        Sse.MoveLowToHigh(low01, low23).StoreUnsafe(ref to);
        Sse.MoveHighToLow(low23, low01).StoreUnsafe(ref Unsafe.Add(ref to, toStep));
        Sse.MoveLowToHigh(high01, high23).StoreUnsafe(ref Unsafe.Add(ref to, 2 * toStep));
        Sse.MoveHighToLow(high23, high01).StoreUnsafe(ref Unsafe.Add(ref to, 3 * toStep));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block(ref double from, nint lineStep, ref double to, nint toStep)
    {
        Vector256<double> r0 = Vector256.LoadUnsafe(ref from), r1 = Vector256.LoadUnsafe(ref Unsafe.Add(ref from, lineStep));
        Vector256<double> r2 = Vector256.LoadUnsafe(ref Unsafe.Add(ref from, 2 * lineStep)), r3 = Vector256.LoadUnsafe(ref Unsafe.Add(ref from, 3 * lineStep));
        Vector256<double> even01 = Avx.UnpackLow(r0, r1), odd01 = Avx.UnpackHigh(r0, r1), even23 = Avx.UnpackLow(r2, r3), odd23 = Avx.UnpackHigh(r2, r3);
        Avx.Permute2x128(even01, even23, 0x20).StoreUnsafe(ref to);
        Avx.Permute2x128(odd01, odd23, 0x20).StoreUnsafe(ref Unsafe.Add(ref to, toStep));
        Avx.Permute2x128(even01, even23, 0x31).StoreUnsafe(ref Unsafe.Add(ref to, 2 * toStep));
        Avx.Permute2x128(odd01, odd23, 0x31).StoreUnsafe(ref Unsafe.Add(ref to, 3 * toStep));
    }
}
