namespace FromScratch.Probability;

/// <summary>Bayes' rule: what is believed after the evidence, from what was believed before and how well each hypothesis predicts the evidence.</summary>
/// <remarks>P(h given e) = P(h)·P(e given h) / Σ P(h′)·P(e given h′). Source: Blitzstein and Hwang, Introduction to Probability, 2nd ed., §2.3; MacKay, Information Theory, Inference, and Learning Algorithms, §2.3 and chapter 3.</remarks>
public static class Bayes
{
    private const double SumTolerance = 1e-9;

    /// <summary>The probability of being ill after a positive test.</summary>
    /// <param name="prior">The share of the ill among those tested: the base rate.</param>
    /// <param name="sens">Sensitivity: P(positive given ill).</param>
    /// <param name="spec">Specificity: P(negative given healthy).</param>
    /// <returns>P(ill given positive) = prior·sens / (prior·sens + (1 − prior)(1 − spec)).</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is no probability.</exception>
    /// <exception cref="InvalidOperationException">A positive test has the probability 0.</exception>
    public static double Posterior(double prior, double sens, double spec)
    {
        RequireProbability(prior, nameof(prior));
        RequireProbability(sens, nameof(sens));
        RequireProbability(spec, nameof(spec));
        double illAndPositive = prior * sens, healthyAndPositive = (1 - prior) * (1 - spec);
        double positive = illAndPositive + healthyAndPositive;
        if (positive == 0) throw new InvalidOperationException($"Posterior: with a prior of {prior}, a sensitivity of {sens} and a specificity of {spec} no test is ever positive. There is nothing to condition on.");
        return illAndPositive / positive;
    }

    /// <summary>The beliefs in several hypotheses after independent pieces of evidence.</summary>
    /// <param name="prior">The beliefs before [hypotheses]; not negative, with the sum 1.</param>
    /// <param name="likelihoods">For each piece of evidence how probable (or how dense) it is under each hypothesis [evidence][hypotheses]; not negative.</param>
    /// <returns>The beliefs after [hypotheses], with the sum 1.</returns>
    /// <remarks>Adds logarithms: the product of a few hundred likelihoods is below the least double.</remarks>
    /// <exception cref="ArgumentException">The prior is no distribution, a likelihood is negative, or the lengths differ.</exception>
    /// <exception cref="InvalidOperationException">The evidence is impossible under every hypothesis that was believed.</exception>
    public static double[] Update(double[] prior, double[][] likelihoods)
    {
        RequireDistribution(prior);
        double[] logs = Array.ConvertAll(prior, Math.Log);   // ln 0 is −∞ and stays so: what was impossible remains impossible
        foreach (double[] likelihood in likelihoods)
        {
            if (likelihood.Length != prior.Length) throw new ArgumentException($"Update: {prior.Length} hypotheses, but a piece of evidence has {likelihood.Length} likelihoods. Each hypothesis predicts each piece of evidence.", nameof(likelihoods));
            for (int h = 0; h < logs.Length; h++)
            {
                if (!(likelihood[h] >= 0)) throw new ArgumentException($"Update: a likelihood is {likelihood[h]}. It is a probability or a density, so never negative.", nameof(likelihoods));
                logs[h] += Math.Log(likelihood[h]);
            }
        }

        if (logs.All(double.IsNegativeInfinity)) throw new InvalidOperationException("Update: under every hypothesis you believe in, what you saw is impossible. The list of hypotheses is wrong.");
        return LogSpace.Softmax(logs);
    }

    /// <summary>A probability on the scale on which evidence adds up: ln(p/(1 − p)).</summary>
    /// <param name="p">A probability.</param>
    /// <returns>0 for ½, −∞ for 0, ∞ for 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">p is no probability.</exception>
    public static double LogOdds(double p)
    {
        RequireProbability(p, nameof(p));
        return Math.Log(p) - SpecialFunctions.Log1p(-p);
    }

    private static void RequireProbability(double p, string name)
    {
        if (!(p >= 0 && p <= 1)) throw new ArgumentOutOfRangeException(name, p, $"{name} is {p}. A probability lies between 0 and 1.");
    }

    private static void RequireDistribution(double[] prior)
    {
        if (prior.Any(p => !(p >= 0))) throw new ArgumentException("Update: a prior belief is negative. Probabilities never are.", nameof(prior));
        if (!(Math.Abs(prior.Sum() - 1) <= SumTolerance)) throw new ArgumentException($"Update: the prior beliefs sum to {prior.Sum()}. One of the hypotheses is true, so they sum to 1.", nameof(prior));
    }
}
