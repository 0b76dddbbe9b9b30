using Course;
using CsCheck;
using FromScratch.Calculus;

namespace Autograders;

/// <summary>Exercise 4.9: areas by parabolas, and by parabolas where they are needed.</summary>
[Exercise("4.9", "Quadrature", Difficulty = 3, Minutes = 35, Theory = "6. Taylor: local models and where they end")]
public sealed class Quadrature : Exercise<Quadrature, Quadrature.Contract>
{
    public delegate double SimpsonRule(Func<double, double> f, double a, double b, int n);

    public delegate (double Area, int Evaluations) AdaptiveRule(Func<double, double> f, double a, double b, double tol);

    public sealed record Contract(SimpsonRule Simpson, AdaptiveRule Adaptive);

    public static Verdict Check(SimpsonRule simpson, AdaptiveRule adaptive) => Grade(new Contract(simpson, adaptive));

    /// <summary>Holds your rules against the reference's and a library's.</summary>
    public static Comparison Compare(SimpsonRule simpson, AdaptiveRule adaptive, SimpsonRule librarySimpson, AdaptiveRule libraryAdaptive) => Compared(
        Part("Simpson", simpson, contract => contract.Simpson, librarySimpson, "MathNet", ("exp on [0, 1], n = 100", f => f(Math.Exp, 0, 1, 100))),
        Part("Adaptive", adaptive, contract => contract.Adaptive, libraryAdaptive, "MathNet, double exponential", ("√x on [0, 1], tol 1e-9", f => f(Math.Sqrt, 0, 1, 1e-9).Area), ("exp on [0, 1], tol 1e-9", f => f(Math.Exp, 0, 1, 1e-9).Area)));

    protected override Contract Reference => new(Integration.Simpson, Integration.Adaptive);

    private static double Fourth(double x) => x * x * x * x;

    private static double Peak(double x) => 1 / (1e-4 + x * x);

    private static readonly double _underThePeak = 100 * (Math.Atan(100) + Math.Atan(200));   // from −1 to 2

    [Fact]
    public void One_parabola_under_x_to_the_fourth() => Expect.Close(5 / 24.0, Subject.Simpson(Fourth, 0, 1, 2), because: "h = ½: (½/3)·(0 + 4/16 + 1) = 1.25/6. The true area is 1/5.");

    [Fact]
    public void Four_pieces_have_the_weights_1_4_2_4_1() =>
        Expect.Close((0 + 4 * 1 + 2 * 16 + 4 * 81 + 256) / 3.0, Subject.Simpson(Fourth, 0, 4, 4), because: "h = 1: ⅓·(f₀ + 4f₁ + 2f₂ + 4f₃ + f₄) of x⁴ = ⅓·(0 + 4·1 + 2·16 + 4·81 + 256).");

    [Fact]
    public void Under_a_straight_line_lies_a_trapezoid() => Expect.Close(24, Subject.Simpson(x => 2 * x + 3, 1, 4, 6), because: "2x + 3 from 1 to 4: the mean height 8 times the width 3. The weights times h/3 must add up to the width.");

    [Fact]
    public void Cubics_are_exact() => Property.Holds(
        Gen.Select(Draw.Vector(4), Draw.OneOf(-2, 0, 1), Draw.OneOf(3, 4.5), Draw.OneOf(2, 4, 6)), sample =>
        {
            (double[] c, double a, double b, double n) = sample;
            double Antiderivative(double x) => x * (c[0] + x * (c[1] / 2 + x * (c[2] / 3 + x * c[3] / 4)));
            Expect.Close(Antiderivative(b) - Antiderivative(a), Subject.Simpson(x => Taylor.Evaluate(c, 0, x), a, b, (int)n), because: $"Under c₀ + c₁x + c₂x² + c₃x³ with c = {ValueText.Of(c)}: a parabola through three points also gets the cubic right.", scale: 100);
        });

