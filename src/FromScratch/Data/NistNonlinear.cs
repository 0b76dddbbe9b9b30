using FromScratch.Calculus;

namespace FromScratch.Data;

/// <summary>A nonlinear regression with certified results.</summary>
/// <param name="Name">NIST's name of the data set.</param>
/// <param name="Model">The model with the observations.</param>
/// <param name="FarStart">NIST's first start [2], far from the solution.</param>
/// <param name="NearStart">NIST's second start [2].</param>
/// <param name="Parameters">The certified parameters [2].</param>
/// <param name="StandardErrors">Their certified standard deviations [2].</param>
/// <param name="ResidualSumOfSquares">The certified sum of squared residuals.</param>
public sealed record CertifiedCurve(string Name, SaturatingGrowth Model, double[] FarStart, double[] NearStart, double[] Parameters, double[] StandardErrors, double ResidualSumOfSquares);

/// <summary>Data sets of NIST's Statistical Reference Datasets (StRD), nonlinear regression, with their certified values. Both have the model y = b₁·(1 − exp(−b₂·x)).</summary>
/// <remarks>Source: NIST/ITL StRD, https://www.itl.nist.gov/div898/strd/ (public domain): Misra1a.dat, BoxBOD.dat.</remarks>
public static class NistNonlinear
{
    /// <summary>Dental research, 1978: volume adsorbed against pressure, 14 observations. The parameters differ by a factor of 400,000.</summary>
    public static CertifiedCurve Misra1a() => new(
        "Misra1a",
        new(
            [77.6, 114.9, 141.1, 190.8, 239.9, 289.0, 332.8, 378.4, 434.8, 477.3, 536.8, 593.1, 689.1, 760.0],
            [10.07, 14.73, 17.94, 23.93, 29.61, 35.18, 40.02, 44.82, 50.76, 55.05, 61.01, 66.40, 75.47, 81.78]),
        [500, 0.0001], [250, 0.0005], [2.3894212918E+02, 5.5015643181E-04], [2.7070075241E+00, 7.2668688436E-06], 1.2455138894E-01);

    /// <summary>Biochemical oxygen demand against days of incubation, 6 observations (Box, Hunter and Hunter, 1978): few, noisy, and from the first start most programs fail.</summary>
    public static CertifiedCurve BoxBod() => new(
        "BoxBOD", new([1, 2, 3, 5, 7, 10], [109, 149, 149, 191, 213, 224]),
        [1, 1], [100, 0.75], [2.1380940889E+02, 5.4723748542E-01], [1.2354515176E+01, 1.0455993237E-01], 1.1680088766E+03);
}
