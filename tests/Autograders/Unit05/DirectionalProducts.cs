using Course;
using CsCheck;
using FromScratch.Calculus;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 5.3: products of a Jacobian and of a Hessian with a vector, without the matrix.</summary>
[Exercise("5.3", "Directional products", Difficulty = 3, Minutes = 30, Theory = "4. The chain rule is a product of Jacobians")]
public sealed class DirectionalProducts : Exercise<DirectionalProducts, DirectionalProducts.Contract>
{
    public delegate double[] JacobianTimes(Func<Dual[], Dual[]> f, double[] x, double[] v);

    public delegate double[] HessianTimes(Func<double[], double[]> grad, double[] x, double[] v);

    public sealed record Contract(JacobianTimes Jvp, HessianTimes HessianVector);

    public static Verdict Check(JacobianTimes jvp, HessianTimes hessianVector) => Grade(new Contract(jvp, hessianVector));

    protected override Contract Reference => new(Autodiff.Jvp, Curvature.HessianVector);

    private static Dual[] Polar(Dual[] p) => [p[0] * Dual.Cos(p[1]), p[0] * Dual.Sin(p[1]), p[0] * p[1]];

    /// <summary>The gradient of eˣ + xy², whose Hessian is [[eˣ, 2y], [2y, 2x]].</summary>
    private static double[] Bent(double[] p) => [Math.Exp(p[0]) + p[1] * p[1], 2 * p[0] * p[1]];

    private static double[] BentTimes(double[] x, double[] v) => [Math.Exp(x[0]) * v[0] + 2 * x[1] * v[1], 2 * x[1] * v[0] + 2 * x[0] * v[1]];

    [Fact]
    public void Jv_is_how_fast_the_outputs_move() => Expect.Close(
        [11.0, 24], Subject.Jvp(p => [p[0] * p[1], p[0] * p[0] * p[0]], [2, 5], [2, 0.5]),
        because: "(xy, x³) at (2, 5) has the Jacobian [[5, 2], [12, 0]]; times (2, 0.5) it is (11, 24).");

    [Fact]
    public void Along_an_axis_it_is_a_column_of_the_Jacobian() =>
        Expect.Close([-2, 0, 2], Subject.Jvp(Polar, [2, Math.PI / 2], [0, 1]), because: "(r·cos φ, r·sin φ, r·φ) at (2, π/2), moved along φ: (−2, 0, 2).");

    [Fact]
    public void Jv_is_the_Jacobian_times_v() => Property.Holds(
        Gen.Select(Draw.OneOf(-1, 0.5, 2), Draw.OneOf(0.3, 1.2), Draw.Vector(2)), sample =>
        {
            (double r, double angle, double[] v) = sample;
            double[] x = [r, angle];
            double[] expected = [v[0] * Math.Cos(angle) - v[1] * r * Math.Sin(angle), v[0] * Math.Sin(angle) + v[1] * r * Math.Cos(angle), v[0] * angle + v[1] * r];
            double[] product = Subject.Jvp(Polar, x, v);
            Expect.That(product?.Length == 3 && product.Zip(expected).All(pair => Math.Abs(pair.First - pair.Second) <= 1e-12 * 30), ValueText.Of(expected), product, because: "f(r, φ) = (r·cos φ, r·sin φ, r·φ): its Jacobian times v. The length of v counts: twice as fast, twice as far.");
        });

    [Fact]
    public void One_run_is_enough_for_a_thousand_inputs()
    {
        double[] x = [.. Enumerable.Range(0, 1000).Select(i => i / 1000.0)], v = [.. x.Select((_, i) => i % 3 - 1.0)];
        int calls = 0;
        double[] product = Subject.Jvp(
            p =>
            {
                calls++;
                Dual sum = 0;
                foreach (Dual entry in p) sum += entry * entry;
                return [sum];
            },
            x, v);
        Expect.Equal(1, calls, because: "A direction is one direction, however many coordinates it has. Let the slopes that go in be v: then those that come out are J·v. The whole Jacobian would cost 1,000 runs.");
        Expect.Close([x.Zip(v, (entry, slope) => 2 * entry * slope).Sum()], product, because: "Σxᵢ² has the slope 2x·v along v.");
    }

