using System.CommandLine;
using Course.Cli.Layout;
using Course.Cli.Notebooks;
using Course.Cli.Terminals;

namespace Course.Cli.Commands;

/// <summary>The whole command line: parses it, runs what it names, and says errors in words.</summary>
internal static class CourseCommand
{
    /// <summary>Runs one command line.</summary>
    /// <param name="arguments">What stands behind <c>course</c>.</param>
    /// <param name="terminal">Where to write.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] arguments, Terminal terminal)
    {
        RootCommand root = Create(terminal);
        ParseResult result = root.Parse(arguments.Length == 0 ? ["--help"] : arguments);
        if (result.Errors.Count > 0 && result.Action is not Help.TeachingHelp)
        {
            string asked = string.Join(' ', result.CommandResult.Command.Parents.OfType<Command>().Skip(1).Select(c => c.Name).Append(result.CommandResult.Command.Name).Where(n => n != root.Name));
            foreach (string error in result.Errors.Select(e => e.Message).Distinct()) await Console.Error.WriteLineAsync(error);
            await Console.Error.WriteLineAsync($"`course {(asked.Length == 0 ? "" : asked + " ")}--help` shows what can be said here, with examples.");
            return ExitCode.Usage;
        }

        try
        {
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = terminal.Console.Profile.Out.Writer, ProcessTerminationTimeout = TimeSpan.FromSeconds(5) };
            return await result.InvokeAsync(configuration);
        }
        catch (CliException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return e.ExitCode;
        }
        catch (NotebookException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCode.Failed;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped.");
            return ExitCode.Interrupted;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"{e.Message} Look whether the disk is full, the file is open elsewhere or belongs to another user; then try again.");
            return ExitCode.Environment;
        }
    }

    /// <summary>The command tree.</summary>
    public static RootCommand Create(Terminal terminal)
    {
        var root = new RootCommand("The AI Product Engineer course: notebooks to read, code to write, graders that say what is wrong.")
        {
            DoctorCommand.Create(terminal),
            ListCommand.Create(terminal),
            OpenCommand.Create(terminal),
            DevCommand.Create(terminal),
        };
        Help.Teach(root);
        return root;
    }

    /// <summary>The course's folder, found from the current one.</summary>
    internal static CourseTree Tree() => CourseTree.Find();
}
