using FromScratch.Data;
using FromScratch.Probability;

namespace FromScratch.Tests.Probability;

public sealed class MonteCarloTests
{
    [Fact]
    public void The_error_bar_holds_the_truth_as_often_as_it_promises()
    {
        // 1,000 seeds, ±1.96 standard errors: 950 expected, standard deviation 6.9
        int covered = Enumerable.Range(1, 1000).Count(seed =>
        {
            Estimate estimate = MonteCarlo.Integrate(point => point[0] * point[1], 2, 200, new Rng((ulong)seed));
            return Math.Abs(estimate.Value - 0.25) <= 1.96 * estimate.StdErr;
        });
        Assert.InRange(covered, 922, 978);
    }

    [Fact]
    public void A_rare_event_is_seen_where_the_proposal_draws()
    {
        Estimate estimate = MonteCarlo.Importance(x => x > 5 ? 1 : 0, new Normal(), new Normal(5, 1), 20_000, new Rng(1));
        Assert.Equal(2.8665157187919391e-7, estimate.Value, 4 * estimate.StdErr);
        // e²⁵Φ(−10) is the second moment: the relative standard error is √(5.677/20000) = 1.68 %
        Assert.Equal(0.0168, estimate.StdErr / 2.8665157187919391e-7, 0.0012);
    }
}
