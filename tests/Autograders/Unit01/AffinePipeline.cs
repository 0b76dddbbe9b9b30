using Course;
using CsCheck;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 1.8: turning and moving the plane, several steps in one matrix.</summary>
[Exercise("1.8", "Affine pipeline", Difficulty = 3, Minutes = 35, Theory = "6. Composition is multiplication, and order matters")]
public sealed class AffinePipeline : Exercise<AffinePipeline, AffinePipeline.Contract>
{
    public delegate Mat Composition(params Mat[] stepsInOrderApplied);

    public delegate Vec Application(Mat h, Vec point);

    public delegate Mat Inverse(Mat h);

    public sealed record Contract(Composition Compose, Application Apply, Inverse InverseRigid);

    public static Verdict Check(Composition compose, Application apply, Inverse inverseRigid) => Grade(new Contract(compose, apply, inverseRigid));

    protected override Contract Reference => new(Affine.Compose, Affine.Apply, Affine.InverseRigid);

    private static readonly Mat _quarterTurn = Mat.Of(new double[,] { { 0, -1, 0 }, { 1, 0, 0 }, { 0, 0, 1 } });
    private static readonly Mat _twoToTheRight = Mat.Of(new double[,] { { 1, 0, 2 }, { 0, 1, 0 }, { 0, 0, 1 } });

    private static Gen<Mat> Steps { get; } = Draw.Matrix(2, 3).Select(a => Mat.Of(new[,] { { a[0, 0], a[0, 1], a[0, 2] }, { a[1, 0], a[1, 1], a[1, 2] }, { 0, 0, 1 } }));

    [Fact]
    public void A_matrix_is_applied_by_multiplying() =>
        IsVec([14, 32, 50], Subject.Apply(Mat.Of(new double[,] { { 1, 2, 3 }, { 4, 5, 6 }, { 7, 8, 9 } }), Vec.Of(1, 2, 3)), "H times (x, y, w), row by row: 1·1 + 2·2 + 3·3 first.");

    [Fact]
    public void A_shift_moves_a_point() => IsVec([5, 4, 1], Subject.Apply(_twoToTheRight, Vec.Of(3, 4, 1)), "w = 1 multiplies the shift (2, 0) in the last column.");

    [Fact]
    public void A_shift_leaves_a_direction_alone() => IsVec([3, 4, 0], Subject.Apply(_twoToTheRight, Vec.Of(3, 4, 0)), "A direction has w = 0: there is nothing for the shift to multiply with.");

    [Fact]
    public void Turn_then_move() => IsVec([2, 1, 1], Composed([_quarterTurn, _twoToTheRight], Vec.Of(1, 0, 1)), "(1, 0) turns to (0, 1), then moves to (2, 1). First applied stands rightmost.");

    [Fact]
    public void Move_then_turn() => IsVec([0, 3, 1], Composed([_twoToTheRight, _quarterTurn], Vec.Of(1, 0, 1)), "(1, 0) moves to (3, 0), then turns to (0, 3). First applied stands rightmost.");

    [Fact]
    public void One_step_is_itself() => IsMat(_twoToTheRight, Subject.Compose(_twoToTheRight), "There is nothing to combine it with.");

    [Fact]
    public void No_steps_change_nothing() => IsMat(Mat.Identity(3), Subject.Compose(), "The identity is the step that does nothing, as 0 is the sum of nothing.");

    [Fact]
    public void All_steps_at_once_do_what_they_do_one_by_one() => Property.Holds(
        Gen.Select(Steps, Steps, Steps, Draw.Vector(2)), sample =>
        {
            (Mat first, Mat second, Mat third, double[] xy) = sample;
            Vec start = Vec.Of(xy[0], xy[1], 1), end = third * (second * (first * start));
            IsVec(end.ToArray(), Composed([first, second, third], start), $"Step by step the point {start} goes there.");
        });

    [Fact]
    public void The_inverse_of_turn_and_move_undoes_both() => IsMat(
        Mat.Of(new double[,] { { 0, 1, -3 }, { -1, 0, 5 }, { 0, 0, 1 } }), Subject.InverseRigid(Mat.Of(new double[,] { { 0, -1, 5 }, { 1, 0, 3 }, { 0, 0, 1 } })),
        "x ↦ Rx + t is undone by y ↦ Rᵀy − Rᵀt: the inverse shift is −Rᵀt, here (−3, 5).");

