using System.Reflection;
using Course;
using Course.Cli.Layout;
using Course.Cli.Notebooks;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;

namespace Notebooks.Tests;

/// <summary>Every notebook runs in plain Roslyn scripting, with the usings that .NET Interactive opens by itself and none of our kernel's extras.</summary>
/// <remarks>Other C# kernels are built on that; a notebook that needs more would be bound to ours. What <c>#!import</c> does is the one thing added, as they all have it.</remarks>
public sealed class OtherKernelTests(TemporaryCourse course) : IClassFixture<TemporaryCourse>
{
    private const string Import = "#!import ";

    private static readonly string[] _openedByDotNetInteractive =
        ["System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Threading.Tasks", "System.Linq"];

    public static TheoryData<string> Ids => NotebookTests.Ids;

    [Theory, MemberData(nameof(Ids))]
    public async Task Solved_it_runs_in_plain_scripting_and_every_check_passes(string id)
    {
        Unit unit = TemporaryCourse.Units.Single(unit => unit.Id.Text == id);
        Notebook notebook = NotebookReader.ReadFile(unit.Path);
        IReadOnlyDictionary<string, string> solutions = WrittenSolutions.Of(unit.Path);
        string folder = Path.GetDirectoryName(course.Notebook(unit))!;
        ScriptOptions options = ScriptOptions.Default
            .WithLanguageVersion(LanguageVersion.Latest)
            .WithImports(_openedByDotNetInteractive)
            .WithMetadataResolver(ScriptMetadataResolver.Default.WithBaseDirectory(folder))
            .AddReferences(typeof(object).Assembly, typeof(Enumerable).Assembly, Assembly.Load("System.Runtime"), Assembly.Load("System.Collections"), Assembly.Load("System.Net.Http"));

        List<string> faults = [];
        ScriptState? state = null;
        foreach (NotebookCell cell in notebook.Cells.Where(cell => cell.IsCode))
        {
            string source = Imported(solutions.GetValueOrDefault(cell.Id, cell.Source), folder);
            try
            {
                state = state is null
                    ? await CSharpScript.RunAsync(source, options, cancellationToken: TestContext.Current.CancellationToken)
                    : await state.ContinueWithAsync(source, options, cancellationToken: TestContext.Current.CancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                faults.Add($"{cell.Id} failed: {exception.Message}");
                continue;
            }

            if (cell.Role == "check" && state.ReturnValue is not Verdict { Outcome: Outcome.Passed }) faults.Add($"{cell.Id} gives {state.ReturnValue}");
        }

        Assert.Equal("", string.Join("\n\n", faults));
    }

    /// <summary>The cell with each imported file's text in the place of the line that imports it.</summary>
    private static string Imported(string source, string folder) => string.Join('\n', source.Split('\n').Select(line =>
        line.StartsWith(Import, StringComparison.Ordinal) ? File.ReadAllText(Path.Combine(folder, line[Import.Length..].Trim().Trim('"'))) : line));
}
