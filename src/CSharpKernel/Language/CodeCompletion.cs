using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CSharpKernel.Language;

/// <summary>Decides what kind of name the cursor asks for, and lists those.</summary>
/// <param name="at">The cursor.</param>
/// <param name="cancellation">Gives it up.</param>
internal sealed class CodeCompletion(CodeAtCursor at, CancellationToken cancellation)
{
    private readonly CompletionList _list = new(at.Word);

    /// <summary>What completes the code, best first.</summary>
    public CompletionList List()
    {
        if (at.IsText || IsNewName()) return _list;
        SyntaxNode? parent = at.Previous.Parent;
        if (at.Previous.Kind() is SyntaxKind.DotToken or SyntaxKind.ColonColonToken or SyntaxKind.MinusGreaterThanToken) new MemberCompletion(at, _list, cancellation).Add();
        else if (parent is UsingDirectiveSyntax usingDirective) AddNamespaces(usingDirective);
        else if (parent is InitializerExpressionSyntax initializer && AddInitializerMembers(initializer)) { }
        else if (parent is PropertyPatternClauseSyntax pattern) AddPatternMembers(pattern);
        else if (at.Previous.IsKind(SyntaxKind.NewKeyword) || IsTypeOnly(parent) || IsTypeArgument()) AddTypes();
        else if (IsMemberPlace()) AddDeclarationWords();
        else AddScope();
        return _list;
    }

