using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Course.Cli.Commands;

/// <summary>Adds what a reader of <c>--help</c> learns most from: examples, and what the exit codes mean.</summary>
internal static class Help
{
    private static readonly Dictionary<string, (string Line, string Means)[]> _examples = new(StringComparer.Ordinal)
    {
        [""] =
        [
            ("course start", "the first thing after cloning"),
            ("course next", "the exercise that comes next, and what to read before it"),
            ("course open 1", "open Unit 1 in VS Code"),
            ("course watch 1", "grade Unit 1 at each save"),
            ("course grade 1.2", "grade one exercise"),
            ("course hint 1.2", "when you are stuck"),
            ("course progress", "what you have passed"),
        ],
        ["start"] = [("course start", "the first thing after cloning, and after every git pull"), ("course start --all", "also fetch what later units need, so that everything works without a network")],
        ["list"] = [("course list", "the units that are there, and what is planned"), ("course list 1", "the exercises of Unit 1")],
        ["open"] = [("course open 1", "open Unit 1's notebook in VS Code")],
        ["run"] = [("course run 1", "run Unit 1's notebook, print what its cells show"), ("course run my.ipynb --out done.ipynb", "keep the outputs in a copy"), ("course run 1 --keep-going", "go on after a cell that fails")],
        ["grade"] =
        [
            ("course grade", "the unit you are at"), ("course grade 1", "every exercise of Unit 1"), ("course grade 1.2", "one exercise"),
            ("course grade all --junit grades.xml", "everything, as a report that build servers read"), ("course grade 1 --json", "the verdicts as JSON, for other programs"),
        ],
        ["watch"] = [("course watch 1", "leave it running beside the editor; Ctrl+C ends it")],
        ["hint"] = [("course hint 1.2", "the next hint"), ("course hint 1.2 --number 1", "the first hint again")],
        ["solution"] = [("course solution 1.2", "the reference solution, once you have passed"), ("course solution 1.2 --reveal", "before you have passed; the progress remembers")],
        ["reset"] = [("course reset 1", "Unit 1 as shipped; your file goes to .course/backups first"), ("course reset 1.2", "only the cells of exercise 1.2"), ("course reset 1 --undo", "your last backup back")],
        ["next"] = [("course next", "the exercise that comes next, and what to read before it")],
        ["doctor"] = [("course doctor", "what is there, what is missing, how to get it; exit code 3 when something is missing")],
        ["progress"] = [("course progress", "all units, and the exercises of the one you are at"), ("course progress 1", "the exercises of Unit 1"), ("course progress --json", "for other programs")],
        ["update"] = [("course update", "instead of git pull: your answers go into the new notebooks, your old files to .course/backups")],
        ["bench"] = [("course bench", "all benchmarks; takes minutes"), ("course bench tensors --group gemm --threads 1", "matrix products against TorchSharp"), ("course bench tensors --json bench.json", "the tensor engine, also as JSON")],
        ["kernel"] = [("course kernel install", "so that VS Code and JupyterLab find the kernel; `course start` does it too"), ("course kernel list", "the kernels they find")],
        ["check"] = [("course dev check", "takes minutes; its parts are dotnet format, dotnet build, dotnet test and course dev lint all")],
        ["new"] = [("course dev new 2", "a notebook with every section, and one exercise that builds")],
        ["lint"] = [("course dev lint 2", "what Unit 2 still lacks"), ("course dev lint 2 --quick", "without running its notebook"), ("course dev lint all --fix", "write the notebooks in canonical form first")],
        ["mutate"] = [("course dev mutate 1.2", "whether the grader of exercise 1.2 sees small mistakes"), ("course dev mutate 1 --write", "a whole unit, and its counts into docs/mutation.md"), ("course dev mutate 1.2 --json -", "the survivors, for equivalent-mutants.json")],
        ["dev"] = [("course dev check", "format, build, tests and lint: before you send a change"), ("course dev new 2", "the files of a new unit"), ("course dev lint 1", "what Unit 1 still lacks")],
    };

    /// <summary>Adds the sections to the help of a command and all below it.</summary>
    public static void Teach(RootCommand root)
    {
        HelpOption option = root.Options.OfType<HelpOption>().Single();
        option.Action = new TeachingHelp((HelpAction)option.Action!);
    }

    /// <summary>The library's help, then examples and exit codes.</summary>
    internal sealed class TeachingHelp(HelpAction inner) : SynchronousCommandLineAction
    {
        /// <inheritdoc/>
        public override bool ClearsParseErrors => true;

        /// <inheritdoc/>
        public override int Invoke(ParseResult parseResult)
        {
            // The library names the program by its file; a person types `course`.
            TextWriter output = parseResult.InvocationConfiguration.Output;
            using var written = new StringWriter();
            parseResult.InvocationConfiguration.Output = written;
            inner.Invoke(parseResult);
            parseResult.InvocationConfiguration.Output = output;
            output.Write(written.ToString().Replace(parseResult.RootCommandResult.Command.Name, "course", StringComparison.Ordinal));
            Command command = parseResult.CommandResult.Command;
            if (_examples.TryGetValue(command is RootCommand ? "" : command.Name, out (string Line, string Means)[]? examples)) Write(output, "Examples:", examples);
            if (command is RootCommand) Write(output, "Exit codes:", _exitCodes);
            return ExitCode.Ok;
        }

        private static void Write(TextWriter output, string title, IReadOnlyList<(string Line, string Means)> rows)
        {
            output.WriteLine(title);
            int width = rows.Max(r => r.Line.Length);
            foreach ((string line, string means) in rows) output.WriteLine($"  {line.PadRight(width)}  {means}");
            output.WriteLine();
        }
    }

    private static readonly (string Line, string Means)[] _exitCodes =
    [
        ("0", "done; for grade: all asked for passed"),
        ("1", "done, and the answer is no: not passed, a cell failed, a check found something"),
        ("2", "the command line was not understood"),
        ("3", "the machine or the course folder is not ready: see `course doctor`"),
        ("130", "stopped with Ctrl+C"),
    ];
}
