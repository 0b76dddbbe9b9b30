using System.CommandLine;
using System.Diagnostics;
using Course.Cli.Doctor;
using Course.Cli.Layout;

namespace Course.Cli.Commands;

/// <summary><c>course open</c>: a unit's notebook in VS Code.</summary>
internal static class OpenCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var unit = new Argument<string?>("unit") { Description = "The unit to open; without it, the one you are at.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("open", "Open a unit's notebook in VS Code.") { unit };
        command.SetAction(parsed =>
        {
            CourseTree tree = context.Tree;
            Unit opened = context.UnitOrCurrent(parsed.GetValue(unit));
            if (TryOpen(tree, opened))
            {
                context.Terminal.Line($"VS Code opens {tree.Shown(opened.Path)}.");
                return ExitCode.Ok;
            }

            throw new CliException($"VS Code's command `code` is not on the PATH. Open this file by hand: {opened.Path}", ExitCode.Environment);
        });
        return command;
    }

    /// <summary>Opens the course's folder with the notebook in VS Code; false when VS Code is not to be found.</summary>
    public static bool TryOpen(CourseTree tree, Unit unit)
    {
        if (VsCode.Find() is not { } code) return false;
        var start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo("cmd.exe") { ArgumentList = { "/c", code, tree.Root, unit.Path }, CreateNoWindow = true }
            : new ProcessStartInfo(code) { ArgumentList = { tree.Root, unit.Path } };
        start.UseShellExecute = false;
        using Process? process = Process.Start(start);
        return process is not null;
    }
}
