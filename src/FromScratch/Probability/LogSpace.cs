namespace FromScratch.Probability;

/// <summary>Sums of numbers that are kept as logarithms, because they themselves are out of the range of double.</summary>
/// <remarks>Source: Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., §27.8; Blanchard, Higham and Higham, IMA Journal of Numerical Analysis 41 (2021) 2311-2330.</remarks>
public static class LogSpace
{
    /// <summary>ln Σ exp(aᵢ), without leaving the range of double on the way.</summary>
    /// <param name="a">Logarithms [n]; −∞ stands for the number 0.</param>
    /// <returns>−∞ for n = 0, and where all are −∞; ∞ where one is; NaN where one is.</returns>
    /// <remarks>m + ln Σ exp(aᵢ − m), with m the largest: the largest term is then 1, and what underflows beside it does not count.</remarks>
    public static double LogSumExp(double[] a)
    {
        double largest = double.NegativeInfinity;
        foreach (double entry in a) largest = Math.Max(largest, entry);   // Max keeps a NaN
        if (double.IsInfinity(largest)) return largest;                   // −∞ − −∞ would be NaN
        double sum = 0;
        foreach (double entry in a) sum += Math.Exp(entry - largest);
        return largest + Math.Log(sum);
    }

    /// <summary>The probabilities whose logarithms, up to a shared constant, are given: exp(aᵢ)/Σ exp(aⱼ).</summary>
    /// <param name="a">Logits [n], one at least not −∞.</param>
    /// <returns>[n], not negative, with the sum 1. Adding a constant to all logits changes nothing.</returns>
    /// <exception cref="ArgumentException">A logit is ∞ or NaN.</exception>
    /// <exception cref="InvalidOperationException">There is no logit, or all are −∞: no probability is left to share out.</exception>
    public static double[] Softmax(double[] a)
    {
        double total = LogSumExp(a);
        if (double.IsNaN(total) || double.IsPositiveInfinity(total)) throw new ArgumentException("Softmax: a logit is ∞ or NaN. Logits are logarithms of weights, and a weight is finite.", nameof(a));
        if (double.IsNegativeInfinity(total)) throw new InvalidOperationException("Softmax: every weight is 0 (every logit −∞). Nothing is left that could be shared out.");
        return Array.ConvertAll(a, entry => Math.Exp(entry - total));
    }
}
