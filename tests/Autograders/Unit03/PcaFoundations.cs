using Course;
using CsCheck;
using FromScratch.Data;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 3.8: principal component analysis.</summary>
[Exercise("3.8", "PCA", Difficulty = 4, Minutes = 45, Core = true, Theory = "7. PCA is the eigendecomposition of the covariance")]
public sealed class PcaFoundations : Exercise<PcaFoundations, PcaFoundations.Contract>
{
    public delegate (double[] Mean, double[,] Components, double[] ExplainedVariance) PcaFit(double[,] x, int k);

    public delegate double[,] PcaTransform(double[,] x, double[] mean, double[,] components);

    public delegate double[,] PcaInverse(double[,] scores, double[] mean, double[,] components);

    public sealed record Contract(PcaFit FitPca, PcaTransform Transform, PcaInverse Inverse);

    public static Verdict Check(PcaFit fitPca, PcaTransform transform, PcaInverse inverse) => Grade(new Contract(fitPca, transform, inverse));

    protected override Contract Reference => new(PrincipalComponents.Fit, PrincipalComponents.Transform, PrincipalComponents.Inverse);

    /// <summary>Four points around (10, 20): ±2 along (3, 4)/5, ±1 across.</summary>
    private static readonly double[,] _cross = { { 11.2, 21.6 }, { 8.8, 18.4 }, { 10.8, 19.4 }, { 9.2, 20.6 } };

    [Fact]
    public void A_cross_of_four_points_is_taken_apart()
    {
        (double[]? mean, double[,]? components, double[]? variance) = Subject.FitPca(_cross, 2);
        Expect.Close([10, 20], mean, because: "The mean of each column. Not centred, the first axis would point at the mean instead.");
        Expect.Close([8 / 3.0, 2 / 3.0], variance, because: "Along (3, 4)/5 the points lie at ±2: (4 + 4)/(4 − 1). Across at ±1: (1 + 1)/3. A sample covariance divides by n − 1.");
        Expect.Close(new[,] { { 0.6, 0.8 }, { 0.8, -0.6 } }, components, because: "Column 0 is (3, 4)/5, column 1 is (4, −3)/5: of an axis and its opposite take the one whose largest absolute entry is positive.");
    }

    [Fact]
    public void Twice_the_spread_is_four_times_the_variance()
    {
        double[]? variance = Subject.FitPca(_cross, 2).ExplainedVariance;
        Expect.That(variance is [_, _], "2 variances", variance, because: "One a component.");
        Expect.Close(4, variance![0] / variance[1], because: "The points lie at ±2 along one axis and at ±1 along the other. A variance is a square: for a singular value it is σ²/(n − 1).", tolerance: 1e-10);
    }

    [Fact]
    public void The_first_component_alone_is_the_same()
    {
        (_, double[,]? components, double[]? variance) = Subject.FitPca(_cross, 1);
        Expect.Close(new[,] { { 0.6 }, { 0.8 } }, components, because: "k says how many columns are returned; they do not change with it.");
        Expect.Close([8 / 3.0], variance, because: "One variance a component.");
    }

    [Fact]
    public void Scores_are_coordinates_along_the_axes() =>
        Expect.Close(new double[,] { { 2, 0 }, { -2, 0 }, { 0, 1 }, { 0, -1 } }, Subject.Transform(_cross, [10, 20], new[,] { { 0.6, 0.8 }, { 0.8, -0.6 } }), because: "Subtract the mean, then take the dot product with each axis: (11.2, 21.6) − (10, 20) is (1.2, 1.6), which is 2 along (0.6, 0.8).", tolerance: 1e-12);

    [Fact]
    public void The_mean_of_the_training_data_is_subtracted_from_new_data() =>
        Expect.Close(new double[,] { { 5 } }, Subject.Transform(new double[,] { { 13, 24 } }, [10, 20], new[,] { { 0.6 }, { 0.8 } }), because: "(13, 24) − (10, 20) is (3, 4). Use the mean you are given: new data have another.");

