using Course;
using CsCheck;
using FromScratch.Data;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 3.4: the dominant eigenpair by repeated multiplication, and the matrix without it.</summary>
[Exercise("3.4", "Power method", Difficulty = 3, Minutes = 35, Core = true, Theory = "4. Eigenvectors are directions that do not turn")]
public sealed class PowerMethod : Exercise<PowerMethod, PowerMethod.Contract>
{
    public delegate (double Value, double[] Vector, int Steps) DominantPair(double[,] a, double tol, int maxSteps, Rng rng);

    public delegate double[,] Deflation(double[,] sym, double value, double[] vector);

    public sealed record Contract(DominantPair Dominant, Deflation Deflate);

    public static Verdict Check(DominantPair dominant, Deflation deflate) => Grade(new Contract(dominant, deflate));

    protected override Contract Reference => new(PowerIteration.Dominant, PowerIteration.Deflate);

    [Fact]
    public void The_matrix_of_2_and_1_stretches_the_diagonal_by_3()
    {
        (double value, double[]? vector, _) = Subject.Dominant(new double[,] { { 2, 1 }, { 1, 2 } }, 1e-10, 1000, new Rng(1));
        Expect.Close(3, value, because: "(1, 1) becomes (3, 3).", tolerance: 1e-9);
        RequireDirection([1, 1], vector, "(1, 1) becomes (3, 3), and (1, −1) stays as it is: 3 is the larger.");
    }

    [Fact]
    public void The_fibonacci_matrix_has_the_golden_ratio() =>
        Expect.Close((1 + Math.Sqrt(5)) / 2, Subject.Dominant(new double[,] { { 1, 1 }, { 1, 0 } }, 1e-12, 1000, new Rng(2)).Value, because: "λ² = λ + 1.", tolerance: 1e-11);

    [Fact]
    public void A_vector_that_turns_round_at_each_step_has_settled_all_the_same()
    {
        (double value, double[]? vector, _) = Subject.Dominant(new double[,] { { -4, 2 }, { 2, -1 } }, 1e-10, 1000, new Rng(3));
        Expect.Close(5, Math.Abs(value), because: "(−2, 1) becomes (10, −5). v turns round at each step, so v − v_old never gets small; look at Av − λv.", tolerance: 1e-9);
        RequireDirection([-2, 1], vector, "(−2, 1) becomes (10, −5).");
    }

    [Fact]
    public void A_negative_eigenvalue_is_found_with_its_sign() =>
        Expect.Close(-5, Subject.Dominant(new double[,] { { -4, 2 }, { 2, -1 } }, 1e-10, 1000, new Rng(3)).Value, because: "(−2, 1) becomes (10, −5). A length has no sign; the Rayleigh quotient v·Av has.", tolerance: 1e-9);

    [Theory]
    [InlineData(1UL)]
    [InlineData(2UL)]
    public void An_eigenvector_that_is_easily_guessed_is_no_trap(ulong seed)
    {
        (double value, double[]? vector, _) = Subject.Dominant(new double[,] { { 2, 0, 0 }, { 0, 4, -1 }, { 0, -1, 4 } }, 1e-10, 1000, new Rng(seed));
        Expect.Close(5, value, because: "(0, 1, −1) becomes 5 times itself. From (1, 0, 0) you stay at 2, from (0, 1, 1) at 3, for ever: both are at a right angle to it. Start at random, by rng.", tolerance: 1e-9);
        RequireDirection([0, 1, -1], vector, "Start at random.");
    }

    [Fact]
    public void A_matrix_need_not_be_symmetric()
    {
        (double value, double[]? vector, _) = Subject.Dominant(new double[,] { { 4, 6 }, { 1, 3 } }, 1e-11, 1000, new Rng(4));
        Expect.Close(6, value, because: "(3, 1) becomes (18, 6); the other eigenvalue is 1.", tolerance: 1e-9);
        RequireDirection([3, 1], vector, "(3, 1) becomes (18, 6).");
    }

    [Fact]
    public void Where_every_direction_is_right_one_product_is_enough()
    {
        (double value, double[]? vector, int steps) = Subject.Dominant(new double[,] { { -4 } }, 1e-10, 1, new Rng(10));
        Expect.Close(-4, value, because: "A matrix of one entry multiplies by it.");
        RequireDirection([1], vector, "Every vector of one entry is an eigenvector, and this one has length 1.");
        Expect.Equal(1, steps, because: "The first product A·v shows that v is an eigenvector. Steps counts the products, from 1; and maxSteps = 1 allows that one.");
    }

