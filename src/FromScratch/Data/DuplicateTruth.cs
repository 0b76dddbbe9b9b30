namespace FromScratch.Data;

/// <summary>Which documents were copied and edited.</summary>
/// <param name="Pairs">Original and copy, the smaller index first; ascending [copies].</param>
/// <param name="EditRates">For each pair the share of words that was replaced [copies].</param>
/// <param name="Jaccard">For each pair the exact Jaccard similarity of their shingles of three words [copies].</param>
public sealed record DuplicateTruth((int A, int B)[] Pairs, double[] EditRates, double[] Jaccard);
