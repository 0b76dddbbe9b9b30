namespace FromScratch.Complexity;

/// <summary>What to have labelled.</summary>
/// <param name="Items">The items in the order of their choice.</param>
/// <param name="Coverage">Σ over all items of the similarity to the nearest labelled one.</param>
public sealed record LabelingPlan(int[] Items, double Coverage);
