using FromScratch.Factorizations;
using FromScratch.Tensors;
using MathNet.Numerics.LinearAlgebra;
using TorchSharp;

namespace Benchmarks.Tensors;

/// <summary>Factorizations of square matrices in double.</summary>
internal static class LinearAlgebraCases
{
    public static IEnumerable<Case> All()
    {
        foreach (int n in new[] { 64, 128, 256, 512 })
        {
            Twin<double> a = Twin<double>.Normal(1, n, n);
            Matrix<double>? m = n <= 256 ? Matrix<double>.Build.Dense(n, n, a.Ours.Mt.ToArray()) : null;
            yield return new Case($"LU n = {n}", () =>
                {
                    using TensorScope<double> scope = TensorScope<double>.Begin();
                    LuFactorization.Of(a.Ours);
                },
                () =>
                {
                    using DisposeScope scope = torch.NewDisposeScope();
                    torch.linalg.lu_factor(a.Theirs);
                }, 0.8, m is null ? null : () => m.LU(), 5);
            yield return new Case($"QR n = {n}", () =>
                {
                    using TensorScope<double> scope = TensorScope<double>.Begin();
                    QrFactorization.Of(a.Ours);
                },
                () =>
                {
                    using DisposeScope scope = torch.NewDisposeScope();
                    torch.linalg.qr(a.Theirs);
                }, 0.8, m is null ? null : () => m.QR(), 5);
            Twin<double> symmetric = Twin<double>.Of(a.Ours + a.Ours.Mt);
            Matrix<double>? ms = n <= 256 ? Matrix<double>.Build.Dense(n, n, symmetric.Ours.ToArray()) : null;
            yield return new Case($"symmetric eigenvalues and vectors n = {n}", () =>
                {
                    using TensorScope<double> scope = TensorScope<double>.Begin();
                    SymmetricEigen.Of(symmetric.Ours);
                },
                () =>
                {
                    using DisposeScope scope = torch.NewDisposeScope();
                    torch.linalg.eigh(symmetric.Theirs);
                }, 0.8, ms is null ? null : () => ms.Evd(Symmetricity.Symmetric), 5);
            yield return new Case($"SVD n = {n}", () =>
                {
                    using TensorScope<double> scope = TensorScope<double>.Begin();
                    SingularValues.Of(a.Ours);
                },
                () =>
                {
                    using DisposeScope scope = torch.NewDisposeScope();
                    torch.linalg.svd(a.Theirs, fullMatrices: false);
                }, 0.8, m is null || n > 128 ? null : () => m.Svd(), 5);
        }
    }
}