    [Fact]
    public void Scores_lead_back_to_data() =>
        Expect.Close(new[,] { { 13.0, 24 }, { 10, 20 }, { 7, 16 } }, Subject.Inverse(new double[,] { { 5 }, { 0 }, { -5 } }, [10, 20], new[,] { { 0.6 }, { 0.8 } }), because: "mean + score·axis.");

    [Fact]
    public void A_large_mean_does_not_eat_the_variance()
    {
        double[,] far = { { 1e8 + 1, 5 }, { 1e8 + 2, 5 }, { 1e8 + 6, 5 } };
        (_, double[,]? components, double[]? variance) = Subject.FitPca(far, 2);
        Expect.Close([7, 0], variance, because: "Around their mean 1e8 + 3 the values are −2, −1, 3: (4 + 1 + 9)/2. Subtract the mean before you square: the mean of x² less the square of the mean has no digit left here. The second column is constant.", tolerance: 1e-7);
        Expect.Close(new double[,] { { 1, 0 }, { 0, 1 } }, components, because: "All variance lies in the first column; a constant column is an axis without any.", tolerance: 1e-7);
    }

    [Fact]
    public void Fewer_rows_than_columns_are_no_obstacle()
    {
        double[,] wide = { { 1, 2, 0, 4, 1 }, { 3, 1, 1, 0, 2 }, { 0, 0, 5, 1, 3 } };
        (double[]? mean, double[,]? components, double[]? variance) = Subject.FitPca(wide, 3);
        Expect.That(mean?.Length == 5 && Matrices.HasShape(components, 5, 3) && variance?.Length == 3, "a mean of 5, components of 5 × 3, 3 variances", (mean, components, variance), because: "There are at most as many components as rows.");
        Expect.That(Matrices.OffOrthonormal(components!) <= 1e-10, "orthonormal columns", components, because: "Also the last, along which nothing varies: three points lie in a plane.");
        Expect.That(variance![2] >= 0 && variance[2] <= 1e-12, "0 as the last variance", variance, because: "Three points vary in two directions only.");
    }

    [Fact]
    public void The_scores_have_the_explained_variance_and_are_uncorrelated() => Property.Holds(Varied(7, 3), x =>
    {
        (double[]? mean, double[,]? components, double[]? variance) = Subject.FitPca(x, 3);
        Expect.That(mean?.Length == 3 && Matrices.HasShape(components, 3, 3) && variance?.Length == 3, "a mean of 3, components of 3 × 3, 3 variances", (mean, components, variance), because: "One entry a column of data; one column a component.");
        Expect.That(Matrices.OffOrthonormal(components!) <= 1e-10, "orthonormal columns", components, because: "The axes are unit vectors at right angles.");
        double[,]? scores = Subject.Transform(x, mean!, components!);
        Expect.That(Matrices.HasShape(scores, 7, 3), "7 × 3 scores", scores, because: "A row each observation, a column each component.");
        double size = x.Cast<double>().Max(Math.Abs);
        double[,] covariance = Matrices.Scaled(1 / 6.0, Matrices.Times(Draw.Transpose(scores!), scores!));
        Expect.That(Matrices.Distance(covariance, Matrices.Diagonal(variance!)) <= 1e-10 * Math.Max(1, size * size), $"scores with the variances {ValueText.Of(variance)} and no covariance", scores, because: $"Their covariance, with n − 1, is {ValueText.Of(covariance)}. For singular values of the centred data: σ²/(n − 1).");
        Expect.That(variance!.Zip(variance!.Skip(1)).All(pair => pair.First >= pair.Second), "variances in descending order", variance, because: "The first axis is that of most variance.");
    });

