using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CSharpKernel.Scripting;

internal static class CellRewriter
{
    public static string Rewrite(CSharpCompilation compilation) => compilation.SyntaxTrees[0].GetText().ToString();
}
