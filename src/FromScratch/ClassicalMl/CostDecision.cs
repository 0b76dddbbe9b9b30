using FromScratch.Data;
using FromScratch.Pipelines;

namespace FromScratch.ClassicalMl;

/// <summary>Which model, and where to draw the line, when acting costs something and a hit is worth something.</summary>
public static class CostDecision
{
    /// <summary>The value a row of acting on every row whose probability is at least the threshold.</summary>
    /// <param name="probabilities">Of label 1 [n], n ≥ 1.</param>
    /// <param name="y">What happened, 0 or 1 [n].</param>
    /// <param name="threshold">Act from here on.</param>
    /// <param name="cost">What acting costs, whatever the label.</param>
    /// <param name="hit">What acting on a row with label 1 is worth, before the cost.</param>
    /// <exception cref="ArgumentException">The lengths differ, or there is no row.</exception>
    public static double Value(double[] probabilities, int[] y, double threshold, double cost, double hit)
    {
        if (probabilities.Length != y.Length || y.Length == 0) throw new ArgumentException($"Value: {probabilities.Length} probabilities and {y.Length} labels. Each row has one of both, and there is a row at least.", nameof(y));
        return probabilities.Zip(y, (p, label) => p >= threshold ? hit * label - cost : 0).Average();
    }

    /// <summary>The candidate with the largest value in cross-validation, fitted to all rows.</summary>
    /// <param name="candidates">Names and learners, at least one; of equal ones the first.</param>
    /// <param name="x">Rows [n, d].</param>
    /// <param name="y">Labels 0 or 1 [n].</param>
    /// <param name="cost">What acting costs, above 0.</param>
    /// <param name="hit">What a hit is worth, above the cost.</param>
    /// <param name="folds">How many folds; from 2 to n.</param>
    /// <param name="rng">Where the folds come from; all candidates get the same.</param>
    /// <returns>The threshold is cost/hit: from there on, acting pays. The value is that of the held-out rows, all folds together.</returns>
    /// <remarks>The largest of several measured values is a little too good: it was chosen for being large. Fresh rows tell. Source: Elkan, "The foundations of cost-sensitive learning", IJCAI 2001; Hastie, Tibshirani and Friedman, §7.10.</remarks>
    /// <exception cref="ArgumentException">x and y differ in rows, there is none, or there is no candidate.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The costs make no sense, or the number of folds is out of range.</exception>
    public static ModelChoice Choose(IReadOnlyList<(string Name, ProbabilityLearner Learn)> candidates, double[,] x, int[] y, double cost, double hit, int folds, Rng rng)
    {
        Rows.RequireAnswers("Choose", x, y.Length);
        if (candidates.Count == 0) throw new ArgumentException("Choose: there is no candidate.", nameof(candidates));
        if (!(cost > 0 && cost < hit)) throw new ArgumentOutOfRangeException(nameof(cost), cost, $"Choose: acting costs {cost}, a hit is worth {hit}. With a cost of 0 everybody is contacted, from the hit's worth on nobody is; neither needs a model.");
        double threshold = cost / hit;
        double[][] rows = Rows.Of(x);
        Fold[] divisions = ModelSelection.KFold(y.Length, folds, rng);
        double[] values = [.. candidates.Select(candidate =>
        {
            double[] heldOut = new double[y.Length];
            foreach (Fold fold in divisions)
            {
                Func<double[], double> model = Learnt(candidate.Learn, rows, y, fold.Train, x.GetLength(1));
                foreach (int row in fold.Test) heldOut[row] = model(rows[row]);
            }

            return Value(heldOut, y, threshold, cost, hit);
        })];
        int best = Array.IndexOf(values, values.Max());
        return new(candidates[best].Name, threshold, values[best], candidates[best].Learn(x, y));
    }

    private static Func<double[], double> Learnt(ProbabilityLearner learn, double[][] rows, int[] y, int[] part, int columns) =>
        learn(Rows.Join(Array.ConvertAll(part, row => rows[row]), columns), Array.ConvertAll(part, row => y[row]));
}
