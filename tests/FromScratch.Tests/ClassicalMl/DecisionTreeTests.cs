using FromScratch.ClassicalMl;
using FromScratch.Data;
using Xunit;

namespace FromScratch.Tests.ClassicalMl;

public class DecisionTreeTests
{
    [Fact]
    public void Quinlans_table_gains_as_published()
    {
        int[] outlook = [0, 0, 1, 2, 2, 2, 1, 0, 0, 2, 0, 1, 1, 2], humidity = [0, 0, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 1, 0], play = [0, 0, 1, 1, 1, 0, 1, 0, 1, 1, 1, 1, 1, 0];
        Assert.Equal(0.246749819774439, SplitSearch.GainByCategory(outlook, play), 1e-12);
        Assert.Equal(0.151835501362341, SplitSearch.GainByCategory(humidity, play), 1e-12);
    }

    [Fact]
    public void Half_the_rows_times_gini_is_the_squared_error_of_labels()
    {
        double[] feature = [3, 1, 4, 1.5, 5, 9, 2, 6];
        int[] y = [0, 1, 0, 1, 1, 0, 1, 0];
        double[,] x = new double[8, 1];
        for (int i = 0; i < 8; i++) x[i, 0] = feature[i];
        TreeNode tree = DecisionTree.Grow(x, Array.ConvertAll(y, label => (double)label), new(MaxDepth: 1));
        Cut cut = SplitSearch.Best(feature, y, Criterion.Gini);
        Assert.Equal(cut.Threshold, tree.Threshold);
        Assert.Equal(8 * cut.Gain / 2, tree.Error - tree.LeafError, 1e-12);
    }

    [Fact]
    public void Exclusive_or_takes_two_questions()
    {
        double[,] x = { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } };
        TreeNode tree = DecisionTree.Grow(x, [0, 1, 1, 0], new());
        Assert.Equal([0, 1, 1, 0], Rows.Of(x).Select(row => DecisionTree.Predict(tree, row)));
        Assert.Equal(2, tree.Depth);
        Assert.Equal("x0 ≤ 0.5?\n  x1 ≤ 0.5?\n    → 0 (1 rows)\n  else\n    → 1 (1 rows)\nelse\n  x1 ≤ 0.5?\n    → 1 (1 rows)\n  else\n    → 0 (1 rows)", tree.ToText());
    }

    [Fact]
    public void Pruned_trees_are_parts_of_one_another()
    {
        (double[,] x, int[] y) = Generators.Clouds(4, 120, [[0, 0], [2, 1]], 1).Data;
        TreeNode tree = DecisionTree.Grow(x, Array.ConvertAll(y, label => (double)label), new());
        int leaves = tree.Leaves;
        foreach (double alpha in new[] { 0.0, 0.1, 0.4, 1, 3, 100 })
        {
            tree = DecisionTree.Prune(tree, alpha);
            Assert.True(tree.Leaves <= leaves);
            leaves = tree.Leaves;
        }

        Assert.Equal(1, leaves);
    }
}
