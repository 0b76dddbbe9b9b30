using Course;
using CsCheck;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 2.5: determinants beyond the range of double.</summary>
/// <remarks>The syllabus took 0.1·I of size 400. 1e-10·I of size 40 has the same determinant, 1e-400, for a thousandth of the work.</remarks>
[Exercise("2.5", "Sign and log-determinant", Difficulty = 3, Minutes = 20, Core = true, Theory = "3. The determinant is a signed volume factor")]
public sealed class SignAndLogDet : Exercise<SignAndLogDet, SignAndLogDet.Contract>
{
    public delegate (int Sign, double LogAbs) SignedLog(double[,] a);

    public sealed record Contract(SignedLog SignLogDet);

    public static Verdict Check(SignedLog signLogDet) => Grade(new Contract(signLogDet));

    protected override Contract Reference => new(LogDeterminant.SignLogDet);

    [Fact]
    public void Two_rows_are_as_by_hand() => Matches((-1, Math.Log(2)), new double[,] { { 1, 2 }, { 3, 4 } }, "1·4 − 2·3 is −2: the sign is −1, and ln 2 is the logarithm of what is left. The natural logarithm.");

    [Fact]
    public void Negative_pivots_count_into_the_sign() => Matches((-1, Math.Log(24)), LinearSystems.Diagonal(-1, 2, -3, -4), "Three negative factors: −24. A negative pivot flips the sign, and its absolute value goes into the logarithm: the logarithm of a negative number is NaN.");

    [Fact]
    public void A_determinant_too_small_for_double_has_a_logarithm() =>
        Matches((1, -400 * Math.Log(10)), LinearSystems.Diagonal([.. Enumerable.Repeat(1e-10, 40)]), "det(1e-10·I₄₀) = 1e-400, below the smallest double: the product is 0. Sum the logarithms, 40 times ln 1e-10. And the matrix is perfectly conditioned, not singular.");

    [Fact]
    public void A_determinant_too_large_for_double_has_one_too() =>
        Matches((-1, 390 * Math.Log(10) + Math.Log(3)), LinearSystems.Diagonal([-3, .. Enumerable.Repeat(1e10, 39)]), "−3e390 is beyond double.MaxValue. Sum the logarithms instead of multiplying.");

    [Fact]
    public void Large_and_small_pivots_cancel_in_the_logarithm() =>
        Matches((1, 0), LinearSystems.Diagonal(1e200, 1e200, 1e-200, 1e-200), "The determinant is 1, but the product passes 1e400 on the way.");

    [Fact]
    public void A_small_determinant_is_no_sign_of_a_singular_matrix() =>
        Matches((1, 5 * Math.Log(1e-4)), LinearSystems.Diagonal(1e-4, 1e-4, 1e-4, 1e-4, 1e-4), "1e-20 is small because the unit is. Only an exact 0 among the pivots makes it singular here.");

    [Fact]
    public void The_Hilbert_matrix_of_5_rows_has_a_known_determinant() =>
        Matches((1, -Math.Log(266_716_800_000)), LinearSystems.Hilbert(5), "Its determinant is 1/266,716,800,000, about 3.749e-12.", 1e-10);

    [Fact]
    public void A_singular_matrix_gives_0_and_minus_infinity()
    {
        Matches((0, double.NegativeInfinity), new double[,] { { 1, 2 }, { 2, 4 } }, "The second row is twice the first. ln 0 is −∞, and the sign of 0 is 0.");
        Matches((0, double.NegativeInfinity), new double[,] { { 1, 2, 3 }, { 2, 4, 7 }, { 3, 6, 1 } }, "The second column is twice the first; the last pivot is not 0, but the middle one is.");
        Matches((0, double.NegativeInfinity), new double[3, 3], "All pivots are 0.");
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(4, -1)]
    public void A_cycle_of_rows_has_the_sign_of_its_swaps(int n, int sign) =>
        Matches((sign, 0), LinearSystems.Filled(n, n, (i, j) => j == (i + 1) % n ? 1 : 0), $"det(P) is (−1) to the number of swaps: a cycle of {n} takes {n - 1}. U's diagonal alone does not know of it.");

    [Fact]
    public void No_rows_have_determinant_1() => Matches((1, 0), new double[0, 0], "A product of nothing is 1, its logarithm 0.");