    [Fact]
    public void Halving_the_pieces_divides_the_error_by_16()
    {
        double ratio = (Subject.Simpson(Math.Exp, 0, 1, 8) - (Math.E - 1)) / (Subject.Simpson(Math.Exp, 0, 1, 16) - (Math.E - 1));
        Expect.That(ratio is > 15.5 and < 16.5, "an error 16 times smaller with 16 pieces than with 8, for exp on [0, 1]", ratio, because: "The error is of order h⁴.");
    }

    [Fact]
    public void Reversed_limits_change_the_sign()
    {
        Expect.Close(-5 / 24.0, Subject.Simpson(Fourth, 1, 0, 2), because: "From 1 back to 0 the steps are negative.");
        Expect.Close(-0.2, Subject.Adaptive(Fourth, 1, 0, 1e-9).Area, because: "From 1 back to 0 the steps are negative.", tolerance: 1e-8);
    }

    [Fact]
    public void No_way_to_go_is_no_area()
    {
        Expect.Close(0, Subject.Simpson(Math.Exp, 2, 2, 4), because: "From 2 to 2.");
        Expect.Close(0, Subject.Adaptive(Math.Exp, 2, 2, 1e-9).Area, because: "From 2 to 2.");
    }

    [Fact]
    public void N_pieces_need_n_plus_1_values()
    {
        int calls = 0;
        Subject.Simpson(x => { calls++; return x; }, 0, 1, 10);
        Expect.That(calls <= 11, "at most 11 calls of f for n = 10", calls, because: "Neighbouring parabolas share a point: compute it once, with weight 2.");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(1)]
    [InlineData(0)]
    [InlineData(-2)]
    public void An_odd_or_empty_cut_is_refused(int n) => Expect.Throws<ArgumentException>(() => Subject.Simpson(Math.Exp, 0, 1, n), because: "Each parabola spans two pieces, so n is even and at least 2.");

    [Fact]
    public void The_root_is_integrated_to_8_digits_within_2000_calls()
    {
        (double area, int evaluations) = Subject.Adaptive(Math.Sqrt, 0, 1, 1e-9);
        Expect.Close(2 / 3.0, area, because: "√x on [0, 1]: its slope is infinite at 0, and pieces must be tiny there, but only there.", tolerance: 1e-8);
        Expect.That(evaluations < 2000, "fewer than 2,000 calls of f", evaluations, because: "Equal pieces would need 50,000. Halve only a piece whose estimated error is too large.");
    }

    [Theory]
    [InlineData(1e-3)]
    [InlineData(1e-6)]
    [InlineData(1e-9)]
    public void The_error_of_the_whole_is_within_the_tolerance(double tol)
    {
        (double area, _) = Subject.Adaptive(Peak, -1, 2, tol);
        Expect.That(Math.Abs(area - _underThePeak) <= tol, $"{ValueText.Of(_underThePeak)} to within {ValueText.Of(tol)}", area, because: "A sharp peak, 1/(0.0001 + x²) from −1 to 2. Each half gets half of the tolerance, or hundreds of pieces may each be wrong by all of it.");
    }

    [Fact]
    public void A_fifteenth_of_the_difference_is_the_error()
    {
        Expect.Equal(5, Subject.Adaptive(Fourth, 0, 1, 5.21e-4).Evaluations, because: "x⁴ on [0, 1]: one piece gives 0.208333, two give 0.200521. A fifteenth of the difference is 5.208e-4, which is within the tolerance of 5.21e-4: three values, and two for the halves.");
        Expect.Equal(9, Subject.Adaptive(Fourth, 0, 1, 5.2e-4).Evaluations, because: "x⁴ on [0, 1]: a fifteenth of the difference between one piece and two is 5.208e-4, more than 5.2e-4. Both halves are looked at again, with two new values each.");
    }

