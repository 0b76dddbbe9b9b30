using FromScratch.Algorithms;

namespace FromScratch.Tests.Algorithms;

public sealed class GraphsTests
{
    [Fact]
    public void The_only_order_of_a_path_is_the_path() => Assert.Equal([2, 0, 3, 1], Graphs.TopologicalSort(4, [(0, 3), (2, 0), (3, 1), (2, 1)]));

    [Fact]
    public void A_cycle_is_named_without_what_hangs_on_it()
    {
        CycleException exception = Assert.Throws<CycleException>(() => Graphs.TopologicalSort(6, [(0, 1), (1, 2), (2, 3), (3, 1), (3, 4), (4, 5)]));
        Assert.Equal(3, exception.Cycle.Count);
        Assert.Equal([1, 2, 3], exception.Cycle.Order());
        int start = exception.Cycle.ToList().IndexOf(1);
        Assert.Equal(2, exception.Cycle[(start + 1) % 3]);
        Assert.Contains("→", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shortest_paths_of_the_textbook()
    {
        // Cormen et al., figure 22.6: s, t, x, y, z.
        double[] distances = Graphs.Dijkstra(5, [new(0, 1, 10), new(0, 3, 5), new(1, 2, 1), new(1, 3, 2), new(2, 4, 4), new(3, 1, 3), new(3, 2, 9), new(3, 4, 2), new(4, 0, 7), new(4, 2, 6)], 0);
        Assert.Equal([0, 8, 9, 5, 7], distances);
    }

    [Fact]
    public void What_cannot_be_reached_is_infinitely_far_and_mistakes_are_refused()
    {
        Assert.Equal([double.PositiveInfinity, 0], Graphs.Dijkstra(2, [new(0, 1, 3)], 1));
        Assert.Throws<ArgumentException>(() => Graphs.Dijkstra(2, [new(0, 1, -3)], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Graphs.Dijkstra(2, [new(0, 1, 3)], 2));
        Assert.Throws<ArgumentException>(() => Graphs.TopologicalSort(2, [(0, 2)]));
    }

    [Fact]
    public void Strongly_connected_components_of_the_textbook()
    {
        // Cormen et al., figure 20.9: a … h are 0 … 7; the components are {a, b, e}, {c, d}, {f, g}, {h}.
        (int From, int To)[] edges = [(0, 1), (1, 4), (1, 5), (1, 2), (2, 3), (3, 2), (2, 6), (3, 7), (4, 0), (4, 5), (5, 6), (6, 5), (6, 7), (7, 7)];
        int[] component = Graphs.StronglyConnected(8, edges);
        Assert.Equal(4, component.Distinct().Count());
        foreach (int[] together in new int[][] { [0, 1, 4], [2, 3], [5, 6] }) Assert.Single(together.Select(v => component[v]).Distinct());
        Assert.All(edges, edge => Assert.True(component[edge.From] <= component[edge.To]));
    }

    [Fact]
    public void A_circle_of_200_000_is_one_component()
    {
        const int N = 200_000;
        int[] component = Graphs.StronglyConnected(N, [.. Enumerable.Range(0, N).Select(v => (v, (v + 1) % N))]);
        Assert.All(component, number => Assert.Equal(0, number));
    }
}
