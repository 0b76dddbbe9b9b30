using Course.Cli.Layout;
using CSharpKernel.Scripting;

namespace Course.Cli.Running;

/// <summary>Starts the sessions that run the learner's code.</summary>
internal static class Sessions
{
    /// <summary>A fresh session.</summary>
    /// <exception cref="CliException">The libraries that notebooks load are not built.</exception>
    public static ISession Start(CourseTree tree)
    {
        if (!File.Exists(Path.Combine(tree.NotebookLibraries, "Course.dll")))
            throw new CliException("The libraries that notebooks load are not built yet. Run `./course start` (Windows: `course start`).", ExitCode.Environment);
        return new ScriptSession();
    }
}
