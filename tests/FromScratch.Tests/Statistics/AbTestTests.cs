using FromScratch.Data;
using FromScratch.Statistics;

namespace FromScratch.Tests.Statistics;

public sealed class AbTestTests
{
    [Fact]
    public void The_user_is_the_unit()
    {
        // Users 1 and 2 without the treatment: 1/2 and 0/1; 7 and 9 with it: 3/4 and 1/1.
        var log = new AbLog([1, 7, 9, 7, 1, 2, 7, 7], [false, true, true, true, false, false, true, true], [true, true, true, true, false, false, false, true]);
        AbDecision decision = AbTest.Decide(log, 0.1, 0.05);
        Assert.Equal(0.875 - 0.25, decision.Lift, 1e-15);
        HypothesisTest test = TwoSamples.Welch([0.75, 1], [0.5, 0]);
        Assert.Equal(test.P, decision.P, 1e-15);
        Assert.False(decision.Ship);
        Assert.Equal(["underpowered"], decision.Warnings);
    }

    [Fact]
    public void A_broken_assignment_is_seen()
    {
        AbDecision decision = AbTest.Decide(Generators.AbExperiment(1, lift: 0.03, srmBias: 0.02).Data, 0.01, 0.05);
        Assert.Contains("SRM", decision.Warnings);
        Assert.False(decision.Ship);
        Assert.True(decision.Ci.Lo > 0);
    }

    /// <summary>20,000 users: the standard error is near 0.0035, so +2 points is found always, and a lift of 0 one time in 40 on the upper side.</summary>
    [Fact]
    public void The_log_has_what_its_truth_says()
    {
        (AbLog log, AbTruth truth) = Generators.AbExperiment(5, users: 5000, lift: 0.05);
        Assert.Equal((0.05, 0.5, true), (truth.Lift, truth.ShareTreated, truth.ShouldShip));
        Assert.Equal(5000, log.User.Distinct().Count());
        int[] visits = [.. log.User.CountBy(user => user).Select(pair => pair.Value)];
        Assert.All(visits, count => Assert.True(count is >= 1 and <= 3 or >= 20 and <= 59));
        Assert.Equal(0.1, visits.Count(count => count > 3) / 5000.0, 4 * Math.Sqrt(0.09 / 5000));
        AbDecision decision = AbTest.Decide(log, 0.02, 0.05);
        Assert.InRange(0.05, decision.Ci.Lo - 0.01, decision.Ci.Hi + 0.01);
        Assert.True(decision.Ship);
    }
}