    [Theory]
    [InlineData(1e-12)]
    [InlineData(1e12)]
    public void The_unit_of_the_matrix_goes_into_the_eigenvalue(double unit)
    {
        (double value, double[]? vector, _) = Subject.Dominant(new double[,] { { 2 * unit, unit }, { unit, 2 * unit } }, 1e-10, 1000, new Rng(11));
        Expect.Close(3 * unit, value, because: "tol is a share of |λ|: ‖Av − λv‖ ≤ tol·|λ|. A fixed bound stops too early in a large unit, and never in a small one.", tolerance: 1e-9);
        RequireDirection([1, 1], vector, "tol is a share of |λ|: hold ‖Av − λv‖ against tol·|λ|.");
    }

    [Fact]
    public void Zeros_stretch_by_0() => Expect.Equal(0, Subject.Dominant(new double[2, 2], 1e-10, 10, new Rng(5)).Value, because: "Av is 0 = 0·v. Look at Av − λv before you divide by ‖Av‖.");

    [Fact]
    public void What_is_returned_meets_the_tolerance() => Property.Holds(
        Gen.Select(Draw.Matrix(3, 3), Gen.ULong[1, 1000]).Where(sample => HasAGap(Matrices.PlusTranspose(sample.Item1))), sample =>
        {
            double[,] s = Matrices.PlusTranspose(sample.Item1);
            (double value, double[]? vector, int steps) = Subject.Dominant(s, 1e-10, 2000, new Rng(sample.Item2));
            Expect.That(vector is [_, _, _], "a vector of 3 entries", vector, because: "An eigenvector lies in the matrix's space.");
            Expect.Close(1, InnerProduct.Norm(vector!, 2), because: "The eigenvector is returned with length 1.", tolerance: 1e-12);
            double[] rest = LinearCombination.Combine([1, -value], [MatrixMultiplication.ByRows(s, vector!), vector!]);
            double residual = InnerProduct.Norm(rest, 2);
            Expect.That(residual <= 1.01e-10 * Math.Abs(value), $"‖Av − λv‖ ≤ {ValueText.Of(1e-10 * Math.Abs(value))}", residual, because: "That is when to stop, and what the caller relies on.");
            Expect.Close(SymEigen.Jacobi(Mat.Of(s)).Values.MaxBy(Math.Abs), value, because: "The eigenvalue of largest absolute value wins.", tolerance: 1e-8);
            Expect.That(steps is >= 1 and <= 2000, "steps from 1 to 2000", steps, because: "Steps counts the products A·v.");
        });

    [Fact]
    public void Halving_the_gap_in_logarithms_doubles_the_steps()
    {
        const double Tolerance = 1e-10;
        double fast = MeanSteps(0.5), slow = MeanSteps(0.9);
        double expected = Math.Log(0.5) / Math.Log(0.9);
        Expect.That(Math.Abs(slow / fast / expected - 1) <= 0.3, $"about {ValueText.Of(Math.Round(expected, 2))} times as many steps for λ₂/λ₁ = 0.9 as for 0.5", $"{ValueText.Of(slow)} steps after {ValueText.Of(fast)}", because: "Each step shrinks the wrong part by λ₂/λ₁, so 1e-10 takes about ln(1e10)/ln(λ₁/λ₂) steps. Steps counts the products A·v.");
        Expect.That(fast is >= 25 and <= 42, "about 33 steps for λ₂/λ₁ = 0.5", fast, because: "0.5³³ is 1e-10. Half as many: you look at the change of λ, which is right twice as early as the vector.");

        double MeanSteps(double ratio) => Enumerable.Range(1, 4).Average(seed => Subject.Dominant(new[,] { { 1, 0, 0 }, { 0, ratio, 0 }, { 0, 0, ratio / 2 } }, Tolerance, 1000, new Rng((ulong)seed)).Steps);
    }

    [Fact]
    public void A_rotation_has_no_dominant_real_eigenvalue() =>
        Expect.Throws<InvalidOperationException>(() => Subject.Dominant(new double[,] { { 0, -1 }, { 1, 0 } }, 1e-8, 200, new Rng(6)), because: "A quarter turn leaves no direction as it is. After maxSteps say so.");

    [Fact]
    public void Two_opposite_eigenvalues_are_a_tie() =>
        Expect.Throws<InvalidOperationException>(() => Subject.Dominant(new double[,] { { 0, 2 }, { 2, 0 } }, 1e-8, 200, new Rng(7)), because: "2 and −2 are equally large: neither wins, and the vector swings for ever.");

    [Fact]
    public void Only_square_matrices_have_eigenvectors() =>
        Expect.Throws<ArgumentException>(() => Subject.Dominant(new double[,] { { 1, 2, 3 }, { 4, 5, 6 } }, 1e-8, 100, new Rng(8)), because: "Av has 2 entries and v has 3: they cannot point the same way.");

