using System.Runtime.CompilerServices;

namespace FromScratch.Probability;

/// <summary>What the parameters of distributions must be.</summary>
internal static class Require
{
    /// <summary>The parameter, if it is finite and above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static double Positive(double parameter, string rule, [CallerArgumentExpression(nameof(parameter))] string name = "") => parameter > 0 && double.IsFinite(parameter)
        ? parameter
        : throw new ArgumentOutOfRangeException(name, parameter, $"{name} is {parameter}. {rule}");

    /// <summary>The parameter, if it is finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static double Finite(double parameter, [CallerArgumentExpression(nameof(parameter))] string name = "") => double.IsFinite(parameter)
        ? parameter
        : throw new ArgumentOutOfRangeException(name, parameter, $"{name} is {parameter}. It must be a finite number.");
}
