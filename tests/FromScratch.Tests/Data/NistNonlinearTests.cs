using FromScratch.Data;
using Xunit;

namespace FromScratch.Tests.Data;

public class NistNonlinearTests
{
    /// <summary>A typing error in the data shows here: the certified sum of squares and standard errors follow from all rows.</summary>
    [Fact]
    public void The_data_belong_to_the_certified_values() => Assert.All([NistNonlinear.Misra1a(), NistNonlinear.BoxBod()], curve =>
    {
        double sum = curve.Model.Residuals(curve.Parameters).Sum(r => r * r);
        Assert.Equal(1, sum / curve.ResidualSumOfSquares, 1e-10);
        double[,] j = curve.Model.Jacobian(curve.Parameters);
        double a = 0, b = 0, c = 0;
        for (int i = 0; i < curve.Model.X.Length; i++) (a, b, c) = (a + j[i, 0] * j[i, 0], b + j[i, 0] * j[i, 1], c + j[i, 1] * j[i, 1]);
        double variance = sum / (curve.Model.X.Length - 2), determinant = a * c - b * b;
        Assert.Equal(1, Math.Sqrt(variance * c / determinant) / curve.StandardErrors[0], 1e-8);
        Assert.Equal(1, Math.Sqrt(variance * a / determinant) / curve.StandardErrors[1], 1e-8);
    });
}
