using Course;
using CsCheck;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 3.2: Gram-Schmidt in the form that survives rounding.</summary>
[Exercise("3.2", "Stable Gram-Schmidt", Difficulty = 3, Minutes = 30, Core = true, Theory = "3. The textbook's Gram-Schmidt fails")]
public sealed class StableGramSchmidt : Exercise<StableGramSchmidt, StableGramSchmidt.Contract>
{
    public delegate (double[][] Q, double[,] R) Orthonormalization(double[][] columns);

    public sealed record Contract(Orthonormalization Orthonormalize);

    public static Verdict Check(Orthonormalization orthonormalize) => Grade(new Contract(orthonormalize));

    protected override Contract Reference => new(GramSchmidt.Orthonormalize);

    [Fact]
    public void Two_columns_are_made_orthonormal_one_after_the_other()
    {
        (double[][]? q, double[,]? r) = Subject.Orthonormalize([[3, 0, 4], [5, 2, 0]]);
        Expect.Close([[0.6, 0, 0.8], [3.2 / Math.Sqrt(20), 2 / Math.Sqrt(20), -2.4 / Math.Sqrt(20)]], q, because: "q₁ is (3, 0, 4)/5. Of (5, 2, 0) the shadow 3·q₁ goes off: (3.2, 2, −2.4) remains, of length √20, and is divided by it.");
        Expect.Close(new[,] { { 5, 3 }, { 0, Math.Sqrt(20) } }, r, because: "The first column is 5·q₁, the second 3·q₁ + √20·q₂: these are the columns of R.");
    }

    [Fact]
    public void One_column_is_only_made_a_unit_vector()
    {
        (double[][]? q, double[,]? r) = Subject.Orthonormalize([[-3, 0, 4]]);
        Expect.Close([[-0.6, 0, 0.8]], q, because: "There is nothing to take off. Its direction stays, its length goes into R.");
        Expect.Close(new double[,] { { 5 } }, r, because: "The length of (−3, 0, 4).");
    }

    [Fact]
    public void On_Lauchlis_columns_the_vectors_stay_orthogonal()
    {
        const double Small = 1e-8;
        (double[][]? q, _) = Subject.Orthonormalize([[1, Small, 0, 0], [1, 0, Small, 0], [1, 0, 0, Small]]);
        RequireCount(q, 3, 4, "The three columns are independent: √2·1e-8 of each is new, far more than 1e-10 of its length.");
        for (int i = 0; i < 3; i++)
            for (int j = 0; j < i; j++)
            {
                double cosine = InnerProduct.Dot(q![i], q[j]);
                Expect.That(Math.Abs(cosine) <= 1e-7, "vectors whose dot products are at most 1e-7", q, because: $"q{j + 1}·q{i + 1} = {ValueText.Of(Math.Round(cosine, 9))}. Subtract from the running remainder, not from the original column: what rounding left of q₁ must be seen again.");
            }
    }

    [Fact]
    public void A_dependent_column_gives_no_vector()
    {
        double[][] columns = [[1, 2, 2], [2, 4, 4], [0, 3, 0]];
        (double[][]? q, double[,]? r) = Subject.Orthonormalize(columns);
        RequireCount(q, 2, 3, "Column 2 is twice column 1: nothing of it is new. What is left is 0, or rounding.");
        Expect.That(Matrices.HasShape(r, 2, 3), "2 × 3 entries in R", r, because: "R has a row for each vector of Q and a column for each column of A.");
        Expect.Close(new[,] { { 3, 6, 2 }, { 0, 0, Math.Sqrt(5) } }, r, because: "(2, 4, 4) is 6·q₁ and nothing new. (0, 3, 0) is 2·q₁ and something new of length √(9 − 4): the second vector, so that √5 stands in row 1, though in column 2. R's rows count the vectors found.");
    }

    [Fact]
    public void What_rounding_leaves_of_a_dependent_column_gives_no_vector()
    {
        double[] first = [0.1, 0.7, 0.3], second = [0.6, 0.2, 0.5];
        double[] third = [.. first.Zip(second, (x, y) => 3 * x + 7 * y)];
        (double[][]? q, _) = Subject.Orthonormalize([first, second, third, [1, 0, 0]]);
        RequireCount(q, 3, 3, "The third column is 3 times the first and 7 times the second; of it about 1e-16 remains. You normalised rounding noise: when at most 1e-10 of the column's own length remains, skip it.");
    }

    [Theory]
    [InlineData(1e-12)]
    [InlineData(1e12)]
    public void The_unit_of_the_columns_does_not_matter(double s)
    {
        (double[][]? q, double[,]? r) = Subject.Orthonormalize([[3 * s, 4 * s], [s, 0]]);
        RequireCount(q, 2, 2, $"In a unit {ValueText.Of(s)} times as large the columns are as independent as before: hold what remains against the length of the column.");
        Expect.Close(new[,] { { 5 * s, 0.6 * s }, { 0, 0.8 * s } }, r, because: "R carries the unit, Q has none.");
    }

