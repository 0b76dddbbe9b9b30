using System.Globalization;

namespace FromScratch.Data;

/// <summary>A sample with certified results.</summary>
/// <param name="Name">NIST's name of the data set.</param>
/// <param name="X">The values in their order [n].</param>
/// <param name="Mean">The certified mean.</param>
/// <param name="StdDev">The certified standard deviation, over n − 1.</param>
/// <param name="Lag1">The certified lag-1 autocorrelation.</param>
public sealed record CertifiedSample(string Name, double[] X, double Mean, double StdDev, double Lag1);

/// <summary>An analysis of variance with certified results.</summary>
/// <param name="Name">NIST's name of the data set.</param>
/// <param name="Groups">The values of each treatment [treatments][replicates].</param>
/// <param name="SumBetween">The certified sum of squares between the treatments.</param>
/// <param name="SumWithin">The certified sum of squares within them.</param>
/// <param name="F">The certified F statistic.</param>
public sealed record CertifiedAnova(string Name, double[][] Groups, double SumBetween, double SumWithin, double F);

/// <summary>Data sets of NIST's Statistical Reference Datasets (StRD) that try the accuracy of sums: univariate summaries and one-way analysis of variance.</summary>
/// <remarks>
/// They are made by a rule (Simon and Lesage, Computational Statistics and Data Analysis 8 (1989) 325-332), so that their results are known exactly. The values are decimal fractions: what a double holds is already rounded, and the more digits
/// all values share, the fewer are left for what differs. Source: NIST/ITL StRD, https://www.itl.nist.gov/div898/strd/ (public domain).
/// </remarks>
public static class NistStat
{
    /// <summary>NumAcc1 to NumAcc4: values that share 7, 0, 6 and 7 leading digits or so.</summary>
    /// <param name="which">From 1 to 4.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such set.</exception>
    public static CertifiedSample NumAcc(int which)
    {
        string whole = which switch
        {
            1 => "",
            2 => "1",
            3 => "1000000",
            4 => "10000000",
            _ => throw new ArgumentOutOfRangeException(nameof(which), which, $"NumAcc: there is no set {which}. There are 1 to 4."),
        };
        if (which == 1) return new("NumAcc1", [10000001, 10000003, 10000002], 10000002, 1, -0.5);
        double[] x = [.. Enumerable.Range(0, 1001).Select(i => Parse($"{whole}.{(i == 0 ? 2 : i % 2 == 1 ? 1 : 3)}"))];
        return new($"NumAcc{which}", x, Parse($"{whole}.2"), 0.1, -0.999);
    }

    /// <summary>SmLs01 to SmLs09: nine treatments of 21, 201 or 2,001 replicates, whose values share 1 (01 to 03), 7 (04 to 06) or 13 (07 to 09) leading digits.</summary>
    /// <param name="which">From 1 to 9.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such set.</exception>
    public static CertifiedAnova SmLs(int which)
    {
        if (which is < 1 or > 9) throw new ArgumentOutOfRangeException(nameof(which), which, $"SmLs: there is no set {which}. There are 1 to 9.");
        string whole = new[] { "1", "1000000", "1000000000000" }[(which - 1) / 3];
        int replicates = new[] { 21, 201, 2001 }[(which - 1) % 3];
        double[][] groups = [.. Enumerable.Range(0, 9).Select(treatment => Enumerable.Range(0, replicates).Select(replicate =>
        {
            int mean = treatment == 0 ? 4 : treatment % 2 == 1 ? 3 : 5;
            return Parse($"{whole}.{mean + (replicate == 0 ? 0 : replicate % 2 == 1 ? -1 : 1)}");
        }).ToArray())];
        return new($"SmLs0{which}", groups, 0.08 * replicates, 0.09 * (replicates - 1), replicates);   // 8 means 0.1 off; 9 times (r − 1) values 0.1 off; F = (0.08r/8)/(0.01)
    }

    private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
