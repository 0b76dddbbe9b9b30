using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace CSharpKernel.Scripting;

/// <summary>A piece of code that does not compile.</summary>
/// <param name="code">The code, as its writer sees it.</param>
/// <param name="place">Its name: "cell 3", or a file's.</param>
/// <param name="errors">What the compiler says.</param>
internal sealed class CompileException(string code, string place, ImmutableArray<Diagnostic> errors) : Exception
{
    /// <summary>The code, as its writer sees it.</summary>
    public string Code { get; } = code;

    /// <summary>Its name: "cell 3", or a file's.</summary>
    public string Place { get; } = place;

    /// <summary>What the compiler says; each location maps into <see cref="Code"/>.</summary>
    public ImmutableArray<Diagnostic> Errors { get; } = errors;
}
