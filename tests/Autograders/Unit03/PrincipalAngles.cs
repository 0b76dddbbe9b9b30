using Course;
using CsCheck;
using FromScratch.Data;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 3.7: how far two subspaces are apart.</summary>
[Exercise("3.7", "Principal angles", Difficulty = 3, Minutes = 30, Theory = "2. A basis is a coordinate system you choose")]
public sealed class PrincipalAngles : Exercise<PrincipalAngles, PrincipalAngles.Contract>
{
    public delegate double[] AnglesBetween(double[,] basisA, double[,] basisB);

    public sealed record Contract(AnglesBetween Angles);

    public static Verdict Check(AnglesBetween angles) => Grade(new Contract(angles));

    protected override Contract Reference => new(Subspaces.PrincipalAngles);

    [Fact]
    public void Two_walls_meet_in_a_line_and_at_a_right_angle() =>
        CloseAngles([0, Math.PI / 2], new double[,] { { 1, 0 }, { 0, 1 }, { 0, 0 } }, new double[,] { { 1, 0 }, { 0, 0 }, { 0, 1 } }, "The xy-plane and the xz-plane share the x-axis; y and z are at a right angle. Angles are in radians, the smallest first.");

    [Fact]
    public void The_same_plane_by_another_basis_is_the_same_plane() =>
        CloseAngles([0, 0], new double[,] { { 1, 0 }, { 0, 1 }, { 0, 0 } }, new double[,] { { 1, 1 }, { 1, -2 }, { 0, 0 } }, "Same plane, other basis: the angles must be 0. A basis is a choice; compare the spaces, not the vectors one by one.");

    [Fact]
    public void Basis_vectors_may_have_any_length_and_angle()
    {
        CloseAngles([Math.PI / 4], new double[,] { { 5 }, { 0 } }, new double[,] { { -3 }, { 3 } }, "Two lines at 45°. Is a cosine of 3 yours? Make the bases orthonormal first. A line has no sign: the angle is at most 90°.");
        CloseAngles([0, Math.Acos(0.8)], new double[,] { { 2, 2 }, { 0, 3 }, { 0, 0 } }, new double[,] { { 1, 7 }, { 0, 4 }, { 0, 3 } }, "Both planes hold (1, 0, 0); beside it one holds (0, 1, 0), the other (0, 4, 3)/5.");
    }

    [Theory]
    [InlineData(1e-13)]
    [InlineData(1e13)]
    public void The_unit_of_a_basis_does_not_matter(double unit) =>
        CloseAngles([0, Math.PI / 2], new double[,] { { unit, unit }, { 0, 2 * unit }, { 0, 0 } }, new double[,] { { 1, 0 }, { 0, 0 }, { 0, 1 } }, "The columns are independent in every unit: hold what is new of a column against its own length.");

    [Fact]
    public void The_vectors_of_a_basis_may_have_units_of_their_own() =>
        CloseAngles([0, Math.PI / 2], new double[,] { { 1e12, 1 }, { 0, 2 }, { 0, 0 } }, new double[,] { { 1, 0 }, { 0, 0 }, { 0, 1 } }, "Of (1, 2, 0) nearly all is new, however long the first vector is: hold what is new against the column's own length.");

    [Fact]
    public void A_line_and_a_plane_have_one_angle()
    {
        double[,] line = { { 0 }, { 1 }, { 1 } }, plane = { { 1, 1 }, { 0, 2 }, { 0, 0 } };
        CloseAngles([Math.PI / 4], line, plane, "(0, 1, 1) rises 45° above the xy-plane. There are as many angles as the smaller space has dimensions.");
        CloseAngles([Math.PI / 4], plane, line, "The order of the two spaces does not matter.");
    }

    [Theory]
    [InlineData(1e-3)]
    [InlineData(1e-9)]
    [InlineData(1e-12)]
    public void A_small_angle_is_not_lost(double radians)
    {
        double[,] flat = { { 1, 2 }, { 0, 0 }, { 0, 1 } }, tilted = { { Math.Cos(radians), 0 }, { Math.Sin(radians), 0 }, { 0, 1 } };
        double[]? angles = Subject.Angles(flat, tilted);
        Expect.That(angles is [_, _], "2 angles", angles, because: "Two planes have two angles.");
        Expect.Close(0, angles![0], because: "Both planes hold the z-axis.", scale: 1, tolerance: 1e-14);
        Expect.Close(radians, angles[1], because: "Near 0 the cosine is flat: cos(1e-9) is exactly 1 in doubles, so acos cannot see it. The sine can: it is how much of one space lies outside of the other.", tolerance: 1e-3);
    }

    [Fact]
    public void Angles_near_90_degrees_are_not_lost_either()
    {
        double[]? angles = Subject.Angles(new double[,] { { 1 }, { 0 } }, new double[,] { { 1e-10 }, { 2 } });
        Expect.That(angles is [_] && Math.Abs(Math.PI / 2 - angles[0] - 5e-11) <= 1e-15, "π/2 − 5e-11", angles, because: "Near 90° the sine is flat, so there the cosine decides.");
    }

