namespace FromScratch.ResponsibleAi;

/// <summary>A rule for one group that draws its threshold: threshold k with probability k. Who has the drawn score or more is selected.</summary>
/// <param name="Group">For whom it is.</param>
/// <param name="Thresholds">Each is a score, −∞ (selects everybody) or +∞ (nobody).</param>
/// <param name="Probabilities">As many, at least 0, with the sum 1.</param>
public sealed record Lottery(string Group, double[] Thresholds, double[] Probabilities)
{
    /// <summary>The probability with which somebody of this score is selected.</summary>
    public double Chance(double score) => Thresholds.Zip(Probabilities, (threshold, probability) => score >= threshold ? probability : 0).Sum();
}
