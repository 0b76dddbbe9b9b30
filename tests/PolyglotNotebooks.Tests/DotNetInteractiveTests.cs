using Course;
using Course.Cli.Layout;
using Course.Cli.Notebooks;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.CSharp;
using Microsoft.DotNet.Interactive.Events;
using InteractiveKernel = Microsoft.DotNet.Interactive.CSharp.CSharpKernel;

namespace Notebooks.Tests;

/// <summary>Every notebook, solved, runs in the C# kernel of .NET Interactive (Polyglot Notebooks) as well, with none of our kernel's extras.</summary>
public sealed class DotNetInteractiveTests(TemporaryCourse course) : IClassFixture<TemporaryCourse>
{
    public static TheoryData<string> Ids => [.. TemporaryCourse.Units.Select(unit => unit.Id.Text)];

    [Theory, MemberData(nameof(Ids))]
    public async Task Solved_it_runs_without_an_error_and_every_check_passes(string id)
    {
        Unit unit = TemporaryCourse.Units.Single(unit => unit.Id.Text == id);
        IReadOnlyDictionary<string, string> solutions = WrittenSolutions.Of(unit.Path);
        Directory.SetCurrentDirectory(Path.GetDirectoryName(course.Notebook(unit))!);   // where its #r paths start from
        using var kernel = new CompositeKernel { new InteractiveKernel().UseKernelHelpers() };
        kernel.UseImportMagicCommand();
        kernel.DefaultKernelName = "csharp";

        List<string> faults = [];
        foreach (NotebookCell cell in NotebookReader.ReadFile(unit.Path).Cells.Where(cell => cell.IsCode))
        {
            KernelCommandResult result = await kernel.SendAsync(new SubmitCode(solutions.GetValueOrDefault(cell.Id, cell.Source)), TestContext.Current.CancellationToken);
            faults.AddRange(result.Events.OfType<CommandFailed>().Select(failed => $"{cell.Id} failed: {failed.Message}"));
            if (cell.Role == "check" && result.Events.OfType<ReturnValueProduced>().SingleOrDefault()?.Value is not Verdict { Outcome: Outcome.Passed })
                faults.Add($"{cell.Id} says: {Plain(result)}");
        }

        Assert.Equal("", string.Join("\n\n", faults));
    }

    /// <summary>What our display types bring for themselves arrives there: each form by its type, none replaced by a listing of properties.</summary>
    [Theory]
    [InlineData("LinearCombinations.Check((c, v) => throw new NotImplementedException())", "text/html", "not started", "text/plain", "not started")]
    [InlineData("Table.Of(\"Squares\", [\"n\", \"n²\"], [[2, 4]])", "text/html", "<table", "text/plain", "Squares")]
    [InlineData("Show.Lines(\"A line\", [0, 1], \"x\", \"y\", (\"up\", [0, 1]))", "application/vnd.plotly.v1+json", "\"data\"", "text/plain", "A line")]
    [InlineData("LinearCombinations.Hint()", "text/html", "1", "text/plain", "1")]
    [InlineData("Checkpoint(\"1.1\")", "text/html", "1.1", "text/plain", "1.1")]
    public async Task What_the_course_shows_keeps_its_forms(string code, string type, string part, string otherType, string otherPart)
    {
        Directory.SetCurrentDirectory(Path.GetDirectoryName(course.Notebook(TemporaryCourse.Units[0]))!);
        using var kernel = new CompositeKernel { new InteractiveKernel().UseKernelHelpers() };
        kernel.UseImportMagicCommand();
        kernel.DefaultKernelName = "csharp";
        await kernel.SendAsync(new SubmitCode("#!import \"../course.csx\""), TestContext.Current.CancellationToken);
        KernelCommandResult result = await kernel.SendAsync(new SubmitCode(code), TestContext.Current.CancellationToken);
        Assert.Equal("", string.Join('\n', result.Events.OfType<CommandFailed>().Select(failed => failed.Message)));
        Dictionary<string, string> forms = result.Events.OfType<ReturnValueProduced>().Single().FormattedValues.ToDictionary(form => form.MimeType, form => form.Value);
        Assert.Contains(part, forms[type], StringComparison.Ordinal);
        Assert.Contains(otherPart, forms[otherType], StringComparison.Ordinal);
    }

    private static string Plain(KernelCommandResult result) =>
        result.Events.OfType<ReturnValueProduced>().SelectMany(shown => shown.FormattedValues).FirstOrDefault(form => form.MimeType == "text/plain")?.Value ?? "nothing";
}
