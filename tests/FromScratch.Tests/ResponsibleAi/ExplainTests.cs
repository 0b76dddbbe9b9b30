using FromScratch.Data;
using FromScratch.ResponsibleAi;

namespace FromScratch.Tests.ResponsibleAi;

public sealed class ExplainTests
{
    [Fact]
    public void The_glove_game_by_hand()
    {
        double[] shares = Explain.ShapleyExact(s => s[0] && (s[1] || s[2]) ? 1 : 0, 3);
        Assert.Equal(2 / 3.0, shares[0], 1e-12);
        Assert.Equal(1 / 6.0, shares[1], 1e-12);
        Assert.Equal(1 / 6.0, shares[2], 1e-12);
    }

    [Fact]
    public void Sampled_shares_add_up_in_every_order() =>
        Assert.Equal(9, Explain.ShapleySampled(s => Math.Pow(s.Count(inside => inside), 2), 3, 7, new Rng(1)).Sum(), 1e-12);

    [Theory]
    [InlineData(new[] { 0.9, 0.4, 0.6, 0.3, 0.1 }, new[] { 1, 1, 0, 0, 0 }, 5 / 6.0)]
    [InlineData(new[] { 0.5, 0.5, 0.4, 0.2, 0.7 }, new[] { 1, 0, 0, 1, 1 }, 3.5 / 6)]
    public void Auc_by_counting_pairs(double[] score, int[] y, double expected) => Assert.Equal(expected, Explain.Auc(score, y), 1e-12);

    [Theory]
    [InlineData(LoanFlaw.None, Release.Ship)]
    [InlineData(LoanFlaw.BaseRates, Release.ShipWithRules)]
    [InlineData(LoanFlaw.Proxy, Release.Refuse)]
    public void Three_worlds_get_three_verdicts(LoanFlaw flaw, Release verdict) => Assert.Equal(verdict, LoanReview.Review(Generators.LoanWorld(9, flaw).Data, []).Verdict);

    [Fact]
    public void An_empty_card_passes_no_gate() =>
        Assert.All(ModelCards.Check(new ModelCard(null, null, null, null, null, null), ModelCards.ReleaseGates(["A"], 0.7, 100, 0.05)), result => Assert.False(result.Passed));
}
