using System.Text;
using System.Text.RegularExpressions;
using Course.Charts;

namespace Course.Tests.Exercises;

/// <summary>Every kind of verdict and message, word for word, as text and as a page.</summary>
[Collection(nameof(StoppedCode))]
public sealed partial class SpokenTests
{
    public static TheoryData<string> Verdicts =>
        ["passed", "failed", "not started", "misconception", "exception", "time-out", "changed input", "null", "NaN", "wrong shape", "long matrix", "own array", "other answers", "reference"];

    private static Verdict Named(string name) => name switch
    {
        "passed" => Spoken.Check(Spoken.Halve),
        "failed" => Spoken.Check(values => [.. values.Select(value => value / 2 + (value > 4 ? 1 : 0))]),
        "not started" => Spoken.Check(_ => throw new NotImplementedException(), _ => throw new NotImplementedException()),
        "misconception" => Spoken.Check(values => [.. values.Select(value => Math.Floor(value / 2))]),
        "exception" => Spoken.Check(values => [values[5]]),
        "time-out" => Spoken.Check(Endless),
        "changed input" => Spoken.Check(values =>
        {
            double[] halves = Spoken.Halve(values);
            values[0] = 0;
            return halves;
        }),
        "null" => Spoken.Check(_ => null!),
        "NaN" => Spoken.Check(values => [.. values.Select(_ => double.NaN)]),
        "wrong shape" => Spoken.Check(values => [values[0] / 2]),
        "long matrix" => Spoken.Check(Spoken.Halve, matrix => matrix.Cast<double>().Any() ? new double[4, 4] : matrix),
        "own array" => Spoken.Check(values => values),
        "other answers" => Counting(),
        "reference" => Spoken.Check(Spoken.ReferenceHalves),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    private static double[] Endless(double[] values)
    {
        while (values.Length > 0)
        {
        }

        return values;
    }

    private static Verdict Counting()
    {
        int calls = 0;
        return Spoken.Check(values => [.. values.Select(value => value / 2 + calls++)]);
    }

    [Theory, MemberData(nameof(Verdicts))]
    public void A_verdict_reads_as_kept(string name)
    {
        Verdict verdict = Named(name);
        string text = HintNumber().Replace(verdict.ToString(), "hint 1");
        string html = HintNumber().Replace(verdict.Forms.Single(form => form.Key == "text/html").Value, "hint 1");
        Verified.Equal($"{text}\n\n--- as a page, without its tags ---\n{Words(html)}", name);
    }

    [Fact]
    public void A_verdict_is_a_page_without_colour_only_meaning() =>
        Verified.Equal(HintNumber().Replace(Named("failed").Forms[0].Value, "hint 1").Replace("><", ">\n<", StringComparison.Ordinal), "html");

    [Fact]
    public void Hints_and_the_solutions_question_read_as_kept() =>
        Verified.Equal(string.Join('\n', Spoken.Hint(1), Spoken.Hint(2), Spoken.Hint(3), new Solution(new ExerciseAttribute("0.10", "halves"), null)), "hints");

    [Fact]
    public void A_comparison_reads_as_kept()
    {
        ComparisonRow row(string who, double size, double seconds, double? ratio, long bytes, Difference? difference) =>
            new("Halves", $"n = {size}", who) { Size = size, Seconds = seconds, Ratio = ratio, Standard = "LINQ", AllocatedBytes = bytes, Difference = difference };
        Comparison comparison = new(new ExerciseAttribute("0.10", "halves"),
        [
            row(Comparison.YourCode, 100, 3.21e-6, 1.5, 824, new Difference(0, "")), row(Comparison.TheReference, 100, 2.1e-6, 0.98, 824, null), row("LINQ", 100, 2.15e-6, null, 872, new Difference(1.1e-16, "[3]")),
            row(Comparison.YourCode, 10_000, 4.5e-4, 2.05, 80_024, new Difference(0, "")), row(Comparison.TheReference, 10_000, 2.2e-4, 1, 80_024, null), row("LINQ", 10_000, 2.2e-4, null, 3_000_000, new Difference(double.PositiveInfinity, "[7]", "NaN, the reference gives 0.5")),
            new ComparisonRow("Matrix", "4 × 4", Comparison.YourCode) { Trouble = "no answer within 0.4 s: stopped" }, new ComparisonRow("Matrix", "4 × 4", Comparison.TheReference) { Seconds = 1.5, AllocatedBytes = 0 },
        ]);
        Verified.Equal(comparison.ToString(), "comparison");
    }

    [Fact]
    public void The_words_of_charts_read_as_kept()
    {
        double[] x = [0, 1, 2, 3, 4];
        Figure[] charts =
        [
            Show.Lines("Loss", x, "epoch", "loss (nats)", ("train", [3, 2, 1.5, 1.2, 1]), ("test", [3.2, 2.1, 1.4, 1.5, double.NaN])).WithHorizontal("target", 1.3).WithVertical("chosen", 2),
            Show.Lines("Cost", [1, 10, 100], "n", "time (ms)", ("yours", [0, 1, 10])) with { LogX = true, LogY = true },
            Show.Scatter("Clusters", "width (cm)", "height (cm)", ("a", [1, 2, 4], [3, 4, 5]), ("b", [7], [1])),
            Show.Bars("Time", ["yours", "library"], "whose", "time (ms)", ("n = 10", [2, 1]), ("n = 100", [20, 11])),
            Show.Curves("Square", ("unit square", [0, 1, 1, 0, 0], [0, 0, 1, 1, 0])),
            Show.Arrows("Sum", ("a", [0, 0], [3, 1]), ("b", [3, 1], [2, 3])),
            Show.Histogram("Heights", "height (cm)", 3, ("girls", [150, 161, 163, 170]), ("boys", [155, 172, double.PositiveInfinity])),
            Show.Band("Forecast", [1, 2, 3], "week", "sales", ("model", [10, 11, 12], [9, 9, 8], [11, 13, 16])),
            Show.Heatmap("Confusion", "said", "true", new double[,] { { 50, 3, 0 }, { 4, 40, 7 } }, ["cat", "dog"], ["cat", "dog", "owl"], "count"),
            Show.Contour("Bowl", "w₁", "w₂", [-2, -1, 0, 1, 2], [-1, 0, 1], (a, b) => a * a + b * b, ("descent", [2, 1, 0.5], [1, 0.5, 0.25])),
            Show.GridTransform("A quarter turn", new double[,] { { 0, -1 }, { 1, 0 } }),
        ];
        Verified.Equal(string.Join("\n\n", charts.Select(chart => chart.AltText).Append(Show.Slider("slope", 0, 2, 3, slope => Show.Lines("y = slope · x", [0, 1], "x", "y", ("line", [0, slope]))).ToString())), "charts");
    }

    [GeneratedRegex(@"hint \d")]
    private static partial Regex HintNumber();

    // What a page says, a line for each block.
    private static string Words(string html)
    {
        StringBuilder lines = new();
        foreach (string line in Regex.Replace(Regex.Replace(html, "</(p|dd|li|summary|dt|table|tr)>", "\n"), "<[^>]*>", "").Split('\n'))
            if (line.Trim().Length > 0) lines.Append(System.Net.WebUtility.HtmlDecode(line.TrimEnd())).Append('\n');
        return lines.ToString();
    }
}
