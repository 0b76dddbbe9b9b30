using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace CSharpKernel.Scripting;

/// <summary>What the cells of a session refer to and run on: the references a compilation gets, and the assemblies loaded for them.</summary>
/// <remarks>
/// A referenced file is never opened for longer than a copy takes: the compiler and the runtime use a shadow copy (<see cref="ShadowCopies"/>), so a rebuild never meets a locked file.
/// The copy is loaded as a file, not as bytes: only then is its ReadyToRun code used.
/// </remarks>
internal sealed class AssemblyStore
{
    private readonly LoadContext _context;
    private readonly List<MetadataReference> _references;
    private readonly Dictionary<string, Entry> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Assembly> _compiled = new(StringComparer.Ordinal);
    private readonly List<string> _nativeFolders = [];
    private readonly ShadowCopies _copies;
    private readonly Lock _gate = new();

    /// <param name="copies">Where shadow copies are kept.</param>
    public AssemblyStore(ShadowCopies copies)
    {
        _copies = copies;
        _context = new LoadContext(this);
        _references = [.. FrameworkReferences.All, MappedReference.Of(typeof(AssemblyStore).Assembly.Location, XmlDocumentation.ForAssembly(typeof(AssemblyStore).Assembly.Location))];
    }

    /// <summary>The references of the next compilation.</summary>
    public IReadOnlyList<MetadataReference> References => _references;

    /// <summary>Refers to an assembly file, and makes what lies beside it loadable.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <returns>A notice for the learner; null when there is nothing to say.</returns>
    /// <exception cref="DirectiveException">It is no assembly, or cannot be read.</exception>
    public string? AddFile(string path)
    {
        string name;
        try
        {
            name = AssemblyName.GetAssemblyName(path).Name!;
        }
        catch (BadImageFormatException)
        {
            throw new DirectiveException($"#r: {path} is no .NET assembly.");
        }

        if (FrameworkReferences.Contains(name)) return null;
        string copy = _copies.Copy(path);
        lock (_gate)
        {
            if (_byName.TryGetValue(name, out Entry? known))
            {
                if (known.Copy == copy || !known.Referenced && known.Assembly is null) { }
                else if (known.Assembly is not null && known.Copy != copy)
                    return $"{name}.dll has changed since this session loaded it. Restart the kernel to use the new one.\n";
                if (known.Referenced && known.Copy == copy) return null;
                if (known.Reference is not null) _references.Remove(known.Reference);
            }

            PortableExecutableReference reference = MappedReference.Of(copy, XmlDocumentation.ForAssembly(path));
            Assembly? loaded = known?.Assembly;
            _byName[name] = new Entry(path, copy) { Reference = reference, Assembly = loaded };
            _references.Add(reference);
            AddNativeFolder(Path.GetDirectoryName(path)!);
        }

        AddNeighbours(Path.GetDirectoryName(path)!);
        return null;
    }

    /// <summary>Refers to an assembly by its name in the runtime ("System.Net.Http"), as <c>#r</c> allows.</summary>
    public static bool IsFrameworkAssembly(string name) =>
        FrameworkReferences.Contains(name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? Path.GetFileNameWithoutExtension(name) : name);

    /// <summary>Loads a compiled cell.</summary>
    public Assembly Load(CompiledCell cell) => Load(cell, _context);

    /// <summary>Loads a library compiled from a cell, beside older versions of it.</summary>
    public Assembly LoadLibrary(CompiledCell library) => Load(library, new LoadContext(this));   // a context holds one version of a name

    private Assembly Load(CompiledCell cell, LoadContext context)
    {
        using var image = new MemoryStream(cell.Image, writable: false);
        using var symbols = new MemoryStream(cell.Symbols, writable: false);
        Assembly assembly = context.LoadFromStream(image, symbols);
        lock (_gate) _compiled[KeyOf(assembly.GetName())] = assembly;
        return assembly;
    }

    /// <summary>Adds a library compiled from a cell to the references.</summary>
    public void AddLibrary(MetadataReference reference)
    {
        lock (_gate) _references.Add(reference);
    }

    /// <summary>Takes a library, which a later one replaces, from the references.</summary>
    public void RemoveLibrary(MetadataReference reference)
    {
        lock (_gate) _references.Remove(reference);
    }

    /// <summary>Lets native libraries be found in a folder.</summary>
    public void AddNativeFolder(string folder)
    {
        lock (_gate)
        {
            if (!_nativeFolders.Contains(folder)) _nativeFolders.Add(folder);
        }
    }

    // What a referenced assembly needs lies in its folder. The learner's code may name those types too (a parameter's type, a base class), so they are references.
    private void AddNeighbours(string folder)
    {
        foreach (string path in Directory.EnumerateFiles(folder, "*.dll").Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileNameWithoutExtension(path);
            lock (_gate)
            {
                if (_byName.ContainsKey(name) || FrameworkReferences.Contains(name) || name == typeof(AssemblyStore).Assembly.GetName().Name) continue;
            }

            try
            {
                AssemblyName.GetAssemblyName(path);
            }
            catch (BadImageFormatException)
            {
                continue;   // a native library
            }

            PortableExecutableReference reference = MappedReference.Of(_copies.Copy(path), XmlDocumentation.ForAssembly(path));
            lock (_gate)
            {
                _byName[name] = new Entry(path, reference.FilePath!) { Reference = reference, Referenced = false };
                _references.Add(reference);
            }
        }
    }

    private Assembly? Resolve(AssemblyName name)
    {
        lock (_gate)
        {
            if (_compiled.TryGetValue(KeyOf(name), out Assembly? compiled)) return compiled;
            if (!_byName.TryGetValue(name.Name!, out Entry? entry)) return null;
            return entry.Assembly ??= _context.LoadFromAssemblyPath(entry.Copy);
        }
    }

    private static string KeyOf(AssemblyName name) => $"{name.Name} {name.Version}";

    private nint ResolveNative(string name)
    {
        string[] folders;
        lock (_gate) folders = [.. _nativeFolders];
        string[] names = OperatingSystem.IsWindows() ? [name, name + ".dll"]
            : OperatingSystem.IsMacOS() ? [name, name + ".dylib", $"lib{name}.dylib"]
            : [name, name + ".so", $"lib{name}.so"];
        foreach (string folder in folders)
        {
            foreach (string file in names)
            {
                string path = Path.Combine(folder, file);
                if (File.Exists(path) && System.Runtime.InteropServices.NativeLibrary.TryLoad(path, out nint handle)) return handle;
            }
        }

        return 0;
    }

    private sealed class Entry(string original, string copy)
    {
        public string Original { get; } = original;

        public string Copy { get; } = copy;

        public MetadataReference? Reference { get; init; }

        public bool Referenced { get; init; } = true;

        public Assembly? Assembly { get; set; }
    }

    private sealed class LoadContext(AssemblyStore store) : AssemblyLoadContext("cells")
    {
        protected override Assembly? Load(AssemblyName assemblyName) => store.Resolve(assemblyName);

        protected override nint LoadUnmanagedDll(string unmanagedDllName) => store.ResolveNative(unmanagedDllName);
    }
}
