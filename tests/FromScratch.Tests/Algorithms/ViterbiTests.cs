using FromScratch.Algorithms;

namespace FromScratch.Tests.Algorithms;

public sealed class ViterbiTests
{
    [Fact]
    public void Healthy_and_feverish_days()
    {
        // Healthy, fever; normal, cold, dizzy. By hand: 0.6·0.5 = 0.3, then 0.3·0.7·0.4 = 0.084, then 0.084·0.3·0.6 = 0.01512.
        StatePath path = Viterbi.MostLikely(
            [Math.Log(0.6), Math.Log(0.4)],
            new[,] { { Math.Log(0.7), Math.Log(0.3) }, { Math.Log(0.4), Math.Log(0.6) } },
            new[,] { { Math.Log(0.5), Math.Log(0.4), Math.Log(0.1) }, { Math.Log(0.1), Math.Log(0.3), Math.Log(0.6) } },
            [0, 1, 2]);
        Assert.Equal([0, 0, 1], path.States);
        Assert.Equal(Math.Log(0.01512), path.LogProbability, 1e-12);
    }

    [Fact]
    public void No_observation_and_no_path()
    {
        Assert.Equal(0, Viterbi.MostLikely([0], new double[1, 1], new double[1, 1], []).LogProbability);
        StatePath none = Viterbi.MostLikely([double.NegativeInfinity], new double[1, 1], new double[1, 1], [0, 0]);
        Assert.Empty(none.States);
        Assert.Equal(double.NegativeInfinity, none.LogProbability);
        Assert.Throws<ArgumentException>(() => Viterbi.MostLikely([0], new double[1, 2], new double[1, 1], [0]));
        Assert.Throws<ArgumentException>(() => Viterbi.MostLikely([0], new double[1, 1], new double[1, 1], [1]));
    }
}
