using System.CommandLine;
using System.CommandLine.Parsing;
using Course.Cli.Building;
using Course.Cli.Layout;
using Course.Cli.Notebooks;
using Course.Cli.Terminals;

namespace Course.Cli.Commands;

/// <summary>The whole command line: parses it, runs what it names, and says errors in words.</summary>
internal static class CourseCommand
{
    /// <summary>The commands that read the exercises or load the notebooks' libraries.</summary>
    private static readonly HashSet<string> _needBuild = new(["list", "next", "open", "run", "grade", "watch", "progress", "hint", "solution", "reset"], StringComparer.Ordinal);

    /// <summary>Runs one command line.</summary>
    /// <param name="arguments">What stands behind <c>course</c>.</param>
    /// <param name="terminal">Where to write.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static Task<int> RunAsync(string[] arguments, Terminal terminal) => RunAsync(arguments, new CommandContext(terminal));

    /// <summary>Runs one command line with the surroundings given.</summary>
    public static async Task<int> RunAsync(string[] arguments, CommandContext context)
    {
        Terminal terminal = context.Terminal;
        TextWriter errors = context.Error.Console.Profile.Out.Writer;
        RootCommand root = Create(context);
        ParseResult result = root.Parse(arguments.Length == 0 ? ["--help"] : arguments);
        if (result.Errors.Count > 0 && result.Action is not Help.TeachingHelp)
        {
            string asked = string.Join(' ', result.CommandResult.Command.Parents.OfType<Command>().Skip(1).Select(c => c.Name).Append(result.CommandResult.Command.Name).Where(n => n != root.Name));
            foreach (string error in Nearest.Command(result) is { } nearest ? [nearest] : result.Errors.Select(e => e.Message).Distinct()) await errors.WriteLineAsync(error);
            await errors.WriteLineAsync($"`course {(asked.Length == 0 ? "" : asked + " ")}--help` shows what can be said here, with examples.");
            return ExitCode.Usage;
        }

        try
        {
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = terminal.Console.Profile.Out.Writer, ProcessTerminationTimeout = TimeSpan.FromSeconds(5) };
            if (context.Builds && (NeedsBuild(result) || JudgesSources(result, context)))
            {
                // What the learner's code writes to the progress log goes to this course, wherever the process stands.
                Environment.SetEnvironmentVariable(CourseTree.HomeVariable, context.Tree.Root);
                if (await Freshness.EnsureAsync(context, arguments, CancellationToken.None) is { } code) return code;
            }

            return await result.InvokeAsync(configuration);
        }
        catch (CliException e)
        {
            await errors.WriteLineAsync(e.Message);
            return e.ExitCode;
        }
        catch (NotebookException e)
        {
            await errors.WriteLineAsync(e.Message);
            return ExitCode.Failed;
        }
        catch (OperationCanceledException)
        {
            await errors.WriteLineAsync("Stopped.");
            return ExitCode.Interrupted;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync($"{e.Message} Look whether the disk is full, the file is open elsewhere or belongs to another user; then try again.");
            return ExitCode.Environment;
        }
    }

    private static bool NeedsBuild(ParseResult result) =>
        result.Action is not Help.TeachingHelp && result.CommandResult.Parent is CommandResult { Command: RootCommand } && _needBuild.Contains(result.CommandResult.Command.Name);

    /// <summary>Whether it judges what a contributor has written, and runs as the learner's command: then it must be of the sources as they are. Started from a build's own folder, it is what was built there.</summary>
    private static bool JudgesSources(ParseResult result, CommandContext context) =>
        result.Action is not Help.TeachingHelp && result.CommandResult is { Parent: CommandResult { Command.Name: "dev" }, Command.Name: "lint" or "mutate" or "new" } && Freshness.IsInstalled(context.Tree);

    /// <summary>The command tree.</summary>
    public static RootCommand Create(CommandContext context)
    {
        Terminal terminal = context.Terminal;
        var root = new RootCommand("The AI Product Engineer course: notebooks to read, code to write, graders that say what is wrong.")
        {
            StartCommand.Create(context),
            DoctorCommand.Create(terminal),
            ListCommand.Create(context),
            NextCommand.Create(context),
            OpenCommand.Create(context),
            RunCommand.Create(context),
            GradeCommand.Create(context),
            WatchCommand.Create(context),
            ProgressCommand.Create(context),
            HintCommand.Create(context),
            SolutionCommand.Create(context),
            ResetCommand.Create(context),
            UpdateCommand.Create(context),
            BenchCommand.Create(context),
            KernelCommand.Create(context),
            DevCommand.Create(terminal),
        };
        Help.Teach(root);
        return root;
    }

    /// <summary>The course's folder, found from the current one.</summary>
    internal static CourseTree Tree() => CourseTree.Find();
}
