using Course;
using CsCheck;
using FromScratch.ClassicalMl;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 9.10: as many principal components as a share of the variance takes, and whitened scores.</summary>
[Exercise("9.10", "PCA by the share of variance", Difficulty = 3, Minutes = 25, Theory = "7. PCA is the best linear compressor")]
public sealed class PcaFromScratch : Exercise<PcaFromScratch, PcaFromScratch.Contract>
{
    public delegate PcaModel Fitting(double[,] x, double share);

    public delegate double[,] Whitening(PcaModel model, double[,] x);

    public sealed record Contract(Fitting FitShare, Whitening Whiten);

    public static Verdict Check(Fitting fitShare, Whitening whiten) => Grade(new Contract(fitShare, whiten));

    /// <summary>Holds the variances that are kept against the reference's and a library's.</summary>
    public static Comparison Compare(Fitting fitShare, Fitting libraryFit) => Compared(
        Part("FitShare, variances", fitShare, contract => contract.FitShare, libraryFit, "MathNet SVD", ("40 × 5", f => f(_small, 0.9).Variance), ("400 × 20", f => f(_large, 0.9).Variance)));

    protected override Contract Reference => new(VarianceShare.Fit, VarianceShare.Whiten);

    private static readonly double[,] _small = Lessons.Table(8, 40, 5);
    private static readonly double[,] _large = FromScratch.Data.Generators.PlantedFactors(9, rows: 400).Data;

    // Variances 16, 8 and 1 along the axes (x₀ first), around (5, −1, 2): squares 80, 40 and 5 over 6 − 1.
    private static readonly double[,] _cross = { { 5 + 6.324555320336759, -1, 2 }, { 5 - 6.324555320336759, -1, 2 }, { 5, -1 + 4.47213595499958, 2 }, { 5, -1 - 4.47213595499958, 2 }, { 5, -1, 2 + 1.5811388300841898 }, { 5, -1, 2 - 1.5811388300841898 } };

    [Theory]
    [InlineData(0.5, 1)]
    [InlineData(0.64, 1)]
    [InlineData(0.65, 2)]
    [InlineData(0.95, 2)]
    [InlineData(0.97, 3)]
    [InlineData(1, 3)]
    public void The_fewest_components_that_keep_the_share(double share, int k)
    {
        PcaModel model = Fitted(_cross, share);
        Expect.Equal(k, model.Variance.Length, because: $"The variances along the axes are 16, 8 and 1 of 25: one keeps 0.64, two keep 0.96. Asked is {ValueText.Of(share)}. By singular values, not squared, you would count otherwise.");
        Expect.Close(((double[])[16, 8, 1])[..k], model.Variance, because: "Sample variances along the components, the largest first.", tolerance: 1e-9);
        Expect.Close([5, -1, 2], model.Mean.ToArray(), because: "The mean of the columns.", tolerance: 1e-12);
    }

    [Fact]
    public void The_components_are_the_eigenvectors_of_the_covariance()
    {
        double[,] x = Lessons.Table(1, 30, 4), stretched = Lessons.Mapped(x, (v, j) => v * (j + 1) + j);
        PcaModel model = Fitted(stretched, 0.8);
        double[] means = [.. Enumerable.Range(0, 4).Select(j => Draw.Column(stretched, j).Average())];
        Mat centred = Mat.Of(Lessons.Mapped(stretched, (v, j) => v - means[j]));
        SymEigen eigen = SymEigen.Jacobi(Mat.Of(Lessons.Mapped((centred.T() * centred).ToArray(), (v, _) => v / 29)));
        int k = Enumerable.Range(1, 4).First(count => eigen.Values.Take(count).Sum() >= 0.8 * eigen.Values.Sum());
        Expect.Equal(k, model.Variance.Length, because: "Eigenvalues of the covariance are the variances along its eigenvectors.");
        for (int t = 0; t < k; t++)
            Expect.Close(1, Math.Abs(model.Components.Col(t).Dot(eigen.Vectors.Col(t))), because: $"Component {t} is the eigenvector {t}, or its opposite.", tolerance: 1e-9);
    }

