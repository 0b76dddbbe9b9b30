namespace FromScratch.LinearAlgebra;

/// <summary>Columns in their own unit: how many standard deviations from the mean.</summary>
public static class Standardization
{
    private const double Constant = 1e-12;   // of the largest entry: a spread that is rounding

    /// <summary>Each column minus its mean, divided by its sample standard deviation (n − 1); zeros where a column is constant.</summary>
    /// <param name="x">Data [n, d], n ≥ 2.</param>
    /// <returns>A new matrix [n, d].</returns>
    /// <exception cref="ArgumentException">There are fewer than two rows.</exception>
    public static double[,] Standardize(double[,] x)
    {
        if (x.GetLength(0) < 2) throw new ArgumentException($"Standardize: {x.GetLength(0)} rows. A standard deviation needs at least two.", nameof(x));
        return Columns.Join(Array.ConvertAll(Columns.Of(x), Standardize), x.GetLength(0));
    }

    private static double[] Standardize(double[] column)
    {
        double mean = column.Average();
        double[] centred = Array.ConvertAll(column, entry => entry - mean);
        double deviation = InnerProduct.Norm(centred, 2) / Math.Sqrt(column.Length - 1);
        bool isConstant = deviation <= Constant * InnerProduct.Norm(column, double.PositiveInfinity);
        return Array.ConvertAll(centred, entry => isConstant ? 0 : entry / deviation);
    }
}
