namespace CSharpKernel.Scripting;

/// <summary>A directive of a cell (<c>#r</c>, <c>#!import</c>) that cannot be carried out; its message is for the learner.</summary>
public sealed class DirectiveException : Exception
{
    /// <summary>A directive failed.</summary>
    public DirectiveException()
    {
    }

    /// <summary>A directive failed, for this reason.</summary>
    public DirectiveException(string message) : base(message)
    {
    }

    /// <summary>A directive failed, for this reason, which came from another.</summary>
    public DirectiveException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
