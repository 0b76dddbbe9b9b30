using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CSharpKernel.Scripting;

/// <summary>Turns the C# of a cell into something that runs and that the next cell follows.</summary>
/// <param name="chain">The cells so far.</param>
/// <param name="libraries">The libraries compiled from cells that scripting cannot host.</param>
/// <param name="lines">Learns where the cell's lines are.</param>
internal sealed class CellCompiler(SubmissionChain chain, LibraryChain libraries, SourceLines lines)
{
    /// <summary>What every cell may use without a <c>using</c> of its own.</summary>
    public const string DefaultUsings = """
        using System;
        using System.Collections;
        using System.Collections.Generic;
        using System.Diagnostics;
        using System.IO;
        using System.Linq;
        using System.Net.Http;
        using System.Numerics;
        using System.Text;
        using System.Text.Json;
        using System.Text.RegularExpressions;
        using System.Threading;
        using System.Threading.Tasks;
        using CSharpKernel.Scripting.User;
        using static CSharpKernel.Scripting.User.Kernel;
        """;

    /// <summary>Compiles code as the next cell, which later cells then see.</summary>
    /// <param name="code">The code, without directives.</param>
    /// <param name="place">Its name: "cell 3", or a file's.</param>
    /// <param name="cancellation">Gives it up.</param>
    /// <exception cref="CompileException">It does not compile; nothing has changed.</exception>
    public RunnableCell Compile(string code, string place, CancellationToken cancellation)
    {
        lines.AddCode(place, code);
        string script = code;
        if (CellParts.Of(code) is { } parts)
        {
            libraries.Add(parts, code, place, cancellation);
            script = parts.Script;
        }

        CompiledCell cell = CompileScript(script, place, cancellation);
        chain.Accept(cell);
        return Runnable(cell, keep: true);
    }

    /// <summary>Compiles an expression that later cells do not see.</summary>
    /// <exception cref="CompileException">It does not compile.</exception>
    public RunnableCell CompileAside(string expression, CancellationToken cancellation) =>
        Runnable(CompileScript(expression, "expression", cancellation), keep: false);

    /// <summary>Clears the variables of the cell compiled last: they hold more than there is.</summary>
    public void ForgetLastVariables() => chain.ClearLastVariables();

    private CompiledCell CompileScript(string code, string place, CancellationToken cancellation)
    {
        CSharpCompilation plain = chain.CompilationOf(code, place);
        string rewritten = CellRewriter.Rewrite(plain, code, chain.Halt);
        // Replaced, not compiled anew: so the references are bound once.
        CSharpCompilation guarded = ReferenceEquals(rewritten, code) ? plain : plain.ReplaceSyntaxTree(plain.SyntaxTrees[0], SubmissionChain.Parse(rewritten, place));
        (CompiledCell? cell, ImmutableArray<Diagnostic> errors) = SubmissionChain.Compile(guarded, cancellation);
        if (cell is not null) return cell;
        if (ReferenceEquals(guarded, plain)) throw new CompileException(code, place, errors);
        // Errors are told in the learner's own code; and should only the rewritten form fail, the code runs as it was written.
        (cell, errors) = SubmissionChain.Compile(plain, cancellation);
        return cell ?? throw new CompileException(code, place, errors);
    }

    private RunnableCell Runnable(CompiledCell cell, bool keep)
    {
        if (cell.IsEmpty) return new RunnableCell(() => Task.FromResult<object?>(null), static () => false);
        (Assembly assembly, Func<Task<object?>> start) = chain.Load(cell, keep);
        lines.Add(assembly, cell.Symbols);
        return new RunnableCell(start, () => EndsInValue(cell.Compilation));
    }

    // A cell's value is its last expression, written without a semicolon, unless that is a call of a void method.
    private static bool EndsInValue(CSharpCompilation compilation)
    {
        SyntaxTree tree = compilation.SyntaxTrees[0];
        return tree.GetCompilationUnitRoot().Members.LastOrDefault() is GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } last }
            && compilation.GetSemanticModel(tree).GetTypeInfo(last.Expression).Type is not { SpecialType: SpecialType.System_Void };
    }
}

/// <summary>A compiled cell that can be started.</summary>
/// <param name="Start">Starts it, on the calling thread up to its first <c>await</c>.</param>
/// <param name="EndsInValue">Whether a result of null is a value to show; asked only then, since the answer takes as long as compiling.</param>
internal sealed record RunnableCell(Func<Task<object?>> Start, Func<bool> EndsInValue);
