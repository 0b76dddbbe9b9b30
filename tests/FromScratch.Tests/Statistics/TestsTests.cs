using FromScratch.Data;
using FromScratch.LinearAlgebra;
using FromScratch.Statistics;

namespace FromScratch.Tests.Statistics;

/// <summary>Digits from decimal arithmetic with 40 places.</summary>
public sealed class TestsTests
{
    [Fact]
    public void Welch_to_the_last_digits()
    {
        HypothesisTest test = TwoSamples.Welch([1, 4, 2, 8, 5], [9, 12, 11]);
        Relative.Close(-4.417261042993861769, test.Statistic, 1e-13);
        Relative.Close(5.998215878679750223, test.Df, 1e-13);
        Relative.Close(0.004487342115594666079, test.P, 1e-12);
    }

    [Fact]
    public void Tiny_spreads_do_not_underflow()
    {
        HypothesisTest test = TwoSamples.Welch([1e-150, 4e-150, 2e-150, 8e-150, 5e-150], [9e-150, 12e-150, 11e-150]);
        Relative.Close(5.998215878679750223, test.Df, 1e-12);
    }

    /// <summary>All 70 divisions of eight cups are equally likely, two of them as extreme as the one seen.</summary>
    [Fact]
    public void The_lady_who_tastes_tea()
    {
        double p = TwoSamples.PermutationP([1, 1, 1, 1], [0, 0, 0, 0], 20_000, new Rng(1));
        Assert.Equal(2 / 70.0, p, 4 * Math.Sqrt(2 / 70.0 * 68 / 70.0 / 20_000));
    }

    [Fact]
    public void Ties_by_rounding_are_ties() =>
        Assert.Equal(1, TwoSamples.PermutationP([0.1, 0.7], [0.3, 0.5], 200, new Rng(1)));   // 0.8 against 0.8: no division differs less

    [Fact]
    public void Counts_of_a_die()
    {
        CountTest test = ChiSquareTests.Fit([22, 21, 22, 27, 22, 36], [.. Enumerable.Repeat(1 / 6.0, 6)]);
        Relative.Close(6.72, test.Statistic, 1e-13);
        Relative.Close(0.2423108603963143709, test.P, 1e-13);
        Assert.Equal((5.0, true), (test.Df, test.Reliable));
    }

    [Fact]
    public void A_table_by_hand()
    {
        CountTest test = ChiSquareTests.Independence(new[,] { { 10, 20, 30 }, { 20, 10, 10 } });   // expected 18, 18, 24 and 12, 12, 16
        Relative.Close(64 / 18.0 + 4 / 18.0 + 36 / 24.0 + 64 / 12.0 + 4 / 12.0 + 36 / 16.0, test.Statistic, 1e-13);
        Assert.Equal(2, test.Df);
        Relative.Close(Math.Exp(-test.Statistic / 2), test.P, 1e-13);   // χ² with 2 degrees of freedom is exponential
    }

    /// <summary>Measured: 15, 15, 13.8, 10.4, 10.2, 10.2, 4.4, 4.2 and 4.2 digits of F. From the fourth on that is what double keeps of the data, as exact arithmetic on the rounded values gives the same.</summary>
    [Theory]
    [InlineData(1, 14.5)]
    [InlineData(2, 14.5)]
    [InlineData(3, 13)]
    [InlineData(4, 10)]
    [InlineData(5, 10)]
    [InlineData(6, 10)]
    [InlineData(7, 4)]
    [InlineData(8, 4)]
    [InlineData(9, 4)]
    public void The_certified_F_is_met(int which, double digits)
    {
        CertifiedAnova certified = NistStat.SmLs(which);
        AnovaTable table = AnalysisOfVariance.OneWay(certified.Groups);
        Assert.InRange(Lre.Of(table.F, certified.F), digits, 15);
        Assert.InRange(Lre.Of(table.SumBetween, certified.SumBetween), digits - 0.5, 15);
        Assert.InRange(Lre.Of(table.SumWithin, certified.SumWithin), digits - 0.5, 15);
        Assert.Equal((8.0, 9.0 * (certified.Groups[0].Length - 1)), (table.DfBetween, table.DfWithin));
    }