    [Fact]
    public void The_angles_do_not_hang_on_the_order_of_the_spaces_or_on_their_bases() => Property.Holds(
        Gen.Select(Draw.Matrix(5, 3), Draw.Matrix(5, 2), Draw.Matrix(3, 3)).Where(sample => Matrices.ExactRank(sample.Item1) == 3 && Matrices.ExactRank(sample.Item2) == 2 && Matrices.ExactRank(sample.Item3) == 3), sample =>
        {
            (double[,] a, double[,] b, double[,] change) = sample;
            double[]? angles = Subject.Angles(a, b);
            Expect.That(angles is [>= 0 and <= 1.5707963267948968, >= 0 and <= 1.5707963267948968] && angles[0] <= angles[1], "2 angles from 0 to π/2, the smallest first", angles, because: "As many as the smaller space has dimensions.");
            Expect.Close(angles!, Subject.Angles(b, a), because: "The angle between A and B is that between B and A.", tolerance: 1e-9);
            Expect.Close(angles!, Subject.Angles(Matrices.Times(a, change), b), because: $"The columns of A·C span the same space for every invertible C, here {ValueText.Of(change)}.", tolerance: 1e-9);
        });

    [Fact]
    public void Lines_have_the_angle_of_their_directions() => Property.Holds(Gen.Select(Draw.Direction(4), Draw.Direction(4)), sample =>
    {
        (double[] a, double[] b) = sample;
        (double[] along, double[] across) = Direction.Decompose(a, b);
        double[]? angles = Subject.Angles(Columns.Join([a], 4), Columns.Join([b], 4));
        Expect.That(angles is [_], "1 angle", angles, because: "A line has one dimension.");
        Expect.Close(Math.Atan2(InnerProduct.Norm(across, 2), InnerProduct.Norm(along, 2)), angles![0], because: "For two lines it is the angle of Unit 1, without its sign: shadow and rest are its cosine and sine.", tolerance: 1e-9, scale: 1e-5);
    });

    [Fact]
    public void Planted_angles_are_found()
    {
        double[] planted = [0.1, 0.5, 1.2];
        double[][] axes = GramSchmidt.Orthonormalize([.. Enumerable.Range(0, 7).Select(seed => Gaussian(7, new Rng((ulong)seed + 1)))]).Q;
        double[][] turned = [.. planted.Select((angle, i) => LinearCombination.Combine([Math.Cos(angle), Math.Sin(angle)], [axes[i], axes[i + 3]]))];
        double[,] mixed = Matrices.Times(Columns.Join(turned, 7), new double[,] { { 1, 2, 0 }, { 0, 1, 3 }, { 1, 0, 1 } });
        CloseAngles(planted, Columns.Join([axes[2], axes[0], axes[1]], 7), mixed, "Each of three axes was turned by its own angle into a direction at a right angle to all.", 1e-9);
    }

    [Fact]
    public void Spaces_of_different_dimensions_around_them_cannot_be_compared() =>
        Expect.Throws<ArgumentException>(() => Subject.Angles(new double[,] { { 1 }, { 0 } }, new double[,] { { 1 }, { 0 }, { 0 } }), because: "One lies in the plane, the other in space.");

