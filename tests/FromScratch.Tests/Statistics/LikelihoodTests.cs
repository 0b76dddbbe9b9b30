using FromScratch.Data;
using FromScratch.Probability;
using FromScratch.Statistics;

namespace FromScratch.Tests.Statistics;

public sealed class LikelihoodTests
{
    [Fact]
    public void Closed_forms_by_hand()
    {
        Assert.Equal(0.25, MaximumLikelihood.ExponentialRate([1, 3, 8]), 1e-15);
        Assert.Equal(1 / 12.0, MaximumLikelihood.ExponentialRateCensored([1, 3, 8], [false, true, false]), 1e-15);
        Assert.Equal((3.0, 26 / 3.0), MaximumLikelihood.NormalMle([0, 2, 7]));   // 9 + 1 + 16
        Assert.Equal(7, MaximumLikelihood.UniformUpper([0, 7, 2]));
        Assert.Equal(28 / 3.0, MaximumLikelihood.UnbiasedUniformUpper([0, 7, 2]), 1e-15);
    }

    /// <summary>ψ(a) = ln a − (ln of the mean less the mean of the logarithms) at the maximum, by the slope of the likelihood in the shape.</summary>
    [Fact]
    public void The_gamma_fit_solves_the_likelihood_equations()
    {
        var rng = new Rng(3);
        var gamma = new Gamma(3, 2);
        double[] x = [.. Enumerable.Range(0, 2000).Select(_ => gamma.Sample(rng))];
        double sum = x.Sum(), logs = x.Sum(Math.Log);
        MleFit fit = Mle.Fit(t => t[0] > 0 && t[1] > 0 ? x.Length * (SpecialFunctions.LogGamma(t[0]) - t[0] * Math.Log(t[1])) - (t[0] - 1) * logs + t[1] * sum : double.NaN, [1, 1]);
        Assert.True(fit.Converged);
        Relative.Close(fit.Theta[0] / fit.Theta[1], sum / x.Length, 1e-7);   // the rate's equation: a/b is the mean
        double digamma = (SpecialFunctions.LogGamma(fit.Theta[0] + 1e-5) - SpecialFunctions.LogGamma(fit.Theta[0] - 1e-5)) / 2e-5;
        Assert.Equal(Math.Log(fit.Theta[0]) - Math.Log(sum / x.Length) + logs / x.Length, digamma, 1e-7);
    }

    [Theory]
    [InlineData(0.04)]
    [InlineData(25)]
    public void A_parabola_gives_its_own_width(double variance)
    {
        MleFit fit = Mle.Fit(t => (t[0] - 3) * (t[0] - 3) / (2 * variance) - 1, [-10]);
        Assert.True(fit.Converged);
        Assert.Equal(3, fit.Theta[0], 1e-7);
        Relative.Close(Math.Sqrt(variance), fit.StdErr[0], 1e-5);
        Assert.Equal(1, fit.LogLik, 1e-10);
    }

    [Fact]
    public void Without_a_top_it_says_so()
    {
        Assert.False(Mle.Fit(t => Math.Exp(-t[0]), [0]).Converged);
        Assert.False(Mle.Fit(t => Math.Pow(t[0] + t[1] - 3, 2), [0, 0]).Converged);
        Assert.False(Mle.Fit(t => t[0], [0]).Converged);
        Assert.False(Mle.Fit(_ => 0, [0]).Converged);
        Assert.False(Mle.Fit(t => t[0] == 0 ? 1 : double.NaN, [0]).Converged);
    }
}