    [Fact]
    public void The_largest_entry_of_each_axis_is_positive() => Property.Holds(Varied(6, 4), x =>
    {
        double[,]? components = Subject.FitPca(x, 4).Components;
        foreach (double[] axis in Columns.Of(components!))
        {
            double largest = axis.Max(Math.Abs);
            Expect.That(axis.Any(entry => entry > 0 && entry >= largest * (1 - 1e-9)), "each column's largest absolute entry positive", components, because: "An axis and its opposite are the same axis. Without a rule, two runs disagree.");
        }
    });

    [Fact]
    public void All_components_give_the_data_back() => Property.Holds(Varied(6, 3), x =>
    {
        (double[]? mean, double[,]? components, _) = Subject.FitPca(x, 3);
        Expect.Close(x, Subject.Inverse(Subject.Transform(x, mean!, components!), mean!, components!), because: "With k = d nothing is left out.", tolerance: 1e-10);
    });

    [Fact]
    public void What_reconstruction_loses_is_the_variance_left_out() => Property.Holds(Varied(6, 4), x =>
    {
        double[]? all = Subject.FitPca(x, 4).ExplainedVariance;
        (double[]? mean, double[,]? components, _) = Subject.FitPca(x, 2);
        double[,]? back = Subject.Inverse(Subject.Transform(x, mean!, components!), mean!, components!);
        Expect.That(Matrices.HasShape(back, 6, 4), "6 × 4 entries", back, because: "The data's own shape.");
        double lost = 0;
        for (int i = 0; i < 6; i++)
            for (int j = 0; j < 4; j++)
                lost += Math.Pow(x[i, j] - back![i, j], 2);
        Expect.Close((all![2] + all[3]) * 5, lost, because: "Σ(x − x̂)² is (n − 1) times the variances that were left out.", tolerance: 1e-9, scale: Math.Max(1, all.Sum()));
    });

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void K_lies_between_1_and_the_shorter_side(int k)
    {
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.FitPca(_cross, k), because: "Four points of two columns have one or two components.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.FitPca(new double[,] { { 1, 2, 3 }, { 4, 5, 7 } }, k), because: "Two points of three columns have one or two components.");
    }

    [Fact]
    public void One_row_has_no_variance() => Expect.Throws<ArgumentException>(() => Subject.FitPca(new double[,] { { 1, 2, 3 } }, 1), because: "n − 1 is 0.");

