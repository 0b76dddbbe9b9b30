using Course;
using FromScratch.ClassicalMl;
using FromScratch.Data;

namespace Autograders;

/// <summary>Exercise 9.7: many trees that differ, and their average.</summary>
[Exercise("9.7", "A random forest", Difficulty = 3, Minutes = 40, Theory = "4. Trees ask twenty questions", TimeLimitSeconds = 6)]
public sealed class RandomForestAndBagging : Exercise<RandomForestAndBagging, RandomForestAndBagging.Contract>
{
    public delegate Forest Growing(double[,] x, int[] y, int trees, int featuresPerSplit, Rng rng);

    public delegate double Asking(Forest forest, double[] row);

    public sealed record Contract(Growing FitForest, Asking ForestProbability);

    public static Verdict Check(Growing fitForest, Asking forestProbability) => Grade(new Contract(fitForest, forestProbability));

    protected override Contract Reference => new(RandomForest.Fit, RandomForest.Probability);

    private static readonly Planted<(double[,] X, int[] Y), int[]> _clouds = Generators.Clouds(21, 80, [[0, 0, 0, 0], [1.5, 1, 0, 0.5]], 1);

    [Fact]
    public void Each_bag_holds_n_rows_drawn_with_replacement()
    {
        (double[,] x, int[] y) = _clouds.Data;
        Forest forest = Grown(x, y, 20, 2, 1);
        Expect.That(forest.Bags.All(bag => bag?.Length == 80 && bag.All(row => row is >= 0 and < 80)), "20 bags of 80 row numbers from 0 to 79", forest.Bags.Select(bag => bag?.Length).ToArray(), because: "Each tree gets as many rows as there are, drawn with replacement.");
        double unique = forest.Bags.Average(bag => bag.Distinct().Count() / 80.0);
        // 1 − (79/80)⁸⁰ is 0.634; of 20 bags the standard error of the mean is 0.007.
        Expect.That(Math.Abs(unique - 0.634) < 0.03, "0.634 ± 0.03 different rows in a bag", unique, because: "A row is missed 80 times in a row with the chance (79/80)⁸⁰ = 0.366.");
        Expect.That(forest.Bags.Select(bag => string.Join(',', bag)).Distinct().Count() == 20, "20 different bags", "equal ones", because: "Each tree draws its own.");
    }

    [Fact]
    public void Each_tree_knows_the_rows_of_its_bag_by_heart()
    {
        (double[,] x, int[] y) = _clouds.Data;
        Forest forest = Grown(x, y, 8, 2, 2);
        double[][] rows = Rows.Of(x);
        for (int t = 0; t < 8; t++)
        {
            Expect.Equal(80, forest.Trees[t].Count, because: "The root has seen 80 rows, repeats included.");
            Expect.That(forest.Bags[t].All(row => DecisionTree.Predict(forest.Trees[t], rows[row]) == y[row]), $"tree {t} right on all rows of Bags[{t}]", "a wrong answer on one of them", because: "Trees are grown to the end, and no two rows are equal. Bags names the rows this very tree was grown on.");
        }
    }

    [Fact]
    public void Columns_are_drawn_at_each_split_not_for_each_tree()
    {
        (double[,] x, int[] y) = _clouds.Data;
        Forest forest = Grown(x, y, 6, 1, 3);
        double columns = forest.Trees.Average(tree => tree.All().Where(node => !node.IsLeaf).Select(node => node.Feature).Distinct().Count());
        Expect.That(columns > 2, "more than 2 of the 4 columns asked for in a tree, on average", columns, because: "With one column at each split, drawn anew at each, a tree of many questions uses nearly all columns. Drawn for each tree, it has one.");
    }

