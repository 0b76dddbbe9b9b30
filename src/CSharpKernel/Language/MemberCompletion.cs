using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CSharpKernel.Language;

/// <summary>What may stand after a dot: members of a value, of a type, of a namespace.</summary>
/// <param name="at">The cursor.</param>
/// <param name="list">Takes the names.</param>
/// <param name="cancellation">Gives it up.</param>
internal sealed class MemberCompletion(CodeAtCursor at, CompletionList list, CancellationToken cancellation)
{
    // What every value has stands last; a record or a struct declares these names too.
    private const int OfObject = 1000;
    private const int OfExtension = 500;
    private const int OfTypes = 400;

    private static readonly HashSet<string> _ofEveryValue = ["Equals", "GetHashCode", "GetType", "ToString", "ReferenceEquals", "MemberwiseClone", "Deconstruct"];

    private SemanticModel Model => at.Model;

    /// <summary>Adds what may follow the dot.</summary>
    public void Add()
    {
        if (at.Previous.Parent is MemberBindingExpressionSyntax binding)
        {
            if (Receiver(binding) is { } value) AddOfValue(Model.GetTypeInfo(value, cancellation).Type);
            return;
        }

        if (Left() is not { } left) return;
        if (left is BaseExpressionSyntax) AddBase();
        else AddOf(left);
    }

    private static ExpressionSyntax? Receiver(MemberBindingExpressionSyntax binding) =>
        binding.Ancestors().OfType<ConditionalAccessExpressionSyntax>().FirstOrDefault(access => access.WhenNotNull.Span.Contains(binding.SpanStart))?.Expression;

    private ExpressionSyntax? Left() => at.Previous.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Expression,
        QualifiedNameSyntax name => name.Left,
        AliasQualifiedNameSyntax alias => alias.Alias,
        _ => CodeAtCursor.TokenBefore(at.Root, at.Previous.SpanStart).Parent?.AncestorsAndSelf().OfType<ExpressionSyntax>().LastOrDefault(node => node.Span.End <= at.Previous.SpanStart),
    };

    private void AddOf(ExpressionSyntax left)
    {
        ISymbol? symbol = Model.GetSymbolInfo(left, cancellation) switch { { Symbol: { } found } => found, { CandidateSymbols: [INamespaceOrTypeSymbol candidate, ..] } => candidate, _ => null };
        ITypeSymbol? type = Model.GetTypeInfo(left, cancellation).Type;
        if (symbol is IAliasSymbol alias) symbol = alias.Target;
        if (symbol is not INamespaceOrTypeSymbol && type is null or IErrorTypeSymbol) (symbol, type) = Speculated(left);
        switch (symbol)
        {
            case INamespaceSymbol space:
                AddOfNamespace(space);
                break;
            case ITypeSymbol named:
                AddStatic(named);
                break;
            default:
                AddOfValue(type);
                if (left is SimpleNameSyntax name && type?.Name == name.Identifier.ValueText) AddStatic(type);   // a property named like its type may mean either
                break;
        }
    }

    // An unfinished line runs on into the next ("x." above "var y = 1;" reads as a type's name): asked alone, the left side is what it was meant to be.
    private (ISymbol?, ITypeSymbol?) Speculated(ExpressionSyntax left)
    {
        ExpressionSyntax alone = SyntaxFactory.ParseExpression(left.ToString(), options: (CSharpParseOptions)at.Root.SyntaxTree.Options);
        int place = left.SpanStart;
        return (Model.GetSpeculativeSymbolInfo(place, alone, SpeculativeBindingOption.BindAsExpression).Symbol, Model.GetSpeculativeTypeInfo(place, alone, SpeculativeBindingOption.BindAsExpression).Type);
    }

    private void AddOfNamespace(INamespaceSymbol space)
    {
        UsingDirectiveSyntax? directive = at.Previous.Parent?.FirstAncestorOrSelf<UsingDirectiveSyntax>();
        bool onlyNamespaces = directive is { Alias: null } && directive.StaticKeyword.RawKind == 0;
        foreach (INamespaceOrTypeSymbol member in space.GetMembers())
        {
            if (member is INamespaceSymbol inner) list.Add(inner, HasPublicTypes(inner) ? 1 : 2);
            else if (!onlyNamespaces && Model.IsAccessible(at.Start, member)) list.Add(member, 0);
        }
    }

    private static bool HasPublicTypes(INamespaceSymbol space) => space.GetTypeMembers().Any(type => type.DeclaredAccessibility == Accessibility.Public);

    private void AddStatic(ITypeSymbol type)
    {
        int order = 0;
        foreach (ISymbol member in Model.LookupSymbols(at.Start, type))
        {
            if (member is INamedTypeSymbol) list.Add(member, OfTypes);
            else if (member.IsStatic && member is not IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator or MethodKind.Conversion })
                list.Add(member, type.TypeKind == TypeKind.Enum && member is IFieldSymbol ? order++ : Rank(member, type, methodsFirst: true));
        }
    }

    private void AddOfValue(ITypeSymbol? type)
    {
        if (type is null or IErrorTypeSymbol or { SpecialType: SpecialType.System_Void } or IDynamicTypeSymbol) return;
        if (at.Previous.IsKind(SyntaxKind.MinusGreaterThanToken) && type is IPointerTypeSymbol pointer) type = pointer.PointedAtType;
        if (at.Previous.Parent is MemberBindingExpressionSyntax && type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable) type = nullable.TypeArguments[0];
        foreach (ISymbol member in Model.LookupSymbols(at.Start, type, includeReducedExtensionMethods: true))
        {
            if (member is IMethodSymbol { MethodKind: MethodKind.ReducedExtension }) list.Add(member, OfExtension);
            else if (!member.IsStatic && member is not INamedTypeSymbol) list.Add(member, Rank(member, type, methodsFirst: false));
        }
    }

    private void AddBase()
    {
        foreach (ISymbol member in Model.LookupBaseMembers(at.Start))
            if (!member.IsStatic) list.Add(member, _ofEveryValue.Contains(member.Name) ? OfObject : 0);
    }

    // A type's own members come before inherited ones; of one type, what is computed for values first on a type, what is read first on a value.
    private static int Rank(ISymbol member, ITypeSymbol type, bool methodsFirst)
    {
        if (_ofEveryValue.Contains(member.Name)) return OfObject;
        int depth = 0;
        for (ITypeSymbol? t = type; t is not null && !SymbolEqualityComparer.Default.Equals(t.OriginalDefinition, member.ContainingType?.OriginalDefinition); t = t.BaseType) depth++;
        return 2 * depth + (member is IMethodSymbol == methodsFirst ? 0 : 1);
    }
}
