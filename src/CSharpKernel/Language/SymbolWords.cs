using Microsoft.CodeAnalysis;

namespace CSharpKernel.Language;

/// <summary>Symbols in words: their kind, their signature, and whether they are meant to be seen.</summary>
internal static class SymbolWords
{
    private static readonly SymbolDisplayFormat _signature = new(
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        memberOptions: SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeRef | SymbolDisplayMemberOptions.IncludeConstantValue,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeParamsRefOut
            | SymbolDisplayParameterOptions.IncludeDefaultValue | SymbolDisplayParameterOptions.IncludeExtensionThis,
        propertyStyle: SymbolDisplayPropertyStyle.NameOnly,
        localOptions: SymbolDisplayLocalOptions.IncludeType,
        kindOptions: SymbolDisplayKindOptions.IncludeTypeKeyword | SymbolDisplayKindOptions.IncludeNamespaceKeyword,
        delegateStyle: SymbolDisplayDelegateStyle.NameAndSignature,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    private static readonly SymbolDisplayFormat _member = _signature
        .WithMemberOptions(_signature.MemberOptions | SymbolDisplayMemberOptions.IncludeContainingType)
        .AddGenericsOptions(SymbolDisplayGenericsOptions.IncludeTypeConstraints);

    /// <summary>Whether a symbol can be named in code and is meant to be.</summary>
    public static bool IsShown(ISymbol symbol)
    {
        if (!symbol.CanBeReferencedByName || symbol.IsImplicitlyDeclared && symbol.Kind is SymbolKind.NamedType) return false;
        if (symbol.Kind is SymbolKind.Local or SymbolKind.Parameter or SymbolKind.Namespace or SymbolKind.RangeVariable) return true;
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass?.Name == "EditorBrowsableAttribute" && attribute.ConstructorArguments is [{ Value: 1 }, ..]) return false;   // EditorBrowsableState.Never
            if (attribute.AttributeClass?.Name == "ObsoleteAttribute" && attribute.ConstructorArguments is [_, { Value: true }, ..]) return false;
        }

        return true;
    }

    /// <summary>What a symbol is.</summary>
    public static string Kind(ISymbol symbol) => symbol switch
    {
        INamespaceSymbol => "namespace",
        IAliasSymbol alias => Kind(alias.Target),
        ITypeParameterSymbol => "type parameter",
        INamedTypeSymbol type => TypeKindWord(type),
        IMethodSymbol { MethodKind: MethodKind.LocalFunction } or IMethodSymbol { ContainingType.IsScriptClass: true } => "function",
        IMethodSymbol => "method",
        IPropertySymbol => "property",
        IEventSymbol => "event",
        IFieldSymbol { ContainingType.TypeKind: TypeKind.Enum } => "enum member",
        IFieldSymbol { IsConst: true } => "constant",
        IFieldSymbol { ContainingType.IsScriptClass: true } => "variable",
        IFieldSymbol => "field",
        IParameterSymbol => "parameter",
        _ => "variable",
    };

    /// <summary>A symbol's signature, as short as its names allow.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="overloads">How many there are of its name.</param>
    public static string Signature(ISymbol symbol, int overloads = 1) => symbol.ToDisplayString(_signature) + More(overloads);

    /// <summary>A symbol's signature with the type it belongs to.</summary>
    public static string MemberSignature(ISymbol symbol, int overloads = 1)
    {
        bool plain = symbol.ContainingType is null or { IsScriptClass: true } || symbol is INamedTypeSymbol;
        return symbol.ToDisplayString(plain ? _signature : _member) + More(overloads);
    }

    private static string More(int overloads) => overloads switch { 1 => "", 2 => " (+ 1 overload)", _ => $" (+ {overloads - 1} overloads)" };

    private static string TypeKindWord(INamedTypeSymbol type) => type.TypeKind switch
    {
        TypeKind.Struct => "struct",
        TypeKind.Interface => "interface",
        TypeKind.Enum => "enum",
        TypeKind.Delegate => "delegate",
        _ => type.IsRecord ? "record" : "class",
    };
}
