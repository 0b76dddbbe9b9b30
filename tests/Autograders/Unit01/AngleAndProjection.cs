using Course;
using CsCheck;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 1.3: the cosine of an angle, and a vector's shadow on a direction.</summary>
[Exercise("1.3", "Angle and projection", Difficulty = 2, Minutes = 25, Core = true, Theory = "3. The dot product is length times shadow")]
public sealed class AngleAndProjection : Exercise<AngleAndProjection, AngleAndProjection.Contract>
{
    public delegate double CosineOf(double[] a, double[] b);

    public delegate (double[] Parallel, double[] Perpendicular) Decomposition(double[] v, double[] onto);

    public sealed record Contract(CosineOf Cosine, Decomposition Decompose);

    public static Verdict Check(CosineOf cosine, Decomposition decompose) => Grade(new Contract(cosine, decompose));

    /// <summary>Holds your cosine against the reference's and a library's, on random numbers.</summary>
    public static Comparison Compare(CosineOf cosine, CosineOf library) => Compared(
        Part("Cosine", cosine, contract => contract.Cosine, library, "TensorPrimitives", (1000, f => f(Samples.ShortA, Samples.ShortB)), (1_000_000, f => f(Samples.A, Samples.B))));

    protected override Contract Reference => new(Direction.Cosine, Direction.Decompose);

    private static Gen<double[]> Decimals { get; } = Gen.Int[1, 999].Select(i => i / 1000.0).Array[3];

    [Fact]
    public void The_cosine_of_a_pair_worked_out_by_hand() =>
        Expect.Close(12 / Math.Sqrt(14 * 77), Subject.Cosine([1, 2, 3], [4, -5, 6]), because: "The dot product is 12, the lengths are √14 and √77: 12/√1078 is 0.3655.");

    [Theory]
    [InlineData(2, 0, 1)]
    [InlineData(0, 5, 0)]
    [InlineData(-3, 0, -1)]
    [InlineData(1, 1, 0.70710678118654752)]
    public void The_cosine_with_the_first_axis(double x, double y, double cosine) =>
        Expect.Close(cosine, Subject.Cosine([4, 0], [x, y]), because: "Same direction gives 1, a right angle 0, the opposite direction −1, half a right angle √½.", scale: 1);

    [Fact]
    public void The_cosine_never_leaves_the_interval() => Property.Holds(
        Gen.Select(Decimals, Draw.OneOf(1, -1, 3, -0.7)), sample =>
        {
            (double[] a, double s) = sample;
            double cosine = Subject.Cosine(a, Draw.Times(s, a));
            Expect.That(cosine is >= -1 and <= 1, "a number from −1 to 1", cosine, because: "Rounding can carry it beyond 1 by a hair. Clamp: Math.Acos of 1.0000000000000002 is NaN.");
        }, samples: 100);

    [Fact]
    public void The_cosine_of_a_vector_with_itself_is_1() => Property.Holds(
        Draw.Direction(3), a => Expect.Close(1, Subject.Cosine(a, a), because: "A vector and itself enclose the angle 0."));

    [Fact]
    public void The_cosine_does_not_see_lengths() => Property.Holds(
        Gen.Select(Draw.Direction(3), Draw.Direction(3), Draw.OneOf(0.5, 3, -7)), sample =>
        {
            (double[] a, double[] b, double s) = sample;
            Expect.Close(Math.Sign(s) * Subject.Cosine(a, b), Subject.Cosine(Draw.Times(s, a), b), because: $"Scaling a by {ValueText.Of(s)} changes its length, and its direction only by the sign.", scale: 1);
        });

    [Theory]
    [InlineData(1e200)]
    [InlineData(1e-200)]
    public void The_cosine_survives_squares_out_of_range(double s) =>
        Expect.Close(0.96, Subject.Cosine([3 * s, 4 * s], [4 * s, 3 * s]), because: "The cosine is 24/25 at every scale. Divide each vector by its norm first, then multiply.");

    [Fact]
    public void There_is_no_angle_to_a_zero_vector()
    {
        Expect.Throws<ArgumentException>(() => Subject.Cosine([0, 0], [1, 2]), because: "The angle to a zero vector is undefined, say so: 0 would mean a right angle.");
        Expect.Throws<ArgumentException>(() => Subject.Cosine([1, 2], [0, 0]), because: "The angle to a zero vector is undefined, say so: 0 would mean a right angle.");
        Expect.Throws<ArgumentException>(() => Subject.Cosine([], []), because: "A vector without entries has no direction either.");
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(3, 2)]
    public void There_is_no_angle_between_vectors_of_different_lengths(int first, int second) =>
        Expect.Throws<ArgumentException>(() => Subject.Cosine(Draw.Basis(first, 0), Draw.Basis(second, 0)), because: "They do not lie in one space.");

