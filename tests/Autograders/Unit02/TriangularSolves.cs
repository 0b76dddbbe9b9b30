using Course;
using CsCheck;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 2.1: forward and back substitution.</summary>
[Exercise("2.1", "Triangular solves", Difficulty = 1, Minutes = 20, Core = true, Theory = "1. Elimination is multiplication by simple matrices")]
public sealed class TriangularSolves : Exercise<TriangularSolves, TriangularSolves.Contract>
{
    public delegate double[] ForwardSolve(double[,] L, double[] b);

    public delegate double[] BackwardSolve(double[,] U, double[] b);

    public sealed record Contract(ForwardSolve Forward, BackwardSolve Backward);

    public static Verdict Check(ForwardSolve forward, BackwardSolve backward) => Grade(new Contract(forward, backward));

    protected override Contract Reference => new(TriangularSystem.Forward, TriangularSystem.Backward);

    private const double N = double.NaN;

    [Fact]
    public void Forward_solves_three_rows() => Expect.Close([3, -1, 2], Subject.Forward(new double[,] { { 2, 0, 0 }, { 1, 3, 0 }, { -4, 5, 1 } }, [6, 0, -15]),
        because: "2x₀ = 6; 3 + 3x₁ = 0; −12 − 5 + x₂ = −15: each row brings one new unknown.");

    [Fact]
    public void Backward_solves_three_rows() => Expect.Close([3, -1, 2], Subject.Backward(new double[,] { { 2, 1, -4 }, { 0, 3, 5 }, { 0, 0, 1 } }, [-3, 7, 2]),
        because: "Last unknown first: x₂ = 2; 3x₁ + 10 = 7; 2x₀ − 1 − 8 = −3.");

    [Fact]
    public void Ones_on_the_diagonal_leave_nothing_to_divide()
    {
        Expect.Close([3, -1, 2], Subject.Forward(new double[,] { { 1, 0, 0 }, { 2, 1, 0 }, { 0, 3, 1 } }, [3, 5, -1]), because: "x₀ = 3; 6 + x₁ = 5; −3 + x₂ = −1. Such is the L of an LU factorisation.");
        Expect.Close([3, -1, 2], Subject.Backward(new double[,] { { 1, 2, 0 }, { 0, 1, 3 }, { 0, 0, 1 } }, [1, 5, 2]), because: "x₂ = 2; x₁ + 6 = 5; x₀ − 2 = 1.");
    }

    [Fact]
    public void Forward_divides_by_the_diagonal() => Expect.Close([2, 0.5], Subject.Forward(new double[,] { { 4, 0 }, { 2, 8 } }, [8, 8]), because: "4x₀ = 8; 4 + 8x₁ = 8. The L of an LU factorisation has ones on its diagonal, a triangle in general has not.");

    [Fact]
    public void Backward_divides_by_the_diagonal() => Expect.Close([1, 2], Subject.Backward(new double[,] { { 3, 1 }, { 0, 4 } }, [5, 8]), because: "4x₁ = 8; 3x₀ + 2 = 5.");

    [Fact]
    public void Forward_reads_only_the_lower_triangle() => Expect.Close([3, -1, 2], Subject.Forward(new[,] { { 2, N, N }, { 1, 3, N }, { -4, 5, 1 } }, [6, 0, -15]),
        because: "NaN planted above the diagonal leaked in. Compact LU keeps U there: read entries with j ≤ i only; 0 · NaN is NaN.");

    [Fact]
    public void Backward_reads_only_the_upper_triangle() => Expect.Close([3, -1, 2], Subject.Backward(new[,] { { 2, 1, -4 }, { N, 3, 5 }, { N, N, 1 } }, [-3, 7, 2]),
        because: "NaN planted below the diagonal leaked in. Compact LU keeps L there: read entries with j ≥ i only; 0 · NaN is NaN.");

    [Fact]
    public void L_times_the_forward_solution_is_b() => Property.Holds(Systems(lower: true), system =>
    {
        (double[,] L, double[] x) = system;
        double[] b = MatrixMultiplication.ByRows(L, x);
        Expect.Close(x, Subject.Forward(L, b), because: $"L = {ValueText.Of(L)} times {ValueText.Of(x)} is the b you were given.");
    });

    [Fact]
    public void U_times_the_backward_solution_is_b() => Property.Holds(Systems(lower: false), system =>
    {
        (double[,] U, double[] x) = system;
        double[] b = MatrixMultiplication.ByRows(U, x);
        Expect.Close(x, Subject.Backward(U, b), because: $"U = {ValueText.Of(U)} times {ValueText.Of(x)} is the b you were given.");
    });

    [Fact]
    public void No_equations_have_an_empty_solution()
    {
        Expect.Close([], Subject.Forward(new double[0, 0], []), because: "No equations, no unknowns.");
        Expect.Close([], Subject.Backward(new double[0, 0], []), because: "No equations, no unknowns.");
    }

