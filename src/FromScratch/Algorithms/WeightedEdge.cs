namespace FromScratch.Algorithms;

/// <summary>An edge of a graph, and what it costs to use it.</summary>
/// <param name="From">One end; where the graph is directed, the start.</param>
/// <param name="To">The other end.</param>
/// <param name="Weight">Its cost.</param>
public readonly record struct WeightedEdge(int From, int To, double Weight);