    [Fact]
    public void Inverse_and_motion_cancel() => Property.Holds(
        Gen.Select(Gen.Int[-17, 17], Draw.Vector(2), Gen.Bool), sample =>
        {
            (int tens, double[] shift, bool mirrored) = sample;
            (double cos, double sin, double hand) = (Math.Cos(Math.PI * tens / 18), Math.Sin(Math.PI * tens / 18), mirrored ? -1 : 1);
            Mat h = Mat.Of(new[,] { { cos, -sin * hand, shift[0] }, { sin, cos * hand, shift[1] }, { 0, 0, 1 } });
            Mat inverse = Required(Subject.InverseRigid(h));
            IsMat(Mat.Identity(3), inverse * h, $"This is the inverse {inverse} times the motion: first move, then undo.", of: "inverse·H = ");
            IsMat(Mat.Identity(3), h * inverse, $"This is the motion times the inverse {inverse}: first undo, then move.", of: "H·inverse = ");
        });

    [Fact]
    public void A_turn_with_rounding_in_it_is_still_rigid()
    {
        Mat step = Geometry.Affine2(Geometry.Rotation2(0.1), Vec.Of(0.3, -0.2)), all = Mat.Identity(3);
        for (int i = 0; i < 1000; i++) all = step * all;
        IsMat(Mat.Identity(3), Required(Subject.InverseRigid(all)) * all, "After a thousand turns the entries carry rounding of 1e-13 or so. Allow a difference of 1e-9 in RᵀR.", of: "inverse·H = ", tolerance: 1e-9);
    }

    [Theory]
    [InlineData(2, 0, 0, 1)]
    [InlineData(1, 0, 0, 2)]
    [InlineData(1.001, 0, 0, 1)]
    [InlineData(1, 0.6, 0, 0.8)]
    [InlineData(0, 0, 0, 1)]
    [InlineData(double.NaN, 0, 0, 1)]
    public void What_stretches_or_shears_is_no_rigid_motion(double a, double b, double c, double d) =>
        Expect.Throws<ArgumentException>(() => Subject.InverseRigid(Mat.Of(new[,] { { a, b, 0 }, { c, d, 0 }, { 0, 0, 1 } })), because: "Rᵀ undoes R only where lengths and angles stay: RᵀR must be the identity. Elsewhere the answer would be wrong in silence.");

    [Theory]
    [InlineData(0.5, 0, 1)]
    [InlineData(0, 0.5, 1)]
    [InlineData(0, 0, 2)]
    public void A_last_row_other_than_0_0_1_is_no_rigid_motion(double a, double b, double c) =>
        Expect.Throws<ArgumentException>(() => Subject.InverseRigid(Mat.Of(new[,] { { 1, 0, 0 }, { 0, 1, 0 }, { a, b, c } })), because: "The last row keeps w as it is: (0, 0, 1).");

