namespace FromScratch.Data;

/// <summary>The truth of a generated pool of unlabelled items.</summary>
/// <param name="Clusters">Which cluster each item is of [items].</param>
/// <param name="Sizes">How many items each cluster has [clusters].</param>
public sealed record PoolTruth(int[] Clusters, int[] Sizes);
