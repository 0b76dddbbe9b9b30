namespace FromScratch.Frames;

/// <summary>Which rows without a partner a join keeps.</summary>
public enum JoinKind
{
    /// <summary>None: pairs alone.</summary>
    Inner,

    /// <summary>Those of the left table.</summary>
    Left,

    /// <summary>Those of the right table.</summary>
    Right,

    /// <summary>Those of both.</summary>
    Full,
}
