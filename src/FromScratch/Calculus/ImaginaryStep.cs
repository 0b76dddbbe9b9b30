using System.Numerics;

namespace FromScratch.Calculus;

/// <summary>Slopes by a step along the imaginary axis, where nothing is subtracted and so nothing cancels.</summary>
/// <remarks>Source: Squire and Trapp, SIAM Review 40 (1998) 110-112.</remarks>
public static class ImaginaryStep
{
    private const double H = 1e-200;

    /// <summary>The slope Im f(x + ih)/h with h = 10⁻²⁰⁰.</summary>
    /// <param name="f">A function built from complex operations that continue the real one: no absolute value, no comparison of magnitudes, no real part taken.</param>
    /// <param name="x">Where.</param>
    /// <returns>The slope, right to rounding: f(x + ih) = f(x) + ihf′(x) − h²f″(x)/2 − …, and h² is 0 here.</returns>
    public static double Derivative(Func<Complex, Complex> f, double x) => f(new Complex(x, H)).Imaginary / H;
}
