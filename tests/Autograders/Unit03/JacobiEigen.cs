using Course;
using CsCheck;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 3.5: all eigenpairs of a symmetric matrix by rotations.</summary>
[Exercise("3.5", "Jacobi's eigenvalues", Difficulty = 4, Minutes = 55, Core = true, Theory = "5. Symmetric means rotate, stretch, rotate back")]
public sealed class JacobiEigen : Exercise<JacobiEigen, JacobiEigen.Contract>
{
    public delegate (double[] Values, double[,] Vectors) Eigenpairs(double[,] s);

    public sealed record Contract(Eigenpairs SymmetricEigen);

    public static Verdict Check(Eigenpairs symmetricEigen) => Grade(new Contract(symmetricEigen));

    /// <summary>Holds your eigenvalues against the reference's and a library's.</summary>
    /// <remarks>Only the values: each eigenvector may point either way.</remarks>
    public static Comparison Compare(Eigenpairs symmetricEigen, Eigenpairs library) => Compared(
        Part("SymmetricEigen", symmetricEigen, contract => contract.SymmetricEigen, library, "MathNet", (20, f => f(Unit03Samples.Symmetric20).Values), (100, f => f(Unit03Samples.Symmetric100).Values)));

    protected override Contract Reference => new(JacobiMethod.SymmetricEigen);

    [Fact]
    public void The_matrix_of_2_and_1_has_3_and_1()
    {
        (double[]? values, double[,]? vectors) = Subject.SymmetricEigen(new double[,] { { 2, 1 }, { 1, 2 } });
        Expect.Close([3, 1], values, because: "(1, 1) becomes (3, 3), and (1, −1) stays; the largest comes first. Equal diagonal entries need a turn of 45°: there the usual formula divides by a_pp − a_qq = 0.");
        RequireEigenpairs(new double[,] { { 2, 1 }, { 1, 2 } }, values, vectors);
    }

    [Fact]
    public void The_largest_eigenvalue_comes_first_with_its_vector()
    {
        double[,] diagonal = Matrices.Diagonal(2, 5, 3, 7);
        (double[]? values, double[,]? vectors) = Subject.SymmetricEigen(diagonal);
        Expect.Close([7, 5, 3, 2], values, because: "They are sorted, the largest first.");
        RequireEigenpairs(diagonal, values, vectors);
    }

    [Fact]
    public void Negative_eigenvalues_come_last()
    {
        double[,] s = { { 1, 0, 0 }, { 0, -6, 2 }, { 0, 2, -3 } };
        (double[]? values, double[,]? vectors) = Subject.SymmetricEigen(s);
        Expect.Close([1, -2, -7], values, because: "Sorted by value, not by size: 1 > −2 > −7.");
        RequireEigenpairs(s, values, vectors);
    }

    [Fact]
    public void Entries_may_all_be_negative()
    {
        double[,] s = { { -2, -1 }, { -1, -2 } };
        (double[]? values, double[,]? vectors) = Subject.SymmetricEigen(s);
        Expect.Close([-1, -3], values, because: "(1, −1) becomes (−1, 1), and (1, 1) becomes (−3, −3). The largest entry, that which asymmetry is held against, is the largest absolute one.");
        RequireEigenpairs(s, values, vectors);
    }

    [Theory]
    [InlineData(1e-40)]
    [InlineData(1e40)]
    public void The_unit_of_the_matrix_goes_into_the_eigenvalues(double unit)
    {
        double[,] s = Matrices.Scaled(unit, new double[,] { { 3, 1, 1 }, { 1, 2, 0 }, { 1, 0, 2 } });
        (double[]? values, double[,]? vectors) = Subject.SymmetricEigen(s);
        Expect.Close([4 * unit, 2 * unit, unit], values, because: "Hold an entry off the diagonal against the diagonal, √|s_pp·s_qq|, not against a fixed number: in a small unit that stops too early, in a large one never.", tolerance: 1e-10);
        RequireEigenpairs(s, values, vectors);
    }

    [Fact]
    public void A_repeated_eigenvalue_gets_orthonormal_vectors()
    {
        foreach (double[,] s in new[] { Matrices.Identity(3), new double[,] { { 3, 1, 1 }, { 1, 3, 1 }, { 1, 1, 3 } } })
        {
            (double[]? values, double[,]? vectors) = Subject.SymmetricEigen(s);
            Expect.Close(s[0, 1] == 0 ? [1, 1, 1] : [5, 2, 2], values, because: "2·I plus a matrix of ones has 5, 2, 2; the identity has 1 three times.");
            RequireEigenpairs(s, values, vectors);
        }
    }

