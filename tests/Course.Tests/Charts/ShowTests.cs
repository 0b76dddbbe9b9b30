using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Course.Charts;
using Xunit;

namespace Course.Tests.Charts;

public class ShowTests
{
    private static readonly Figure _lines = Show.Lines("Loss <by> epoch", [0, 1, 2, 3], "epoch", "loss (nats)", ("train", [3, 2, double.NaN, 1]), ("test", [3, 2.5, 2.25, 2]));

    public static TheoryData<string> Names =>
        ["lines", "scatter", "bars", "curves", "arrows", "empty", "histogram", "density", "histogram of one value", "histogram of nothing", "band", "ranges", "heatmap", "signed heatmap", "large heatmap",
            "contour", "flat contour", "grid transform", "flat grid transform", "logarithmic", "logarithmic and empty", "sum", "rules", "one logarithmic point"];

    [Fact]
    public void A_history_stands_in_rows_in_the_order_of_time()
    {
        Figure figure = Show.History("Fork and merge", [("a", []), ("b", ["a"]), ("c", ["a"]), ("d", ["b", "c"])], ("main", "d"), ("topic", "c"), ("also main", "d"));
        var commits = (PointsMark)figure.Marks.Single(mark => mark.Name == "commit");
        Assert.Equal([0, 1, 2, 3], commits.X);
        Assert.Equal([0, 0, 1, 0], commits.Y);   // c is a's second child, so it has a row of its own; d goes on with b's
        Assert.Equal([0.25], ((PointsMark)figure.Marks.Single(mark => mark.Name == "main")).Y);
        Assert.Equal([0.5], ((PointsMark)figure.Marks.Single(mark => mark.Name == "also main")).Y);
        Assert.Throws<ArgumentException>(() => Show.History("", [("b", ["a"]), ("a", [])]));
        Assert.Throws<ArgumentException>(() => Show.History("", [("a", [])], ("main", "b")));
    }

    private static Figure Named(string name) => name switch
    {
        "lines" => _lines,
        "scatter" => Show.Scatter("Clusters", "x (m)", "y (m)", ("a", [1, 2, 4], [3, 4, 5])),
        "bars" => Show.Bars("Time", ["mine", "library"], "solution", "time (ms)", ("n = 10", [2, -1])),
        "curves" => Show.Curves("Corner", ("c", [0, 1, 1], [0, 0, 1])),
        "arrows" => Show.Arrows("Sum", ("v", [0, 0], [2, 1]), ("w", [2, 1], [3, 3])),
        "histogram" => Show.Histogram("Heights", "height (m)", 4, ("a", [0, 1, 1, 2, 4]), ("b", [3, double.NaN])),
        "density" => Show.DensityHistogram("Heights", "height (m)", 4, ("a", [0, 1, 1, 2, 4])).WithCurve("uniform", _ => 0.25),
        "histogram of one value" => Show.Histogram("One", "x", 3, ("a", [7, 7])),
        "histogram of nothing" => Show.Histogram("None", "x", 3, ("a", [])),
        "band" => Show.Band("Forecast", [0, 1, 2], "week", "sales", ("model", [1, 2, 3], [0.5, 1, double.NaN], [2, 3, 5])),
        "ranges" => Show.Ranges("Nets", "mean", "sample", ("holds", [0, 2], [1, 2], [3, 2.5]), ("misses", [1], [4], [double.NaN])),
        "heatmap" => Show.Heatmap("Counts", "said", "true", new double[,] { { 5, 1, 0 }, { 2, 8, double.NaN } }, ["cat", "dog"], ["cat", "dog", "owl"]),
        "signed heatmap" => Show.Heatmap("Weights", "column", "row", new double[,] { { -1, 0.5 } }),
        "large heatmap" => Show.Heatmap("Product", "column", "row", Table(30, 40)),
        "contour" => Show.Contour("Bowl", "w₁", "w₂", Positions, Positions, (x, y) => x * x + y * y, ("descent", [2, 1, 0.5], [1, 0.5, 0.25])),
        "flat contour" => Show.Contour("Plain", "x", "y", Positions, Positions, (_, _) => 3),
        "grid transform" => Show.GridTransform("Shear", new double[,] { { 1, 2 }, { 0, -1 } }),
        "flat grid transform" => Show.GridTransform("Zero", new double[2, 2]),
        "logarithmic" => _lines with { LogX = true, LogY = true },
        "logarithmic and empty" => Show.Lines("Empty", [0], "x", "y", ("none", [-1])) with { LogX = true, LogY = true },
        "one logarithmic point" => Show.Lines("One", [2], "x", "y", ("p", [2])) with { LogX = true, LogY = true },
        "sum" => Show.Scatter("Fit", "x", "y", ("seen", [0, 1, 2], [0.1, 0.9, 2.2])) + Show.Lines("", [0, 2], "", "", ("fitted", [0, 2])),
        "rules" => _lines.WithVertical("chosen", 1.5).WithHorizontal("target", 2),
        _ => Show.Lines("Empty", [], "x", "y", ("none", [])),
    };

