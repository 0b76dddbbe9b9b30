using System.CommandLine;

namespace Course.Cli.Commands;

/// <summary><c>course next</c>: the next exercise, and what to read before it.</summary>
internal static class NextCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var command = new Command("next", "Say which exercise comes next, and what to read before it.");
        command.SetAction(_ =>
        {
            StandingText.Next(context.Terminal, context, context.Standing.Next);
            return ExitCode.Ok;
        });
        return command;
    }
}
