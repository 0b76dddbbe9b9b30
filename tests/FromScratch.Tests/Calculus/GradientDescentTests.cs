using FromScratch.Calculus;
using Xunit;

namespace FromScratch.Tests.Calculus;

public class GradientDescentTests
{
    [Fact]
    public void By_hand_the_first_step_on_a_steep_parabola_is_halved()
    {
        // 4x² from 1: g = 8. t = 1 → −7 (196), ½ → −3 (36), ¼ → −1 (4 > 4 − ¼·64·1e-4), ⅛ → 0.
        MinimumResult result = GradientDescent.Minimize(p => 4 * p[0] * p[0], p => [8 * p[0]], [1], 10, 1e-9);
        Assert.Equal([0.0], result.X);
        Assert.Equal((1, 5, true), (result.Steps, result.Evaluations, result.Converged));
    }

    [Fact]
    public void An_ellipse_of_condition_100_takes_a_thousand_steps()
    {
        MinimumResult result = GradientDescent.Minimize(p => 0.5 * (p[0] * p[0] + 100 * p[1] * p[1]), p => [p[0], 100 * p[1]], [100, 1], 1500, 1e-8);
        Assert.True(result.Converged && result.Steps == result.Path.Count - 1);
        Assert.InRange(result.Steps, 900, 1200);
    }

    [Fact]
    public void Where_f_has_no_value_the_step_is_halved_back()
    {
        MinimumResult result = GradientDescent.Minimize(p => p[0] - Math.Log(p[0]), p => [1 - 1 / p[0]], [0.1], 200, 1e-8);   // the first full step leads to 9.1, later ones would leave the domain
        Assert.True(result.Converged);
        Assert.Equal(1, result.X[0], 1e-7);
    }

    [Fact]
    public void A_gradient_that_points_the_wrong_way_ends_the_search()
    {
        MinimumResult result = GradientDescent.Minimize(p => p[0], _ => [-1.0], [0], 10, 1e-8);
        Assert.False(result.Converged);
        Assert.Equal(0, result.Steps);
    }

    [Fact]
    public void At_a_fixed_rate_each_place_is_the_last_less_rate_times_gradient()
    {
        Assert.Equal([[8.0, 4], [4, 3], [2, 2.25]], GradientDescent.AtFixedRate(p => [4 * p[0], 2 * p[1]], [8, 4], 0.125, 2));
        Assert.True(GradientDescent.AtFixedRate(p => [p[0] * p[0] * p[0]], [10], 1, 50).Length < 20);
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientDescent.Minimize(p => p[0], p => p, [1], 5, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientDescent.Minimize(p => p[0], p => p, [1], -1, 1));
        Assert.Throws<ArgumentException>(() => GradientDescent.Minimize(p => Math.Log(p[0]), p => p, [-1], 5, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientDescent.AtFixedRate(p => p, [1], 0, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientDescent.AtFixedRate(p => p, [1], 1, -5));
    }
}
