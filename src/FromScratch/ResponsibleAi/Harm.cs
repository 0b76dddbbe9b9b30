namespace FromScratch.ResponsibleAi;

/// <summary>Something that may happen to somebody.</summary>
/// <param name="Stakeholder">To whom.</param>
/// <param name="What">What happens.</param>
/// <param name="Likelihood">From 1 (hardly ever) to 5 (every day).</param>
/// <param name="Severity">From 1 (a nuisance) to 5 (cannot be made good).</param>
/// <param name="Safeguard">What is done against it; null for nothing. A text that warns of it changes nothing: "disclaimer".</param>
public sealed record Harm(string Stakeholder, string What, int Likelihood, int Severity, string? Safeguard)
{
    /// <summary>Likelihood times severity.</summary>
    public int Risk => Likelihood * Severity;
}