    private static double[] Positions => [.. Enumerable.Range(-8, 17).Select(i => i / 4.0)];

    private static double[,] Table(int rows, int columns)
    {
        double[,] table = new double[rows, columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++) table[i, j] = i * j;
        }

        return table;
    }

    [Theory, MemberData(nameof(Names))]
    public void Every_form_parses_and_carries_the_words(string name)
    {
        Dictionary<string, string> forms = new(Named(name).Forms);
        XElement svg = XDocument.Parse(forms["image/svg+xml"]).Root!;
        XNamespace ns = "http://www.w3.org/2000/svg";
        Assert.Equal(Named(name).Title, svg.Element(ns + "title")!.Value);
        Assert.Equal(forms["text/plain"], svg.Element(ns + "desc")!.Value);
        Assert.DoesNotMatch("NaN|Infinity|∞", string.Concat(svg.DescendantsAndSelf().Attributes().Select(attribute => attribute.Value)));
        using JsonDocument plotly = JsonDocument.Parse(forms["application/vnd.plotly.v1+json"]);
        string[] names = [.. plotly.RootElement.GetProperty("data").EnumerateArray().Select(trace => trace.GetProperty("name").GetString()!)];
        Assert.All(Named(name).Marks, mark => Assert.True(mark is ContourMark || names.Contains(mark.Name), $"{mark.Name} in {string.Join(", ", names)}"));
        Assert.All(Named(name).Marks, mark => Assert.Contains(mark.Name, forms["text/plain"], StringComparison.Ordinal));
    }

    [Fact]
    public void A_value_that_is_not_finite_is_a_gap_and_is_said()
    {
        using JsonDocument plotly = JsonDocument.Parse(_lines.Forms[0].Value);
        Assert.Equal(JsonValueKind.Null, plotly.RootElement.GetProperty("data")[0].GetProperty("y")[2].ValueKind);
        Assert.Contains("train: 3 points, epoch 0 to 3; loss (nats) falls from 3 to 1. 1 not finite, not drawn.", _lines.AltText, StringComparison.Ordinal);
    }

    [Fact]
    public void The_ink_of_the_picture_reads_on_light_and_on_dark()
    {
        string ink = XDocument.Parse(_lines.Forms[1].Value).Root!.Attribute("color")!.Value;
        Assert.True(Contrast(ink, "#ffffff") >= 4, $"{ink} on white");
        Assert.True(Contrast(ink, "#111111") >= 4, $"{ink} on #111");
    }

    // WCAG 2.2: (L₁ + 0.05)/(L₂ + 0.05) with the relative luminances, the greater first.
    private static double Contrast(string a, string b)
    {
        double[] levels = [.. new[] { Luminance(a), Luminance(b) }.Order()];
        return (levels[1] + 0.05) / (levels[0] + 0.05);
    }

    private static double Luminance(string colour) => new[] { 0.2126, 0.7152, 0.0722 }.Select((weight, i) =>
    {
        double part = int.Parse(colour.AsSpan(1 + 2 * i, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return weight * (part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4));
    }).Sum();

    [Fact]
    public void Lengths_that_differ_are_named() =>
        Assert.StartsWith("'loss' has 1 values for 2 positions.", Assert.Throws<ArgumentException>(() => Show.Lines("t", [1, 2], "x", "y", ("loss", [1]))).Message, StringComparison.Ordinal);

    [Fact]
    public void The_forms_do_not_depend_on_the_culture()
    {
        string before = string.Concat(_lines.Forms);
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "~" } };
            Assert.Equal(before, string.Concat(_lines.Forms));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }
}
