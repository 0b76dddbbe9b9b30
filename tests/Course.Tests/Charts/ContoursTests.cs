using Course.Charts;
using Xunit;

namespace Course.Tests.Charts;

public class ContoursTests
{
    private static readonly double[] _axis = [.. Enumerable.Range(-20, 41).Select(i => i / 10.0)];

    private static double[,] Heights(Func<double, double, double> f)
    {
        double[,] z = new double[_axis.Length, _axis.Length];
        for (int i = 0; i < _axis.Length; i++)
        {
            for (int j = 0; j < _axis.Length; j++) z[i, j] = f(_axis[i], _axis[j]);
        }

        return z;
    }

    [Fact]
    public void The_line_of_a_plane_is_straight_and_open()
    {
        List<(double X, double Y)> line = Assert.Single(Contours.Lines(_axis, _axis, Heights((x, y) => x + 2 * y), 0.33));
        Assert.All(line, p => Assert.Equal(0.33, p.X + 2 * p.Y, tolerance: 1e-12));
        Assert.Equal(4, Math.Abs(line[0].X - line[^1].X), tolerance: 1e-12);   // from rim to rim
    }

    [Fact]
    public void The_line_round_a_bowl_is_one_closed_circle()
    {
        List<(double X, double Y)> line = Assert.Single(Contours.Lines(_axis, _axis, Heights((x, y) => x * x + y * y), 1));
        Assert.Equal(line[0], line[^1]);
        // Linear between two grid points: r² is off by at most h²/4 = 0.0025.
        Assert.All(line, p => Assert.Equal(1, p.X * p.X + p.Y * p.Y, tolerance: 0.0026));
        double length = line.Zip(line.Skip(1)).Sum(step => Math.Sqrt(Math.Pow(step.Second.X - step.First.X, 2) + Math.Pow(step.Second.Y - step.First.Y, 2)));
        Assert.Equal(2 * Math.PI, length, tolerance: 0.02);
    }

    [Fact]
    public void Two_valleys_have_two_lines_and_a_saddle_between() =>
        Assert.Equal(2, Contours.Lines(_axis, _axis, Heights((x, y) => Math.Pow(x * x - 1, 2) + y * y), 0.5).Count);

    [Fact]
    public void A_hole_that_is_not_finite_breaks_the_lines_only_there()
    {
        double[,] z = Heights((x, _) => x);
        z[20, 20] = double.NaN;
        Assert.Equal(2, Contours.Lines(_axis, _axis, z, 0.05).Count);
    }

    [Fact]
    public void Levels_are_round_and_lie_within()
    {
        Assert.Equal([-15, -10, -5, 0, 5, 10, 15], Contours.Levels(new double[,] { { -19, 0 }, { 1, 19 } }, 8));
        Assert.Empty(Contours.Levels(new double[,] { { 3, 3 }, { 3, 3 } }));
        double[] steep = Contours.Levels(Heights((x, y) => Math.Pow(1 - x, 2) + 100 * Math.Pow(y - x * x, 2)));
        Assert.Contains(1, steep);
        Assert.Contains(1000, steep);
    }
}
