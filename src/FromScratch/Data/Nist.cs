namespace FromScratch.Data;

/// <summary>A linear regression with certified results.</summary>
/// <param name="Name">NIST's name of the data set.</param>
/// <param name="X">The design matrix [observations, coefficients]; its first column is all ones, for the intercept.</param>
/// <param name="Y">What was observed [observations].</param>
/// <param name="Coefficients">The certified coefficients B0, B1, … [coefficients].</param>
/// <param name="StandardErrors">Their certified standard deviations [coefficients].</param>
/// <param name="ResidualStandardDeviation">The certified standard deviation of the residuals.</param>
/// <param name="RSquared">The certified R².</param>
public sealed record CertifiedFit(string Name, double[,] X, double[] Y, double[] Coefficients, double[] StandardErrors, double ResidualStandardDeviation, double RSquared);

/// <summary>Data sets of NIST's Statistical Reference Datasets (StRD), linear regression, with their certified values.</summary>
/// <remarks>Source: NIST/ITL StRD, https://www.itl.nist.gov/div898/strd/ (public domain): Longley.dat, Norris.dat, Wampler1.dat, Wampler2.dat.</remarks>
public static class Nist
{
    /// <summary>Employment in the USA, 1947 to 1962, against six series that rise together: nearly dependent columns of very different sizes.</summary>
    /// <remarks>X [16, 7]: 1, price deflator, national product, unemployed, armed forces, population, year. From Longley, JASA 62 (1967) 819-841.</remarks>
    public static CertifiedFit Longley()
    {
        double[][] rows =
        [
            [60323, 83.0, 234289, 2356, 1590, 107608, 1947],
            [61122, 88.5, 259426, 2325, 1456, 108632, 1948],
            [60171, 88.2, 258054, 3682, 1616, 109773, 1949],
            [61187, 89.5, 284599, 3351, 1650, 110929, 1950],
            [63221, 96.2, 328975, 2099, 3099, 112075, 1951],
            [63639, 98.1, 346999, 1932, 3594, 113270, 1952],
            [64989, 99.0, 365385, 1870, 3547, 115094, 1953],
            [63761, 100.0, 363112, 3578, 3350, 116219, 1954],
            [66019, 101.2, 397469, 2904, 3048, 117388, 1955],
            [67857, 104.6, 419180, 2822, 2857, 118734, 1956],
            [68169, 108.4, 442769, 2936, 2798, 120445, 1957],
            [66513, 110.8, 444546, 4681, 2637, 121950, 1958],
            [68655, 112.6, 482704, 3813, 2552, 123366, 1959],
            [69564, 114.2, 502601, 3931, 2514, 125368, 1960],
            [69331, 115.7, 518173, 4806, 2572, 127852, 1961],
            [70551, 116.9, 554894, 4007, 2827, 130081, 1962],
        ];
        return new("Longley", Design(rows, row => [1, .. row[1..]]), Array.ConvertAll(rows, row => row[0]),
            [-3482258.63459582, 15.0618722713733, -0.358191792925910E-01, -2.02022980381683, -1.03322686717359, -0.511041056535807E-01, 1829.15146461355],
            [890420.383607373, 84.9149257747669, 0.334910077722432E-01, 0.488399681651699, 0.214274163161675, 0.226073200069370, 455.478499142212],
            304.854073561965, 0.995479004577296);
    }

    /// <summary>The calibration of ozone monitors: a line through 36 points, an easy problem.</summary>
    /// <remarks>X [36, 2]: 1, x.</remarks>
    public static CertifiedFit Norris()
    {
        double[][] rows =
        [
            [0.1, 0.2], [338.8, 337.4], [118.1, 118.2], [888.0, 884.6], [9.2, 10.1], [228.1, 226.5], [668.5, 666.3], [998.5, 996.3], [449.1, 448.6], [778.9, 777.0], [559.2, 558.2], [0.3, 0.4],
            [0.1, 0.6], [778.1, 775.5], [668.8, 666.9], [339.3, 338.0], [448.9, 447.5], [10.8, 11.6], [557.7, 556.0], [228.3, 228.1], [998.0, 995.8], [888.8, 887.6], [119.6, 120.2], [0.3, 0.3],
            [0.6, 0.3], [557.6, 556.8], [339.3, 339.1], [888.0, 887.2], [998.5, 999.0], [778.9, 779.0], [10.2, 11.1], [117.6, 118.3], [228.9, 229.2], [668.4, 669.1], [449.2, 448.9], [0.2, 0.5],
        ];
        return new("Norris", Design(rows, row => [1, row[1]]), Array.ConvertAll(rows, row => row[0]),
            [-0.262323073774029, 1.00211681802045], [0.232818234301152, 0.429796848199937E-03], 0.884796396144373, 0.999993745883712);
    }

    /// <summary>A polynomial of degree 5 in x = 0, 1, …, 20, without noise: the powers of x are nearly dependent columns.</summary>
    /// <param name="which">1, with all coefficients 1; or 2, with the coefficients 1, 0.1, 0.01, …</param>
    /// <remarks>X [21, 6]: 1, x, x², …, x⁵. From Wampler, JASA 65 (1970) 549-565.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">There is no such set here.</exception>
    public static CertifiedFit Wampler(int which)
    {
        double[] y = which switch
        {
            1 => [1, 6, 63, 364, 1365, 3906, 9331, 19608, 37449, 66430, 111111, 177156, 271453, 402234, 579195, 813616, 1118481, 1508598, 2000719, 2613660, 3368421],
            2 => [1.00000, 1.11111, 1.24992, 1.42753, 1.65984, 1.96875, 2.38336, 2.94117, 3.68928, 4.68559, 6.00000, 7.71561, 9.92992, 12.75603, 16.32384, 20.78125, 26.29536, 33.05367, 41.26528, 51.16209, 63.00000],
            _ => throw new ArgumentOutOfRangeException(nameof(which), which, $"Wampler: there is no set {which} here. There are 1 and 2."),
        };
        double[] coefficients = which == 1 ? [1, 1, 1, 1, 1, 1] : [1, 0.1, 0.01, 0.001, 0.0001, 0.00001];
        double[][] rows = [.. Enumerable.Range(0, 21).Select(x => new double[] { 1, x, x * x, x * x * x, x * x * x * x, x * x * x * x * x })];   // whole numbers: exact
        return new($"Wampler{which}", Design(rows, row => row), y, coefficients, new double[6], 0, 1);
    }

    private static double[,] Design(double[][] rows, Func<double[], double[]> regressors)
    {
        double[][] lines = Array.ConvertAll(rows, row => regressors(row));
        double[,] design = new double[lines.Length, lines[0].Length];
        for (int i = 0; i < lines.Length; i++)
            for (int j = 0; j < lines[i].Length; j++)
                design[i, j] = lines[i][j];
        return design;
    }
}
