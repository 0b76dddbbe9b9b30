using Course;
using FromScratch.ClassicalMl;
using FromScratch.Data;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 9.8: the widest street, two multipliers at a time.</summary>
[Exercise("9.8", "A support vector machine by SMO", Difficulty = 5, Minutes = 75, Core = true, Theory = "5. The support vector machine looks for the widest street", TimeLimitSeconds = 6)]
public sealed class SmoSvm : Exercise<SmoSvm, SmoSvm.Contract>
{
    public delegate SvmModel Fitting(double[,] x, int[] y, double c, Func<double[], double[], double> kernel, double tol);

    public delegate double Deciding(SvmModel model, double[,] x, int[] y, Func<double[], double[], double> kernel, double[] row);

    public sealed record Contract(Fitting FitSvm, Deciding Decision);

    public static Verdict Check(Fitting fitSvm, Deciding decision) => Grade(new Contract(fitSvm, decision));

    protected override Contract Reference => new(SupportVectors.Fit, SupportVectors.Decision);

    private static readonly (double[,] X, int[] Y) _overlapping = Signed(Generators.Clouds(31, 60, [[0, 0], [2, 1]], 1).Data);
    private static readonly (double[,] X, int[] Y) _apart = Signed(Generators.Clouds(32, 40, [[0, 0], [6, 3]], 1).Data);

    [Fact]
    public void Two_points_by_hand()
    {
        double[,] x = { { 1, 1 }, { -1, -1 } };
        SvmModel model = Fitted(x, [1, -1], 10, InnerProduct.Dot, 1e-9);
        Expect.Close([0.25, 0.25], model.Alpha, because: "Along α₁ = α₂ = a the objective is 2a − ½·a²·‖x₁ − x₂‖², with ‖x₁ − x₂‖² = 8: highest at a = 1/4.", tolerance: 1e-7);
        Expect.Close(0, model.B, because: "The middle of the two points is the origin.", tolerance: 1e-7, scale: 1);
        Expect.Close(1, Subject.Decision(model, x, [1, -1], InnerProduct.Dot, [1, 1]), because: "w = (½, ½): a support vector stands on the street's edge.", tolerance: 1e-6);
    }

    [Fact]
    public void Three_points_on_a_line_by_hand()
    {
        // The edges are at 1 and 4: w = 2/3, b = −5/3, α = w²/2 = 2/9 each; the point at 9 is of no concern.
        SvmModel model = Fitted(new double[,] { { 4 }, { 1 }, { 9 } }, [1, -1, 1], 5, InnerProduct.Dot, 1e-9);
        Expect.Close([2.0 / 9, 2.0 / 9, 0], model.Alpha, because: "The street runs from 1 to 4; the point at 9 stands far behind it and has α = 0.", tolerance: 1e-7);
        Expect.Close(-5.0 / 3, model.B, because: "The middle of the street is 2.5, and w = 2/3.", tolerance: 1e-7);
    }

    [Fact]
    public void A_small_C_caps_the_multipliers()
    {
        SvmModel model = Fitted(new double[,] { { 1, 1 }, { -1, -1 } }, [1, -1], 0.1, InnerProduct.Dot, 1e-9);
        Expect.Close([0.1, 0.1], model.Alpha, because: "Without a bound both would be 1/4; C = 0.1.", tolerance: 1e-9);
        Expect.Close(0, model.B, because: "No multiplier is free, between 0 and C: b is the middle of what the conditions allow, from −0.6 to 0.6.", tolerance: 1e-7, scale: 1);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(1)]
    [InlineData(20)]
    public void The_multipliers_keep_their_bounds_and_their_balance(double c)
    {
        (double[,] x, int[] y) = _overlapping;
        SvmModel model = Fitted(x, y, c, InnerProduct.Dot, 1e-3);
        Expect.That(model.Alpha.All(a => a >= -1e-12 && a <= c + 1e-12), $"every α from 0 to C = {ValueText.Of(c)}", model.Alpha, because: "Clip the step, so that neither of the two leaves the box.");
        Expect.That(Math.Abs(model.Alpha.Zip(y, (a, label) => a * label).Sum()) < 1e-9 * c * 60, "Σ αy = 0", model.Alpha.Zip(y, (a, label) => a * label).Sum(), because: "What one multiplier gains, the other must give: y₁·Δα₁ = −y₂·Δα₂, also after clipping.");
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(1)]
    [InlineData(20)]
    public void Every_row_meets_its_condition(double c)
    {
        (double[,] x, int[] y) = _overlapping;
        Meets(x, y, c, InnerProduct.Dot, 1e-3);
    }

