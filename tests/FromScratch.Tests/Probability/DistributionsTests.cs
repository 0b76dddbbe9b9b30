using FromScratch.Data;
using FromScratch.Probability;

namespace FromScratch.Tests.Probability;

/// <summary>Numbers from sums and power series in decimal arithmetic with 60 to 300 digits, cut to 20.</summary>
public sealed class DistributionsTests
{
    private static readonly (string Name, IDistribution Distribution)[] _all =
    [
        ("uniform", new Uniform(-2, 3)), ("normal", new Normal(1, 2)), ("exponential", new Exponential(0.5)), ("gamma 2.5", new Gamma(2.5, 2)), ("gamma 0.4", new Gamma(0.4)), ("chi square", new ChiSquare(5)),
        ("beta", new Beta(2, 3.5)), ("t 5", new StudentT(5)), ("Poisson", new Poisson(3.2)), ("binomial", new Binomial(12, 0.3)), ("mixture", new Mixture([0.3, 0.7], [new Normal(-1, 0.5), new Exponential(1)])),
    ];

    public static TheoryData<string> Names => [.. _all.Select(one => one.Name)];

    private static IDistribution Of(string name) => _all.Single(one => one.Name == name).Distribution;

    [Theory]
    [InlineData(-38.0, 2.8854283600687843084e-316, 1e-6)]   // a double below 2.2e-308 holds fewer digits
    [InlineData(-20.0, 2.7536241186062336951e-89, 1e-13)]
    [InlineData(-10.0, 7.6198530241605260660e-24, 1e-14)]
    [InlineData(-5.0, 2.8665157187919391167e-7, 1e-14)]
    [InlineData(-3.0, 1.3498980316300945267e-3, 1e-14)]
    [InlineData(-2.0, 2.2750131948179207200e-2, 1e-14)]
    [InlineData(-1.0, 1.5865525393145705141e-1, 1e-15)]
    [InlineData(-0.25, 4.0129367431707627576e-1, 1e-15)]
    [InlineData(0.5, 6.9146246127401310364e-1, 1e-15)]
    [InlineData(1.96, 9.7500210485177956379e-1, 1e-15)]
    [InlineData(4.0, 9.9996832875816688008e-1, 1e-15)]
    public void The_normal_distribution_keeps_its_digits_in_the_tail(double x, double expected, double tolerance)
    {
        Relative.Close(expected, Normal.StandardCdf(x), tolerance);
        Relative.Close(expected, new Normal().Survival(-x), tolerance);
    }

    [Theory]
    [InlineData(1e-10, -6.3613409024040561991)]
    [InlineData(0.001, -3.0902323061678135354)]
    [InlineData(0.025, -1.9599639845400542118)]
    [InlineData(0.2, -8.4162123357291416552e-1)]
    [InlineData(0.3, -5.2440051270804081597e-1)]
    [InlineData(0.5000001, 2.5066282733116483012e-7)]
    [InlineData(0.7, 5.2440051270804065631e-1)]
    [InlineData(0.975, 1.9599639845400538556)]
    [InlineData(0.999, 3.0902323061678132778)]
    public void Normal_quantiles_keep_their_digits_also_beside_the_middle(double p, double expected) => Relative.Close(expected, Normal.StandardQuantile(p), 1e-14);

    [Fact]
    public void Normal_quantiles_go_from_minus_infinity_through_0_to_infinity()
    {
        Assert.Equal(double.NegativeInfinity, Normal.StandardQuantile(0));
        Assert.Equal(0, Normal.StandardQuantile(0.5));
        Assert.Equal(double.PositiveInfinity, Normal.StandardQuantile(1));
        Assert.InRange(Normal.StandardQuantile(double.Epsilon), -38.5, -38.4);
        Assert.Throws<ArgumentOutOfRangeException>(() => Normal.StandardQuantile(double.NaN));
    }

    [Theory]
    [InlineData(1000, 0.5, 500, 2.5225018178360801907e-2)]
    [InlineData(1000, 0.5, 650, 3.7566736608786083021e-22)]
    [InlineData(10, 0.3, 4, 2.0012094899999998942e-1)]
    [InlineData(1000000, 3e-06, 3, 2.2404214371879935878e-1)]
    [InlineData(1000000, 0.5, 500000, 7.9788436133175008909e-4)]
    [InlineData(1000000, 0.25, 249000, 6.3949889989525102184e-5)]
    [InlineData(40, 1e-09, 2, 7.7999997036000064550e-16)]
    [InlineData(100000, 0.001, 180, 1.7949673439557358368e-13)]
    public void Binomial_probabilities_keep_their_digits(int n, double p, int k, double expected) => Relative.Close(expected, Binomial.Mass(n, p, k), 2e-14);

