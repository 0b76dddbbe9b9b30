using Course;
using CsCheck;
using FromScratch.Calculus;
using static FromScratch.Calculus.Expr;

namespace Autograders;

/// <summary>Exercise 4.7: polynomials that know a function at one point, and how far they can be trusted.</summary>
[Exercise("4.7", "Taylor models", Difficulty = 3, Minutes = 35, Theory = "6. Taylor: local models and where they end")]
public sealed class TaylorModels : Exercise<TaylorModels, TaylorModels.Contract>
{
    public delegate double[] LocalModel(Expr f, double at, int degree);

    public delegate double Radius(double[] c);

    public sealed record Contract(LocalModel TaylorCoefficients, Radius RadiusEstimate);

    public static Verdict Check(LocalModel taylorCoefficients, Radius radiusEstimate) => Grade(new Contract(taylorCoefficients, radiusEstimate));

    protected override Contract Reference => new(Taylor.Coefficients, Taylor.RadiusEstimate);

    private static readonly Expr _x = new Var("x");

    [Fact]
    public void The_exponential_at_0_has_one_over_k_factorial() =>
        Expect.Close([1, 1, 1 / 2.0, 1 / 6.0, 1 / 24.0, 1 / 120.0], Subject.TaylorCoefficients(Exp(_x), 0, 5), because: "Every derivative of eˣ at 0 is 1; the coefficient of x³ is 1/3! = 1/6.");

    [Fact]
    public void The_exponential_at_1_has_e_over_k_factorial() =>
        Expect.Close([Math.E, Math.E, Math.E / 2, Math.E / 6], Subject.TaylorCoefficients(Exp(_x), 1, 3), because: "Every derivative of eˣ at 1 is e. The derivatives are taken at the centre.");

    [Fact]
    public void A_cube_about_2_is_the_binomial_formula() =>
        Expect.Close([8.0, 12, 6, 1, 0], Subject.TaylorCoefficients(_x ^ 3, 2, 4), because: "(2 + u)³ = 8 + 12u + 6u² + u³: entry k belongs to (x − 2)ᵏ, and the fifth is 0.");

    [Fact]
    public void A_parabola_about_3() => Expect.Close([9.0, 6, 1], Subject.TaylorCoefficients(_x ^ 2, 3, 2), because: "(3 + u)² = 9 + 6u + u².");

    [Fact]
    public void The_logarithm_alternates() =>
        Expect.Close([0, 1, -1 / 2.0, 1 / 3.0, -1 / 4.0, 1 / 5.0], Subject.TaylorCoefficients(Log(1 + _x), 0, 5), because: "The k-th derivative of ln(1 + x) at 0 is ±(k − 1)!, and (k − 1)!/k! is 1/k.");

    [Fact]
    public void Degree_0_is_the_value() => Expect.Close([Math.Sin(0.4)], Subject.TaylorCoefficients(Sin(_x), 0.4, 0), because: "A polynomial of degree 0 has one coefficient: f at the centre.");

    [Fact]
    public void Degree_1_is_the_tangent() => Property.Holds(
        Draw.OneOf(-2, -0.5, 0.3, 1.7), at =>
        {
            Expr f = Sin(_x * _x) / (1 + _x * _x);
            Dual tangent = f.Eval(new Dictionary<string, Dual> { ["x"] = Dual.Variable(at) });
            Expect.Close([tangent.V, tangent.D], Subject.TaylorCoefficients(f, at, 1), because: $"Value and slope of sin(x²)/(1 + x²) at {ValueText.Of(at)}, by dual numbers.");
        }, samples: 4);

