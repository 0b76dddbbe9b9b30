namespace FromScratch.Calculus;

/// <summary>What a point is to the landscape around it.</summary>
public enum CriticalPoint
{
    /// <summary>There is a slope: it is no critical point at all.</summary>
    NotCritical,

    /// <summary>The bottom of a bowl: curved upward in every direction.</summary>
    Minimum,

    /// <summary>The top of a hill: curved downward in every direction.</summary>
    Maximum,

    /// <summary>A pass: upward in one direction, downward in another.</summary>
    Saddle,

    /// <summary>Curvature does not decide: in some direction there is none, and no two directions contradict each other.</summary>
    Degenerate,
}
