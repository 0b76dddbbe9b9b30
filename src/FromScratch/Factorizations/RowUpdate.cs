using System.Numerics;
using System.Runtime.InteropServices;
using FromScratch.Tensors;

namespace FromScratch.Factorizations;

/// <summary>What eliminations do to rows.</summary>
internal static class RowUpdate
{
    /// <summary>y −= factor·x.</summary>
    public static void Subtract<T>(T factor, ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, IFloatingPointIeee754<T> => Add(-factor, x, y);

    /// <summary>y += factor·x.</summary>
    public static void Add<T>(T factor, ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var factors = new Vector<T>(factor);
        ref T from = ref MemoryMarshal.GetReference(x);
        ref T to = ref MemoryMarshal.GetReference(y);
        int i = 0;
        for (; i <= y.Length - Vector<T>.Count; i += Vector<T>.Count) VectorMath.MultiplyAdd(factors, Vector.LoadUnsafe(ref from, (nuint)i), Vector.LoadUnsafe(ref to, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
        for (; i < y.Length; i++) y[i] = T.FusedMultiplyAdd(factor, x[i], y[i]);
    }
}