    [Fact]
    public void The_shadow_on_an_axis_keeps_that_entry() => Splits([3, 4], [10, 0], [3, 0], [0, 4], "The light falls along the second axis: the shadow on the first keeps entry 0 and loses entry 1.");

    [Fact]
    public void The_shadow_of_a_pair_worked_out_by_hand() =>
        Splits([2, 3, 1], [1, 2, 2], [10 / 9.0, 20 / 9.0, 20 / 9.0], [8 / 9.0, 7 / 9.0, -11 / 9.0], "v·d is 10 and d·d is 9, so the shadow is 10/9·d.");

    [Fact]
    public void The_shadow_of_a_perpendicular_vector_is_zero() => Splits([-4, 3], [3, 4], [0, 0], [-4, 3], "v·d is −12 + 12.");

    [Fact]
    public void The_shadow_of_a_zero_vector_is_zero() => Splits([0, 0], [3, 4], [0, 0], [0, 0], "v may be zero; only the direction may not.");

    [Fact]
    public void Shadow_and_rest_add_up_to_the_vector() => Property.Holds(
        Gen.Select(Draw.Vector(3), Draw.Direction(3)), sample =>
        {
            (double[] parallel, double[] perpendicular) = Subject.Decompose(sample.Item1, sample.Item2);
            Expect.Close(sample.Item1, Draw.Plus(parallel, perpendicular), because: "Nothing is lost: v = parallel + perpendicular.");
        });

    [Fact]
    public void The_rest_stands_at_a_right_angle_and_the_shadow_lies_on_the_line() => Property.Holds(
        Gen.Select(Draw.Vector(3), Draw.Direction(3)), sample =>
        {
            (double[] v, double[] onto) = sample;
            (double[] parallel, double[] perpendicular) = Subject.Decompose(v, onto);
            double dot = perpendicular.Zip(onto, (x, y) => x * y).Sum();
            Expect.That(Math.Abs(dot) <= 1e-10, "perpendicular·onto = 0", $"{ValueText.Of(dot)} for the perpendicular part {ValueText.Of(perpendicular)}", because: "What is left after the shadow has no part along the direction.");
            for (int i = 0; i < 3; i++)
                Expect.That(Math.Abs(parallel[i] * onto[(i + 1) % 3] - parallel[(i + 1) % 3] * onto[i]) <= 1e-10, $"a multiple of {ValueText.Of(onto)}", parallel, because: "The shadow lies on the line through the direction.");
        });

    [Fact]
    public void Twice_the_direction_throws_the_same_shadow() => Property.Holds(
        Gen.Select(Draw.Vector(3), Draw.Direction(3), Draw.OneOf(2, -3, 0.5)), sample =>
        {
            (double[] v, double[] onto, double s) = sample;
            Expect.Close(Subject.Decompose(v, onto).Parallel, Subject.Decompose(v, Draw.Times(s, onto)).Parallel, because: $"Projection must not change when the direction is multiplied by {ValueText.Of(s)}: it is a line that counts, not its length.", tolerance: 1e-11);
        });

    [Theory]
    [InlineData(1e200)]
    [InlineData(1e-200)]
    public void The_shadow_survives_squares_out_of_range(double s) => Splits([1, 2], [3 * s, 4 * s], [1.32, 1.76], [-0.32, 0.24], "The unit vector is (0.6, 0.8) at every scale, the shadow is 2.2 times that. Divide by the norm before you multiply.");

    [Fact]
    public void There_is_no_shadow_on_a_zero_vector() =>
        Expect.Throws<ArgumentException>(() => Subject.Decompose([1, 2], [0, 0]), because: "A zero vector is no direction.");

    [Theory]
    [InlineData(2, 3)]
    [InlineData(3, 2)]
    public void There_is_no_shadow_between_vectors_of_different_lengths(int first, int second) =>
        Expect.Throws<ArgumentException>(() => Subject.Decompose(Draw.Basis(first, 0), Draw.Basis(second, 0)).Parallel, because: "They do not lie in one space.");