    [Theory]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(4, 3)]
    [InlineData(2, 3)]
    public void Matrices_that_are_not_3_by_3_are_refused(int rows, int columns)
    {
        Mat odd = Mat.Of(new double[rows, columns]);
        Expect.Throws<ArgumentException>(() => Subject.Compose(_quarterTurn, odd), because: "In homogeneous coordinates of the plane a step is 3×3.");
        Expect.Throws<ArgumentException>(() => Subject.Compose(odd), because: "A single step is looked at too.");
        Expect.Throws<ArgumentException>(() => Subject.Apply(odd, Vec.Of(1, 2, 1)), because: "In homogeneous coordinates of the plane a step is 3×3.");
        Expect.Throws<ArgumentException>(() => Subject.InverseRigid(odd), because: "In homogeneous coordinates of the plane a step is 3×3.");
    }

    [Fact]
    public void A_column_too_many_is_no_rigid_motion() =>
        Expect.Throws<ArgumentException>(() => Subject.InverseRigid(Mat.Of(new double[,] { { 1, 0, 0, 7 }, { 0, 1, 0, 7 }, { 0, 0, 1, 7 } })), because: "A matrix of three rows and four columns is not square, whatever its first columns say.");

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void A_point_has_three_coordinates(int count) =>
        Expect.Throws<ArgumentException>(() => Subject.Apply(_quarterTurn, Vec.Of(new double[count])), because: "x, y, and w: 1 for a point, 0 for a direction.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("First applied stands rightmost: A·B does B first. You multiplied from left to right.", Reference with { Compose = steps => Affine.Compose([.. steps.Reverse()]) }),
        new("The inverse shift is −Rᵀt, not −t: the motion turned before it moved, so the way back turns too.", Reference with { InverseRigid = h => WithShift(Affine.InverseRigid(h), -h[0, 2], -h[1, 2]) }),
        new("A direction has w = 0, and no shift changes it. You treated it as a point.", Reference with { Apply = (h, point) => ReplaceW(Affine.Apply(h, point.Count == 3 ? Vec.Of(point[0], point[1], 1) : point), point) }),
        new("Rᵀ undoes R only where lengths and angles stay: check that RᵀR is the identity before you use it.", Reference with { InverseRigid = Unchecked }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("recursion for the composition; dot products; entries written out", new(
            LastAfterTheRest,
            (h, point) => h is { Rows: 3, Cols: 3 } && point.Count == 3 ? Vec.Of(h.Row(0).Dot(point), h.Row(1).Dot(point), h.Row(2).Dot(point)) : throw new ArgumentException("The plane needs 3×3 and 3."),
            h =>
            {
                Unchecked(h);
                (double a, double b, double c, double d, double x, double y) = (h[0, 0], h[0, 1], h[1, 0], h[1, 1], h[0, 2], h[1, 2]);
                bool rigid = Math.Abs(a * a + c * c - 1) < 1e-8 && Math.Abs(b * b + d * d - 1) < 1e-8 && Math.Abs(a * b + c * d) < 1e-8;
                return rigid ? Mat.Of(new[,] { { a, c, -a * x - c * y }, { b, d, -b * x - d * y }, { 0, 0, 1 } }) : throw new ArgumentException("Not rigid.");
            })),
        new("a fold from the left end; arrays; the general inverse of a 2×2 block", new(
            steps => steps.Aggregate(Mat.Identity(3), (whole, step) => step is { Rows: 3, Cols: 3 } ? step * whole : throw new ArgumentException("Not 3×3.")),
            (h, point) => h.Rows == 3 && h.Cols == 3 && point.Count == 3 ? Vec.Of(MatrixMultiplication.ByColumns(h.ToArray(), point.ToArray())) : throw new ArgumentException("The plane needs 3×3 and 3."),
            h =>
            {
                Affine.InverseRigid(h);   // for its checks
                double determinant = h[0, 0] * h[1, 1] - h[0, 1] * h[1, 0];
                Mat r = Mat.Of(new[,] { { h[1, 1] / determinant, -h[0, 1] / determinant }, { -h[1, 0] / determinant, h[0, 0] / determinant } });
                return Geometry.Affine2(r, -1 * (r * Vec.Of(h[0, 2], h[1, 2])));
            })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Mat and Vec know * already. The question is the order: in H·x, which matrix touches x first when H = A·B?",
        "Compose: start with the identity, and multiply each further step from the left. InverseRigid: solve y = Rx + t for x. Because RᵀR = I, no equation has to be solved, only a transpose taken.",
        "InverseRigid: 3×3 and last row (0, 0, 1), or refuse; R the upper left block; each entry of RᵀR within 1e-9 of the identity's, or refuse; the result has Rᵀ as its block and −Rᵀt as its shift. Geometry.Affine2 puts the two together.",
    ];

    private Vec Composed(Mat[] steps, Vec point) => Required(Subject.Compose(steps)) * point;

    private static Mat Required(Mat? h)
    {
        Expect.That(h is { Rows: 3, Cols: 3 }, "a 3×3 matrix", h, because: "In homogeneous coordinates of the plane a step is 3×3.");
        return h!;
    }

    private static void IsVec(double[] expected, Vec? actual, string because) => Expect.That(
        actual?.Count == expected.Length && expected.Select((x, i) => Math.Abs(x - actual[i])).All(d => d <= 1e-9), Vec.Of(expected).ToString(), actual, because);

    private static void IsMat(Mat expected, Mat? actual, string because, string of = "", double tolerance = 1e-12) => Expect.That(
        actual is { Rows: 3, Cols: 3 } && Enumerable.Range(0, 9).All(i => Math.Abs(expected[i / 3, i % 3] - actual[i / 3, i % 3]) <= tolerance * 10), of + expected, actual, because);

    private static Mat WithShift(Mat h, double x, double y) => Mat.Of(new[,] { { h[0, 0], h[0, 1], x }, { h[1, 0], h[1, 1], y }, { 0, 0, 1 } });

    private static Vec ReplaceW(Vec image, Vec point) => Vec.Of(image[0], image[1], point[2] == 0 ? 0 : image[2]);

    private static Mat Unchecked(Mat h)
    {
        if (h.Rows != 3 || h.Cols != 3 || h[2, 0] != 0 || h[2, 1] != 0 || h[2, 2] != 1) throw new ArgumentException("Not affine.");
        Mat transpose = Mat.Of(new[,] { { h[0, 0], h[1, 0] }, { h[0, 1], h[1, 1] } });
        return Geometry.Affine2(transpose, -1 * (transpose * Vec.Of(h[0, 2], h[1, 2])));
    }

    private static Mat LastAfterTheRest(params Mat[] steps)
    {
        if (steps.Length == 0) return Mat.Identity(3);
        return steps[^1] is { Rows: 3, Cols: 3 } ? steps[^1] * LastAfterTheRest(steps[..^1]) : throw new ArgumentException("Not 3×3.");
    }
}
