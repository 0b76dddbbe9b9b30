using Course;
using CsCheck;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 1.5: a matrix times a vector, seen by rows and by columns.</summary>
[Exercise("1.5", "Matrix times vector", Difficulty = 2, Minutes = 20, Core = true, Theory = "5. A matrix is where the basis goes")]
public sealed class MatrixTimesVector : Exercise<MatrixTimesVector, MatrixTimesVector.Contract>
{
    public delegate double[] Product(double[,] A, double[] x);

    public delegate double[] TransposeProduct(double[,] A, double[] y);

    public sealed record Contract(Product ByRows, Product ByColumns, TransposeProduct TransposeTimes);

    public static Verdict Check(Product byRows, Product byColumns, TransposeProduct transposeTimes) => Grade(new Contract(byRows, byColumns, transposeTimes));

    protected override Contract Reference => new(MatrixMultiplication.ByRows, MatrixMultiplication.ByColumns, MatrixMultiplication.TransposeTimes);

    private static readonly double[,] _twoByThree = { { 1, 2, 3 }, { 4, 5, 6 } };

    [Fact]
    public void By_rows_two_rows_give_two_entries() =>
        Expect.Close([-1, 2], Subject.ByRows(_twoByThree, [2, 0, -1]), because: "Entry i is row i times x: 1·2 + 2·0 − 3·1 and 4·2 + 5·0 − 6·1.");

    [Fact]
    public void By_columns_two_rows_give_two_entries() =>
        Expect.Close([-1, 2], Subject.ByColumns(_twoByThree, [2, 0, -1]), because: "2 times the first column, 0 times the second, −1 times the third: (2, 8) + (0, 0) − (3, 6).");

    [Fact]
    public void The_transpose_of_two_rows_gives_three_entries() =>
        Expect.Close([-7, -8, -9], Subject.TransposeTimes(_twoByThree, [1, -2]), because: "Aᵀ has the rows of A as columns: 1 times the first row less 2 times the second. Works for 3×3, fails for 2×3? Then rows and columns are mixed up.");

    [Fact]
    public void Three_rows_of_two_entries_give_three_entries()
    {
        double[,] tall = { { 1, 0 }, { 2, 1 }, { 0, -3 } };
        Expect.Close([5, 9, 3], Subject.ByRows(tall, [5, -1]), because: "A tall matrix gives more entries than it takes. The result has an entry a row.");
        Expect.Close([5, 9, 3], Subject.ByColumns(tall, [5, -1]), because: "A tall matrix gives more entries than it takes. The result has an entry a row.");
        Expect.Close([5, -7], Subject.TransposeTimes(tall, [1, 2, 3]), because: "The transpose of a tall matrix gives fewer: an entry a column of A.");
    }

    [Fact]
    public void A_basis_vector_picks_a_column() => Property.Holds(
        Gen.Select(Draw.Matrix(3, 4), Gen.Int[0, 3]), sample =>
        {
            (double[,] A, int j) = sample;
            Expect.Close(Draw.Column(A, j), Subject.ByRows(A, Draw.Basis(4, j)), because: "A·e_j is column j: a matrix is where the basis goes.");
            Expect.Close(Draw.Column(A, j), Subject.ByColumns(A, Draw.Basis(4, j)), because: "A·e_j is column j: a matrix is where the basis goes.");
        });

    [Fact]
    public void Both_views_give_the_same_vector() => Property.Holds(
        Gen.Select(Draw.Matrix(2, 5), Draw.Vector(5)), sample =>
            Expect.Close(Subject.ByRows(sample.Item1, sample.Item2), Subject.ByColumns(sample.Item1, sample.Item2), because: "The same products, added in another order; exactly equal for whole numbers."));

    [Fact]
    public void Moving_the_matrix_to_the_other_side_of_a_dot_product_transposes_it() => Property.Holds(
        Gen.Select(Draw.Matrix(3, 2), Draw.Vector(2), Draw.Vector(3)), sample =>
        {
            (double[,] A, double[] x, double[] y) = sample;
            double left = InnerProduct.Dot(Subject.ByRows(A, x), y), right = InnerProduct.Dot(x, Subject.TransposeTimes(A, y));
            Expect.That(left == right, $"(A·x)·y = x·(Aᵀ·y), here {ValueText.Of(left)}", right, because: "Both are the sum of yᵢ·Aᵢⱼ·xⱼ over all i and j. This is what defines the transpose.");
        });