    [Fact]
    public void Each_half_gets_half_of_the_tolerance() =>
        Expect.Equal(17, Subject.Adaptive(Fourth, 0, 1, 3e-5).Evaluations, because: "x⁴ on [0, 1]: the whole has an estimated error of 5.2e-4, a half one of 1.63e-5. A half is allowed 1.5e-5 of the 3e-5, so it is halved again: 5 + 4 + 8 calls.");

    [Fact]
    public void The_estimated_error_is_taken_off() =>
        Expect.Close(0.2, Subject.Adaptive(Fourth, 0, 1, 1).Area, because: "Two pieces give 0.2005208, and a fifteenth of (0.2005208 − 0.2083333) is the error that is left. Add it: the area of x⁴ is then exact.");

    [Fact]
    public void Evaluations_are_counted_right()
    {
        int calls = 0;
        (_, int evaluations) = Subject.Adaptive(x => { calls++; return Math.Sqrt(x); }, 0, 1, 1e-6);
        Expect.Equal(calls, evaluations, because: "Evaluations is how often f was called.");
    }

    [Fact]
    public void A_jump_does_not_keep_it_for_ever()
    {
        (double area, int evaluations) = Subject.Adaptive(x => x < 1 / 3.0 ? 0 : 1, 0, 1, 1e-6);
        Expect.That(Math.Abs(area - 2 / 3.0) <= 1e-6 && evaluations < 1000, "0.666667 with fewer than 1,000 calls of f", (area, evaluations), because: "At a jump the difference halves with the piece, and so does its tolerance: without a limit on the depth, it never ends. Stop after 60 halvings.");
    }

    [Fact]
    public void What_is_no_number_ends_the_search() =>
        Expect.Close(double.NaN, Subject.Adaptive(x => x > 0.5 ? double.NaN : x, 0, 1, 1e-6).Area, because: "f has no value above ½. |NaN| ≤ tol is false for ever: ask whether the error is too large, not whether it is small enough.");

    [Theory]
    [InlineData(0)]
    [InlineData(-1e-6)]
    [InlineData(double.NaN)]
    public void A_tolerance_that_is_none_is_refused(double tol) => Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Adaptive(Math.Exp, 0, 1, tol), because: "tol is an error allowed, above 0.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("The weights 4 and 2 are swapped: inner points with odd index, the middles of the parabolas, count 4. Now not even cubics are exact.", Reference with { Simpson = (f, a, b, n) => Weighted(f, a, b, n, 2, 4) }),
        new("You did not split the tolerance: each half may be wrong by half of what the whole may be.", Reference with { Adaptive = (f, a, b, tol) => Halving(f, a, b, tol, split: false) }),
        new("That is the trapezoid rule, whose error falls by 4. Simpson's weights are 1, 4, 2, 4, …, 4, 1 with h/3.", Reference with { Simpson = Trapezoids }),
        new("You return the two halves as they are. Their error is known, a fifteenth of the difference: add it.", Reference with { Adaptive = (f, a, b, tol) => Halving(f, a, b, tol, corrected: false) }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("parabola by parabola; a stack of pieces in place of recursion", new(
            (f, a, b, n) =>
            {
                if (n <= 0 || int.IsOddInteger(n)) throw new ArgumentException("Even, and at least 2.");
                double[] values = [.. Enumerable.Range(0, n + 1).Select(i => f(a + (b - a) * i / n))];
                return Enumerable.Range(0, n / 2).Sum(i => values[2 * i] + 4 * values[2 * i + 1] + values[2 * i + 2]) * (b - a) / (3 * n);
            },
            ByStack)),
        new("recursion that computes the inner points of a piece and hands them down", new((f, a, b, n) => n < 2 ? throw new ArgumentException("Too few.") : Weighted(f, a, b, n, 4, 2), (f, a, b, tol) => Halving(f, a, b, tol))),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "A parabola through three points a distance h apart has the area h/3·(f₀ + 4f₁ + f₂). Put several side by side: which weight does a shared point get?",
        "Adaptive: compute the piece once whole and once as two halves. When a fifteenth of the difference is within the tolerance, take the halves plus that fifteenth; else do the same to each half, with half the tolerance.",
        "A local function for a piece with its two ends, its middle, their three values, the tolerance and the halvings left. It calls f at the two new middles, builds both areas, and either returns or calls itself twice. Count the calls in a wrapper of f. Write the test so that NaN ends it.",
    ];

