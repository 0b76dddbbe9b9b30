using System.Numerics;
using FromScratch.Tensors;

namespace FromScratch.Factorizations;

/// <summary>Reflections H = I − τ·v·vᵀ whose vectors v are kept as the rows of a matrix, and what they do to the rows of another.</summary>
internal static class Reflections
{
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
        const int block = 32;
        int width = vectors.Shape[1];
        Tensor<T> mix = Tensor<T>.Uninitialized([block, block]), products = Tensor<T>.Uninitialized([rows, block]), mixed = Tensor<T>.Uninitialized([rows, block]);
        for (int first = (taus.Length - 1) / block * block; first >= 0 && taus.Length > 0; first -= block)
        {
            int count = Math.Min(block, taus.Length - first), begin = first + shift, rest = width - begin;
            if (rest <= 0) continue;
            MatrixView<T> v = vectors.Matrix().From(first, begin);
            Mix(vectors, taus, first, count, mix);
            Gemm.Multiply(rows, count, rest, z.From(0, begin), v.Transposed, products.Matrix(), accumulate: false);                       // Z·V
            Gemm.Multiply(rows, count, count, products.Matrix(), mix.Matrix().Transposed, mixed.Matrix(), accumulate: false);             // ·Tᵀ
            Gemm.Multiply(rows, rest, count, mixed.Matrix(), v, z.From(0, begin), accumulate: true, subtract: true);                      // Z −= …·Vᵀ
        }
    }

    /// <summary>The triangle T with H₀H₁… = I − V·T·Vᵀ: column j is −τⱼ·T·(Vᵀvⱼ).</summary>
    private static void Mix<T>(Tensor<T> vectors, ReadOnlySpan<T> taus, int first, int count, Tensor<T> mix) where T : unmanaged, IFloatingPointIeee754<T>
    {
        mix.Fill(T.Zero);
        int width = vectors.Shape[1];
        Span<T> t = mix.Data, dots = stackalloc T[count];
        for (int j = 0; j < count; j++)
        {
            for (int p = 0; p < j; p++) dots[p] = SoftmaxKernel.Dot<T>(vectors.Data.Slice((first + p) * width, width), vectors.Data.Slice((first + j) * width, width));
            for (int i = 0; i < j; i++)
            {
                T sum = T.Zero;
                for (int p = i; p < j; p++) sum += t[i * mix.Shape[1] + p] * dots[p];
                t[i * mix.Shape[1] + j] = -taus[first + j] * sum;
            }

            t[j * mix.Shape[1] + j] = taus[first + j];
        }
    }
}
