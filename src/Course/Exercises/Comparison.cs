using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Course.Charts;
using Course.Display;

namespace Course;

/// <summary>One contender on one input.</summary>
/// <param name="Function">The function's name, "Dot".</param>
/// <param name="Input">What it was given, in words: "1 000 entries".</param>
/// <param name="Who">Whose code it is.</param>
public sealed record ComparisonRow(string Function, string Input, string Who)
{
    /// <summary>The input's size, where it has one.</summary>
    public double? Size { get; init; }

    /// <summary>What went wrong, in words; null when it was measured.</summary>
    public string? Trouble { get; init; }

    /// <summary>The median time of a call, warmed: seconds, as a <see cref="TimeSpan"/> has no nanoseconds.</summary>
    public double? Seconds { get; init; }

    /// <summary>How many times as long as <see cref="Standard"/> it takes: the median over the rounds; null for the standard itself.</summary>
    public double? Ratio { get; init; }

    /// <summary>Whose time the ratios are of: the library's, or the reference's where there is none.</summary>
    public string Standard { get; init; } = "";

    /// <summary>What a call allocates on the managed heap.</summary>
    public long? AllocatedBytes { get; init; }

    /// <summary>How far its answer is from the reference's; null for the reference.</summary>
    public Difference? Difference { get; init; }
}

/// <summary>The learner's code, the reference and a library on the same inputs: how far their answers lie apart, how long they take, what they allocate.</summary>
/// <param name="Exercise">Whose functions they are.</param>
/// <param name="Rows">One for each function, input and contender.</param>
[TypeFormatterSource(typeof(ShowableFormatters))]
public sealed record Comparison(ExerciseAttribute Exercise, IReadOnlyList<ComparisonRow> Rows) : IShowable
{
    /// <summary>The learner's name in a comparison.</summary>
    public const string YourCode = "your code";

    /// <summary>The reference's name in a comparison.</summary>
    public const string TheReference = "the reference";

    private static readonly TimeSpan _budget = TimeSpan.FromSeconds(1);

    /// <summary>The functions whose stub is as it was shipped: for them the reference stands in for the learner's code.</summary>
    public IReadOnlyList<string> NotWritten => [.. Rows.GroupBy(row => row.Function).Where(rows => rows.All(row => row.Who != YourCode)).Select(rows => rows.Key)];

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, string>> Forms => [new("text/html", Html()), .. Charts().Any() ? [new KeyValuePair<string, string>(SvgScript.MimeType, SvgScript.Of(Html()))] : Array.Empty<KeyValuePair<string, string>>(), new("text/plain", ToString())];

    /// <summary>Measures all parts, in about a second altogether.</summary>
    /// <exception cref="ArgumentException">There is nothing to measure.</exception>
    public static Comparison Of(ExerciseAttribute exercise, params ComparisonPart[] parts)
    {
        int inputs = parts.Sum(part => part.InputCount);
        if (inputs == 0) throw new ArgumentException("Compare: no part has an input. Give each part at least one.", nameof(parts));
        List<ComparisonRow> rows = [];
        Watched.Run(watched =>
        {
            foreach (ComparisonPart part in parts) rows.AddRange(part.Measure(watched, _budget / inputs));
        });
        return new Comparison(exercise, rows);
    }

    /// <summary>The table, and what there is to know about it.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Table().ToString());
        foreach (string note in Notes()) text.Append('\n').Append(note);
        foreach (Figure chart in Charts()) text.Append('\n').Append(chart.AltText);
        return text.ToString();
    }

    /// <summary>For each function measured at several sizes, how the time of a call grows with them.</summary>
    /// <remarks>Both axes are logarithmic: a cost that grows like a power of the size is a straight line, and a constant factor a distance.</remarks>
    public IReadOnlyList<Figure> Charts() =>
        [.. from rows in Rows.Where(row => row is { Size: > 0, Seconds: > 0 }).GroupBy(row => row.Function)
            let sizes = rows.Select(row => row.Size!.Value).Distinct().Order().ToArray()
            where sizes.Length > 1
            select Show.Lines($"{rows.Key}: time against size", sizes, "size n", "time of a call (ms)",
                [.. rows.GroupBy(row => row.Who).Select(whose => (whose.Key, (double[])[.. sizes.Select(size => whose.FirstOrDefault(row => row.Size == size)?.Seconds * 1e3 ?? double.NaN)]))])
                with { LogX = true, LogY = true }];

    private Table Table() => Display.Table.Of(
        $"Exercise {Exercise.Id}, {Exercise.Title}: compared",
        ["function", "input", "whose", "time a call", "ratio", "difference", "allocates"],
        [.. Rows.Select(Cells)]);

    private static object?[] Cells(ComparisonRow row) => row.Trouble is { } trouble
        ? [row.Function, row.Input, row.Who, trouble, "", "", ""]
        :
        [
            row.Function, row.Input, row.Who, TimeText(row.Seconds!.Value),
            row.Ratio is { } ratio ? Significant.Text(ratio, 2) + " ×" : "1",
            row.Difference is null ? "" : DifferenceText(row.Difference), BytesText(row.AllocatedBytes!.Value),
        ];

    private IEnumerable<string> Notes()
    {
        if (NotWritten.Count > 0) yield return $"Not written yet: {string.Join(", ", NotWritten)}. The reference stands in for your code.";
        string[] standards = [.. Rows.Where(row => row.Ratio is not null).Select(row => row.Standard).Distinct()];
        if (standards.Length > 0)
            yield return $"Ratio: the time of a call over that of {string.Join(" or ", standards)}, the median of rounds in turns. Difference: from the reference's answer, where it is greatest.";
    }

    private string Html()
    {
        static string Encode(string text) => HtmlEncoder.Default.Encode(text);
        var html = new StringBuilder("<div>").Append(Table().Forms[0].Value);
        foreach (string note in Notes()) html.Append("<p style=\"margin:0.2em 0\">").Append(Encode(note)).Append("</p>");
        foreach (Figure chart in Charts()) html.Append(FigureSvg.Of(chart));
        return html.Append("</div>").ToString();
    }

    private static string DifferenceText(Difference difference) => difference switch
    {
        { Words: { } words } => difference.Where.Length == 0 ? words : $"at {difference.Where}: {words}",
        { Greatest: 0 } => "0",
        _ => difference.Where.Length == 0 ? Significant.Text(difference.Greatest, 2) : $"{Significant.Text(difference.Greatest, 2)} at {difference.Where}",
    };

    private static string TimeText(double seconds) => seconds switch
    {
        < 1e-6 => Significant.Text(seconds * 1e9, 3) + " ns",
        < 1e-3 => Significant.Text(seconds * 1e6, 3) + " µs",
        < 1 => Significant.Text(seconds * 1e3, 3) + " ms",
        _ => Significant.Text(seconds, 3) + " s",
    };

    private static string BytesText(long bytes) => bytes switch
    {
        < 1024 => bytes.ToString(CultureInfo.InvariantCulture) + " B",
        < 1 << 20 => Significant.Text(bytes / 1024.0, 3) + " kB",
        _ => Significant.Text(bytes / 1048576.0, 3) + " MB",
    };
}
