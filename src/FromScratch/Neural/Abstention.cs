namespace FromScratch.Neural;

/// <summary>A classifier that may pass a case on to a human being, and what that costs.</summary>
public static class Abstention
{
    /// <summary>What happens when answers are given only where the largest probability is at least a threshold; the other cases are reviewed.</summary>
    /// <param name="p">Probabilities [n, classes].</param>
    /// <param name="y">The true classes [n], from 0.</param>
    /// <param name="threshold">The least probability that is acted on.</param>
    /// <param name="errorCost">What a wrong answer costs.</param>
    /// <param name="reviewCost">What a review costs.</param>
    /// <returns>The share of cases answered; the share of wrong answers among those (0 where there is none); the mean cost of a case.</returns>
    /// <remarks>Source: Chow, "On optimum recognition error and reject tradeoff", IEEE Transactions on Information Theory 16 (1970) 41-46.</remarks>
    /// <exception cref="ArgumentException">There is no case, the counts differ, or a true class is none of the columns.</exception>
    public static (double Coverage, double ErrorOnAccepted, double Cost) Evaluate(double[,] p, int[] y, double threshold, double errorCost, double reviewCost)
    {
        (int n, int classes) = (p.GetLength(0), p.GetLength(1));
        if (n == 0 || y.Length != n || y.Any(label => label < 0 || label >= classes)) throw new ArgumentException($"Evaluate: p is [{n}, {classes}], with {y.Length} true classes. Give at least one case, and to each a class from 0 to {classes - 1}.", nameof(y));
        int accepted = 0, wrong = 0;
        for (int i = 0; i < n; i++)
        {
            int best = 0;
            for (int k = 1; k < classes; k++)
                if (p[i, k] > p[i, best]) best = k;
            if (p[i, best] < threshold) continue;
            accepted++;
            if (best != y[i]) wrong++;
        }

        return ((double)accepted / n, accepted == 0 ? 0 : (double)wrong / accepted, (wrong * errorCost + (n - accepted) * reviewCost) / n);
    }

    /// <summary>The threshold at which an answer's expected cost, (1 − p)·errorCost, equals that of a review: 1 − reviewCost/errorCost, but at least 1/classes, below which no largest probability lies.</summary>
    /// <param name="errorCost">What a wrong answer costs, above 0.</param>
    /// <param name="reviewCost">What a review costs, at least 0.</param>
    /// <param name="classes">How many classes, at least 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">A cost or the number of classes lies outside its range.</exception>
    public static double BestThreshold(double errorCost, double reviewCost, int classes)
    {
        if (!(errorCost > 0)) throw new ArgumentOutOfRangeException(nameof(errorCost), errorCost, $"BestThreshold: an error costs {errorCost}. Where errors cost nothing, there is nothing to weigh.");
        if (!(reviewCost >= 0)) throw new ArgumentOutOfRangeException(nameof(reviewCost), reviewCost, $"BestThreshold: a review costs {reviewCost}, which is less than nothing.");
        if (classes < 2) throw new ArgumentOutOfRangeException(nameof(classes), classes, $"BestThreshold: {classes} classes. A choice needs at least 2.");
        return Math.Max(1 - reviewCost / errorCost, 1.0 / classes);
    }
}