    [Fact]
    public void Deflating_takes_the_pair_out() =>
        Expect.Close(new[,] { { 0.5, -0.5 }, { -0.5, 0.5 } }, Subject.Deflate(new double[,] { { 2, 1 }, { 1, 2 } }, 3, [1 / Math.Sqrt(2), 1 / Math.Sqrt(2)]), because: "3·vvᵀ is ((1.5, 1.5), (1.5, 1.5)).");

    [Fact]
    public void The_eigenvector_may_have_any_length() =>
        Expect.Close(new[,] { { 0.8, 1.6 }, { 1.6, 3.2 } }, Subject.Deflate(new double[,] { { 0, 2 }, { 2, 3 } }, -1, [-6, 3]), because: "Make it a unit vector, or divide vvᵀ by v·v = 45. The eigenvalue −1 goes with its sign.");

    [Fact]
    public void What_was_the_second_pair_becomes_the_first()
    {
        double[,] s = { { 3, 1, 0 }, { 1, 3, 0 }, { 0, 0, -3 } };
        (double value, double[]? vector, _) = Subject.Dominant(Subject.Deflate(s, 4, [1, 1, 0]), 1e-10, 2000, new Rng(9));
        Expect.Close(-3, value, because: "4 has become 0; −3 is now the largest in absolute value.", tolerance: 1e-9);
        RequireDirection([0, 0, 1], vector, "The other pairs stay as they are.");
    }