    [Fact]
    public void Every_row_meets_its_condition_with_a_kernel() => Meets(Generators.Rings(33, 60, 0.2).X, Generators.Rings(33, 60, 0.2).Y, 5, Bell(1), 1e-3);

    [Fact]
    public void The_dual_value_meets_the_primal()
    {
        (double[,] x, int[] y) = _overlapping;
        const double C = 1;
        SvmModel model = Fitted(x, y, C, InnerProduct.Dot, 1e-4);
        double[] f = Decisions(model, x, y, InnerProduct.Dot);
        double squares = model.Alpha.Select((a, i) => a * y[i] * (f[i] - model.B)).Sum();   // ‖w‖²
        double primal = squares / 2 + C * f.Zip(y, (value, label) => Math.Max(0, 1 - label * value)).Sum(), dual = model.Alpha.Sum() - squares / 2;
        Expect.That(primal - dual < 0.01 * primal, $"a dual value within 1 % of the primal {ValueText.Of(Math.Round(primal, 4))}", dual, because: "Σα − ½‖w‖² never exceeds ½‖w‖² + C·Σ max(0, 1 − yf). They meet at the optimum: the gap says how far you are from it.");
    }

    [Fact]
    public void A_row_far_from_the_street_can_be_deleted()
    {
        (double[,] x, int[] y) = _apart;
        SvmModel model = Fitted(x, y, 10, InnerProduct.Dot, 1e-5);
        int idle = Array.FindIndex(model.Alpha, a => a == 0);
        Expect.That(idle >= 0, "a row with α exactly 0", model.Alpha, because: "Most rows stand far behind the street's edge. Their multipliers begin at 0 and stay there.");
        int[] kept = [.. Enumerable.Range(0, 40).Where(i => i != idle)];
        SvmModel less = Fitted(Lessons.Take(x, kept), [.. kept.Select(i => y[i])], 10, InnerProduct.Dot, 1e-5);
        Expect.Close(model.B, less.B, because: "Only support vectors hold the street: without a row with α = 0 it is the same.", tolerance: 1e-3, scale: 1);
        Expect.Close([.. kept.Select(i => model.Alpha[i])], less.Alpha, because: "Only support vectors hold the street.", tolerance: 2e-2);
    }

    [Fact]
    public void A_bell_kernel_tells_a_disc_from_its_ring()
    {
        (double[,] x, int[] y) = Generators.Rings(34, 80, 0.3);
        (double[,] X, int[] Y) fresh = Generators.Rings(35, 300, 0.3);
        SvmModel model = Fitted(x, y, 10, Bell(1), 1e-3);
        double right = Rows.Of(fresh.X).Select((row, i) => Subject.Decision(model, x, y, Bell(1), row) > 0 == fresh.Y[i] > 0 ? 1.0 : 0).Average();
        // Measured over 40 seeds: 0.998 on average, standard deviation 0.003, 0.987 at least.
        Expect.That(right >= 0.98, "at least 0.98 of 300 new rows right", right, because: "No line divides a disc from the ring around it; a bell around each support vector does.");
    }

    [Fact]
    public void Equal_rows_with_opposite_labels_do_not_divide_by_0()
    {
        double[,] x = { { 1 }, { 1 }, { 3 }, { -2 } };
        int[] y = [1, -1, 1, -1];
        Meets(x, y, 2, InnerProduct.Dot, 1e-4);
    }

    [Fact]
    public void A_decision_sums_over_the_support_vectors() =>
        Expect.Close(2 * 9 - 0.5 * 1 - 4, Subject.Decision(new([2, 0, 0.5], -4), new double[,] { { 1, 0 }, { 7, 7 }, { 0, 1 } }, [1, -1, -1], (a, b) => Math.Pow(InnerProduct.Dot(a, b), 2), [3, 1]), because: "decision = Σ αᵢyᵢK(xᵢ, row) + b, here with K = (x·z)²: 2·9 − 0.5·1 − 4.");

