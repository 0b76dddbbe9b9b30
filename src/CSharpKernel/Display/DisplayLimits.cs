namespace CSharpKernel.Display;

/// <summary>How much of a value is shown. What is left out is counted below it.</summary>
internal static class DisplayLimits
{
    /// <summary>Rows of a table or grid.</summary>
    public const int Rows = 40;

    /// <summary>Columns of a table or grid.</summary>
    public const int Columns = 20;

    /// <summary>Numbers of a sequence, ten to a row.</summary>
    public const int Numbers = 200;

    /// <summary>Items of a sequence that stands in a line.</summary>
    public const int ItemsInLine = 10;

    /// <summary>Characters of a value that stands in a line.</summary>
    public const int LineLength = 120;

    /// <summary>Characters of a text that is shown for itself.</summary>
    public const int TextLength = 100_000;

    /// <summary>A sequence that does not know its length is read on this far to count what is left out; it may have no end.</summary>
    public const int Counted = 10_000;
}
