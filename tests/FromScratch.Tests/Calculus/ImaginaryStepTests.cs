using System.Numerics;
using FromScratch.Calculus;
using Xunit;

namespace FromScratch.Tests.Calculus;

public class ImaginaryStepTests
{
    [Fact]
    public void Slopes_are_right_to_rounding()
    {
        Assert.Equal(Math.E, ImaginaryStep.Derivative(Complex.Exp, 1), 1e-15);
        Assert.Equal(Math.Cos(2), ImaginaryStep.Derivative(Complex.Sin, 2), 1e-15);
        Assert.Equal(-0.32, ImaginaryStep.Derivative(z => 1 / (1 + z * z), 0.5) / 2, 1e-15);   // −2x/(1 + x²)² is −0.64
    }

    [Fact]
    public void It_is_blind_to_absolute_values() => Assert.Equal(0, ImaginaryStep.Derivative(z => Complex.Abs(z), 3));   // the slope of |x| at 3 is 1
}