    [Fact]
    public void Shapes_must_fit_and_zero_is_no_eigenvector()
    {
        Expect.Throws<ArgumentException>(() => Subject.Deflate(new double[2, 3], 1, [1, 1]), because: "The matrix is not square.");
        Expect.Throws<ArgumentException>(() => Subject.Deflate(new double[3, 2], 1, [1, 1]), because: "The matrix is not square.");
        Expect.Throws<ArgumentException>(() => Subject.Deflate(new double[2, 2], 1, [1, 1, 1]), because: "The vector lies in another space.");
        Expect.Throws<ArgumentException>(() => Subject.Deflate(new double[,] { { 2, 1 }, { 1, 2 } }, 3, [0, 0]), because: "A vector of zeros points nowhere.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("−5 came back as 5: a length has no sign. Use the Rayleigh quotient v·Av.", Reference with { Dominant = (a, tol, most, rng) => Written(a, tol, most, rng, quotient: (v, image) => Math.Sign(InnerProduct.Dot(v, image)) * InnerProduct.Norm(image, 2), shown: Math.Abs) }),
        new("For a negative λ the vector turns round at each step, so v − v_old never gets small and you never stop. Look at Av − λv.", Reference with { Dominant = (a, tol, most, rng) => Written(a, tol, most, rng, byChange: true) }),
        new("You stop when λ no longer changes. λ has twice as many right digits as the vector, and for a rotation it does not change at all: look at ‖Av − λv‖.", Reference with { Dominant = ByValue }),
        new("You start at a fixed vector. Where it is at a right angle to the dominant one, you find another pair: start at random.", Reference with { Dominant = (a, tol, most, rng) => Written(a, tol, most, rng, start: Draw.Basis(a.GetLength(0), 0)) }),
        new("You take λ·vvᵀ off with v as it came. Its length may be anything: make it a unit vector, or divide by v·v.", Reference with { Deflate = (s, value, v) => { PowerIteration.Deflate(s, value, v); return Less(s, value, v); } }),
        new("After maxSteps you return what you have, though it is no eigenvector. The caller cannot see that: throw.", Reference with { Dominant = (a, tol, most, rng) => Written(a, tol, most, rng, throws: false) }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("one product a step, kept for the next; uniform random start", new((a, tol, most, rng) => Written(a, tol, most, rng, start: [.. Enumerable.Range(0, a.GetLength(0)).Select(_ => rng.NextDouble() - 0.5)]), (s, value, v) => Less(Checked(s, v), value, Direction.Of(v).ToArray()))),
        new("Vec and Mat; deflation as (I − uuᵀ)S(I − uuᵀ)", new(ByVec, Projected)),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Write any vector as a mix of eigenvectors and multiply it by A ten times. Which part of the mix is left in the end? What could a start be that lacks that part?",
        "In a loop: image = A·v, λ = v·image (v has length 1), rest = image − λv. If ‖rest‖ ≤ tol·|λ| you are done; else v is the image made a unit vector. Do the check before the division: for a matrix of zeros the image is zero.",
        "Dominant: refuse a matrix that is not square; draw v from rng, make it length 1; count a step for each product; after maxSteps throw InvalidOperationException. Deflate: check the shapes, make the vector length 1 (zero: ArgumentException), subtract λ·vᵢ·vⱼ from each entry in a new matrix.",
    ];

    private static void RequireDirection(double[] expected, double[]? vector, string because)
    {
        Expect.That(vector?.Length == expected.Length, $"a vector of {expected.Length} entries", vector, because);
        double[] unit = Direction.Of(expected).ToArray();
        double off = Math.Min(InnerProduct.Norm(LinearCombination.Combine([1, -1], [unit, vector!]), 2), InnerProduct.Norm(LinearCombination.Combine([1, 1], [unit, vector!]), 2));
        Expect.That(off <= 1e-8, $"{ValueText.Of(Array.ConvertAll(unit, x => Math.Round(x, 8)))} or its opposite", vector, because);
    }

    /// <summary>Whether one eigenvalue is largest in absolute value by at least a twentieth, so that a few hundred steps are enough.</summary>
    private static bool HasAGap(double[,] s)
    {
        double[] sizes = [.. SymEigen.Jacobi(Mat.Of(s)).Values.Select(Math.Abs).OrderDescending()];
        return sizes[1] <= 0.95 * sizes[0] && sizes[0] > 0;
    }

    private static (double Value, double[] Vector, int Steps) Written(double[,] a, double tol, int most, Rng rng, double[]? start = null, Func<double[], double[], double>? quotient = null, Func<double, double>? shown = null, bool byChange = false, bool throws = true)
    {
        int n = a.GetLength(0);
        if (a.GetLength(1) != n) throw new ArgumentException("Not square.");
        double[] v = Direction.Of(start ?? [.. Enumerable.Range(0, n).Select(_ => rng.NextGaussian())]).ToArray();
        double[] image = MatrixMultiplication.ByRows(a, v);
        double value = 0;
        for (int step = 1; step <= most; step++)
        {
            value = quotient?.Invoke(v, image) ?? InnerProduct.Dot(v, image);
            double length = InnerProduct.Norm(image, 2);
            if (length == 0) return (0, v, step);
            double[] next = Array.ConvertAll(image, x => x / length);
            double off = byChange
                ? InnerProduct.Norm(LinearCombination.Combine([1, -1], [next, v]), 2)
                : InnerProduct.Norm(LinearCombination.Combine([1, -value], [image, v]), 2) / Math.Abs(value);
            if (off <= tol) return (shown?.Invoke(value) ?? value, v, step);
            v = next;
            image = MatrixMultiplication.ByRows(a, v);
        }

        return throws ? throw new InvalidOperationException("It did not settle.") : (value, v, most);
    }

    /// <summary>Ends when two eigenvalues in a row agree.</summary>
    private static (double Value, double[] Vector, int Steps) ByValue(double[,] a, double tol, int most, Rng rng)
    {
        if (a.GetLength(1) != a.GetLength(0)) throw new ArgumentException("Not square.");
        double[] v = Direction.Of([.. Enumerable.Range(0, a.GetLength(0)).Select(_ => rng.NextGaussian())]).ToArray();
        double before = double.NaN;
        for (int step = 1; step <= most; step++)
        {
            double[] image = MatrixMultiplication.ByRows(a, v);
            double value = InnerProduct.Dot(v, image);
            if (Math.Abs(value - before) <= tol * Math.Abs(value) || InnerProduct.Norm(image, 2) == 0) return (value, v, step);
            (before, v) = (value, Direction.Of(image).ToArray());
        }

        throw new InvalidOperationException("It did not settle.");
    }

    private static double[,] Checked(double[,] s, double[] v) => s.GetLength(0) == v.Length && s.GetLength(1) == v.Length ? s : throw new ArgumentException("The shapes do not fit.");

    private static double[,] Less(double[,] s, double value, double[] v)
    {
        double[,] less = (double[,])s.Clone();
        for (int i = 0; i < v.Length; i++)
            for (int j = 0; j < v.Length; j++)
                less[i, j] -= value * v[i] * v[j];
        return less;
    }

    private static (double Value, double[] Vector, int Steps) ByVec(double[,] a, double tol, int most, Rng rng)
    {
        if (a.GetLength(0) != a.GetLength(1)) throw new ArgumentException("Not square.");
        var m = Mat.Of(a);
        var v = Vec.Of([.. Enumerable.Range(0, m.Rows).Select(_ => rng.NextGaussian())]);
        v = 1 / v.Norm() * v;
        int steps = 0;
        while (steps++ < most)
        {
            Vec image = m * v;
            double value = v.Dot(image);
            if ((image - value * v).Norm() <= tol * Math.Abs(value)) return (value, v.ToArray(), steps);
            v = 1 / image.Norm() * image;
        }

        throw new InvalidOperationException("It did not settle.");
    }

    private static double[,] Projected(double[,] s, double value, double[] v)
    {
        Checked(s, v);
        var p = Mat.Of(Less(Matrices.Identity(v.Length), 1, Direction.Of(v).ToArray()));
        return (p * Mat.Of(s) * p).ToArray();
    }
}
