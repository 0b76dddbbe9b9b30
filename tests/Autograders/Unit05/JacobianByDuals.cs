using Course;
using CsCheck;
using FromScratch.Calculus;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 5.2: all slopes of a program with several outputs, by dual numbers.</summary>
[Exercise("5.2", "A Jacobian by dual numbers", Difficulty = 3, Minutes = 30, Core = true, Theory = "3. The Jacobian is the local matrix of a map")]
public sealed class JacobianByDuals : Exercise<JacobianByDuals, JacobianByDuals.Contract>
{
    public delegate double[,] JacobianMatrix(Func<Dual[], Dual[]> f, double[] x);

    public sealed record Contract(JacobianMatrix Jacobian);

    public static Verdict Check(JacobianMatrix jacobian) => Grade(new Contract(jacobian));

    /// <summary>Holds your Jacobian against the reference's and a library's.</summary>
    public static Comparison Compare(JacobianMatrix jacobian, JacobianMatrix library) => Compared(
        Part("Jacobian", jacobian, contract => contract.Jacobian, library, "MathNet", ("polar to Cartesian", f => f(Polar, [2, 1])), ("20 outputs of 30 inputs", f => f(Many, [.. Enumerable.Range(0, 30).Select(j => 0.1 * j - 1)]))));

    protected override Contract Reference => new(Autodiff.Jacobian);

    private static Dual[] Polar(Dual[] p) => [p[0] * Dual.Cos(p[1]), p[0] * Dual.Sin(p[1])];

    private static Dual[] Many(Dual[] p) => [.. Enumerable.Range(0, 20).Select(i =>
    {
        Dual sum = 0;
        for (int j = 0; j < p.Length; j++) sum += Dual.Sin((i + 1) * p[j]);
        return sum;
    })];

    /// <summary>From three numbers to two.</summary>
    private static Dual[] Three(Dual[] p) => [p[0] * p[1] + Dual.Exp(p[2]), Dual.Sin(p[0]) - p[1] / p[2]];

    /// <summary>From two numbers to three.</summary>
    private static Dual[] Two(Dual[] p) => [p[0] * p[0] - p[1], 2 + Dual.Cos(p[1]), 3 + p[0] * p[1] * p[1]];

    [Fact]
    public void Rows_are_outputs_and_columns_inputs() => Expect.Close(
        new[,] { { 5.0, 2, 0 }, { 0, 0, 12 } }, Subject.Jacobian(p => [p[0] * p[1], p[2] * p[2]], [2, 5, 6]),
        because: "f(x, y, z) = (xy, z²) at (2, 5, 6). Two outputs, three inputs: 2 rows and 3 columns. Row 0 holds the slopes y, x and 0 of xy.");

    [Fact]
    public void Polar_coordinates_stretch_areas_by_r()
    {
        double[,] jacobian = Subject.Jacobian(Polar, [2, Math.PI / 3]);
        Expect.Close(new[,] { { 0.5, -Math.Sqrt(3) }, { Math.Sqrt(3) / 2, 1 } }, jacobian, because: "(r·cos φ, r·sin φ) at (2, π/3): ∂/∂r is (cos φ, sin φ), the first column; ∂/∂φ is (−r·sin φ, r·cos φ), the second.");
        Expect.Close(2, jacobian[0, 0] * jacobian[1, 1] - jacobian[0, 1] * jacobian[1, 0], because: "The determinant is r: at distance 2 a small square of r and φ becomes a piece twice as large.");
    }

    [Fact]
    public void A_gradient_is_a_Jacobian_of_one_row() =>
        Expect.Close(new[,] { { 12.0, 4, 1.5 } }, Subject.Jacobian(p => [p[0] * p[1] * p[2] / 2], [1, 3, 8]), because: "xyz/2 at (1, 3, 8) has the slopes yz/2 = 12, xz/2 = 4 and xy/2 = 1.5. One output, one row.");

    [Fact]
    public void A_single_input_gives_a_single_column() =>
        Expect.Close(new[,] { { 1.0 }, { 6 }, { 27 } }, Subject.Jacobian(p => [p[0], p[0] * p[0], p[0] * p[0] * p[0]], [3]), because: "(x, x², x³) at 3 moves with the velocity (1, 6, 27): three outputs, three rows.");

    [Fact]
    public void The_Jacobian_of_a_matrix_is_the_matrix() => Property.Holds(
        Gen.Select(Draw.Matrix(2, 3), Draw.Vector(3)), sample =>
        {
            (double[,] a, double[] x) = sample;
            Expect.Close(a, Subject.Jacobian(p => [a[0, 0] * p[0] + a[0, 1] * p[1] + a[0, 2] * p[2], a[1, 0] * p[0] + a[1, 1] * p[1] + a[1, 2] * p[2]], x), because: "x → Ax is its own linear model, everywhere.");
        });

