namespace CSharpKernel.Scripting;

/// <summary>Where directives stand.</summary>
/// <param name="place">The cell or file they are written in.</param>
/// <param name="directory">What paths are relative to.</param>
/// <param name="runImported">Runs code of an imported file: code, name, stop.</param>
/// <param name="stop">Gives long ones up.</param>
internal sealed class DirectiveContext(string place, string directory, Action<string, string, CancellationToken> runImported, CancellationToken stop)
{
    /// <summary>The cell or file they are written in.</summary>
    public string Place { get; } = place;

    /// <summary>What paths are relative to: the file's folder first, then the folders of those that import it, at last the cell's.</summary>
    public IReadOnlyList<string> Directories { get; private init; } = [directory];

    /// <summary>Files that are being imported, outermost first: an import of one of them would never end.</summary>
    public IReadOnlyList<string> Importing { get; private init; } = [];

    /// <summary>Gives long ones up.</summary>
    public CancellationToken Stop { get; } = stop;

    /// <summary>Whether the cell's time is to be shown.</summary>
    public bool Time { get; set; }

    /// <summary>Runs code of an imported file.</summary>
    public void RunImported(string code, string place) => runImported(code, place, Stop);

    /// <summary>The context of a file that is imported here.</summary>
    public DirectiveContext Of(string file) => new(Path.GetFileName(file), directory, runImported, Stop)
    {
        Directories = [Path.GetDirectoryName(file)!, .. Directories],
        Importing = [.. Importing, file],
    };

    /// <summary>The same context, with the name of a part of the file.</summary>
    public DirectiveContext At(string part) => new(part, directory, runImported, Stop) { Directories = Directories, Importing = Importing };

    /// <summary>The full path of a file named in a directive; null when there is none.</summary>
    public string? Find(string path)
    {
        path = path.Replace('\\', '/');
        return Directories.Select(folder => Path.GetFullPath(Path.Combine(folder, path))).FirstOrDefault(File.Exists);
    }
}
