namespace FromScratch.LinearAlgebra;

/// <summary>The log relative error: how many digits of a result are right.</summary>
public static class Lre
{
    private const double Most = 15;   // the digits certified values are given with

    /// <summary>−log₁₀(|x − c|/|c|) for the certified value c; for c = 0 it is −log₁₀|x|.</summary>
    /// <param name="x">What was computed.</param>
    /// <param name="certified">The value known to be right.</param>
    /// <returns>From 0 (no digit is right; also for NaN and ∞) to 15 (as many as are certified).</returns>
    /// <remarks>Source: McCullough, "Assessing the reliability of statistical software: part I", The American Statistician 52 (1998) 358-366.</remarks>
    public static double Of(double x, double certified)
    {
        double error = certified == 0 ? Math.Abs(x) : Math.Abs(x - certified) / Math.Abs(certified);
        return double.IsNaN(error) ? 0 : Math.Clamp(-Math.Log10(error), 0, Most);
    }
}
