using System.CommandLine;
using Course.Cli.Layout;
using Course.Cli.Terminals;

namespace Course.Cli.Development;

/// <summary><c>course dev new</c>: the files of a new unit.</summary>
internal static class NewCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var unit = new Argument<string>("unit") { Description = "A unit of the roadmap that has no notebook yet." };
        var command = new Command("new", "Write the files of a new unit: they build at once, and lint says what is to be written.") { unit };
        command.SetAction(parsed =>
        {
            string name = parsed.GetValue(unit)!;
            RoadmapEntry entry = Roadmap.Entries.FirstOrDefault(planned => planned.Id == UnitId.TryParse(name))
                ?? throw new CliException($"\"{name}\" is no unit of the roadmap. `course list` shows them.", ExitCode.Usage);
            SourceTree tree = SourceTree.Find();
            foreach (string file in new UnitScaffold(tree, entry).Write()) terminal.Line($"wrote {tree.Shown(file)}");
            terminal.Line($"Next: `course dev lint {entry.Id}` says what is to be written, CONTRIBUTING.md how.");
            return ExitCode.Ok;
        });
        return command;
    }
}
