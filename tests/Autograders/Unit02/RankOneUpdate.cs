using Course;
using CsCheck;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 2.8: the inverse after a rank-one change, without inverting again.</summary>
/// <remarks>
/// The syllabus counts multiplications, which plain arrays do not tell. Two inputs stand in for the count: an "inverse" that is itself singular stops who inverts back,
/// and vectors whose outer product overflows stop who multiplies whole matrices; what is left to do takes O(n²).
/// </remarks>
[Exercise("2.8", "Rank-one update", Difficulty = 3, Minutes = 25, Theory = "7. Never invert to solve; update instead")]
public sealed class RankOneUpdate : Exercise<RankOneUpdate, RankOneUpdate.Contract>
{
    public delegate double[,] Update(double[,] aInv, double[] u, double[] v);

    public sealed record Contract(Update ShermanMorrison);

    public static Verdict Check(Update shermanMorrison) => Grade(new Contract(shermanMorrison));

    protected override Contract Reference => new(RankOne.UpdateInverse);

    [Fact]
    public void A_changed_entry_is_as_by_hand() => Expect.Close(
        new[,] { { 0.5, -0.375 }, { 0, 0.25 } }, Subject.ShermanMorrison(new[,] { { 0.5, 0 }, { 0, 0.25 } }, [3, 0], [0, 1]),
        because: "diag(2, 4) gets a 3 in the corner: u·vᵀ with u = (3, 0), v = (0, 1) has it in row 0, column 1. The inverse of (2, 3; 0, 4) is (1/2, −3/8; 0, 1/4). u·vᵀ is not v·uᵀ.");

    [Fact]
    public void A_lopsided_inverse_tells_left_from_right() => Expect.Close(
        new[,] { { 0.25, 0.5 }, { -0.25, 0.5 } }, Subject.ShermanMorrison(new double[,] { { 1, 2 }, { 0, 1 } }, [1, 1], [1, 0]),
        because: "A⁻¹u = (3, 1), a sum over columns; vᵀA⁻¹ = (1, 2), a sum over rows; the denominator is 1 + 3. Entry (0, 1) is 2 − 3 · 2/4. A⁻¹v would be (1, 0): A⁻¹ is not symmetric.");

    [Fact]
    public void The_result_inverts_A_plus_u_times_v() => Property.Holds(
        Gen.Select(LinearSystems.Square(3), Draw.Vector(3), Draw.Vector(3)).Where(sample => Inversion.ConditionNumber1(sample.Item1) < 1e3 && Inversion.ConditionNumber1(Updated(sample.Item1, sample.Item2, sample.Item3)) < 1e5), sample =>
        {
            (double[,] a, double[] u, double[] v) = sample;
            double[,] updated = Updated(a, u, v);
            double[,] inverse = Subject.ShermanMorrison(Inversion.Inverse(a), u, v);
            Expect.Close(Inversion.Inverse(updated), inverse, because: "The expected matrix, multiplied with A + u·vᵀ, gives the identity.", tolerance: 1e-7);
        });

    [Fact]
    public void No_change_gives_a_copy()
    {
        double[,] inverse = { { 1, 2, 0 }, { 0, 1, 3 }, { 2, 0, 1 } };
        Expect.Close(inverse, Subject.ShermanMorrison(inverse, [0, 0, 0], [1, 2, 3]), because: "u = 0 adds nothing. The result is still a new matrix.");
    }

    [Fact]
    public void The_formula_never_goes_back_to_A() => Expect.Close(
        new[,] { { 0.5, 0, -1 }, { 0.25, 0, 2 }, { 0.5, 0, -1 } },
        Subject.ShermanMorrison(new double[,] { { 2, 0, 1 }, { 1, 0, 3 }, { 2, 0, 1 } }, [1, 2, 0], [0, 1, 1]),
        because: "The formula needs aInv alone. This one has no inverse, so whoever inverts it to get A, adds u·vᵀ and inverts again stops here; that way costs n³ twice, where the update takes 3n² multiplications.");

    [Fact]
    public void The_outer_product_is_never_built()
    {
        double[,] answer = Subject.ShermanMorrison(LinearSystems.Diagonal(1e-150, 2e-150, 4e-150), [1e200, 0, 1e200], [1e200, 1e200, 0]);
        double[,] expected = { { 0, -2, 0 }, { 0, 2, 0 }, { -4, -8, 4 } };
        Expect.Close(expected, LinearSystems.Filled(3, 3, (i, j) => answer[i, j] / 1e-150), because: "Shown in units of 1e-150. u·vᵀ has entries of 1e400, beyond double; A⁻¹u and vᵀA⁻¹ have entries of 1e50, and their product with the denominator divided out is small again. Whoever builds u·vᵀ multiplies whole matrices: n³.", tolerance: 1e-12);
    }

