using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Course.Cli.Mutation;

/// <summary>The source of reference methods, as embedded in their assembly, compiled apart so that a changed copy can stand in for them.</summary>
/// <remarks>
/// Only the types that hold the methods are compiled again, every other type comes from the assembly itself: a mutant's parameters and results are the very types the graders know.
/// </remarks>
public sealed class ReferenceSource
{
    /// <summary>What the SDK's implicit usings give the project the source comes from.</summary>
    private const string ImplicitUsings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    /// <summary>Ends the name of a class that holds the methods of a type which the graders must know as their own.</summary>
    private const string Holder = "Methods";

    /// <summary>Read once: every exercise's reference comes out of the same files, and refers to the same libraries.</summary>
    private static readonly ConcurrentDictionary<Assembly, IReadOnlyList<SyntaxTree>> _files = new();
    private static readonly ConcurrentDictionary<Assembly, IReadOnlyList<MetadataReference>> _references = new();

    private readonly CSharpCompilation _compilation;
    private readonly IReadOnlyList<BaseMethodDeclarationSyntax> _methods;

    private ReferenceSource(CSharpCompilation compilation, IReadOnlyList<BaseMethodDeclarationSyntax> methods)
    {
        _compilation = compilation;
        _methods = methods;
    }

    /// <summary>Finds the source of static methods and of the helpers in their own types that they call.</summary>
    /// <param name="methods">The reference methods of one exercise, all of one assembly.</param>
    /// <exception cref="InvalidOperationException">A method's source is not embedded in its assembly, or does not compile apart.</exception>
    public static ReferenceSource Of(IReadOnlyList<MethodInfo> methods)
    {
        Assembly assembly = methods[0].Module.Assembly;
        string[] typeNames = [.. methods.Select(method => method.DeclaringType!.FullName!).Distinct()];
        string[] shared = [.. methods.Where(IsInItsOwnSignature).Select(method => method.DeclaringType!.FullName!).Distinct()];
        SyntaxTree[] trees = [.. _files.GetOrAdd(assembly, Files).Select(file => OnlyTypes(file, typeNames)).OfType<SyntaxTree>().Select(file => OnlyMethods(file, shared)), CSharpSyntaxTree.ParseText(ImplicitUsings, path: "usings")];
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true);
        CSharpCompilation compilation = CSharpCompilation.Create("FromScratch.Mutant", trees, _references.GetOrAdd(assembly, References), options);
        Diagnostic? error = compilation.GetDiagnostics().FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        if (error is not null) throw new InvalidOperationException($"The source of {string.Join(", ", typeNames)} does not compile apart from its assembly: {error}");
        return new ReferenceSource(compilation, Reached(compilation, methods));
    }

    /// <summary>Every mutant of the methods, numbered through.</summary>
    public IReadOnlyList<Mutant> Mutants() =>
    [
        .. _methods.GroupBy(method => method.SyntaxTree).OrderBy(file => file.Key.FilePath, StringComparer.Ordinal)
            .SelectMany(file => Mutator.Mutants(_compilation.GetSemanticModel(file.Key), file.Key.FilePath, file))
            .Select((mutant, index) => mutant with { Number = index + 1 }),
    ];

    /// <summary>Compiles the reference as it is.</summary>
    public byte[] Compile()
    {
        using var image = new MemoryStream();
        _compilation.Emit(image);   // that it compiles was seen when it was read
        return image.ToArray();
    }

    /// <summary>Compiles a mutant; null when it is no valid C#.</summary>
    public byte[]? Compile(Mutant mutant)
    {
        SyntaxTree before = _compilation.SyntaxTrees.Single(tree => tree.FilePath == mutant.File);
        SyntaxTree after = before.WithChangedText(before.GetText().WithChanges(mutant.Changes));
        using var image = new MemoryStream();
        return _compilation.ReplaceSyntaxTree(before, after).Emit(image).Success ? image.ToArray() : null;
    }

    /// <summary>The method of a compiled mutant that stands in for a reference method.</summary>
    public static MethodInfo StandIn(Assembly mutant, MethodInfo reference)
    {
        MethodInfo written = reference.IsGenericMethod ? reference.GetGenericMethodDefinition() : reference;
        MethodInfo standIn = (mutant.GetType(reference.DeclaringType!.FullName! + Holder) ?? mutant.GetType(reference.DeclaringType!.FullName!, throwOnError: true)!)
            .GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .Single(method => method.ToString() == written.ToString());
        return reference.IsGenericMethod ? standIn.MakeGenericMethod(reference.GetGenericArguments()) : standIn;
    }

    /// <summary>Whether an assembly embeds its source.</summary>
    public static bool IsEmbeddedFor(Assembly assembly) => assembly.GetManifestResourceNames().Any(name => name.StartsWith("source/", StringComparison.Ordinal));

    private static IReadOnlyList<SyntaxTree> Files(Assembly assembly)
    {
        string[] names = [.. assembly.GetManifestResourceNames().Where(name => name.StartsWith("source/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        if (names.Length == 0) throw new InvalidOperationException($"{assembly.GetName().Name} holds no source: embed its files as resources named source/….cs.");
        return [.. names.Select(name =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return CSharpSyntaxTree.ParseText(reader.ReadToEnd(), path: name["source/".Length..]);
        })];
    }

    /// <summary>The file without the types that are not asked for; null when nothing is left. Lines keep their numbers.</summary>
    private static SyntaxTree? OnlyTypes(SyntaxTree tree, string[] typeNames)
    {
        BaseTypeDeclarationSyntax[] top = [.. tree.GetRoot().DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<BaseTypeDeclarationSyntax>()];
        if (!top.Any(Asked)) return null;
        SourceText text = tree.GetText();
        var blanks = top.Where(type => !Asked(type)).Select(type => new TextChange(type.FullSpan, new string('\n', text.ToString(type.FullSpan).Count(c => c == '\n'))));
        return tree.WithChangedText(text.WithChanges(blanks));

        bool Asked(BaseTypeDeclarationSyntax type) => typeNames.Contains(FullName(type));
    }

    /// <summary>Types that stand in their methods' own signatures, as classes with nothing but their static members: a second <c>Table</c> that <c>Build</c> returns would not be the graders' <c>Table</c>. Lines keep their numbers.</summary>
    private static SyntaxTree OnlyMethods(SyntaxTree tree, string[] typeNames)
    {
        SourceText text = tree.GetText();
        var changes = new List<TextChange>();
        foreach (TypeDeclarationSyntax type in tree.GetRoot().DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<TypeDeclarationSyntax>().Where(type => typeNames.Contains(FullName(type))))
        {
            changes.Add(Blank(TextSpan.FromBounds(type.SpanStart, type.OpenBraceToken.SpanStart), $"public static class {type.Identifier.Text}{Holder}{type.TypeParameterList} "));
            changes.AddRange(type.Members.Where(member => !member.Modifiers.Any(SyntaxKind.StaticKeyword) && !member.Modifiers.Any(SyntaxKind.ConstKeyword)).Select(member => Blank(member.FullSpan)));
        }

        return changes.Count == 0 ? tree : tree.WithChangedText(text.WithChanges(changes));

        TextChange Blank(TextSpan span, string instead = "") => new(span, instead + new string('\n', text.ToString(span).Count(c => c == '\n')));
    }

    private static bool IsInItsOwnSignature(MethodInfo method) => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType).Any(type => Mentions(type, method.DeclaringType!));

    private static bool Mentions(Type type, Type sought) =>
        type == sought || (type.HasElementType && Mentions(type.GetElementType()!, sought)) || (type.IsGenericType && type.GetGenericArguments().Any(argument => Mentions(argument, sought)));

    private static string FullName(BaseTypeDeclarationSyntax type)
    {
        string? space = type.FirstAncestorOrSelf<BaseNamespaceDeclarationSyntax>()?.Name.ToString();
        return space is null ? type.Identifier.Text : $"{space}.{type.Identifier.Text}";
    }

    /// <summary>The methods, and what they call of their own types, directly or not.</summary>
    private static BaseMethodDeclarationSyntax[] Reached(CSharpCompilation compilation, IReadOnlyList<MethodInfo> methods)
    {
        var found = new HashSet<BaseMethodDeclarationSyntax>();
        var open = new Queue<BaseMethodDeclarationSyntax>(methods.Select(method => Declaration(compilation, method)));
        while (open.TryDequeue(out BaseMethodDeclarationSyntax? method))
        {
            if (!found.Add(method)) continue;
            SemanticModel model = compilation.GetSemanticModel(method.SyntaxTree);
            foreach (BaseObjectCreationExpressionSyntax creation in method.DescendantNodes().OfType<BaseObjectCreationExpressionSyntax>())   // an object's work stands in its methods
                foreach (SyntaxReference place in model.GetTypeInfo(creation).Type?.DeclaringSyntaxReferences ?? [])
                    foreach (BaseMethodDeclarationSyntax member in place.GetSyntax().DescendantNodes().OfType<BaseMethodDeclarationSyntax>()) open.Enqueue(member);
            foreach (SimpleNameSyntax name in method.DescendantNodes().OfType<SimpleNameSyntax>())
                foreach (SyntaxReference place in (model.GetSymbolInfo(name).Symbol as IMethodSymbol)?.DeclaringSyntaxReferences ?? [])
                    if (place.GetSyntax() is BaseMethodDeclarationSyntax called) open.Enqueue(called);
        }

        return [.. found.OrderBy(method => method.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(method => method.SpanStart)];
    }

    private static MethodDeclarationSyntax Declaration(CSharpCompilation compilation, MethodInfo method)
    {
        INamedTypeSymbol type = compilation.Assembly.GetTypeByMetadataName(method.DeclaringType!.FullName! + Holder) ?? compilation.Assembly.GetTypeByMetadataName(method.DeclaringType!.FullName!)
            ?? throw new InvalidOperationException($"The source of {method.DeclaringType} is not embedded in {method.Module.Assembly.GetName().Name}.");
        string[] parameters = [.. method.GetParameters().Select(parameter => parameter.Name!)];
        return type.GetMembers(method.Name).OfType<IMethodSymbol>()
            .Where(symbol => symbol.Parameters.Select(parameter => parameter.Name).SequenceEqual(parameters))
            .Select(symbol => (MethodDeclarationSyntax)symbol.DeclaringSyntaxReferences[0].GetSyntax())
            .First();
    }

    private static IReadOnlyList<MetadataReference> References(Assembly assembly)
    {
        string platform = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return
        [
            .. platform.Split(Path.PathSeparator)
                .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) is "netstandard.dll" or "mscorlib.dll")
                .Append(assembly.Location)
                .Select(path => MetadataReference.CreateFromFile(path)),
        ];
    }
}
