using Course;
using CsCheck;
using FromScratch.Data;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 1.7: the matrix of a linear map, and whether a map is linear at all.</summary>
[Exercise("1.7", "The matrix of a map", Difficulty = 3, Minutes = 35, Core = true, Theory = "5. A matrix is where the basis goes")]
public sealed class MatrixOfAMap : Exercise<MatrixOfAMap, MatrixOfAMap.Contract>
{
    public delegate double[,] MatrixOfMap(Func<double[], double[]> f, int n);

    public delegate bool LinearityTest(Func<double[], double[]> f, int n, Rng rng, int trials);

    public sealed record Contract(MatrixOfMap MatrixOf, LinearityTest LooksLinear);

    public static Verdict Check(MatrixOfMap matrixOf, LinearityTest looksLinear) => Grade(new Contract(matrixOf, looksLinear));

    protected override Contract Reference => new(LinearMaps.MatrixOf, LinearMaps.LooksLinear);

    private static double[] RotationBy30Degrees(double[] v) => [v[0] * Math.Sqrt(0.75) - v[1] * 0.5, v[0] * 0.5 + v[1] * Math.Sqrt(0.75)];

    private static double[] MirrorInTheDiagonal(double[] v) => [v[1], v[0]];

    private static double[] DerivativeOfACubic(double[] c) => [c[1], 2 * c[2], 3 * c[3]];

    private static double[] ThirdsAndTenths(double[] v) => [v[0] / 3 + 0.1 * v[1], 0.2 * v[1] - v[2] / 7, 0.3 * (v[0] + v[2])];

    private static double[] AllToZero(double[] v) => new double[v.Length];

    private static double[] PlusOne(double[] v) => Array.ConvertAll(v, x => x + 1);

    private static double[] Absolute(double[] v) => Array.ConvertAll(v, Math.Abs);

    private static double[] Square(double[] v) => Array.ConvertAll(v, x => x * x);

    private static double[] AlmostLinear(double[] v) => Array.ConvertAll(v, x => x + 1e-3 * Math.Sin(x));

    private static double[] CubeRootOfSumOfCubes(double[] v) => [Math.Cbrt(v.Sum(x => x * x * x))];

    private static double[] SquareRoot(double[] v) => Array.ConvertAll(v, Math.Sqrt);

    private static double[] OnlyThePositive(double[] v) => [.. v.Where(x => x > 0)];

    private static double[] ZerosOfTwoLengths(double[] v) => new double[v[0] > 0 ? 1 : 2];

    private static double[] BentAboveTwo(double[] v) => [v[0] > 2 ? 2 : v[0], v[1]];

    [Fact]
    public void Rotation_by_30_degrees() =>
        Expect.Close(new[,] { { Math.Sqrt(0.75), -0.5 }, { 0.5, Math.Sqrt(0.75) } }, Subject.MatrixOf(RotationBy30Degrees, 2), because: "e₁ = (1, 0) lands on (cos 30°, sin 30°): that is the first column, not the first row.");

    [Fact]
    public void Mirror_in_the_diagonal() => Expect.Close(new double[,] { { 0, 1 }, { 1, 0 } }, Subject.MatrixOf(MirrorInTheDiagonal, 2), because: "(1, 0) lands on (0, 1), and (0, 1) on (1, 0).");

    [Fact]
    public void Derivative_of_a_cubic() => Expect.Close(
        new double[,] { { 0, 1, 0, 0 }, { 0, 0, 2, 0 }, { 0, 0, 0, 3 } }, Subject.MatrixOf(DerivativeOfACubic, 4),
        because: "c₀ + c₁x + c₂x² + c₃x³ has the derivative c₁ + 2c₂x + 3c₃x²: four coefficients in, three out, so 3 rows and 4 columns. The image of e_j is column j.");

    [Fact]
    public void A_map_of_one_number() => Expect.Close(new double[,] { { 5 }, { -2 } }, Subject.MatrixOf(v => [5 * v[0], -2 * v[0]], 1), because: "One basis vector, one column.");

    [Fact]
    public void The_matrix_of_multiplying_by_A_is_A() => Property.Holds(
        Draw.Matrix(3, 2), A => Expect.Close(A, Subject.MatrixOf(x => MatrixMultiplication.ByRows(A, x), 2), because: "The map was x ↦ A·x: its matrix is A."));