    [Fact]
    public void Bad_input_is_refused()
    {
        double[,] x = { { 1 }, { 2 }, { 4 } };
        Expect.Throws<ArgumentException>(() => Subject.FitSvm(x, [1, 0, 1], 1, InnerProduct.Dot, 1e-3), because: "Labels are ±1 here, not 0 and 1.");
        Expect.Throws<ArgumentException>(() => Subject.FitSvm(x, [1, 1, 1], 1, InnerProduct.Dot, 1e-3), because: "One side of the street is empty.");
        Expect.Throws<ArgumentException>(() => Subject.FitSvm(x, [-1, -1, -1], 1, InnerProduct.Dot, 1e-3), because: "One side of the street is empty.");
        Expect.Throws<ArgumentException>(() => Subject.FitSvm(x, [1, -1], 1, InnerProduct.Dot, 1e-3), because: "3 rows, 2 labels.");
        Expect.Throws<ArgumentException>(() => Subject.FitSvm(x, [1, -1, 1, 1], 1, InnerProduct.Dot, 1e-3), because: "3 rows, 4 labels.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.FitSvm(x, [1, -1, 1], 0, InnerProduct.Dot, 1e-3), because: "At C = 0 no row counts.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.FitSvm(x, [1, -1, 1], 1, InnerProduct.Dot, 0), because: "Rounding lets no violation be exactly 0.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("A multiplier left its box: clip the step, so that both stay between 0 and C.", Reference with { FitSvm = (x, y, c, kernel, tol) => { SupportVectors.Fit(x, y, c, kernel, tol); return SupportVectors.Fit(x, y, c * 50, kernel, tol); } }),
        new("decision = Σ αᵢyᵢK(xᵢ, row) + b: you left the labels out.", Reference with { Decision = (model, x, _, kernel, row) => SupportVectors.Decision(model, x, Array.ConvertAll(new int[model.Alpha.Length], _ => 1), kernel, row) }),
        new("You left out b, or gave it the wrong sign: decision = Σ αᵢyᵢK(xᵢ, row) + b.", Reference with { Decision = (model, x, y, kernel, row) => SupportVectors.Decision(model, x, y, kernel, row) - 2 * model.B }),
        new("Without a free multiplier b is the middle of the interval that the conditions allow, not one of its ends.", Reference with { FitSvm = (x, y, c, kernel, tol) => SupportVectors.Fit(x, y, c, kernel, tol) is var model && model.Alpha.Any(a => a > 0 && a < c) ? model : model with { B = model.B + 0.5 } }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("Platt's way: one row that violates its condition, a random partner, and b moved along", new(Platt, (model, x, y, kernel, row) => Rows.Of(x).Select((other, i) => model.Alpha[i] * y[i] * kernel(other, row)).Sum() + model.B)),
        new("the partner with which the step gains most", Reference with { FitSvm = SecondOrder }),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Σ αy = 0 ties the multipliers together: move two of them, and the rest of the problem is a parabola in one number, on an interval.",
        "Keep gᵢ = yᵢ − Σⱼ αⱼyⱼKᵢⱼ. Take i with the largest g among rows whose αy can grow, j with the smallest among those whose αy can shrink. The step is (gᵢ − gⱼ)/(Kᵢᵢ + Kⱼⱼ − 2Kᵢⱼ), at most what the two boxes allow.",
        "Loop until gᵢ − gⱼ ≤ tol. αᵢ += yᵢt, αⱼ −= yⱼt (clamp both), g −= t·(K column i − K column j). b is the mean of g over free rows, 0 < α < C; without one the middle of gᵢ and gⱼ. Equal rows have the curvature 0: use a tiny number, the box stops the step.",
    ];

    private static Func<double[], double[], double> Bell(double gamma) => (a, b) => Math.Exp(-gamma * a.Zip(b, (p, q) => (p - q) * (p - q)).Sum());

    private static (double[,] X, int[] Y) Signed((double[,] X, int[] Y) data) => (data.X, Array.ConvertAll(data.Y, label => 2 * label - 1));

    private SvmModel Fitted(double[,] x, int[] y, double c, Func<double[], double[], double> kernel, double tol)
    {
        SvmModel? model = Subject.FitSvm(x, y, c, kernel, tol);
        Expect.That(model?.Alpha?.Length == y.Length, $"{y.Length} multipliers", model, because: "One a row.");
        return model!;
    }

    private static double[] Decisions(SvmModel model, double[,] x, int[] y, Func<double[], double[], double> kernel) => Array.ConvertAll(Rows.Of(x), row => SupportVectors.Decision(model, x, y, kernel, row));

    private void Meets(double[,] x, int[] y, double c, Func<double[], double[], double> kernel, double tol)
    {
        SvmModel model = Fitted(x, y, c, kernel, tol);
        double[] f = Decisions(model, x, y, kernel);
        for (int i = 0; i < y.Length; i++)
        {
            double margin = y[i] * f[i], a = model.Alpha[i], slack = 2 * tol;
            string rule = a <= 1e-9 * c ? "at least 1, as α is 0" : a >= c * (1 - 1e-9) ? "at most 1, as α is C" : $"1, as α = {ValueText.Of(a)} lies between 0 and C = {ValueText.Of(c)}";
            bool holds = a <= 1e-9 * c ? margin >= 1 - slack : a >= c * (1 - 1e-9) ? margin <= 1 + slack : Math.Abs(margin - 1) <= slack;
            Expect.That(holds, $"y·decision of row {i} {rule} (within {ValueText.Of(slack)})", margin, because: "Behind the edge α is 0, on the edge it is free, within the street it is C. These conditions are the optimum.");
        }
    }

    private static void Guard(double[,] x, int[] y, double c, double tol)
    {
        if (x.GetLength(0) != y.Length || y.Distinct().Order().ToArray() is not [-1, 1]) throw new ArgumentException("They do not fit.");
        if (!(c > 0) || !(tol > 0)) throw new ArgumentOutOfRangeException(nameof(c));
    }

    private static double[,] Gram(double[,] x, Func<double[], double[], double> kernel)
    {
        double[][] rows = Rows.Of(x);
        double[,] k = new double[rows.Length, rows.Length];
        for (int i = 0; i < rows.Length; i++)
            for (int j = 0; j < rows.Length; j++)
                k[i, j] = kernel(rows[i], rows[j]);
        return k;
    }

    private static SvmModel Platt(double[,] x, int[] y, double c, Func<double[], double[], double> kernel, double tol)
    {
        Guard(x, y, c, tol);
        int n = y.Length;
        double[,] k = Gram(x, kernel);
        double[] alpha = new double[n], f = new double[n];   // f without b
        var rng = new Rng(1);
        bool CanGrow(int i) => y[i] > 0 ? alpha[i] < c : alpha[i] > 0;
        bool CanShrink(int i) => y[i] > 0 ? alpha[i] > 0 : alpha[i] < c;
        while (true)
        {
            int[] growing = [.. Enumerable.Range(0, n).Where(CanGrow)], shrinking = [.. Enumerable.Range(0, n).Where(CanShrink)];
            double high = growing.Max(i => y[i] - f[i]), low = shrinking.Min(i => y[i] - f[i]);
            if (high - low <= tol / 2)
            {
                int[] free = [.. Enumerable.Range(0, n).Where(i => alpha[i] > 0 && alpha[i] < c)];
                return new(alpha, free.Length > 0 ? free.Average(i => y[i] - f[i]) : (high + low) / 2);
            }

            int up = growing.First(i => y[i] - f[i] == high);
            int[] partners = [.. shrinking.Where(j => high - (y[j] - f[j]) > tol / 2)];
            int down = rng.NextInt(2) == 0 ? partners[rng.NextInt(partners.Length)] : partners.MinBy(j => y[j] - f[j]);
            double t = (high - (y[down] - f[down])) / Math.Max(1e-12, k[up, up] + k[down, down] - 2 * k[up, down]);
            t = Math.Min(t, Math.Min(y[up] > 0 ? c - alpha[up] : alpha[up], y[down] > 0 ? alpha[down] : c - alpha[down]));
            alpha[up] = Math.Clamp(alpha[up] + y[up] * t, 0, c);
            alpha[down] = Math.Clamp(alpha[down] - y[down] * t, 0, c);
            for (int i = 0; i < n; i++) f[i] += t * (k[i, up] - k[i, down]);
        }
    }

    private static SvmModel SecondOrder(double[,] x, int[] y, double c, Func<double[], double[], double> kernel, double tol)
    {
        Guard(x, y, c, tol);
        int n = y.Length;
        double[,] k = Gram(x, kernel);
        double[] alpha = new double[n], g = Array.ConvertAll(y, label => (double)label);
        while (true)
        {
            int up = Enumerable.Range(0, n).Where(i => y[i] > 0 ? alpha[i] < c : alpha[i] > 0).MaxBy(i => g[i]);
            int[] shrinking = [.. Enumerable.Range(0, n).Where(i => y[i] > 0 ? alpha[i] > 0 : alpha[i] < c)];
            double lowest = shrinking.Min(i => g[i]);
            if (g[up] - lowest <= tol)
            {
                double[] free = [.. g.Where((_, i) => alpha[i] > 0 && alpha[i] < c)];
                return new(alpha, free.Length > 0 ? free.Average() : (g[up] + lowest) / 2);
            }

            double Curvature(int j) => Math.Max(1e-12, k[up, up] + k[j, j] - 2 * k[up, j]);
            int down = shrinking.Where(j => g[j] < g[up]).MaxBy(j => Math.Pow(g[up] - g[j], 2) / Curvature(j));
            double t = Math.Min((g[up] - g[down]) / Curvature(down), Math.Min(y[up] > 0 ? c - alpha[up] : alpha[up], y[down] > 0 ? alpha[down] : c - alpha[down]));
            alpha[up] = Math.Clamp(alpha[up] + y[up] * t, 0, c);
            alpha[down] = Math.Clamp(alpha[down] - y[down] * t, 0, c);
            for (int i = 0; i < n; i++) g[i] -= t * (k[i, up] - k[i, down]);
        }
    }
}
