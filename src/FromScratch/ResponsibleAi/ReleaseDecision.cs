namespace FromScratch.ResponsibleAi;

/// <summary>A decision that somebody can be held to.</summary>
/// <param name="Verdict">What is to be done.</param>
/// <param name="Rules">The rule of each group, in order of their names; none where it is refused.</param>
/// <param name="ProfitLost">What the rules cost against the best single threshold, in the gain's unit an applicant; 0 where there is one threshold, NaN where it is refused.</param>
/// <param name="Harms">Everything that may happen, the greatest risk first.</param>
public sealed record ReleaseDecision(Release Verdict, Lottery[] Rules, double ProfitLost, Harm[] Harms);
