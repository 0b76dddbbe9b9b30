using FromScratch.Calculus;
using Xunit;

namespace FromScratch.Tests.Calculus;

public class GradientsTests
{
    [Fact]
    public void The_gradient_of_x_squared_y_is_2xy_and_x_squared()
    {
        double[] gradient = Gradients.Numeric(p => p[0] * p[0] * p[1], [3, 5]);
        Assert.Equal(30, gradient[0], 1e-8);
        Assert.Equal(9, gradient[1], 1e-8);
    }

    [Fact]
    public void A_value_that_is_no_number_is_named_by_its_coordinate() =>
        Assert.Contains("coordinate 1", Assert.Throws<InvalidOperationException>(() => Gradients.Numeric(p => p[0] + Math.Sqrt(p[1]), [1, 0])).Message, StringComparison.Ordinal);

    [Fact]
    public void The_relative_error_is_between_0_and_1()
    {
        Assert.Equal(0.1 / 2.1, Gradients.RelativeError([1], [1.1]), 1e-15);
        Assert.Equal(0, Gradients.RelativeError([0, 0], [0, 0]));
        Assert.Equal(1, Gradients.RelativeError([3, 4], [-3, -4]), 1e-15);
        Assert.Throws<ArgumentException>(() => Gradients.RelativeError([1], [1, 2]));
    }
}
