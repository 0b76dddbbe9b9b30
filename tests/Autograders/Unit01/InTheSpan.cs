using Course;
using CsCheck;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 1.4: whether a vector is a combination of two others, and of how much of each.</summary>
[Exercise("1.4", "In the span", Difficulty = 3, Minutes = 30, Theory = "2. Linear combinations fill a span")]
public sealed class InTheSpan : Exercise<InTheSpan, InTheSpan.Contract>
{
    public delegate double[]? Coefficients(double[] target, double[] a, double[] b, double tol);

    public sealed record Contract(Coefficients CoefficientsIn);

    public static Verdict Check(Coefficients coefficientsIn) => Grade(new Contract(coefficientsIn));

    protected override Contract Reference => new(Span.CoefficientsIn);

    private const double Tol = 1e-6;

    [Fact]
    public void A_target_in_the_span_gives_its_coefficients() =>
        Expect.Close([2, 1], Subject.CoefficientsIn([4, 4, 5], [1, 2, 1], [2, 0, 3], Tol), because: "2·(1, 2, 1) + 1·(2, 0, 3) is (4, 4, 5).", tolerance: 1e-9);

    [Fact]
    public void A_target_outside_the_span_gives_null() =>
        IsNull(Subject.CoefficientsIn([5, 4, 7], [1, 2, 1], [2, 0, 3], Tol), "Entries 0 and 1 ask for 2 and 1.5, and then entry 2 is 6.5, not 7. Least squares answers even when there is no answer: check the remainder.");

    [Fact]
    public void Coefficients_of_a_combination_are_found_again() => Property.Holds(
        Gen.Select(Draw.Direction(4), Draw.Direction(4), Draw.Whole, Draw.Whole).Where(sample => AreIndependent(sample.Item1, sample.Item2)), sample =>
        {
            (double[] a, double[] b, double c, double d) = sample;
            double[] target = Draw.Plus(Draw.Times(c, a), Draw.Times(d, b));
            double[]? found = Subject.CoefficientsIn(target, a, b, Tol);
            Expect.That(found is [double x, double y] && Math.Abs(x - c) + Math.Abs(y - d) <= 1e-9 * (1 + Math.Abs(c) + Math.Abs(d)), ValueText.Of(new[] { c, d }), found, because: "The target was made with these coefficients, and a and b point in different directions, so there are no others.");
        });

