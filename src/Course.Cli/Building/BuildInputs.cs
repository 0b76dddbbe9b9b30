using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Course.Cli.Layout;

namespace Course.Cli.Building;

/// <summary>The files that the built programs come from, and short names for their state.</summary>
internal sealed class BuildInputs
{
    private static readonly string[] _roots = ["src", "tests/Autograders"];
    private static readonly string[] _files =
        ["notebooks/Libraries.csproj", "tests/Directory.Build.props", "Directory.Build.props", "Directory.Packages.props", "global.json"];

    private readonly string _root;
    private readonly List<FileInfo> _inputs;

    private BuildInputs(string root, List<FileInfo> inputs) => (_root, _inputs) = (root, inputs);

    /// <summary>Finds the inputs of a course.</summary>
    public static BuildInputs Of(CourseTree tree)
    {
        var inputs = new List<FileInfo>();
        foreach (string root in _roots)
        {
            var folder = new DirectoryInfo(Path.Combine(tree.Root, root));
            if (folder.Exists) inputs.AddRange(folder.EnumerateFiles("*", SearchOption.AllDirectories));
        }

        inputs.AddRange(_files.Select(file => new FileInfo(Path.Combine(tree.Root, file))).Where(file => file.Exists));
        inputs.Sort((a, b) => string.CompareOrdinal(a.FullName, b.FullName));
        return new BuildInputs(tree.Root, inputs);
    }

    /// <summary>Changes when a file is written, added or removed; needs no file to be read.</summary>
    public string Times()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> numbers = stackalloc byte[16];
        foreach (FileInfo file in _inputs)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(file.FullName));
            BinaryPrimitives.WriteInt64LittleEndian(numbers, file.LastWriteTimeUtc.Ticks);
            BinaryPrimitives.WriteInt64LittleEndian(numbers[8..], file.Length);
            hash.AppendData(numbers);
        }

        return Short(hash);
    }

    /// <summary>Changes when what a file says changes.</summary>
    /// <param name="under">Only the files below this folder of the course, and those that concern every project; null: all.</param>
    public string Content(string? under = null)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (FileInfo file in _inputs)
        {
            string relative = Path.GetRelativePath(_root, file.FullName).Replace('\\', '/');
            bool shared = !relative.Contains('/', StringComparison.Ordinal);
            if (under is not null && !shared && !relative.StartsWith(under, StringComparison.Ordinal)) continue;
            hash.AppendData(Encoding.UTF8.GetBytes(relative));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file.FullName)));
        }

        return Short(hash);
    }

    private static string Short(IncrementalHash hash) => Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
}
