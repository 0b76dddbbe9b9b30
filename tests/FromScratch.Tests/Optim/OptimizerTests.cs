using FromScratch.Optim;
using FromScratch.Tensors;
using Xunit;

namespace FromScratch.Tests.Optim;

using D = Tensor<double>;

public sealed class OptimizerTests
{
    /// <summary>The parameter after steps whose gradient is given.</summary>
    private static double After(Func<D[], Optimizer<double>> make, double theta, params double[] gradients)
    {
        D parameter = D.Of(theta).WithGrad();
        Optimizer<double> optimizer = make([parameter]);
        foreach (double g in gradients)
        {
            optimizer.ZeroGrad();
            (parameter * g).Sum().Backward();
            optimizer.Step();
        }

        return parameter[0];
    }

    [Fact]
    public void Sgd_with_momentum_by_hand()
    {
        Assert.Equal(1 - 0.1 * 2 - 0.1 * 3, After(p => new Sgd<double>(p, 0.1), 1, 2, 3), 1e-15);
        Assert.Equal(1 - 0.1 * 2 - 0.1 * (0.5 * 2 + 3), After(p => new Sgd<double>(p, 0.1, momentum: 0.5), 1, 2, 3), 1e-15);
        Assert.Equal(1 - 0.1 * (2 + 0.5 * 2) - 0.1 * (3 + 0.5 * 4), After(p => new Sgd<double>(p, 0.1, momentum: 0.5, nesterov: true), 1, 2, 3), 1e-15);
        Assert.Equal(1 - 0.1 * (2 + 0.3), After(p => new Sgd<double>(p, 0.1, weightDecay: 0.3), 1, 2), 1e-15);
    }

    [Fact]
    public void The_first_step_of_Adam_is_the_learning_rate_whatever_the_gradient()
    {
        foreach (double g in new[] { 1e-3, 1, 500 }) Assert.Equal(1 - 0.01, After(p => new Adam<double>(p, 0.01, epsilon: 0), 1, g), 1e-12);
        Assert.Equal(1 - 0.01 * 0.5 - 0.01, After(p => new AdamW<double>(p, 0.01, epsilon: 0, weightDecay: 0.5), 1, 7), 1e-12);
    }

    [Fact]
    public void RmsProp_and_Lion_by_hand()
    {
        Assert.Equal(1 - 0.1 * 2 / Math.Sqrt(0.25 * 4), After(p => new RmsProp<double>(p, 0.1, alpha: 0.75, epsilon: 0), 1, 2), 1e-12);
        // Lion: first 1 − 0.1·(1 + 0.1·1) = 0.89 and m = 0.01·2; then 0.9·0.02 − 0.1·0.1 is still above 0.
        Assert.Equal(0.89 - 0.1 * (1 + 0.1 * 0.89), After(p => new Lion<double>(p, 0.1, weightDecay: 0.1), 1, 2, -0.1), 1e-12);
    }

    [Fact]
    public void Clipping_by_norm_keeps_the_direction()
    {
        D a = D.Of(0).WithGrad(), b = D.Of(0, 0).WithGrad();
        (a * 3).Sum().Backward();
        (b * 4).Sum().Backward();
        Assert.Equal(Math.Sqrt(9 + 16 + 16), GradientClipping.ByNorm<double>([a, b], 1), 1e-12);
        Assert.Equal(1, Math.Sqrt(a.Grad!.ToArray().Concat(b.Grad!.ToArray()).Sum(g => g * g)), 1e-6);
        Assert.Equal(3.0 / 4, a.Grad[0] / b.Grad[0], 1e-12);
        GradientClipping.ByValue<double>([b], 0.1);
        Assert.Equal([0.1, 0.1], b.Grad.ToArray());
    }

    [Fact]
    public void An_average_follows_and_gives_the_parameters_back()
    {
        D p = D.Of(1).WithGrad();
        var average = new ExponentialMovingAverage<double>([p], 0.75);
        p[0] = 5;
        average.Update();
        average.Apply();
        Assert.Equal(2, p[0]);   // 0.75·1 + 0.25·5
        average.Restore();
        Assert.Equal(5, p[0]);
    }

    [Fact]
    public void Schedules_pass_through_their_points()
    {
        Func<int, double> cosine = Schedule.Cosine(1, 10, 0.2);
        Assert.Equal([1, 0.6, 0.2, 0.2], new[] { 0, 5, 10, 50 }.Select(cosine), (a, b) => Math.Abs(a - b) < 1e-12);
        Func<int, double> warm = Schedule.WithWarmup(4, cosine);
        Assert.Equal([0.25, 1, 1, 0.6], new[] { 0, 3, 4, 9 }.Select(warm), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([0.1, 0.1, 0.01], new[] { 0, 4, 5 }.Select(Schedule.Steps(0.1, 5)), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(0.25, Schedule.Exponential(1, 0.5)(2));
        Assert.Equal(0.5, Schedule.Linear(1, 0, 4)(2));
        Assert.Equal(3, Schedule.Constant(3)(99));
    }

    [Fact]
    public void A_view_is_no_parameter() =>
        Assert.Contains("[3, 2]", Assert.Throws<ArgumentException>(() => new Sgd<double>([D.Zeros(2, 3).Mt], 0.1)).Message, StringComparison.Ordinal);
}