    // The name of something that is being declared is the learner's to choose.
    private bool IsNewName()
    {
        SyntaxToken word = at.Root.FindToken(at.Start);
        SyntaxToken type = at.Previous;
        if (at.Word.Length == 0 || word.SpanStart != at.Start) return false;
        bool sameLine = type.RawKind != 0 && at.Root.SyntaxTree.GetLineSpan(type.Span).EndLinePosition.Line == at.Root.SyntaxTree.GetLineSpan(word.Span).StartLinePosition.Line;
        return word.Parent switch
        {
            VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declaration } variable => variable.Identifier == word && (sameLine || Names(declaration.Type)),
            SingleVariableDesignationSyntax or TypeParameterSyntax or ForEachStatementSyntax or CatchDeclarationSyntax => true,
            ParameterSyntax parameter => parameter.Identifier == word && parameter.Type is not null,
            BaseTypeDeclarationSyntax or MethodDeclarationSyntax or LocalFunctionStatementSyntax or PropertyDeclarationSyntax or EnumMemberDeclarationSyntax or DelegateDeclarationSyntax => sameLine,
            TupleElementSyntax element => element.Identifier == word,
            FromClauseSyntax from => from.Identifier == word,
            _ => false,
        };
    }

    private bool Names(TypeSyntax type) => type.IsVar || at.Model.GetSymbolInfo(type, cancellation).Symbol is ITypeSymbol;

    private static bool IsTypeOnly(SyntaxNode? parent) =>
        parent is TypeArgumentListSyntax or BaseListSyntax or TypeOfExpressionSyntax or TypeParameterConstraintClauseSyntax or SizeOfExpressionSyntax
            or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AsExpression };

    // "List<di" reads as a comparison until it is closed; but no type is less than anything.
    private bool IsTypeArgument()
    {
        if (at.Previous is not { RawKind: (int)SyntaxKind.LessThanToken, Parent: BinaryExpressionSyntax { Left: var left } }) return false;
        SyntaxToken name = left.GetLastToken();
        return at.Model.LookupSymbols(name.SpanStart, name: name.ValueText) is { IsEmpty: false } found && found.All(symbol => symbol is INamedTypeSymbol)
            && found.Any(symbol => symbol is INamedTypeSymbol { Arity: > 0 });
    }

    // Between the members of a type.
    private bool IsMemberPlace()
    {
        SyntaxNode? around = at.Previous.Parent;
        if (around is TypeDeclarationSyntax type) return at.Start > type.OpenBraceToken.SpanStart && type.OpenBraceToken.SpanStart > 0 && !at.Previous.IsKind(SyntaxKind.CloseBraceToken);
        if (around is IncompleteMemberSyntax or AccessorListSyntax) return true;
        return around?.Parent is TypeDeclarationSyntax && at.Previous.Kind() is SyntaxKind.CloseBraceToken or SyntaxKind.SemicolonToken && around is MemberDeclarationSyntax
            || at.Previous.Parent?.Parent?.Parent is TypeDeclarationSyntax && at.Previous.IsKind(SyntaxKind.CloseBraceToken);
    }

    private void AddNamespaces(UsingDirectiveSyntax directive)
    {
        bool types = directive.StaticKeyword.RawKind != 0 || directive.Alias is not null;
        foreach (ISymbol symbol in at.Model.Compilation.GlobalNamespace.GetMembers())
            if (symbol is INamespaceSymbol || (types && symbol.DeclaredAccessibility == Accessibility.Public)) _list.Add(symbol, 0);
        if (directive.StaticKeyword.RawKind == 0) _list.Add("static", "keyword", 1);
        if (directive.StaticKeyword.RawKind == 0) _list.Add("var", "keyword", 1);
    }

    /// <summary>Properties and fields that the initializer does not set yet. False where entries of a collection may stand instead.</summary>
    private bool AddInitializerMembers(InitializerExpressionSyntax initializer)
    {
        if (at.Previous.Kind() is not (SyntaxKind.OpenBraceToken or SyntaxKind.CommaToken)) return false;
        if (initializer.Kind() is not (SyntaxKind.ObjectInitializerExpression or SyntaxKind.WithInitializerExpression) && initializer.Expressions.Count > 1) return false;
        ITypeSymbol? type = initializer.Parent switch
        {
            WithExpressionSyntax with => at.Model.GetTypeInfo(with.Expression, cancellation).Type,
            BaseObjectCreationExpressionSyntax creation => at.Model.GetTypeInfo(creation, cancellation).Type,
            AssignmentExpressionSyntax assignment => at.Model.GetTypeInfo(assignment.Left, cancellation).Type,
            _ => null,
        };
        if (type is null or IErrorTypeSymbol) return false;
        HashSet<string> taken = [.. initializer.Expressions.OfType<AssignmentExpressionSyntax>().Where(set => set.Left.SpanStart != at.Start).Select(set => set.Left.ToString())];
        foreach (ISymbol member in at.Model.LookupSymbols(at.Start, type))
            if (!member.IsStatic && !taken.Contains(member.Name) && member is IPropertySymbol { SetMethod: not null, IsIndexer: false } or IFieldSymbol { IsReadOnly: false, IsConst: false }) _list.Add(member, 0);
        return !type.AllInterfaces.Any(face => face.SpecialType == SpecialType.System_Collections_IEnumerable);
    }

    private void AddPatternMembers(PropertyPatternClauseSyntax pattern)
    {
        SyntaxNode? of = pattern.Parent?.Parent;
        ITypeSymbol? type = pattern.Parent is RecursivePatternSyntax { Type: { } named } ? at.Model.GetTypeInfo(named, cancellation).Type
            : of is IsPatternExpressionSyntax test ? at.Model.GetTypeInfo(test.Expression, cancellation).Type
            : of is SwitchExpressionArmSyntax { Parent: SwitchExpressionSyntax choice } ? at.Model.GetTypeInfo(choice.GoverningExpression, cancellation).Type : null;
        if (type is null) return;
        foreach (ISymbol member in at.Model.LookupSymbols(at.Start, type))
            if (!member.IsStatic && member is IPropertySymbol { IsIndexer: false } or IFieldSymbol) _list.Add(member, 0);
    }

    private void AddTypes()
    {
        if (ExpectedType() is { } expected) AddExpected(expected);
        foreach (ISymbol symbol in NamespacesAndTypes())
            if (symbol is not ITypeSymbol { IsStatic: true }) _list.Add(symbol, TypeRank(symbol));
        foreach (string name in Keywords.Types) _list.Add(name, "keyword", 3);
    }

    // The compiler's own answer holds the methods of a "using static" too.
    private IEnumerable<ISymbol> NamespacesAndTypes() => at.Model.LookupNamespacesAndTypes(at.Start).Where(symbol => symbol is INamespaceOrTypeSymbol or IAliasSymbol);

    private void AddDeclarationWords()
    {
        foreach (ISymbol symbol in NamespacesAndTypes()) _list.Add(symbol, TypeRank(symbol));
        foreach (string name in Keywords.Types.Concat(Keywords.Modifiers)) _list.Add(name, "keyword", 2);
        foreach (string name in (string[])["get", "set", "init"])
            if (at.Previous.Parent is AccessorListSyntax || at.Previous.Parent?.Parent is AccessorListSyntax) _list.Add(name, "keyword", 0);
    }

    private void AddScope()
    {
        AddArgumentNames();
        if (ExpectedType() is { TypeKind: TypeKind.Enum } expected) AddExpected(expected);
        foreach (ISymbol symbol in at.Model.LookupSymbols(at.Start))
        {
            if (!IsLaterLocal(symbol)) _list.Add(symbol, ScopeRank(symbol));
        }

        foreach (string name in Keywords.Types.Concat(Keywords.Modifiers).Concat(Keywords.Code)) _list.Add(name, "keyword", 5);
    }

    private void AddArgumentNames()
    {
        if (at.Previous.Kind() is not (SyntaxKind.OpenParenToken or SyntaxKind.CommaToken) || at.Previous.Parent is not ArgumentListSyntax { Parent: { } call } arguments) return;
        HashSet<string> taken = [.. arguments.Arguments.Select(argument => argument.NameColon?.Name.Identifier.ValueText ?? "")];
        int index = arguments.Arguments.GetSeparators().Count(comma => comma.SpanStart < at.Start);
        foreach (IMethodSymbol method in Calls.Candidates(at.Model, call, cancellation))
            foreach (IParameterSymbol parameter in method.Parameters.Skip(index))
                if (!taken.Contains(parameter.Name)) _list.Add(parameter.Name + ":", "argument", 2, SymbolWords.Signature(parameter.Type) + " " + parameter.Name);
    }

    private void AddExpected(ITypeSymbol expected)
    {
        if (expected is INamedTypeSymbol { IsGenericType: true, OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable) expected = ((INamedTypeSymbol)nullable).TypeArguments[0];
        if (expected is INamedTypeSymbol named && SymbolWords.IsShown(named)) _list.Add(named.Name, SymbolWords.Kind(named), -1, SymbolWords.Signature(named));
    }

    private ITypeSymbol? ExpectedType()
    {
        SyntaxToken before = at.Previous.IsKind(SyntaxKind.NewKeyword) ? at.Previous.GetPreviousToken() : at.Previous;
        return before.Parent switch
        {
            EqualsValueClauseSyntax { Parent.Parent: VariableDeclarationSyntax { Type: { IsVar: false } type } } => at.Model.GetTypeInfo(type, cancellation).Type,
            AssignmentExpressionSyntax assignment => at.Model.GetTypeInfo(assignment.Left, cancellation).Type,
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } comparison => at.Model.GetTypeInfo(comparison.Left, cancellation).Type,
            ArgumentListSyntax { Parent: { } call } arguments => ParameterType(arguments, call),
            _ => null,
        };
    }

    private ITypeSymbol? ParameterType(ArgumentListSyntax arguments, SyntaxNode call)
    {
        int index = arguments.Arguments.GetSeparators().Count(comma => comma.SpanStart < at.Start);
        return Calls.Candidates(at.Model, call, cancellation).Select(method => method.Parameters.ElementAtOrDefault(index)?.Type).FirstOrDefault(type => type is not null);
    }

    // A block's variables are in scope in all of it, but cannot be used before their line.
    private bool IsLaterLocal(ISymbol symbol) => symbol is ILocalSymbol { Locations: [var place, ..] } && place.SourceSpan.Start >= at.Start;

    // What the learner named comes first: variables, then functions, then types.
    private static int ScopeRank(ISymbol symbol) => symbol switch
    {
        ILocalSymbol or IParameterSymbol or IRangeVariableSymbol => 0,
        { ContainingType.SpecialType: SpecialType.System_Object } => 9,
        IMethodSymbol { ContainingType.IsScriptClass: true } => 2,
        INamedTypeSymbol { ContainingType.IsScriptClass: true } => 3,
        { ContainingType.IsScriptClass: true } => 1,
        INamespaceOrTypeSymbol => 2 + TypeRank(symbol),
        _ => 4,
    };

    // The learner's own types come before those of libraries, types before namespaces.
    private static int TypeRank(ISymbol symbol) => symbol switch
    {
        { ContainingType.IsScriptClass: true } => 1,
        ITypeParameterSymbol => 1,
        INamespaceSymbol => 6,
        _ => 5,
    };
}
