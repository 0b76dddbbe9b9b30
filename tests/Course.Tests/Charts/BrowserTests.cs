using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Course.Charts;
using Course.Display;

namespace Course.Tests.Charts;

/// <summary>What Jupyter's own exporter and a browser without a network make of the charts.</summary>
public sealed class BrowserTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("course-page-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void An_exported_page_draws_its_charts_and_its_slider_moves_without_a_network()
    {
        string? python = new[] { "/usr/bin/python3", "python3" }.FirstOrDefault(program => Runs(program, "-m", "nbconvert", "--version") is not null);
        string? browser = new[] { "chromium", "chromium-browser", "google-chrome" }.FirstOrDefault(program => Runs(program, "--version") is not null);
        Assert.SkipWhen(python is null || browser is null, "nbconvert and Chromium are not both installed here.");

        double[] x = [0, 1, 2, 3];
        string page = Exported(python,
            Show.Lines("Lines", x, "x", "y", ("a", [1, 3, 2, 4])), Show.Heatmap("Map", "x", "y", new double[30, 30]), Show.Contour("Bowl", "x", "y", x, x, (a, b) => a * a + b),
            Show.Slider("slope", 0, 3, 4, slope => Show.Lines($"y = {slope} x", x, "x", "y", ("line", [.. x.Select(value => slope * value)]))), Table.Of("Numbers", ["n"], [1]));
        File.WriteAllText(page, File.ReadAllText(page).Replace("</body>", """
            <script>
            addEventListener('load', function () {
              var slider = document.querySelector('input[type=range]'), box = slider.parentNode.parentNode;
              slider.value = 2;
              slider.dispatchEvent(new Event('input', { bubbles: true }));
              var shown = Array.from(box.querySelectorAll('[data-at]')).filter(part => getComputedStyle(part).display != 'none').map(part => part.getAttribute('data-at'));
              document.body.setAttribute('data-seen', Array.from(document.images).map(image => image.naturalWidth).join() + ' | ' + shown.join() + ' | ' + box.querySelector('output').textContent + ' | ' + box.querySelector('svg').getBoundingClientRect().width);
            });
            </script></body>
            """, StringComparison.Ordinal));
        string dom = Runs(browser!, "--headless", "--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND", "--virtual-time-budget=5000", $"--user-data-dir={_folder.FullName}/profile", "--dump-dom", $"file://{page}") ?? "";
        Assert.Equal("640,640,640 | 2,2 | 2 | 640", Regex.Match(dom, "data-seen=\"([^\"]*)\"").Groups[1].Value);   // three pictures; the slider's title and marks at its third position
    }

    private string Exported(string python, params IShowable[] values)
    {
        JsonNode cell(IShowable value) => new JsonObject
        {
            ["cell_type"] = "code", ["execution_count"] = 1, ["metadata"] = new JsonObject(), ["source"] = "chart",
            ["outputs"] = new JsonArray(new JsonObject
            {
                ["output_type"] = "execute_result", ["execution_count"] = 1, ["metadata"] = new JsonObject(),
                ["data"] = new JsonObject(value.Forms.Select(form => KeyValuePair.Create(form.Key, form.Key.EndsWith("+json", StringComparison.Ordinal) ? JsonNode.Parse(form.Value) : form.Value))),
            }),
        };
        JsonObject notebook = new() { ["nbformat"] = 4, ["nbformat_minor"] = 4, ["metadata"] = new JsonObject(), ["cells"] = new JsonArray([.. values.Select(cell)]) };
        string path = Path.Combine(_folder.FullName, "charts.ipynb");
        File.WriteAllText(path, notebook.ToJsonString());
        Assert.NotNull(Runs(python, "-m", "nbconvert", "--to", "html", path));
        return Path.ChangeExtension(path, ".html");
    }

    // What a program writes; null where it is missing or fails.
    private static string? Runs(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
