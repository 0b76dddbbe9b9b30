using Course;
using Xunit;

namespace Course.Tests.Exercises;

public sealed class HoldingsTests
{
    [Fact]
    public void Numbers_in_fields_arrays_and_lists_are_counted()
    {
        Expect.HoldsAtMost(3, new Point(1, 2, 3), because: "");
        Assert.Throws<ExpectationFailedException>(() => Expect.HoldsAtMost(2, new Point(1, 2, 3), because: ""));
        Expect.HoldsAtMost(12, new double[3, 4], because: "");
        Assert.Throws<ExpectationFailedException>(() => Expect.HoldsAtMost(11, new double[3, 4], because: ""));
        Assert.Throws<ExpectationFailedException>(() => Expect.HoldsAtMost(200, new List<double[]>(Enumerable.Range(0, 100).Select(_ => new double[3])), because: ""));
    }

    [Fact]
    public void What_is_reached_twice_counts_once_and_a_circle_ends()
    {
        double[] shared = new double[5];
        Expect.HoldsAtMost(5, new[] { shared, shared }, because: "");
        object?[] circle = [null];
        circle[0] = circle;
        Expect.HoldsAtMost(0, circle, because: "");
    }

    [Fact]
    public void What_a_function_captured_is_held_too()
    {
        double[] captured = new double[50];
        Func<double> function = () => captured[0];
        Assert.Throws<ExpectationFailedException>(() => Expect.HoldsAtMost(40, function, because: ""));
    }

    private readonly record struct Point(double X, double Y, double Z);
}
