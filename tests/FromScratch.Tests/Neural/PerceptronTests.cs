using FromScratch.Data;
using FromScratch.Neural;

namespace FromScratch.Tests.Neural;

public sealed class PerceptronTests
{
    private static readonly double[][] _corners = [[0, 0], [0, 1], [1, 0], [1, 1]];

    [Fact]
    public void OR_takes_nine_mistakes()   // by hand: 3, 1, 2, 2, 1 and 0 in six passes
    {
        PerceptronFit fit = Perceptron.Fit(_corners, [-1, 1, 1, 1], 6);
        Assert.Equal([2, 2], fit.W);
        Assert.Equal((-1, 9, true), (fit.B, fit.Mistakes, fit.Converged));
        Assert.False(Perceptron.Fit(_corners, [-1, 1, 1, 1], 5).Converged);
    }

    [Fact]
    public void XOR_never_converges() => Assert.False(Perceptron.Fit(_corners, [-1, 1, 1, -1], 500).Converged);

    [Fact]
    public void Mistakes_keep_to_the_bound()
    {
        for (ulong seed = 1; seed <= 40; seed++)
        {
            (LabeledPoints points, SeparatorTruth truth) = Generators.SeparableCloud(seed, 60, 2 + (int)(seed % 3), 0.2 + seed % 5 / 5.0, 3);
            PerceptronFit fit = Perceptron.Fit(points.X, points.Y, 10_000);
            Assert.True(fit.Converged);
            Assert.True(fit.Mistakes <= truth.MistakeBound, $"seed {seed}: {fit.Mistakes} mistakes, at most {truth.MistakeBound}");
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Perceptron.Fit([[1]], [1], 0));
        Assert.Throws<ArgumentException>(() => Perceptron.Fit([], [], 1));
        Assert.Throws<ArgumentException>(() => Perceptron.Fit([[1]], [1, 1], 1));
        Assert.Throws<ArgumentException>(() => Perceptron.Fit([[1], [1, 2]], [1, 1], 1));
        Assert.Throws<ArgumentException>(() => Perceptron.Fit([[1]], [0], 1));
    }
}
