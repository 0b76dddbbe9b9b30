namespace FromScratch.ClassicalMl;

/// <summary>A regression tree by greedy cuts (CART). With labels 0 and 1 it is a classifier: the squared error of a group is half its rows times their Gini impurity.</summary>
public static class DecisionTree
{
    private const double Tie = 1e-12;   // of the node's error: gains closer than this are equal but for rounding

    /// <summary>Grows a tree: at each node the cut that lowers the summed squared error most, then the same on both sides.</summary>
    /// <param name="x">Rows [n, d].</param>
    /// <param name="y">Answers [n].</param>
    /// <param name="options">When it stops.</param>
    /// <returns>The root. A node becomes a leaf where its depth is used up, its error is 0, no cut leaves enough rows on both sides, or no cut gains enough.</returns>
    /// <remarks>
    /// <para>Of equally good cuts, the lowest column and then the lowest threshold. Thresholds lie halfway between two neighbouring values.</para>
    /// <para>A gain of 0 does not stop growth: in an exclusive-or each first cut looks useless, and the second one solves it.</para>
    /// <para>O(d·n·log n) a level. Source: Breiman, Friedman, Olshen and Stone, Classification and Regression Trees, 1984, ch. 8; Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, 2nd ed., §9.2.2.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">x and y differ in rows, or there is none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The depth is negative, or the least number of rows in a leaf is below 1.</exception>
    public static TreeNode Grow(double[,] x, double[] y, TreeOptions options)
    {
        Rows.RequireAnswers("Grow", x, y.Length);
        ArgumentOutOfRangeException.ThrowIfNegative(options.MaxDepth);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MinLeaf, 1);
        return Grow(Rows.Of(x), y, [.. Enumerable.Range(0, y.Length)], 0, options);
    }

    /// <summary>The answer of the leaf in which a row ends.</summary>
    /// <param name="tree">The root.</param>
    /// <param name="row">A row [d].</param>
    public static double Predict(TreeNode tree, double[] row) =>
        tree.Left is null || tree.Right is null ? tree.Value : Predict(row[tree.Feature] <= tree.Threshold ? tree.Left : tree.Right, row);

    /// <summary>The subtree, with the same root, that has the least (summed error of the leaves) + alpha·(number of leaves); of equal ones the smallest.</summary>
    /// <param name="tree">The root. It stays as it is.</param>
    /// <param name="alpha">The price of a leaf, ≥ 0, in the unit of the squared error.</param>
    /// <remarks>From below: a node becomes a leaf where that costs no more than the best its children can do. The larger alpha, the smaller the tree, and each is a part of the one before. Source: Breiman et al., ch. 3.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">alpha is negative or not a number.</exception>
    public static TreeNode Prune(TreeNode tree, double alpha)
    {
        if (!(alpha >= 0)) throw new ArgumentOutOfRangeException(nameof(alpha), alpha, $"Prune: alpha is {alpha}. It is the price of a leaf, 0 or more.");
        if (tree.Left is null || tree.Right is null) return tree;
        TreeNode left = Prune(tree.Left, alpha), right = Prune(tree.Right, alpha);
        double kept = left.LeafError + right.LeafError + alpha * (left.Leaves + right.Leaves);
        return tree.Error + alpha <= kept + Tie * tree.Error ? new(tree.Value, tree.Count, tree.Error) : tree with { Left = left, Right = right };
    }

    private static TreeNode Grow(double[][] x, double[] y, int[] rows, int depth, TreeOptions options)
    {
        if (rows.All(row => y[row] == y[rows[0]])) return new(y[rows[0]], rows.Length, 0);   // pure
        double mean = rows.Average(row => y[row]), error = rows.Sum(row => (y[row] - mean) * (y[row] - mean));
        var leaf = new TreeNode(mean, rows.Length, error);
        if (depth == options.MaxDepth) return leaf;
        (int feature, double threshold, double gain) = BestCut(x, y, rows, error, options);
        if (feature < 0 || gain < options.MinGain) return leaf;
        return leaf with
        {
            Feature = feature,
            Threshold = threshold,
            Left = Grow(x, y, Array.FindAll(rows, row => x[row][feature] <= threshold), depth + 1, options),
            Right = Grow(x, y, Array.FindAll(rows, row => x[row][feature] > threshold), depth + 1, options),
        };
    }

    /// <summary>The gain of a cut is nₗnᵣ/n·(meanₗ − meanᵣ)²: what the summed squared error falls by. The distances are taken from the node's mean, so that a large mean costs no digits.</summary>
    private static (int Feature, double Threshold, double Gain) BestCut(double[][] x, double[] y, int[] rows, double error, TreeOptions options)
    {
        (int Feature, double Threshold, double Gain) best = (-1, double.NaN, double.NegativeInfinity);
        double n = rows.Length, mean = rows.Average(row => y[row]);
        foreach (int feature in options.Candidates?.Invoke() ?? [.. Enumerable.Range(0, x[0].Length)])
        {
            double[] values = Array.ConvertAll(rows, row => x[row][feature]);
            int[] order = [.. rows];
            Array.Sort(values, order);
            double left = 0;   // distances of the left side from the mean, summed; the right side's are its negative
            for (int moved = 1; moved < order.Length; moved++)
            {
                left += y[order[moved - 1]] - mean;
                if (values[moved - 1] == values[moved] || moved < options.MinLeaf || order.Length - moved < options.MinLeaf) continue;
                double gain = left * left * n / (moved * (n - moved));
                if (gain > best.Gain + Tie * error) best = (feature, values[moved - 1] + (values[moved] - values[moved - 1]) / 2, gain);
            }
        }

        return best;
    }
}