    [Fact]
    public void Zeros_and_a_single_entry_need_no_rotation()
    {
        RequireEigenpairs(new double[2, 2]);
        RequireEigenpairs(new double[,] { { -4 } });
    }

    [Fact]
    public void A_zero_diagonal_is_rotated_all_the_same()
    {
        double[,] s = { { 0, 3, 0 }, { 3, 0, 4 }, { 0, 4, 0 } };
        (double[]? values, double[,]? vectors) = Subject.SymmetricEigen(s);
        Expect.Close([5, 0, -5], values, because: "λ³ = 25λ.");
        RequireEigenpairs(s, values, vectors);
    }

    [Fact]
    public void The_Hilbert_matrix_keeps_its_small_eigenvalue()
    {
        double[,] hilbert = new double[4, 4];
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                hilbert[i, j] = 1.0 / (i + j + 1);
        (double[]? values, double[,]? vectors) = Subject.SymmetricEigen(hilbert);
        RequireEigenpairs(hilbert, values, vectors);
        Expect.Close(9.67023040225868e-5, values![3], because: "The smallest eigenvalue of the 4×4 Hilbert matrix; the largest is 15,500 times as large. One sweep over all pairs is not enough: rotations fill again what others cleared. Go on until nothing is left.", tolerance: 1e-8);
    }

    [Fact]
    public void Eight_axes_need_several_sweeps()
    {
        double[,] s = new double[8, 8];
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                s[i, j] = Math.Min(i, j) + 1;
        (double[]? values, double[,]? vectors) = Subject.SymmetricEigen(s);
        RequireEigenpairs(s, values, vectors);
        double[] byFormula = [.. Enumerable.Range(1, 8).Select(k => 0.25 / Math.Pow(Math.Sin((2 * k - 1) * Math.PI / 34), 2))];
        Expect.Close(byFormula, values, because: "The matrix min(i, j) has the eigenvalues 1/(4·sin²((2k − 1)π/34)).", tolerance: 1e-11);
    }

    [Fact]
    public void A_matrix_that_is_not_symmetric_is_refused()
    {
        Expect.Throws<ArgumentException>(() => Subject.SymmetricEigen(new double[,] { { 1, 2 }, { 3, 4 } }), because: "2 and 3 should be equal. Rotations make a symmetric matrix diagonal, no other.");
        Expect.Throws<ArgumentException>(() => Subject.SymmetricEigen(new double[,] { { 1, 2, 0 }, { 2, 1, 5 }, { 0.1, 5, 1 } }), because: "0 and 0.1 should be equal.");
        Expect.Throws<ArgumentException>(() => Subject.SymmetricEigen(new double[,] { { 1, 3 }, { 2, 1 } }), because: "3 and 2 should be equal, whichever is larger.");
        Expect.Throws<ArgumentException>(() => Subject.SymmetricEigen(new double[,] { { 1, 2, 3 }, { 2, 4, 5 }, { 3, 5.1, 6 } }), because: "Only the last pair, 5 and 5.1, differs: look at every pair.");
        Expect.Throws<ArgumentException>(() => Subject.SymmetricEigen(new double[2, 3]), because: "A symmetric matrix is square.");
        Expect.Throws<ArgumentException>(() => Subject.SymmetricEigen(new double[3, 2]), because: "A symmetric matrix is square.");
    }

    [Theory]
    [InlineData(1e-9)]
    [InlineData(1e9)]
    public void Asymmetry_by_rounding_is_forgiven_in_every_unit(double s)
    {
        double[,] nearly = { { 2 * s, 0.3 * s }, { 0.1 * s * 3, s } };
        RequireEigenpairs(nearly);
        RequireEigenpairs(new double[,] { { 2 * s, 0.3 * s, 0 }, { 0.1 * s * 3, s, 0 }, { 0, 0, s } });
        Expect.Throws<ArgumentException>(() => Subject.SymmetricEigen(new[,] { { 2 * s, 0.3 * s }, { 0.3001 * s, s } }), because: "A difference of 1e-4 of the entry is no rounding, in whatever unit.");
    }