    [Fact]
    public void Signs_multiply_and_logarithms_add_under_products() => Property.Holds(
        Gen.Select(LinearSystems.Square(3), LinearSystems.Square(3)), sample =>
        {
            (double[,] a, double[,] b) = sample;
            (int Sign, double LogAbs) first = Subject.SignLogDet(a), second = Subject.SignLogDet(b);
            Matches((first.Sign * second.Sign, first.LogAbs + second.LogAbs), MatrixMultiplication.Multiply(a, b), "det(AB) = det A · det B: this is a product of two matrices you were asked about before.", 1e-9);
        });

    [Fact]
    public void It_is_the_determinant_in_another_form() => Property.Holds(Draw.Matrix(4, 4), a =>
    {
        double determinant = LinearSystems.Leibniz(a);
        (int Sign, double LogAbs) answer = Subject.SignLogDet(a);
        Expect.Close(determinant, answer.Sign * Math.Exp(answer.LogAbs), scale: 1e4, because: $"Sign · e^LogAbs is det A = {ValueText.Of(determinant)}.");
    });

    [Theory]
    [InlineData(2, 3)]
    [InlineData(3, 2)]
    public void Only_square_matrices_have_a_determinant(int rows, int columns) =>
        Expect.Throws<ArgumentException>(() => Subject.SignLogDet(new double[rows, columns]), because: "A map from one space into another has no volume factor.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("The product is 0 or ∞ before you take its logarithm: sum the logarithms of |Uᵢᵢ|.", new(a =>
        {
            double product = Lu.Factor(Mat.Of(a)).Determinant();
            return (Math.Sign(product), Math.Log(Math.Abs(product)));
        })),
        new("det(P) is −1 for an odd number of swaps: multiply the signs of U's diagonal by the Sign of the factorisation.", new(a =>
        {
            (int sign, double logAbs) = LogDeterminant.SignLogDet(a);
            return (sign * Lu.Factor(Mat.Of(a)).Sign, logAbs);
        })),
        new("det(1e-10·I₄₀) = 1e-400, yet the matrix is perfectly conditioned. The size of a determinant says nothing about singularity.", new(a =>
        {
            (int sign, double logAbs) = LogDeterminant.SignLogDet(a);
            return logAbs < Math.Log(1e-13) ? (0, double.NegativeInfinity) : (sign, logAbs);
        })),
        new("The natural logarithm: e to the power LogAbs is |det A|. You took the one of base 10.", new(a =>
        {
            (int sign, double logAbs) = LogDeterminant.SignLogDet(a);
            return (sign, logAbs / Math.Log(10));
        })),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("LINQ over the pivots", new(a =>
        {
            (_, double[,] U, _, int sign) = GaussianElimination.Factor(a);
            double[] pivots = [.. Enumerable.Range(0, a.GetLength(0)).Select(i => U[i, i])];
            return (pivots.Aggregate(sign, (so, pivot) => so * Math.Sign(pivot)), pivots.Sum(pivot => Math.Log(Math.Abs(pivot))));
        })),
        new("a product kept between 1 and 2, and the powers of two counted beside it", new(a =>
        {
            (_, double[,] U, _, int sign) = GaussianElimination.Factor(a);
            double mantissa = sign;
            long exponent = 0;
            for (int i = 0; i < a.GetLength(0); i++)
            {
                if (U[i, i] == 0) return (0, double.NegativeInfinity);
                int power = Math.ILogB(U[i, i]);
                mantissa *= Math.ScaleB(U[i, i], -power);
                exponent += power + Math.ILogB(mantissa);
                mantissa = Math.ScaleB(mantissa, -Math.ILogB(mantissa));
            }

            return (Math.Sign(mantissa), Math.Log(Math.Abs(mantissa)) + exponent * Math.Log(2));
        })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "det A = det(P)⁻¹ · det L · det U. Two of the three are easy to say at once.",
        "The logarithm of a product is the sum of logarithms, and the sign of a product is the product of signs: keep the two apart. What are Math.Log(0) and Math.Sign(0)?",
        "Factor A. Start with the Sign of the factorisation and the sum 0. For each entry of U's diagonal multiply the sign by its sign, and add the logarithm of its absolute value. A zero makes (0, −∞) by itself.",
    ];

    private void Matches((int Sign, double LogAbs) expected, double[,] a, string because, double tolerance = 1e-12)
    {
        (int Sign, double LogAbs) actual = Subject.SignLogDet(a);
        bool close = actual.LogAbs.Equals(expected.LogAbs) || Math.Abs(actual.LogAbs - expected.LogAbs) <= tolerance * Math.Max(1, Math.Abs(expected.LogAbs)) * Math.Max(1, a.GetLength(0));
        Expect.That(close && actual.Sign == expected.Sign, ValueText.Of(expected), actual, because);
    }
}