    [Fact]
    public void Shapes_must_fit()
    {
        Expect.Throws<ArgumentException>(() => Subject.Transform(new double[2, 3], [1, 2], new double[3, 1]), because: "Three columns, a mean of two.");
        Expect.Throws<ArgumentException>(() => Subject.Transform(new double[2, 3], [1, 2, 3], new double[2, 1]), because: "Three columns, axes of two entries.");
        Expect.Throws<ArgumentException>(() => Subject.Transform(new double[2, 2], [1, 2, 3], new double[3, 1]), because: "Two columns, a mean of three.");
        Expect.Throws<ArgumentException>(() => Subject.Inverse(new double[2, 1], [1, 2], new double[3, 1]), because: "Axes of three entries, a mean of two.");
        Expect.Throws<ArgumentException>(() => Subject.Inverse(new double[2, 2], [1, 2, 3], new double[3, 1]), because: "Two scores a row, one axis.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("Not centred, the first axis points at the mean. Subtract the mean of each column first.", Reference with { FitPca = (x, k) => { (double[] mean, _, _) = PrincipalComponents.Fit(x, k); return Written(x, k, new double[mean.Length]) is var fit ? (mean, fit.Components, fit.ExplainedVariance) : default; } }),
        new("You divide by n. The mean was taken from the same data, so a sample covariance divides by n − 1.", Reference with { FitPca = (x, k) => { (double[] mean, double[,] axes, double[] variance) = PrincipalComponents.Fit(x, k); double n = x.GetLength(0); return (mean, axes, Array.ConvertAll(variance, v => v * (n - 1) / n)); } }),
        new("Singular values are no variances: the variance along an axis is σ²/(n − 1).", Reference with { FitPca = (x, k) => { (double[] mean, double[,] axes, double[] variance) = PrincipalComponents.Fit(x, k); return (mean, axes, Array.ConvertAll(variance, v => Math.Sqrt(v * (x.GetLength(0) - 1)))); } }),
        new("Your axes are rows, [k, d], as some libraries keep them. Here they are columns, [d, k].", new(
            (x, k) => { (double[] mean, double[,] axes, double[] variance) = PrincipalComponents.Fit(x, k); return (mean, Draw.Transpose(axes), variance); },
            (x, mean, axes) => PrincipalComponents.Transform(x, mean, Draw.Transpose(axes)),
            (scores, mean, axes) => PrincipalComponents.Inverse(scores, mean, Draw.Transpose(axes)))),
        new("The sign of each axis is as it came: two runs would disagree. Its largest absolute entry is to be positive.", Reference with { FitPca = (x, k) => { (double[] mean, double[,] axes, double[] variance) = PrincipalComponents.Fit(x, k); return (mean, Matrices.Scaled(-1, axes), variance); } }),
        new("Transform must subtract the mean it is given: the axes were found around it.", Reference with { Transform = (x, mean, axes) => { PrincipalComponents.Transform(x, mean, axes); return Matrices.Times(x, axes); } }),
        new("Subtract the mean before you square. The mean of xxᵀ less mean·meanᵀ is the difference of two large numbers, and keeps no digit of a small variance.", Reference with { FitPca = (x, k) => { PrincipalComponents.Fit(x, k); return ByMoments(x, k); } }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("eigenvectors of the covariance", new(
            (x, k) =>
            {
                PrincipalComponents.Fit(x, k);   // throws where it must
                return Written(x, k, Mean(x));
            },
            (x, mean, axes) => mean.Length == x.GetLength(1) ? Matrices.Times(Moved(x, mean, -1), axes) : throw new ArgumentException("The mean does not fit."),
            (scores, mean, axes) => mean.Length == axes.GetLength(0) ? Moved(Matrices.Times(scores, Draw.Transpose(axes)), mean, 1) : throw new ArgumentException("The mean does not fit."))),
        new("vectors of Unit 1, row by row; singular vectors by QR first", new(ByQr, ByRows, RowsBack)),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Move the cloud to the origin first. Then: the direction of most variance is an eigenvector of which matrix? And where have you already got it, without forming that matrix?",
        "The right singular vectors of the centred data are the axes, σ²/(n − 1) the variances. Transform: (x − mean)·components. Inverse: scores·componentsᵀ + mean in each row.",
        "FitPca: fewer than two rows: ArgumentException; k outside 1 to min(n, d): ArgumentOutOfRangeException. Column means; centred copy; your SVD; the first k columns of V, each turned round if its entry of largest absolute value is negative; variances. Transform and Inverse: check that mean and axes have as many entries as the data have columns.",
    ];

    /// <summary>Data whose variances along the axes are well apart, so that the axes are determined.</summary>
    private static Gen<double[,]> Varied(int rows, int columns) => Draw.Matrix(rows, columns).Where(x =>
    {
        double[] variances = [.. JacobiMethod.SymmetricEigen(Covariance(x, Mean(x))).Values, 0];
        return variances.Zip(variances.Skip(1)).All(pair => pair.First - pair.Second > 1e-3 * variances[0]);
    });

    private static double[] Mean(double[,] x) => [.. Columns.Of(x).Select(column => column.Average())];

    private static double[,] Moved(double[,] x, double[] mean, double sign)
    {
        double[,] moved = (double[,])x.Clone();
        for (int i = 0; i < x.GetLength(0); i++)
            for (int j = 0; j < x.GetLength(1); j++)
                moved[i, j] += sign * mean[j];
        return moved;
    }

    private static double[,] Covariance(double[,] x, double[] mean)
    {
        double[,] centred = Moved(x, mean, -1);
        return Matrices.Scaled(1.0 / (x.GetLength(0) - 1), Matrices.Times(Draw.Transpose(centred), centred));
    }

    private static (double[] Mean, double[,] Components, double[] ExplainedVariance) Written(double[,] x, int k, double[] mean) => First(Covariance(x, mean), mean, k);

    private static (double[] Mean, double[,] Components, double[] ExplainedVariance) First(double[,] covariance, double[] mean, int k)
    {
        (double[] values, double[,] vectors) = JacobiMethod.SymmetricEigen(covariance);
        double[][] axes = [.. Columns.Of(vectors).Take(k).Select(axis => axis.MaxBy(Math.Abs) < 0 ? Draw.Times(-1, axis) : axis)];
        return (mean, Columns.Join(axes, mean.Length), [.. values.Take(k).Select(value => Math.Max(0, value))]);
    }

    private static (double[] Mean, double[,] Components, double[] ExplainedVariance) ByMoments(double[,] x, int k)
    {
        int n = x.GetLength(0), d = x.GetLength(1);
        double[] mean = Mean(x);
        double[,] moments = Matrices.Times(Draw.Transpose(x), x);
        for (int i = 0; i < d; i++)
            for (int j = 0; j < d; j++)
                moments[i, j] = (moments[i, j] - n * mean[i] * mean[j]) / (n - 1);
        return First(moments, mean, k);
    }

    private static (double[] Mean, double[,] Components, double[] ExplainedVariance) ByQr(double[,] x, int k)
    {
        int n = x.GetLength(0), d = x.GetLength(1);
        if (n < 2) throw new ArgumentException("One row.");
        if (k < 1 || k > n || k > d) throw new ArgumentOutOfRangeException(nameof(k));
        double[] mean = new double[d];
        for (int j = 0; j < d; j++)
        {
            for (int i = 0; i < n; i++) mean[j] += (x[i, j] - x[0, j]) / n;
            mean[j] += x[0, j];
        }

        double[,] centred = Moved(x, mean, -1);
        var svd = Svd.OneSidedJacobi(n >= d ? Qr.Householder(Mat.Of(centred)).R : Mat.Of(centred));
        double[,] axes = new double[d, k];
        for (int t = 0; t < k; t++)
        {
            int largest = Enumerable.Range(0, d).MaxBy(j => Math.Abs(svd.V[j, t]));
            for (int j = 0; j < d; j++) axes[j, t] = Math.Sign(svd.V[largest, t]) * svd.V[j, t];
        }

        return (mean, axes, [.. svd.S[..k].Select(sigma => sigma * sigma / (n - 1))]);
    }

    private static double[,] ByRows(double[,] x, double[] mean, double[,] axes)
    {
        if (mean.Length != x.GetLength(1) || axes.GetLength(0) != mean.Length) throw new ArgumentException("The shapes do not fit.");
        double[,] scores = new double[x.GetLength(0), axes.GetLength(1)];
        for (int i = 0; i < x.GetLength(0); i++)
            for (int t = 0; t < axes.GetLength(1); t++)
                scores[i, t] = (Mat.Of(x).Row(i) - Vec.Of(mean)).Dot(Mat.Of(axes).Col(t));
        return scores;
    }

    private static double[,] RowsBack(double[,] scores, double[] mean, double[,] axes)
    {
        if (axes.GetLength(0) != mean.Length || axes.GetLength(1) != scores.GetLength(1)) throw new ArgumentException("The shapes do not fit.");
        double[,] x = new double[scores.GetLength(0), mean.Length];
        for (int i = 0; i < scores.GetLength(0); i++)
        {
            Vec row = Vec.Of(mean) + Mat.Of(axes) * Mat.Of(scores).Row(i);
            for (int j = 0; j < mean.Length; j++) x[i, j] = row[j];
        }

        return x;
    }
}
