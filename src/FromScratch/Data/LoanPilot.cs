namespace FromScratch.Data;

/// <summary>A pilot in which everybody got a small loan, so that it is known who repays.</summary>
/// <param name="Score">What the model says of an applicant [n], from 0 to 1.</param>
/// <param name="Repaid">What happened [n]: 1 for repaid.</param>
/// <param name="Group">The protected group [n].</param>
/// <param name="Gain">What a repaid loan brings.</param>
/// <param name="Loss">What a loan that is not repaid costs.</param>
public sealed record LoanPilot(double[] Score, int[] Repaid, string[] Group, double Gain, double Loss);
