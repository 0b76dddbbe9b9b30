using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CSharpKernel.Scripting;

/// <summary>A cell that scripting cannot host as it is, in two parts: what it declares, for a library, and what it does, for the script. Both keep the cell's lines.</summary>
/// <param name="Library">The usings, types and namespaces.</param>
/// <param name="Plain">The same as it is written: types without "public".</param>
/// <param name="Script">The usings and all the rest.</param>
/// <param name="Types">The full names of the types declared.</param>
internal sealed record CellParts(string Library, string Plain, string Script, IReadOnlyList<string> Types)
{
    /// <summary>Takes a cell apart; null when scripting can host it whole.</summary>
    public static CellParts? Of(string code)
    {
        if (!code.Contains("namespace", StringComparison.Ordinal) && !code.Contains("this", StringComparison.Ordinal) && !code.Contains("extension", StringComparison.Ordinal)) return null;
        CompilationUnitSyntax root = CSharpSyntaxTree.ParseText(code, CellSource.ScriptOptions).GetCompilationUnitRoot();
        if (!root.Members.Any(NeedsLibrary)) return null;
        string plain = Without(code, root.Members.Where(member => !IsDeclaration(member)));
        return new CellParts(
            Public(plain),
            plain,
            Without(code, root.Members.Where(IsDeclaration)),
            [.. root.Members.SelectMany(member => Names(member, ""))]);
    }

    /// <summary>The code of a library without the types of these names.</summary>
    public static string WithoutTypes(string library, IReadOnlyCollection<string> names)
    {
        CompilationUnitSyntax root = CSharpSyntaxTree.ParseText(library, LibraryChain.ParseOptions).GetCompilationUnitRoot();
        return Without(library, root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<MemberDeclarationSyntax>()
            .Where(member => member is not BaseNamespaceDeclarationSyntax && names.Contains(FullName(member))));
    }

    private static bool NeedsLibrary(MemberDeclarationSyntax member) => member switch
    {
        BaseNamespaceDeclarationSyntax => true,
        TypeDeclarationSyntax type => type.Members.Any(inner =>
            inner is ExtensionBlockDeclarationSyntax || inner is MethodDeclarationSyntax { ParameterList.Parameters: [var first, ..] } && first.Modifiers.Any(SyntaxKind.ThisKeyword)),
        _ => false,
    };

    private static bool IsDeclaration(MemberDeclarationSyntax member) => member is BaseNamespaceDeclarationSyntax or BaseTypeDeclarationSyntax or DelegateDeclarationSyntax;

    private static IEnumerable<string> Names(MemberDeclarationSyntax member, string space) => member switch
    {
        BaseNamespaceDeclarationSyntax inner => inner.Members.SelectMany(m => Names(m, $"{space}{inner.Name}.")),
        BaseTypeDeclarationSyntax or DelegateDeclarationSyntax => [space + NameOf(member)],
        _ => [],
    };

    private static string FullName(MemberDeclarationSyntax member) =>
        string.Concat(member.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Reverse().Select(space => $"{space.Name}.")) + NameOf(member);

    private static string NameOf(MemberDeclarationSyntax member) => member switch
    {
        TypeDeclarationSyntax type => type.Identifier.ValueText + (type.TypeParameterList is { } parameters ? $"`{parameters.Parameters.Count}" : ""),
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
        DelegateDeclarationSyntax type => type.Identifier.ValueText + (type.TypeParameterList is { } parameters ? $"`{parameters.Parameters.Count}" : ""),
        _ => "",
    };

    private static string Without(string code, IEnumerable<SyntaxNode> nodes)
    {
        var text = new StringBuilder(code);
        foreach (SyntaxNode node in nodes)
        {
            for (int i = node.FullSpan.Start; i < node.FullSpan.End; i++)
            {
                if (text[i] != '\n') text[i] = ' ';
            }
        }

        return text.ToString();
    }

    // In a library a type is internal unless it says otherwise, and no later cell would see it.
    private static string Public(string library)
    {
        CompilationUnitSyntax root = CSharpSyntaxTree.ParseText(library, LibraryChain.ParseOptions).GetCompilationUnitRoot();
        var text = new StringBuilder(library);
        foreach (MemberDeclarationSyntax type in root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<MemberDeclarationSyntax>().Reverse())
        {
            if (!IsDeclaration(type) || type is BaseNamespaceDeclarationSyntax) continue;
            if (type.Modifiers.Any(m => m.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.FileKeyword)) continue;
            text.Insert(type.AttributeLists.Count > 0 ? type.AttributeLists[^1].GetLastToken().GetNextToken().SpanStart : type.SpanStart, "public ");
        }

        return text.ToString();
    }
}