    [Fact]
    public void Every_symmetric_matrix_is_taken_apart() => Property.Holds(Draw.Matrix(4, 4), a =>
    {
        double[,] s = Matrices.PlusTranspose(a);
        (double[]? values, double[,]? vectors) = Subject.SymmetricEigen(s);
        RequireEigenpairs(s, values, vectors);
        double trace = Enumerable.Range(0, 4).Sum(i => s[i, i]), size = Math.Max(1, Matrices.Largest(s));
        Expect.Close(trace, values!.Sum(), because: "The sum of the eigenvalues is the trace. It changes when you rotate rows only: rotate both sides.", tolerance: 1e-10, scale: size);
        Expect.Close(Matrices.ExactDeterminant(s), values!.Aggregate(1.0, (product, value) => product * value), because: "The product of the eigenvalues is the determinant.", tolerance: 1e-10, scale: Math.Pow(4 * size, 4));
    });

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("The trace changed: you rotate the rows only. Rotate both sides, JᵀSJ, or the eigenvalues move.", new(s => Written(s, bothSides: false))),
        new("A·v ≠ λ·v after sorting: you sorted the values and left the vectors where they were.", new(s => Written(s, sortsVectors: false))),
        new("With equal diagonal entries the angle is 45°. You take no rotation there, because the formula would divide by 0.", new(s => Written(s, skipsEqual: true))),
        new("One sweep is not enough: rotations fill again what others cleared. Go on until nothing is left off the diagonal.", new(s => Written(s, sweeps: 1))),
        new("You return the smallest eigenvalue first, as many libraries do. The order asked for is the largest first, values and vectors.", new(s =>
        {
            (double[] values, double[,] vectors) = Written(s);
            return ([.. values.Reverse()], Columns.Join([.. Columns.Of(vectors).Reverse()], values.Length));
        })),
        new("Your eigenvectors are rows: you returned Vᵀ. Column j of V belongs to value j.", new(s =>
        {
            (double[] values, double[,] vectors) = Written(s);
            return (values, Draw.Transpose(vectors));
        })),
        new("You sort by absolute value. The order asked for is by value: 1 comes before −7.", new(s => Written(s, byAbsolute: true))),
        new("You take any matrix. Of one that is not symmetric, half of the entries went unread, and the answer is that of another matrix.", new(s => s.GetLength(0) != s.GetLength(1) ? throw new ArgumentException("Not square.") : Written(s, checks: false))),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("the classical order: always the largest entry off the diagonal, with atan2 and whole rotation matrices", new(Classical)),
        new("singular values of the matrix shifted until it is positive definite", new(ByShiftedSvd)),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "A rotation in the plane of two axes can make one entry off the diagonal zero, and with it its mirror image. It disturbs others, but the sum of all their squares falls. What happens if you go on and on?",
        "For the pair p < q: θ = (s_qq − s_pp)/(2s_pq), t = ±1/(|θ| + √(θ² + 1)) with θ's sign (plus for 0), c = 1/√(t² + 1), s = t·c. Columns p and q become c·p − s·q and s·p + c·q; then the rows likewise; and the columns of V, which starts as the identity.",
        "Refuse what is not square or not symmetric (up to 1e-12 of the largest entry). Copy the matrix. Sweep over all pairs p < q, leaving out those that are 0 up to 1e-16 of the diagonal, until a sweep has nothing to rotate or 60 are done. The diagonal holds the eigenvalues: sort their indices by value, the largest first, and take values and columns of V in that order.",
    ];

    private void RequireEigenpairs(double[,] s)
    {
        (double[]? values, double[,]? vectors) = Subject.SymmetricEigen(s);
        RequireEigenpairs(s, values, vectors);
    }

    private static void RequireEigenpairs(double[,] s, double[]? values, double[,]? vectors)
    {
        int n = s.GetLength(0);
        Expect.That(values?.Length == n && Matrices.HasShape(vectors, n, n), $"{n} values and {n} × {n} entries of vectors", (values, vectors), because: "Column j of the vectors belongs to value j.");
        Expect.That(values!.Zip(values!.Skip(1)).All(pair => pair.First >= pair.Second), "values in descending order", values, because: "The largest comes first.");
        Expect.That(Matrices.OffOrthonormal(vectors!) <= 1e-10, "orthonormal columns", vectors, because: "V is a product of rotations: VᵀV = I.");
        double[,] left = Matrices.Times(s, vectors!), right = Matrices.Times(vectors!, Matrices.Diagonal(values!));
        double off = Matrices.Distance(left, right);
        Expect.That(off <= 1e-10 * Matrices.Largest(s), "S·v = λ·v for each column v and its λ", (values, vectors), because: $"The largest entry of S·V − V·Λ is {ValueText.Of(off)}. Column j of the vectors must belong to value j.");
    }

    private static (double[] Values, double[,] Vectors) Written(double[,] s, bool bothSides = true, bool sortsVectors = true, bool skipsEqual = false, int sweeps = 60, bool byAbsolute = false, bool checks = true)
    {
        int n = s.GetLength(0);
        if (checks) JacobiMethod.SymmetricEigen(s);   // throws where it must
        double[,] a = (double[,])s.Clone(), v = Matrices.Identity(n);
        for (int sweep = 0; sweep < sweeps; sweep++)
            for (int p = 0; p < n; p++)
                for (int q = p + 1; q < n; q++)
                {
                    if (Math.Abs(a[p, q]) < 1e-300 || (skipsEqual && a[p, p] == a[q, q])) continue;
                    double theta = (a[q, q] - a[p, p]) / (2 * a[p, q]);
                    double t = (theta < 0 ? -1 : 1) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1)), c = 1 / Math.Sqrt(t * t + 1), sin = t * c;
                    for (int k = 0; k < n; k++) (v[k, p], v[k, q]) = (c * v[k, p] - sin * v[k, q], sin * v[k, p] + c * v[k, q]);
                    for (int k = 0; k < n; k++) (a[p, k], a[q, k]) = (c * a[p, k] - sin * a[q, k], sin * a[p, k] + c * a[q, k]);
                    for (int k = 0; k < n && bothSides; k++) (a[k, p], a[k, q]) = (c * a[k, p] - sin * a[k, q], sin * a[k, p] + c * a[k, q]);
                }

        int[] order = [.. Enumerable.Range(0, n).OrderByDescending(i => byAbsolute ? Math.Abs(a[i, i]) : a[i, i])];
        double[][] columns = Columns.Of(v);
        return ([.. order.Select(i => a[i, i])], Columns.Join(sortsVectors ? [.. order.Select(i => columns[i])] : columns, n));
    }

    private static (double[] Values, double[,] Vectors) Classical(double[,] s)
    {
        int n = s.GetLength(0);
        if (s.GetLength(1) != n || Matrices.Distance(s, Draw.Transpose(s)) > 1e-12 * Matrices.Largest(s)) throw new ArgumentException("Not symmetric.");
        Mat a = Mat.Of(s), v = Mat.Identity(n);
        for (int rotation = 0; rotation < 2000; rotation++)
        {
            var pairs = from i in Enumerable.Range(0, n) from j in Enumerable.Range(0, n) where i < j select (P: i, Q: j);
            (int p, int q) = pairs.DefaultIfEmpty((P: 0, Q: 0)).MaxBy(pair => Math.Abs(a[pair.P, pair.Q]));
            if (p == q || Math.Abs(a[p, q]) <= 1e-17 * Matrices.Largest(s)) break;
            double angle = 0.5 * Math.Atan2(2 * a[p, q], a[q, q] - a[p, p]);
            double[,] j2 = Matrices.Identity(n);
            (j2[p, p], j2[p, q], j2[q, p], j2[q, q]) = (Math.Cos(angle), Math.Sin(angle), -Math.Sin(angle), Math.Cos(angle));
            var rotationMatrix = Mat.Of(j2);
            a = rotationMatrix.T() * a * rotationMatrix;
            v *= rotationMatrix;
        }

        int[] order = [.. Enumerable.Range(0, n).OrderBy(i => -a[i, i])];
        return ([.. order.Select(i => a[i, i])], Columns.Join([.. order.Select(i => v.Col(i).ToArray())], n));
    }

    private static (double[] Values, double[,] Vectors) ByShiftedSvd(double[,] s)
    {
        int n = s.GetLength(0);
        if (s.GetLength(1) != n || Matrices.Distance(s, Draw.Transpose(s)) > 1e-12 * Matrices.Largest(s)) throw new ArgumentException("Not symmetric.");
        double shift = 2 * n * Matrices.Largest(s);
        double[,] shifted = (double[,])s.Clone();
        for (int i = 0; i < n; i++) shifted[i, i] += shift;
        (double[,] _, double[] sigma, double[,] v) = OneSidedJacobi.FactorSvd(shifted);
        return ([.. sigma.Select(value => value - shift)], v);
    }
}
