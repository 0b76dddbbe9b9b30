using Course;
using CsCheck;
using FromScratch.Calculus;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 5.7: how many steps a narrow valley costs, and when other units help.</summary>
[Exercise("5.7", "Conditioning", Difficulty = 3, Minutes = 25, Theory = "6. Why descent zig-zags")]
public sealed class ConditioningStudy : Exercise<ConditioningStudy, ConditioningStudy.Contract>
{
    public delegate double StepPrediction(double kappa, double tol);

    public delegate double[,] Scaling(double[,] h);

    public sealed record Contract(StepPrediction PredictedSteps, Scaling Precondition);

    public static Verdict Check(StepPrediction predictedSteps, Scaling precondition) => Grade(new Contract(predictedSteps, precondition));

    protected override Contract Reference => new(Conditioning.PredictedSteps, Conditioning.Precondition);

    [Fact]
    public void A_factor_of_a_half_needs_twenty_steps_for_a_millionth() =>
        Expect.Close(Math.Log(1e6) / Math.Log(2), Subject.PredictedSteps(3, 1e-6), because: "κ = 3: a step leaves (3 − 1)/(3 + 1) = ½ of the error, and (½)^19.93 is a millionth. Do not round.", tolerance: 1e-9);

    [Theory]
    [InlineData(4)]
    [InlineData(25)]
    [InlineData(100)]
    [InlineData(400)]
    public void The_prediction_is_what_descent_takes(double kappa)
    {
        // Descent on ½(x² + κy²) from (1, 1) at the rate 2/(1 + κ): measured, not computed by the formula.
        (double x, double y) = (1, 1);
        int steps = 0;
        while (Math.Sqrt((x * x + y * y) / 2) > 1e-6)
        {
            (x, y) = (x - 2 / (1 + kappa) * x, y - 2 / (1 + kappa) * kappa * y);
            steps++;
        }

        double predicted = Subject.PredictedSteps(kappa, 1e-6);
        Expect.That(Math.Abs(predicted - steps) <= 1.001, $"{steps}, give or take one", predicted, because: $"Descent on ½(x² + {ValueText.Of(kappa)}·y²) at the best fixed rate took {steps} steps to a millionth of its distance. Each leaves (κ − 1)/(κ + 1) of it.");
    }

    [Fact]
    public void A_round_bowl_takes_one_step() => Expect.Close(1, Subject.PredictedSteps(1, 1e-9), because: "κ = 1: the first step lands on the minimum, so the factor is 0. But one step it takes.");

    [Fact]
    public void Even_a_generous_tolerance_takes_one_step() => Expect.Close(1, Subject.PredictedSteps(1.5, 0.9), because: "A step leaves a fifth; to be left with nine tenths takes no whole step, but there are no others.");

    [Theory]
    [InlineData(1e9)]
    [InlineData(1e17)]
    public void A_very_narrow_valley_keeps_its_digits(double kappa) => Expect.Close(
        0.5 * kappa * Math.Log(1e6), Subject.PredictedSteps(kappa, 1e-6), because: $"For large κ it is κ/2·ln(1/tol). With κ = {ValueText.Of(kappa)} the quotient (κ − 1)/(κ + 1) rounds to nearly or exactly 1, and its logarithm to 0. ln((κ − 1)/(κ + 1)) is −2·artanh(1/κ), and Math.Atanh keeps its digits.", tolerance: 1e-9);

