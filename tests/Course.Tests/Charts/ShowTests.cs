using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Course.Charts;
using Xunit;

namespace Course.Tests.Charts;

public class ShowTests
{
    private static readonly Figure _lines = Show.Lines("Loss <by> epoch", [0, 1, 2, 3], "epoch", "loss (nats)", ("train", [3, 2, double.NaN, 1]), ("test", [3, 2.5, 2.25, 2]));

    public static TheoryData<string> Names => ["lines", "scatter", "bars", "curves", "arrows", "empty"];

    private static Figure Named(string name) => name switch
    {
        "lines" => _lines,
        "scatter" => Show.Scatter("Clusters", "x (m)", "y (m)", ("a", [1, 2], [3, 4])),
        "bars" => Show.Bars("Time", ["mine", "library"], "solution", "time (ms)", ("n = 10", [2, -1])),
        "curves" => Show.Curves("Corner", ("c", [0, 1, 1], [0, 0, 1])),
        "arrows" => Show.Arrows("Sum", ("v", [0, 0], [2, 1]), ("w", [2, 1], [3, 3])),
        _ => Show.Lines("Empty", [], "x", "y", ("none", [])),
    };

    [Theory, MemberData(nameof(Names))]
    public void Every_form_parses_and_carries_the_words(string name)
    {
        Dictionary<string, string> forms = new(Named(name).Forms);
        XElement svg = XDocument.Parse(forms["image/svg+xml"]).Root!;
        XNamespace ns = "http://www.w3.org/2000/svg";
        Assert.Equal(Named(name).Title, svg.Element(ns + "title")!.Value);
        Assert.Equal(forms["text/plain"], svg.Element(ns + "desc")!.Value);
        Assert.DoesNotContain("NaN", forms["image/svg+xml"].Replace(forms["text/plain"], "", StringComparison.Ordinal), StringComparison.Ordinal);
        using JsonDocument plotly = JsonDocument.Parse(forms["application/vnd.plotly.v1+json"]);
        Assert.Equal(Named(name).Marks.Count, plotly.RootElement.GetProperty("data").GetArrayLength());
    }

    [Fact]
    public void A_value_that_is_not_finite_is_a_gap_and_is_said()
    {
        using JsonDocument plotly = JsonDocument.Parse(_lines.Forms[0].Value);
        Assert.Equal(JsonValueKind.Null, plotly.RootElement.GetProperty("data")[0].GetProperty("y")[2].ValueKind);
        Assert.Equal("Loss <by> epoch (loss (nats) over epoch)\ntrain: 3 points, epoch 0 to 3, loss (nats) 1 to 3. 1 not finite, not drawn.\ntest: 4 points, epoch 0 to 3, loss (nats) 2 to 3.", _lines.AltText);
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
