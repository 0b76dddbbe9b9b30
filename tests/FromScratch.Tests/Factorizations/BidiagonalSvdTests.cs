using FromScratch.Data;
using FromScratch.Factorizations;
using FromScratch.Tensors;
using FromScratch.Tests.Nn;
using Xunit;

namespace FromScratch.Tests.Factorizations;

public sealed class BidiagonalSvdTests
{
    private static readonly Dictionary<string, (Func<int, int, double> Diagonal, Func<int, double> Above)> s_matrices = new()
    {
        ["a Jordan block of ones"] = ((_, _) => 1, _ => 1),
        ["differences"] = ((_, _) => 1, _ => -1),
        ["zero"] = ((_, _) => 0, _ => 0),
        ["nothing on the diagonal, so one singular value is 0"] = ((_, _) => 0, _ => 1),
        ["some zeros on the diagonal"] = ((i, _) => i % 17 == 0 ? 0 : 1.5, _ => 0.7),
        ["diagonal with three values"] = ((i, _) => i % 3, _ => 0),
        ["graded downwards over tens of orders"] = ((i, _) => Math.Pow(10, -i / 10.0), i => Math.Pow(10, -i / 10.0 - 0.5)),
        ["graded upwards"] = ((i, n) => Math.Pow(10, (i - n) / 10.0), i => Math.Pow(10, (i - 200) / 10.0)),
        ["Wilkinson's diagonal"] = ((i, n) => Math.Abs(i - (n - 1) / 2.0), _ => 1),
        ["the identity and a little above it"] = ((_, _) => 1, _ => 1e-9),
        ["two clusters"] = ((i, _) => i % 2 == 0 ? 1 : -1, _ => 1e-3),
        ["in pieces"] = ((i, _) => i + 1, i => i % 30 == 29 ? 0 : 1),
    };

    /// <summary>Matrices that are known to break careless forms.</summary>
    public static TheoryData<string> Names => [.. s_matrices.Keys];

    private static Tensor<T> Bidiagonal<T>(T[] d, T[] e) where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        int n = d.Length;
        Tensor<T> matrix = Tensor<T>.Zeros(n, n);
        for (int i = 0; i < n; i++) matrix.Data[i * n + i] = d[i];
        for (int i = 0; i < n - 1; i++) matrix.Data[i * n + i + 1] = e[i];
        return matrix;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Vectors_are_orthogonal_and_give_the_matrix_back(string name)
    {
        foreach (int n in new[] { 1, 25, 26, 27, 66, 131 })
        {
            (Func<int, int, double> diagonal, Func<int, double> above) = s_matrices[name];
            double[] d = [.. Enumerable.Range(0, n).Select(i => diagonal(i, n))], e = [.. Enumerable.Range(0, n).Select(i => i == n - 1 ? 0 : above(i))];
            Tensor<double> matrix = Bidiagonal(d, e), left = Tensor<double>.Eye(n), right = Tensor<double>.Eye(n);
            int[] order = BidiagonalSvd<double>.Solve(d, e, left.Matrix(), right.Matrix());
            KernelTests.Same(Tensor<double>.Eye(n), left.MatMul(left.Mt), 1e-13, name);
            KernelTests.Same(Tensor<double>.Eye(n), right.MatMul(right.Mt), 1e-13, name);
            KernelTests.Same(matrix, left.Mt.MatMul(Tensor<double>.Of(d, n, 1) * right), 1e-13, name);
            Assert.Equal(d.Order(), order.Select(i => d[i]));
            Assert.All(d, value => Assert.True(value >= 0));
        }
    }

    [Fact]
    public void The_singular_values_of_differences_are_known()
    {
        const int n = 60;
        double[] d = new double[n], e = new double[n];
        Array.Fill(d, 1);
        Array.Fill(e, -1);
        e[n - 1] = 0;
        int[] order = BidiagonalSvd<double>.Solve(d, e, Tensor<double>.Eye(n).Matrix(), Tensor<double>.Eye(n).Matrix());
        for (int k = 0; k < n; k++) Assert.Equal(2 * Math.Sin(Math.PI * (2 * k + 1) / (2 * (2 * n + 1))), d[order[k]], 1e-13);   // the eigenvalues of BᵀB, second differences with one free end
    }

    [Fact]
    public void In_float_too()
    {
        const int n = 75;
        var rng = new Rng(1);
        float[] d = [.. Enumerable.Range(0, n).Select(_ => (float)rng.NextGaussian())], e = [.. Enumerable.Range(0, n).Select(i => i == n - 1 ? 0 : (float)rng.NextGaussian())];
        Tensor<float> matrix = Bidiagonal(d, e), left = Tensor<float>.Eye(n), right = Tensor<float>.Eye(n);
        BidiagonalSvd<float>.Solve(d, e, left.Matrix(), right.Matrix());
        KernelTests.Same(Tensor<float>.Eye(n), left.MatMul(left.Mt), 1e-5);
        KernelTests.Same(Tensor<float>.Eye(n), right.MatMul(right.Mt), 1e-5);
        KernelTests.Same(matrix, left.Mt.MatMul(Tensor<float>.Of(d, n, 1) * right), 1e-5);
    }
}
