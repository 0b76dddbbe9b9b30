using FromScratch.Calculus;
using Xunit;

namespace FromScratch.Tests.Calculus;

public class RootsTests
{
    private static Dual Wallis(Dual x) => x * x * x - 2 * x - 5;   // Newton's own example, 1669: the root is 2.09455148154233

    private static Dual Atan(Dual x) => new(Math.Atan(x.V), x.D / (1 + x.V * x.V));

    [Fact]
    public void All_three_find_Newtons_root()
    {
        Assert.Equal(2.0945514815423265, Roots.Bisect(x => Wallis(x).V, 2, 3, 1e-12).X, 1e-12);
        Assert.Equal(2.0945514815423265, Roots.Newton(Wallis, 2, 1e-12).X, 1e-15);
        RootResult safe = Roots.SafeNewton(Wallis, 2, 3, 1e-12);
        Assert.Equal(2.0945514815423265, safe.X, 1e-14);
        Assert.True(safe.Converged && safe.Evaluations <= 10, $"{safe.Evaluations}");
    }

    [Fact]
    public void Newton_alone_flies_off_where_the_bracket_holds()
    {
        Assert.False(Roots.Newton(Atan, 1.5, 1e-12).Converged);
        Assert.Equal(0, Roots.SafeNewton(Atan, -1, 10, 1e-12).X, 1e-12);
    }

    [Fact]
    public void A_flat_root_takes_its_time()
    {
        RootResult flat = Roots.SafeNewton(x => Dual.Pow(x, 9), -1, 1.7, 1e-9);
        Assert.InRange(flat.X, -9e-9, 9e-9);
        Assert.True(flat.Converged && flat.Evaluations <= 60, $"{flat.Evaluations}");
    }

    [Fact]
    public void An_infinite_slope_on_the_way_does_not_end_the_search()
    {
        static Dual CubeRootAndAHalf(Dual x) => new(Math.Cbrt(x.V) + 0.5, x.D / (3 * Math.Pow(Math.Cbrt(x.V), 2)));
        Assert.Equal(-0.125, Roots.SafeNewton(CubeRootAndAHalf, -1, 1, 1e-12).X, 1e-12);   // the first middle is 0
    }

    [Fact]
    public void Evaluations_are_counted()
    {
        int calls = 0;
        RootResult result = Roots.SafeNewton(x => { calls++; return Wallis(x); }, 2, 3, 1e-9);
        Assert.Equal(calls, result.Evaluations);
        calls = 0;
        result = Roots.Bisect(x => { calls++; return x - 0.3; }, 0, 1, 1e-3);
        Assert.Equal(calls, result.Evaluations);
    }

    [Fact]
    public void A_root_at_an_end_is_found() => Assert.Equal([2.0, 3], [Roots.SafeNewton(x => x - 2, 2, 3, 1e-9).X, Roots.Bisect(x => x - 3, 2, 3, 1e-9).X]);

    [Fact]
    public void Without_a_change_of_sign_nothing_is_promised()
    {
        Assert.Throws<ArgumentException>(() => Roots.SafeNewton(x => x * x + 1, -1, 1, 1e-9));
        Assert.Throws<ArgumentException>(() => Roots.Bisect(x => x, 3, 2, 1e-9));
        Assert.Throws<ArgumentOutOfRangeException>(() => Roots.SafeNewton(x => x, -1, 2, 0));
        Assert.Throws<ArgumentException>(() => Roots.SafeNewton(Dual.Log, -1, 2, 1e-9));   // ln(−1) is NaN
    }
}
