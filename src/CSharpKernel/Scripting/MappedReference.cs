using System.IO.MemoryMappedFiles;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;

namespace CSharpKernel.Scripting;

/// <summary>Assembly files as compile-time references, read where they lie.</summary>
/// <remarks>The compiler's own way reads each file whole into memory: of the runtime's assemblies that would be 60 MB, of which a session looks at a few. Mapped, a page
/// takes memory when it is looked at. A mapping lasts as long as the process: symbols that the compiler hands out point into it.</remarks>
internal static class MappedReference
{
    /// <summary>The reference; null when the file is no .NET assembly.</summary>
    /// <param name="path">The file's full path.</param>
    /// <param name="documentation">What is said of its members.</param>
    public static unsafe PortableExecutableReference? TryOf(string path, DocumentationProvider documentation)
    {
        using FileStream file = File.OpenRead(path);
        int length = checked((int)file.Length);
        if (length == 0) return null;
        using var mapping = MemoryMappedFile.CreateFromFile(file, mapName: null, capacity: 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        MemoryMappedViewAccessor view = mapping.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);   // and never given back: that keeps the view
        if (!IsAssembly(start, length))
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
            view.Dispose();
            return null;
        }

        return AssemblyMetadata.Create(ModuleMetadata.CreateFromImage((nint)start, length)).GetReference(documentation, filePath: path, display: path);
    }

    /// <summary>The reference to a file that is known to be an assembly.</summary>
    /// <exception cref="BadImageFormatException">It is none.</exception>
    public static PortableExecutableReference Of(string path, DocumentationProvider documentation) =>
        TryOf(path, documentation) ?? throw new BadImageFormatException($"{path} is no .NET assembly.", path);

    private static unsafe bool IsAssembly(byte* start, int length)
    {
        try
        {
            using var image = new PEReader(start, length);
            return image.HasMetadata && image.PEHeaders.CorHeader is { } header && header.MetadataDirectory.Size > 0 && System.Reflection.Metadata.PEReaderExtensions.GetMetadataReader(image).IsAssembly;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }
}
