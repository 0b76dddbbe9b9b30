using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Course.Cli.Tests.Architecture;

/// <summary>What other code can call of an assembly: a line a type and a line a member, each whole in itself, so that two people's lines merge.</summary>
/// <remarks>What the compiler adds to a record, such as its equality, goes without saying: the constructor's line stands for it.</remarks>
internal static class PublicSurface
{
    private static readonly SymbolDisplayFormat _declaration = SymbolDisplayFormat.MinimallyQualifiedFormat
        .WithKindOptions(SymbolDisplayKindOptions.IncludeTypeKeyword)
        .WithGenericsOptions(SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints | SymbolDisplayGenericsOptions.IncludeVariance)
        .WithMemberOptions(SymbolDisplayMemberOptions.IncludeModifiers | SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeRef | SymbolDisplayMemberOptions.IncludeConstantValue)
        .WithParameterOptions(SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeDefaultValue | SymbolDisplayParameterOptions.IncludeModifiers | SymbolDisplayParameterOptions.IncludeExtensionThis);

    private static readonly SymbolDisplayFormat _name = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes, genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters);

    /// <summary>The lines of each namespace, sorted by type and name.</summary>
    public static IReadOnlyDictionary<string, string[]> Of(Assembly assembly)
    {
        PortableExecutableReference reference = MetadataReference.CreateFromFile(assembly.Location);
        string platform = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        var compilation = CSharpCompilation.Create("surface", references: platform.Split(Path.PathSeparator).Where(path => path != assembly.Location).Select(path => MetadataReference.CreateFromFile(path)).Append(reference));
        var symbol = (IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(reference)!;
        return Types(symbol.GlobalNamespace).Where(IsVisible).GroupBy(type => type.ContainingNamespace.ToDisplayString(), StringComparer.Ordinal)
            .ToDictionary(types => types.Key, types => types.SelectMany(Lines).OrderBy(line => line.Type, StringComparer.Ordinal).ThenBy(line => line.Name, StringComparer.Ordinal).ThenBy(line => line.Text, StringComparer.Ordinal)
                .Select(line => line.Text).Distinct().ToArray(), StringComparer.Ordinal);
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol within) =>
        within.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(member => member is INamedTypeSymbol type ? Types(type).Prepend(type) : Types(member));

    private static IEnumerable<(string Type, string Name, string Text)> Lines(INamedTypeSymbol type)
    {
        string name = type.ToDisplayString(_name);
        yield return (name, "", $"{name}: {Declaration(type)}");
        if (type.TypeKind == TypeKind.Delegate) yield break;
        foreach (ISymbol member in type.GetMembers().Where(member => member is not INamedTypeSymbol && IsVisible(member) && !GoesWithoutSaying(member)))
            yield return (name, member.Name, $"{name}: {(member.DeclaredAccessibility == Accessibility.Public ? "" : "protected ")}{member.ToDisplayString(_declaration)}{Accessors(member)}");
    }

    private static string Declaration(INamedTypeSymbol type)
    {
        if (type.DelegateInvokeMethod is { } invoke) return $"delegate {invoke.ToDisplayString(_declaration).Replace(" Invoke(", $" {type.Name}(", StringComparison.Ordinal)}";
        string[] words = [type.IsStatic ? "static" : "", type is { IsAbstract: true, TypeKind: TypeKind.Class, IsStatic: false } ? "abstract" : "", type is { IsSealed: true, TypeKind: TypeKind.Class, IsStatic: false } ? "sealed" : "", type is { IsReadOnly: true } ? "readonly" : "", type.ToDisplayString(_declaration)];
        IEnumerable<INamedTypeSymbol> parent = type.BaseType is { SpecialType: SpecialType.None } named ? [named] : [];
        IEnumerable<INamedTypeSymbol> interfaces = type.Interfaces.Where(one => IsVisible(one) && !(type.IsRecord && one.Name == "IEquatable")).OrderBy(one => one.ToDisplayString(), StringComparer.Ordinal);
        INamedTypeSymbol[] above = [.. parent, .. interfaces];
        string bases = above.Length == 0 ? "" : " : " + string.Join(", ", above.Select(one => one.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)));
        return string.Join(' ', words.Where(word => word.Length > 0)) + bases;
    }

    private static string Accessors(ISymbol member) => member is not IPropertySymbol property ? ""
        : $" {{{(property.GetMethod is { } get && IsVisible(get) ? " get;" : "")}{(property.SetMethod is { } set && IsVisible(set) ? set.IsInitOnly ? " init;" : " set;" : "")} }}";

    private static bool IsVisible(ISymbol symbol) =>
        symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal && (symbol.ContainingType is null || IsVisible(symbol.ContainingType));

    private static bool GoesWithoutSaying(ISymbol member) =>
        member is IMethodSymbol { MethodKind: MethodKind.PropertyGet or MethodKind.PropertySet or MethodKind.EventAdd or MethodKind.EventRemove or MethodKind.ExplicitInterfaceImplementation or MethodKind.Destructor }
        || member is IMethodSymbol { MethodKind: MethodKind.Constructor, Parameters.Length: 0, ContainingType.TypeKind: not TypeKind.Class }
        || member is IPropertySymbol { Name: "EqualityContract" }
        || member is IFieldSymbol { Name: "value__" }
        || (member is IMethodSymbol && member.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "CompilerGeneratedAttribute"))
        || !member.CanBeReferencedByName && member is not (IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.UserDefinedOperator or MethodKind.Conversion } or IPropertySymbol { IsIndexer: true });
}
