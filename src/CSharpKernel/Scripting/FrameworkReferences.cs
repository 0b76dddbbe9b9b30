using Microsoft.CodeAnalysis;

namespace CSharpKernel.Scripting;

/// <summary>The runtime's own assemblies as compile-time references, read once a process and shared by every session.</summary>
/// <remarks>
/// The implementation assemblies of the runtime directory, not a reference pack: a machine that only has the runtime has no pack,
/// and what compiles is then exactly what can be loaded.
/// </remarks>
public static class FrameworkReferences
{
    private static readonly Lazy<IReadOnlyList<MetadataReference>> _all = new(Read);

    /// <summary>The directory of the running runtime.</summary>
    public static string Directory { get; } = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    /// <summary>Every managed assembly of the runtime directory.</summary>
    public static IReadOnlyList<MetadataReference> All => _all.Value;

    /// <summary>Whether an assembly of this simple name is part of the runtime.</summary>
    public static bool Contains(string assemblyName) => File.Exists(Path.Combine(Directory, assemblyName + ".dll"));

    private static List<MetadataReference> Read()
    {
        var references = new List<MetadataReference>();
        foreach (string path in System.IO.Directory.EnumerateFiles(Directory, "*.dll").Order(StringComparer.Ordinal))
        {
            // Native libraries lie there too.
            if (IsNeeded(Path.GetFileNameWithoutExtension(path)) && MappedReference.TryOf(path, XmlDocumentation.ForAssembly(path)) is { } reference) references.Add(reference);
        }

        return references;
    }

    // Assemblies no cell names: Visual Basic's runtime, and facades of the old profiles. Each one costs time and memory in every compilation.
    private static bool IsNeeded(string name) =>
        !name.StartsWith("Microsoft.VisualBasic", StringComparison.Ordinal) && name is not "mscorlib" and not "WindowsBase" and not "System.ServiceModel.Web";
}
