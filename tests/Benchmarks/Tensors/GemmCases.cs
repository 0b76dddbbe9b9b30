using System.Numerics;
using FromScratch.Tensors;
using MathNet.Numerics.LinearAlgebra;
using TorchSharp;

namespace Benchmarks.Tensors;

/// <summary>Products of square matrices.</summary>
internal static class GemmCases
{
    public static IEnumerable<Case> All() => [.. Of<float>("SGEMM", n => Matrix<float>.Build.Dense(n, n, (i, j) => i - 0.5f * j)), .. Of<double>("DGEMM", n => Matrix<double>.Build.Dense(n, n, (i, j) => i - 0.5 * j))];

    private static IEnumerable<Case> Of<T>(string name, Func<int, Matrix<T>> mathNet) where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (int n in new[] { 64, 128, 256, 512, 1024, 2048 })
        {
            Twin<T> a = Twin<T>.Normal(1, n, n), b = Twin<T>.Normal(2, n, n);
            Matrix<T>? m = n <= 512 ? mathNet(n) : null;
            yield return new Case($"{name} n = {n}", () =>
                {
                    using TensorScope<T> scope = TensorScope<T>.Begin();
                    a.Ours.MatMul(b.Ours);
                },
                () =>
                {
                    using torch.Tensor c = a.Theirs.matmul(b.Theirs);
                },
                Goal: 1, m is null ? null : () => m.Multiply(m), MathNetGoal: 20);
        }
    }
}
