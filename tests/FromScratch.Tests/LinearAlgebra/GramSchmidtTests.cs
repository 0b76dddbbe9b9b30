using FromScratch.LinearAlgebra;
using Xunit;

namespace FromScratch.Tests.LinearAlgebra;

public class GramSchmidtTests
{
    private const double Small = 1e-8;   // 1 + Small² rounds to 1

    /// <summary>Läuchli, Numerische Mathematik 3 (1961) 226-240.</summary>
    private static readonly double[][] _lauchli = [[1, Small, 0, 0], [1, 0, Small, 0], [1, 0, 0, Small]];

    [Fact]
    public void On_Lauchlis_columns_the_classical_form_loses_half_of_orthogonality()
    {
        double[][] q = GramSchmidt.Classical(_lauchli);
        Assert.Equal(0.5, InnerProduct.Dot(q[1], q[2]), 1e-12);   // by hand: q₂ ∝ (0, −1, 1, 0), q₃ ∝ (0, −1, 0, 1)
    }

    [Fact]
    public void On_Lauchlis_columns_the_modified_form_loses_a_few_digits_only()
    {
        double[][] q = GramSchmidt.Orthonormalize(_lauchli).Q;
        Assert.Equal(0, InnerProduct.Dot(q[1], q[2]), 1e-12);
        Assert.Equal(0, InnerProduct.Dot(q[0], q[1]), 1e-8);
        Assert.Equal(0, InnerProduct.Dot(q[0], q[2]), 1e-8);
    }

    [Fact]
    public void A_dependent_column_gives_no_vector_and_its_coefficients()
    {
        (double[][] q, double[,] r) = GramSchmidt.Orthonormalize([[3, 4, 0], [6, 8, 0], [3, 4, 2]]);
        Assert.Equal(2, q.Length);
        MatrixAssert.Close(new double[,] { { 5, 10, 5 }, { 0, 0, 2 } }, r, 1e-14);
    }

    [Fact]
    public void Orthonormal_vectors_are_completed_also_by_a_basis_that_nearly_lies_in_their_span()
    {
        double tilt = 1e-9;
        double[][] q = GramSchmidt.Complete([Direction.Of([1, tilt, 0, 0]).ToArray(), Direction.Of([-tilt, 1, tilt, 0]).ToArray()], 4);
        Assert.Equal(4, q.Length);
        MatrixAssert.Close(Mat.Identity(4).ToArray(), MatrixMultiplication.Multiply(Mat.Of(Columns.Join(q, 4)).T().ToArray(), Columns.Join(q, 4)), 1e-14);
    }

    /// <summary>The first of the axes lies in the span already: the second must do.</summary>
    [Fact]
    public void Only_as_many_are_added_as_asked_for() => MatrixAssert.Close(new double[,] { { 1, 0 }, { 0, 1 }, { 0, 0 }, { 0, 0 } }, Columns.Join(GramSchmidt.Complete([[1, 0, 0, 0]], 4, 2), 4), 0);

    [Fact]
    public void Nothing_is_completed_to_the_axes() => MatrixAssert.Close(Mat.Identity(3).ToArray(), Columns.Join(GramSchmidt.Complete([], 3), 3), 0);
}