    [Fact]
    public void Columns_of_different_units_stand_side_by_side()
    {
        (double[][]? q, double[,]? r) = Subject.Orthonormalize([[3e12, 4e12], [1, 0]]);
        RequireCount(q, 2, 2, "Of (1, 0), 0.8 is new: most of its own length, whatever the length of the column before it.");
        Expect.Close([0.6, 0.8], Draw.Column(r!, 1), because: "The shadow of (1, 0) on (0.6, 0.8), and the length of what is new.");
        (q, _) = Subject.Orthonormalize([[1e-12, 0], [7, 7e-12]]);
        RequireCount(q, 1, 2, "Of (7, 7e-12) only 1e-12 of its own length is new. That the column before it is as short does not matter.");
    }

    [Theory]
    [InlineData(2.5e-10, 1)]
    [InlineData(5e-10, 2)]
    public void The_line_is_drawn_at_1e_minus_10_of_the_length(double remainder, int count)
    {
        double[] ones = [.. Enumerable.Repeat(1.0, 9)], nearly = [.. ones.Select((x, i) => i == 0 ? x + remainder / Math.Sqrt(2) : i == 1 ? x - remainder / Math.Sqrt(2) : x)];
        (double[][]? q, _) = Subject.Orthonormalize([ones, nearly]);
        RequireCount(q, count, 9, $"The second column has the length √9 = 3, of which {ValueText.Of(remainder)} is new: {(count == 1 ? "less" : "more")} than 1e-10 of it. The length is the root of the sum of squares, not the sum or the largest of the entries.");
    }

    [Fact]
    public void Columns_of_zeros_and_no_columns_give_no_vectors()
    {
        (double[][]? q, double[,]? r) = Subject.Orthonormalize([[0, 0], [3, 4], [0, 0]]);
        RequireCount(q, 1, 2, "A column of zeros has no direction.");
        Expect.Close(new double[,] { { 0, 5, 0 } }, r, because: "Zeros are 0·q₁.");
        (q, r) = Subject.Orthonormalize([]);
        Expect.That(q is [] && Matrices.HasShape(r, 0, 0), "no vectors, and R with 0 × 0 entries", (q, r), because: "There is nothing to do.");
    }

    [Fact]
    public void More_columns_than_dimensions_are_welcome()
    {
        (double[][]? q, double[,]? r) = Subject.Orthonormalize([[2, 0], [1, 3], [5, 7]]);
        RequireCount(q, 2, 2, "In the plane the third column always depends on the first two.");
        Expect.Close(new double[,] { { 2, 1, 5 }, { 0, 3, 7 } }, r, because: "q₁ and q₂ are the axes here, and the columns of R are the columns themselves.");
    }

    [Fact]
    public void Columns_of_different_lengths_are_refused()
    {
        Expect.Throws<ArgumentException>(() => Subject.Orthonormalize([[1, 2], [3]]), because: "The second column lacks an entry.");
        Expect.Throws<ArgumentException>(() => Subject.Orthonormalize([[1, 2], [3, 4], [5, 6, 7]]), because: "The third column has an entry more.");
    }

    [Fact]
    public void Q_is_orthonormal_and_QR_gives_the_columns_back() => Property.Holds(Draw.Vectors(3, 5), columns =>
    {
        int rank = Matrices.ExactRank(Columns.Join(columns, 5));
        (double[][]? q, double[,]? r) = Subject.Orthonormalize(columns);
        RequireCount(q, rank, 5, $"{rank} of the columns are independent.");
        double[,] joined = Columns.Join(q!, 5);
        Expect.That(Matrices.OffOrthonormal(joined) <= 1e-11, "vectors of length 1 at right angles", q, because: "qᵢ·qⱼ is 1 for i = j and 0 else.");
        Expect.That(Matrices.HasShape(r, rank, 3), $"{rank} × 3 entries in R", r, because: "R has a row for each vector of Q and a column for each column of A.");
        double[,] product = rank == 0 ? new double[5, 3] : Matrices.Times(joined, r!);
        Expect.That(Matrices.Distance(product, Columns.Join(columns, 5)) <= 1e-12 * 9, "A = QR", (q, r), because: $"Your QR has the columns {ValueText.Of(Columns.Of(product))}.");
    });

