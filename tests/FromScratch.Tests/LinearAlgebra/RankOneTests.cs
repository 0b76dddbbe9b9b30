using FromScratch.LinearAlgebra;
using Xunit;

namespace FromScratch.Tests.LinearAlgebra;

public class RankOneTests
{
    [Fact]
    public void A_change_of_one_entry_is_as_by_hand()
    {
        // diag(2, 4) becomes (2 3; 0 4): its inverse is (1/2 −3/8; 0 1/4).
        Assert.Equal(new[,] { { 0.5, -0.375 }, { 0, 0.25 } }, RankOne.UpdateInverse(new[,] { { 0.5, 0 }, { 0, 0.25 } }, [3, 0], [0, 1]));
    }

    [Fact]
    public void The_update_is_the_inverse_of_the_updated_matrix()
    {
        double[,] a = LuTests.Random(9, 9, 5);
        double[] u = [.. Enumerable.Range(0, 9).Select(i => LuTests.Random(1, 9, 6)[0, i])], v = [.. Enumerable.Range(0, 9).Select(i => LuTests.Random(1, 9, 7)[0, i])];
        double[,] updated = RankOne.UpdateInverse(Inversion.Inverse(a), u, v);
        for (int i = 0; i < 9; i++)
            for (int j = 0; j < 9; j++) a[i, j] += u[i] * v[j];
        double[,] product = MatrixMultiplication.Multiply(a, updated);
        for (int i = 0; i < 9; i++)
            for (int j = 0; j < 9; j++) Assert.Equal(i == j ? 1 : 0, product[i, j], 1e-10);
    }

    [Fact]
    public void A_singular_update_is_refused()
    {
        Assert.Throws<InvalidOperationException>(() => RankOne.UpdateInverse(Mat.Identity(2).ToArray(), [1, 0], [-1, 0]));
        Assert.Throws<InvalidOperationException>(() => RankOne.UpdateInverse(Mat.Identity(3).ToArray(), [0.1, 0.2, 0.7], [-1, -1, -1]));   // 1 − 0.1 − 0.2 − 0.7 is 1e-16 of rounding
        Assert.Throws<ArgumentException>(() => RankOne.UpdateInverse(Mat.Identity(2), Vec.Of(1, 2), Vec.Of(1, 2, 3)));
    }
}
