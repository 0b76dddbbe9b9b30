using Course;
using CsCheck;
using FromScratch.Calculus;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 5.4: the Hessian, and what its eigenvalues say about a point.</summary>
[Exercise("5.4", "The Hessian and the shape of the ground", Difficulty = 3, Minutes = 35, Core = true, Theory = "5. The Hessian is curvature")]
public sealed class HessianAndShape : Exercise<HessianAndShape, HessianAndShape.Contract>
{
    public delegate double[,] SecondDerivatives(Func<double[], double> f, double[] x);

    public delegate CriticalPoint Classification(Func<double[], double> f, double[] x, double tol);

    public sealed record Contract(SecondDerivatives NumericHessian, Classification Classify);

    public static Verdict Check(SecondDerivatives numericHessian, Classification classify) => Grade(new Contract(numericHessian, classify));

    /// <summary>Holds your Hessian against the reference's and a library's.</summary>
    public static Comparison Compare(SecondDerivatives numericHessian, SecondDerivatives library) => Compared(
        Part("NumericHessian", numericHessian, contract => contract.NumericHessian, library, "MathNet", ("Rosenbrock at (1, 1)", f => f(Rosenbrock, [1, 1])), ("x²y + sin(yz)", f => f(Wave, [1.2, -0.7, 2]))));

    protected override Contract Reference => new(Curvature.Hessian, Curvature.Classify);

    private static double Rosenbrock(double[] p) => 100 * (p[1] - p[0] * p[0]) * (p[1] - p[0] * p[0]) + (1 - p[0]) * (1 - p[0]);

    private static double Wave(double[] p) => p[0] * p[0] * p[1] + Math.Sin(p[1] * p[2]);

    [Fact]
    public void X_squared_y_plus_sin_yz_has_six_second_derivatives()
    {
        (double x, double y, double z) = (1.2, -0.7, 2);
        double sin = Math.Sin(y * z), cos = Math.Cos(y * z);
        Expect.Close(
            new[,] { { 2 * y, 2 * x, 0 }, { 2 * x, -z * z * sin, cos - y * z * sin }, { 0, cos - y * z * sin, -y * y * sin } }, Subject.NumericHessian(Wave, [x, y, z]),
            because: "x²y + sin(yz) at (1.2, −0.7, 2): ∂²/∂x² is 2y, ∂²/∂x∂y is 2x, ∂²/∂y∂z is cos(yz) − yz·sin(yz). Second differences have seven digits.", tolerance: 1e-6);
    }

    [Fact]
    public void Rosenbrock_has_the_curvatures_1001_6_and_0_3994_at_its_minimum()
    {
        double[,] hessian = Subject.NumericHessian(Rosenbrock, [1, 1]);
        Expect.Close(new[,] { { 802.0, -400 }, { -400, 200 } }, hessian, because: "100(y − x²)² + (1 − x)² at (1, 1): 1200x² − 400y + 2, −400x and 200.", tolerance: 1e-6);
        Expect.Close([1001.6006392325123, 0.3993607674876], SymEigen.Jacobi(Mat.Of(hessian)).Values, because: "The eigenvalues are 501 ± √(301² + 400²). One direction is 2,508 times as steep as the other: the famous valley.", tolerance: 1e-6);
    }

    [Fact]
    public void The_Hessian_is_exactly_symmetric() => Property.Holds(
        Draw.Vector(3), x =>
        {
            double[,] h = Subject.NumericHessian(p => Math.Exp(0.1 * p[0] * p[1]) + p[2] * p[2] * p[0] + Math.Sin(p[1] + p[2]), x);
            Expect.That(Matrices.HasShape(h, 3, 3) && h[0, 1] == h[1, 0] && h[0, 2] == h[2, 0] && h[1, 2] == h[2, 1], "a symmetric 3×3 matrix", h, because: "∂²f/∂x∂y = ∂²f/∂y∂x. Compute one and write it to both places: eigenvalues of a matrix that is only nearly symmetric may be refused.");
        });

    [Fact]
    public void The_Hessian_of_a_quadratic_is_its_matrix() => Property.Holds(
        Gen.Select(Draw.Matrix(3, 3), Draw.Vector(3)), sample =>
        {
            (double[,] half, double[] x) = sample;
            double[,] a = Matrices.PlusTranspose(half), h = Subject.NumericHessian(p => 0.5 * InnerProduct.Dot(p, MatrixMultiplication.ByRows(a, p)), x);
            Expect.That(Matrices.HasShape(h, 3, 3) && Matrices.Distance(h, a) <= 1e-3, ValueText.Of(a), h, because: "½xᵀAx has the Hessian A, everywhere.");
        });

