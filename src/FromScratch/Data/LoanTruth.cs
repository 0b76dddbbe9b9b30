namespace FromScratch.Data;

/// <summary>What a loan pilot was made from.</summary>
/// <param name="Flaw">What is wrong with the model.</param>
/// <param name="Chance">Each applicant's true probability of repaying [n].</param>
public sealed record LoanTruth(LoanFlaw Flaw, double[] Chance);
