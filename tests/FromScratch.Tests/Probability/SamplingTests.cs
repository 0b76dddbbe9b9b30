using FromScratch.Data;
using FromScratch.Probability;

namespace FromScratch.Tests.Probability;

public sealed class SamplingTests
{
    /// <summary>Next uniform number: 0.</summary>
    private static Rng GivesZero => Rng.FromState(1, 0, 0, 0);

    [Fact]
    public void The_ends_of_the_uniform_numbers_are_met_by_these_states()
    {
        Assert.Equal(0, GivesZero.NextDouble());
        Assert.Equal(1 - Math.Pow(2, -53), Rng.FromState(1, 0x4fc71c71c71c71c7, 0, 0).NextDouble());
    }

    [Fact]
    public void Samplers_are_finite_and_possible_at_both_ends()
    {
        Assert.Equal(0, Sampling.Exponential(GivesZero, 3));
        Assert.Equal(53 * Math.Log(2), Sampling.Exponential(Rng.FromState(1, 0x4fc71c71c71c71c7, 0, 0), 1), 1e-12);
        Assert.Equal((0.0, 0.0), Sampling.BoxMuller(GivesZero));
        Assert.Equal(1, Sampling.Categorical(GivesZero, [0, 1]));
    }

    [Fact]
    public void Rejection_refuses_a_density_above_its_bound()
    {
        Assert.Throws<InvalidOperationException>(() => Sampling.FromDensity(new Rng(1), _ => 2, 1, 0, 1));
        Assert.Throws<InvalidOperationException>(() => Sampling.FromDensity(new Rng(1), _ => double.NaN, 1, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sampling.FromDensity(new Rng(1), _ => 1, 1, 2, 2));
    }
}
