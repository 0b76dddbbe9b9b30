using Course;
using FromScratch.ClassicalMl;
using FromScratch.Data;

namespace Autograders;

/// <summary>Exercise 9.11: what the error on new data is made of.</summary>
[Exercise("9.11", "Bias and variance", Difficulty = 4, Minutes = 40, Core = true, Theory = "8. Bias and variance against the truth", TimeLimitSeconds = 5)]
public sealed class BiasVariance : Exercise<BiasVariance, BiasVariance.Contract>
{
    public delegate ErrorParts Decomposing(Func<double[,], double[], Func<double, double>> learner, Func<double, double> truth, double noiseSd, int n, int sets, Rng rng);

    public sealed record Contract(Decomposing Decompose);

    public static Verdict Check(Decomposing decompose) => Grade(new Contract(decompose));

    protected override Contract Reference => new(ErrorDecomposition.Decompose);

    private static double Wave(double x) => Math.Sin(2 * Math.PI * x);

    [Fact]
    public void A_constant_learner_has_no_variance()
    {
        ErrorParts parts = Answer((_, _) => _ => 0.5, x => x, 0.3, 7, 5, 1);
        Expect.Close(0, parts.Variance, because: "It answers 0.5 whatever the data are: no two fits differ.", scale: 1, part: "Variance");
        Expect.Close(Enumerable.Range(0, 100).Average(i => Math.Pow((i + 0.5) / 100 - 0.5, 2)), parts.Bias2, because: "The truth is x: the mean of (x − 0.5)² over the grid 0.005, 0.015, …, 0.995. Bias is measured against the truth, not against noisy answers.", tolerance: 1e-9, part: "Bias2");
        Expect.Close(0.09, parts.Noise, because: "0.3².", part: "Noise");
    }

    [Fact]
    public void A_learner_that_flips_has_variance_and_no_bias()
    {
        int calls = 0;
        ErrorParts parts = Answer((_, _) => { double answer = calls++ % 2 == 0 ? 3 : 1; return _ => answer; }, _ => 2, 0, 4, 6, 2);
        Expect.Close(0, parts.Bias2, because: "Fits say 3 and 1 in turn, on average 2, which is the truth. The square of each fit's own error already contains the variance: average the fits first.", scale: 1, part: "Bias2");
        Expect.Close(1, parts.Variance, because: "Each fit is 1 away from the average fit. Divide by the number of sets.", part: "Variance");
        Expect.Close(0, parts.Noise, because: "There is none.", scale: 1, part: "Noise");
        Expect.Equal(6, calls, because: "The learner learns once for each training set, not once for each grid point.");
    }

    [Fact]
    public void Bias_and_variance_differ_from_place_to_place()
    {
        int calls = 0;
        ErrorParts parts = Answer((_, _) => { double slope = calls++ % 4 == 0 ? 4 : 0; return x => slope * x; }, _ => 0, 1, 3, 4, 3);
        double squares = Enumerable.Range(0, 100).Average(i => Math.Pow((i + 0.5) / 100, 2));
        Expect.Close(squares, parts.Bias2, because: "The average fit is x (4x, 0, 0 and 0), the truth 0. Square at each point, then average over the grid.", tolerance: 1e-9, part: "Bias2");
        Expect.Close(3 * squares, parts.Variance, because: "At each point the fits are 3x, x, x and x away from the average: (9 + 1 + 1 + 1)/4·x² = 3x².", tolerance: 1e-9, part: "Variance");
    }

    [Fact]
    public void Each_training_set_is_fresh_and_follows_the_truth()
    {
        List<(double[,] X, double[] Y)> seen = [];
        Answer((x, y) => { seen.Add((x, y)); return _ => 0; }, x => 10 * x, 0.5, 40, 25, 4);
        Expect.Equal(25, seen.Count, because: "One fit for each training set.");
        Expect.That(seen.All(set => set.X.GetLength(0) == 40 && set.X.GetLength(1) == 1 && set.Y.Length == 40), "x [40, 1] and y [40]", "other shapes", because: "n = 40 rows of one column.");
        double[] xs = [.. seen.SelectMany(set => set.X.Cast<double>())], noise = [.. seen.SelectMany(set => set.Y.Select((y, i) => y - 10 * set.X[i, 0]))];
        Expect.That(xs.All(x => x is >= 0 and < 1) && Math.Abs(xs.Average() - 0.5) < 0.037, "x evenly from 0 to 1", xs.Average(), because: "Their mean is 0.5 ± 0.037 (four standard errors of 1,000).");
        Expect.That(Math.Abs(noise.Average()) < 0.064, "noise with the mean 0 ± 0.064", noise.Average(), because: "y = truth(x) + noiseSd·ε.");
        double deviation = Math.Sqrt(noise.Average(value => value * value));
        Expect.That(Math.Abs(deviation - 0.5) < 0.045, "noise with the standard deviation 0.5 ± 0.045", deviation, because: "ε has the standard deviation 1; noiseSd is a standard deviation, not a variance.");
        Expect.That(seen.Select(set => set.X[0, 0]).Distinct().Count() == 25, "25 different training sets", "repeated ones", because: "Variance is what differs between fits to different data.");
    }

