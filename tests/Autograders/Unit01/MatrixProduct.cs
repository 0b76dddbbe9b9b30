using Course;
using CsCheck;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 1.6: the product of two matrices, one map after another.</summary>
/// <remarks>The syllabus asked that 200×200 take at most three times the reference's time. Nothing here hangs on the clock; the comparison shows what the order of the loops costs.</remarks>
[Exercise("1.6", "Matrix product", Difficulty = 2, Minutes = 25, Core = true, Theory = "6. Composition is multiplication, and order matters")]
public sealed class MatrixProduct : Exercise<MatrixProduct, MatrixProduct.Contract>
{
    public delegate double[,] Product(double[,] a, double[,] b);

    public sealed record Contract(Product Multiply);

    public static Verdict Check(Product multiply) => Grade(new Contract(multiply));

    /// <summary>Holds your product against the reference's and a library's, on square matrices of random numbers.</summary>
    public static Comparison Compare(Product multiply, Product library, string libraryName = "MathNet") => Compared(
        Part("Multiply", multiply, contract => contract.Multiply, library, libraryName, [.. new[] { 32, 64, 128, 256 }.Select(n => (n, Call(n)))]));

    private static Func<Product, double[,]> Call(int n)
    {
        double[,] a = new double[n, n], b = new double[n, n];
        for (int i = 0; i < n * n; i++) (a[i / n, i % n], b[i / n, i % n]) = (Samples.A[i], Samples.B[i]);
        return multiply => multiply(a, b);
    }

    protected override Contract Reference => new(MatrixMultiplication.Multiply);

    [Fact]
    public void A_2_by_3_times_a_3_by_4_matrix_is_2_by_4() => Expect.Close(
        new double[,] { { -1, 2, 5, 8 }, { 2, 5, 14, 20 } },
        Subject.Multiply(new double[,] { { 1, 2, 0 }, { 4, 5, 1 } }, new double[,] { { 1, 0, 1, 2 }, { -1, 1, 2, 3 }, { 3, 0, 0, -3 } }),
        because: "Entry (i, j) is row i of A times column j of B: (0, 0) is 1·1 + 2·(−1) + 0·3. The result has A's rows and B's columns.");

    [Fact]
    public void A_row_times_a_column_is_one_number() =>
        Expect.Close(new double[,] { { 32 } }, Subject.Multiply(new double[,] { { 1, 2, 3 } }, new double[,] { { 4 }, { 5 }, { 6 } }), because: "1·4 + 2·5 + 3·6 is 32: the dot product.");

    [Fact]
    public void A_column_times_a_row_is_a_matrix() =>
        Expect.Close(new double[,] { { 4, 5 }, { 8, 10 }, { 12, 15 } }, Subject.Multiply(new double[,] { { 1 }, { 2 }, { 3 } }, new double[,] { { 4, 5 } }), because: "3×1 times 1×2 is 3×2: every entry of the column meets every entry of the row.");

    [Fact]
    public void A_square_matrix_times_itself() =>
        Expect.Close(new double[,] { { 7, 10 }, { 15, 22 } }, Subject.Multiply(new double[,] { { 1, 2 }, { 3, 4 } }, new double[,] { { 1, 2 }, { 3, 4 } }), because: "(0, 0) is 1·1 + 2·3. Entry times entry, 1·1 alone, is the Hadamard product.");

    [Fact]
    public void The_order_of_the_factors_matters()
    {
        double[,] up = { { 0, 1 }, { 0, 0 } }, down = { { 0, 0 }, { 1, 0 } };
        Expect.Close(new double[,] { { 1, 0 }, { 0, 0 } }, Subject.Multiply(up, down), because: "Rows come from the first factor, columns from the second.");
        Expect.Close(new double[,] { { 0, 0 }, { 0, 1 } }, Subject.Multiply(down, up), because: "The same factors the other way round give another product: AB ≠ BA.");
    }

    [Fact]
    public void The_identity_changes_nothing_on_either_side() => Property.Holds(
        Draw.Matrix(2, 3), A =>
        {
            Expect.Close(A, Subject.Multiply(A, Mat.Identity(3).ToArray()), because: "A·I = A. The 3×3 identity leaves every vector as it is, so A after it is A.");
            Expect.Close(A, Subject.Multiply(Mat.Identity(2).ToArray(), A), because: "I·A = A, with the 2×2 identity.");
        });

    [Fact]
    public void A_column_of_the_product_is_A_times_a_column_of_B() => Property.Holds(
        Gen.Select(Draw.Matrix(3, 2), Draw.Matrix(2, 4), Gen.Int[0, 3]), sample =>
        {
            (double[,] A, double[,] B, int j) = sample;
            double[,]? product = Subject.Multiply(A, B);
            Expect.That(product?.GetLength(0) == 3 && product.GetLength(1) == 4, "a matrix of 3 rows and 4 columns", product, because: "The result has A's rows and B's columns.");
            Expect.Close(MatrixMultiplication.ByRows(A, Draw.Column(B, j)), Draw.Column(product!, j), because: $"This is column {j} of the product: B sends e_{j} to its column {j}, and A sends that on.");
        });

