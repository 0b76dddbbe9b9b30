namespace FromScratch.ClassicalMl;

/// <summary>The function w·x + b of a row x.</summary>
/// <param name="W">The weights [d].</param>
/// <param name="B">The intercept.</param>
public sealed record LinearModel(double[] W, double B)
{
    /// <summary>w·row + b.</summary>
    /// <param name="row">A row [d].</param>
    public double Predict(double[] row) => LinearAlgebra.InnerProduct.Dot(W, row) + B;
}