    [Fact]
    public void The_error_is_about_the_next_term()
    {
        foreach ((string name, Expr f, Func<double, double> exact, double at, double x) in new (string, Expr, Func<double, double>, double, double)[]
        {
            ("exp(x)", Exp(_x), Math.Exp, 0, 0.3), ("sin(x)", Sin(_x), Math.Sin, 1, 1.4), ("ln(1 + x)", Log(1 + _x), x => Math.Log(1 + x), 0.5, 0.8),
        })
        {
            double[] six = Subject.TaylorCoefficients(f, at, 6);
            Expect.That(six?.Length == 7, "7 coefficients for degree 6", six, because: "The constant counts too.");
            double next = Math.Abs(six![6] * Math.Pow(x - at, 6)), error = Math.Abs(Taylor.Evaluate(six[..6], at, x) - exact(x));
            Expect.That(error <= 1.5 * next, $"an error of at most {ValueText.Of(1.5 * next)} at x = {ValueText.Of(x)} from the terms up to degree 5", error, because: $"For {name} about {ValueText.Of(at)}, the first term left out, {ValueText.Of(next)}, tells the size of the error.");
        }
    }

    [Fact]
    public void A_negative_degree_is_refused() => Expect.Throws<ArgumentOutOfRangeException>(() => Subject.TaylorCoefficients(_x, 0, -1), because: "The constant alone has degree 0.");

    [Theory]
    [InlineData(2)]
    [InlineData(0.5)]
    [InlineData(-3)]
    public void Coefficients_that_fall_like_powers_of_r_have_the_radius_r(double r) =>
        Expect.Close(Math.Abs(r), Subject.RadiusEstimate([.. Enumerable.Range(0, 10).Select(k => Math.Pow(r, -k))]), because: $"These are the powers of 1/r for r = {ValueText.Of(r)}: the ratio of neighbours is r, and a radius is positive.");

    [Fact]
    public void Zeros_between_the_coefficients_are_stepped_over()
    {
        Expect.Close(3, Subject.RadiusEstimate([1, 0, -1 / 9.0, 0, 1 / 81.0, 0, -1 / 729.0]), because: "1/(1 + x²/9): from x⁴ to x⁶ the coefficient falls by 9 in two steps, so by 3 in one.");
        Expect.Close(2, Subject.RadiusEstimate([0, 0, 0, 1, 0, 0, 1 / 8.0]), because: "From index 3 to index 6 it falls by 8 in three steps, so by 2 in one.");
        Expect.Close(2, Subject.RadiusEstimate([5, 1, 0, 0, 1, 0, 0, 1 / 8.0, 0]), because: "The last coefficient is 0. Take the last two that are not, at 4 and at 7.");
    }

    [Fact]
    public void Only_the_end_counts() => Expect.Close(2, Subject.RadiusEstimate([1e6, -7, 0, 1 / 8.0, 1 / 16.0, 1 / 32.0]), because: "Convergence is decided by the far coefficients, whatever the first ones are.");

    [Fact]
    public void The_logarithm_converges_within_about_1()
    {
        double radius = Subject.RadiusEstimate([0, .. Enumerable.Range(1, 15).Select(k => Math.Pow(-1, k + 1) / k)]);
        Expect.That(radius is > 0.9 and < 1.1, "between 0.9 and 1.1 from 15 terms of ln(1 + x)", radius, because: "ln(1 + x) breaks down at x = −1, a distance of 1 from the centre.");
    }

    [Fact]
    public void The_sine_converges_far_and_wide()
    {
        double factorial = 1;
        double[] c = [.. Enumerable.Range(0, 16).Select(k => { factorial *= Math.Max(1, k); return k % 2 == 0 ? 0 : (k % 4 == 1 ? 1 : -1) / factorial; })];
        double radius = Subject.RadiusEstimate(c);
        Expect.That(radius > 8, "more than 8 from 15 terms of sin x", radius, because: "Its coefficients fall faster than any power: the radius is infinite, and every estimate grows with the number of terms.");
    }

