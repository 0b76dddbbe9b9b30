using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CSharpKernel.Scripting;

/// <summary>The libraries compiled from cells that scripting cannot host: namespaces, extension methods, <c>extension</c> blocks.</summary>
/// <param name="store">Where they are referred to and loaded.</param>
/// <param name="chain">The cells so far, whose usings hold here too.</param>
/// <param name="lines">Learns where their lines are.</param>
internal sealed class LibraryChain(AssemblyStore store, SubmissionChain chain, SourceLines lines)
{
    private static readonly CSharpCompilationOptions _options = new(
        OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true, concurrentBuild: false,
        nullableContextOptions: NullableContextOptions.Annotations);

    private readonly List<Library> _libraries = [];
    private readonly Dictionary<string, int> _versions = [];   // of each name, the last

    /// <summary>How libraries are parsed: as files of a project are.</summary>
    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp14, DocumentationMode.Parse);

    /// <summary>Compiles the declarations of a cell, and refers to them from now on. A type declared before is replaced.</summary>
    /// <exception cref="CompileException">They do not compile; nothing has changed.</exception>
    public void Add(CellParts parts, string cellCode, string place, CancellationToken cancellation)
    {
        if (_libraries.Any(known => known.Sources.Count == 1 && known.Sources[0].Code == parts.Library)) return;   // the same cell, run again
        Library[] replaced = [.. _libraries.Where(known => known.Types.Intersect(parts.Types).Any())];
        // What an earlier cell declared beside a type that is now declared again lives on in the new library.
        List<(string Code, string Place)> sources = [(parts.Library, place), .. replaced.SelectMany(known => known.Sources.Select(source => (CellParts.WithoutTypes(source.Code, parts.Types), source.Place)))];
        IEnumerable<MetadataReference> references = store.References.Except(replaced.Select(known => known.Reference));
        string name = replaced.Length > 0 ? replaced[0].Name : string.Create(CultureInfo.InvariantCulture, $"Library_{_versions.Count + 1}");
        CSharpCompilation compilation = Compilation(name, sources, references);
        compilation = WithoutStrangeUsings(compilation);
        compilation = Guarded(compilation, parts.Library);
        (CompiledCell? cell, ImmutableArray<Diagnostic> errors) = SubmissionChain.Compile(compilation, cancellation);
        if (cell is null) throw new CompileException(cellCode, place, AsWritten(compilation, parts, cancellation) is { IsEmpty: false } plain ? plain : errors);
        foreach (Library old in replaced) Remove(old);
        foreach (Library old in replaced.Skip(1)) store.AddLibrary(Reference(SubmissionChain.Compile(Compilation(old.Name, [], store.References), cancellation).Cell!, old.Name));
        var library = new Library(name, [.. parts.Types, .. replaced.SelectMany(known => known.Types).Except(parts.Types)], sources, Reference(cell, name));
        _libraries.Add(library);
        store.AddLibrary(library.Reference);
        lines.Add(store.LoadLibrary(cell), cell.Symbols);
    }

    private void Remove(Library old)
    {
        _libraries.Remove(old);
        store.RemoveLibrary(old.Reference);
    }

    private PortableExecutableReference Reference(CompiledCell library, string name)
    {
        _versions[name] = NextVersion(name);
        return MetadataReference.CreateFromImage(library.Image);
    }

    private int NextVersion(string name) => _versions.GetValueOrDefault(name) + 1;

    // Errors are told at the learner's own columns.
    private static ImmutableArray<Diagnostic> AsWritten(CSharpCompilation compilation, CellParts parts, CancellationToken cancellation) =>
        SubmissionChain.Compile(compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], Parse(parts.Plain, compilation.SyntaxTrees[0].FilePath)), cancellation).Errors;

    // A library that replaces another has its name and a higher version: for the cells that follow it hides the other, while variables of the old types live on.
    private CSharpCompilation Compilation(string name, List<(string Code, string Place)> sources, IEnumerable<MetadataReference> references)
    {
        string version = string.Create(CultureInfo.InvariantCulture, $"[assembly: System.Reflection.AssemblyVersion(\"{NextVersion(name)}.0.0.0\")]");
        SyntaxTree usings = CSharpSyntaxTree.ParseText(string.Join('\n', chain.Usings().Select(line => "global " + line).Append(version)), ParseOptions);
        return CSharpCompilation.Create(name, [.. sources.Select(source => Parse(source.Code, source.Place)), usings], references, _options);
    }

    // The usings of cells may name what only cells see.
    private static CSharpCompilation WithoutStrangeUsings(CSharpCompilation compilation)
    {
        SyntaxTree usings = compilation.SyntaxTrees[^1];
        CompilationUnitSyntax root = usings.GetCompilationUnitRoot();
        UsingDirectiveSyntax[] strange = [.. compilation.GetSemanticModel(usings).GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error)
            .Select(d => root.FindNode(d.Location.SourceSpan).FirstAncestorOrSelf<UsingDirectiveSyntax>()).OfType<UsingDirectiveSyntax>().Distinct()];
        return strange.Length == 0 ? compilation
            : compilation.ReplaceSyntaxTree(usings, CSharpSyntaxTree.Create(root.RemoveNodes(strange, SyntaxRemoveOptions.KeepNoTrivia)!, ParseOptions));
    }

    private CSharpCompilation Guarded(CSharpCompilation compilation, string code)
    {
        SyntaxTree tree = compilation.SyntaxTrees[0];
        string rewritten = CellRewriter.Rewrite(compilation, code, chain.Halt);
        CSharpCompilation guarded = compilation.ReplaceSyntaxTree(tree, Parse(rewritten, tree.FilePath));
        return guarded.GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error) ? compilation : guarded;
    }

    private static SyntaxTree Parse(string code, string place) => CSharpSyntaxTree.ParseText(SourceText.From(code, Encoding.UTF8), ParseOptions, place);

    private sealed record Library(string Name, IReadOnlyList<string> Types, List<(string Code, string Place)> Sources, MetadataReference Reference);
}
