using Course;
using CsCheck;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 1.9: the distance from a plane, with its side, and the mirror image in it.</summary>
[Exercise("1.9", "Half-spaces", Difficulty = 3, Minutes = 25, Theory = "3. The dot product is length times shadow")]
public sealed class HalfSpaces : Exercise<HalfSpaces, HalfSpaces.Contract>
{
    public delegate double DistanceFromPlane(double[] w, double b, double[] x);

    public delegate double[] MirrorImage(double[] w, double b, double[] x);

    public sealed record Contract(DistanceFromPlane SignedDistance, MirrorImage MirrorIn);

    public static Verdict Check(DistanceFromPlane signedDistance, MirrorImage mirrorIn) => Grade(new Contract(signedDistance, mirrorIn));

    protected override Contract Reference => new(Hyperplane.SignedDistance, Hyperplane.MirrorIn);

    private static Gen<(double[] W, double B, double[] X)> Cases { get; } = Gen.Select(Draw.Direction(3), Draw.Whole, Draw.Vector(3), (w, b, x) => (w, b, x));

    [Theory]
    [InlineData(6, 8, 8)]
    [InlineData(0, 0, -2)]
    [InlineData(2, 1, 0)]
    [InlineData(5, 0, 1)]
    public void Distances_from_the_line_3x_plus_4y_less_10(double x, double y, double distance) =>
        Expect.Close(distance, Subject.SignedDistance([3, 4], -10, [x, y]), because: "(3x + 4y − 10)/5, as the normal (3, 4) has length 5. Negative on the side the normal points away from.", scale: 1);

    [Fact]
    public void A_distance_in_space() =>
        Expect.Close(8 / 3.0, Subject.SignedDistance([1, 2, 2], 3, [1, 1, 1]), because: "(1 + 2 + 2 + 3)/3: the normal (1, 2, 2) has length 3.");

    [Fact]
    public void The_mirror_image_in_the_line_3x_plus_4y_less_10() =>
        Expect.Close([-3.6, -4.8], Subject.MirrorIn([3, 4], -10, [6, 8]), because: "The distance is 8, the unit normal (0.6, 0.8): go back twice 8 along it, (6 − 9.6, 8 − 12.8).");

    [Fact]
    public void A_point_on_the_plane_is_its_own_mirror_image()
    {
        double[] x = [2, 1];
        double[] image = Subject.MirrorIn([3, 4], -10, x);
        Expect.Close([2, 1], image, because: "Its distance is 0: there is nowhere to go.");
        Expect.That(!ReferenceEquals(image, x), "a new array", "the input itself", because: "Who changes the result later would change the input too.");
    }

    [Fact]
    public void A_plane_has_many_names_and_one_distance() => Property.Holds(
        Gen.Select(Cases, Draw.OneOf(2, 0.25, 6)), sample =>
        {
            ((double[] w, double b, double[] x), double s) = sample;
            Expect.Close(Subject.SignedDistance(w, b, x), Subject.SignedDistance(Draw.Times(s, w), s * b, x), because: $"Multiplying w and b by {ValueText.Of(s)} leaves the plane where it is: the distance must not change. Divide by ‖w‖, both w·x and b.", scale: 1);
        });

    [Fact]
    public void Turning_the_normal_round_swaps_the_sides() => Property.Holds(
        Cases, plane => Expect.Close(-Subject.SignedDistance(plane.W, plane.B, plane.X), Subject.SignedDistance(Draw.Times(-1, plane.W), -plane.B, plane.X), because: "(−w, −b) is the same plane, with the positive side on the other hand.", scale: 1));

    [Fact]
    public void The_mirror_image_is_as_far_on_the_other_side() => Property.Holds(
        Cases, plane =>
        {
            double[] image = Mirrored(plane);
            Expect.Close(-Subject.SignedDistance(plane.W, plane.B, plane.X), Subject.SignedDistance(plane.W, plane.B, image), because: $"{ValueText.Of(image)} is your mirror image of {ValueText.Of(plane.X)}. It must be as far from the plane, on the other side: go twice as far as the plane.", scale: 1, tolerance: 1e-11);
        });

    [Fact]
    public void A_mirror_image_lies_straight_across() => Property.Holds(
        Cases, plane =>
        {
            double[] way = Draw.Plus(Mirrored(plane), Draw.Times(-1, plane.X)), w = plane.W;
            for (int i = 0; i < 3; i++)
                Expect.That(Math.Abs(way[i] * w[(i + 1) % 3] - way[(i + 1) % 3] * w[i]) <= 1e-9, $"{ValueText.Of(plane.X)} plus a multiple of {ValueText.Of(w)}", Draw.Plus(way, plane.X), because: "The way to the mirror image runs along the normal, at a right angle to the plane.");
        });

    [Fact]
    public void Mirroring_twice_leads_back() => Property.Holds(
        Cases, plane =>
        {
            double[] back = Subject.MirrorIn(plane.W, plane.B, Mirrored(plane));
            Expect.That(back?.Length == 3 && back.Zip(plane.X).All(pair => Math.Abs(pair.First - pair.Second) <= 1e-10), ValueText.Of(plane.X), back, because: "The mirror image of the mirror image is the point itself.");
        });

