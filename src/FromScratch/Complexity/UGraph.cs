namespace FromScratch.Complexity;

/// <summary>An undirected graph: an edge joins two vertices, in no direction.</summary>
/// <param name="Count">How many vertices there are, 0 to Count − 1.</param>
/// <param name="Edges">The edges; one may occur twice, and either way round.</param>
public sealed record UGraph(int Count, IReadOnlyList<(int A, int B)> Edges);