    [Theory]
    [InlineData(1, 0, -1, 0)]
    [InlineData(2, 3, 1, -1)]
    public void An_update_that_makes_A_singular_is_refused(double u0, double u1, double v0, double v1) =>
        Expect.Throws<InvalidOperationException>(() => Subject.ShermanMorrison(Mat.Identity(2).ToArray(), [u0, u1], [v0, v1]), because: "1 + vᵀA⁻¹u is exactly 0: I + u·vᵀ sends u to zero. There is no inverse to return.");

    [Fact]
    public void A_denominator_of_mere_rounding_is_refused()
    {
        const string Because = "You divided by about 1e-16, which is all rounding: A became singular. What counts as 0 is at most 1e-12 of 1 + Σ|vᵢ(A⁻¹u)ᵢ|.";
        Expect.Throws<InvalidOperationException>(() => Subject.ShermanMorrison(Mat.Identity(3).ToArray(), [0.6, 0.3, 0.1], [-1, -1, -1]), because: Because);
    }

    [Fact]
    public void A_small_denominator_with_digits_left_is_used() => Expect.Close(
        LinearSystems.Diagonal(1e6, 1), Subject.ShermanMorrison(Mat.Identity(2).ToArray(), [-1 + 1e-6, 0], [1, 0]),
        because: "1 + vᵀA⁻¹u is 1e-6, with ten right digits: diag(1e-6, 1) is no singular matrix.", tolerance: 1e-9);

    // A⁻¹u = (1, −3, 1 + δ) and v = (4, 1, −2), but for δ: the terms are 4, −3, −2, their absolute values and the 1 sum to 10.
    private static double[] AlmostSingular(double denominator) => [0.5, -3, 2 * (1 - denominator / 2)];

    [Fact]
    public void What_counts_as_zero_hangs_on_the_size_of_the_terms()
    {
        const string Because = "A⁻¹u = (1, −3, 1), v = (4, 1, −2): the denominator's terms are 1, 4, −3, −2. They cancel but for ";
        double[,] inverse = LinearSystems.Diagonal(2, 1, 0.5);
        double[] v = [4, 1, -2];
        Expect.Throws<InvalidOperationException>(() => Subject.ShermanMorrison(inverse, AlmostSingular(9.5e-12), v), because: Because + "9.5e-12, and their absolute values sum to 10: at most 1e-12 of that counts as 0.");
        double[,] answer = Subject.ShermanMorrison(inverse, AlmostSingular(10.5e-12), v);
        Expect.That(answer?.GetLength(0) == 3 && answer.GetLength(1) == 3, "3 × 3 entries", answer, because: "The inverse has the shape of its matrix.");
        Expect.Close(new[,] { { -8, -1, 1 }, { 24, 3, -3 }, { -8.0, -1, 1 } }, LinearSystems.Filled(3, 3, (i, j) => 10.5e-12 * answer![i, j]), tolerance: 1e-3, part: "10.5e-12 times the inverse",
            because: Because + "10.5e-12, and their absolute values sum to 10: above 1e-12 of that, three digits are left, and the update is made.");
    }