    [Fact]
    public void R_is_a_staircase_with_positive_edges() => Property.Holds(Draw.Vectors(4, 3), columns =>
    {
        (double[][]? q, double[,]? r) = Subject.Orthonormalize(columns);
        int seen = 0;
        for (int j = 0; j < 4; j++)
        {
            int rank = Matrices.ExactRank(Columns.Join(columns[..(j + 1)], 3));
            for (int i = rank; i < q!.Length; i++) Expect.That(r![i, j] == 0, $"R[{i}, {j}] = 0", r, because: $"Column {j} is made of the first {rank} vectors alone: those that come later have no part in it.");
            if (rank > seen) Expect.That(r![rank - 1, j] > 0, $"a positive R[{rank - 1}, {j}]", r, because: "It is the length of what the column brings new.");
            seen = rank;
        }
    });

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("q₂·q₃ = 0.5 on Läuchli's columns: this is the classical form. Subtract from the running remainder, not from the original column.", new(columns => Written(columns, classical: true))),
        new("You normalised rounding noise: of a dependent column about 1e-16 remains, which has a length, but no direction that means anything. Skip it when at most 1e-10 of its own length remains.", new(columns => Written(columns, dependent: 0))),
        new("You hold what remains against a fixed number. In another unit the same columns vanish: hold it against the length of the column.", new(columns => Written(columns, isAbsolute: true))),
        new("R holds lengths and shadows of the columns, and A = QR. You returned it transposed: column j of R tells of which vectors column j of A is made.", new(columns =>
        {
            (double[][] q, double[,] r) = Written(columns);
            return (q, Draw.Transpose(r));
        })),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("row by row: each new vector is at once taken out of all later columns", new(RowWise)),
        new("classical, but twice over each column", new(columns => Written(columns, classical: true, passes: 2))),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "For each column: take off the shadow on every vector found so far, then look at what remains. On paper it does not matter from which vector the shadows are measured. In doubles it does.",
        "Keep one running remainder, at first the column. For each qᵢ: r is qᵢ·remainder, and the remainder loses r·qᵢ before the next one is measured. R[i, j] is that r.",
        "After the shadows, compare the remainder's length with 1e-10 of the column's own length. Not larger: no new vector, go on. Larger: the length is R's next entry of this column, and the remainder over its length is the next vector. In the end R has as many rows as there are vectors.",
    ];

    private static void RequireCount(double[][]? q, int count, int n, string because) =>
        Expect.That(q is not null && q.Length == count && q.All(v => v?.Length == n), $"{count} vectors of {n} entries in Q", q, because);

    private static (double[][] Q, double[,] R) Written(double[][] columns, bool classical = false, int passes = 1, double dependent = 1e-10, bool isAbsolute = false)
    {
        foreach (double[] column in columns)
            if (column.Length != columns[0].Length) throw new ArgumentException("The lengths differ.");
        List<double[]> q = [];
        double[,] r = new double[columns.Length, columns.Length];
        for (int j = 0; j < columns.Length; j++)
        {
            double[] rest = [.. columns[j]];
            for (int pass = 0; pass < passes; pass++)
            {
                double[] original = [.. rest];
                for (int i = 0; i < q.Count; i++)
                {
                    double shadow = InnerProduct.Dot(q[i], classical ? original : rest);
                    r[i, j] += shadow;
                    for (int t = 0; t < rest.Length; t++) rest[t] -= shadow * q[i][t];
                }
            }

            double length = InnerProduct.Norm(rest, 2);
            if (!(length > dependent * (isAbsolute ? 1 : InnerProduct.Norm(columns[j], 2)))) continue;
            r[q.Count, j] = length;
            q.Add([.. rest.Select(x => x / length)]);
        }

        double[,] cut = new double[q.Count, columns.Length];
        for (int i = 0; i < q.Count; i++)
            for (int j = 0; j < columns.Length; j++)
                cut[i, j] = r[i, j];
        return ([.. q], cut);
    }

    private static (double[][] Q, double[,] R) RowWise(double[][] columns)
    {
        if (columns.Select(column => column.Length).Distinct().Count() > 1) throw new ArgumentException("The lengths differ.");
        double[][] rest = [.. columns.Select(column => column.ToArray())];
        List<double[]> q = [], rows = [];
        for (int j = 0; j < columns.Length; j++)
        {
            double length = Math.Sqrt(InnerProduct.Dot(rest[j], rest[j]));
            if (length <= 1e-10 * Math.Sqrt(InnerProduct.Dot(columns[j], columns[j]))) continue;
            double[] unit = [.. rest[j].Select(x => x / length)];
            double[] row = new double[columns.Length];
            row[j] = length;
            for (int later = j + 1; later < columns.Length; later++)
            {
                row[later] = InnerProduct.Dot(unit, rest[later]);
                rest[later] = [.. rest[later].Zip(unit, (x, u) => x - row[later] * u)];
            }

            q.Add(unit);
            rows.Add(row);
        }

        double[,] r = new double[rows.Count, columns.Length];
        for (int i = 0; i < rows.Count; i++)
            for (int j = 0; j < columns.Length; j++)
                r[i, j] = rows[i][j];
        return ([.. q], r);
    }
}
