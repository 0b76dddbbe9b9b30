namespace FromScratch.ResponsibleAi;

/// <summary>How a review ends.</summary>
public enum Release
{
    /// <summary>One threshold for everybody.</summary>
    Ship,

    /// <summary>Only with rules that make the error rates equal.</summary>
    ShipWithRules,

    /// <summary>Not at all.</summary>
    Refuse,
}
