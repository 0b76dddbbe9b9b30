using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Course;

/// <summary>Finds a method's source in its own assembly, which embeds its files as resources <c>source/….cs</c> and its debug symbols.</summary>
/// <remarks>
/// The symbols give the lines of the body. Signature, attributes and docs stand above it without a blank line between,
/// and end where the member before them, or the type's opening brace, ends.
/// </remarks>
internal static class MethodSource
{
    /// <summary>The method with its docs, not indented; of one that makes a thing of its own type behind an interface, the file of that type.</summary>
    /// <exception cref="InvalidOperationException">The assembly embeds no symbols or not this source.</exception>
    public static string Of(MethodInfo method)
    {
        using var image = new PEReader(File.OpenRead(method.Module.Assembly.Location));
        DebugDirectoryEntry symbols = image.ReadDebugDirectory().FirstOrDefault(entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
        if (symbols.Type != DebugDirectoryEntryType.EmbeddedPortablePdb) throw Missing(method, "debug symbols");
        using MetadataReaderProvider provider = image.ReadEmbeddedPortablePdbDebugDirectoryData(symbols);
        MetadataReader reader = provider.GetMetadataReader();
        var handle = (MethodDefinitionHandle)MetadataTokens.EntityHandle(method.MetadataToken);
        SequencePoint[] points = [.. reader.GetMethodDebugInformation(handle).GetSequencePoints().Where(point => !point.IsHidden)];
        if (points.Length == 0) throw Missing(method, "lines for it");
        string file = reader.GetString(reader.GetDocument(points[0].Document).Name);
        if (IsFactory(method)) return Whole(Lines(method, file));
        return Cut(Lines(method, file), points.Min(point => point.StartLine) - 1, points.Max(point => point.EndLine) - 1);
    }

    private static string[] Lines(MethodInfo method, string file)
    {
        const string Prefix = "source/";
        Assembly assembly = method.Module.Assembly;
        string path = file.Replace('\\', '/');
        string resource = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && path.EndsWith("/" + name[Prefix.Length..], StringComparison.Ordinal))
            .MaxBy(name => name.Length) ?? throw Missing(method, $"source of {path}");
        using var text = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return text.ReadToEnd().ReplaceLineEndings("\n").Split('\n');
    }

    /// <summary>Whether the method makes a thing of its own type behind an interface: the exercise then is to write the type, and its source is the answer.</summary>
    private static bool IsFactory(MethodInfo method) => method.ReturnType.IsInterface && method.ReturnType.IsAssignableFrom(method.DeclaringType);

    /// <summary>A file without its usings and its namespace.</summary>
    private static string Whole(string[] lines) =>
        string.Join('\n', lines.SkipWhile(line => line.Length == 0 || line.StartsWith("using ", StringComparison.Ordinal) || line.StartsWith("namespace ", StringComparison.Ordinal))).TrimEnd('\n');

    private static string Cut(string[] lines, int bodyStart, int bodyEnd)
    {
        int start = bodyStart;
        while (start > 0 && !EndsMember(lines[start - 1])) start--;
        int indent = lines[start].Length - lines[start].TrimStart().Length;
        return string.Join('\n', lines[start..(bodyEnd + 1)].Select(line => line.Length >= indent ? line[indent..] : line.TrimStart()));
    }

    private static bool EndsMember(string line)
    {
        string text = line.Trim();
        return text is "" or "{" or "}" || (text.EndsWith(';') && !text.StartsWith("//", StringComparison.Ordinal));
    }

    private static InvalidOperationException Missing(MethodInfo method, string what) =>
        new($"{method.Module.Assembly.GetName().Name} embeds no {what}, so the source of {method.DeclaringType!.Name}.{method.Name} cannot be shown.");
}