    [Fact]
    public void A_target_pushed_out_of_the_plane_is_found_out() => Property.Holds(
        Gen.Select(Draw.Direction(3), Draw.Direction(3), Draw.Whole, Draw.Whole).Where(sample => AreIndependent(sample.Item1, sample.Item2)), sample =>
        {
            (double[] a, double[] b, double c, double d) = sample;
            double[] normal = [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
            double[] target = Draw.Plus(Draw.Plus(Draw.Times(c, a), Draw.Times(d, b)), normal);
            IsNull(Subject.CoefficientsIn(target, a, b, Tol), "The target was moved at a right angle to both vectors: no combination reaches it.");
        });

    [Fact]
    public void A_target_on_the_line_of_two_parallel_vectors_gives_any_exact_pair()
    {
        Reaches([3, 6, 6], [1, 2, 2], [2, 4, 4]);
        Reaches([3, 6, 6], [-2, -4, -4], [1, 2, 2]);
        Reaches([-1.5, 0, 0.5], [3, 0, -1], [3, 0, -1]);
    }

    [Fact]
    public void A_target_off_the_line_of_two_parallel_vectors_gives_null() =>
        IsNull(Subject.CoefficientsIn([3, 6, 7], [1, 2, 2], [2, 4, 4], Tol), "Both vectors lie on one line, the target does not.");

    [Fact]
    public void A_zero_vector_leaves_the_work_to_the_other()
    {
        Expect.Close([0, 2], Subject.CoefficientsIn([2, 4, 6], [0, 0, 0], [1, 2, 3], Tol), because: "a is zero: its coefficient is 0, and b does the work.", tolerance: 1e-9);
        Expect.Close([2, 0], Subject.CoefficientsIn([2, 4, 6], [1, 2, 3], [0, 0, 0], Tol), because: "b is zero: its coefficient is 0, and a does the work.", tolerance: 1e-9);
        IsNull(Subject.CoefficientsIn([2, 4, 7], [0, 0, 0], [1, 2, 3], Tol), "With a = 0 only multiples of b can be reached.");
    }

    [Fact]
    public void Two_zero_vectors_reach_only_zero()
    {
        Reaches([0, 0], [0, 0], [0, 0]);
        IsNull(Subject.CoefficientsIn([0, 1], [0, 0], [0, 0], Tol), "Zero times anything is zero.");
    }

    [Fact]
    public void Zero_is_always_in_the_span() => Reaches([0, 0, 0], [1, 2, 1], [2, 0, 3]);

    [Theory]
    [InlineData(1e-9)]
    [InlineData(1e-3)]
    [InlineData(1e6)]
    public void The_verdict_does_not_change_with_the_scale(double s)
    {
        Expect.Close([0.1, 0.7], Subject.CoefficientsIn([s * 1.5, s * 0.2, s * 2.2], [s, 2 * s, s], [2 * s, 0, 3 * s], Tol), because: "The target is 0.1·a + 0.7·b, up to rounding. Compare the remainder with the target's length, not with a fixed number.", tolerance: 1e-9);
        IsNull(Subject.CoefficientsIn([5 * s, 4 * s, 7 * s], [s, 2 * s, s], [2 * s, 0, 3 * s], Tol), "The target is as far outside as at scale 1. Compare the remainder with the target's length, not with a fixed number.");
    }

    [Fact]
    public void Tol_is_the_share_of_the_target_that_may_remain()
    {
        Expect.Close([200, 0], Subject.CoefficientsIn([200, 0, 0.1], [1, 0, 0], [0, 1, 0], 1e-3), because: "The remainder is 0.1, and a thousandth of the target's length is 0.2: near enough.", tolerance: 1e-9);
        IsNull(Subject.CoefficientsIn([200, 0, 0.4], [1, 0, 0], [0, 1, 0], 1e-3), "The remainder is 0.4, and a thousandth of the target's length is 0.2: too far.");
        IsNull(Subject.CoefficientsIn([0.5, 0, 0.000_9], [1, 0, 0], [0, 1, 0], 1e-3), "The remainder is 0.0009, and a thousandth of the target's length is 0.0005: too far.");
    }

    [Fact]
    public void Lengths_are_2_norms()
    {
        double[] a = [1, 0, 0, 0, 0, 0], b = [0, 1, 0, 0, 0, 0], wide = [1, 1, 1, 1, 0, 0];
        IsNull(Subject.CoefficientsIn([1.8, 0, 0.1, 0.1, 0.1, 0.1], a, b, 0.1), "The remainder (0.1, 0.1, 0.1, 0.1) has length 0.2, a tenth of the target's is 0.18: too far.");
        Expect.Close([3, 0], Subject.CoefficientsIn([3, 0, 0.1, 0.1, 0.1, 0.1], a, b, 0.1), because: "The remainder (0.1, 0.1, 0.1, 0.1) has length 0.2, a tenth of the target's is 0.3: near enough.", tolerance: 1e-9);
        IsNull(Subject.CoefficientsIn([1, 1, 1, 1, 0, 0.3], wide, [0, 0, 0, 0, 1, 0], 0.1), "The remainder has length 0.3, a tenth of the target's is 0.2: too far.");
        Expect.Close([1, 0], Subject.CoefficientsIn([1, 1, 1, 1, 0, 0.18], wide, [0, 0, 0, 0, 1, 0], 0.1), because: "The remainder has length 0.18, a tenth of the target's is 0.2: near enough.", tolerance: 1e-9);
    }

    [Fact]
    public void Vectors_that_are_parallel_within_tol_span_a_line()
    {
        IsNull(Subject.CoefficientsIn([0, 1, 0], [1, 0, 0], [1, 1e-9, 0], Tol), "b differs from a by a billionth, less than tol. Coefficients of a billion would only measure rounding.");
        IsNull(Subject.CoefficientsIn([0, 1, 0], [1, 0, 0], [1e6, 1, 0], 1e-3), "The part of b at a right angle to a is 1, and a thousandth of b's length is 1000: parallel within tol.");
        Reaches([2, 0, 0], [1, 0, 0], [1, 1e-9, 0]);
    }

    [Fact]
    public void Vectors_that_are_clearly_apart_span_a_plane_however_short()
    {
        Expect.Close([-1000, 1000], Subject.CoefficientsIn([0, 1, 0], [1, 0, 0], [1, 1e-3, 0], Tol), because: "b differs from a by a thousandth, well above tol: −1000·a + 1000·b is (0, 1, 0).", tolerance: 1e-6);
        Expect.Close([0, 1e6], Subject.CoefficientsIn([0, 1, 0], [1, 0, 0], [0, 1e-6, 0], 1e-3), because: "b is short, but at a right angle to a. Compare its perpendicular part with its own length.", tolerance: 1e-9);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1e-9)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(double.NaN)]
    public void Tol_lies_between_0_and_1(double tol) =>
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.CoefficientsIn([1, 2], [1, 0], [0, 1], tol), because: "With 0 rounding alone says no; with 1 everything is in the span. NaN passes no comparison: ask for what is right.");

    [Theory]
    [InlineData(3, 2, 2)]
    [InlineData(2, 3, 2)]
    [InlineData(2, 2, 3)]
    public void Vectors_of_different_lengths_are_refused(int target, int a, int b) =>
        Expect.Throws<ArgumentException>(() => Subject.CoefficientsIn(Draw.Basis(target, 0), Draw.Basis(a, 0), Draw.Basis(b, 1), Tol), because: "They do not lie in one space.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("Least squares answers even when there is no answer: check the remainder.", new((t, a, b, tol) => BySwapping(t, a, b, tol, (_, _) => true))),
        new("Dependent vectors: the coefficients are not unique, not infinite. When the determinant is 0, one of the vectors is enough.", new(ByDeterminant)),
        new("Scale the data by 1e6 and your verdict changes: compare the remainder with tol times the target's length, not with tol.", new((t, a, b, tol) => BySwapping(t, a, b, tol, (rest, _) => rest <= tol))),
        new("Parallel vectors still span a line: a target on it has coefficients. Only off the line is the answer null.", new((t, a, b, tol) => AreIndependent(a, b) ? Span.CoefficientsIn(t, a, b, tol) : a.Length == t.Length && b.Length == t.Length && tol is > 0 and < 1 ? null : throw new ArgumentOutOfRangeException(nameof(tol)))),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("Gram-Schmidt from b instead of from a", new((t, a, b, tol) => BySwapping(t, a, b, tol, (rest, length) => rest <= tol * length))),
        new("normal equations with Cramer's rule", new((t, a, b, tol) =>
        {
            Guard(t, a, b, tol);
            double aa = Dot(a, a), ab = Dot(a, b), bb = Dot(b, b), ta = Dot(t, a), tb = Dot(t, b), determinant = aa * bb - ab * ab;
            double[] c = determinant > tol * tol * aa * bb ? [(ta * bb - tb * ab) / determinant, (tb * aa - ta * ab) / determinant]
                : aa > 0 ? [ta / aa, 0] : [0, bb > 0 ? tb / bb : 0];
            return InnerProduct.Norm(Rest(t, a, b, c), 2) <= tol * InnerProduct.Norm(t, 2) ? c : null;
        })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Exercise 1.3 splits a vector into a shadow and a rest. Which part of b can make something that a cannot?",
        "Take from b its part perpendicular to a. What of the target lies along that part, only b can have brought. Subtract that much b, and the rest of the target must lie along a. What if b has no such part?",
        "Perpendicular part of b; if it is shorter than tol times b, use a alone (or b, where a is zero). Else c₂ is target·part over part·part, c₁ is (target − c₂b)·a over a·a. Last, the remainder target − c₁a − c₂b: return the pair only if it is at most tol times the target's length.",
    ];

    private void Reaches(double[] target, double[] a, double[] b)
    {
        double[]? c = Subject.CoefficientsIn(target, a, b, Tol);
        Expect.That(c is [double x, double y] && double.IsFinite(x) && double.IsFinite(y) && InnerProduct.Norm(Rest(target, a, b, c), 2) <= 1e-8 * (1 + InnerProduct.Norm(target, 2)),
            $"a pair with c₁·{ValueText.Of(a)} + c₂·{ValueText.Of(b)} = {ValueText.Of(target)}", c, because: "Dependent vectors: the coefficients are not unique, not infinite. Any pair that reaches the target is right.");
    }

    private static void IsNull(double[]? found, string because) => Expect.That(found is null, "null", found, because);

    private static double Dot(double[] x, double[] y) => x.Zip(y, (p, q) => p * q).Sum();

    private static bool AreIndependent(double[] a, double[] b) => Dot(a, a) * Dot(b, b) - Dot(a, b) * Dot(a, b) > 1e-9 * Dot(a, a) * Dot(b, b);

    private static double[] Rest(double[] target, double[] a, double[] b, double[] c) => Draw.Plus(target, Draw.Plus(Draw.Times(-c[0], a), Draw.Times(-c[1], b)));

    private static void Guard(double[] target, double[] a, double[] b, double tol)
    {
        if (!(tol > 0 && tol < 1)) throw new ArgumentOutOfRangeException(nameof(tol));
        if (a.Length != target.Length || b.Length != target.Length) throw new ArgumentException("The lengths differ.");
    }

    private static double[]? BySwapping(double[] target, double[] a, double[] b, double tol, Func<double, double, bool> isSmall)
    {
        Guard(target, a, b, tol);
        double[] part = b.All(x => x == 0) ? a : Direction.Decompose(a, b).Perpendicular;
        bool independent = InnerProduct.Norm(part, 2) > tol * InnerProduct.Norm(a, 2);
        double c1 = independent ? Dot(target, part) / Dot(part, part) : 0;
        double c2 = b.All(x => x == 0) ? 0 : Dot(Rest(target, a, b, [c1, 0]), b) / Dot(b, b);
        double rest = InnerProduct.Norm(Rest(target, a, b, [c1, c2]), 2);
        return isSmall(rest, InnerProduct.Norm(target, 2)) ? [c1, c2] : null;
    }

    private static double[]? ByDeterminant(double[] target, double[] a, double[] b, double tol)
    {
        Guard(target, a, b, tol);
        double determinant = Dot(a, a) * Dot(b, b) - Dot(a, b) * Dot(a, b);
        double[] c = [(Dot(target, a) * Dot(b, b) - Dot(target, b) * Dot(a, b)) / determinant, (Dot(target, b) * Dot(a, a) - Dot(target, a) * Dot(a, b)) / determinant];
        return !(InnerProduct.Norm(Rest(target, a, b, c), 2) > tol * InnerProduct.Norm(target, 2)) ? c : null;
    }
}