    [Fact]
    public void Few_columns_at_a_split_make_the_roots_differ()
    {
        (double[,] x, int[] y) = Generators.Clouds(24, 60, [[0, 0, 0, 0], [0, 0, 5, 0]], 1).Data;
        Forest one = Grown(x, y, 40, 1, 4), all = Grown(x, y, 12, 4, 4);
        Expect.That(one.Trees.Select(tree => tree.Feature).Distinct().Count() == 4, "roots with all 4 columns among 40 trees", one.Trees.Select(tree => tree.Feature).ToArray(), because: "featuresPerSplit is 1: each root draws one column of 4.");
        Expect.That(all.Trees.All(tree => tree.Feature == 2), "column 2 at every root", all.Trees.Select(tree => tree.Feature).ToArray(), because: "featuresPerSplit is 4, all there are: column 2, which tells the classes apart, is the best one everywhere.");
    }

    [Fact]
    public void The_out_of_bag_error_is_judged_by_trees_that_never_saw_the_row()
    {
        (double[,] x, int[] y) = _clouds.Data;
        Forest forest = Grown(x, y, 15, 2, 5);
        double[][] rows = Rows.Of(x);
        List<double> wrong = [];
        for (int i = 0; i < 80; i++)
        {
            double[] votes = [.. forest.Trees.Where((_, t) => !forest.Bags[t].Contains(i)).Select(tree => DecisionTree.Predict(tree, rows[i]))];
            if (votes.Length > 0) wrong.Add(votes.Average() >= 0.5 == (y[i] == 1) ? 0 : 1);
        }

        Expect.Close(wrong.Average(), forest.OobError, because: "For each row the mean answer of the trees whose bag lacks it; from 0.5 on it is class 1. The share of wrong ones, among the rows that some tree has not seen. In-bag rows would give the training error, 0.", tolerance: 1e-9, scale: 1);
    }

    [Fact]
    public void One_tree_judges_the_third_that_it_did_not_see()
    {
        (double[,] x, int[] y) = _clouds.Data;
        Forest forest = Grown(x, y, 1, 4, 6);
        double[][] rows = Rows.Of(x);
        int[] unseen = [.. Enumerable.Range(0, 80).Except(forest.Bags[0])];
        Expect.Close(unseen.Average(i => DecisionTree.Predict(forest.Trees[0], rows[i]) >= 0.5 == (y[i] == 1) ? 0 : 1.0), forest.OobError, because: "Rows that every tree has seen do not count: divide by the number of rows judged.", tolerance: 1e-9, scale: 1);
    }

    [Fact]
    public void A_single_row_has_no_judge()
    {
        Forest forest = Grown(new double[,] { { 1, 2 } }, [1], 3, 1, 7);
        Expect.That(double.IsNaN(forest.OobError), "NaN", forest.OobError, because: "Every tree has seen the only row: there is no out-of-bag error. Not 0.");
    }

    [Fact]
    public void The_out_of_bag_error_foretells_the_error_on_new_rows()
    {
        (double[,] x, int[] y) = Generators.Clouds(22, 300, [[0, 0, 0], [1.5, 1, 0]], 1).Data;
        (double[,] X, int[] Y) fresh = Generators.Clouds(23, 1000, [[0, 0, 0], [1.5, 1, 0]], 1).Data;
        Forest forest = Grown(x, y, 40, 1, 8);
        double error = Rows.Of(fresh.X).Select((row, i) => RandomForest.Probability(forest, row) >= 0.5 == (fresh.Y[i] == 1) ? 0.0 : 1).Average();
        // Measured over 40 seeds: OobError − error is 1.1 points on average, with a standard deviation of 3.0, 6.8 at most.
        Expect.That(Math.Abs(error - forest.OobError) < 0.12, $"an OobError near {ValueText.Of(Math.Round(error, 3))}", forest.OobError, because: "That is the error on 1,000 new rows. Out-of-bag rows are new to the trees that judge them.");
    }

