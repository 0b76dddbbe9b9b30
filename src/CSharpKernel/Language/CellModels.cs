using CSharpKernel.Scripting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CSharpKernel.Language;

/// <summary>The compiler's model of code as if it were the next cell.</summary>
/// <remarks>One compilation a state of the session is kept: a question about other code only replaces its syntax tree, and the references stay bound.</remarks>
internal sealed class CellModels(SubmissionChain chain, AssemblyStore store)
{
    private readonly Lock _gate = new();
    private CSharpCompilation? _compilation;
    private CSharpCompilation? _last;
    private MetadataReference[] _references = [];

    /// <summary>The model of a cell; its directives are blank.</summary>
    public SemanticModel Of(string cell)
    {
        CSharpCompilation compilation = Current();
        SyntaxTree old = compilation.SyntaxTrees[0];
        SyntaxTree tree = CSharpSyntaxTree.ParseText(CellSource.Parse(cell).Code, CellSource.ScriptOptions, old.FilePath);
        return compilation.ReplaceSyntaxTree(old, tree).GetSemanticModel(tree);
    }

    private CSharpCompilation Current()
    {
        lock (_gate)
        {
            MetadataReference[] references = [.. store.References];
            if (_compilation is not null && _last == chain.Last && references.AsSpan().SequenceEqual(_references)) return _compilation;
            _last = chain.Last;
            _references = references;
            return _compilation = chain.CompilationOf("", "question");
        }
    }
}
