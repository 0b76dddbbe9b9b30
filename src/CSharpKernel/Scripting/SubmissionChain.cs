using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace CSharpKernel.Scripting;

/// <summary>A compiled cell.</summary>
/// <param name="Compilation">What it was compiled from: the next cell's predecessor.</param>
/// <param name="Image">The assembly; empty when there is nothing to run (a cell of usings).</param>
/// <param name="Symbols">Its portable PDB.</param>
internal sealed record CompiledCell(CSharpCompilation Compilation, byte[] Image, byte[] Symbols)
{
    /// <summary>Whether there is nothing to run.</summary>
    public bool IsEmpty => Image.Length == 0;
}

/// <summary>The cells so far: each is compiled as a script that follows the one before, and sees what that declared.</summary>
internal sealed class SubmissionChain
{
    private static readonly CSharpCompilationOptions _options = new(
        OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true, concurrentBuild: false,
        nullableContextOptions: NullableContextOptions.Annotations,
        specificDiagnosticOptions: ImmutableDictionary<string, ReportDiagnostic>.Empty);

    private static readonly EmitOptions _emit = new(debugInformationFormat: DebugInformationFormat.PortablePdb);

    private readonly AssemblyStore _store;
    private object?[] _slots = new object?[64];
    private int _number;
    private int _used = 1;

    /// <param name="store">What the cells refer to.</param>
    public SubmissionChain(AssemblyStore store) => _store = store;

    /// <summary>The last cell that compiled; null before the first.</summary>
    public CSharpCompilation? Last { get; private set; }

    /// <summary>A compilation of code as the next cell would be, for compiling or for asking about it.</summary>
    /// <param name="code">The code.</param>
    /// <param name="place">Its name in diagnostics and stack traces.</param>
    public CSharpCompilation CompilationOf(string code, string place)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(SourceText.From(code, Encoding.UTF8), CellSource.ScriptOptions, place);
        string name = string.Create(CultureInfo.InvariantCulture, $"Cell_{Interlocked.Increment(ref _number)}");
        return CSharpCompilation.CreateScriptCompilation(name, tree, _store.References, _options.WithScriptClassName(name), Last, typeof(object));
    }

    /// <summary>Compiles code as the next cell. The chain is as before until <see cref="Accept"/>.</summary>
    /// <returns>The compiled cell, or what the compiler says against it.</returns>
    public static (CompiledCell? Cell, ImmutableArray<Diagnostic> Errors) Compile(CSharpCompilation compilation, CancellationToken cancellation)
    {
        using var image = new MemoryStream();
        using var symbols = new MemoryStream();
        EmitResult result = compilation.Emit(image, symbols, options: _emit, cancellationToken: cancellation);
        if (result.Success) return (new CompiledCell(compilation, image.ToArray(), symbols.ToArray()), []);
        ImmutableArray<Diagnostic> errors = [.. result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)];
        // A cell of usings alone emits nothing, and no error either.
        return errors.IsEmpty ? (new CompiledCell(compilation, [], []), []) : (null, errors);
    }

    /// <summary>Makes a compiled cell the one that the next follows.</summary>
    public void Accept(CompiledCell cell) => Last = cell.Compilation;

    /// <summary>The code of a compiled cell, ready to run.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="keep">Whether later cells will see its variables.</param>
    public (Assembly Assembly, Func<Task<object?>> Start) Load(CompiledCell cell, bool keep)
    {
        Assembly assembly = _store.Load(cell);
        MethodInfo factory = assembly.GetType(cell.Compilation.Options.ScriptClassName!, throwOnError: true)!
            .GetMethod("<Factory>", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!;
        if (_used + 1 >= _slots.Length) Array.Resize(ref _slots, _slots.Length * 2);
        object?[] slots = keep ? _slots : [.. _slots];
        if (keep) _used++;
        var start = factory.CreateDelegate<Func<object?[], Task<object?>>>();
        return (assembly, () => start(slots));
    }

    /// <summary>Sets the variables of the last cell that ran to null.</summary>
    public void ClearLastVariables()
    {
        if (_slots[_used - 1] is not { } cell) return;
        foreach (FieldInfo field in cell.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            // Those the compiler adds (the cells before this one) keep their values.
            if (!field.FieldType.IsValueType && !field.Name.StartsWith('<')) field.SetValue(cell, null);
        }

        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
