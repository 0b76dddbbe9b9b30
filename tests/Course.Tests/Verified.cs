using System.Runtime.CompilerServices;

namespace Course.Tests;

/// <summary>Texts that people read, kept beside their test in <c>.verified.txt</c> files: a changed word shows in the diff.</summary>
/// <remarks>
/// With the environment variable <c>COURSE_ACCEPT=1</c> a test writes its file instead of comparing; look at the diff before you commit it.
/// (Verify, the usual library for this, cannot be restored in every place where the course is built.)
/// </remarks>
internal static class Verified
{
    /// <summary>The text is the one in the file of this name beside the calling test.</summary>
    public static void Equal(string text, string name, [CallerFilePath] string source = "")
    {
        string path = Path.Combine(Path.GetDirectoryName(Located(source))!, $"{Path.GetFileNameWithoutExtension(source)}.{name}.verified.txt");
        string normal = text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        if (Environment.GetEnvironmentVariable("COURSE_ACCEPT") == "1")
        {
            File.WriteAllText(path, normal);
            return;
        }

        Assert.True(File.Exists(path), $"There is no {Path.GetFileName(path)} yet. Run this test once with COURSE_ACCEPT=1, and read what it wrote.\n{normal}");
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), normal);
    }

    // The compiler writes paths as /_/tests/…, so that they are no machine's.
    private static string Located(string source) => source.StartsWith("/_/", StringComparison.Ordinal) ? Path.Combine(RepositoryRoot, source[3..]) : source;

    /// <summary>The folder the sources lie in.</summary>
    public static string RepositoryRoot
    {
        get
        {
            DirectoryInfo? folder = new(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props"))) folder = folder.Parent;
            return folder?.FullName ?? throw new InvalidOperationException("The tests run outside of the repository: their .verified.txt files are not here.");
        }
    }
}
