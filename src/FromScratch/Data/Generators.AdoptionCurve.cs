using FromScratch.Calculus;

namespace FromScratch.Data;

/// <summary>A product's weekly users.</summary>
public static partial class Generators
{
    /// <summary>Weekly users of a product that grows towards a ceiling: ceiling·(1 − exp(−rate·week)), and noise of one size in all weeks.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="ceiling">Where growth ends, above 0.</param>
    /// <param name="rate">The share of the distance to the ceiling covered in a week, above 0.</param>
    /// <param name="noise">The standard deviation of a week's count as a share of the ceiling, at least 0.</param>
    /// <param name="weeks">How many weeks, at least 1.</param>
    /// <returns>The weeks from 1 on with their users, not rounded, and the truth. A shorter series is the beginning of a longer one of the same seed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter lies outside its range.</exception>
    public static Planted<AdoptionWeeks, AdoptionTruth> AdoptionCurve(ulong seed, double ceiling = 40000, double rate = 0.06, double noise = 0.02, int weeks = 60)
    {
        if (!(ceiling > 0)) throw new ArgumentOutOfRangeException(nameof(ceiling), ceiling, $"AdoptionCurve: ceiling is {ceiling}. It counts users, so it is above 0.");
        if (!(rate > 0)) throw new ArgumentOutOfRangeException(nameof(rate), rate, $"AdoptionCurve: rate is {rate}. Growth goes towards the ceiling, so the rate is above 0.");
        if (!(noise >= 0)) throw new ArgumentOutOfRangeException(nameof(noise), noise, $"AdoptionCurve: noise is {noise}. It is a standard deviation, so at least 0.");
        if (weeks < 1) throw new ArgumentOutOfRangeException(nameof(weeks), weeks, $"AdoptionCurve: weeks is {weeks}. There must be at least one.");
        var rng = new Rng(seed);
        double[] week = [.. Enumerable.Range(1, weeks).Select(w => (double)w)];
        double[] users = Array.ConvertAll(week, w => SaturatingGrowth.Value([ceiling, rate], w) + noise * ceiling * rng.NextGaussian());
        return new(new AdoptionWeeks(week, users), new AdoptionTruth(ceiling, rate, noise));
    }
}