    [Fact]
    public void Far_out_the_step_grows_with_the_coordinate() => Expect.Close(
        new[,] { { -1e-10, 1e-10 }, { 1e-10, -0.25e-10 } }, Subject.NumericHessian(p => Math.Log(p[0]) + Math.Log(p[1]) + p[0] * p[1] / 1e10, [1e5, 2e5]),
        because: "ln x + ln y + xy/1e10 at (1e5, 2e5) bends on the scale of 1e5. With a step of 1e-4 the second difference is nothing but rounding: scale each step with its coordinate.", tolerance: 1e-4);

    [Fact]
    public void A_bowl_has_a_minimum() => Is(CriticalPoint.Minimum, p => p[0] * p[0] + p[1] * p[1], [0, 0], "x² + y²: curvatures 2 and 2.");

    [Fact]
    public void A_hill_has_a_maximum() => Is(CriticalPoint.Maximum, p => -p[0] * p[0] - p[1] * p[1], [0, 0], "−x² − y²: curvatures −2 and −2. Their product, the determinant, is above 0 as for a bowl.");

    [Fact]
    public void A_pass_is_a_saddle()
    {
        Is(CriticalPoint.Saddle, p => p[0] * p[0] - p[1] * p[1], [0, 0], "x² − y²: curvatures 2 and −2.");
        Is(CriticalPoint.Saddle, p => p[0] * p[1], [0, 0], "xy: the diagonal of the Hessian is 0, its eigenvalues are 1 and −1. Along (1, 1) it rises, along (1, −1) it falls.");
        Is(CriticalPoint.Saddle, p => p[0] * p[0] + 4 * p[0] * p[1] + p[1] * p[1], [0, 0], "x² + 4xy + y²: curved upward along both axes, and downward along (1, −1). The eigenvalues are 6 and −2.");
    }

    [Fact]
    public void In_three_dimensions_the_determinant_says_nothing()
    {
        Is(CriticalPoint.Saddle, p => -p[0] * p[0] - p[1] * p[1] + p[2] * p[2], [0, 0, 0], "−x² − y² + z²: curvatures −2, −2 and 2, whose product is above 0.");
        Is(CriticalPoint.Maximum, p => -p[0] * p[0] - 2 * p[1] * p[1] - 3 * p[2] * p[2], [0, 0, 0], "−x² − 2y² − 3z²: three downward curvatures, whose product is below 0.");
    }

    [Fact]
    public void One_dimension_is_a_case_too()
    {
        Is(CriticalPoint.Minimum, p => (p[0] - 2) * (p[0] - 2), [2], "(x − 2)² at 2.");
        Is(CriticalPoint.Maximum, p => Math.Cos(p[0]), [0], "cos at 0.");
    }

    [Fact]
    public void Where_curvature_is_0_it_does_not_decide()
    {
        Is(CriticalPoint.Degenerate, p => Math.Pow(p[0], 4) + Math.Pow(p[1], 4), [0, 0], "x⁴ + y⁴: it is a minimum, but its curvature is 0 and cannot say so.");
        Is(CriticalPoint.Degenerate, p => p[0] * p[0] * p[0] - 3 * p[0] * p[1] * p[1], [0, 0], "x³ − 3xy², the monkey saddle: three valleys, and no curvature.");
        Is(CriticalPoint.Degenerate, p => p[0] * p[0], [0, 3], "x² of two variables: a valley floor that is level along y.");
        Is(CriticalPoint.Degenerate, p => -p[0] * p[0] - Math.Pow(p[1], 4), [0, 0], "−x² − y⁴: downward along x, and nothing along y.");
    }

    [Fact]
    public void A_saddle_stays_one_with_a_level_direction() => Is(CriticalPoint.Saddle, p => p[0] * p[0] - p[1] * p[1], [0, 0, 5], "x² − y² of three variables: up along x, down along y, whatever z does.");

    [Fact]
    public void Where_there_is_a_slope_it_is_not_critical()
    {
        Is(CriticalPoint.NotCritical, p => p[0] * p[0] + p[1] * p[1], [0, 0.1], "At (0, 0.1) the gradient of x² + y² is (0, 0.2).");
        Is(CriticalPoint.NotCritical, Rosenbrock, [-1, 1], "Rosenbrock at (−1, 1): on the valley's floor, but it slopes: the gradient is (−4, 0).");
        Is(CriticalPoint.NotCritical, p => p[0] - p[1], [0, 0], "x − y: the slopes 1 and −1 sum to 0, and still there is a slope. Take the gradient's length.");
    }

