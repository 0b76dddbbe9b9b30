using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using CSharpKernel.Scripting.Halts;
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

    // Each submission has the references of the one before it too: a library that was declared again must hide its older self.
    static SubmissionChain() => SupersedeLowerVersions(_options, true);

    private static readonly EmitOptions _emit = new(debugInformationFormat: DebugInformationFormat.PortablePdb);

    private readonly AssemblyStore _store;
    private object?[] _slots = new object?[64];
    private int _number;
    private int _used = 1;
    private Link? _last;

    /// <param name="store">What the cells refer to.</param>
    /// <param name="halt">What stops their loops that call nothing.</param>
    /// <param name="firstNumber">Where the numbers in the assemblies' names begin.</param>
    public SubmissionChain(AssemblyStore store, HaltSwitch halt, int firstNumber = 0)
    {
        _store = store;
        Halt = halt;
        _number = firstNumber;
    }

    /// <summary>What stops the cells' loops that call nothing.</summary>
    public HaltSwitch Halt { get; }

    /// <summary>The last cell that compiled; null before the first.</summary>
    public CSharpCompilation? Last => _last?.Cell;

    /// <summary>A compilation of code as the next cell would be, for compiling or for asking about it.</summary>
    /// <param name="code">The code.</param>
    /// <param name="place">Its name in diagnostics and stack traces.</param>
    public CSharpCompilation CompilationOf(string code, string place)
    {
        SyntaxTree tree = Parse(code, place);
        string name = string.Create(CultureInfo.InvariantCulture, $"Cell_{Interlocked.Increment(ref _number)}");
        Link? last = _last;
        // Only those that the cells before do not bring: each would be in the list once more for every cell, and the list in memory for every cell.
        IEnumerable<MetadataReference> references = last is null ? _store.References : _store.References.Where(reference => !last.References.Contains(reference));
        return CSharpCompilation.CreateScriptCompilation(name, tree, references, _options.WithScriptClassName(name), last?.Cell, typeof(object));
    }

    /// <summary>The syntax of a cell's code.</summary>
    public static SyntaxTree Parse(string code, string place) => CSharpSyntaxTree.ParseText(SourceText.From(code, Encoding.UTF8), CellSource.ScriptOptions, place);

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
    public void Accept(CompiledCell cell) => _last = new Link(cell.Compilation, (_last?.References ?? []).Union(cell.Compilation.ExternalReferences));

    /// <summary>The usings of the cells so far, first to last, each once.</summary>
    public IEnumerable<string> Usings()
    {
        var trees = new Stack<SyntaxTree>();
        for (CSharpCompilation? cell = Last; cell is not null; cell = cell.ScriptCompilationInfo?.PreviousScriptCompilation) trees.Push(cell.SyntaxTrees[0]);
        return trees.SelectMany(tree => tree.GetCompilationUnitRoot().Usings).Select(line => line.ToString()).Distinct();
    }

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

    // What the compiler's own scripting sets, and has no public way to set.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_ReferencesSupersedeLowerVersions")]
    private static extern void SupersedeLowerVersions(CompilationOptions options, bool value);

    private sealed record Link(CSharpCompilation Cell, ImmutableHashSet<MetadataReference> References);
}