    [Fact]
    public void Whitened_rows_have_the_identity_as_covariance()
    {
        double[,] x = Lessons.Mapped(Lessons.Table(2, 40, 3), (v, j) => v * (3 - j) + 7);
        PcaModel model = Fitted(x, 1);
        double[,]? white = Subject.Whiten(model, x);
        Expect.That(white?.GetLength(0) == 40 && white.GetLength(1) == 3, "scores [40, 3]", white, because: "A row each, a column for each component.");
        double[,] covariance = Lessons.Mapped((Mat.Of(white!).T() * Mat.Of(white!)).ToArray(), (v, _) => v / 39);
        Expect.Close(Mat.Identity(3).ToArray(), covariance, because: "Divide each score by the standard deviation along its axis, the root of the variance.", tolerance: 1e-9);
    }

    [Fact]
    public void New_rows_are_measured_from_the_training_mean()
    {
        PcaModel model = new(Vec.Of(1, 2), Mat.Of(new[,] { { 0.6 }, { 0.8 } }), [4]);
        Expect.Close(new[,] { { 5.0 / 2 }, { 0 }, { -1.0 / 2 } }, Subject.Whiten(model, new[,] { { 4.0, 6 }, { 1, 2 }, { 0.4, 1.2 } }), because: "(x − mean)·(0.6, 0.8), divided by √4. The mean is the model's: new rows centred by their own mean would look average, whatever they are.", tolerance: 1e-12);
    }