    private static double Trapezoids(Func<double, double> f, double a, double b, int n)
    {
        if (n < 2 || n % 2 != 0) throw new ArgumentException("Even, and at least 2.");
        double h = (b - a) / n;
        return h * ((f(a) + f(b)) / 2 + Enumerable.Range(1, n - 1).Sum(i => f(a + i * h)));
    }

    private static double Weighted(Func<double, double> f, double a, double b, int n, double odd, double even)
    {
        if (n < 2 || n % 2 != 0) throw new ArgumentException("Even, and at least 2.");
        double h = (b - a) / n, sum = f(a) + f(b);
        for (int i = 1; i < n; i++) sum += f(a + i * h) * (i % 2 == 0 ? even : odd);
        return sum * h / 3;
    }

    private static (double Area, int Evaluations) Halving(Func<double, double> f, double a, double b, double tol, bool split = true, bool corrected = true)
    {
        if (!(tol > 0)) throw new ArgumentOutOfRangeException(nameof(tol));
        int calls = 3;
        return (Piece(a, b, f(a), f(0.5 * (a + b)), f(b), tol, 60), calls);

        double Piece(double left, double right, double fLeft, double fMiddle, double fRight, double allowed, int depth)
        {
            double middle = 0.5 * (left + right), h = (right - left) / 4;
            double fA = f(left + h), fB = f(right - h);
            calls += 2;
            double whole = 2 * h / 3 * (fLeft + 4 * fMiddle + fRight), two = h / 3 * (fLeft + 4 * fA + 2 * fMiddle + 4 * fB + fRight), error = (two - whole) / 15;
            if (depth == 0 || !(Math.Abs(error) > allowed)) return corrected ? two + error : two;
            double share = split ? allowed / 2 : allowed;
            return Piece(left, middle, fLeft, fA, fMiddle, share, depth - 1) + Piece(middle, right, fMiddle, fB, fRight, share, depth - 1);
        }
    }

    private static (double Area, int Evaluations) ByStack(Func<double, double> f, double a, double b, double tol)
    {
        if (double.IsNaN(tol) || tol <= 0) throw new ArgumentOutOfRangeException(nameof(tol));
        int calls = 0;
        double F(double x)
        {
            calls++;
            return f(x);
        }

        double area = 0;
        var open = new Stack<(double Left, double FLeft, double FMiddle, double Right, double FRight, double Allowed, int Depth)>();
        open.Push((a, F(a), F(a + (b - a) / 2), b, F(b), tol, 0));
        while (open.TryPop(out var piece))
        {
            double middle = piece.Left + (piece.Right - piece.Left) / 2, width = piece.Right - piece.Left;
            double first = F(piece.Left + width / 4), second = F(piece.Left + 3 * width / 4);
            double whole = width * (piece.FLeft + 4 * piece.FMiddle + piece.FRight) / 6;
            double halves = width * (piece.FLeft + 4 * first + piece.FMiddle) / 12 + width * (piece.FMiddle + 4 * second + piece.FRight) / 12;
            if (Math.Abs(halves - whole) > 15 * piece.Allowed && piece.Depth < 60)
            {
                open.Push((piece.Left, piece.FLeft, first, middle, piece.FMiddle, piece.Allowed / 2, piece.Depth + 1));
                open.Push((middle, piece.FMiddle, second, piece.Right, piece.FRight, piece.Allowed / 2, piece.Depth + 1));
            }
            else
            {
                area += (16 * halves - whole) / 15;
            }
        }

        return (area, calls);
    }
}
