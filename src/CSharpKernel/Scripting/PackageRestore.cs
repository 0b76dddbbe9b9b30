using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CSharpKernel.Scripting;

/// <summary>Brings NuGet packages to a session, through <c>dotnet restore</c> of a project that refers to them.</summary>
/// <param name="root">The folder of such projects, one for each set of packages; a set restored before is not restored again.</param>
internal sealed partial class PackageRestore(string root)
{
    private readonly SortedDictionary<string, string> _packages = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedSet<string> _sources = new(StringComparer.Ordinal);

    /// <summary>The assemblies of the packages asked for so far, and the folders of their native libraries.</summary>
    /// <param name="Assemblies">Full paths.</param>
    /// <param name="NativeFolders">Full paths.</param>
    public sealed record Assets(IReadOnlyList<string> Assemblies, IReadOnlyList<string> NativeFolders);

    /// <summary>Adds a place to look for packages.</summary>
    public void AddSource(string source) => _sources.Add(source);

    /// <summary>Restores a package with all that was asked for before, so that they agree on what they share.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="version">Its version; null: the newest.</param>
    /// <param name="progress">Told what happens.</param>
    /// <param name="stop">Gives it up.</param>
    /// <exception cref="DirectiveException">It cannot be restored; the message says why.</exception>
    public Assets Add(string name, string? version, Action<string> progress, CancellationToken stop)
    {
        var wanted = new SortedDictionary<string, string>(_packages, StringComparer.OrdinalIgnoreCase) { [name] = version ?? "*" };
        string project = Project(wanted);
        string folder = Path.Combine(root, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(project)).AsSpan(0, 8)));
        string assets = Path.Combine(folder, "obj", "project.assets.json");
        if (Read(assets) is not { } found)
        {
            progress($"Restoring {name} {version}\n".Replace(" \n", "\n", StringComparison.Ordinal));
            var clock = Stopwatch.StartNew();
            Restore(folder, project, stop);
            found = Read(assets) ?? throw new DirectiveException($"dotnet restore gave no assets for {name}.");
            progress(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Restored {name} in {clock.Elapsed.TotalSeconds:0.0} s\n"));
        }

        _packages[name] = version ?? "*";
        return found;
    }

    private string Project(SortedDictionary<string, string> packages) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net{Environment.Version.Major}.0</TargetFramework>
            <RuntimeIdentifier>{RuntimeInformation.RuntimeIdentifier}</RuntimeIdentifier>
            <SelfContained>false</SelfContained>
            <RestoreAdditionalProjectSources>{string.Join(';', _sources.Select(System.Security.SecurityElement.Escape))}</RestoreAdditionalProjectSources>
          </PropertyGroup>
          <ItemGroup>
        {string.Join('\n', packages.Select(p => $"    <PackageReference Include=\"{System.Security.SecurityElement.Escape(p.Key)}\" Version=\"{System.Security.SecurityElement.Escape(p.Value)}\" />"))}
          </ItemGroup>
        </Project>
        """;

    private static void Restore(string folder, string project, CancellationToken stop)
    {
        Directory.CreateDirectory(folder);
        // Nothing that lies above the cache has a say.
        foreach (string file in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" }) File.WriteAllText(Path.Combine(folder, file), "<Project />");
        File.WriteAllText(Path.Combine(folder, "packages.csproj"), project);
        (int exitCode, string output) = RunDotnet(folder, stop);
        if (exitCode == 0) return;
        string[] errors = [.. output.Split('\n').Select(line => ErrorLine().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value.Trim()).Distinct()];
        throw new DirectiveException(errors.Length > 0 ? string.Join('\n', errors) : $"dotnet restore failed:\n{output.Trim()}");
    }

    private static (int ExitCode, string Output) RunDotnet(string folder, CancellationToken stop)
    {
        var start = new ProcessStartInfo(DotnetPath())
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            ArgumentList = { "restore", "packages.csproj", "--nologo", "-p:NuGetAudit=false" },
            Environment = { ["DOTNET_CLI_UI_LANGUAGE"] = "en", ["DOTNET_NOLOGO"] = "1", ["MSBUILDTERMINALLOGGER"] = "off", ["MSBUILDDISABLENODEREUSE"] = "1" },
        };
        // The session's own limit on memory is not the restore's.
        foreach (string limit in start.Environment.Keys.Where(key => key.StartsWith("DOTNET_GC", StringComparison.OrdinalIgnoreCase)).ToArray()) start.Environment.Remove(limit);
        try
        {
            using Process process = Process.Start(start)!;
            process.StandardInput.Close();
            using CancellationTokenRegistration kill = stop.UnsafeRegister(_ => process.Kill(entireProcessTree: true), null);
            Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            stop.ThrowIfCancellationRequested();
            return (process.ExitCode, output + errors.Result);
        }
        catch (Win32Exception)
        {
            throw new DirectiveException("Packages are restored by the .NET SDK, and its \"dotnet\" was not found.");
        }
    }

    // …/shared/Microsoft.NETCore.App/10.0.x → …/dotnet
    private static string DotnetPath()
    {
        string root = Path.GetFullPath(Path.Combine(FrameworkReferences.Directory, "..", "..", ".."));
        string beside = Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        return File.Exists(beside) ? beside : "dotnet";
    }

    // Null when it is not there, or names files that are gone.
    private static Assets? Read(string path)
    {
        if (!File.Exists(path)) return null;
        JsonNode file = JsonNode.Parse(File.ReadAllText(path))!;
        if (file["logs"] is JsonArray logs && logs.Any(log => (string?)log!["level"] == "Error")) return null;
        string[] folders = [.. file["packageFolders"]!.AsObject().Select(folder => folder.Key)];
        JsonObject target = file["targets"]!.AsObject().Last().Value!.AsObject();
        var assemblies = new List<string>();
        var native = new SortedSet<string>(StringComparer.Ordinal);
        foreach ((string library, JsonNode? content) in target)
        {
            string? inside = (string?)file["libraries"]![library]!["path"];
            if (inside is null) continue;
            foreach ((string kind, string asset) in FilesOf(content!))
            {
                string? full = folders.Select(folder => Path.GetFullPath(Path.Combine(folder, inside, asset))).FirstOrDefault(File.Exists);
                if (full is null) return null;
                if (kind == "native") native.Add(Path.GetDirectoryName(full)!);
                else assemblies.Add(full);
            }
        }

        return new Assets(assemblies, [.. native]);
    }

    // "_._" stands for "nothing, as the framework has it".
    private static IEnumerable<(string Kind, string Path)> FilesOf(JsonNode library) => new[] { "runtime", "native" }
        .SelectMany(kind => (library[kind] as JsonObject ?? []).Select(file => (kind, file.Key)))
        .Where(file => !file.Key.EndsWith("_._", StringComparison.Ordinal));

    [GeneratedRegex(@"error (NU\d+: .*?)(\[[^\]]*\])?\s*$")]
    private static partial Regex ErrorLine();
}