    [Fact]
    public void A_map_may_hand_out_one_array_again_and_again()
    {
        double[] shared = new double[2];
        Expect.Close(new double[,] { { 0, 1 }, { 2, 0 } }, Subject.MatrixOf(v => { (shared[0], shared[1]) = (v[1], 2 * v[0]); return shared; }, 2), because: "This map fills one array at every call. Read the image before you call the map again, or copy it.");
        Expect.Equal(true, Subject.LooksLinear(v => { (shared[0], shared[1]) = (v[1], 2 * v[0]); return shared; }, 2, new Rng(5), 50), because: "This map fills one array at every call, and is linear. Copy an image before you call the map again.");
    }

    [Fact]
    public void Without_entries_there_is_no_basis()
    {
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.MatrixOf(AllToZero, 0), because: "There is no image to read the number of rows from.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.LooksLinear(AllToZero, 0, new Rng(1), 10), because: "There is no vector to try.");
    }

    [Fact]
    public void Images_of_different_lengths_are_no_columns_of_one_matrix()
    {
        Expect.Throws<ArgumentException>(() => Subject.MatrixOf(v => v[0] == 1 ? [1] : [1, 2], 3), because: "The first image has one entry, the others two: the map does not lead into one space.");
        Expect.Throws<ArgumentException>(() => Subject.MatrixOf(v => v[2] == 1 ? [1] : [1, 2], 3), because: "The last image has one entry, the others two: the map does not lead into one space.");
    }

    [Fact]
    public void Linear_maps_look_linear()
    {
        LooksLinear(true, RotationBy30Degrees, 2, "A rotation of a sum is the sum of the rotations.");
        LooksLinear(true, DerivativeOfACubic, 4, "Derivatives add, and constants go in front.");
        LooksLinear(true, AllToZero, 3, "c·0 + 0 is 0: the map that sends all to zero is linear.");
        LooksLinear(true, v => [5 * v[0], -2 * v[0]], 1, "Vectors may have one entry.");
    }

    [Fact]
    public void Rounding_is_no_bend() =>
        LooksLinear(true, ThirdsAndTenths, 3, "Rounding: 0.1 + 0.2 is not 0.3 in doubles. Allow a difference of 1e-9 of the size of what you compare.", trials: 200);

    [Theory]
    [InlineData(1e-12)]
    [InlineData(1e12)]
    public void Linear_maps_look_linear_at_every_scale(double s)
    {
        Expect.Equal(true, Subject.LooksLinear(v => Array.ConvertAll(ThirdsAndTenths(v), x => s * x), 3, new Rng(2), 100), because: $"The map's values are {ValueText.Of(s)} times larger, and so is their rounding. Compare with their size, not with a fixed number.");
        Expect.Equal(false, Subject.LooksLinear(v => Array.ConvertAll(v, x => s * Math.Abs(x)), 3, new Rng(2), 100), because: $"The map x ↦ {ValueText.Of(s)}·|x| bends at 0. Compare with the size of the values, not with a fixed number.");
    }

    [Fact]
    public void A_shift_is_not_linear() => LooksLinear(false, PlusOne, 2, "A linear map keeps 0 where it is. This one moves it to 1.");

    [Fact]
    public void Absolute_values_are_not_linear() => LooksLinear(false, Absolute, 2, "|x| sends 0 to 0, and still |1 + (−1)| is not |1| + |−1|: check additivity too.");

    [Fact]
    public void Squares_are_not_linear() => LooksLinear(false, Square, 2, "(2x)² is 4x², not 2x².");

    [Fact]
    public void A_slight_bend_is_a_bend() => LooksLinear(false, AlmostLinear, 2, "x + sin(x)/1000 differs from a line by a thousandth. Rounding is far smaller.");

    [Fact]
    public void Keeping_multiples_is_not_enough() => LooksLinear(false, CubeRootOfSumOfCubes, 2, "∛(x³ + y³) keeps every multiple, f(c·v) = c·f(v), but not sums: f(1, 0) + f(0, 1) is 2, f(1, 1) is ∛2. Check both.");

