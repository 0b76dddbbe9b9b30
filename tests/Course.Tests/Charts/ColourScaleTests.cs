using Course.Charts;
using Xunit;

namespace Course.Tests.Charts;

public class ColourScaleTests
{
    // CIE L*, the eye's lightness from 0 to 100.
    private static double Lightness((int Red, int Green, int Blue) colour)
    {
        double[] linear = [.. new[] { colour.Red, colour.Green, colour.Blue }.Select(part => part / 255.0).Select(part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4))];
        return 116 * Math.Cbrt(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]) - 16;
    }

    [Fact]
    public void Equal_steps_of_the_number_are_equal_steps_of_lightness()
    {
        double[] lightness = [.. Enumerable.Range(0, 11).Select(i => Lightness(ColourScale.At(i / 10.0, diverging: false)))];
        double[] steps = [.. lightness.Skip(1).Zip(lightness, (next, here) => next - here)];
        Assert.All(steps, step => Assert.InRange(step, 0.6 * steps.Average(), 1.4 * steps.Average()));
    }

    [Fact]
    public void Of_two_signs_the_middle_is_the_lightest_and_both_ends_are_equally_dark()
    {
        double[] lightness = [.. Enumerable.Range(0, 7).Select(i => Lightness(ColourScale.At(i / 6.0, diverging: true)))];
        Assert.Equal(3, Array.IndexOf(lightness, lightness.Max()));
        for (int i = 0; i < 3; i++) Assert.Equal(lightness[i], lightness[6 - i], tolerance: 8);
    }

    [Fact]
    public void Numbers_stand_out_from_their_cells()
    {
        foreach (bool diverging in new[] { false, true })
        {
            for (int i = 0; i <= 20; i++)
            {
                (int, int, int) colour = ColourScale.At(i / 20.0, diverging);
                double ground = Lightness(colour), ink = ColourScale.InkOn(colour) == "#fff" ? 100 : 0;
                Assert.True(Math.Abs(ink - ground) >= 45, $"{i / 20.0} of {(diverging ? "diverging" : "cividis")}");
            }
        }
    }
}