    [Fact]
    public void The_same_seed_gives_the_same_forest()
    {
        (double[,] x, int[] y) = _clouds.Data;
        Forest first = Grown(x, y, 5, 2, 9), again = Grown(x, y, 5, 2, 9), other = Grown(x, y, 5, 2, 10);
        Expect.That(first.Trees.SequenceEqual(again.Trees), "equal trees", "different ones", because: "All chance comes from the generator you are given.");
        Expect.That(!first.Trees.SequenceEqual(other.Trees), "other trees from another seed", "the same", because: "All chance comes from the generator you are given.");
    }

    [Fact]
    public void The_probability_is_the_mean_of_the_trees()
    {
        TreeNode yes = new(1, 3, 0), no = new(0, 3, 0), asks = new(0.5, 4, 1, 0, 2, no, new(0.75, 2, 0));
        Expect.Close(1.75 / 3, Subject.ForestProbability(new([yes, no, asks], [[], [], []], 0), [3]), because: "The trees say 1, 0 and 0.75.");
        Expect.Close(1.0 / 3, Subject.ForestProbability(new([yes, no, asks], [[], [], []], 0), [2]), because: "The trees say 1, 0 and 0.");
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        double[,] x = Lessons.Table(1, 4, 3);
        Expect.Throws<ArgumentException>(() => Subject.FitForest(x, [0, 1, 1], 2, 1, new Rng(1)), because: "4 rows, 3 labels.");
        Expect.Throws<ArgumentException>(() => Subject.FitForest(x, [0, 1, 1, 0, 1], 2, 1, new Rng(1)), because: "4 rows, 5 labels.");
        Expect.Throws<ArgumentException>(() => Subject.FitForest(x, [0, 1, 2, 0], 2, 1, new Rng(1)), because: "Labels are 0 and 1.");
        Expect.Throws<ArgumentException>(() => Subject.FitForest(new double[0, 3], [], 2, 1, new Rng(1)), because: "There is no row.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.FitForest(x, [0, 1, 1, 0], 0, 1, new Rng(1)), because: "No tree.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.FitForest(x, [0, 1, 1, 0], 2, 0, new Rng(1)), because: "No column to look at.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.FitForest(x, [0, 1, 1, 0], 2, 4, new Rng(1)), because: "There are 3 columns.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You draw the columns once for each tree. Draw them at each split (Candidates is called there), or trees never see how columns work together.", Reference with { FitForest = (x, y, trees, few, rng) => Written(x, y, trees, few, rng, perTree: true) }),
        new("An OOB error of 0 is the training error: you let trees judge rows of their own bag.", Reference with { FitForest = (x, y, trees, few, rng) => Written(x, y, trees, few, rng, inBag: true) }),
        new("You drew the rows without replacement: every bag is the whole table, and the trees hardly differ.", Reference with { FitForest = (x, y, trees, few, rng) => Written(x, y, trees, few, rng, shuffled: true) }),
        new("Each tree gave 0 or 1 before you took the mean. A leaf's own value is a probability: average those.", Reference with { ForestProbability = (forest, row) => forest.Trees.Average(tree => DecisionTree.Predict(tree, row) >= 0.5 ? 1.0 : 0) }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("one generator for all, columns drawn one by one, votes summed as the trees grow", new((x, y, trees, few, rng) => Written(x, y, trees, few, rng), (forest, row) => forest.Trees.Sum(tree => DecisionTree.Predict(tree, row)) / forest.Trees.Length)),
        new("all bags first, then the trees", Reference with { FitForest = BagsFirst }),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Two sources of chance make the trees differ. One is in the rows, one in the options of the tree.",
        "A bag is n times rng.NextInt(n). TreeOptions(Candidates: …) is called at each node: give it featuresPerSplit different columns, drawn anew, ascending. DecisionTree.Grow grows the tree.",
        "For each tree: draw the bag, collect its rows and labels (as double), grow. Then for each row the mean over the trees whose bag lacks it; from 0.5 on it says 1. OobError is the share of wrong ones among the rows with at least one such tree, NaN without any.",
    ];

    private Forest Grown(double[,] x, int[] y, int trees, int few, ulong seed)
    {
        Forest? forest = Subject.FitForest(x, y, trees, few, new Rng(seed));
        Expect.That(forest?.Trees?.Length == trees && forest.Bags?.Length == trees && forest.Trees.All(tree => tree is not null) && forest.Bags.All(bag => bag is not null), $"{trees} trees and as many bags", forest is null ? null : $"{forest.Trees?.Length} trees, {forest.Bags?.Length} bags", because: "A bag for each tree.");
        return forest!;
    }

    private static void Guard(double[,] x, int[] y, int trees, int few)
    {
        if (x.GetLength(0) != y.Length || y.Length == 0 || y.Any(label => label is not (0 or 1))) throw new ArgumentException("They do not fit.");
        if (trees < 1 || few < 1 || few > x.GetLength(1)) throw new ArgumentOutOfRangeException(nameof(trees));
    }

    private static Forest Written(double[,] x, int[] y, int trees, int few, Rng rng, bool perTree = false, bool inBag = false, bool shuffled = false)
    {
        Guard(x, y, trees, few);
        int n = y.Length, d = x.GetLength(1);
        double[][] rows = Rows.Of(x);
        double[] votes = new double[n], judges = new double[n];
        List<TreeNode> roots = [];
        List<int[]> bags = [];
        for (int t = 0; t < trees; t++)
        {
            int[] bag = [.. Enumerable.Range(0, n)];
            if (shuffled) rng.Shuffle(bag);
            else bag = Array.ConvertAll(bag, _ => rng.NextInt(n));
            int[] Columns()
            {
                SortedSet<int> drawn = [];
                while (drawn.Count < few) drawn.Add(rng.NextInt(d));
                return [.. drawn];
            }

            int[] fixedOnes = Columns();
            roots.Add(DecisionTree.Grow(Lessons.Take(x, bag), Array.ConvertAll(bag, i => (double)y[i]), new(Candidates: () => perTree ? fixedOnes : Columns())));
            bags.Add(bag);
            foreach (int i in Enumerable.Range(0, n).Where(i => bag.Contains(i) == inBag))
            {
                votes[i] += DecisionTree.Predict(roots[^1], rows[i]);
                judges[i]++;
            }
        }

        int[] judged = [.. Enumerable.Range(0, n).Where(i => judges[i] > 0)];
        return new([.. roots], [.. bags], judged.Length == 0 ? double.NaN : judged.Average(i => votes[i] / judges[i] >= 0.5 == (y[i] == 1) ? 0.0 : 1));
    }

    private static Forest BagsFirst(double[,] x, int[] y, int trees, int few, Rng rng)
    {
        Guard(x, y, trees, few);
        int n = y.Length, d = x.GetLength(1);
        int[][] bags = [.. Enumerable.Range(0, trees).Select(_ => Enumerable.Range(0, n).Select(_ => rng.NextInt(n)).ToArray())];
        double[] labels = Array.ConvertAll(y, label => (double)label);
        TreeNode[] roots = Array.ConvertAll(bags, bag => DecisionTree.Grow(Lessons.Take(x, bag), [.. bag.Select(i => labels[i])], new(Candidates: () => [.. Enumerable.Range(0, d).OrderBy(_ => rng.NextUInt64()).Take(few).Order()])));
        double[][] rows = Rows.Of(x);
        double[] answers = [.. Enumerable.Range(0, n).Select(i => roots.Where((_, t) => Array.IndexOf(bags[t], i) < 0).Select(root => DecisionTree.Predict(root, rows[i])).DefaultIfEmpty(double.NaN).Average())];
        double[] wrong = [.. answers.Zip(y).Where(pair => !double.IsNaN(pair.First)).Select(pair => pair.First >= 0.5 == (pair.Second == 1) ? 0.0 : 1)];
        return new(roots, bags, wrong.Length == 0 ? double.NaN : wrong.Average());
    }
}
