namespace FromScratch.ResponsibleAi;

/// <summary>What an interval of a selection ratio says of the four-fifths rule.</summary>
/// <remarks>A rule of thumb of the US Uniform Guidelines on Employee Selection Procedures (29 CFR 1607.4 D, 1978): a ratio below 4/5 is generally regarded as evidence of adverse impact.</remarks>
public enum FourFifths
{
    /// <summary>The data allow ratios on both sides of 4/5, or no ratio at all.</summary>
    Inconclusive,

    /// <summary>The whole interval is 4/5 or more.</summary>
    Pass,

    /// <summary>The whole interval is less than 4/5.</summary>
    Fail,
}