    [Fact]
    public void Fewer_rows_than_columns_have_fewer_components()
    {
        PcaModel model = Fitted(Lessons.Table(3, 3, 5), 0.999999);
        Expect.Equal(2, model.Variance.Length, because: "Three rows around their mean span a plane.");
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.FitShare(_cross, 0), because: "A share of nothing needs no component.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.FitShare(_cross, 1.01), because: "More than all.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.FitShare(_cross, double.NaN), because: "No number.");
        Expect.Throws<ArgumentException>(() => Subject.FitShare(new double[,] { { 1, 2 } }, 0.9), because: "One row has no variance.");
        Expect.Throws<ArgumentException>(() => Subject.FitShare(new double[,] { { 1, 2 }, { 1, 2 }, { 1, 2 } }, 0.9), because: "No column varies: 0/0.");
        Expect.Throws<ArgumentException>(() => Subject.Whiten(new(Vec.Of(1, 2), Mat.Of(new[,] { { 0.6 }, { 0.8 } }), [4]), new double[2, 3]), because: "3 columns, a mean of 2.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("The share is one of variances, σ², not of singular values σ: you keep too many.", Reference with { FitShare = (x, share) => ByRoots(x, share) }),
        new("Use the training mean: you centred new rows by their own.", Reference with { Whiten = (model, x) => VarianceShare.Whiten(model with { Mean = x.GetLength(1) == model.Mean.Count ? Vec.Of([.. Enumerable.Range(0, x.GetLength(1)).Select(j => Draw.Column(x, j).Average())]) : model.Mean }, x) }),
        new("You divided by the variance. The unit of a score is a standard deviation, its root.", Reference with { Whiten = (model, x) => VarianceShare.Whiten(model with { Variance = Array.ConvertAll(model.Variance, v => v * v) }, x) }),
        new("One component too many: stop as soon as the share is reached.", Reference with { FitShare = (x, share) => share is > 0 and < 1 && VarianceShare.Fit(x, share) is var model && VarianceShare.Fit(x, 1) is var all && model.Variance.Length < all.Variance.Length ? PcaModel.Fit(Mat.Of(x), model.Variance.Length + 1) : VarianceShare.Fit(x, share) }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("by the eigenvalues of the covariance", new(ByEigen, ByRows)),
        new("grow the model by one component until it suffices", Reference with { FitShare = ByGrowing }),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Fit all components once. How much of the total does the first one keep, how much the first two?",
        "PcaModel.Fit of Unit 3 gives mean, axes and variances. Cut after the first k whose sum reaches share·total, rounding aside. Whitening: project, then divide column t by the root of variance t.",
        "Guard the share and the case that nothing varies. all = PcaModel.Fit(Mat.Of(x), min(n, d)); count up k; keep the first k columns of Components (Columns.Of, Columns.Join) and entries of Variance. Whiten uses model.Project.",
    ];

    private PcaModel Fitted(double[,] x, double share)
    {
        PcaModel? model = Subject.FitShare(x, share);
        Expect.That(model?.Components is not null && model.Variance is not null && model.Mean is not null && model.Components.Cols == model.Variance.Length && model.Components.Rows == x.GetLength(1), $"a model of {x.GetLength(1)} columns with a variance for each component", model, because: "Components is [d, k], Variance [k].");
        return model!;
    }

    private static PcaModel ByRoots(double[,] x, double share)
    {
        VarianceShare.Fit(x, share);
        PcaModel all = PcaModel.Fit(Mat.Of(x), Math.Min(x.GetLength(0), x.GetLength(1)));
        double total = all.Variance.Sum(Math.Sqrt);
        int k = Enumerable.Range(1, all.Variance.Length).First(count => all.Variance.Take(count).Sum(Math.Sqrt) >= share * total - 1e-9 * total);
        return PcaModel.Fit(Mat.Of(x), k);
    }

    private static PcaModel ByEigen(double[,] x, double share)
    {
        if (!(share > 0) || share > 1) throw new ArgumentOutOfRangeException(nameof(share));
        int n = x.GetLength(0), d = x.GetLength(1);
        if (n < 2) throw new ArgumentException("Too few rows.");
        double[] means = [.. Enumerable.Range(0, d).Select(j => Draw.Column(x, j).Average())];
        Mat centred = Mat.Of(Lessons.Mapped(x, (v, j) => v - means[j]));
        SymEigen eigen = SymEigen.Jacobi(Mat.Of(Lessons.Mapped((centred.T() * centred).ToArray(), (v, _) => v / (n - 1))));
        double total = eigen.Values.Sum();
        if (total <= 0) throw new ArgumentException("Nothing varies.");
        int k = 1;
        while (eigen.Values.Take(k).Sum() < (share - 1e-12) * total) k++;
        return new(Vec.Of(means), Mat.Of(Columns.Join(Columns.Of(eigen.Vectors.ToArray())[..k], d)), eigen.Values[..k]);
    }

    private static double[,] ByRows(PcaModel model, double[,] x)
    {
        if (x.GetLength(1) != model.Mean.Count) throw new ArgumentException("They do not fit.");
        return Rows.Join(Array.ConvertAll(Rows.Of(x), row => Enumerable.Range(0, model.Variance.Length).Select(t => (Vec.Of(row) - model.Mean).Dot(model.Components.Col(t)) / Math.Sqrt(model.Variance[t])).ToArray()), model.Variance.Length);
    }

    private static PcaModel ByGrowing(double[,] x, double share)
    {
        if (!(share > 0) || share > 1) throw new ArgumentOutOfRangeException(nameof(share));
        if (x.GetLength(0) < 2) throw new ArgumentException("Too few rows.");
        int most = Math.Min(x.GetLength(0), x.GetLength(1));
        double total = Enumerable.Range(0, x.GetLength(1)).Sum(j => Draw.Column(x, j) is var column && column.Average() is var mean ? column.Sum(v => (v - mean) * (v - mean)) : 0) / (x.GetLength(0) - 1);
        if (total == 0) throw new ArgumentException("Nothing varies.");
        for (int k = 1; k < most; k++)
            if (PcaModel.Fit(Mat.Of(x), k) is var model && model.Variance.Sum() >= (share - 1e-10) * total) return model;
        return PcaModel.Fit(Mat.Of(x), most);
    }
}
