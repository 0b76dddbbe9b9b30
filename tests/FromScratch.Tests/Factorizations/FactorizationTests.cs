using System.Numerics;
using FromScratch.Data;
using FromScratch.Factorizations;
using FromScratch.Tensors;
using FromScratch.Tests.Nn;
using Xunit;

namespace FromScratch.Tests.Factorizations;

public sealed class FactorizationTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(37)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(130)]
    public void The_blocked_LU_is_elimination_column_by_column(int n)
    {
        Check<double>(1e-11);
        Check<float>(1e-3);

        void Check<T>(double tolerance) where T : unmanaged, IFloatingPointIeee754<T>
        {
            Tensor<T> a = Tensor<T>.Randn(new Rng(1), n, n), textbook = a.Mt.Contiguous();
            int[] exchanges = new int[n];
            LuFactorization.Textbook(textbook.Matrix(), exchanges);
            (Tensor<T> lu, int[] own) = LuFactorization.Of(a.Mt);
            Assert.Equal(exchanges, own);
            KernelTests.Same(textbook, lu, tolerance);
        }
    }

    [Fact]
    public void L_times_U_is_A_with_its_rows_exchanged()
    {
        const int n = 90;
        Tensor<double> a = Tensor<double>.Randn(new Rng(1), n, n);
        (Tensor<double> lu, int[] exchanges) = LuFactorization.Of(a);
        Tensor<double> product = (lu.Tril(-1) + Tensor<double>.Eye(n)).MatMul(lu.Triu());
        int[] order = [.. Enumerable.Range(0, n)];
        for (int i = 0; i < n; i++) (order[i], order[exchanges[i]]) = (order[exchanges[i]], order[i]);
        KernelTests.Same(a.Rows(order), product, 1e-13);
        Assert.All(lu.Tril(-1).ToArray(), factor => Assert.InRange(factor, -1, 1));
    }

    [Fact]
    public void A_column_of_zeros_is_passed_over()
    {
        (Tensor<double> lu, _) = LuFactorization.Of(Tensor<double>.Of(new double[,] { { 0, 2 }, { 0, 4 } }));
        Assert.Equal([0.0, 2, 0, 4], lu.ToArray());
    }

    [Fact]
    public void NaN_goes_through_LU()
    {
        Tensor<double> a = Tensor<double>.Randn(new Rng(1), 70, 70);
        a.Data[0] = double.NaN;
        (Tensor<double> lu, int[] exchanges) = LuFactorization.Of(a);
        Assert.All(exchanges.Index(), step => Assert.InRange(step.Item, step.Index, 69));
        Assert.Contains(double.NaN, lu.ToArray());
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 3)]
    [InlineData(50, 33)]
    [InlineData(130, 130)]
    public void The_blocked_QR_is_one_reflection_after_the_other(int rows, int columns)
    {
        Tensor<double> a = Tensor<double>.Randn(new Rng(1), rows, columns);
        (Tensor<double> q, Tensor<double> r) = QrFactorization.Of(a);
        (Tensor<double> textbookQ, Tensor<double> textbookR) = QrFactorization.Textbook(a);
        KernelTests.Same(textbookR, r, 1e-12);
        KernelTests.Same(textbookQ, q, 1e-12);
        KernelTests.Same(a, q.MatMul(r), 1e-13);
        KernelTests.Same(Tensor<double>.Eye(columns), q.Mt.MatMul(q), 1e-13);
    }

    [Fact]
    public void QR_of_a_matrix_of_lower_rank_still_has_orthogonal_columns()
    {
        Tensor<double> a = Tensor<double>.Randn(new Rng(1), 40, 3).MatMul(Tensor<double>.Randn(new Rng(2), 3, 35));
        (Tensor<double> q, Tensor<double> r) = QrFactorization.Of(a);
        KernelTests.Same(Tensor<double>.Eye(35), q.Mt.MatMul(q), 1e-13);
        KernelTests.Same(a, q.MatMul(r), 1e-13);
        KernelTests.Same(Tensor<double>.Zeros(2, 2), QrFactorization.Of(Tensor<double>.Zeros(2, 2)).R, 0);
    }

    private static Tensor<double> Symmetric(int n)
    {
        Tensor<double> a = Tensor<double>.Randn(new Rng(1), n, n);
        return (a + a.Mt) * 0.5;
    }

    private static Tensor<double> Diagonal(Tensor<double> values) => Tensor<double>.Eye(values.NumElements) * values;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(37)]
    [InlineData(130)]
    public void Eigenvectors_are_only_stretched_and_the_values_are_those_of_Jacobis_rotations(int n)
    {
        Tensor<double> a = Symmetric(n);
        (Tensor<double> values, Tensor<double> vectors) = SymmetricEigen.Of(a);
        KernelTests.Same(a.MatMul(vectors), vectors * values, 1e-12);
        KernelTests.Same(Tensor<double>.Eye(n), vectors.Mt.MatMul(vectors), 1e-12);
        if (n <= 37) KernelTests.Same(SymmetricEigen.Textbook(a).Values, values, 1e-12);
    }

    [Fact]
    public void Equal_eigenvalues_and_zeros_are_found()
    {
        Tensor<double> q = QrFactorization.Of(Tensor<double>.Randn(new Rng(2), 40, 40)).Q, values = Tensor<double>.Of([.. Enumerable.Range(0, 40).Select(i => i < 10 ? 0.0 : i < 30 ? 3 : -2e8)], [40]);
        Tensor<double> a = (q * values).MatMul(q.Mt);
        (Tensor<double> found, Tensor<double> vectors) = SymmetricEigen.Of(a);
        KernelTests.Same(values.Sort().Values, found, 1e-14);
        KernelTests.Same(Tensor<double>.Eye(40), vectors.Mt.MatMul(vectors), 1e-12);
        Assert.Equal([0.0, 0, 0], SymmetricEigen.Of(Tensor<double>.Zeros(3, 3)).Values.ToArray());
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(37, 20)]
    [InlineData(20, 37)]
    [InlineData(130, 130)]
    public void U_times_the_singular_values_times_V_is_A(int rows, int columns)
    {
        Tensor<double> a = Tensor<double>.Randn(new Rng(1), rows, columns);
        (Tensor<double> u, Tensor<double> values, Tensor<double> vt) = SingularValues.Of(a);
        int k = Math.Min(rows, columns);
        KernelTests.Same(a, (u * values).MatMul(vt), 1e-12);
        KernelTests.Same(Tensor<double>.Eye(k), u.Mt.MatMul(u), 1e-12);
        KernelTests.Same(Tensor<double>.Eye(k), vt.MatMul(vt.Mt), 1e-12);
        if (rows >= columns) KernelTests.Same(SingularValues.TextbookValues(a), values, 1e-11);
        Assert.Equal(values.Sort(descending: true).Values.ToArray(), values.ToArray());
    }

    [Fact]
    public void Singular_values_of_a_matrix_of_lower_rank_are_zero_and_the_vectors_still_at_right_angles()
    {
        Tensor<double> a = Tensor<double>.Randn(new Rng(1), 40, 5).MatMul(Tensor<double>.Randn(new Rng(2), 5, 30));
        a.Narrow(1, 3, 2).Fill(0);
        (Tensor<double> u, Tensor<double> values, Tensor<double> vt) = SingularValues.Of(a);
        KernelTests.Same(a, (u * values).MatMul(vt), 1e-12);
        KernelTests.Same(Tensor<double>.Eye(30), u.Mt.MatMul(u), 1e-12);
        KernelTests.Same(Tensor<double>.Eye(30), vt.MatMul(vt.Mt), 1e-12);
        Assert.All(values.ToArray()[5..], value => Assert.InRange(value, 0, 1e-13));
        KernelTests.Same(Tensor<double>.Zeros(3), SingularValues.Of(Tensor<double>.Zeros(4, 3)).Values, 0);
    }

    [Fact]
    public void In_float_too()
    {
        Tensor<float> a = Tensor<float>.Randn(new Rng(1), 50, 33);
        (Tensor<float> u, Tensor<float> values, Tensor<float> vt) = SingularValues.Of(a);
        KernelTests.Same(a, (u * values).MatMul(vt), 1e-5);
        Tensor<float> symmetric = a.Mt.MatMul(a);
        (Tensor<float> squares, Tensor<float> vectors) = SymmetricEigen.Of(symmetric);
        KernelTests.Same(symmetric.MatMul(vectors), vectors * squares, 1e-5);
    }

    [Fact]
    public void NaN_has_no_directions() => Assert.Contains("NaN", Assert.Throws<ArgumentException>(() => SymmetricEigen.Of(Tensor<double>.Full(double.NaN, 3, 3))).Message, StringComparison.Ordinal);
}