    [Fact]
    public void Rows_without_entries_give_zeros()
    {
        Expect.Close([0, 0], Subject.ByRows(new double[2, 0], []), because: "A sum of nothing is 0, and there are two rows.");
        Expect.Close([0, 0], Subject.ByColumns(new double[2, 0], []), because: "A sum of no columns of length 2 is (0, 0).");
        Expect.Close([0, 0, 0], Subject.TransposeTimes(new double[0, 3], []), because: "A sum of no rows of length 3 is (0, 0, 0).");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void A_2_by_3_matrix_takes_3_entries(int entries)
    {
        Expect.Throws<ArgumentException>(() => Subject.ByRows(_twoByThree, new double[entries]), because: "Each column meets one entry of x.");
        Expect.Throws<ArgumentException>(() => Subject.ByColumns(_twoByThree, new double[entries]), because: "Each column meets one entry of x.");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_transpose_of_a_2_by_3_matrix_takes_2_entries(int entries) =>
        Expect.Throws<ArgumentException>(() => Subject.TransposeTimes(_twoByThree, new double[entries]), because: "Aᵀ has a column for each row of A.");

    [Fact]
    public void The_transpose_is_not_built()
    {
        double[,] A = new double[80, 81];
        (double[] x, double[] y) = (new double[81], new double[80]);
        Subject.ByRows(A, x);
        Subject.TransposeTimes(A, y);   // both compiled and warm
        long byRows = Allocated(() => Subject.ByRows(A, x)), transposed = Allocated(() => Subject.TransposeTimes(A, y));
        long bytesOfA = 80 * 81 * sizeof(double);
        Expect.That(transposed - byRows < bytesOfA / 2, $"fewer than {bytesOfA / 2} bytes more than ByRows allocates", $"{transposed - byRows} bytes more", because: "You allocate a second matrix: walk A in place, row by row, and add to the entries of the result.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("Works for 3×3, fails for 2×3: GetLength(0) counts the rows, GetLength(1) the columns. Test with rectangles.", Reference with { ByRows = AsIfSquare }),
        new("You allocate n·m numbers for the transpose: walk A in place.", Reference with { TransposeTimes = (A, y) => MatrixMultiplication.ByRows(Draw.Transpose(A), y) }),
        new("Only the last column is left: add each scaled column to the result (+=), do not put it in place of what was there.", Reference with { ByColumns = LastColumnOnly }),
        new("You computed A·y instead of Aᵀ·y: the result has an entry for each column of A.", Reference with { TransposeTimes = MatrixMultiplication.ByRows }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("LINQ for the loops", new(
            (A, x) => x.Length == A.GetLength(1) ? [.. Enumerable.Range(0, A.GetLength(0)).Select(i => x.Select((xj, j) => A[i, j] * xj).Sum())] : throw new ArgumentException("The shapes do not match."),
            (A, x) => x.Length == A.GetLength(1) ? x.Select((xj, j) => Draw.Times(xj, Draw.Column(A, j))).Aggregate(new double[A.GetLength(0)], Draw.Plus) : throw new ArgumentException("The shapes do not match."),
            (A, y) => y.Length == A.GetLength(0) ? [.. Enumerable.Range(0, A.GetLength(1)).Select(j => y.Select((yi, i) => A[i, j] * yi).Sum())] : throw new ArgumentException("The shapes do not match."))),
        new("loops that run backwards, with a local sum", new(Backwards, Backwards, (A, y) =>
        {
            if (y.Length != A.GetLength(0)) throw new ArgumentException("The shapes do not match.");
            double[] result = new double[A.GetLength(1)];
            for (int j = result.Length - 1; j >= 0; j--)
            {
                double sum = 0;
                for (int i = y.Length - 1; i >= 0; i--) sum = Math.FusedMultiplyAdd(y[i], A[i, j], sum);
                result[j] = sum;
            }

            return result;
        })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Write a 2×3 matrix and a vector on paper. How many entries must the vector have, how many has the result? A.GetLength(0) is the number of rows, A.GetLength(1) that of columns.",
        "All three functions add the same products A[i, j]·(entry). They differ in which entry, where the product is added, and which loop is the outer one.",
        "ByRows: for each row i, sum A[i, j]·x[j] over j into entry i. ByColumns: for each column j, add x[j]·A[i, j] to every entry i. TransposeTimes: for each row i, add y[i]·A[i, j] to every entry j; the result has an entry for each column.",
    ];

    private static long Allocated(Func<double[]> call)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        call();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static double[] AsIfSquare(double[,] A, double[] x)
    {
        if (x.Length != A.GetLength(1)) throw new ArgumentException("The shapes do not match.");
        double[] result = new double[A.GetLength(1)];
        for (int i = 0; i < Math.Min(A.GetLength(0), A.GetLength(1)); i++)
            for (int j = 0; j < A.GetLength(1); j++)
                result[i] += A[i, j] * x[j];
        return result;
    }

    private static double[] LastColumnOnly(double[,] A, double[] x)
    {
        if (x.Length != A.GetLength(1)) throw new ArgumentException("The shapes do not match.");
        double[] result = new double[A.GetLength(0)];
        for (int j = 0; j < x.Length; j++)
            for (int i = 0; i < result.Length; i++)
                result[i] = x[j] * A[i, j];
        return result;
    }

    private static double[] Backwards(double[,] A, double[] x)
    {
        if (x.Length != A.GetLength(1)) throw new ArgumentException("The shapes do not match.");
        double[] result = new double[A.GetLength(0)];
        for (int i = result.Length - 1; i >= 0; i--)
        {
            double sum = 0;
            for (int j = x.Length - 1; j >= 0; j--) sum = Math.FusedMultiplyAdd(A[i, j], x[j], sum);
            result[i] = sum;
        }

        return result;
    }
}
