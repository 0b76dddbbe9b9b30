using System.CommandLine;
using System.Diagnostics;
using Course.Cli.Exercises;
using Course.Cli.Mutation;

namespace Course.Cli.Development;

/// <summary>The hidden <c>course dev mutation-worker</c>: this program as a child of itself, grading mutants on its standard streams.</summary>
internal static class MutationWorkerCommand
{
    private const string Name = "mutation-worker";

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command(Name, "Grade mutants asked for on standard input.") { Hidden = true };
        command.SetAction(_ =>
        {
            MutationWorker.Serve(Console.In, Console.Out, SubjectOf);
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>How to start a worker: the assembly this stands in, run by the dotnet that runs us.</summary>
    public static ProcessStartInfo StartInfo()
    {
        string program = typeof(MutationWorkerCommand).Assembly.Location;
        return new ProcessStartInfo(DotnetHost.Path) { ArgumentList = { program, "dev", Name } };
    }

    private static ExerciseSubject SubjectOf(string id) => new(ExerciseEntry.WithId(id).Create());

    /// <summary>The <c>dotnet</c> executable.</summary>
    private static class DotnetHost
    {
        public static string Path { get; } = Find();

        private static string Find()
        {
            string own = Environment.ProcessPath ?? "";
            if (System.IO.Path.GetFileNameWithoutExtension(own) == "dotnet") return own;
            // An apphost started us. The runtime's folder is <root>/shared/Microsoft.NETCore.App/<version>/.
            string runtime = System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory();
            string root = System.IO.Path.GetFullPath(System.IO.Path.Combine(runtime, "..", "..", ".."));
            string host = System.IO.Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
            return File.Exists(host) ? host : "dotnet";
        }
    }
}