    [Fact]
    public void The_Hessian_of_a_quadratic_times_v_is_A_v() => Property.Holds(
        Gen.Select(Draw.Matrix(3, 3), Draw.Vector(3), Draw.Direction(3)), sample =>
        {
            (double[,] half, double[] x, double[] v) = sample;
            double[,] a = Matrices.PlusTranspose(half);
            double[] expected = MatrixMultiplication.ByRows(a, v), product = Subject.HessianVector(p => MatrixMultiplication.ByRows(a, p), x, v);
            Expect.That(product?.Length == 3 && product.Zip(expected).All(pair => Math.Abs(pair.First - pair.Second) <= 1e-6 * 50), ValueText.Of(expected), product, because: "½xᵀAx has the gradient Ax and the Hessian A, everywhere.");
        });

    [Theory]
    [InlineData(1)]
    [InlineData(1e-8)]
    [InlineData(1e8)]
    public void The_length_of_v_does_not_spoil_it(double length)
    {
        double[] x = [0.5, -1.5], v = [0.6 * length, -0.8 * length];
        Expect.Close(BentTimes(x, v), Subject.HessianVector(Bent, x, v), because: $"The gradient of eˣ + xy² at (0.5, −1.5), with a v of length {ValueText.Of(length)}. Move x by the same small distance whatever the length of v: divide the step by ‖v‖.", tolerance: 1e-9);
    }

    [Fact]
    public void A_place_far_out_needs_a_longer_step() => Expect.Close(
        [3.0, -2], Subject.HessianVector(p => [p[0] * p[0] / 2e6, p[1] * p[1] / 4e6], [1e6, 4e6], [3, -1]),
        because: "The gradient (x²/2e6, y²/4e6) at (1e6, 4e6): its slopes are 1 and 2. Doubles near 4e6 are 5e-10 apart: scale the step with ‖x‖.", tolerance: 1e-7);

    [Fact]
    public void At_the_origin_there_is_a_step_too() => Expect.Close(
        [3.0, 0], Subject.HessianVector(Bent, [0, 0], [3, -1]), because: "The gradient of eˣ + xy² at (0, 0): the Hessian there is [[1, 0], [0, 0]]. A share of ‖x‖ = 0 is no step: take it of 1 at least.", tolerance: 1e-8);

    [Fact]
    public void It_is_linear_in_v_and_symmetric()
    {
        double[] x = [0.7, 1.3], u = [1, 2], v = [-3, 0.5];
        double[] hu = Subject.HessianVector(Bent, x, u), hv = Subject.HessianVector(Bent, x, v);
        Expect.Close(Draw.Plus(Draw.Times(2, hu), Draw.Times(-3, hv)), Subject.HessianVector(Bent, x, Draw.Plus(Draw.Times(2, u), Draw.Times(-3, v))), because: "H·(2u − 3v) = 2Hu − 3Hv.", tolerance: 1e-8);
        Expect.Close(InnerProduct.Dot(v, hu), InnerProduct.Dot(u, hv), because: "vᵀHu = uᵀHv: second derivatives do not depend on their order.", tolerance: 1e-8);
    }

    [Fact]
    public void Two_gradients_are_enough()
    {
        int calls = 0;
        Subject.HessianVector(p => { calls++; return [.. p.Select(entry => entry * entry)]; }, new double[200], [.. Enumerable.Range(0, 200).Select(i => 1.0 + i)]);
        Expect.That(calls <= 2, "at most 2 calls of the gradient", calls, because: "200 coordinates, 40,000 second derivatives, and none of them is needed: compare the gradient a little ahead along v with that a little behind.");
    }

    [Fact]
    public void Standing_still_changes_nothing() => Expect.Close([0.0, 0], Subject.HessianVector(Bent, [1, 2], [0, 0]), because: "H·0 = 0. A step divided by ‖v‖ = 0 would be 0/0.");

