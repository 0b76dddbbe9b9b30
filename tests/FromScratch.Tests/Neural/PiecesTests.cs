using FromScratch.Neural;

namespace FromScratch.Tests.Neural;

public sealed class PiecesTests
{
    [Fact]
    public void The_interpolant_of_a_sine_keeps_to_its_bound()
    {
        double Worst(int pieces) => ReluSpline.Interpolate(Math.Sin, 0, 2 * Math.PI, pieces) is var net ? Enumerable.Range(0, 3001).Max(i => Math.Abs(net.At(2 * Math.PI * i / 3000) - Math.Sin(2 * Math.PI * i / 3000))) : 0;
        Assert.InRange(Worst(32), 0.004, 0.00482);   // h²/8 = 0.004819
        Assert.InRange(Worst(16) / Worst(32), 3.6, 4.4);
        Assert.Equal(32, ReluSpline.Interpolate(Math.Sin, 0, 2 * Math.PI, 32).HiddenUnits);
    }

    [Fact]
    public void The_interpolant_is_exact_at_knots()
    {
        Mlp net = ReluSpline.Interpolate(Math.Exp, -1, 2, 5);
        for (int i = 0; i <= 5; i++) Assert.Equal(Math.Exp(-1 + 0.6 * i), net.At(-1 + 0.6 * i), 1e-12);
    }

    [Fact]
    public void Folds_double_the_pieces()
    {
        Assert.Equal(0.5, TentMap.Tent(3).At(1 / 16.0), 1e-15);
        for (int depth = 1; depth <= 8; depth++)
        {
            Mlp net = TentMap.Tent(depth);
            Assert.Equal(2 * depth, net.HiddenUnits);
            Assert.Equal(1 << depth, PieceCount.CountPieces(net.At, 0, 1, 4097));
            Assert.Equal(1 << depth, PieceCount.CountPieces(net.At, 0, 1, 3000));
        }
    }

    [Fact]
    public void A_line_is_one_piece_and_a_bend_between_probes_one_bend()
    {
        Assert.Equal(1, PieceCount.CountPieces(x => x / 3 + 1e6, 0, 1, 1000));
        Assert.Equal(2, PieceCount.CountPieces(x => Math.Max(x, 0) + Math.Max(x - 0.5, 0), 0, 1, 101));
        Assert.Equal(3, PieceCount.CountPieces(x => Math.Abs(x - 0.3033) + Math.Abs(x - 0.7077), 0, 1, 101));
    }

    [Fact]
    public void What_is_none_is_refused()
    {
        Assert.Throws<ArgumentException>(() => ReluSpline.Interpolate(Math.Sin, 1, 1, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => ReluSpline.Interpolate(Math.Sin, 0, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => TentMap.Tent(0));
        Assert.Throws<ArgumentException>(() => PieceCount.CountPieces(Math.Sin, 1, 1, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => PieceCount.CountPieces(Math.Sin, 0, 1, 2));
    }
}