    [Theory]
    [InlineData(3.0, 3, 2.2404180765538774341e-1)]
    [InlineData(0.001, 2, 4.9950024991668751662e-7)]
    [InlineData(1000.0, 1000, 1.2614611348721499718e-2)]
    [InlineData(1000.0, 900, 7.5169543521259522290e-5)]
    [InlineData(1000000.0, 1000000, 3.9894224715624402970e-4)]
    [InlineData(1000000.0, 1003000, 4.4451435818791036548e-6)]
    [InlineData(170.0, 180, 2.2272681143920791602e-2)]
    [InlineData(50.0, 0, 1.9287498479639177830e-22)]
    public void Poisson_probabilities_keep_their_digits(double mean, int k, double expected) => Relative.Close(expected, Poisson.Mass(mean, k), 1e-14);

    [Theory]
    [InlineData(1000, 0.5, 450, 8.6526804248815880412e-4)]
    [InlineData(10, 0.3, 4, 8.4973166740000001904e-1)]
    [InlineData(100, 0.01, 0, 3.6603234127322949723e-1)]
    [InlineData(200, 0.9, 150, 9.1759835179429952320e-10)]
    [InlineData(60, 0.5, 5, 5.1913317394847169339e-12)]
    public void Binomial_sums_keep_their_digits(int n, double p, int k, double expected) => Relative.Close(expected, Binomial.AtMost(n, p, k), 2e-14);

    [Theory]
    [InlineData(3, 2.5, 4.3853323504032773625e-2)]
    [InlineData(10, 0.3, 3.8516030378289930640e-1)]
    [InlineData(1, 1e6, 3.1830988618368456824e-7)]
    [InlineData(30, 8, 3.1329112378503794717e-9)]
    [InlineData(2.5, 40, 7.0978171452466914564e-5)]
    public void The_tails_of_t_keep_their_digits(double freedom, double t, double expected)
    {
        Relative.Close(expected, new StudentT(freedom).Survival(t), 2e-14);
        Relative.Close(expected, new StudentT(freedom).Cdf(-t), 2e-14);
    }

    [Theory]
    [InlineData(3, 0.025, -3.1824463052837095204)]
    [InlineData(10, 0.001, -4.1437004940465896532)]
    [InlineData(1, 0.0001, -3.1830987571181507541e+3)]
    [InlineData(30, 0.4, -2.5560536495191271444e-1)]
    [InlineData(2, 1e-9, -2.2360679741456876591e+4)]
    [InlineData(5, 0.49, -2.6346712342273261860e-2)]
    public void Quantiles_of_t_keep_their_digits(double freedom, double p, double expected)
    {
        Relative.Close(expected, new StudentT(freedom).Quantile(p), 2e-14);
        Assert.Equal(0, new StudentT(freedom).Quantile(0.5));
    }

    [Theory]
    [InlineData(5, 0.95, 1.1070497693516351880e+1)]
    [InlineData(1, 0.05, 3.9321400000195231684e-3)]
    [InlineData(10, 0.999, 2.9588298445074416426e+1)]
    [InlineData(2.5, 1e-6, 3.5028234914305035901e-5)]
    [InlineData(100, 0.5, 9.9334129235988455754e+1)]
    public void Quantiles_of_chi_square_keep_their_digits(double freedom, double p, double expected) => Relative.Close(expected, new ChiSquare(freedom).Quantile(p), 1e-14);

    [Theory]
    [InlineData(0.1, 0.01, 6.0730483624078993461e-21)]
    [InlineData(3, 0.3, 1.9137757941270625038)]
    [InlineData(50, 0.9999, 8.0659328479523984853e+1)]
    public void Quantiles_of_gamma_keep_their_digits(double shape, double p, double expected) => Relative.Close(expected, new Gamma(shape).Quantile(p), 2e-14);

