using System.CommandLine;
using Course.Cli.Grading;
using Course.Cli.Layout;

namespace Course.Cli.Commands;

/// <summary><c>course watch</c>: grades again at every save, only what the save changed.</summary>
internal static class WatchCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var unit = new Argument<string?>("unit") { Description = "The unit to watch; without it, the one you are at.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("watch", "Grade a notebook again each time you save it.") { unit };
        command.SetAction(async (parsed, cancellation) =>
        {
            Unit watched = context.UnitOrCurrent(parsed.GetValue(unit));
            context.Terminal.Line($"Watching {context.Tree.Shown(watched.Path)}: save it, and what you changed is graded. Ctrl+C ends it.");
            await using var session = new GradingSession(() => context.StartSession(context.Tree), Path.GetDirectoryName(watched.Path)!);
            var watch = new NotebookWatch(watched, [.. context.Exercises.Where(e => e.Unit == watched.Id)], new NotebookGrader(session), context);
            await watch.RunAsync(cancellation);
            return ExitCode.Ok;
        });
        return command;
    }
}
