using System.CommandLine;
using Course.Cli.Building;
using Course.Cli.Development.Lint;
using Course.Cli.Layout;
using Course.Cli.Notebooks;
using Course.Cli.Running;
using Course.Cli.Terminals;

namespace Course.Cli.Development;

/// <summary><c>course dev lint</c>: what a unit still lacks.</summary>
internal static class LintCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var target = new Argument<string>("unit") { Description = "A unit, or all.", Arity = ArgumentArity.ZeroOrOne, DefaultValueFactory = _ => "all" };
        var quick = new Option<bool>("--quick") { Description = "Do not run the notebooks." };
        var fix = new Option<bool>("--fix") { Description = "Write the notebooks in canonical form first." };
        var command = new Command("lint", "Say what a unit lacks of the standard: sections, cells, graders, links, form, and whether it runs.") { target, quick, fix };
        command.SetAction((parsed, cancellation) => RunAsync(terminal, parsed.GetValue(target)!, parsed.GetValue(quick), parsed.GetValue(fix), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, string target, bool quick, bool fix, CancellationToken cancellation)
    {
        SourceTree tree = SourceTree.Find();
        var course = new CourseTree(tree.Root);
        IReadOnlyList<Unit> units = target.Equals("all", StringComparison.OrdinalIgnoreCase) ? Unit.All(course) : [Unit.Named(course, target)];
        if (fix) foreach (Unit unit in units) AtomicFile.Write(unit.Path, NotebookWriter.Canonical(NotebookReader.ReadFile(unit.Path)));
        var findings = new List<LintFinding>(UnitLint.Pages(tree));
        await terminal.RunAsync(
            [.. units.Select(unit => new Step($"Unit {unit.Id}", TimeSpan.FromSeconds(quick ? 2 : 40), async (_, stop) =>
            {
                LintUnit read = UnitLint.Read(tree, unit.Id, unit.Path);
                findings.AddRange(quick ? UnitLint.Static(read) : await UnitLint.AllAsync(read, () => Sessions.Start(course), stop));
            }))], cancellation);
        foreach (LintFinding finding in findings) terminal.Line(finding.ToString());
        terminal.Line(findings.Count == 0 ? $"{(units.Count == 1 ? "1 unit" : $"{units.Count} units")}, nothing to mend." : $"{findings.Count} findings.");
        return findings.Count == 0 ? ExitCode.Ok : ExitCode.Failed;
    }
}