    [Theory]
    [InlineData(1e200)]
    [InlineData(1e-200)]
    public void A_normal_of_any_length_will_do(double s)
    {
        Expect.Close(8, Subject.SignedDistance([3 * s, 4 * s], -10 * s, [6, 8]), because: "The plane is the same at every scale. The square of the normal's length is out of range: use your Norm.");
        Expect.Close([-3.6, -4.8], Subject.MirrorIn([3 * s, 4 * s], -10 * s, [6, 8]), because: "The plane is the same at every scale. The square of the normal's length is out of range: divide by ‖w‖ twice, not by w·w.");
    }

    [Fact]
    public void A_zero_normal_is_no_plane()
    {
        Expect.Throws<ArgumentException>(() => Subject.SignedDistance([0, 0], 3, [1, 2]), because: "0·x + 3 = 0 holds nowhere: there is no plane to be far from.");
        Expect.Throws<ArgumentException>(() => Subject.MirrorIn([0, 0], 0, [1, 2]), because: "0·x + 0 = 0 holds everywhere: there is no plane to mirror in.");
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(3, 2)]
    public void Normal_and_point_need_the_same_length(int normal, int point)
    {
        Expect.Throws<ArgumentException>(() => Subject.SignedDistance(Draw.Basis(normal, 0), 1, Draw.Basis(point, 0)), because: "Entry i of the normal meets entry i of the point.");
        Expect.Throws<ArgumentException>(() => Subject.MirrorIn(Draw.Basis(normal, 0), 1, Draw.Basis(point, 0)), because: "Entry i of the normal meets entry i of the point.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("(6w, 6b) is the same plane, but you give 6 times the distance: divide by ‖w‖.", Reference with { SignedDistance = (w, b, x) => Hyperplane.SignedDistance(w, b, x) * InnerProduct.Norm(w, 2) }),
        new("You stopped on the plane: go twice as far.", Reference with { MirrorIn = (w, b, x) => Array.ConvertAll(Draw.Plus(x, Hyperplane.MirrorIn(w, b, x)), entry => entry / 2) }),
        new("You divided w·x by ‖w‖, but not b: the whole of w·x + b is too large by that factor.", Reference with { SignedDistance = (w, b, x) => Hyperplane.SignedDistance(w, b * InnerProduct.Norm(w, 2), x) }),
        new("A distance from a plane has a sign: it says on which side the point is. You took its absolute value.", Reference with { SignedDistance = (w, b, x) => Math.Abs(Hyperplane.SignedDistance(w, b, x)) }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("the shadow of x − p on the normal, for a point p of the plane", new(
            (w, b, x) =>
            {
                double length = Length(w, x);
                double[] unit = Draw.Times(1 / length, w), p = Draw.Times(-b / length, unit);
                return InnerProduct.Dot(Draw.Plus(x, Draw.Times(-1, p)), unit);
            },
            (w, b, x) =>
            {
                double length = Length(w, x);
                double[] unit = Draw.Times(1 / length, w), p = Draw.Times(-b / length, unit);
                (double[] along, double[] across) = Direction.Decompose(Draw.Plus(x, Draw.Times(-1, p)), unit);
                return Draw.Plus(p, Draw.Plus(across, Draw.Times(-1, along)));
            })),
        new("a sum over all entries; the mirror as a matrix I − 2uuᵀ and a shift", new(
            (w, b, x) =>
            {
                double length = Length(w, x);
                return w.Zip(x, (wi, xi) => wi / length * xi).Append(b / length).Sum();
            },
            (w, b, x) =>
            {
                double length = Length(w, x);
                double[] u = Draw.Times(1 / length, w);
                double[,] mirror = Mat.Identity(w.Length).ToArray();
                for (int i = 0; i < u.Length; i++)
                    for (int j = 0; j < u.Length; j++)
                        mirror[i, j] -= 2 * u[i] * u[j];
                return Draw.Plus(MatrixMultiplication.ByRows(mirror, x), Draw.Times(-2 * b / length, u));
            })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Walk from the plane to x along the normal. How long is a step of w, and how long one of w/‖w‖?",
        "w·x + b is ‖w‖ times too large. And the mirror image: one distance leads to the plane. Where does the second lead?",
        "Refuse different lengths and a normal of length 0. Unit normal u = w/‖w‖, distance d = u·x + b/‖w‖. The mirror image is x less 2d times u, in a new array.",
    ];

    private double[] Mirrored((double[] W, double B, double[] X) plane)
    {
        double[]? image = Subject.MirrorIn(plane.W, plane.B, plane.X);
        Expect.That(image?.Length == 3, "a point with 3 entries", image, because: "The mirror image lies in the same space.");
        return image!;
    }

    private static double Length(double[] w, double[] x)
    {
        double length = InnerProduct.Norm(w, 2);
        return w.Length == x.Length && length > 0 ? length : throw new ArgumentException("There is no such plane.");
    }
}
