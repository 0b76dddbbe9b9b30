using FromScratch.Calculus;
using Xunit;

namespace FromScratch.Tests.Calculus;

public class QuadraticProgramTests
{
    [Fact]
    public void The_point_of_a_line_nearest_to_the_origin_is_as_by_hand()
    {
        (double[] x, double[] price) = QuadraticProgram.Solve(new double[,] { { 2, 0 }, { 0, 2 } }, [0, 0], new double[,] { { 1, 1 } }, [1]);   // x² + y² on x + y = 1
        Assert.Equal(0.5, x[0], 1e-15);
        Assert.Equal(0.5, x[1], 1e-15);
        Assert.Equal(-1, price[0], 1e-15);
    }

    [Fact]
    public void Without_equations_it_is_the_free_minimum()
    {
        (double[] x, double[] price) = QuadraticProgram.Solve(new double[,] { { 2, 0 }, { 0, 4 } }, [-2, -8], new double[0, 2], []);
        Assert.Equal([1.0, 2], x);
        Assert.Empty(price);
    }

    [Fact]
    public void Dependent_equations_and_odd_shapes_are_refused()
    {
        double[,] q = { { 2, 0, 0 }, { 0, 2, 0 }, { 0, 0, 2 } };
        Assert.Throws<InvalidOperationException>(() => QuadraticProgram.Solve(q, [0, 0, 0], new[,] { { 0.1, 0.2, 0.3 }, { 0.3, 0.6, 0.9 } }, [1, 3]));
        Assert.Throws<ArgumentException>(() => QuadraticProgram.Solve(q, [0, 0], new double[,] { { 1, 1, 1 } }, [1]));
    }
}
