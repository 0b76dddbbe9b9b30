using System.Text.Json.Nodes;

namespace CSharpKernel.Installation;

/// <summary>The file by which Jupyter front ends find this kernel, in the user's own data directory; never machine-wide.</summary>
/// <remarks>https://jupyter-client.readthedocs.io/en/stable/kernels.html#kernel-specs</remarks>
public static class KernelSpec
{
    /// <summary>The name of the specification, and of its folder.</summary>
    public const string Name = "csharp";

    /// <summary>The user's Jupyter data directory: <c>JUPYTER_DATA_DIR</c>, else the place Jupyter uses on this system.</summary>
    public static string DataDirectory()
    {
        string? set = Environment.GetEnvironmentVariable("JUPYTER_DATA_DIR");
        if (!string.IsNullOrEmpty(set)) return set;
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (OperatingSystem.IsWindows()) return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "jupyter");
        if (OperatingSystem.IsMacOS()) return Path.Combine(home, "Library", "Jupyter");
        string? data = Environment.GetEnvironmentVariable("XDG_DATA_HOME");
        return Path.Combine(string.IsNullOrEmpty(data) ? Path.Combine(home, ".local", "share") : data, "jupyter");
    }

    /// <summary>Writes the specification, in place of one that is there. A reader sees the old file or the new one, never a part.</summary>
    /// <param name="kernel">The kernel: its program, or its <c>.dll</c>, which <c>dotnet</c> then starts.</param>
    /// <param name="dataDirectory">The Jupyter data directory; null: the user's. Created when absent.</param>
    /// <returns>The path of the file written.</returns>
    /// <exception cref="FileNotFoundException">There is no kernel at that path.</exception>
    public static string Install(string kernel, string? dataDirectory = null)
    {
        kernel = Path.GetFullPath(kernel);
        if (!File.Exists(kernel)) throw new FileNotFoundException($"There is no kernel at {kernel}. Build it first.", kernel);
        string folder = Folder(dataDirectory);
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, "kernel.json"), partial = Path.Combine(folder, $"kernel.json.{Environment.ProcessId}");
        File.WriteAllText(partial, Specification(kernel).ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = true }) + "\n");
        File.Move(partial, path, overwrite: true);
        return path;
    }

    /// <summary>What is wrong with the installed specification, in words; null when it points at a kernel that exists.</summary>
    /// <param name="dataDirectory">The Jupyter data directory; null: the user's.</param>
    public static string? Check(string? dataDirectory = null)
    {
        string path = Path.Combine(Folder(dataDirectory), "kernel.json");
        if (!File.Exists(path)) return $"There is no kernel specification at {path}.";
        try
        {
            string[] command = [.. JsonNode.Parse(File.ReadAllText(path))!["argv"]!.AsArray().Select(part => (string)part!)];
            string kernel = command[0] == "dotnet" ? command[1] : command[0];
            return File.Exists(kernel) ? null : $"{path} points at {kernel}, which does not exist.";
        }
        catch (Exception error) when (error is System.Text.Json.JsonException or NullReferenceException or InvalidOperationException or IndexOutOfRangeException)
        {
            return $"{path} is not a kernel specification. {error.Message}";
        }
    }

    private static string Folder(string? dataDirectory) => Path.Combine(dataDirectory ?? DataDirectory(), "kernels", Name);

    private static JsonObject Specification(string kernel)
    {
        JsonArray command = kernel.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? ["dotnet", kernel] : [kernel];
        command.Add("{connection_file}");
        return new JsonObject
        {
            ["argv"] = command,
            ["display_name"] = "C#",
            ["language"] = "csharp",
            ["interrupt_mode"] = "message",
            ["env"] = new JsonObject(),
            ["metadata"] = new JsonObject { ["debugger"] = false },
        };
    }
}
