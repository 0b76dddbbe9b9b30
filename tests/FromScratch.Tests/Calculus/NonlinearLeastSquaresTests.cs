using FromScratch.Calculus;
using FromScratch.Data;
using FromScratch.LinearAlgebra;
using Xunit;

namespace FromScratch.Tests.Calculus;

public class NonlinearLeastSquaresTests
{
    private static MinimumResult Fit(CertifiedCurve curve, double[] start) => NonlinearLeastSquares.Fit(curve.Model.Residuals, curve.Model.Jacobian, start, 1e-13);

    [Fact]
    public void NISTs_certified_values_are_met_to_all_digits_from_every_start() =>
        Assert.All([NistNonlinear.Misra1a(), NistNonlinear.BoxBod()], curve => Assert.All([curve.FarStart, curve.NearStart], start =>
        {
            MinimumResult fit = Fit(curve, start);
            Assert.True(fit.Converged);
            double worst = Math.Min(Lre.Of(fit.X[0], curve.Parameters[0]), Lre.Of(fit.X[1], curve.Parameters[1]));
            Assert.True(worst >= 11 && Lre.Of(fit.F, curve.ResidualSumOfSquares) >= 10, $"{curve.Name}: {worst}");   // 11 digits are certified; the sum agrees to their last one, which is 10.4 digits
        }));

    [Fact]
    public void A_parameter_without_effect_is_no_convergence()
    {
        MinimumResult fit = NonlinearLeastSquares.Fit(b => [b[0] - 1, b[0] - 3], _ => new double[,] { { 1, 0 }, { 1, 0 } }, [5, 7], 1e-9);
        Assert.False(fit.Converged);
        Assert.Equal([5.0, 7], fit.X);   // no damping makes the matrix positive definite
    }

    [Fact]
    public void A_wall_of_NaN_is_no_convergence() =>
        Assert.False(NonlinearLeastSquares.Fit(b => [b[0] <= 1 ? b[0] - 3 : double.NaN], _ => new double[,] { { 1 } }, [1], 1e-6).Converged);

    [Fact]
    public void Exact_data_are_met_exactly_and_redundant_parameters_do_no_harm()
    {
        MinimumResult exact = NonlinearLeastSquares.Fit(b => [.. new[] { 1.0, 2, 5 }.Select(x => Math.Exp(b[0] * x) - Math.Exp(0.3 * x))], b => new[,] { { Math.Exp(b[0]) }, { 2 * Math.Exp(2 * b[0]) }, { 5 * Math.Exp(5 * b[0]) } }, [1], 1e-13);
        Assert.True(exact.Converged);
        Assert.Equal(0.3, exact.X[0], 1e-13);
        MinimumResult redundant = NonlinearLeastSquares.Fit(b => [b[0] + b[1] - 3, 2 * (b[0] + b[1]) - 6, 0], _ => new double[,] { { 1, 1 }, { 2, 2 }, { 0, 0 } }, [5, 1], 1e-12);
        Assert.True(redundant.Converged);
        Assert.Equal(3, redundant.X[0] + redundant.X[1], 1e-8);
    }

    [Fact]
    public void What_falls_for_ever_ends()
    {
        // Every step is taken. Without a least damping it was 0 after 320 of them, where J has underflown nothing made the matrix positive definite again, and the search never returned.
        MinimumResult fit = NonlinearLeastSquares.Fit(b => [Math.Exp(-b[0])], b => new[,] { { -Math.Exp(-b[0]) } }, [1], 1e-9);
        Assert.False(fit.Converged);
        Assert.Equal(1000, fit.Evaluations);
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => NonlinearLeastSquares.Fit(b => b, _ => new double[,] { { 1 } }, [1], 0));
        Assert.Throws<ArgumentException>(() => NonlinearLeastSquares.Fit(b => [b[0]], _ => new double[,] { { 1, 0 } }, [1, 2], 1));
        Assert.Throws<ArgumentException>(() => NonlinearLeastSquares.Fit(_ => [double.NaN], _ => new double[,] { { 1 } }, [1], 1));
    }
}
