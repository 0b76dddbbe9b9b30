using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Course.Cli.Layout;
using Course.Cli.Notebooks;
using Course.Cli.Running;
using CSharpKernel.Scripting;

namespace Notebooks.Tests;

/// <summary>A notebook with its outputs, exported as a page and opened in a browser that reaches no network: every chart is drawn, and no script fails.</summary>
public sealed class ExportTests(TemporaryCourse course) : IClassFixture<TemporaryCourse>
{
    private const string Unit = "1";

    /// <summary>Collects what fails from the first script on. A script that does not load, since there is no network, is none that fails.</summary>
    private const string Listen = """
        <script>
        const faults = [];
        addEventListener('error', event => { if (event.message) faults.push(event.message); }, true);
        addEventListener('unhandledrejection', event => faults.push(String(event.reason)));
        </script>
        """;

    /// <summary>Looks at every chart once the page is there: how large it is, how many of its shapes take up room, and which attributes are no numbers.</summary>
    private const string Report = """
        <script>
        addEventListener('load', () => setTimeout(() => {
            document.querySelectorAll('details').forEach(details => details.open = true);
            const charts = [...document.querySelectorAll('svg[role=img]')].map(svg => ({
                cell: svg.closest('.jp-Cell')?.querySelector('.jp-InputPrompt')?.textContent.replace(/[^0-9]/g, '') ?? '',
                title: svg.querySelector('title')?.textContent ?? '',
                text: svg.querySelector('desc')?.textContent ?? '',
                width: svg.getBoundingClientRect().width,
                height: svg.getBoundingClientRect().height,
                shapes: [...svg.querySelectorAll('path, circle, rect, line, polyline, polygon')].filter(shape => { const box = shape.getBoundingClientRect(); return box.width + box.height > 0; }).length,
                broken: [...svg.querySelectorAll('*')].flatMap(element => [...element.attributes]).filter(attribute => /NaN|Infinity|∞|undefined/.test(attribute.value)).map(attribute => attribute.name + '=' + attribute.value),
            }));
            const report = document.createElement('pre');
            report.id = 'report';
            report.textContent = JSON.stringify({ charts, faults });
            document.body.append(report);
        }, 500));
        </script>
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_chart_is_drawn_and_no_script_fails(bool solved)
    {
        (string notebook, IReadOnlyList<string> charts) = await RunAsync(solved);
        string page = await Browser.ExportAsync(notebook);
        string html = await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken);
        int head = html.IndexOf("<head>", StringComparison.Ordinal) + "<head>".Length, end = html.LastIndexOf("</body>", StringComparison.Ordinal);
        await File.WriteAllTextAsync(page, html[..head] + Listen + html[head..end] + Report + html[end..], TestContext.Current.CancellationToken);

        string dom = await Browser.OpenAsync(page);

        Match written = Regex.Match(dom, "<pre id=\"report\">(?<json>.*?)</pre>", RegexOptions.Singleline | RegexOptions.ExplicitCapture);
        Assert.True(written.Success, "The page did not come to its end.");
        JsonNode report = JsonNode.Parse(WebUtility.HtmlDecode(written.Groups["json"].Value))!;
        Assert.Empty(report["faults"]!.AsArray().Select(fault => (string?)fault));
        JsonArray drawn = report["charts"]!.AsArray();
        Assert.Equal(charts, drawn.Select(chart => (string)chart!["cell"]!));   // each below its own cell
        Assert.All(drawn, chart =>
        {
            string title = (string)chart!["title"]!;
            Assert.NotEqual("", title);
            Assert.True(((string)chart["text"]!).Length > title.Length, $"{title}: it has no alternative text.");
            Assert.True((double)chart["width"]! > 200 && (double)chart["height"]! > 100, $"{title}: it is {chart["width"]} × {chart["height"]} pixels.");
            Assert.True((int)chart["shapes"]! >= 3, $"{title}: {chart["shapes"]} shapes are drawn.");
            Assert.Equal("[]", chart["broken"]!.ToJsonString());
        });
    }

    /// <summary>Runs the notebook and writes it with its outputs.</summary>
    /// <returns>The file, and for each chart the number of the cell that showed it.</returns>
    private async Task<(string Path, IReadOnlyList<string> Charts)> RunAsync(bool solved)
    {
        Unit unit = TemporaryCourse.Units.Single(unit => unit.Id.Text == Unit);
        Notebook notebook = NotebookReader.ReadFile(unit.Path);
        IReadOnlyDictionary<string, string> solutions = WrittenSolutions.Of(unit.Path);
        if (solved) foreach (NotebookCell stub in notebook.Cells.Where(cell => cell.Role == "stub")) stub.Source = solutions[stub.Id];
        string folder = Path.GetDirectoryName(course.Notebook(unit))!;
        await using var session = new ScriptSession();
        List<string> failed = [];
        await NotebookRun.RunAsync(notebook, folder, session, keepGoing: true, ran =>
        {
            if (ran.Result.Status != CellStatus.Ok) failed.Add($"cell {ran.Place}, {ran.Cell.Id}: {ran.Text}");
        }, TestContext.Current.CancellationToken);
        Assert.True(failed.Count == 0, string.Join(Environment.NewLine, failed));
        string path = Path.Combine(folder, $"export-{(solved ? "solved" : "fresh")}.ipynb");
        await File.WriteAllTextAsync(path, NotebookWriter.WithOutputs(notebook), TestContext.Current.CancellationToken);
        string[] charts = [.. from cell in notebook.Cells where cell.IsCode
                              from output in cell.Outputs
                              from _ in Enumerable.Range(0, Charts(output))
                              select $"{cell.ExecutionCount}"];
        Assert.True(charts.Length >= 2, $"{charts.Length} charts");
        return (path, charts);
    }

    /// <summary>The charts in one output: in its page if it has one, else its picture.</summary>
    private static int Charts(JsonNode? output)
    {
        if (output?["data"] is not JsonObject data) return 0;
        string form = Text(data["text/html"]) ?? Text(data["image/svg+xml"]) ?? "";
        return Regex.Count(form, "<svg [^>]*role=\"img\"");
    }

    private static string? Text(JsonNode? form) => form is JsonArray lines ? string.Concat(lines.Select(line => (string?)line)) : (string?)form;
}