    [Fact]
    public void Tails_of_F_to_the_last_digits()
    {
        Relative.Close(2.583264337268971385e-22, AnalysisOfVariance.OneWay(NistStat.SmLs(1).Groups).P, 1e-12);
        Relative.Close(4.037141885753982572e-243, AnalysisOfVariance.OneWay(NistStat.SmLs(2).Groups).P, 1e-11);
    }

    /// <summary>Measured: 13.8, 12.3, 9.4 and 14.1 digits of the worst standard error.</summary>
    [Theory]
    [InlineData("Norris", 12, 13)]
    [InlineData("Longley", 10, 11.5)]
    [InlineData("Wampler1", 8.5, 8.5)]
    [InlineData("Wampler2", 12, 13)]
    public void The_certified_regressions_are_met(string name, double coefficients, double errors)
    {
        CertifiedFit certified = name switch { "Norris" => Nist.Norris(), "Longley" => Nist.Longley(), "Wampler1" => Nist.Wampler(1), _ => Nist.Wampler(2) };
        LinearFit fit = LinearRegression.Fit(certified.X, certified.Y);
        Assert.All(fit.Beta.Zip(certified.Coefficients), pair => Assert.InRange(Lre.Of(pair.First, pair.Second), coefficients, 15));
        Assert.All(fit.StdErr.Zip(certified.StandardErrors), pair => Assert.InRange(Lre.Of(pair.First, pair.Second), errors, 15));
        Assert.InRange(Lre.Of(fit.Sigma, certified.ResidualStandardDeviation), errors, 15);
        Assert.InRange(Lre.Of(fit.R2, certified.RSquared), 13.5, 15);
    }

    [Fact]
    public void The_example_of_Benjamini_and_Hochberg()
    {
        double[] p = [0.0459, 0.0001, 0.3240, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0004, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000];   // theirs, in another order
        Assert.Equal([1, 3, 4, 9], Places(Multiple.BenjaminiHochberg(p, 0.05)));
        Assert.Equal([1, 3, 9], Places(Multiple.Holm(p, 0.05)));
        Assert.Empty(Multiple.Holm([], 0.05));
    }

    /// <summary>Armitage, McPherson and Rowe's table, table 2: 0.05, 0.083, 0.107, 0.126, 0.142; 10 looks 0.193.</summary>
    [Theory]
    [InlineData(1, 0.050)]
    [InlineData(2, 0.083)]
    [InlineData(5, 0.142)]
    [InlineData(10, 0.193)]
    public void Peeking_costs_what_the_table_says(int looks, double rate) =>
        Assert.Equal(rate, Peeking.FalsePositiveRate(looks, 3, 20_000, new Rng(5)), 4 * Math.Sqrt(rate * (1 - rate) / 20_000) + 0.0005);

    [Fact]
    public void The_size_and_power_of_a_test()
    {
        Assert.Equal(3841, TestPower.PerArm(0.10, 0.12, 0.05, 0.80));   // 3840.847…
        Assert.Equal(14751, TestPower.PerArm(0.10, 0.11, 0.05, 0.80));  // 14750.790…
        Assert.Equal(177, TestPower.PerArm(0.5, 0.3, 0.01, 0.90));      // 176.063…
        Relative.Close(0.2977321312482276231, TestPower.Of(0.10, 0.12, 1000, 0.05), 1e-13);
        Relative.Close(0.2925035215399588432, TestPower.Of(0.5, 0.3, 50, 0.01), 1e-13);
        Assert.Throws<ArgumentOutOfRangeException>(() => TestPower.PerArm(0.1, 0.1, 0.05, 0.8));
        Assert.Throws<ArgumentOutOfRangeException>(() => TestPower.PerArm(0.1, 0.1000001, 0.05, 0.8));
        Assert.Equal(1, TestPower.PerArm(0.1, 0.999, 0.9, 0.01));
        Assert.Equal(1, TestPower.PerArm(0.5, 0.51, 0.9, 0.01));   // was 24,211, the square of a negative number

    }

    private static int[] Places(bool[] stands) => [.. Enumerable.Range(0, stands.Length).Where(i => stands[i])];
}
