using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace CSharpKernel.Scripting;

/// <summary>Finds the line of a cell that a stack frame stands on, in the symbols of the compiled cells.</summary>
/// <remarks>One frame at a time: a stack overflow has a hundred thousand of them, and only a few are shown.</remarks>
internal sealed class SourceLines
{
    private readonly ConcurrentDictionary<Assembly, byte[]> _symbols = [];

    private readonly ConcurrentDictionary<string, string> _code = new(StringComparer.Ordinal);

    /// <summary>Remembers the code of a place, as the learner wrote it.</summary>
    public void AddCode(string place, string code) => _code[place] = code;

    /// <summary>A line of a place's code; null when it is not known.</summary>
    /// <param name="place">The place: "cell 3".</param>
    /// <param name="line">The line, from 1.</param>
    public string? TextOf(string place, int line) =>
        _code.TryGetValue(place, out string? code) && code.Split('\n') is { } lines && line <= lines.Length ? lines[line - 1].Trim() : null;

    /// <summary>Remembers a compiled cell's symbols.</summary>
    public void Add(Assembly cell, byte[] symbols) => _symbols[cell] = symbols;

    /// <summary>Whether the method was compiled from a cell.</summary>
    public bool Knows(MethodBase method) => _symbols.ContainsKey(method.Module.Assembly);

    /// <summary>The place of an instruction: "cell 3" and its line.</summary>
    public bool TryFind(MethodBase method, int ilOffset, [NotNullWhen(true)] out string? place, out int line)
    {
        place = null;
        line = 0;
        if (!_symbols.TryGetValue(method.Module.Assembly, out byte[]? symbols)) return false;
        using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(symbols));
        MetadataReader reader = provider.GetMetadataReader();
        var handle = (MethodDefinitionHandle)MetadataTokens.Handle(method.MetadataToken);
        MethodDebugInformation debug = reader.GetMethodDebugInformation(handle.ToDebugInformationHandle());
        foreach (SequencePoint point in debug.GetSequencePoints())
        {
            if (point.IsHidden) continue;
            if (place is not null && point.Offset > ilOffset) break;
            line = point.StartLine;
            place = reader.GetString(reader.GetDocument(point.Document).Name);
        }

        return place is not null;
    }
}
