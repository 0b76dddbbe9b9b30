using FromScratch.Algorithms;
using FromScratch.Complexity;
using FromScratch.Data;

namespace FromScratch.Tests.Complexity;

public sealed class ComplexityTests
{
    [Fact]
    public void Growth_of_textbook_recurrences()
    {
        // Cormen et al., 4th ed., §4.5: T(n) = 9T(n/3) + n, T(n) = T(2n/3) + 1, Strassen.
        Assert.Equal(new PowerLog(2, 0), Growth.Master(9, 3, 1));
        Assert.Equal(new PowerLog(0, 1), Growth.Master(1, 1.5, 0));
        Assert.Equal(Math.Log2(7), Growth.Master(7, 2, 2).Exponent, 1e-12);
    }

    [Fact]
    public void A_list_that_doubles_moves_fewer_than_two_entries_an_addition()
    {
        List<CountedArray<int>> arrays = [];
        IGrowList list = GrowList.Empty(
            length =>
            {
                arrays.Add(new CountedArray<int>(length));
                return arrays[^1];
            }, capacity => Math.Max(1, 2 * capacity));
        for (int i = 0; i < 1000; i++) list.Add(i);
        Assert.Equal(1000 + 1023, arrays.Sum(array => array.Writes));
        Assert.Equal(999, list.RemoveLast());
        Assert.Throws<ArgumentOutOfRangeException>(() => list.At(999));
    }

    [Fact]
    public void Certificates_by_hand()
    {
        Assert.True(Certificates.Satisfies(new Cnf(2, [[1, -2], [2]]), [true, true]));
        Assert.False(Certificates.Satisfies(new Cnf(2, [[1, -2], [2]]), [false, true]));
        Assert.False(Certificates.IsClique(new UGraph(3, [(0, 1), (1, 2)]), [0, 1, 2], 3));
        Assert.False(Certificates.SumsTo([long.MaxValue, long.MaxValue], [0, 1], -2));
    }

    [Fact]
    public void A_contradiction_becomes_a_graph_without_a_large_set()
    {
        (UGraph g, int k) = IndependentSetReduction.Reduce(new Cnf(1, [[1], [-1]]));
        Assert.Equal(2, k);
        Assert.Equal([(0, 1)], g.Edges);
        Assert.Equal([false, true], IndependentSetReduction.MapBack(new Cnf(2, [[-1, 2], [2]]), [0, 2]));
    }

    [Fact]
    public void Seven_pigeons_do_not_fit_into_six_holes()
    {
        int At(int pigeon, int hole) => 6 * pigeon + hole + 1;
        int[][] somewhere = [.. Enumerable.Range(0, 7).Select(p => Enumerable.Range(0, 6).Select(h => At(p, h)).ToArray())];
        IEnumerable<int[]> alone = from h in Enumerable.Range(0, 6) from p in Enumerable.Range(0, 7) from q in Enumerable.Range(p + 1, 6 - p) select new[] { -At(p, h), -At(q, h) };
        var pigeons = new Cnf(42, [.. somewhere, .. alone]);
        Assert.False(Dpll.Solve(pigeons, 100_000).Satisfiable);
        Assert.Null(Dpll.Solve(pigeons, 2).Satisfiable);
        Assert.Equal("(x1) ∧ (¬x2 ∨ x3)", new Cnf(3, [[1], [-2, 3]]).InWords());
        Assert.Throws<ArgumentException>(() => Dpll.Solve(new Cnf(1, [[0]]), 1));
    }

    [Fact]
    public void A_square_is_walked_round()
    {
        double diagonal = Math.Sqrt(2);
        var square = new CountedDistances(new[,] { { 0, diagonal, 1, 1 }, { diagonal, 0, 1, 1 }, { 1, 1, 0, diagonal }, { 1, 1, diagonal, 0 } });
        Assert.Equal(4, HeldKarp.Shortest(square).Length, 1e-12);
        Assert.True(square.Reads > 0);
        Assert.Throws<ArgumentException>(() => new CountedDistances(new double[2, 3]));
        Assert.Throws<ArgumentException>(() => new CountedDistances(new double[,] { { 0, -1 }, { 1, 0 } }));
    }

    [Fact]
    public void Approximations_by_hand()
    {
        Assert.Equal([0, 1], Approximation.VertexCover(new UGraph(4, [(0, 1), (1, 2), (0, 3)])));
        Assert.Equal([0, 1, 2], Approximation.DoubleTreeTour(new double[,] { { 0, 1, 2 }, { 1, 0, 1 }, { 2, 1, 0 } }));
        Assert.Equal([1, 0], Approximation.MaxCover([[1, 2, 3], [3, 4, 5, 6]], 2));
    }

    [Fact]
    public void A_knapsack_by_hand()
    {
        Assert.Equal([1, 2], Knapsack.Exact([6, 4, 4], [9, 6, 6], 8));
        Assert.Equal([1, 2], Knapsack.Approximate([6, 4, 4], [9_000_000, 6_000_000, 6_000_000], 8, 0.1));
    }

    [Fact]
    public void A_pool_has_the_sizes_it_says()
    {
        (double[,] similarity, PoolTruth truth) = Generators.LabelingPool(1, 100, 7);
        Assert.Equal(100, similarity.GetLength(0));
        Assert.Equal(7, truth.Sizes.Length);
        Assert.Equal(truth.Sizes, truth.Clusters.CountBy(cluster => cluster).OrderBy(pair => pair.Key).Select(pair => pair.Value));
        Assert.Equal([.. truth.Sizes.OrderDescending()], truth.Sizes);
        Assert.Equal(1, similarity[3, 3]);
        LabelingPlan plan = FacilityLocation.Choose(new CountedSimilarity(new[,] { { 1, 0.9, 0 }, { 0.9, 1, 0 }, { 0, 0, 1 } }), [1, 1, 1], 2);
        Assert.Equal([0, 2], plan.Items);
        Assert.Equal(2.9, plan.Coverage, 1e-12);
        Assert.Throws<ArgumentOutOfRangeException>(() => Generators.LabelingPool(1, 5, 6));
        Assert.Throws<ArgumentException>(() => new CountedSimilarity(new double[2, 3]));
    }
}
