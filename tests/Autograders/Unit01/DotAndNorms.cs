using Course;
using CsCheck;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 1.2: the dot product and the p-norms.</summary>
[Exercise("1.2", "Dot product and norms", Difficulty = 2, Minutes = 25, Core = true, Theory = "4. Norms have shapes")]
public sealed class DotAndNorms : Exercise<DotAndNorms, DotAndNorms.Contract>
{
    public delegate double DotProduct(double[] a, double[] b);

    public delegate double PNorm(double[] v, double p);

    public sealed record Contract(DotProduct Dot, PNorm Norm);

    public static Verdict Check(DotProduct dot, PNorm norm) => Grade(new Contract(dot, norm));

    /// <summary>Holds your functions against the reference's and a library's, on random numbers.</summary>
    public static Comparison Compare(DotProduct dot, PNorm norm, DotProduct libraryDot, PNorm libraryNorm) => Compared(
        Part("Dot", dot, contract => contract.Dot, libraryDot, "TensorPrimitives", (1000, f => f(Samples.ShortA, Samples.ShortB)), (1_000_000, f => f(Samples.A, Samples.B))),
        Part("Norm, p = 2", norm, contract => contract.Norm, libraryNorm, "TensorPrimitives", (1_000_000, f => f(Samples.A, 2))));

    protected override Contract Reference => new(InnerProduct.Dot, InnerProduct.Norm);

    [Fact]
    public void The_dot_product_sums_the_products_of_entries() =>
        Expect.Close(12, Subject.Dot([1, 2, 3], [4, -5, 6]), because: "1·4 + 2·(−5) + 3·6 is 4 − 10 + 18.");

    [Fact]
    public void The_dot_product_of_no_entries_is_0() => Expect.Close(0, Subject.Dot([], []), because: "A sum of nothing is 0.");

    [Fact]
    public void The_dot_product_with_a_sum_is_the_sum_of_dot_products() => Property.Holds(
        Gen.Select(Draw.Vector(4), Draw.Vector(4), Draw.Vector(4)), sample =>
        {
            (double[] a, double[] b, double[] c) = sample;
            Expect.Close(Subject.Dot(a, b) + Subject.Dot(a, c), Subject.Dot(a, Draw.Plus(b, c)), because: "a·(b + c) is a·b + a·c, exactly so for whole numbers.");
        });

    [Fact]
    public void The_dot_product_with_a_basis_vector_is_an_entry() => Property.Holds(
        Gen.Select(Draw.Vector(4), Gen.Int[0, 3]), sample =>
            Expect.Close(sample.Item1[sample.Item2], Subject.Dot(sample.Item1, Draw.Basis(4, sample.Item2)), because: "All other entries are multiplied by 0."));

    [Theory]
    [InlineData(2, 3)]
    [InlineData(3, 2)]
    public void Vectors_of_different_lengths_have_no_dot_product(int first, int second) =>
        Expect.Throws<ArgumentException>(() => Subject.Dot(new double[first], new double[second]), because: "Entry i is multiplied with entry i. Where one has no partner, an answer would be a guess.");

    [Fact]
    public void The_2_norm_of_3_and_4_is_5() => Expect.Close(5, Subject.Norm([3, 4], 2), because: "√(3² + 4²) is √25.");

    [Fact]
    public void The_1_norm_sums_absolute_values() => Expect.Close(7, Subject.Norm([3, -4], 1), because: "|3| + |−4| is 7.");

    [Fact]
    public void The_3_norm_takes_absolute_values_too() =>
        Expect.Close(Math.Cbrt(17), Subject.Norm([1, -2, 2], 3), because: "|1|³ + |−2|³ + |2|³ is 17, and the norm is its cube root.");

    [Fact]
    public void P_need_not_be_a_whole_number() =>
        Expect.Close(Math.Pow(36, 1 / 1.5), Subject.Norm([1, -4, 9], 1.5), because: "1 + 8 + 27 is 36 (4 to the power 1.5 is 8, 9 to it is 27), and the norm is 36 to the power 1/1.5.");

    [Fact]
    public void A_vector_of_negative_ones_has_a_positive_length() =>
        Expect.Close(2, Subject.Norm([-1, -1], 1), because: "A norm of (−1, −1) cannot be negative: it adds absolute values.");

