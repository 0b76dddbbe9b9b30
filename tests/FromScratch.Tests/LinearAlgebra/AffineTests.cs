using FromScratch.LinearAlgebra;
using Xunit;

namespace FromScratch.Tests.LinearAlgebra;

public class AffineTests
{
    private static readonly Mat QuarterTurn = Geometry.Affine2(Geometry.Rotation2(Math.PI / 2), Vec.Of(0, 0));
    private static readonly Mat TwoToTheRight = Geometry.Affine2(Mat.Identity(2), Vec.Of(2, 0));

    [Fact]
    public void Turning_then_moving_differs_from_moving_then_turning()
    {
        Close([2, 1, 1], Affine.Apply(Affine.Compose(QuarterTurn, TwoToTheRight), Vec.Of(1, 0, 1)));
        Close([0, 3, 1], Affine.Apply(Affine.Compose(TwoToTheRight, QuarterTurn), Vec.Of(1, 0, 1)));
    }

    [Fact]
    public void A_direction_ignores_shifts() =>
        Close([0, 1, 0], Affine.Apply(Affine.Compose(QuarterTurn, TwoToTheRight), Vec.Of(1, 0, 0)));

    [Fact]
    public void No_steps_change_nothing() => Close([4, 5, 1], Affine.Apply(Affine.Compose(), Vec.Of(4, 5, 1)));

    [Fact]
    public void The_inverse_of_a_rigid_motion_undoes_it()
    {
        Mat motion = Geometry.Affine2(Geometry.Rotation2(0.7), Vec.Of(2, -3));
        Mat undone = Affine.InverseRigid(motion) * motion;
        for (int i = 0; i < 3; i++)
            for (int j = 0; j < 3; j++)
                Assert.Equal(i == j ? 1 : 0, undone[i, j], 1e-12);
    }

    [Fact]
    public void What_is_not_rigid_or_not_of_the_plane_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Affine.InverseRigid(Geometry.Affine2(Mat.Of(new double[,] { { 2, 0 }, { 0, 1 } }), Vec.Of(0, 0))));
        Assert.Throws<ArgumentException>(() => Affine.InverseRigid(Mat.Of(new double[,] { { 1, 0, 0 }, { 0, 1, 0 }, { 1, 0, 1 } })));
        Assert.Throws<ArgumentException>(() => Affine.Compose(Mat.Identity(2)));
        Assert.Throws<ArgumentException>(() => Affine.Apply(Mat.Identity(3), Vec.Of(1, 2)));
    }

    private static void Close(double[] expected, Vec actual)
    {
        Assert.Equal(expected.Length, actual.Count);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-12);
    }
}