    [Fact]
    public void Dependent_columns_are_no_basis()
    {
        Expect.Throws<ArgumentException>(() => Subject.Angles(new double[,] { { 1, 2 }, { 2, 4 }, { 3, 6 } }, new double[,] { { 1 }, { 0 }, { 0 } }), because: "The two columns span a line only, so there is no second direction to compare.");
        Expect.Throws<ArgumentException>(() => Subject.Angles(new double[,] { { 1 }, { 0 }, { 0 } }, new double[,] { { 0.1, 0.3 }, { 0.2, 0.6 }, { 0.3, 0.9 } }), because: "The second column is 3 times the first, up to rounding.");
        Expect.Throws<ArgumentException>(() => Subject.Angles(new double[3, 1], new double[,] { { 1 }, { 0 }, { 0 } }), because: "A vector of zeros spans nothing, so there is no direction to compare.");
        Expect.Throws<ArgumentException>(() => Subject.Angles(new double[,] { { 1, 0, 1 }, { 0, 1, 1 } }, new double[,] { { 1 }, { 0 } }), because: "Three vectors in the plane are dependent.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("Same plane, other basis: the angles must be 0. You compare basis vectors one by one.", new((a, b) => { Subspaces.PrincipalAngles(a, b); return [.. Columns.Of(a).Zip(Columns.Of(b), (x, y) => Math.Acos(Math.Min(1, Math.Abs(Direction.Cosine(x, y))))).Order()]; })),
        new("A cosine of 3? The bases need not be orthonormal: make them so first.", new((a, b) => { Subspaces.PrincipalAngles(a, b); return FromCosines(Matrices.Times(Draw.Transpose(a), b)); })),
        new("acos cannot see small angles: cos(1e-9) is 1 in doubles. Use the sine there: how much of one space lies outside of the other.", new((a, b) => { Subspaces.PrincipalAngles(a, b); return FromCosines(Matrices.Times(Draw.Transpose(Basis(a)), Basis(b))); })),
        new("asin cannot see how far an angle is from 90°: the sine is flat there. Take both, sine and cosine, and Math.Atan2.", new((a, b) => { Subspaces.PrincipalAngles(a, b); return FromSines(Basis(a), Basis(b)); })),
        new("Angles are asked for in radians: 90° is π/2.", new((a, b) => Array.ConvertAll(Subspaces.PrincipalAngles(a, b), angle => angle * 180 / Math.PI))),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("eigenvalues of small Gram matrices: squares of cosines and sines", new(ByGram)),
        new("arcsine for small angles, arccosine for large ones", new(BySine)),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "For two lines you know the answer: unit vectors, and the arccosine of their dot product. What do unit vectors become for planes, and what becomes of the dot product?",
        "With orthonormal bases Qₐ and Q_b, the singular values of QₐᵀQ_b are the cosines, the largest first, so the angles come smallest first. For small angles take what of Q_b is outside of the other space, Q_b − Qₐ(QₐᵀQ_b): its singular values are the sines.",
        "Check the rows; make both bases orthonormal (your QR or Gram-Schmidt; a column that brings nothing new: ArgumentException). Cosines: singular values of QₐᵀQ_b. Sines: of the part outside, the smallest first; where the second space has more dimensions than the first, the last ones, all 1, are left over. Math.Atan2(sine, cosine) is right everywhere.",
    ];

    private void CloseAngles(double[] expected, double[,] a, double[,] b, string because, double tolerance = 1e-12)
    {
        double[]? angles = Subject.Angles(a, b);
        Expect.That(angles?.Length == expected.Length && expected.Zip(angles).All(pair => Math.Abs(pair.First - pair.Second) <= tolerance), ValueText.Of(expected), angles, because);
    }

    private static double[] Gaussian(int n, Rng rng) => [.. Enumerable.Range(0, n).Select(_ => rng.NextGaussian())];

    private static double[,] Basis(double[,] basis)
    {
        double[][] columns = Columns.Of(basis), q = GramSchmidt.Orthonormalize(GramSchmidt.Orthonormalize(columns).Q).Q;
        return q.Length == columns.Length ? Columns.Join(q, basis.GetLength(0)) : throw new ArgumentException("The columns are dependent.");
    }

    private static double[] FromCosines(double[,] cosines) => [.. OneSidedJacobi.FactorSvd(cosines).S.Select(cosine => Math.Acos(Math.Min(1, cosine)))];

    private static double[] FromSines(double[,] a, double[,] b)
    {
        double[,] outside = (double[,])b.Clone(), shadow = Matrices.Times(a, Matrices.Times(Draw.Transpose(a), b));
        for (int i = 0; i < b.GetLength(0); i++)
            for (int j = 0; j < b.GetLength(1); j++)
                outside[i, j] -= shadow[i, j];
        return [.. OneSidedJacobi.FactorSvd(outside).S.Reverse().Take(a.GetLength(1)).Select(sine => Math.Asin(Math.Min(1, sine)))];
    }

    private static double[] ByGram(double[,] a, double[,] b)
    {
        if (a.GetLength(0) != b.GetLength(0)) throw new ArgumentException("Different spaces.");
        Mat larger = Mat.Of(Basis(a)), smaller = Mat.Of(Basis(b));
        if (larger.Cols < smaller.Cols) (larger, smaller) = (smaller, larger);
        Mat inside = larger.T() * smaller, shadow = larger * inside;
        double[][] outside = [.. Enumerable.Range(0, smaller.Cols).Select(j => (smaller.Col(j) - shadow.Col(j)).ToArray())];
        double[] cosines = SquareRoots(inside), sines = SquareRoots(Mat.Of(Columns.Join(outside, smaller.Rows)));
        return [.. Enumerable.Range(0, cosines.Length).Select(i => Math.Atan2(sines[^(i + 1)], cosines[i]))];
    }

    private static double[] SquareRoots(Mat a) => [.. SymEigen.Jacobi(a.T() * a).Values.Select(value => Math.Sqrt(Math.Max(0, value)))];

    private static double[] BySine(double[,] a, double[,] b)
    {
        if (a.GetLength(0) != b.GetLength(0)) throw new ArgumentException("Different spaces.");
        if (a.GetLength(1) < b.GetLength(1)) (a, b) = (b, a);
        double[,] qa = Basis(a), qb = Basis(b), inside = Matrices.Times(Draw.Transpose(qa), qb), shadow = Matrices.Times(qa, inside);
        double[,] outside = (double[,])qb.Clone();
        for (int i = 0; i < qb.GetLength(0); i++)
            for (int j = 0; j < qb.GetLength(1); j++)
                outside[i, j] -= shadow[i, j];
        double[] cosines = OneSidedJacobi.FactorSvd(inside).S, sines = [.. OneSidedJacobi.FactorSvd(outside).S.Reverse()];
        return [.. cosines.Select((cosine, i) => cosine > 0.7 ? Math.Asin(Math.Min(1, sines[i])) : Math.Acos(cosine))];
    }
}