    [Fact]
    public void The_infinity_norm_is_the_largest_absolute_entry() =>
        Expect.Close(7, Subject.Norm([3, -7, 5], double.PositiveInfinity), because: "p = ∞ is the limit: the larger p, the more the largest entry counts, and in the end it alone.");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(double.PositiveInfinity)]
    public void Zeros_have_length_0(double p) => Expect.Close(0, Subject.Norm([0, 0], p), because: "Nothing moved. If you divide by the largest entry, it is 0 here.");

    [Theory]
    [InlineData(2)]
    [InlineData(double.PositiveInfinity)]
    public void No_entries_have_length_0(double p) => Expect.Close(0, Subject.Norm([], p), because: "A sum of nothing is 0.");

    [Theory]
    [InlineData(3e200, 4e200, 5e200)]
    [InlineData(3e-200, 4e-200, 5e-200)]
    [InlineData(-1.2e250, 5e249, 1.3e250)]
    public void The_2_norm_survives_squares_out_of_range(double x, double y, double length) =>
        Expect.Close(length, Subject.Norm([x, y], 2), because: "The square is beyond the range of double, the norm is not. Divide by the largest absolute entry first, multiply by it at the end.");

    [Fact]
    public void An_infinite_entry_makes_the_length_infinite() =>
        Expect.Equal(double.PositiveInfinity, Subject.Norm([1, double.NegativeInfinity], 2), because: "No finite length is long enough. ∞/∞ is NaN, so look before you divide.");

    [Fact]
    public void An_entry_that_is_not_a_number_makes_the_length_none() =>
        Expect.Close(double.NaN, Subject.Norm([1, double.NaN], 2), because: "What is unknown in the data is unknown in the length. An answer here would hide it.");

    [Theory]
    [InlineData(0.999)]
    [InlineData(0)]
    [InlineData(-2)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(double.NaN)]
    public void P_below_1_or_no_number_is_refused(double p) =>
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Norm([1, 2], p), because: "Below 1 the straight way is longer than the detour: no norm. NaN < 1 is false, so ask whether p ≥ 1.");

    [Fact]
    public void The_detour_is_never_shorter() => Property.Holds(
        Gen.Select(Draw.Vector(3), Draw.Vector(3), Draw.OneOf(1, 1.5, 2, 3, double.PositiveInfinity)), sample =>
        {
            (double[] a, double[] b, double p) = sample;
            double detour = Subject.Norm(a, p) + Subject.Norm(b, p), straight = Subject.Norm(Draw.Plus(a, b), p);
            Expect.That(straight <= detour * (1 + 1e-12), $"at most {ValueText.Of(detour)} = ‖a‖ + ‖b‖ for a = {ValueText.Of(a)}, b = {ValueText.Of(b)}", straight, because: "The triangle inequality: ‖a + b‖ ≤ ‖a‖ + ‖b‖.");
        });

    [Fact]
    public void Scaling_a_vector_scales_its_length() => Property.Holds(
        Gen.Select(Draw.Vector(3), Draw.Whole, Draw.OneOf(1, 1.5, 2, 3, double.PositiveInfinity)), sample =>
        {
            (double[] v, double s, double p) = sample;
            Expect.Close(Math.Abs(s) * Subject.Norm(v, p), Subject.Norm(Draw.Times(s, v), p), because: $"‖s·v‖ is |s|·‖v‖, here with s = {ValueText.Of(s)} and v = {ValueText.Of(v)}.");
        });

    [Fact]
    public void The_2_norm_squared_is_the_dot_product_with_itself() => Property.Holds(
        Draw.Vector(4), v => Expect.Close(Subject.Dot(v, v), Math.Pow(Subject.Norm(v, 2), 2), because: "v·v = Σ vᵢ² = ‖v‖²: here the two functions meet."));

    [Fact]
    public void The_dot_product_is_at_most_the_product_of_dual_norms() => Property.Holds(
        Gen.Select(Draw.Vector(3), Draw.Vector(3), Draw.OneOf(1, 1.5, 2, 4)), sample =>
        {
            (double[] a, double[] b, double p) = sample;
            double dual = p == 1 ? double.PositiveInfinity : p / (p - 1);
            double most = Subject.Norm(a, p) * Subject.Norm(b, dual);
            Expect.That(Math.Abs(Subject.Dot(a, b)) <= most * (1 + 1e-12), $"|a·b| at most {ValueText.Of(most)}", Subject.Dot(a, b), because: $"Hölder's inequality, with p = {ValueText.Of(p)} and 1/p + 1/q = 1.");
        });

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You left out the root: |3|² + |4|² is 25, the norm is 5.", Reference with { Norm = (v, p) => { RequireP(p); return double.IsInfinity(p) ? Largest(v) : v.Sum(x => Math.Pow(Math.Abs(x), p)); } }),
        new("Overflow: (3e200)² is beyond double.MaxValue. Divide by the largest absolute entry first.", Reference with { Norm = (v, p) => { RequireP(p); return double.IsInfinity(p) ? Largest(v) : Math.Pow(v.Sum(x => Math.Pow(Math.Abs(x), p)), 1 / p); } }),
        new("A norm of (−1, −1) cannot be negative: for odd p the powers of negative entries are negative. Take absolute values first.", Reference with { Norm = WithoutAbsolute }),
        new("p = ∞ is the limit: the largest absolute entry. Math.Pow(sum, 1/∞) is 1 for every sum.", Reference with { Norm = (v, p) => { RequireP(p); return v.Length == 0 ? 0 : Math.Pow(v.Sum(x => Math.Pow(Math.Abs(x), p)), 1 / p); } }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("LINQ for the loops", new(
            (a, b) => a.Length == b.Length ? a.Zip(b, (x, y) => x * y).Sum() : throw new ArgumentException("The lengths differ."),
            (v, p) =>
            {
                RequireP(p);
                double largest = Largest(v);
                if (largest == 0 || double.IsInfinity(largest) || double.IsInfinity(p)) return largest;
                return largest * Math.Pow(v.Sum(x => Math.Pow(Math.Abs(x) / largest, p)), 1 / p);
            })),
        new("sums of halves for the dot product, one pass with a scale that grows for the norm", new(HalvesDot, OnePassNorm)),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Both are one loop and one sum. What happens to the sum of squares when an entry is 3e200?",
        "‖v‖ = m·‖v/m‖ for every m above 0. With m the largest absolute entry, all powers lie between 0 and 1. What is m for a vector of zeros, and what is the norm then?",
        "Norm: refuse p unless p ≥ 1; find the largest absolute entry; return it at once where it is 0 or infinite, or p is infinite; else sum the powers of |entry| divided by it, take the root 1/p, multiply by it.",
    ];

    private static void RequireP(double p)
    {
        if (!(p >= 1)) throw new ArgumentOutOfRangeException(nameof(p));
    }

    private static double Largest(double[] v) => v.Select(Math.Abs).DefaultIfEmpty(0).Max();

    private static double WithoutAbsolute(double[] v, double p)
    {
        RequireP(p);
        double largest = Largest(v);
        if (largest == 0 || double.IsInfinity(largest) || double.IsInfinity(p)) return largest;
        double sum = v.Sum(x => Math.Pow(x / largest, p));
        if (double.IsNaN(sum)) return sum;
        return largest * Math.Sign(sum) * Math.Pow(Math.Abs(sum), 1 / p);
    }

    private static double HalvesDot(double[] a, double[] b)
    {
        if (a.Length != b.Length) throw new ArgumentException("The lengths differ.");
        if (a.Length < 2) return a.Length == 0 ? 0 : a[0] * b[0];
        int half = a.Length / 2;
        return HalvesDot(a[..half], b[..half]) + HalvesDot(a[half..], b[half..]);
    }

    private static double OnePassNorm(double[] v, double p)
    {
        RequireP(p);
        double scale = 0, sum = 1;   // Σ |vᵢ|ᵖ so far is scaleᵖ·sum
        foreach (double x in v.Select(Math.Abs).Where(x => x != 0))
        {
            if (double.IsInfinity(x)) return x;
            if (x > scale) (scale, sum) = (x, 1 + (double.IsInfinity(p) ? 0 : sum * Math.Pow(scale / x, p)));
            else if (!double.IsInfinity(p)) sum += Math.Pow(x / scale, p);
        }

        return scale == 0 && !double.IsNaN(sum) ? 0 : scale * (double.IsInfinity(p) ? 1 : Math.Pow(sum, 1 / p));
    }
}
