using FromScratch.Data;
using FromScratch.ResponsibleAi;

namespace FromScratch.Tests.ResponsibleAi;

public sealed class FairnessTests
{
    [Fact]
    public void The_published_recidivism_rates()
    {
        (int[] y, int[] yHat, string[] group) = PublishedCounts.Rows(PublishedCounts.Recidivism2016());
        GroupRates[] audit = Fairness.Audit(y, yHat, group);
        Assert.Equal([0.44847, 0.23454], audit.Select(rates => Math.Round(rates.Fpr, 5)));
        Assert.Equal([0.27985, 0.47723], audit.Select(rates => Math.Round(1 - rates.Tpr, 5)));
        Assert.Equal([0.62971, 0.59133], audit.Select(rates => Math.Round(rates.Ppv, 5)));
    }

    [Fact]
    public void Berkeley_reverses()
    {
        Tally[] table = PublishedCounts.Berkeley1973();
        Assert.Equal([2691, 1835], new[] { "men", "women" }.Select(who => table.Where(cell => cell.Group == who).Sum(cell => cell.Total)));
        Assert.Equal([0.4452, 0.3035], Stratification.RawRates(table).Select(rate => Math.Round(rate, 4)));
        Assert.Equal([0.3873, 0.4300], Stratification.Standardized(table).Select(rate => Math.Round(rate, 4)));
        Assert.True(Stratification.Detect(table).Reversed);
    }

    /// <summary>p/(1 − p)·(1 − PPV)/PPV·(1 − FNR) by hand: 3/7 · 2/3 · 7/10 = 1/5.</summary>
    [Fact]
    public void Three_rates_imply_the_fourth() => Assert.Equal(0.2, Tradeoffs.ImpliedFpr(0.3, 0.6, 0.3), 1e-15);

    [Fact]
    public void The_hulls_of_two_groups_meet_at_two_thirteenths()
    {
        double[] score = [0.9, 0.5, 0.5, 0.5, 0.1, 0.9, 0.9, 0.9, 0.9, 0.5, 0.5, 0.5];
        Lottery[] rules = EqualizedOdds.Fit(score, [1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0], ["a", "a", "a", "a", "a", "b", "b", "b", "b", "b", "b", "b"], 1, 1);
        Assert.Equal(2 / 13.0, (rules[0].Chance(0.5) * 2 + rules[0].Chance(0.1)) / 3, 1e-12);
        Assert.Equal(8 / 13.0, (rules[0].Chance(0.9) + rules[0].Chance(0.5)) / 2, 1e-12);
        Assert.Equal(2 / 13.0, (rules[1].Chance(0.9) + 3 * rules[1].Chance(0.5)) / 4, 1e-12);
        Assert.Equal(8 / 13.0, rules[1].Chance(0.9), 1e-12);
    }

    [Theory]
    [InlineData(BiasSource.None)]
    [InlineData(BiasSource.Sampling)]
    [InlineData(BiasSource.Measurement)]
    [InlineData(BiasSource.Label)]
    public void A_planted_bias_is_found(BiasSource source) => Assert.Equal(source, LabelBias.Diagnose(Generators.BiasWorld(5, source).Data));

    [Fact]
    public void Calibrated_scores_have_the_base_rates_of_their_means()
    {
        (ScoredRows rows, double[] means) = Generators.CalibratedScores(1, 20_000);
        GroupRates[] audit = Fairness.Audit(rows.Y, rows.Y, rows.Group);
        Assert.Equal(means[0], audit[0].BaseRate, 0.013);   // √(0.3·0.7/20,000) = 0.0032, four times
        Assert.Equal(means[1], audit[1].BaseRate, 0.0142);
    }
}
