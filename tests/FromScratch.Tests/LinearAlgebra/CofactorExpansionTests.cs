using FromScratch.LinearAlgebra;
using Xunit;

namespace FromScratch.Tests.LinearAlgebra;

public class CofactorExpansionTests
{
    [Fact]
    public void Small_determinants_are_as_by_hand()
    {
        Assert.Equal(1, CofactorExpansion.Determinant(new double[0, 0]));
        Assert.Equal(-7, CofactorExpansion.Determinant(new[,] { { -7.0 } }));
        Assert.Equal(-2, CofactorExpansion.Determinant(new[,] { { 1.0, 2 }, { 3, 4 } }));
        Assert.Equal(0, CofactorExpansion.Determinant(new[,] { { 1.0, 2, 3 }, { 4, 5, 6 }, { 7, 8, 9 } }));
        Assert.Equal(-1, CofactorExpansion.Determinant(new[,] { { 0.0, 0, 0, 1 }, { 1, 0, 0, 0 }, { 0, 1, 0, 0 }, { 0, 0, 1, 0 } }));   // a cycle of four is odd
    }

    [Fact]
    public void The_rule_of_Sarrus_agrees()
    {
        double[,] a = { { 2, -3, 1 }, { 5, 4, -2 }, { 7, 1, 6 } };
        Assert.Equal(2 * 4 * 6 + -3 * -2 * 7 + 1 * 5 * 1 - 7 * 4 * 1 - 1 * -2 * 2 - 6 * 5 * -3, CofactorExpansion.Determinant(a));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(2, 2)]
    [InlineData(3, 9)]
    [InlineData(4, 40)]
    [InlineData(5, 205)]
    [InlineData(20, 4180411311071440000)]   // 20!·Σ_{k=1}^{19} 1/k!, in exact fractions
    public void Multiplications_follow_the_recursion(int n, long count) => Assert.Equal(count, CofactorExpansion.Multiplications(n));

    [Fact]
    public void Beyond_20_rows_the_count_leaves_long() => Assert.Throws<OverflowException>(() => CofactorExpansion.Multiplications(21));

    [Fact]
    public void What_has_no_determinant_is_refused()
    {
        Assert.Throws<ArgumentException>(() => CofactorExpansion.Determinant(new double[2, 3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => CofactorExpansion.Multiplications(-1));
    }
}
