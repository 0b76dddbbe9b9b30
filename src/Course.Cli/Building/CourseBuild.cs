using System.Diagnostics;
using Course.Cli.Layout;

namespace Course.Cli.Building;

/// <summary>Builds what the learner uses: the command, the kernel, and the libraries of the notebooks.</summary>
/// <remarks>
/// One <c>dotnet publish</c> compiles everything ahead of time, once; its output is then laid out in three places. The command and the kernel go to a folder
/// of their own for each version, so that running ones keep their files; the libraries stand where course.csx names them, and kernels load copies of them.
/// </remarks>
internal sealed class CourseBuild(CourseTree tree)
{
    /// <summary>Where the fingerprint of a whole build stands for the scripts that start the command.</summary>
    public string CurrentCommand => Path.Combine(tree.Commands, "current");

    private string Staging => Path.Combine(tree.Artifacts, "staging");

    private string UnderWay => Path.Combine(tree.Artifacts, ".building");

    /// <summary>The stamp of the build that is there, if it is whole and of the current sources; else null.</summary>
    public BuildStamp? Current(BuildInputs inputs) =>
        BuildStamp.Read(tree) is { } stamp && stamp.IsOf(inputs) && stamp.IsWhole(tree) && File.Exists(CurrentCommand) ? stamp : null;

    /// <summary>Builds and publishes; call it under the <see cref="BuildLock"/>.</summary>
    /// <param name="inputs">The sources' state.</param>
    /// <param name="progress">Told a fraction as the build goes on.</param>
    /// <param name="cancellation">Stops the build.</param>
    /// <exception cref="CliException">The build failed; the message holds its errors.</exception>
    public async Task<BuildStamp> RunAsync(BuildInputs inputs, Action<double> progress, CancellationToken cancellation)
    {
        CleanAfterBreak();
        BuildStamp? before = BuildStamp.Read(tree);
        (string content, string kernel) = (inputs.Content(), inputs.Content("src/CSharpKernel/"));
        File.WriteAllText(UnderWay, "");
        string output = Path.Combine(Staging, "published");

        bool ahead = true;
        BuildLog log = await PublishAsync(output, ahead, progress, cancellation);
        if (!log.Succeeded && log.LacksAheadCompiler)
        {
            ahead = false;
            log = await PublishAsync(output, ahead, progress, cancellation);
        }

        if (!log.Succeeded) throw new CliException($"The build failed:{Environment.NewLine}{log.Errors}{Environment.NewLine}{log.Advice}", ExitCode.Environment);

        BuildStamp.Remove(tree);
        var files = new Dictionary<string, long>(StringComparer.Ordinal);
        string suffix = ahead ? "" : "-jit";
        string kernelVersion = PlaceVersion(output, tree.Kernels, kernel + suffix, KernelFiles(output), files);
        string commandVersion = PlaceVersion(output, tree.Commands, content + suffix, Directory.EnumerateFiles(output).Select(Path.GetFileName).OfType<string>(), files);
        PlaceLibraries(output, files);
        AtomicFile.Write(CurrentCommand, commandVersion + "\n");

        // Written while this build ran, a source would be taken for built: its time is compared again next time.
        var stamp = new BuildStamp(inputs.Times(), content, log.Sdk, ahead, commandVersion, kernelVersion, files, before?.Proven ?? "");
        stamp.Write(tree);
        File.Delete(UnderWay);
        Directory.Delete(Staging, recursive: true);
        RemoveOld(tree.Kernels, kernelVersion);
        RemoveOld(tree.Commands, commandVersion);
        return stamp;
    }

    /// <summary>Removes what a build left that was stopped in its middle, and with it compilations that may be cut short.</summary>
    private void CleanAfterBreak()
    {
        if (Directory.Exists(Staging)) Directory.Delete(Staging, recursive: true);
        if (!File.Exists(UnderWay)) return;
        string intermediate = Path.Combine(tree.Artifacts, "obj", "Course.Cli");
        if (!Directory.Exists(intermediate)) return;
        foreach (string folder in Directory.EnumerateDirectories(intermediate, "R2R", SearchOption.AllDirectories).ToArray()) Directory.Delete(folder, recursive: true);
    }

