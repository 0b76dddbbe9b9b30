namespace FromScratch.ResponsibleAi;

/// <summary>A gap between two groups, before and after the strata are taken into account. A gap is the rate of the group whose name comes second, less that of the first.</summary>
/// <param name="RawGap">All strata thrown together.</param>
/// <param name="AdjustedGap">Both groups given the same mix of strata.</param>
/// <param name="Against">In how many strata the gap has the other sign than <paramref name="RawGap"/>.</param>
/// <param name="Reversed">Whether the two gaps have opposite signs (Simpson's paradox).</param>
public sealed record Reversal(double RawGap, double AdjustedGap, int Against, bool Reversed);
