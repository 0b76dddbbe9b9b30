using Course;
using CsCheck;
using FromScratch.ClassicalMl;
using FromScratch.Data;

namespace Autograders;

/// <summary>Exercise 9.6: grow a tree, ask it, prune it.</summary>
[Exercise("9.6", "A decision tree", Difficulty = 4, Minutes = 60, Core = true, Theory = "4. Trees ask twenty questions", TimeLimitSeconds = 4)]
public sealed class DecisionTreeFromScratch : Exercise<DecisionTreeFromScratch, DecisionTreeFromScratch.Contract>
{
    public delegate TreeNode Growing(double[,] x, double[] y, TreeOptions options);

    public delegate double Asking(TreeNode tree, double[] row);

    public delegate TreeNode Pruning(TreeNode tree, double alpha);

    public sealed record Contract(Growing GrowTree, Asking AskTree, Pruning PruneTree);

    public static Verdict Check(Growing growTree, Asking askTree, Pruning pruneTree) => Grade(new Contract(growTree, askTree, pruneTree));

    protected override Contract Reference => new(DecisionTree.Grow, DecisionTree.Predict, DecisionTree.Prune);

    private static readonly double[,] _xor = { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 }, { 0, 1 }, { 1, 1 } };
    private static readonly double[] _xorLabels = [0, 1, 1, 0, 1, 0];

    // Node 0: x₀ ≤ 3 gains 50; below it x₁ ≤ 1 gains 6 and, on the other side, x₁ ≤ 4 gains 1.
    private static readonly TreeNode _threeCuts = new(5, 12, 57.5, 0, 3,
        new(3, 6, 6.5, 1, 1, new(2, 3, 0.25), new(4, 3, 0.25)),
        new(7, 6, 1, 1, 4, new(6.6, 3, 0), new(7.4, 3, 0)));

    [Fact]
    public void One_cut_by_hand()
    {
        TreeNode tree = Grown(new double[,] { { 4, 9 }, { 1, 5 }, { 3, 1 }, { 2, 7 }, { 6, 3 } }, [10, 2, 9, 4, 11], new(MaxDepth: 1));
        Expect.Equal(0, tree.Feature, because: "Sorted by column 0 the answers are 2, 4, 9, 10, 11: cut there.", part: "Feature");
        Expect.Close(2.5, tree.Threshold, because: "Between 2 and 3: the sides {2, 4} and {9, 10, 11} have the squared errors 2 and 2. The threshold lies halfway.", part: "Threshold");
        Expect.Close([7.2, 5, 62.8], [tree.Value, tree.Count, tree.Error], because: "The root itself: mean 7.2 of 5 rows, squared distances from it 62.8 (Value, Count, Error).");
        Expect.Close([3, 2, 2, 10, 3, 2], [tree.Left!.Value, tree.Left.Count, tree.Left.Error, tree.Right!.Value, tree.Right.Count, tree.Right.Error], because: "Left {2, 4}, right {9, 10, 11}: mean, rows and squared error of each. Rows up to the threshold go left.");
        Expect.That(tree.Left.IsLeaf && tree.Right.IsLeaf, "leaves", tree, because: "MaxDepth is 1: one question.");
    }

    [Fact]
    public void Exclusive_or_is_solved_at_depth_2()
    {
        TreeNode tree = Grown(_xor, _xorLabels, new(MaxDepth: 2));
        for (int i = 0; i < 6; i++)
            Expect.Close(_xorLabels[i], DecisionTree.Predict(tree, Rows.Of(_xor)[i]), because: "Exclusive-or: each first cut looks useless, the second one solves it. With MinGain = 0 a gain of 0 is enough to go on.", scale: 1);
    }

    [Fact]
    public void A_demanded_gain_stops_growth()
    {
        TreeNode tree = Grown(new double[,] { { 1 }, { 2 }, { 3 }, { 4 } }, [0, 1, 10, 11], new(MinGain: 0.6));
        Expect.Equal(2, tree.Leaves, because: "The first cut lowers the squared error by 100. The next ones would lower it by ½ each; 0.6 is asked.");
        Expect.Equal(4, Grown(new double[,] { { 1 }, { 2 }, { 3 }, { 4 } }, [0, 1, 10, 11], new(MinGain: 0.5)).Leaves, because: "A gain of exactly MinGain is enough.");
    }

    [Fact]
    public void Depth_0_is_the_mean()
    {
        TreeNode tree = Grown(new double[,] { { 1 }, { 2 }, { 3 } }, [3, 4, 8], new(MaxDepth: 0));
        Expect.Equal(new TreeNode(5, 3, 14), tree, because: "No question: the mean of 3 rows, squared distances 4 + 1 + 9, and no cut (Feature −1, Threshold NaN, no children).");
    }

    [Fact]
    public void Depth_and_leaf_size_are_kept() => Property.Holds(
        Gen.Select(Draw.Matrix(14, 3), Draw.Vector(14), Gen.Int[1, 4], Gen.Int[1, 4]), sample =>
        {
            (double[,] x, double[] y, int depth, int least) = sample;
            TreeNode tree = Grown(x, y, new(MaxDepth: depth, MinLeaf: least));
            Expect.That(tree.Depth <= depth, $"a depth of at most {depth}", tree.Depth, because: "MaxDepth is the longest row of questions.");
            Expect.That(tree.All().Where(node => node.IsLeaf).All(leaf => leaf.Count >= least), $"leaves of at least {least} rows", tree.All().Where(node => node.IsLeaf).Select(leaf => leaf.Count).ToArray(), because: "MinLeaf holds for both sides of each cut.");
        });

    [Fact]
    public void Leaf_size_rules_out_cuts_it_does_not_end_the_search()
    {
        TreeNode tree = Grown(new double[,] { { 1 }, { 2 }, { 3 }, { 4 }, { 5 } }, [50, 0, 0, 9, 9], new(MaxDepth: 1, MinLeaf: 2));
        Expect.Close(2.5, tree.Threshold, because: "The best cut, at 1.5, leaves one row alone. Of those that leave two, 2.5 is the better one.", part: "Threshold");
        Expect.Close(5.5, Grown(new double[,] { { 1 }, { 2 }, { 3 }, { 4 }, { 5 }, { 6 } }, [0, 0, 0, 0, 0, 50], new(MaxDepth: 1, MinLeaf: 1)).Threshold, because: "MinLeaf = 1: a row alone is a leaf.", part: "Threshold");
    }

    [Fact]
    public void Unlimited_it_knows_every_row_by_heart()
    {
        double[,] x = Lessons.Table(1, 30, 2);
        double[] y = Lessons.Numbers(2, 30);
        TreeNode tree = Grown(x, y, new());
        Expect.Close(y, [.. Rows.Of(x).Select(row => DecisionTree.Predict(tree, row))], because: "No two rows are equal, and nothing stops growth: every row has a leaf of its own.", tolerance: 1e-12);
        Expect.Equal(30, tree.Leaves, because: "One leaf a row.");
    }

    [Fact]
    public void Equal_rows_with_different_answers_share_a_leaf()
    {
        TreeNode tree = Grown(new double[,] { { 2, 3 }, { 2, 3 }, { 2, 3 } }, [1, 2, 6], new());
        Expect.That(tree.IsLeaf && Math.Abs(tree.Value - 3) < 1e-12 && Math.Abs(tree.Error - 14) < 1e-12, "a leaf with the mean 3 and the squared error 14", tree, because: "No question tells these rows apart. 4 + 1 + 9 is 14.");
    }

    [Fact]
    public void Rows_with_one_answer_are_not_cut_further()
    {
        TreeNode tree = Grown(new double[,] { { 1 }, { 2 }, { 3 }, { 4 } }, [0.1, 0.1, 0.1, 5], new());
        Expect.Equal(2, tree.Leaves, because: "The left side is pure: nothing is left to learn there.");
        Expect.Equal((0.1, 0.0), (tree.Left!.Value, tree.Left.Error), because: "All its answers are 0.1: Value is that, and Error exactly 0.");
    }

    [Fact]
    public void Of_equal_cuts_the_lowest_column_and_threshold()
    {
        TreeNode tree = Grown(new double[,] { { 1, 1 }, { 2, 2 }, { 3, 3 }, { 4, 4 } }, [1, 0, 0, 1], new(MaxDepth: 1));
        Expect.Equal((0, 1.5), (tree.Feature, tree.Threshold), because: "Both columns cut equally well, at 1.5 and at 3.5: the rule makes the answer unique.");
    }

    [Fact]
    public void No_single_cut_is_better() => Property.Holds(
        Gen.Select(Draw.Matrix(9, 3), Draw.Vector(9), Gen.Int[1, 3]), sample =>
        {
            (double[,] x, double[] y, int least) = sample;
            double best = 0, all = Spread(y);
            for (int j = 0; j < 3; j++)
            {
                foreach (double value in Draw.Column(x, j).Distinct())
                {
                    double[] left = [.. y.Where((_, i) => x[i, j] <= value)], right = [.. y.Where((_, i) => x[i, j] > value)];
                    if (left.Length >= least && right.Length >= least) best = Math.Max(best, all - Spread(left) - Spread(right));
                }
            }

            TreeNode tree = Grown(x, y, new(MaxDepth: 1, MinLeaf: least));
            Expect.Close(best, tree.Error - tree.LeafError, because: $"How much the first cut lowers the summed squared error; with MinLeaf = {least} the best of all cuts lowers it by that.", tolerance: 1e-9, scale: 1);
        });

    [Fact]
    public void A_far_away_mean_costs_no_digits()
    {
        TreeNode tree = Grown(new double[,] { { 1 }, { 2 }, { 3 }, { 4 }, { 5 } }, [1e9, 1e9 + 1, 1e9, 1e9 + 4, 1e9 + 5], new(MaxDepth: 1));
        Expect.Close(3.5, tree.Threshold, because: "The answers are 0, 1, 0, 4, 5 above a billion. Σy² − n·mean² loses all digits there; take distances from the mean.", part: "Threshold");
    }

    [Fact]
    public void The_logarithm_of_a_column_changes_no_answer()
    {
        double[,] x = Lessons.Mapped(Lessons.Table(3, 40, 2), (v, _) => Math.Exp(v)), logs = Lessons.Mapped(x, (v, j) => j == 1 ? Math.Log(v) : v);
        double[] y = Lessons.Numbers(4, 40);
        TreeNode plain = Grown(x, y, new(MaxDepth: 4)), changed = Grown(logs, y, new(MaxDepth: 4));
        Expect.Close([.. Rows.Of(x).Select(row => DecisionTree.Predict(plain, row))], [.. Rows.Of(logs).Select(row => DecisionTree.Predict(changed, row))], because: "A tree sees only the order of a column's values, and a logarithm keeps the order.", tolerance: 1e-9);
    }

    [Fact]
    public void Only_the_candidates_are_looked_at()
    {
        int calls = 0;
        double[,] x = Lessons.Table(5, 12, 3);
        TreeNode tree = Grown(x, Draw.Column(x, 0), new(Candidates: () => calls++ % 2 == 0 ? [1] : [1, 2]));
        int questions = tree.All().Count(node => !node.IsLeaf);
        Expect.That(tree.All().All(node => node.Feature != 0), "no question about column 0", tree, because: "Candidates names the columns that may be asked for, 1 or 2.");
        Expect.That(calls >= questions && calls <= tree.All().Count(), $"one call for each of the {questions} questions", calls, because: "Candidates is called once at each node that is to be cut: a forest draws other columns at each.");
    }

    [Fact]
    public void A_row_walks_down_to_its_leaf()
    {
        Expect.Close(2, Subject.AskTree(_threeCuts, [3, 1]), because: "3 ≤ 3: left. 1 ≤ 1: left. A value equal to the threshold goes left.");
        Expect.Close(4, Subject.AskTree(_threeCuts, [-5, 1.5]), because: "Left, then right.");
        Expect.Close(6.6, Subject.AskTree(_threeCuts, [3.5, 4]), because: "Right, then left.");
        Expect.Close(7.4, Subject.AskTree(_threeCuts, [9, 9]), because: "Right, right.");
        Expect.Close(5, Subject.AskTree(new(5, 3, 14), [1]), because: "A leaf answers at once.");
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(0.99, 4)]
    [InlineData(1, 3)]
    [InlineData(5.9, 3)]
    [InlineData(6, 2)]
    [InlineData(49.9, 2)]
    [InlineData(50, 1)]
    public void A_dearer_leaf_makes_a_smaller_tree(double alpha, int leaves)
    {
        TreeNode? pruned = Subject.PruneTree(_threeCuts, alpha);
        Expect.Equal(leaves, pruned?.Leaves ?? 0, because: "The cuts gain 50, 6 and 1. Each adds a leaf: it stays where it gains more than alpha. At equal cost the smaller tree.");
        Expect.Equal((5.0, 12, 57.5), (pruned!.Value, pruned.Count, pruned.Error), because: "The root keeps its own numbers.");
    }

    [Fact]
    public void A_weak_cut_stays_when_what_is_below_pays_for_it()
    {
        TreeNode tree = new(0, 8, 20, 0, 1, new(0, 4, 19.9, 1, 1, new(-1, 2, 0), new(1, 2, 0)), new(0.1, 4, 0));
        Expect.Equal(3, Subject.PruneTree(tree, 5)?.Leaves ?? 0, because: "The first cut gains 0.1, the second 19.9: together 20 for two leaves more at 5 each. Prune from below, and compare a node with the best its children can do.");
        Expect.Equal(1, Subject.PruneTree(tree, 10)?.Leaves ?? 0, because: "Two leaves more at 10 each cost what they gain: the smaller tree.");
    }

    [Fact]
    public void A_pruned_node_is_a_leaf_with_nothing_below()
    {
        Expect.Equal(new TreeNode(5, 12, 57.5), Subject.PruneTree(_threeCuts, 100), because: "A leaf has Feature −1, Threshold NaN and no children.");
        Expect.Equal(_threeCuts, Subject.PruneTree(_threeCuts, 0), because: "At a price of 0 every cut that gains something stays.");
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        Expect.Throws<ArgumentException>(() => Subject.GrowTree(new double[3, 2], [1, 2], new()), because: "3 rows, 2 answers.");
        Expect.Throws<ArgumentException>(() => Subject.GrowTree(new double[2, 3], [1, 2, 3], new()), because: "2 rows, 3 answers.");
        Expect.Throws<ArgumentException>(() => Subject.GrowTree(new double[0, 2], [], new()), because: "There is no row.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.GrowTree(new double[2, 1], [1, 2], new(MaxDepth: -1)), because: "A depth below 0.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.GrowTree(new double[2, 1], [1, 2], new(MinLeaf: 0)), because: "A leaf without rows has no mean.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.PruneTree(new(1, 2, 3), -1), because: "A leaf costs 0 or more.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.PruneTree(new(1, 2, 3), double.NaN), because: "A price must be a number.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("Exclusive-or: each first cut looks useless, and you stop there. A gain of exactly MinGain, also of 0, is enough.", Reference with { GrowTree = (x, y, o) => DecisionTree.Grow(x, y, o with { MinGain = o.MinGain + 1e-9 }) }),
        new("Rows with a value equal to the threshold go left.", Reference with { AskTree = Strictly }),
        new("You prune from above: a weak cut must stay when the cuts below it pay for both. Start at the leaves.", Reference with { PruneTree = FromTheTop }),
        new("At equal cost the smaller tree: prune where keeping the cut gains nothing.", Reference with { PruneTree = (tree, alpha) => DecisionTree.Prune(tree, alpha == 0 ? 0 : alpha * (1 - 1e-6)) }),
        new("MinLeaf holds for both sides of a cut. You only stop at nodes that are already that small.", Reference with { GrowTree = (x, y, o) => LeafSizeTooLate(DecisionTree.Grow(x, y, o with { MinLeaf = Math.Min(o.MinLeaf, 1) }), o.MinLeaf) }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("every threshold tried by two passes over the rows, and a loop to walk", new(ByTrial, ByLoop, (tree, alpha) => !(alpha >= 0) ? throw new ArgumentOutOfRangeException(nameof(alpha)) : Cheapest(tree, alpha).Tree)),
        new("columns sorted once a node, running sums on both sides", Reference with { GrowTree = BySums }),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "A tree is a node and two smaller trees: so is the function. What ends it, and in which order do you ask?",
        "The gain of a cut is error − error_left − error_right, which is nₗnᵣ/n·(meanₗ − meanᵣ)². Sort the node's rows by a column and keep a running sum of y − mean. Pruning: first both children, then compare error + alpha with what they cost.",
        "Grow(rows, depth): one answer alone → leaf; depth used up → leaf; best cut over all candidates with MinLeaf on both sides, strictly better by more than 1e-12 of the error; none or below MinGain → leaf; else the same for both sides with depth + 1.",
    ];

    private TreeNode Grown(double[,] x, double[] y, TreeOptions options)
    {
        TreeNode? tree = Subject.GrowTree(x, y, options);
        Expect.That(tree is not null && tree.All().All(node => node.Left is null == node.Right is null), "a tree whose nodes have two children or none", tree, because: "A cut has two sides.");
        return tree!;
    }

    private static double Spread(double[] y) => y.Length == 0 ? 0 : y.Average() is var mean ? y.Sum(value => (value - mean) * (value - mean)) : 0;

    private static double Strictly(TreeNode tree, double[] row) => tree.IsLeaf ? tree.Value : Strictly(row[tree.Feature] < tree.Threshold ? tree.Left! : tree.Right!, row);

    private static TreeNode FromTheTop(TreeNode tree, double alpha)
    {
        if (!(alpha >= 0)) throw new ArgumentOutOfRangeException(nameof(alpha));
        if (tree.IsLeaf) return tree;
        if (tree.Error - tree.Left!.Error - tree.Right!.Error <= alpha) return new(tree.Value, tree.Count, tree.Error);
        return tree with { Left = FromTheTop(tree.Left, alpha), Right = FromTheTop(tree.Right, alpha) };
    }

    private static TreeNode LeafSizeTooLate(TreeNode tree, int least) =>
        tree.IsLeaf || least < 2 ? tree : tree.Count < least ? new(tree.Value, tree.Count, tree.Error) : tree with { Left = LeafSizeTooLate(tree.Left!, least), Right = LeafSizeTooLate(tree.Right!, least) };

    private static double ByLoop(TreeNode tree, double[] row)
    {
        while (tree.Left is not null && tree.Right is not null) tree = row[tree.Feature] > tree.Threshold ? tree.Right : tree.Left;
        return tree.Value;
    }

    private static (TreeNode Tree, double Cost) Cheapest(TreeNode tree, double alpha)
    {
        (TreeNode, double) asLeaf = (new(tree.Value, tree.Count, tree.Error), tree.Error + alpha);
        if (tree.Left is null || tree.Right is null) return asLeaf;
        (TreeNode left, double leftCost) = Cheapest(tree.Left, alpha);
        (TreeNode right, double rightCost) = Cheapest(tree.Right, alpha);
        return leftCost + rightCost < asLeaf.Item2 - 1e-9 ? (tree with { Left = left, Right = right }, leftCost + rightCost) : asLeaf;
    }

    private static TreeNode ByTrial(double[,] x, double[] y, TreeOptions o)
    {
        if (x.GetLength(0) != y.Length || y.Length == 0) throw new ArgumentException("They do not fit.");
        if (o.MaxDepth < 0 || o.MinLeaf < 1) throw new ArgumentOutOfRangeException(nameof(o));
        double mean = y.Average(), error = Spread(y);
        if (y.Distinct().Count() == 1) return new(y[0], y.Length, 0);
        TreeNode leaf = new(mean, y.Length, error);
        if (o.MaxDepth == 0) return leaf;
        (double Gain, int Feature, double Threshold) best = (-1, -1, 0);
        foreach (int j in o.Candidates?.Invoke() ?? [.. Enumerable.Range(0, x.GetLength(1))])
        {
            double[] values = [.. Draw.Column(x, j).Distinct().Order()];
            for (int v = 0; v + 1 < values.Length; v++)
            {
                double threshold = values[v] + (values[v + 1] - values[v]) / 2;
                double[] left = [.. y.Where((_, i) => x[i, j] <= threshold)], right = [.. y.Where((_, i) => x[i, j] > threshold)];
                if (left.Length < o.MinLeaf || right.Length < o.MinLeaf) continue;
                double gain = (double)left.Length * right.Length / y.Length * Math.Pow(left.Average(value => value - mean) - right.Average(value => value - mean), 2);
                if (gain > best.Gain + 1e-12 * error) best = (gain, j, threshold);
            }
        }

        if (best.Feature < 0 || best.Gain < o.MinGain) return leaf;
        int[] below = [.. Enumerable.Range(0, y.Length).Where(i => x[i, best.Feature] <= best.Threshold)], above = [.. Enumerable.Range(0, y.Length).Where(i => x[i, best.Feature] > best.Threshold)];
        TreeOptions deeper = o with { MaxDepth = o.MaxDepth - 1 };
        return leaf with { Feature = best.Feature, Threshold = best.Threshold, Left = ByTrial(Lessons.Take(x, below), [.. below.Select(i => y[i])], deeper), Right = ByTrial(Lessons.Take(x, above), [.. above.Select(i => y[i])], deeper) };
    }

    private static TreeNode BySums(double[,] x, double[] y, TreeOptions o)
    {
        if (x.GetLength(0) != y.Length || y.Length == 0) throw new ArgumentException("They do not fit.");
        if (o.MaxDepth < 0 || o.MinLeaf < 1) throw new ArgumentOutOfRangeException(nameof(o));
        TreeNode Node(int[] rows, int depth)
        {
            double first = y[rows[0]];
            double mean = first + rows.Average(i => y[i] - first), error = rows.Sum(i => (y[i] - mean) * (y[i] - mean));
            if (rows.All(i => y[i] == first)) return new(first, rows.Length, 0);
            TreeNode leaf = new(mean, rows.Length, error);
            if (depth == 0) return leaf;
            int feature = -1;
            double threshold = 0, most = -1;
            foreach (int j in o.Candidates?.Invoke() ?? [.. Enumerable.Range(0, x.GetLength(1))])
            {
                int[] order = [.. rows.OrderBy(i => x[i, j])];
                double left = 0, right = order.Sum(i => y[i] - mean);
                for (int k = 1; k < order.Length; k++)
                {
                    left += y[order[k - 1]] - mean;
                    right -= y[order[k - 1]] - mean;
                    if (x[order[k - 1], j] == x[order[k], j] || k < o.MinLeaf || order.Length - k < o.MinLeaf) continue;
                    double gain = left * left / k + right * right / (order.Length - k);
                    if (gain > most + 1e-12 * error) (most, feature, threshold) = (gain, j, (x[order[k - 1], j] + x[order[k], j]) / 2);
                }
            }

            return feature < 0 || most < o.MinGain ? leaf : leaf with { Feature = feature, Threshold = threshold, Left = Node([.. rows.Where(i => x[i, feature] <= threshold)], depth - 1), Right = Node([.. rows.Where(i => x[i, feature] > threshold)], depth - 1) };
        }

        return Node([.. Enumerable.Range(0, y.Length)], o.MaxDepth);
    }
}
