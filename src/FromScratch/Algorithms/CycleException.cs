namespace FromScratch.Algorithms;

/// <summary>A graph has a cycle where none may be.</summary>
/// <param name="cycle">Its vertices, each with an edge to the next and the last with one to the first.</param>
public sealed class CycleException(int[] cycle) : InvalidOperationException($"There is no order: {string.Join(" → ", cycle.Append(cycle.FirstOrDefault()))} is a cycle.")
{
    /// <summary>The cycle's vertices, each with an edge to the next and the last with one to the first.</summary>
    public IReadOnlyList<int> Cycle { get; } = cycle;
}
