namespace FromScratch.ResponsibleAi;

/// <summary>What one threshold does: who has this score or more is selected.</summary>
/// <param name="Threshold">The score; −∞ selects everybody, +∞ nobody.</param>
/// <param name="Fpr">The share selected of those with outcome 0.</param>
/// <param name="Tpr">The share selected of those with outcome 1.</param>
public sealed record RocPoint(double Threshold, double Fpr, double Tpr);
