using System.Globalization;
using Microsoft.CodeAnalysis;

namespace CSharpKernel.Scripting;

/// <summary>The XML documentation that lies beside an assembly; for the runtime's own, that of the SDK's reference packs, where there is one.</summary>
/// <remarks>Read when first asked for: a session that inspects nothing reads nothing.</remarks>
internal sealed class XmlDocumentation : DocumentationProvider
{
    private readonly string _name;
    private readonly string? _path;
    private readonly bool _framework;

    private XmlDocumentation(string name, string? path, bool framework)
    {
        _name = name;
        _path = path;
        _framework = framework;
    }

    /// <summary>The documentation of the assembly at this path (the original's, where a shadow copy is loaded).</summary>
    public static XmlDocumentation ForAssembly(string path) =>
        new(Path.GetFileNameWithoutExtension(path), Path.ChangeExtension(path, ".xml"),
            string.Equals(Path.GetDirectoryName(path), FrameworkReferences.Directory, StringComparison.Ordinal));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is XmlDocumentation other && other._path == _path;

    /// <inheritdoc/>
    public override int GetHashCode() => _path?.GetHashCode(StringComparison.Ordinal) ?? 0;

    /// <inheritdoc/>
    protected override string? GetDocumentationForSymbol(string documentationMemberID, CultureInfo preferredCulture, CancellationToken cancellationToken = default)
    {
        if (_framework) return XmlDocumentationFiles.Framework(_name, documentationMemberID);
        return _path is null ? null : XmlDocumentationFiles.In(_path, documentationMemberID);
    }
}
