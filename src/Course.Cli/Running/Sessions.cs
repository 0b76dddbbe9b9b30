using Course.Cli.Layout;
using CSharpKernel.Scripting;
using CSharpKernel.Workers;

namespace Course.Cli.Running;

/// <summary>Starts the sessions that run the learner's code.</summary>
internal static class Sessions
{
    /// <summary>A fresh session, in a process of its own: what the code does to it is no more than a verdict.</summary>
    /// <exception cref="CliException">The libraries that notebooks load are not built.</exception>
    public static ISession Start(CourseTree tree)
    {
        if (!File.Exists(Path.Combine(tree.NotebookLibraries, "Course.dll")))
            throw new CliException("The libraries that notebooks load are not built yet. Run `./course start` (Windows: `course start`).", ExitCode.Environment);
        return new WorkerSession();
    }
}