    [Fact]
    public void Three_factors_may_be_grouped_either_way() => Property.Holds(
        Gen.Select(Draw.Matrix(2, 3), Draw.Matrix(3, 4), Draw.Matrix(4, 2)), sample =>
        {
            (double[,] A, double[,] B, double[,] C) = sample;
            Expect.Close(Subject.Multiply(A, Subject.Multiply(B, C)), Subject.Multiply(Subject.Multiply(A, B), C), because: "(AB)C = A(BC), exactly so for whole numbers: three maps one after another.");
        });

    [Fact]
    public void Transposing_a_product_turns_the_order_round() => Property.Holds(
        Gen.Select(Draw.Matrix(2, 3), Draw.Matrix(3, 4)), sample =>
        {
            (double[,] A, double[,] B) = sample;
            Expect.Close(Draw.Transpose(Subject.Multiply(A, B)), Subject.Multiply(Draw.Transpose(B), Draw.Transpose(A)), because: "(AB)ᵀ = BᵀAᵀ: rows of A become columns, and stand on the right.");
        });

    [Fact]
    public void With_nothing_between_them_the_product_is_zero() =>
        Expect.Close(new double[2, 3], Subject.Multiply(new double[2, 0], new double[0, 3]), because: "2×0 times 0×3 is 2×3, and every entry is a sum of nothing.");

    [Fact]
    public void Factors_that_do_not_meet_are_refused()
    {
        Expect.Throws<ArgumentException>(() => Subject.Multiply(new double[2, 3], new double[2, 3]), because: "A row of A has 3 entries, a column of B has 2.");
        Expect.Throws<ArgumentException>(() => Subject.Multiply(new double[2, 3], new double[4, 2]), because: "A row of A has 3 entries, a column of B has 4.");
    }

    [Fact]
    public void Each_call_has_a_result_of_its_own()
    {
        double[,] A = { { 1, 2 }, { 3, 4 } };
        double[,] first = Subject.Multiply(A, Mat.Identity(2).ToArray()), second = Subject.Multiply(A, Mat.Identity(2).ToArray());
        Expect.That(!ReferenceEquals(first, A) && !ReferenceEquals(first, second), "a new matrix at each call", "one matrix under two names", because: "Who changes a result later would change the input, or another result, too.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("That is the Hadamard product, entry times entry. The matrix product takes rows of A with columns of B.", new((a, b) =>
        {
            if (a.GetLength(0) != b.GetLength(0) || a.GetLength(1) != b.GetLength(1)) throw new ArgumentException("The shapes differ.");
            double[,] product = new double[a.GetLength(0), a.GetLength(1)];
            for (int i = 0; i < a.GetLength(0); i++)
                for (int j = 0; j < a.GetLength(1); j++)
                    product[i, j] = a[i, j] * b[i, j];
            return product;
        })),
        new("The result of 2×3 times 3×4 must be 2×4: its columns are counted by b.GetLength(1).", new((a, b) =>
        {
            double[,] right = MatrixMultiplication.Multiply(a, b), product = new double[a.GetLength(0), b.GetLength(0)];
            for (int i = 0; i < product.GetLength(0); i++)
                for (int j = 0; j < Math.Min(product.GetLength(1), right.GetLength(1)); j++)
                    product[i, j] = right[i, j];
            return product;
        })),
        new("Each entry is a sum over all k: add to it (+=). You kept the last product only.", new((a, b) =>
        {
            MatrixMultiplication.Multiply(a, b);
            double[,] product = new double[a.GetLength(0), b.GetLength(1)];
            for (int i = 0; i < a.GetLength(0); i++)
                for (int k = 0; k < b.GetLength(0); k++)
                    for (int j = 0; j < b.GetLength(1); j++)
                        product[i, j] = a[i, k] * b[k, j];
            return product;
        })),
        new("You multiplied in the wrong order: A·B has rows of A and columns of B, and is not B·A.", new((a, b) => MatrixMultiplication.Multiply(b, a))),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("loops i, j, k with a local sum", new((a, b) =>
        {
            if (a.GetLength(1) != b.GetLength(0)) throw new ArgumentException("The shapes do not match.");
            double[,] product = new double[a.GetLength(0), b.GetLength(1)];
            for (int i = 0; i < a.GetLength(0); i++)
                for (int j = 0; j < b.GetLength(1); j++)
                {
                    double sum = 0;
                    for (int k = 0; k < b.GetLength(0); k++) sum = Math.FusedMultiplyAdd(a[i, k], b[k, j], sum);
                    product[i, j] = sum;
                }

            return product;
        })),
        new("column by column, a matrix times a vector each", new((a, b) =>
        {
            if (a.GetLength(1) != b.GetLength(0)) throw new ArgumentException("The shapes do not match.");
            double[][] columns = [.. Enumerable.Range(0, b.GetLength(1)).Select(j => MatrixMultiplication.ByColumns(a, Draw.Column(b, j)))];
            double[,] product = new double[a.GetLength(0), columns.Length];
            for (int j = 0; j < columns.Length; j++)
                for (int i = 0; i < a.GetLength(0); i++)
                    product[i, j] = columns[j][i];
            return product;
        })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Take the 2×3 and 3×4 example. Which row and which column meet in entry (0, 0)? How many products is it the sum of?",
        "Three loops: i over A's rows, j over B's columns, k over what they share. The sum runs over k. Their order changes the speed, not the result.",
        "Refuse factors where A's columns are not as many as B's rows. Make a matrix with A's rows and B's columns. For each i, each k and each j, add A[i, k]·B[k, j] to entry (i, j). With j innermost, all three matrices are read as they lie in memory.",
    ];
}
