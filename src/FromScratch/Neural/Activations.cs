using FromScratch.Probability;

namespace FromScratch.Neural;

/// <summary>The activations of <see cref="Act"/> and their slopes, for one number.</summary>
public static class Activations
{
    private const double Leak = 0.01;

    /// <summary>The activation's value at x, for every finite x without leaving the range of double on the way.</summary>
    /// <remarks>Source: Goodfellow, Bengio and Courville, Deep Learning, §6.3; Hendrycks and Gimpel, "Gaussian error linear units" (2016), for SiLU and GELU.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">a is none of the activations.</exception>
    public static double Eval(Act a, double x) => a switch
    {
        Act.Identity => x,
        Act.Step => x >= 0 ? 1 : 0,
        Act.Sigmoid => Sigmoid(x),
        Act.Tanh => Math.Tanh(x),
        Act.Relu => Math.Max(x, 0),
        Act.LeakyRelu => x > 0 ? x : Leak * x,
        Act.Elu => x > 0 ? x : SpecialFunctions.Expm1(x),
        Act.Softplus => Math.Max(x, 0) + SpecialFunctions.Log1p(Math.Exp(-Math.Abs(x))),   // ln(1 + eˣ) = x + ln(1 + e⁻ˣ): the exponent is never positive
        Act.Silu => x * Sigmoid(x),
        Act.Gelu => x * Normal.StandardCdf(x),
        _ => throw new ArgumentOutOfRangeException(nameof(a), a, $"Eval: {a} is none of the activations."),
    };

    /// <summary>The activation's slope at x, the number the activation was given (not the one it gave).</summary>
    /// <remarks>At a kink the slope from the left, as the libraries have it: 0 for ReLU, 0.01 for leaky ReLU. A step has the slope 0 everywhere.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">a is none of the activations.</exception>
    public static double Derivative(Act a, double x) => a switch
    {
        Act.Identity => 1,
        Act.Step => 0,
        Act.Sigmoid => Sigmoid(x) * Sigmoid(-x),   // s·(1 − s), with the digits of 1 − s
        Act.Tanh => 1 - Math.Tanh(x) * Math.Tanh(x),
        Act.Relu => x > 0 ? 1 : 0,
        Act.LeakyRelu => x > 0 ? 1 : Leak,
        Act.Elu => x > 0 ? 1 : Math.Exp(x),
        Act.Softplus => Sigmoid(x),
        Act.Silu => Sigmoid(x) * (1 + x * Sigmoid(-x)),
        Act.Gelu => Normal.StandardCdf(x) + x * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI),
        _ => throw new ArgumentOutOfRangeException(nameof(a), a, $"Derivative: {a} is none of the activations."),
    };

    // At −1000, e¹⁰⁰⁰ is ∞ and 1/(1 + ∞) is 0, as it should be.
    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
