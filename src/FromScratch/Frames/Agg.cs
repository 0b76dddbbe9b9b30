namespace FromScratch.Frames;

/// <summary>What becomes of the values of a group. Missing values are left out by all.</summary>
public enum Agg
{
    /// <summary>How many are known; of column "*" how many rows there are.</summary>
    Count,

    /// <summary>How many different ones there are.</summary>
    CountDistinct,

    /// <summary>Their sum; missing when none is known.</summary>
    Sum,

    /// <summary>Their mean; missing when none is known.</summary>
    Mean,

    /// <summary>The least; missing when none is known.</summary>
    Min,

    /// <summary>The greatest; missing when none is known.</summary>
    Max,
}