    [Fact]
    public void Maps_in_a_row_have_the_product_of_their_Jacobians() => Property.Holds(
        Gen.Select(Draw.OneOf(-1.5, 0.3, 2), Draw.OneOf(-0.7, 1.1)), sample =>
        {
            double[] x = [sample.Item1, sample.Item2];
            double[] between = [.. Two([.. x.Select(entry => (Dual)entry)]).Select(output => output.V)];
            double[,] whole = Subject.Jacobian(p => Three(Two(p)), x);
            double[,] product = MatrixMultiplication.Multiply(Autodiff.Jacobian(Three, between), Autodiff.Jacobian(Two, x));
            Expect.Close(product, whole, because: "The chain rule: J(f∘g) = J(f)·J(g), a 2×3 matrix times a 3×2 one.", tolerance: 1e-12);
        });

    [Fact]
    public void F_runs_once_for_each_input()
    {
        int calls = 0;
        Subject.Jacobian(p => { calls++; return Three(p); }, [1, 2, 3]);
        Expect.Equal(3, calls, because: "Three inputs, three runs: each gives one column. One run has one slope for each number, so it cannot answer for two inputs apart; and a fourth run brings nothing new.");
    }

    [Fact]
    public void Without_inputs_it_is_refused() => Expect.Throws<ArgumentException>(() => Subject.Jacobian(p => [1, 2], []), because: "With no input there is no run, and nobody knows how many rows there are.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("Rows are outputs: with two outputs and three inputs the matrix is 2×3. Yours is its transpose.", new((f, x) => Draw.Transpose(Autodiff.Jacobian(f, x)))),
        new("You gave every input the slope 1 at once: that computes J·(1, …, 1), the same column again and again. One input at a time has slope 1, the others 0.", new((f, x) => Columns(x, _ => Autodiff.Jvp(f, x, [.. x.Select(_ => 1.0)])))),
        new("You took differences and lost half of the digits: read the slopes D of the outputs, which are exact.", new((f, x) => Columns(x, j => Differences5(f, x, j)))),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("column by column into an array that is made after the first run", new((f, x) =>
        {
            double[,]? jacobian = null;
            for (int j = 0; j < x.Length; j++)
            {
                Dual[] inputs = Array.ConvertAll(x, Dual.Constant);
                inputs[j] = Dual.Variable(x[j]);
                Dual[] outputs = f(inputs);
                jacobian ??= new double[outputs.Length, x.Length];
                for (int i = 0; i < outputs.Length; i++) jacobian[i, j] = outputs[i].D;
            }

            return jacobian ?? throw new ArgumentException("No input.");
        })),
        new("all runs first, then the table", new((f, x) =>
        {
            ArgumentOutOfRangeException.ThrowIfZero(x.Length);
            List<Dual[]> runs = [.. Enumerable.Range(0, x.Length).Select(j => f([.. x.Select((entry, k) => new Dual(entry, k == j ? 1 : 0))]))];
            return Columns(x, j => [.. runs[j].Select(output => output.D)]);
        })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "A dual number carries one slope: with respect to what? So what does one run of f tell you, and how many runs do you need?",
        "In run j input j has slope 1 and all others slope 0. The slopes of the outputs are then column j.",
        "Refuse an empty x. For each j build the duals, run f, and write the D of output i to row i, column j. The number of rows is known after the first run.",
    ];

    private static double[,] Columns(double[] x, Func<int, double[]> column)
    {
        if (x.Length == 0) throw new ArgumentException("No input.");
        double[][] columns = [.. Enumerable.Range(0, x.Length).Select(column)];
        double[,] jacobian = new double[columns[0].Length, x.Length];
        for (int j = 0; j < x.Length; j++)
            for (int i = 0; i < columns[j].Length; i++)
                jacobian[i, j] = columns[j][i];
        return jacobian;
    }

    private static double[] Differences5(Func<Dual[], Dual[]> f, double[] x, int j)
    {
        Dual[] above = f([.. x.Select((entry, k) => (Dual)(k == j ? entry + 1e-6 : entry))]);
        Dual[] below = x.Length == 3 ? above : f([.. x.Select((entry, k) => (Dual)(k == j ? entry - 1e-6 : entry))]);
        return [.. above.Zip(below, (up, down) => (up.V - down.V) / 2e-6)];
    }
}