    [Fact]
    public void The_mean_as_a_learner_is_known_by_formula()
    {
        ErrorParts parts = Answer((_, y) => { double mean = y.Average(); return _ => mean; }, Wave, 0.5, 10, 300, 5);
        // Var of a mean of 10: (0.25 + 0.5)/10 = 0.075; over 300 sets its relative standard error is √(2/300) = 8 %.
        Expect.That(Math.Abs(parts.Variance - 0.075) < 0.025, "a variance of 0.075 ± 0.025", parts.Variance, because: "y varies by the noise, 0.25, and by the wave, 0.5; the mean of 10 by a tenth of that. The bound is four standard errors.");
        Expect.That(Math.Abs(parts.Bias2 - 0.5) < 0.01, "a squared bias of 0.5 ± 0.01", parts.Bias2, because: "The mean of sin² over a period is ½.");
    }

    [Fact]
    public void A_stiffer_curve_has_more_bias_a_looser_one_more_variance()
    {
        ErrorParts line = Answer(Polynomial(1), Wave, 0.3, 25, 60, 6), cubic = Answer(Polynomial(3), Wave, 0.3, 25, 60, 6), ninth = Answer(Polynomial(9), Wave, 0.3, 25, 60, 6);
        Expect.That(line.Bias2 > 10 * cubic.Bias2, "a line with far more bias than a cubic", (line.Bias2, cubic.Bias2), because: "A line cannot follow a wave, whatever the data.");
        Expect.That(ninth.Variance > 10 * cubic.Variance, "degree 9 with far more variance than a cubic", (cubic.Variance, ninth.Variance), because: "A polynomial of degree 9 follows the noise of each training set.");
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Decompose((_, _) => _ => 0, x => x, -1, 5, 5, new Rng(1)), because: "A standard deviation of −1.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Decompose((_, _) => _ => 0, x => x, double.NaN, 5, 5, new Rng(1)), because: "NaN < 0 is false: ask whether it is ≥ 0.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Decompose((_, _) => _ => 0, x => x, 1, 0, 5, new Rng(1)), because: "No row to learn from.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Decompose((_, _) => _ => 0, x => x, 1, 5, 1, new Rng(1)), because: "One training set shows no variance.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You squared each fit's distance from the truth and took the mean: that already contains the variance. Average the fits first.", new((learner, truth, sd, n, sets, rng) => ErrorDecomposition.Decompose(learner, truth, sd, n, sets, rng) is var parts ? parts with { Bias2 = parts.Bias2 + parts.Variance } : parts)),
        new("Bias is measured against the truth, not against noisy answers: you counted the noise into it.", new((learner, truth, sd, n, sets, rng) => ErrorDecomposition.Decompose(learner, truth, sd, n, sets, rng) is var parts ? parts with { Bias2 = parts.Bias2 + parts.Noise } : parts)),
        new("Noise is a variance, noiseSd².", new((learner, truth, sd, n, sets, rng) => ErrorDecomposition.Decompose(learner, truth, sd, n, sets, rng) with { Noise = sd })),
        new("The variance is over the number of sets here, so that bias and variance sum to the mean squared error of the fits. You divided by one less.", new((learner, truth, sd, n, sets, rng) => ErrorDecomposition.Decompose(learner, truth, sd, n, sets, rng) is var parts ? parts with { Variance = parts.Variance * sets / (sets - 1) } : parts)),
        new("All your training sets are the same: draw a new one for each fit, or nothing varies.", new((learner, truth, sd, n, sets, rng) => ErrorDecomposition.Decompose(learner, truth, sd, n, sets, rng) is var _ ? SameSet(learner, truth, sd, n, sets, rng) : null!)),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("running sums of fits and of their squares around the truth", new(ByMoments)),
        new("point by point over the grid", new(ByPoints)),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Imagine all the models that other training sets would have given, drawn into one chart. Which two distances do you see at a place x?",
        "Keep the fits as a table [sets][100]. Bias2: mean over the grid of (column mean − truth)². Variance: mean over the grid of the column's variance, divided by sets.",
        "For each set: n rows, first x = rng.NextDouble(), then y = truth(x) + noiseSd·rng.NextGaussian(); learn once; ask at (i + 0.5)/100. Noise is noiseSd².",
    ];

