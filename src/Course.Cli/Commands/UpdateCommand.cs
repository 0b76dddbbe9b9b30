using System.CommandLine;
using Course.Cli.Notebooks;

namespace Course.Cli.Commands;

/// <summary><c>course update</c>: the newest version of the course, with the learner's answers carried into its notebooks.</summary>
internal static class UpdateCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var command = new Command("update", "Take the newest version of the course; your answers are carried into its notebooks.");
        command.SetAction(_ =>
        {
            var update = new CourseUpdate(context.Tree, context.Clock);
            update.Recover();
            IReadOnlyList<string> done = update.Pull();
            foreach (string line in done) context.Terminal.Line(line);
            context.Terminal.Line("The course is up to date. `course start` builds what has changed.");
            return ExitCode.Ok;
        });
        return command;
    }
}
