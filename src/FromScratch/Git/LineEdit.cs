namespace FromScratch.Git;

/// <summary>What happens to a line on the way from the old text to the new one.</summary>
public enum LineChange
{
    /// <summary>It stays.</summary>
    Keep,

    /// <summary>It goes.</summary>
    Delete,

    /// <summary>It comes.</summary>
    Insert,
}

/// <summary>One line of an edit script.</summary>
/// <param name="Kind">What happens to it.</param>
/// <param name="Line">The line, with its line end.</param>
public sealed record LineEdit(LineChange Kind, string Line);
