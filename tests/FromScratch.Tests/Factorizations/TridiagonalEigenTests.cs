using FromScratch.Data;
using FromScratch.Factorizations;
using FromScratch.Tensors;
using FromScratch.Tests.Nn;
using Xunit;

namespace FromScratch.Tests.Factorizations;

public sealed class TridiagonalEigenTests
{
    /// <summary>Matrices that are known to break careless forms, as the diagonal and the numbers beside it.</summary>
    public static TheoryData<string> Names => [.. s_matrices.Keys];

    private static readonly Dictionary<string, (Func<int, int, double> Diagonal, Func<int, double> Beside)> s_matrices = new()
    {
        ["Wilkinson's, whose large eigenvalues come in pairs that differ by less than the rounding"] = ((i, n) => Math.Abs(i - (n - 1) / 2.0), _ => 1),
        ["second differences"] = ((_, _) => 2, _ => -1),
        ["zero"] = ((_, _) => 0, _ => 0),
        ["diagonal with three values"] = ((i, _) => i % 3, _ => 0),
        ["graded over tens of orders"] = ((i, _) => Math.Pow(10, -i / 10.0), i => Math.Pow(10, -i / 10.0 - 0.5)),
        ["Wilkinson's, glued"] = ((i, _) => Math.Abs(i % 21 - 10), i => i % 21 == 20 ? 1e-10 : 1),
        ["the identity and a little beside it"] = ((_, _) => 1, _ => 1e-9),
        ["two clusters"] = ((i, _) => i % 2 == 0 ? 1 : -1, _ => 1e-3),
        ["nothing on the diagonal"] = ((i, _) => i * 1e-16, _ => -1),
        ["in two pieces"] = ((i, _) => i, i => i == 40 ? 0 : 1),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Vectors_are_orthogonal_and_only_stretched(string name)
    {
        foreach (int n in new[] { 1, 32, 33, 66, 131 })
        {
            (Func<int, int, double> diagonal, Func<int, double> beside) = s_matrices[name];
            double[] d = [.. Enumerable.Range(0, n).Select(i => diagonal(i, n))], e = [.. Enumerable.Range(0, n).Select(beside)];
            Tensor<double> matrix = Tensor<double>.Zeros(n, n), rows = Tensor<double>.Eye(n);
            for (int i = 0; i < n; i++) matrix.Data[i * n + i] = d[i];
            for (int i = 0; i < n - 1; i++) matrix.Data[i * n + i + 1] = matrix.Data[(i + 1) * n + i] = e[i];
            int[] order = TridiagonalEigen<double>.Solve(d, e, rows.Matrix());
            KernelTests.Same(Tensor<double>.Eye(n), rows.MatMul(rows.Mt), 1e-13, name);
            KernelTests.Same(rows.MatMul(matrix), Tensor<double>.Of(d, n, 1) * rows, 1e-13, name);
            Assert.Equal(d.Order(), order.Select(i => d[i]));
        }
    }

    [Fact]
    public void The_eigenvalues_of_second_differences_are_known()
    {
        const int n = 100;
        double[] d = new double[n], e = new double[n];
        Array.Fill(d, 2);
        Array.Fill(e, -1);
        int[] order = TridiagonalEigen<double>.Solve(d, e, Tensor<double>.Eye(n).Matrix());
        for (int k = 0; k < n; k++) Assert.Equal(2 - 2 * Math.Cos(Math.PI * (k + 1) / (n + 1)), d[order[k]], 1e-13);   // Strang, "The discrete cosine transform", §2
    }

    [Fact]
    public void In_float_too()
    {
        const int n = 75;
        var rng = new Rng(1);
        float[] d = [.. Enumerable.Range(0, n).Select(_ => (float)rng.NextGaussian())], e = [.. Enumerable.Range(0, n).Select(_ => (float)rng.NextGaussian())];
        Tensor<float> matrix = Tensor<float>.Zeros(n, n), rows = Tensor<float>.Eye(n);
        for (int i = 0; i < n; i++) matrix.Data[i * n + i] = d[i];
        for (int i = 0; i < n - 1; i++) matrix.Data[i * n + i + 1] = matrix.Data[(i + 1) * n + i] = e[i];
        TridiagonalEigen<float>.Solve(d, e, rows.Matrix());
        KernelTests.Same(Tensor<float>.Eye(n), rows.MatMul(rows.Mt), 1e-5);
        KernelTests.Same(rows.MatMul(matrix), Tensor<float>.Of(d, n, 1) * rows, 1e-5);
    }
}