    [Fact]
    public void A_map_without_an_answer_is_not_linear()
    {
        LooksLinear(false, SquareRoot, 2, "The root of a negative number is NaN. Every comparison with NaN is false: ask whether the difference is small, not whether it is large.");
        LooksLinear(false, ZerosOfTwoLengths, 2, "Its images have one zero here and two there: it does not lead into one space.");
        for (ulong seed = 1; seed <= 10; seed++)
            Expect.Equal(false, Subject.LooksLinear(OnlyThePositive, 2, new Rng(seed), 50), because: "Its images have different lengths: it does not lead into one space. Look at the lengths before you compare entries.");
    }

    [Fact]
    public void The_map_is_given_n_entries()
    {
        List<int> lengths = [];
        Subject.LooksLinear(v => { lengths.Add(v.Length); return v; }, 3, new Rng(1), 2);
        Expect.That(lengths.Count > 0 && lengths.All(length => length == 3), "vectors of 3 entries only", lengths, because: "n was 3: a map of three entries may fail on more, or look at the first three only.");
    }

    [Fact]
    public void All_trials_are_made() => LooksLinear(false, BentAboveTwo, 2, "This map bends only where the first entry is above 2. A few random vectors do not reach that; among a thousand trials some do.", trials: 1000);

    [Fact]
    public void One_trial_is_enough_for_a_map_that_always_bends() => LooksLinear(false, Square, 3, "With one trial, this map is caught at once.", trials: 1);

    [Fact]
    public void Without_a_trial_nothing_is_known()
    {
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.LooksLinear(Absolute, 2, new Rng(1), 0), because: "True would be an answer without a look.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.LooksLinear(Absolute, 2, new Rng(1), -1), because: "True would be an answer without a look.");
    }

