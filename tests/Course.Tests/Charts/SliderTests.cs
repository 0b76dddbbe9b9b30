using System.Text.Json;
using System.Text.RegularExpressions;
using Course.Charts;
using Xunit;

namespace Course.Tests.Charts;

public partial class SliderTests
{
    private static readonly Slider _slider = Show.Slider("slope", 0, 2, 5, slope => Show.Lines($"y = {slope} · x", [0, 1], "x", "y", ("line", [0, slope]), ("ground", [0, 0])), start: 0.6);

    private static Dictionary<string, string> Forms => new(_slider.Forms);

    [GeneratedRegex("<g data-at=\"(\\d+)\"( style=\"display:none\")?>")]
    private static partial Regex Parts();

    [Fact]
    public void It_begins_at_the_position_next_to_the_start() => Assert.Contains("<title>y = 0.5 · x</title>", Forms["image/svg+xml"], StringComparison.Ordinal);

    [Fact]
    public void In_html_one_position_is_seen_and_what_all_share_is_written_once()
    {
        string html = Forms["text/html"];
        Match[] parts = Parts().Matches(html).ToArray();
        Assert.Equal(2 * 5, parts.Length);   // titles and marks; axes and legend are the same
        Assert.All(parts, part => Assert.Equal(part.Groups[1].Value != "1", part.Groups[2].Success));
        Assert.Single(Regex.Matches(html, ">ground</text>"));
        Assert.DoesNotMatch("<script|https?://(?!www.w3.org/2000/svg)", html);
        Assert.Contains("aria-valuetext=\"0.5\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public void In_plotly_each_position_shows_its_own_traces_and_the_common_ones()
    {
        using JsonDocument plotly = JsonDocument.Parse(Forms["application/vnd.plotly.v1+json"]);
        JsonElement[] traces = [.. plotly.RootElement.GetProperty("data").EnumerateArray()];
        Assert.Equal(["ground", "line", "line", "line", "line", "line"], traces.Select(trace => trace.GetProperty("name").GetString()));   // at slope 0 both lines are one to the eye, yet two in name
        JsonElement slider = plotly.RootElement.GetProperty("layout").GetProperty("sliders")[0];
        Assert.Equal(1, slider.GetProperty("active").GetInt32());
        JsonElement step = slider.GetProperty("steps")[4];
        Assert.Equal("update", step.GetProperty("method").GetString());
        Assert.Equal("y = 2 · x", step.GetProperty("args")[1].GetProperty("title.text").GetString());
    }

    [Fact]
    public void The_axes_stay_where_they_are_at_all_positions()
    {
        Assert.Single(_slider.Figures.Select(figure => (figure.XLimits, figure.YLimits)).Distinct());
        Assert.True(_slider.Figures[0].YLimits is { Low: <= 0, High: >= 2 });
    }

    [Fact]
    public void In_words_the_ends_and_a_few_between_are_told()
    {
        Slider many = Show.Slider("n", 0, 20, 21, n => Show.Bars("b", ["a"], "x", "y", ("s", [n])));
        string[] lines = many.ToString().Split('\n');
        Assert.Equal("A slider, n: 21 positions from 0 to 20.", lines[0]);
        Assert.Equal(["n = 0: b (y over x)", "n = 5: b (y over x)", "n = 10: b (y over x)", "n = 15: b (y over x)", "n = 20: b (y over x)"], lines.Skip(1).Where((_, i) => i % 2 == 0));
        Assert.Equal("  s: a 20.", lines[^1]);
    }

    [Fact]
    public void Steps_are_round_numbers() =>
        Assert.Contains("data-labels=\"0|0.1|0.2|0.3|0.4|0.5|0.6|0.7|0.8|0.9|1\"", new Dictionary<string, string>(Show.Slider("t", 0, 1, 11, t => Show.Lines("t", [0, 1], "x", "y", ("a", [0, t]))).Forms)["text/html"], StringComparison.Ordinal);

    [Theory, InlineData(1, 1, 5), InlineData(0, double.NaN, 5), InlineData(0, 1, 1), InlineData(0, 1, 102)]
    public void A_slider_without_a_way_to_go_is_refused(double from, double to, int positions) =>
        Assert.ThrowsAny<ArgumentException>(() => Show.Slider("t", from, to, positions, _ => _slider.Figures[0]));

    [Fact]
    public void Twenty_charts_and_sliders_stay_below_two_megabytes()
    {
        double[] x = [.. Enumerable.Range(0, 200).Select(i => i / 10.0)];
        double[] positions = [.. Enumerable.Range(0, 60).Select(i => i / 10.0)];
        Figure wave(double phase) => Show.Lines("Waves", x, "x", "y", ("sin", [.. x.Select(v => Math.Sin(v + phase))]), ("cos", [.. x.Select(v => Math.Cos(v - phase))]));
        Figure cloud = Show.Scatter("Cloud", "x", "y", ("a", [.. Enumerable.Range(0, 1000).Select(i => Math.Sin(i * 1.7))], [.. Enumerable.Range(0, 1000).Select(i => Math.Cos(i * i * 0.3))]));
        long bytes = Size(Show.Slider("phase", 0, 3, 31, wave).Forms) * 4 + Size(wave(0).Forms) * 8 + Size(cloud.Forms) * 4 + Size(Show.Contour("Hills", "x", "y", positions, positions, (a, b) => Math.Sin(a) * Math.Cos(b)).Forms) * 4;
        Assert.InRange(bytes, 100_000, 2_000_000);
    }

    private static long Size(IReadOnlyList<KeyValuePair<string, string>> forms) => forms.Sum(form => (long)System.Text.Encoding.UTF8.GetByteCount(form.Value));
}
