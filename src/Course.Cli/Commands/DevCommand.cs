using System.CommandLine;
using Course.Cli.Development;
using Course.Cli.Terminals;

namespace Course.Cli.Commands;

/// <summary><c>course dev</c>: what contributors run.</summary>
internal static class DevCommand
{
    /// <summary>The command with its parts.</summary>
    public static Command Create(Terminal terminal) => new("dev", "For contributors: test the graders, check what a unit lacks.")
    {
        MutateCommand.Create(terminal),
        MutationWorkerCommand.Create(),
    };
}
