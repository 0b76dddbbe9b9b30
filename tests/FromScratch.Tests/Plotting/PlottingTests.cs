using FromScratch.Plotting;

namespace FromScratch.Tests.Plotting;

public sealed class PlottingTests
{
    [Fact]
    public void Tenths_print_as_tenths() => Assert.Equal([0, 0.1, 0.2, 0.3, 0.4, 0.5], AxisTicks.NiceTicks(0.02, 0.47, 6));

    [Fact]
    public void Quartiles_are_those_of_R_s_default() => Assert.Equal((2.75, 5.5, 8.25), BoxPlot.Box([1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 30, -20]) is var box ? (box.Q1, box.Median, box.Q3) : default);

    [Fact]
    public void A_bar_s_axis_has_0_in_it() => Assert.Equal((0, 101), AxisTicks.BarAxis([99, 101]));

    [Fact]
    public void Every_value_is_in_a_bin()
    {
        double[] x = [0.1, 0.7, 0.3, 0.9, 0.2, 0.25, 0.6];
        double[] edges = Binning.Bins(x);
        Assert.Equal((0.1, 0.9), (edges[0], edges[^1]));
        Assert.True(edges.Zip(edges.Skip(1), (low, high) => low < high).All(rises => rises));
    }

    [Fact]
    public void One_bell_is_the_normal_density() => Assert.Equal(1 / Math.Sqrt(2 * Math.PI), KernelDensity.Kde([3], [3], 1)[0], tolerance: 1e-15);
}
