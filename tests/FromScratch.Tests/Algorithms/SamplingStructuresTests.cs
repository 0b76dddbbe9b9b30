using FromScratch.Algorithms;
using FromScratch.Data;

namespace FromScratch.Tests.Algorithms;

public sealed class SamplingStructuresTests
{
    [Fact]
    public void The_columns_of_an_alias_table_add_up_to_the_weights()
    {
        AliasTable table = AliasTable.Build([1, 2, 5]);   // scaled: 0.375, 0.75, 1.875
        double[] share = new double[3];
        for (int i = 0; i < 3; i++)
        {
            share[i] += table.Keep[i] / 3;
            share[table.Alias[i]] += (1 - table.Keep[i]) / 3;
        }

        Assert.Equal(0.125, share[0], 1e-15);
        Assert.Equal(0.25, share[1], 1e-15);
        Assert.Equal(0.625, share[2], 1e-15);
        Assert.Throws<ArgumentException>(() => AliasTable.Build([0, 0]));
    }

    [Fact]
    public void Draws_follow_the_table()
    {
        var rng = new Rng(2);
        AliasTable table = AliasTable.Build([1, 0, 3]);
        int[] counts = new int[3];
        for (int i = 0; i < 40_000; i++) counts[AliasTable.Draw(table, rng)]++;
        Assert.Equal(0, counts[1]);
        Assert.InRange(counts[0], 10_000 - 350, 10_000 + 350);   // 4 standard errors: 4·√(40,000·3/16) = 346
    }

    [Fact]
    public void A_reservoir_keeps_every_item_equally_often()
    {
        var rng = new Rng(3);
        int[] counts = new int[10];
        for (int i = 0; i < 20_000; i++)
            foreach (int item in Reservoir.Sample(Enumerable.Range(0, 10), 3, rng)) counts[item]++;
        Assert.All(counts, count => Assert.InRange(count, 6000 - 260, 6000 + 260));   // 4·√(20,000·0.21) = 259
        Assert.Throws<ArgumentOutOfRangeException>(() => Reservoir.Sample([1], -1, rng));
    }

    [Fact]
    public void A_sum_tree_finds_by_running_sums()
    {
        var tree = new SumTree(5);
        double[] weights = [2, 0, 3, 1, 0];
        for (int i = 0; i < 5; i++) tree[i] = weights[i];
        Assert.Equal(6, tree.Total);
        Assert.Equal([0, 0, 2, 2, 3], new[] { 0, 1.99, 2, 4.99, 5 }.Select(tree.Find));
        tree[0] = 0;
        Assert.Equal(2, tree.Find(0));
        Assert.Equal((4.0, 3.0), (tree.Total, tree[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => tree.Find(4));
        Assert.Throws<ArgumentOutOfRangeException>(() => tree[5]);
        Assert.Throws<ArgumentOutOfRangeException>(() => tree[0] = double.NaN);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SumTree(0));
    }
}
