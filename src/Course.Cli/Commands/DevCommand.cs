using System.CommandLine;
using Course.Cli.Development;
using Course.Cli.Terminals;

namespace Course.Cli.Commands;

/// <summary><c>course dev</c>: what those who write the course need; a learner does not.</summary>
internal static class DevCommand
{
    /// <summary>The command, with all below it.</summary>
    public static Command Create(Terminal terminal) => new("dev", "For contributors: check, make and measure units and graders.")
    {
        CheckCommand.Create(terminal),
        LintCommand.Create(terminal),
        NewCommand.Create(terminal),
        MutateCommand.Create(terminal),
        MutationWorkerCommand.Create(),
    };
}
