using Course;
using CsCheck;
using FromScratch.Data;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 2.11: ridge regression, one row at a time.</summary>
/// <remarks>Accepted is also who keeps A and b and solves when asked: no row is kept. The update by Sherman and Morrison makes reading cheap.</remarks>
[Exercise("2.11", "Online ridge regression", Difficulty = 4, Minutes = 40, Theory = "7. Never invert to solve; update instead")]
public sealed class OnlineRidge : Exercise<OnlineRidge, OnlineRidge.Contract>
{
    public delegate IOnlineRegression Model(int d, double lambda);

    public sealed record Contract(Model StartRidge);

    public static Verdict Check(Model startRidge) => Grade(new Contract(startRidge));

    protected override Contract Reference => new(RecursiveRidge.Start);

    [Fact]
    public void Without_a_row_the_weights_are_zero() => Expect.Close([0, 0, 0], Subject.StartRidge(3, 2).Weights, because: "The penalty alone is least at 0.");

    [Fact]
    public void One_row_of_one_feature_is_as_by_hand()
    {
        IOnlineRegression model = Subject.StartRidge(1, 2);
        model.Observe([3], 5);
        Expect.Close([15 / 11.0], model.Weights, because: "(5 − 3w)² + 2w² is least at 15/(9 + 2): λ is added to Σx².");
    }

    [Fact]
    public void Two_rows_of_two_features_are_as_by_hand()
    {
        IOnlineRegression model = Subject.StartRidge(2, 1);
        model.Observe([1, 0], 2);
        Expect.Close([1, 0], model.Weights, because: "A = I + (1, 0; 0, 0), b = (2, 0): the first weight is 2/2.");
        model.Observe([1, 2], -1);
        Expect.Close([9 / 11.0, -8 / 11.0], model.Weights, because: "A = (3, 2; 2, 5) and b = (1, −2): (5 + 4)/11 and (−2 − 6)/11. λ is in A once, not once a row.");
    }

    [Fact]
    public void After_any_rows_the_weights_are_those_of_the_batch() => Property.Holds(
        Gen.Select(Draw.Matrix(6, 3), Draw.Vector(6), Draw.OneOf(0.5, 1, 4)), sample =>
        {
            (double[,] rows, double[] y, double lambda) = sample;
            IOnlineRegression model = Subject.StartRidge(3, lambda);
            for (int i = 0; i < y.Length; i++) model.Observe(Mat.Of(rows).Row(i).ToArray(), y[i]);
            Expect.Close(Batch(rows, y, lambda), model.Weights, because: $"These rows at once, with λ = {ValueText.Of(lambda)}: {ValueText.Of(rows)}, y = {ValueText.Of(y)}.", tolerance: 1e-9);
        });

    [Fact]
    public void After_500_rows_they_still_are()
    {
        (double[,] rows, double[] y) = Stream(500);
        IOnlineRegression model = Subject.StartRidge(5, 0.7);
        for (int i = 0; i < y.Length; i++) model.Observe(Mat.Of(rows).Row(i).ToArray(), y[i]);
        Expect.Close(Batch(rows, y, 0.7), model.Weights, because: "500 updates later the weights are still those of all rows at once. Does λ enter at each row? Then the weights are too small.", tolerance: 1e-8);
    }

    [Fact]
    public void Rows_are_not_kept()
    {
        (double[,] rows, double[] y) = Stream(400);
        IOnlineRegression model = Subject.StartRidge(5, 0.7);
        for (int i = 0; i < y.Length; i++) model.Observe(Mat.Of(rows).Row(i).ToArray(), y[i]);
        Expect.HoldsAtMost(500, model, because: "400 rows of 5 features and a y are 2,400 numbers; A⁻¹ and b are 30. Keep A⁻¹ and update it: refitting all rows at each reading costs more with every row.");
    }

    [Fact]
    public void The_callers_row_may_change_afterwards()
    {
        IOnlineRegression model = Subject.StartRidge(2, 1);
        double[] row = [1, 0];
        model.Observe(row, 2);
        (row[0], row[1]) = (1, 2);
        model.Observe(row, -1);
        (row[0], row[1]) = (50, 60);
        Expect.Close([9 / 11.0, -8 / 11.0], model.Weights, because: "The caller fills the same array again for each row. Take in its numbers, not the array.");
    }

    [Fact]
    public void Weights_read_are_the_readers_own()
    {
        IOnlineRegression model = Subject.StartRidge(1, 2);
        model.Observe([3], 5);
        double[] read = model.Weights;
        Expect.Close([15 / 11.0], read, because: "(5 − 3w)² + 2w² is least at 15/(9 + 2).");
        read[0] = 99;
        Expect.Close([15 / 11.0], model.Weights, because: "Somebody wrote into the array they had read. Hand out a new array at each reading.");
        model.Observe([1], 0);
        Expect.Close([1.25], model.Weights, because: "15/(2 + 9 + 1): what a reader did to their copy does not change the model.");
    }

