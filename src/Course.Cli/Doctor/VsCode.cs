namespace Course.Cli.Doctor;

/// <summary>Where VS Code is, and which extensions it has.</summary>
internal static class VsCode
{
    /// <summary>The extension that opens notebooks and starts kernels.</summary>
    public const string Jupyter = "ms-toolsai.jupyter";

    /// <summary>The C# extension, whose completions come beside the kernel's.</summary>
    public const string CSharp = "ms-dotnettools.csharp";

    /// <summary>The path of the command <c>code</c>; null when it is not to be found.</summary>
    public static string? Find()
    {
        string[] names = OperatingSystem.IsWindows() ? ["code.cmd", "code.exe"] : ["code"];
        IEnumerable<string> folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        if (OperatingSystem.IsMacOS()) folders = folders.Append("/Applications/Visual Studio Code.app/Contents/Resources/app/bin");
        return folders.SelectMany(folder => names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }

    /// <summary>Whether an extension is installed for this user.</summary>
    /// <remarks>Looks at the folders VS Code keeps extensions in: asking <c>code --list-extensions</c> takes a second and more.</remarks>
    public static bool Has(string extension)
    {
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string?[] folders =
        [
            Environment.GetEnvironmentVariable("VSCODE_EXTENSIONS"),
            .. new[] { ".vscode", ".vscode-insiders", ".vscode-server", ".vscode-remote", ".vscode-oss" }.Select(name => Path.Combine(home, name, "extensions")),
        ];
        return folders.OfType<string>().Where(Directory.Exists).Any(folder => Directory.EnumerateDirectories(folder, extension + "-*").Any());
    }
}