    private ErrorParts Answer(Func<double[,], double[], Func<double, double>> learner, Func<double, double> truth, double noiseSd, int n, int sets, ulong seed)
    {
        ErrorParts? parts = Subject.Decompose(learner, truth, noiseSd, n, sets, new Rng(seed));
        Expect.That(parts is not null, "three parts", parts, because: "Decompose returns what it measured.");
        return parts!;
    }

    private static Func<double[,], double[], Func<double, double>> Polynomial(int degree) => (x, y) =>
    {
        double[,] powers = new double[y.Length, degree];
        for (int i = 0; i < y.Length; i++)
            for (int p = 0; p < degree; p++)
                powers[i, p] = Math.Pow(2 * x[i, 0] - 1, p + 1);
        LinearModel model = RidgeRegression.Fit(powers, y, 1e-9);
        return point => model.Predict([.. Enumerable.Range(1, degree).Select(p => Math.Pow(2 * point - 1, p))]);
    };

    private static void Guard(double noiseSd, int n, int sets)
    {
        if (!(noiseSd >= 0) || n < 1 || sets < 2) throw new ArgumentOutOfRangeException(nameof(n));
    }

    private static (double[,] X, double[] Y) Drawn(Func<double, double> truth, double noiseSd, int n, Rng rng)
    {
        double[,] x = new double[n, 1];
        for (int i = 0; i < n; i++) x[i, 0] = rng.NextDouble();
        return (x, [.. Enumerable.Range(0, n).Select(i => truth(x[i, 0]) + noiseSd * rng.NextGaussian())]);
    }

    private static ErrorParts SameSet(Func<double[,], double[], Func<double, double>> learner, Func<double, double> truth, double noiseSd, int n, int sets, Rng rng)
    {
        (double[,] x, double[] y) = Drawn(truth, noiseSd, n, rng);
        return ByPoints((_, _) => learner(x, y), truth, noiseSd, n, sets, rng);
    }

    private static ErrorParts ByMoments(Func<double[,], double[], Func<double, double>> learner, Func<double, double> truth, double noiseSd, int n, int sets, Rng rng)
    {
        Guard(noiseSd, n, sets);
        double[] off = new double[100], squares = new double[100];
        for (int set = 0; set < sets; set++)
        {
            (double[,] x, double[] y) = Drawn(truth, noiseSd, n, rng);
            Func<double, double> fit = learner(x, y);
            for (int i = 0; i < 100; i++)
            {
                double error = fit((i + 0.5) / 100) - truth((i + 0.5) / 100);
                off[i] += error / sets;
                squares[i] += error * error / sets;
            }
        }

        double bias2 = off.Average(error => error * error);
        return new(bias2, squares.Average() - bias2, noiseSd * noiseSd);
    }

    private static ErrorParts ByPoints(Func<double[,], double[], Func<double, double>> learner, Func<double, double> truth, double noiseSd, int n, int sets, Rng rng)
    {
        Guard(noiseSd, n, sets);
        List<Func<double, double>> fits = [];
        while (fits.Count < sets)
        {
            (double[,] x, double[] y) = Drawn(truth, noiseSd, n, rng);
            fits.Add(learner(x, y));
        }

        double bias2 = 0, variance = 0;
        for (double point = 0.005; point < 1; point += 0.01)
        {
            double[] answers = [.. fits.Select(fit => fit(point))];
            double mean = answers.Average();
            bias2 += Math.Pow(mean - truth(point), 2) / 100;
            variance += answers.Sum(answer => (answer - mean) * (answer - mean)) / sets / 100;
        }

        return new(bias2, variance, noiseSd * noiseSd);
    }
}
