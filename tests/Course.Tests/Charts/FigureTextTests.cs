using Course.Charts;
using Xunit;

namespace Course.Tests.Charts;

/// <summary>The words of a chart say what a look at it would tell.</summary>
public class FigureTextTests
{
    private static string[] Words(Figure figure) => figure.AltText.Split('\n');

    [Fact]
    public void Lines_that_cross_say_where() =>
        Assert.Contains("a crosses b at x 1.5.", Words(Show.Lines("t", [0, 1, 2, 3], "x", "y", ("a", [0, 1, 2, 3]), ("b", [3, 2, 1, 0]))));

    [Fact]
    public void Lines_that_touch_without_crossing_say_which_is_above()
    {
        Assert.Contains("a is nowhere below b.", Words(Show.Lines("t", [0, 1, 2], "x", "y", ("a", [1, 0, 1]), ("b", [0, 0, 0]))));
        Assert.Contains("a crosses b at x 1.", Words(Show.Lines("t", [0, 1, 2], "x", "y", ("a", [1, 0, -1]), ("b", [0, 0, 0]))));
        Assert.Contains("a and b are the same.", Words(Show.Lines("t", [0, 1, 2], "x", "y", ("a", [1, 0, 1]), ("b", [1, 0, 1]))));
    }

    [Fact]
    public void Lines_with_other_positions_cross_where_both_are_drawn() =>
        Assert.Contains("a crosses b at x 1.", Words(Show.Lines("t", [0, 2], "x", "y", ("a", [0, 2])) + Show.Lines("", [0.5, 3], "", "", ("b", [1, 1]))));

    [Fact]
    public void A_line_says_when_it_reaches_its_target()
    {
        string[] words = Words(Show.Lines("t", [0, 1, 2], "epoch", "loss", ("a", [4, 2, 1])).WithHorizontal("target", 3));
        Assert.Contains("target: a line at loss = 3.", words);
        Assert.Contains("a crosses target at epoch 0.5.", words);
    }

    [Fact]
    public void A_line_that_goes_up_and_down_names_its_extremes() =>
        Assert.Contains("a: 4 points, x 0 to 3; y goes from 1 to 3, least -2 at 1, greatest 5 at 2.", Words(Show.Lines("t", [0, 1, 2, 3], "x", "y", ("a", [1, -2, 5, 3]))));

    [Fact]
    public void Ranges_tell_how_many_where_and_how_wide() =>
        Assert.Contains("a: 2 ranges, x 1 to 4, widths 1 to 2.5.", Words(Show.Ranges("t", "x", "y", ("a", [0, 1], [1, 3], [3.5, 4]))));

    [Fact]
    public void Points_name_their_centre_and_correlation() =>
        // By hand: centre (2, 2); Σ(x−2)(y−2) = 1·1 + 0·(−1) + ... = 1 for (1,2), (2,1), (3,3); both spreads √2: 1/2.
        Assert.Contains("a: 3 points, x 1 to 3, y 1 to 3, centre (2, 2), correlation 0.5.", Words(Show.Scatter("t", "x", "y", ("a", [1, 2, 3], [2, 1, 3]))));

    [Fact]
    public void A_histogram_names_middle_spread_and_the_fullest_bin() =>
        // By hand: bins [0,1), [1,2), [2,3), [3,4] hold 1, 2, 1, 1; mean 8/5; variance (2.56 + 2·0.36 + 0.16 + 5.76)/5 = 1.84.
        Assert.Contains("a: 5 values, h (m) 0 to 4, mean 1.6, median 1, standard deviation 1.36; the fullest bin is 1 to 2 with 2. 1 not finite, left out.", Words(Show.Histogram("t", "h (m)", 4, ("a", [0, 1, 1, 2, 4, double.NaN]))));

    [Fact]
    public void A_heat_map_names_its_extremes_and_zeros() =>
        Assert.Contains("counts: 2 rows, 3 columns. Least 0 in row cat, column owl; greatest 8 in row dog, column dog. 1 of 6 are 0. 1 not finite, not drawn.",
            Words(Show.Heatmap("t", "said", "true", new double[,] { { 5, 1, 0 }, { 2, 8, double.NaN } }, ["cat", "dog"], ["cat", "dog", "owl"], "counts")));

    [Fact]
    public void A_grid_transform_says_what_becomes_of_areas()
    {
        Assert.Contains("its area is 2, and it is turned over like a page (the determinant is negative).", Show.GridTransform("t", new double[,] { { 0, 2 }, { 1, 0 } }).AltText, StringComparison.Ordinal);
        Assert.Contains("pressed onto a line or a point", Show.GridTransform("t", new double[,] { { 1, 2 }, { 2, 4 } }).AltText, StringComparison.Ordinal);
    }

    [Fact]
    public void On_a_logarithmic_axis_zero_is_left_out_and_said() =>
        Assert.Contains("a: 2 points, x 1 to 2; y rises from 10 to 100. 1 not finite or not above 0, not drawn.", Words(Show.Lines("t", [0, 1, 2], "x", "y", ("a", [0, 10, 100])) with { LogY = true }));
}