    [Fact]
    public void Rosenbrocks_minimum_is_one() => Is(CriticalPoint.Minimum, Rosenbrock, [1, 1], "At (1, 1): curvatures 1001.6 and 0.3994. A numerical gradient is never exactly 0 there.");

    [Fact]
    public void Critical_points_off_the_origin_are_found_too()
    {
        double Wells(double[] p) => Math.Pow(p[0] * p[0] - 1, 2) + p[1] * p[1];
        Is(CriticalPoint.Minimum, Wells, [-1, 0], "(x² − 1)² + y² has minima at x = ±1.");
        Is(CriticalPoint.Saddle, Wells, [0, 0], "(x² − 1)² + y² has a pass between its two wells: curvatures −4 and 2.");
    }

    [Theory]
    [InlineData(0.5, CriticalPoint.Minimum)]
    [InlineData(3, CriticalPoint.Degenerate)]
    public void Tol_decides_what_counts_as_0(double tol, CriticalPoint expected) =>
        Expect.Equal(expected, Subject.Classify(p => p[0] * p[0] + p[1] * p[1] + 0.05 * p[0], [0, 0], tol), because: $"x² + y² + x/20 at 0: the slope is 0.05, the curvatures are 2. With tol = {ValueText.Of(tol)} what is at most that counts as 0.");

    [Fact]
    public void A_slope_just_above_tol_is_a_slope() =>
        Expect.Equal(CriticalPoint.NotCritical, Subject.Classify(p => p[0] * p[0] + p[1] * p[1] + 0.05 * p[0], [0, 0], 0.04), because: "x² + y² + x/20 at 0 has the slope 0.05, and tol is 0.04.");

    [Theory]
    [InlineData(0.048, CriticalPoint.NotCritical)]
    [InlineData(0.06, CriticalPoint.Minimum)]
    public void A_slope_is_as_long_as_its_arrow(double tol, CriticalPoint expected) =>
        Expect.Equal(expected, Subject.Classify(p => p[0] * p[0] + p[1] * p[1] + 0.03 * p[0] + 0.04 * p[1], [0, 0], tol), because: $"x² + y² + 0.03x + 0.04y at 0: the gradient (0.03, 0.04) has the length 0.05; its sum is 0.07, its larger entry 0.04. tol is {ValueText.Of(tol)}.");