    private async Task<BuildLog> PublishAsync(string output, bool ahead, Action<double> progress, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = tree.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        // The configuration of `dotnet run`: what that has built is not built again. Its code is optimised all the same, see Directory.Build.props.
        foreach (string argument in new[] { "publish", Path.Combine("src", "Course.Cli"), "--configuration", "Debug", "--output", output, $"-property:PublishReadyToRun={ahead}", "--nologo", "--verbosity", "minimal" })
            start.ArgumentList.Add(argument);
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["MSBUILDTERMINALLOGGER"] = "off";

        using Process process = Process.Start(start) ?? throw new CliException("The command dotnet could not be started. Is the .NET SDK on the PATH?", ExitCode.Environment);
        await using CancellationTokenRegistration stop = cancellation.Register(() => process.Kill(entireProcessTree: true));
        var lines = new List<string>();
        int built = 0;
        while (await process.StandardOutput.ReadLineAsync(CancellationToken.None) is { } line)
        {
            lines.Add(line);
            if (line.Contains(" -> ", StringComparison.Ordinal)) progress(Math.Min(0.6, 0.06 * ++built));
        }

        lines.AddRange((await process.StandardError.ReadToEndAsync(CancellationToken.None)).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        await process.WaitForExitAsync(CancellationToken.None);
        cancellation.ThrowIfCancellationRequested();
        return new BuildLog(process.ExitCode, lines);
    }

    private static IEnumerable<string> KernelFiles(string output)
    {
        IReadOnlySet<string> assemblies = DependencyClosure.Files(File.ReadAllText(Path.Combine(output, "Course.Cli.deps.json")), "CSharpKernel");
        return assemblies.Concat(["CSharpKernel.deps.json", "CSharpKernel.runtimeconfig.json", "CSharpKernel.xml"]).Where(file => File.Exists(Path.Combine(output, file)));
    }

    /// <summary>Puts files into a folder named for their version, all at once: the folder is there whole or not at all.</summary>
    private string PlaceVersion(string output, string parent, string version, IEnumerable<string> names, Dictionary<string, long> files)
    {
        string[] list = [.. names];
        string folder = Path.Combine(parent, version);
        if (!IsSame(output, folder, list))
        {
            string draft = Path.Combine(Staging, $"draft-{Path.GetFileName(parent)}");
            Directory.CreateDirectory(draft);
            foreach (string name in list) File.Copy(Path.Combine(output, name), Path.Combine(draft, name));
            Directory.CreateDirectory(parent);
            if (Directory.Exists(folder))
            {
                // Of this version but not whole, or built by another SDK. What runs from it keeps its open files.
                version = $"{version}-{Guid.NewGuid().ToString("N")[..6]}";
                folder = Path.Combine(parent, version);
            }

            Directory.Move(draft, folder);
        }

        foreach (string name in list) Add(files, Path.Combine(folder, name));
        return version;
    }

    private void PlaceLibraries(string output, Dictionary<string, long> files)
    {
        Directory.CreateDirectory(tree.NotebookLibraries);
        string[] names = [.. LibraryFiles(output)];
        foreach (string name in names)
        {
            string target = Path.Combine(tree.NotebookLibraries, name);
            if (!IsSameFile(Path.Combine(output, name), target)) AtomicFile.Copy(Path.Combine(output, name), target);
            Add(files, target);
        }

        HashSet<string> kept = new(names, StringComparer.OrdinalIgnoreCase);
        foreach (string file in Directory.EnumerateFiles(tree.NotebookLibraries).Where(f => !kept.Contains(Path.GetFileName(f)))) TryDelete(() => File.Delete(file));
    }

    /// <summary>The files of the notebooks' libraries in a folder where the whole program was built: assemblies, and the documentation beside them.</summary>
    public static IEnumerable<string> LibraryFiles(string output)
    {
        IReadOnlySet<string> assemblies = DependencyClosure.Files(File.ReadAllText(Path.Combine(output, "Course.Cli.deps.json")), "Notebooks.Libraries");
        return assemblies.Concat(assemblies.Select(a => Path.ChangeExtension(a, ".xml"))).Where(file => File.Exists(Path.Combine(output, file))).Order(StringComparer.Ordinal);
    }

    private void Add(Dictionary<string, long> files, string path) =>
        files[Path.GetRelativePath(tree.Artifacts, path).Replace('\\', '/')] = new FileInfo(path).Length;

    private static bool IsSame(string output, string folder, string[] names) =>
        Directory.Exists(folder) && names.All(name => IsSameFile(Path.Combine(output, name), Path.Combine(folder, name)));

    private static bool IsSameFile(string a, string b)
    {
        if (!File.Exists(b) || new FileInfo(a).Length != new FileInfo(b).Length) return false;
        return File.ReadAllBytes(a).AsSpan().SequenceEqual(File.ReadAllBytes(b));
    }

    /// <summary>Keeps the newest three versions: a kernel that runs from an older one still finds its files.</summary>
    private static void RemoveOld(string parent, string current)
    {
        foreach (DirectoryInfo folder in new DirectoryInfo(parent).EnumerateDirectories().Where(d => d.Name != current).OrderByDescending(d => d.CreationTimeUtc).Skip(2))
            TryDelete(() => folder.Delete(recursive: true));
    }

    private static void TryDelete(Action delete)
    {
        try
        {
            delete();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // In use on Windows: the next build removes it.
        }
    }
}