    [Fact]
    public void Directions_of_another_length_are_refused()
    {
        Expect.Throws<ArgumentException>(() => Subject.Jvp(Polar, [1, 2], [1]), because: "x has 2 coordinates, v has 1.");
        Expect.Throws<ArgumentException>(() => Subject.Jvp(Polar, [1, 2], [1, 2, 3]), because: "x has 2 coordinates, v has 3.");
        Expect.Throws<ArgumentException>(() => Subject.HessianVector(Bent, [1, 2], [1]), because: "x has 2 coordinates, v has 1.");
        Expect.Throws<ArgumentException>(() => Subject.HessianVector(Bent, [1, 2], [1, 0, 2]), because: "x has 2 coordinates, v has 3.");
        Expect.Throws<ArgumentException>(() => Subject.HessianVector(Bent, [1, 2], [0]), because: "x has 2 coordinates, v has 1: that it is 0 does not make it fit.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You built the whole Jacobian: 1,000 runs where 1 is enough. Let the inputs' slopes be v.", Reference with { Jvp = (f, x, v) => MatrixMultiplication.ByRows(Autodiff.Jacobian(f, x), v.Length == x.Length ? v : throw new ArgumentException("Lengths.")) }),
        new("You made v a unit vector: a directional product asks how fast the outputs move at the speed v, and twice the speed is twice the answer.", Reference with { Jvp = (f, x, v) => Autodiff.Jvp(f, x, v.All(entry => entry == 0) || v.Length != x.Length ? v : Direction.Of(v).ToArray()) }),
        new("Your step is not divided by ‖v‖: with v = 1e8·e₁ the place moves by hundreds and leaves the neighbourhood, with 1e-8 it hardly moves at all.", Reference with { HessianVector = (grad, x, v) => Ahead(grad, x, v, 6e-6 * Math.Max(1, InnerProduct.Norm(x, 2))) }),
        new("One gradient ahead and one at x: the error is then half a step, and only half of the digits are right. Look ahead and behind.", Reference with { HessianVector = OneSided }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("loops; the step from the largest entries", new(
            (f, x, v) =>
            {
                if (x.Length != v.Length) throw new ArgumentException("Lengths.");
                var inputs = new Dual[x.Length];
                for (int i = 0; i < x.Length; i++) inputs[i] = new Dual(x[i], v[i]);
                return [.. f(inputs).Select(output => output.D)];
            },
            (grad, x, v) =>
            {
                if (x.Length != v.Length) throw new ArgumentException("Lengths.");
                double size = v.Select(Math.Abs).Max();
                if (size == 0) return new double[x.Length];
                double h = 1e-5 * (1 + x.Select(Math.Abs).Max()) / size;
                double[] ahead = grad(Draw.Plus(x, Draw.Times(h, v))), behind = grad(Draw.Plus(x, Draw.Times(-h, v)));
                return [.. ahead.Zip(behind, (up, down) => (up - down) / (2 * h))];
            })),
        new("a unit direction first, its length multiplied in at the end", Reference with
        {
            HessianVector = (grad, x, v) =>
            {
                if (x.Length != v.Length) throw new ArgumentException("Lengths.");
                double length = InnerProduct.Norm(v, 2);
                return length == 0 ? [.. v] : Draw.Times(length, Ahead(grad, x, Draw.Times(1 / length, v), 6e-6 * (1 + InnerProduct.Norm(x, 2))));
            },
        }),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "f(x + v·ε) = f(x) + (J·v)·ε. What slopes do you give the inputs? And what is a Hessian, seen from the gradient?",
        "HessianVector: the gradient at x + hv less that at x − hv, over 2h. How long may h·v be? Choose h so that its length is 6e-6 times the size of x, whatever v is.",
        "Check the lengths. Jvp: duals of xᵢ with slope vᵢ, one run, the D of the outputs. HessianVector: when ‖v‖ is 0 return zeros; else h = 6e-6·max(1, ‖x‖)/‖v‖, two gradients, their difference over 2h.",
    ];

    private static double[] Ahead(Func<double[], double[]> grad, double[] x, double[] v, double h)
    {
        if (x.Length != v.Length) throw new ArgumentException("Lengths.");
        return [.. grad(Draw.Plus(x, Draw.Times(h, v))).Zip(grad(Draw.Plus(x, Draw.Times(-h, v))), (up, down) => (up - down) / (2 * h))];
    }

    private static double[] OneSided(Func<double[], double[]> grad, double[] x, double[] v)
    {
        if (x.Length != v.Length) throw new ArgumentException("Lengths.");
        double length = InnerProduct.Norm(v, 2);
        if (length == 0) return new double[v.Length];
        double h = 1.5e-8 * Math.Max(1, InnerProduct.Norm(x, 2)) / length;
        return [.. grad(Draw.Plus(x, Draw.Times(h, v))).Zip(grad([.. x]), (up, down) => (up - down) / h)];
    }
}