    [Fact]
    public void Two_models_know_nothing_of_each_other()
    {
        IOnlineRegression first = Subject.StartRidge(1, 2), second = Subject.StartRidge(1, 2);
        first.Observe([3], 5);
        Expect.Close([0], second.Weights, because: "The row was for the other model. Keep the state in fields that are not static.");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void A_row_has_the_models_number_of_features(int features) =>
        Expect.Throws<ArgumentException>(() => { Subject.StartRidge(2, 1).Observe(new double[features], 1); return null; }, because: $"The model has 2 weights, the row {features} features.");

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_model_has_at_least_one_weight(int d) => Expect.Throws<ArgumentOutOfRangeException>(() => Subject.StartRidge(d, 1), because: "Without a feature there is nothing to weigh.");

    [Theory]
    [InlineData(0)]
    [InlineData(-0.5)]
    [InlineData(double.NaN)]
    public void The_penalty_is_above_0(double lambda) => Expect.Throws<ArgumentOutOfRangeException>(() => Subject.StartRidge(2, lambda), because: "λ·I makes A invertible before the first row. With λ = 0 there is no A⁻¹ to start from.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("λ entered 500 times: it belongs into A once, at the start.", new((d, lambda) => { RecursiveRidge.Start(d, lambda); return new Solving(d, lambda, lambda); })),
        new("You keep every row and fit them all again: 500 factorisations, and memory that grows. Keep A⁻¹ and update it.", new((d, lambda) => { RecursiveRidge.Start(d, lambda); return new Refitting(d, lambda); })),
        new("Before the first row A = λI, so A⁻¹ = I/λ: 1/λ stands on its diagonal. You started the inverse with λ.", new((d, lambda) => { RecursiveRidge.Start(d, lambda); return new Solving(d, 1 / lambda, 0); })),
        new("Without λ a single row decides all: the penalty is missing from A.", new((d, lambda) => { RecursiveRidge.Start(d, lambda); return new Solving(d, lambda * 1e-9, 0); })),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("A and b are kept, and solved when somebody asks", new((d, lambda) => { RecursiveRidge.Start(d, lambda); return new Solving(d, lambda, 0); })),
        new("the gain of recursive least squares: w moves by A⁻¹x times the error", new((d, lambda) => { RecursiveRidge.Start(d, lambda); return new Gain(d, lambda); })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Write down the batch solution w = (λI + XᵀX)⁻¹Xᵀy. What happens to XᵀX and to Xᵀy when one row more is written below X?",
        "A becomes A + x·xᵀ, a rank-one change, and b becomes b + y·x. Before the first row A = λI, whose inverse you know without computing.",
        "Fields: the inverse [d, d], at the start 1/λ on its diagonal, and b [d], zeros. Observe: check the length; the inverse becomes the Sherman-Morrison update of 2.8 with u = v = x; b grows by y times x. Weights: the inverse times b, a new array.",
    ];

    private static (double[,] Rows, double[] Y) Stream(int count)
    {
        var rng = new Rng(23);
        double[,] rows = LinearSystems.Filled(count, 5, (_, _) => rng.NextGaussian());
        return (rows, [.. Enumerable.Range(0, count).Select(i => Mat.Of(rows).Row(i).Dot(Vec.Of(1, -2, 0, 3, 0.5)) + rng.NextGaussian())]);
    }

    private static double[] Batch(double[,] rows, double[] y, double lambda)
    {
        int d = rows.GetLength(1);
        double[,] gram = MatrixMultiplication.Multiply(Draw.Transpose(rows), rows);
        return Lu.Factor(Mat.Of(LinearSystems.Filled(d, d, (i, j) => gram[i, j] + (i == j ? lambda : 0)))).Solve(Vec.Of(MatrixMultiplication.TransposeTimes(rows, y))).ToArray();
    }

    /// <summary>Keeps A and b, and solves when asked; what is added to the diagonal at each row is for a mistake.</summary>
    private sealed class Solving(int d, double lambda, double eachRow) : IOnlineRegression
    {
        private readonly double[,] _a = LinearSystems.Filled(d, d, (i, j) => i == j ? lambda : 0);
        private readonly double[] _b = new double[d];
        private double _added;   // at the first row nothing, as who resets A to λI before it would

        public double[] Weights => Lu.Factor(Mat.Of(_a)).Solve(Vec.Of(_b)).ToArray();

        public void Observe(double[] x, double y)
        {
            if (x.Length != _b.Length) throw new ArgumentException("The lengths differ.");
            for (int i = 0; i < x.Length; i++)
            {
                _b[i] += y * x[i];
                _a[i, i] += _added;
                for (int j = 0; j < x.Length; j++) _a[i, j] += x[i] * x[j];
            }

            _added = eachRow;
        }
    }

    private sealed class Refitting(int d, double lambda) : IOnlineRegression
    {
        private readonly List<(double[] X, double Y)> _rows = [];

        public double[] Weights => _rows.Count == 0 ? new double[d] : Batch(LinearSystems.Filled(_rows.Count, d, (i, j) => _rows[i].X[j]), [.. _rows.Select(row => row.Y)], lambda);

        public void Observe(double[] x, double y) => _rows.Add(x.Length == d ? ([.. x], y) : throw new ArgumentException("The lengths differ."));
    }

    private sealed class Gain(int d, double lambda) : IOnlineRegression
    {
        private Mat _p = Mat.Of(LinearSystems.Filled(d, d, (i, j) => i == j ? 1 / lambda : 0));
        private Vec _w = Vec.Of(new double[d]);

        public double[] Weights => _w.ToArray();

        public void Observe(double[] x, double y)
        {
            if (x.Length != _w.Count) throw new ArgumentException("The lengths differ.");
            Vec row = Vec.Of(x), direction = _p * row;
            Vec gain = 1 / (1 + row.Dot(direction)) * direction;
            _w += (y - row.Dot(_w)) * gain;
            _p = Mat.Of(LinearSystems.Filled(x.Length, x.Length, (i, j) => _p[i, j] - gain[i] * direction[j]));
        }
    }
}