    [Theory]
    [InlineData(0)]
    [InlineData(-1e-3)]
    [InlineData(double.NaN)]
    public void A_tolerance_that_is_none_is_refused(double tol) => Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Classify(p => p[0] * p[0], [0], tol), because: "Numerical slopes are never exactly 0: something above 0 must count as 0.");

    [Fact]
    public void Where_f_is_no_number_there_is_no_shape() => Expect.Throws<InvalidOperationException>(() => Subject.Classify(p => Math.Log(p[0]) + p[1], [0, 1], 1e-3), because: "ln x at 0 is −∞, and NaN to the left of it.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You ask the determinant: −x² − y² has one above 0 and is a maximum. Ask each eigenvalue.", Reference with { Classify = (f, x, tol) => ByValues(f, x, tol, values => values.Aggregate(1.0, (product, value) => product * value) is var det && Math.Abs(det) <= tol ? CriticalPoint.Degenerate : det > 0 ? CriticalPoint.Minimum : CriticalPoint.Saddle) }),
        new("You use the 2×2 rule (determinant and upper left entry): with three variables diag(−1, −1, 1) has a determinant above 0 and is a saddle. Ask each eigenvalue.", Reference with { Classify = ByDeterminant }),
        new("You ask whether a slope is exactly 0. A numerical one has rounding in it: compare its length with tol.", Reference with { Classify = (f, x, tol) => !(tol > 0) ? throw new ArgumentOutOfRangeException(nameof(tol)) : Gradients.Numeric(f, x).All(slope => slope == 0) ? Curvature.Classify(f, x, tol) : CriticalPoint.NotCritical }),
        new("You look at the diagonal of the Hessian only: xy has zeros there, and x² + 4xy + y² two positive entries; both are saddles.", Reference with { Classify = (f, x, tol) => ByValues(f, x, tol, _ => Shape(Diagonal(Curvature.Hessian(f, x)), tol)) }),
        new("Only the curvatures along the axes are right: beside the diagonal stand mixed second derivatives, from four values around x.", Reference with { NumericHessian = (f, x) => Matrices.Diagonal(Diagonal(Curvature.Hessian(f, x))) }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("differences of gradients, made symmetric; counts of signs", new(
            (f, x) =>
            {
                int n = x.Length;
                double[,] h = new double[n, n];
                for (int j = 0; j < n; j++)
                {
                    double step = Differences.BestStep(x[j], 3);
                    double[] up = Coarse(f, x, j, step), down = Coarse(f, x, j, -step);
                    for (int i = 0; i < n; i++) h[i, j] = (up[i] - down[i]) / (2 * step);
                }

                return Matrices.Scaled(0.5, Matrices.PlusTranspose(h));
            },
            (f, x, tol) => tol <= 0 || double.IsNaN(tol) ? throw new ArgumentOutOfRangeException(nameof(tol)) : ByValues(f, x, tol, values =>
            {
                int ups = values.Count(value => value > tol), downs = values.Count(value => value < -tol);
                return (ups, downs) switch
                {
                    ( > 0, > 0) => CriticalPoint.Saddle,
                    _ when ups + downs < values.Length => CriticalPoint.Degenerate,
                    (0, _) => CriticalPoint.Maximum,
                    _ => CriticalPoint.Minimum,
                };
            }))),
        new("the diagonal by the same formula as the rest; the largest and the smallest eigenvalue", new(
            (f, x) => LinearSystems.Filled(x.Length, x.Length, (i, j) => Mixed(f, x, Math.Max(i, j), Math.Min(i, j))),
            (f, x, tol) => !(tol > 0) ? throw new ArgumentOutOfRangeException(nameof(tol)) : ByValues(f, x, tol, values => Shape([values.Max(), values.Min(), values.MinBy(Math.Abs)], tol)))),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "On paper: which second difference of f(x + h), f(x) and f(x − h) has the curvature in it? And with two coordinates moved, up or down each, which of the four values count plus?",
        "The best step is that of order 3 in Unit 4's BestStep, about 1e-4: the error is h² + ε/h². Classify: first the length of the gradient, which 5.1 computes; then SymEigen.Jacobi(Mat.Of(H)).Values and their signs.",
        "Hessian: a helper that computes f at a copy with two coordinates moved; the diagonal from three values, an entry beside it from four, written to both places. Classify: refuse tol; if the gradient is longer than tol it is not critical; any eigenvalue above tol and any below −tol: a saddle; else any within tol: degenerate; else the common sign.",
    ];

    private void Is(CriticalPoint expected, Func<double[], double> f, double[] x, string because) => Expect.Equal(expected, Subject.Classify(f, x, 1e-3), because);

    private static CriticalPoint ByValues(Func<double[], double> f, double[] x, double tol, Func<double[], CriticalPoint> shape)
    {
        if (!(tol > 0)) throw new ArgumentOutOfRangeException(nameof(tol));
        return InnerProduct.Norm(Gradients.Numeric(f, x), 2) > tol ? CriticalPoint.NotCritical : shape(SymEigen.Jacobi(Mat.Of(Curvature.Hessian(f, x))).Values);
    }

    private static CriticalPoint Shape(double[] values, double tol)
    {
        if (values.Max() > tol && values.Min() < -tol) return CriticalPoint.Saddle;
        if (values.Any(value => Math.Abs(value) <= tol)) return CriticalPoint.Degenerate;
        return values[0] > 0 ? CriticalPoint.Minimum : CriticalPoint.Maximum;
    }

    private static CriticalPoint ByDeterminant(Func<double[], double> f, double[] x, double tol) => ByValues(f, x, tol, values =>
    {
        double det = values.Aggregate(1.0, (product, value) => product * value), first = Curvature.Hessian(f, x)[0, 0];
        return Math.Abs(det) <= tol ? CriticalPoint.Degenerate : det < 0 ? CriticalPoint.Saddle : first > 0 ? CriticalPoint.Minimum : CriticalPoint.Maximum;
    });

    private static double[] Diagonal(double[,] h) => [.. Enumerable.Range(0, h.GetLength(0)).Select(i => h[i, i])];

    private static double[] Coarse(Func<double[], double> f, double[] x, int j, double step)
    {
        double[] place = [.. x.Select((entry, k) => k == j ? entry + step : entry)];
        return [.. place.Select((entry, i) =>
        {
            double h = Differences.BestStep(x[i], 3);
            double[] up = [.. place], down = [.. place];
            (up[i], down[i]) = (entry + h, entry - h);
            return (f(up) - f(down)) / (2 * h);
        })];
    }

    private static double Mixed(Func<double[], double> f, double[] x, int i, int j)
    {
        double a = 1e-4 * (1 + Math.Abs(x[i])), b = 1e-4 * (1 + Math.Abs(x[j]));
        double At(int s, int t)
        {
            double[] p = [.. x];
            p[i] += s * a;
            p[j] += t * b;
            return f(p);
        }

        return (At(1, 1) - At(1, -1) - At(-1, 1) + At(-1, -1)) / (4 * a * b);
    }
}
