using FromScratch.ClassicalMl;
using FromScratch.Data;
using FromScratch.LinearAlgebra;
using Xunit;

namespace FromScratch.Tests.ClassicalMl;

public class SupportVectorsTests
{
    [Fact]
    public void Two_points_by_hand()
    {
        SvmModel model = SupportVectors.Fit(new double[,] { { 1, 1 }, { -1, -1 } }, [1, -1], 10, InnerProduct.Dot, 1e-9);
        Assert.Equal(0.25, model.Alpha[0], 1e-12);
        Assert.Equal(0.25, model.Alpha[1], 1e-12);
        Assert.Equal(0, model.B, 1e-12);
    }

    [Fact]
    public void Rings_are_told_apart_by_a_bell_kernel()
    {
        Func<double[], double[], double> bell = (a, b) => Math.Exp(-a.Zip(b, (p, q) => (p - q) * (p - q)).Sum());
        for (ulong seed = 1; seed <= 20; seed++)
        {
            (double[,] x, int[] y) = Generators.Rings(seed, 80, 0.3);
            (double[,] X, int[] Y) fresh = Generators.Rings(100 + seed, 300, 0.3);
            SvmModel model = SupportVectors.Fit(x, y, 10, bell, 1e-3);
            Assert.InRange(Rows.Of(fresh.X).Select((row, i) => SupportVectors.Decision(model, x, y, bell, row) > 0 == fresh.Y[i] > 0 ? 1.0 : 0).Average(), 0.95, 1);
        }
    }
}
