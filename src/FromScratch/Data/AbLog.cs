namespace FromScratch.Data;

/// <summary>The log of an A/B test, in the order of time: a row for each visit.</summary>
/// <param name="User">Who came [rows]; the numbers are names, without an order.</param>
/// <param name="Treated">Whether that user is in the treatment's arm [rows].</param>
/// <param name="Clicked">Whether the visit ended in a click [rows].</param>
public sealed record AbLog(int[] User, bool[] Treated, bool[] Clicked);
