using FromScratch.Data;

namespace FromScratch.ClassicalMl;

/// <summary>Many trees that differ, and their average.</summary>
public static class RandomForest
{
    /// <summary>Grows each tree to the end on n rows drawn with replacement, looking at each node at a few random columns only.</summary>
    /// <param name="x">Rows [n, d].</param>
    /// <param name="y">Labels 0 or 1 [n].</param>
    /// <param name="trees">How many trees; at least 1.</param>
    /// <param name="featuresPerSplit">How many different columns are looked at a node; from 1 to d. With d it is bagging.</param>
    /// <param name="rng">Each tree takes a generator of its own from it by Split, so that a tree does not depend on the others.</param>
    /// <remarks>
    /// <para>The variance of a mean of trees with variance σ² and correlation ρ is ρσ² + (1 − ρ)σ²/trees: more trees take away the second part alone, other columns at each node lower ρ.</para>
    /// <para>A row is missing from a bag with (1 − 1/n)ⁿ ≈ 0.368: about a third of the trees can judge it as if it were new. Source: Breiman, "Random forests", Machine Learning 45 (2001) 5-32.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">x and y differ in rows, there is none, or a label is neither 0 nor 1.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no tree, or the number of columns is out of range.</exception>
    public static Forest Fit(double[,] x, int[] y, int trees, int featuresPerSplit, Rng rng)
    {
        int n = x.GetLength(0), d = x.GetLength(1);
        Rows.RequireAnswers("Forest", x, y.Length);
        Rows.RequireClasses("Forest", y, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(trees, 1);
        if (featuresPerSplit < 1 || featuresPerSplit > d) throw new ArgumentOutOfRangeException(nameof(featuresPerSplit), featuresPerSplit, $"Forest: {featuresPerSplit} columns at a split. There are {d}, and at least one is needed.");
        double[][] rows = Rows.Of(x);
        TreeNode[] roots = new TreeNode[trees];
        int[][] bags = new int[trees][];
        for (int t = 0; t < trees; t++)
        {
            Rng own = rng.Split();
            bags[t] = [.. Enumerable.Range(0, n).Select(_ => own.NextInt(n))];
            double[,] drawn = Rows.Join(Array.ConvertAll(bags[t], row => rows[row]), d);
            roots[t] = DecisionTree.Grow(drawn, Array.ConvertAll(bags[t], row => (double)y[row]), new TreeOptions(Candidates: () => Sample(d, featuresPerSplit, own)));
        }

        return new(roots, bags, OobError(rows, y, roots, bags));
    }

    /// <summary>The mean of the trees' answers: the probability of class 1.</summary>
    /// <param name="forest">The forest.</param>
    /// <param name="row">A row [d].</param>
    public static double Probability(Forest forest, double[] row) => forest.Trees.Average(tree => DecisionTree.Predict(tree, row));

    private static double OobError(double[][] rows, int[] y, TreeNode[] roots, int[][] bags)
    {
        HashSet<int>[] seen = Array.ConvertAll(bags, bag => (HashSet<int>)[.. bag]);
        List<bool> wrong = [];
        for (int i = 0; i < rows.Length; i++)
        {
            TreeNode[] judges = [.. roots.Where((_, t) => !seen[t].Contains(i))];
            if (judges.Length > 0) wrong.Add(judges.Average(tree => DecisionTree.Predict(tree, rows[i])) >= 0.5 != (y[i] == 1));
        }

        return wrong.Count == 0 ? double.NaN : wrong.Average(isWrong => isWrong ? 1.0 : 0);
    }

    private static int[] Sample(int from, int count, Rng rng)
    {
        int[] all = [.. Enumerable.Range(0, from)];
        rng.Shuffle(all);
        return [.. all.Take(count).Order()];
    }
}