    [Theory]
    [InlineData(2, 3, 2, 2)]
    [InlineData(2, 3, 3, 2)]
    [InlineData(3, 2, 2, 3)]
    [InlineData(3, 2, 3, 3)]
    [InlineData(3, 3, 2, 3)]
    [InlineData(3, 3, 3, 4)]
    public void Shapes_that_do_not_meet_are_refused(int rows, int columns, int entriesOfU, int entriesOfV) => Expect.Throws<ArgumentException>(
        () => Subject.ShermanMorrison(LinearSystems.Filled(rows, columns, (i, j) => i == j ? 1 : 0), new double[entriesOfU], new double[entriesOfV]),
        because: $"aInv is {rows}×{columns}, u has {entriesOfU} entries, v has {entriesOfV}. The inverse is square, and u·vᵀ must have its shape.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("u·vᵀ is not v·uᵀ: A⁻¹ is multiplied with u from the right, and with vᵀ from the left.", new((aInv, u, v) => RankOne.UpdateInverse(aInv, v, u))),
        new("vᵀA⁻¹ multiplies from the left: its entry j is the sum of v[i]·aInv[i, j] over i. You took A⁻¹v, which is the same only where A⁻¹ is symmetric.", new((aInv, u, v) =>
        {
            RankOne.UpdateInverse(aInv, u, v);
            double[] w = MatrixMultiplication.ByRows(aInv, u), z = MatrixMultiplication.ByRows(aInv, v);
            double denominator = 1 + InnerProduct.Dot(v, w);
            return LinearSystems.Filled(u.Length, u.Length, (i, j) => aInv[i, j] - w[i] * (z[j] / denominator));
        })),
        new("You divided by what rounding left of 0: A became singular. Compare the denominator with the size of its terms before you divide.", new((aInv, u, v) => Formula(aInv, u, v, guard: 0))),
        new("The correction is subtracted: where A grows, its inverse shrinks.", new((aInv, u, v) => { double[,] right = RankOne.UpdateInverse(aInv, u, v); return LinearSystems.Filled(u.Length, u.Length, (i, j) => 2 * aInv[i, j] - right[i, j]); })),
        new("You inverted back to A, added u·vᵀ and inverted again: n³ twice. The formula needs aInv alone.", new((aInv, u, v) => { RankOne.UpdateInverse(aInv, u, v); return Inversion.Inverse(Updated(Inversion.Inverse(aInv), u, v)); })),
        new("You built u·vᵀ and multiplied whole matrices: n³. A⁻¹u and vᵀA⁻¹ are vectors, 2n² for both.", new((aInv, u, v) =>
        {
            RankOne.UpdateInverse(aInv, u, v);
            double denominator = 1 + InnerProduct.Dot(v, MatrixMultiplication.ByRows(aInv, u));
            double[,] outer = LinearSystems.Filled(u.Length, u.Length, (i, j) => u[i] * v[j]);
            double[,] correction = MatrixMultiplication.Multiply(MatrixMultiplication.Multiply(aInv, outer), aInv);
            return LinearSystems.Filled(u.Length, u.Length, (i, j) => aInv[i, j] - correction[i, j] / denominator);
        })),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("with Vec and Mat, divided once", new((aInv, u, v) => Formula(aInv, u, v, guard: 1e-12))),
        new("three loops, no helper", new((aInv, u, v) =>
        {
            int n = aInv.GetLength(0);
            if (aInv.GetLength(1) != n || u.Length != n || v.Length != n) throw new ArgumentException("The shapes do not match.");
            double[] w = new double[n], z = new double[n];
            for (int i = 0; i < n; i++)
                for (int j = 0; j < n; j++)
                {
                    w[i] += aInv[i, j] * u[j];
                    z[j] += v[i] * aInv[i, j];
                }

            double[] terms = [1, .. v.Zip(w, (x, y) => x * y)];
            if (Math.Abs(terms.Sum()) <= 1e-12 * terms.Sum(Math.Abs)) throw new InvalidOperationException("Singular.");
            double[,] result = (double[,])aInv.Clone();
            for (int i = 0; i < n; i++)
                for (int j = 0; j < n; j++)
                    result[i, j] -= w[i] / terms.Sum() * z[j];
            return result;
        })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "In the formula A⁻¹u·vᵀA⁻¹/(1 + vᵀA⁻¹u), read from left to right: which products are vectors, which are numbers?",
        "w = A⁻¹u is a vector, z = vᵀA⁻¹ is one too (TransposeTimes of 1.5), and v·w is a number. Entry (i, j) of the correction is w[i]·z[j] divided by 1 + v·w.",
        "Check the shapes. Compute w and z. Sum the denominator, and beside it the absolute values of its terms; when the first is at most 1e-12 of the second, throw InvalidOperationException. Then a new matrix: aInv[i, j] less w[i] times (z[j] divided by the denominator).",
    ];

    private static double[,] Updated(double[,] a, double[] u, double[] v) => LinearSystems.Filled(u.Length, u.Length, (i, j) => a[i, j] + u[i] * v[j]);

    private static double[,] Formula(double[,] aInv, double[] u, double[] v, double guard)
    {
        Mat inverse = Mat.Of(aInv);
        if (inverse.Rows != inverse.Cols || u.Length != inverse.Rows || v.Length != inverse.Rows) throw new ArgumentException("The shapes do not match.");
        Vec w = inverse * Vec.Of(u), z = inverse.T() * Vec.Of(v);
        double denominator = 1 + Vec.Of(v).Dot(w), size = 1 + v.Zip(w.ToArray(), (x, y) => Math.Abs(x * y)).Sum();
        if (guard > 0 && Math.Abs(denominator) <= guard * size) throw new InvalidOperationException("Singular.");
        Vec scaled = 1 / denominator * z;
        return LinearSystems.Filled(u.Length, u.Length, (i, j) => aInv[i, j] - w[i] * scaled[j]);
    }
}
