using Course.Cli.Layout;

namespace Course.Cli.Building;

/// <summary>Lets one build at a time write to <c>artifacts</c>. The system takes it back when the process ends, however it ends.</summary>
internal sealed class BuildLock : IDisposable
{
    private readonly FileStream _file;

    private BuildLock(FileStream file) => _file = file;

    /// <summary>Waits for its turn.</summary>
    /// <param name="tree">The course.</param>
    /// <param name="waiting">Called once, when another build is running.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<BuildLock> TakeAsync(CourseTree tree, Action waiting, CancellationToken cancellation)
    {
        Directory.CreateDirectory(tree.Artifacts);
        string path = Path.Combine(tree.Artifacts, ".build.lock");
        bool told = false;
        while (true)
        {
            try
            {
                return new BuildLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException)
            {
                if (!told) waiting();
                told = true;
                await Task.Delay(TimeSpan.FromMilliseconds(200), cancellation);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