    [Fact]
    public void The_vectors_come_from_the_generator()
    {
        double[] first = Tried(1), again = Tried(1), other = Tried(2);
        Expect.SequenceEqual(first, again, because: "The same seed must try the same vectors, so that a failure can be seen again. Draw them from rng.");
        Expect.That(!first.SequenceEqual(other), "other vectors for another seed", other, because: "Draw the vectors from rng.");
        Expect.That(Tried(1, trials: 2).Length > Tried(1, trials: 1).Length, "more calls of the map in two trials than in one", Tried(1, trials: 2).Length / 3, because: "Each trial tries new vectors.");

        double[] Tried(ulong seed, int trials = 3)
        {
            List<double> seen = [];
            Subject.LooksLinear(v => { seen.AddRange(v); return v; }, 3, new Rng(seed), trials);
            return [.. seen];
        }
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("The image of e_j is column j of the matrix. You put it into row j.", Reference with { MatrixOf = (f, n) => Draw.Transpose(LinearMaps.MatrixOf(f, n)) }),
        new("abs(x) passes your test: f(0) = 0 is not enough. Check additivity too, on random vectors.", Reference with { LooksLinear = OnlyZero }),
        new("Rounding: 0.1 + 0.2 is not 0.3. Compare with a tolerance of 1e-9 of the values' size, not exactly.", Reference with { LooksLinear = (f, n, rng, trials) => Trials(f, n, rng, trials, 0, twice: true) }),
        new("∛(x³ + y³) passes your test: it keeps multiples, f(c·x) = c·f(x), but not sums. Check additivity too.", Reference with { LooksLinear = (f, n, rng, trials) => Trials(f, n, rng, trials, 1e-9, twice: false) }),
        new("The basis vector still has the ones of the columns before: start each with zeros.", Reference with { MatrixOf = OnesStay }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("columns written one by one; additivity and multiples checked apart", new(ColumnByColumn, (f, n, rng, trials) => Trials(f, n, rng, trials, 1e-9, twice: true))),
        new("the matrix from rows of images; a map compared with its own matrix", new(
            (f, n) =>
            {
                ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
                double[][] images = [.. Enumerable.Range(0, n).Select(j => f(Draw.Basis(n, j)).ToArray())];
                double[,] rows = new double[n, images[0].Length];
                for (int j = 0; j < n; j++)
                    for (int i = 0; i < rows.GetLength(1); i++)
                        rows[j, i] = images[j].Length == rows.GetLength(1) ? images[j][i] : throw new ArgumentException("The images differ in length.");
                return Draw.Transpose(rows);
            },
            LikeItsMatrix)),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "If f is linear, f(3e₁ + 5e₂) is 3f(e₁) + 5f(e₂): a few images tell everything. Which images, and where do they stand in the matrix?",
        "MatrixOf: n basis vectors, n calls, column j is the image of e_j; the number of rows is the length of an image. LooksLinear: draw x, y and c, and compare f(c·x + y) with c·f(x) + f(y). How large may the difference be when the values are 1e-12, or 1e12?",
        "LooksLinear, each trial: draw x and y with NextGaussian, and a number c. Copy the three images. Lengths differ: false. Otherwise take the largest absolute entry of the difference; unless it is at most 1e-9 times the largest absolute entry of what was compared, return false. After all trials, true.",
    ];

    private void LooksLinear(bool expected, Func<double[], double[]> f, int n, string because, int trials = 50) =>
        Expect.Equal(expected, Subject.LooksLinear(f, n, new Rng(3), trials), because);

    private static double[] Random(int n, Rng rng) => [.. Enumerable.Range(0, n).Select(_ => rng.NextGaussian())];

    private static double[] Copy(double[] v) => [.. v];

    private static bool Same(double[] a, double[] b, double size, double tolerance) =>
        a.Length == b.Length && a.Zip(b).All(pair => Math.Abs(pair.First - pair.Second) <= tolerance * size);

    private static double Size(params double[][] vectors) => vectors.SelectMany(v => v).Select(Math.Abs).DefaultIfEmpty(0).Max();

    private static bool Trials(Func<double[], double[]> f, int n, Rng rng, int trials, double tolerance, bool twice)
    {
        if (n < 1 || trials < 1) throw new ArgumentOutOfRangeException(nameof(n));
        for (int trial = 0; trial < trials; trial++)
        {
            (double[] x, double[] y, double c) = (Random(n, rng), Random(n, rng), rng.NextGaussian());
            (double[] fx, double[] fy, double[] scaled, double[] sum) = (Copy(f(x)), Copy(f(y)), Copy(f(Draw.Times(c, x))), Copy(f(Draw.Plus(x, y))));
            if (!Same(Draw.Times(c, fx), scaled, Size(fx, scaled), tolerance)) return false;
            if (twice && (fx.Length != fy.Length || !Same(Draw.Plus(fx, fy), sum, Size(fx, fy, sum), tolerance))) return false;
        }

        return true;
    }

    private static bool OnlyZero(Func<double[], double[]> f, int n, Rng rng, int trials)
    {
        if (n < 1 || trials < 1) throw new ArgumentOutOfRangeException(nameof(n));
        f(Random(n, rng));
        return f(new double[n]).All(x => x == 0);
    }

    private static bool LikeItsMatrix(Func<double[], double[]> f, int n, Rng rng, int trials)
    {
        if (n < 1 || trials < 1) throw new ArgumentOutOfRangeException(nameof(n));
        try
        {
            double[,] A = ColumnByColumn(f, n);
            for (int trial = 0; trial < trials; trial++)
            {
                double[] x = Random(n, rng), image = Copy(f(x)), product = MatrixMultiplication.ByRows(A, x);
                if (!Same(image, product, Size(image) + A.Cast<double>().Sum(Math.Abs), 1e-9)) return false;
            }
        }
        catch (ArgumentException)
        {
            return false;   // images of different lengths
        }

        return true;
    }

    private static double[,] ColumnByColumn(Func<double[], double[]> f, int n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        double[,]? matrix = null;
        for (int j = 0; j < n; j++)
        {
            double[] image = f(Draw.Basis(n, j));
            matrix ??= new double[image.Length, n];
            if (image.Length != matrix.GetLength(0)) throw new ArgumentException("The images differ in length.");
            for (int i = 0; i < image.Length; i++) matrix[i, j] = image[i];
        }

        return matrix!;
    }

    private static double[,] OnesStay(Func<double[], double[]> f, int n) =>
        LinearMaps.MatrixOf(v => f([.. v.Select((_, i) => i <= Array.IndexOf(v, 1) ? 1.0 : 0.0)]), n);
}