    [Fact]
    public void A_tiny_diagonal_entry_is_not_zero()
    {
        Expect.Close([4], Subject.Forward(new[,] { { 1e-300 } }, [4e-300]), because: "1e-300 · 4 is 4e-300. Only 0 itself does not determine its unknown.");
        Expect.Close([-4], Subject.Backward(new[,] { { -1e-300 } }, [4e-300]), because: "−1e-300 · −4 is 4e-300. Only 0 itself does not determine its unknown.");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_zero_on_the_diagonal_is_named(int row)
    {
        double[] diagonal = [5, 5, 5, 5];
        diagonal[row] = 0;
        double[,] lower = LinearSystems.Filled(4, 4, (i, j) => i == j ? diagonal[i] : i > j ? 7 : 0);
        const string Because = "That row does not determine its unknown, and ∞ or NaN in its place would travel on. The row's number, from 0, belongs into the message: whoever reads it looks there first.";
        LinearSystems.ThrowsNaming<InvalidOperationException>(() => Subject.Forward(lower, [0, 0, 0, 0]), [row], Because);
        LinearSystems.ThrowsNaming<InvalidOperationException>(() => Subject.Backward(Draw.Transpose(lower), [0, 0, 0, 0]), [row], Because);
    }

    [Theory]
    [InlineData(3, 3, 2)]
    [InlineData(3, 3, 4)]
    [InlineData(2, 3, 2)]
    [InlineData(3, 2, 3)]
    public void There_are_as_many_equations_as_unknowns_and_right_hand_sides(int rows, int columns, int entries)
    {
        double[,] triangle = LinearSystems.Filled(rows, columns, (i, j) => i == j ? 1 : 0);
        Expect.Throws<ArgumentException>(() => Subject.Forward(triangle, new double[entries]), because: $"A matrix of {rows}×{columns} and {entries} right-hand sides: not every equation has what it needs.");
        Expect.Throws<ArgumentException>(() => Subject.Backward(triangle, new double[entries]), because: $"A matrix of {rows}×{columns} and {entries} right-hand sides: not every equation has what it needs.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("NaN planted above the diagonal leaked in: sum over j < i only. Elsewhere stands something that is not yours.", Reference with { Forward = ReadsAll }),
        new("Last unknown first: the last row of U holds one unknown alone. Row 0 holds all of them.", Reference with { Backward = FromTheTop }),
        new("b is the caller's: you wrote the solution over it. Work on a copy.", Reference with { Forward = (L, b) => { double[] x = TriangularSystem.Forward(L, b); x.CopyTo(b, 0); return x; } }),
        new("You took the diagonal for ones: divide what is left of the row by its diagonal entry.", Reference with { Forward = (L, b) => { TriangularSystem.Forward(L, b); return TriangularSystem.Forward(LinearSystems.Filled(b.Length, b.Length, (i, j) => i == j ? 1 : L[i, j]), b); } }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("column by column: each unknown, once known, is taken out of the rows that are left", new(
            (L, b) => ByColumns(L, b, [.. Enumerable.Range(0, b.Length)]),
            (U, b) => ByColumns(U, b, [.. Enumerable.Range(0, b.Length).Reverse()]))),
        new("LINQ for the sums", new(
            (L, b) =>
            {
                Guard(L, b);
                var x = new List<double>();
                foreach (double right in b) x.Add((right - x.Select((known, j) => L[x.Count, j] * known).Sum()) / Diagonal(L, x.Count));
                return [.. x];
            },
            (U, b) =>
            {
                Guard(U, b);
                double[] x = new double[b.Length];
                foreach (int i in Enumerable.Range(0, b.Length).Reverse()) x[i] = (b[i] - Enumerable.Range(i + 1, b.Length - i - 1).Sum(j => U[i, j] * x[j])) / Diagonal(U, i);
                return x;
            })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Solve the 3×3 examples on paper. Which row can you solve at once? Which one next?",
        "In row i of L, all unknowns before i are known. Take their products from b[i], and divide what is left by the diagonal entry. For U the same, from the last row up, with the unknowns after i.",
        "Check the shapes. A new array x. For each row in the right order: rest = b[i]; for every known j subtract matrix[i, j]·x[j]; when the diagonal entry is 0 throw and name the row; else x[i] = rest divided by it.",
    ];

    /// <summary>Triangles with diagonal entries ±1, ±2, ±4 and solutions of whole numbers: substitution is exact.</summary>
    private static Gen<(double[,] Triangle, double[] X)> Systems(bool lower) =>
        Gen.Int[2, 5].SelectMany(n => Gen.Select(Draw.Matrix(n, n), Draw.OneOf(1, 2, 4, -1, -2, -4).Array[n], Draw.Vector(n))).Select(sample =>
        {
            (double[,] full, double[] diagonal, double[] x) = sample;
            return (LinearSystems.Filled(x.Length, x.Length, (i, j) => i == j ? diagonal[i] : i > j == lower ? full[i, j] : 0), x);
        });

    private static void Guard(double[,] triangle, double[] b)
    {
        if (triangle.GetLength(0) != b.Length || triangle.GetLength(1) != b.Length) throw new ArgumentException("The shapes do not match.");
    }

    private static double Diagonal(double[,] triangle, int i) => triangle[i, i] == 0 ? throw new InvalidOperationException($"Row {i} does not determine its unknown.") : triangle[i, i];

    private static double[] ByColumns(double[,] triangle, double[] b, int[] order)
    {
        Guard(triangle, b);
        double[] rest = [.. b];
        for (int k = 0; k < order.Length; k++)
        {
            int j = order[k];
            rest[j] /= Diagonal(triangle, j);
            foreach (int i in order[(k + 1)..]) rest[i] -= triangle[i, j] * rest[j];
        }

        return rest;
    }

    private static double[] ReadsAll(double[,] L, double[] b)
    {
        Guard(L, b);
        double[] x = new double[b.Length];
        for (int i = 0; i < b.Length; i++)
        {
            double rest = b[i];
            for (int j = 0; j < b.Length; j++)
                if (j != i) rest -= L[i, j] * x[j];
            x[i] = rest / Diagonal(L, i);
        }

        return x;
    }

    private static double[] FromTheTop(double[,] U, double[] b)
    {
        Guard(U, b);
        double[] x = new double[b.Length];
        for (int i = 0; i < b.Length; i++)
        {
            double rest = b[i];
            for (int j = i + 1; j < b.Length; j++) rest -= U[i, j] * x[j];
            x[i] = rest / Diagonal(U, i);
        }

        return x;
    }
}
