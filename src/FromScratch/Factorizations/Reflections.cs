using System.Numerics;
using System.Runtime.CompilerServices;
using FromScratch.Tensors;

namespace FromScratch.Factorizations;

/// <summary>Reflections H = I − τ·v·vᵀ whose vectors v are kept as the rows of a matrix, and what they do to the rows of another.</summary>
internal static class Reflections
{
    private const int NarrowBlock = 32, WideBlock = 64, WideFrom = 192;   // reflections gathered into one product: more of them make products better and the triangle T dearer

    /// <summary>Makes of x the vector v of the reflection that turns x onto its first axis: v₁ = 1.</summary>
    /// <param name="x">Comes as the vector to be reflected, goes as v.</param>
    /// <param name="first">What the reflection makes of x's first number.</param>
    /// <returns>τ; 0 when the rest of x is 0 already.</returns>
    public static T Of<T>(Span<T> x, out T first) where T : unmanaged, IFloatingPointIeee754<T>
    {
        T alpha = x[0], rest = SoftmaxKernel.Dot<T>(x[1..], x[1..]);
        x[0] = T.One;
        first = alpha;
        if (rest == T.Zero) return T.Zero;
        first = -T.CopySign(T.Sqrt(alpha * alpha + rest), alpha);   // the sign for which nothing cancels
        SoftmaxKernel.Scale(x[1..], T.One / (alpha - first));
        return (first - alpha) / first;
    }

    /// <summary>Z ← Z·Hₖ₋₁⋯H₁H₀, block by block from the last.</summary>
    /// <param name="z">Z [rows, width].</param>
    /// <param name="rows">How many rows Z has.</param>
    /// <param name="vectors">v of each reflection [count, width]; the i-th is 0 before column i + shift.</param>
    /// <param name="taus">τ of each reflection.</param>
    /// <param name="shift">Where the first reflection's vector begins.</param>
    public static void ApplyFromRight<T>(MatrixView<T> z, int rows, Tensor<T> vectors, ReadOnlySpan<T> taus, int shift) where T : unmanaged, IFloatingPointIeee754<T>
    {
        int width = vectors.Shape[1], block = width < WideFrom ? NarrowBlock : WideBlock;
        Tensor<T> mix = Tensor<T>.Uninitialized([block, block]), products = Tensor<T>.Uninitialized([rows, block]), mixed = Tensor<T>.Uninitialized([rows, block]);
        for (int first = (taus.Length - 1) / block * block; first >= 0 && taus.Length > 0; first -= block)
        {
            int count = Math.Min(block, taus.Length - first), begin = first + shift, rest = width - begin;
            if (rest <= 0) continue;
            MatrixView<T> v = vectors.Matrix().From(first, begin);
            Mix(v, taus.Slice(first, count), rest, mix.Matrix());
            Gemm.Multiply(rows, count, rest, z.From(0, begin), v.Transposed, products.Matrix(), accumulate: false);                       // Z·V
            Gemm.Multiply(rows, count, count, products.Matrix(), mix.Matrix(), mixed.Matrix(), accumulate: false);                        // ·Tᵀ
            Gemm.Multiply(rows, rest, count, mixed.Matrix(), v, z.From(0, begin), accumulate: true, subtract: true);                      // Z −= …·Vᵀ
        }
    }

    /// <summary>The triangle Tᵀ with H₀H₁… = I − V·T·Vᵀ: its row j is −τⱼ·(Vᵀvⱼ)ᵀ·Tᵀ, and τⱼ on the diagonal.</summary>
    private static void Mix<T>(MatrixView<T> v, ReadOnlySpan<T> taus, int width, MatrixView<T> mix) where T : unmanaged, IFloatingPointIeee754<T>
    {
        int count = taus.Length;
        Span<T> dots = stackalloc T[WideBlock];
        for (int j = 0; j < count; j++)
        {
            Span<T> row = mix.Array.AsSpan(mix.From(j, 0).Offset, count);
            row.Clear();
            row[j] = taus[j];
            int begin = Math.Min(j, width);   // vⱼ is 0 before
            RowUpdate.Dots(ref Unsafe.Add(ref v.Array[v.Offset], begin), v.RowStep, v.Array.AsSpan(v.From(j, begin).Offset, width - begin), dots[..j]);
            SoftmaxKernel.Scale(dots[..j], -taus[j]);
            RowUpdate.AddRows(dots[..j], ref mix.Array[mix.Offset], mix.RowStep, row[..j]);
        }
    }
}