    [Theory]
    [InlineData(0.99, 0.1)]
    [InlineData(double.NaN, 0.1)]
    [InlineData(4, 0)]
    [InlineData(4, 1)]
    [InlineData(4, double.NaN)]
    public void What_is_no_condition_or_no_share_is_refused(double kappa, double tol) =>
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.PredictedSteps(kappa, tol), because: "The largest curvature is at least the smallest, so κ ≥ 1; and the share of the error that is left lies between 0 and 1.");

    [Fact]
    public void Bad_units_are_cured() => Expect.Close(
        new double[,] { { 1, 0 }, { 0, 1 } }, Subject.Precondition(new double[,] { { 1, 0 }, { 0, 1e4 } }), because: "diag(1, 10⁴): divide by √1 and √10⁴, once for the row and once for the column. κ falls from 10,000 to 1.");

    [Fact]
    public void Entries_are_divided_by_both_roots() => Expect.Close(
        new[,] { { 1, 0.5, -1 / 6.0 }, { 0.5, 1, 0.25 }, { -1 / 6.0, 0.25, 1 } }, Subject.Precondition(new double[,] { { 4, 3, -2 }, { 3, 9, 4.5 }, { -2, 4.5, 36 } }),
        because: "Entry (i, j) is divided by √hᵢᵢ and √hⱼⱼ: 3/(2·3), −2/(2·6), 4.5/(3·6).");

    [Fact]
    public void The_result_does_not_depend_on_units() => Property.Holds(
        Gen.Select(Draw.Matrix(4, 3), Draw.OneOf(1e-6, 0.5, 8), Draw.OneOf(1e5, 3)), sample =>
        {
            (double[,] root, double first, double last) = sample;
            double[,] h = Matrices.Times(Draw.Transpose(root), root), other = new double[3, 3];
            for (int i = 0; i < 3; i++) h[i, i] += 1;
            double[] units = [first, 1, last];
            for (int i = 0; i < 3; i++)
                for (int j = 0; j < 3; j++)
                    other[i, j] = units[i] * h[i, j] * units[j];
            double[,] scaled = Subject.Precondition(h);
            Expect.That(Matrices.HasShape(scaled, 3, 3) && scaled[0, 1] == scaled[1, 0] && scaled[0, 2] == scaled[2, 0] && scaled[1, 2] == scaled[2, 1], "a symmetric 3×3 matrix", scaled, because: "A Hessian in other units is still symmetric.");
            Expect.Close(scaled, Subject.Precondition(other), because: $"The same valley with the axes measured in units of 1/{ValueText.Of(first)}, 1 and 1/{ValueText.Of(last)}: after the scaling it looks the same.", tolerance: 1e-12);
        });

    [Fact]
    public void A_valley_across_the_axes_stays_narrow()
    {
        double[] values = SymEigen.Jacobi(Mat.Of(Subject.Precondition(new[,] { { 50.5, 49.5 }, { 49.5, 50.5 } }))).Values;
        Expect.Close(100, values[0] / values[1], because: "[[50.5, 49.5], [49.5, 50.5]] has the curvatures 100 along (1, 1) and 1 along (1, −1). Both axes look alike, so their units are not to blame: κ stays 100.", tolerance: 1e-9);
    }

    [Fact]
    public void Without_upward_curvature_there_is_nothing_to_scale()
    {
        Expect.Throws<ArgumentException>(() => Subject.Precondition(new double[,] { { 1, 0 }, { 0, 0 } }), because: "A curvature of 0 cannot be made 1.");
        Expect.Throws<ArgumentException>(() => Subject.Precondition(new double[,] { { -1, 0 }, { 0, 2 } }), because: "The root of −1 is NaN.");
        Expect.Throws<ArgumentException>(() => Subject.Precondition(new double[,] { { 1, 2, 3 }, { 4, 5, 6 } }), because: "Two rows of three: a Hessian is square.");
        Expect.Throws<ArgumentException>(() => Subject.Precondition(new double[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } }), because: "Three rows of two: a Hessian is square.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You predict √κ: that is what momentum and conjugate gradients reach. Plain descent needs κ.", Reference with { PredictedSteps = (kappa, tol) => Conditioning.PredictedSteps(kappa, tol) is var steps && kappa > 1 ? Math.Max(1, -Math.Log(tol) / (2 * Math.Atanh(1 / Math.Sqrt(kappa)))) : steps }),
        new("A step leaves (κ − 1)/(κ + 1) of the error, not 1 − 1/κ: at the best rate the flat and the steep direction shrink alike.", Reference with { PredictedSteps = (kappa, tol) => Conditioning.PredictedSteps(kappa, tol) is var steps && kappa > 1 ? Math.Max(1, -Math.Log(tol) / (kappa > 1e6 ? 1 / kappa : -Math.Log(1 - 1 / kappa))) : steps }),
        new("You divide rows and columns by h instead of √h: diag(1, 10⁴) becomes diag(1, 10⁻⁴), as badly conditioned as before.", Reference with { Precondition = h => Scaled(h, (value, a, b) => value / a / b) }),
        new("You divide rows only: the matrix is no longer symmetric, so no longer a Hessian. Half of the cure goes to the columns.", Reference with { Precondition = h => Scaled(h, (value, a, _) => value / a) }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("the series of the logarithm for large κ; a product of three matrices", new(
            (kappa, tol) =>
            {
                if (!(kappa >= 1) || !(tol > 0 && tol < 1)) throw new ArgumentOutOfRangeException(nameof(kappa));
                double share = 2 / (kappa + 1), log = share < 1e-4 ? -share - share * share / 2 - share * share * share / 3 : Math.Log(1 - share);
                return Math.Max(1, Math.Log(tol) / log);
            },
            h =>
            {
                if (h.GetLength(0) != h.GetLength(1) || Enumerable.Range(0, h.GetLength(0)).Any(i => !(h[i, i] > 0))) throw new ArgumentException("The diagonal.");
                double[,] d = Matrices.Diagonal([.. Enumerable.Range(0, h.GetLength(0)).Select(i => 1 / Math.Sqrt(h[i, i]))]);
                double[,] s = Matrices.Times(d, h, d);
                return Matrices.Scaled(0.5, Matrices.PlusTranspose(s));
            })),
        new("entry by entry, the root of the product", Reference with { Precondition = h => Scaled(h, (value, a, b) => value / (Math.Sqrt(a) * Math.Sqrt(b))) }),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "On ½(x² + κy²) at the rate η a step multiplies x by 1 − η and y by 1 − ηκ. For which η are the two equally large, and how large are they then?",
        "k steps leave ((κ − 1)/(κ + 1))ᵏ: take logarithms. For large κ use −2·Math.Atanh(1/κ) for the logarithm of the quotient. Precondition: what must a row and a column be divided by so that the diagonal becomes 1?",
        "PredictedSteps: refuse, then −ln tol over 2·artanh(1/κ), and at least 1. Precondition: refuse what is not square or has a diagonal entry that is not above 0; a new matrix; entry (i, j) over √hᵢᵢ and over √hⱼⱼ.",
    ];

    private static double[,] Scaled(double[,] h, Func<double, double, double, double> entry)
    {
        int n = h.GetLength(0);
        if (h.GetLength(1) != n || Enumerable.Range(0, n).Any(i => !(h[i, i] > 0))) throw new ArgumentException("The diagonal.");
        return LinearSystems.Filled(n, n, (i, j) => entry(h[i, j], h[i, i], h[j, j]));
    }
}