    [Fact]
    public void Both_parts_are_arrays_of_their_own()
    {
        double[] v = [3, 4];
        (double[] parallel, double[] perpendicular) = Subject.Decompose(v, [0, 2]);
        Expect.That(!ReferenceEquals(parallel, v) && !ReferenceEquals(perpendicular, v) && !ReferenceEquals(parallel, perpendicular), "two new arrays", "one array under two names", because: "Who changes one of them later would change the other too.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("Clamp to −1 … 1: rounding made it 1.0000000000000002, and Math.Acos of that is NaN.", Reference with { Cosine = (a, b) => InnerProduct.Dot(Unit(a), Unit(b)) }),
        new("Projection must not change when the direction is doubled: divide by ‖onto‖², not by ‖onto‖.", Reference with { Decompose = (v, onto) => Along(v, onto, InnerProduct.Dot(v, Unit(onto))) }),
        new("The angle to a zero vector is undefined, say so with an ArgumentException: a cosine of 0 means a right angle.", Reference with { Cosine = (a, b) => a.Length == b.Length && (a.All(x => x == 0) || b.All(x => x == 0)) ? 0 : Direction.Cosine(a, b) }),
        new("You swapped the two parts: the first is the shadow on the direction, the second the rest.", Reference with { Decompose = (v, onto) => { var (parallel, rest) = Direction.Decompose(v, onto); return (rest, parallel); } }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("vectors divided by their largest entry, squares of those", new(
            (a, b) =>
            {
                (double[] x, double[] y) = (Unit(a), Unit(b));
                if (x.Length != y.Length) throw new ArgumentException("The lengths differ.");
                double cosine = x.Zip(y, (p, q) => p * q).Sum() / Math.Sqrt(x.Sum(p => p * p) * y.Sum(q => q * q));
                return Math.Max(-1, Math.Min(1, cosine));
            },
            (v, onto) =>
            {
                if (v.Length != onto.Length || onto.All(x => x == 0)) throw new ArgumentException("There is no such shadow.");
                double[] d = Draw.Times(1 / onto.Max(Math.Abs), onto);
                return Along(v, d, v.Zip(d, (x, y) => x * y).Sum() / d.Sum(x => x * x));
            })),
        new("the cosine from the lengths of sum and difference, the rest before the shadow", new(
            (a, b) =>
            {
                if (a.Length != b.Length) throw new ArgumentException("The lengths differ.");
                (double[] x, double[] y) = (Unit(a), Unit(b));
                double sum = InnerProduct.Norm(Draw.Plus(x, y), 2), difference = InnerProduct.Norm(Draw.Plus(x, Draw.Times(-1, y)), 2);
                return Math.Clamp((sum * sum - difference * difference) / 4, -1, 1);
            },
            (v, onto) =>
            {
                if (v.Length != onto.Length) throw new ArgumentException("The lengths differ.");
                double[] unit = Unit(onto);
                double[] rest = Draw.Plus(v, Draw.Times(-InnerProduct.Dot(v, unit), unit));
                return (Draw.Plus(v, Draw.Times(-1, rest)), rest);
            })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "For unit vectors everything is simple: the cosine is their dot product, and the shadow of v has the length v·u. What turns a vector into a unit vector?",
        "Your Norm of exercise 1.2 survives 3e200. Divide by it before you multiply anything, and no square overflows. Only rounding is left: what is the largest cosine there may be?",
        "Cosine: lengths equal, neither norm 0, divide each vector by its norm, take the dot product, clamp it. Decompose: the unit vector u along the direction; the shadow is (v·u) times u; the rest is v less the shadow, entry by entry.",
    ];

    private void Splits(double[] v, double[] onto, double[] parallel, double[] perpendicular, string because)
    {
        var parts = Subject.Decompose(v, onto);
        CloseTo(parallel, parts.Parallel, "Parallel: ");
        CloseTo(perpendicular, parts.Perpendicular, "Perpendicular: ");

        void CloseTo(double[] expected, double[]? actual, string which) =>
            Expect.That(actual?.Length == expected.Length && expected.Zip(actual).All(pair => Math.Abs(pair.First - pair.Second) <= 1e-12), which + ValueText.Of(expected), actual, because);
    }

    private static double[] Unit(double[] v)
    {
        double length = InnerProduct.Norm(v, 2);
        return length == 0 ? throw new ArgumentException("A zero vector has no direction.") : Draw.Times(1 / length, v);
    }

    private static (double[] Parallel, double[] Perpendicular) Along(double[] v, double[] direction, double c)
    {
        double[] parallel = Draw.Times(c, direction);
        return (parallel, Draw.Plus(v, Draw.Times(-1, parallel)));
    }
}