    [Theory]
    [InlineData(2, 3, 0.5, 3.8572756813238954828e-1)]
    [InlineData(0.5, 4, 0.01, 2.0898832686007870488e-5)]
    [InlineData(30, 10, 0.975, 8.6962320076441271055e-1)]
    [InlineData(120, 880, 0.025, 1.0060257754827246832e-1)]
    public void Quantiles_of_beta_keep_their_digits(double a, double b, double p, double expected) => Relative.Close(expected, new Beta(a, b).Quantile(p), 2e-14);

    [Fact]
    public void One_degree_of_freedom_is_the_Cauchy_distribution()
    {
        var cauchy = new StudentT(1);
        foreach (double x in new[] { 1e-9, 0.3, 2, 1e5, 1e200 })
        {
            Relative.Close(1 / (Math.PI * (1 + x * x)), cauchy.Density(x), 1e-13);
            Relative.Close(Math.Atan2(1, x) / Math.PI, cauchy.Survival(x), 1e-13);
            Relative.Close(x, -cauchy.Quantile(Math.Atan2(1, x) / Math.PI), x < 0.1 ? 1e-6 : 1e-13);   // beside the middle p itself holds few digits of x
        }

        Assert.Equal(double.NaN, cauchy.Mean);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Both_tails_make_1_and_the_quantile_undoes_the_distribution_function(string name)
    {
        IDistribution distribution = Of(name);
        bool discrete = distribution is Poisson or Binomial;
        foreach (double p in new[] { 1e-6, 0.01, 0.2, 0.5, 0.77, 0.999 })
        {
            double x = distribution.Quantile(p);
            Assert.Equal(1, distribution.Cdf(x) + distribution.Survival(x), 1e-15);
            if (discrete)
            {
                Assert.True(distribution.Cdf(x) >= p && distribution.Cdf(x - 1) < p, $"{name}: the quantile of {p} is {x}");
            }
            else
            {
                Relative.Close(p, distribution.Cdf(x), name == "uniform" ? 1e-10 : 1e-12);   // beside −2 the doubles lie 4e-16 apart
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_density_is_the_slope_of_the_distribution_function(string name)
    {
        IDistribution distribution = Of(name);
        foreach (double p in new[] { 0.05, 0.3, 0.6, 0.95 })
        {
            double x = distribution.Quantile(p), h = 1e-5 * Math.Abs(x);
            double slope = distribution is Poisson or Binomial ? distribution.Cdf(x) - distribution.Cdf(x - 1) : (distribution.Cdf(x + h) - distribution.Cdf(x - h)) / (2 * h);
            Relative.Close(slope, distribution.Density(x), 1e-5);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Samples_have_the_mean_the_variance_and_the_shape(string name)
    {
        const int N = 20_000;
        IDistribution distribution = Of(name);
        var rng = new Rng(606);
        double[] sample = [.. Enumerable.Range(0, N).Select(_ => distribution.Sample(rng)).Order()];
        double mean = sample.Average(), standardError = Math.Sqrt(distribution.Variance / N);
        Assert.InRange(mean, distribution.Mean - 4 * standardError, distribution.Mean + 4 * standardError);
        Assert.Equal(distribution.Variance, sample.Sum(x => (x - mean) * (x - mean)) / N, 0.12 * distribution.Variance);
        double greatest = 0;
        for (int i = 1; i < N; i++)
            if (sample[i] > sample[i - 1]) greatest = Math.Max(greatest, Math.Abs(distribution.Cdf(sample[i - 1]) - (double)i / N));
        Assert.True(greatest < 1.63 / Math.Sqrt(N), $"{name}: the empirical distribution function is off by {greatest}");
    }

    [Fact]
    public void Edges_of_the_support_are_quantiles_too()
    {
        Assert.Equal(0, new Gamma(2).Quantile(0));
        Assert.Equal(double.PositiveInfinity, new Gamma(2).Quantile(1));
        Assert.Equal(1, new Beta(2, 3).Quantile(1));
        Assert.Equal(12, new Binomial(12, 0.3).Quantile(1));
        Assert.Equal(0, new Poisson(3).Quantile(0));
        Assert.Equal(double.NegativeInfinity, new StudentT(4).Quantile(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Gamma(2).Quantile(1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Poisson(2).Quantile(double.NaN));
    }

    [Fact]
    public void Parameters_outside_their_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Normal(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Uniform(1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Gamma(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Poisson(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Binomial(3, 1.1));
        Assert.Throws<ArgumentException>(() => new Mixture([0.5, 0.6], [new Normal(), new Normal(1)]));
        Assert.Throws<ArgumentException>(() => new Mixture([1], []));
    }
}