    [Fact]
    public void Polynomials_have_no_end()
    {
        Expect.Equal(double.PositiveInfinity, Subject.RadiusEstimate([1, 2, 1, 0, 0, 0, 0]), because: "1 + 2x + x² and then zeros: all of the second half, from index 3 on, is 0. A polynomial is right everywhere.");
        Expect.Equal(double.PositiveInfinity, Subject.RadiusEstimate([1, 2, 4, 0, 0, 8]), because: "Of the second half, from index 3 on, one coefficient is not 0. That makes no ratio: the answer is ∞.");
        Expect.Equal(double.PositiveInfinity, Subject.RadiusEstimate([0, 0, 0]), because: "Nothing but zeros: the function 0.");
        Expect.Equal(double.PositiveInfinity, Subject.RadiusEstimate([]), because: "No coefficients: nothing speaks against convergence.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You forgot k!: the coefficient of x³ in eˣ is 1/6. Differentiating x³ three times brings 3·2·1 down, and the coefficient takes it back.", Reference with { TaylorCoefficients = (f, at, degree) => [.. Taylor.Coefficients(f, at, degree).Select((c, k) => c * Factorial(k))] }),
        new("You divide by k, not by k!: differentiating xᵏ brings k·(k − 1)·…·1 down.", Reference with { TaylorCoefficients = (f, at, degree) => [.. Taylor.Coefficients(f, at, degree).Select((c, k) => c * Factorial(k) / Math.Max(1, k))] }),
        new("You took the derivatives at 0. Taylor's model uses the centre it is given, and nothing else.", Reference with { TaylorCoefficients = (f, at, degree) => Taylor.Coefficients(f, 0, degree) }),
        new("Your ratio is upside down: coefficients that fall by 2 belong to the radius 2, not ½.", Reference with { RadiusEstimate = c => double.IsInfinity(Taylor.RadiusEstimate(c)) ? Taylor.RadiusEstimate(c) : 1 / Taylor.RadiusEstimate(c) }),
        new("Between the last two coefficients that are not 0 there may be several steps: take the root of the ratio, one for each step.", Reference with { RadiusEstimate = WithoutRoot }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("the coefficient divided step by step; the radius by logarithms", new(
            (f, at, degree) =>
            {
                ArgumentOutOfRangeException.ThrowIfNegative(degree);
                List<double> c = [];
                double inverse = 1;
                for (Expr e = f; c.Count <= degree; e = e.Diff("x").Simplify(), inverse /= c.Count) c.Add(e.Eval(new Dictionary<string, double> { ["x"] = at }) * inverse);
                return [.. c];
            },
            c =>
            {
                int k = Array.FindLastIndex(c, entry => entry != 0), j = k < 1 ? -1 : Array.FindLastIndex(c, k - 1, entry => entry != 0);
                return j < c.Length / 2 || k < 0 ? double.PositiveInfinity : Math.Exp((Math.Log(Math.Abs(c[j])) - Math.Log(Math.Abs(c[k]))) / (k - j));
            })),
        new("recursion: the model of the derivative, integrated", Reference with { TaylorCoefficients = Integrated }),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Differentiate c·(x − a)³ three times and set x = a. What is left of c?",
        "One loop: evaluate the present derivative at the centre, divide by the factorial so far, then differentiate and simplify for the next round. Without simplifying the formulas explode.",
        "RadiusEstimate: walk back from the end to the last two entries that are not 0, at j and k. If j lies before index n/2, or there are no two, answer infinity. Else the absolute ratio of the earlier to the later one, to the power 1/(k − j).",
    ];

    private static double Factorial(int k) => Enumerable.Range(1, k).Aggregate(1.0, (product, i) => product * i);

    private static double WithoutRoot(double[] c)
    {
        int[] last = [.. Enumerable.Range(0, c.Length).Where(i => i >= c.Length / 2 && c[i] != 0).TakeLast(2)];
        return last.Length < 2 ? double.PositiveInfinity : Math.Abs(c[last[0]] / c[last[1]]);
    }

    private static double[] Integrated(Expr f, double at, int degree)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(degree);
        double value = f.Eval(new Dictionary<string, double> { ["x"] = at });
        return degree == 0 ? [value] : [value, .. Integrated(f.Diff("x").Simplify(), at, degree - 1).Select((c, k) => c / (k + 1))];
    }
}
