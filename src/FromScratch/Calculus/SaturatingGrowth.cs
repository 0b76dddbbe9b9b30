namespace FromScratch.Calculus;

/// <summary>Growth towards a ceiling: y = b₁·(1 − exp(−b₂·x)), and how observations differ from it.</summary>
/// <param name="X">Where it was observed [m].</param>
/// <param name="Y">What was observed [m].</param>
/// <remarks>b₁ is the ceiling; b₂ the rate: at each x the distance to the ceiling falls by b₂ of itself. 90 % of the ceiling are reached at ln(10)/b₂.</remarks>
public sealed record SaturatingGrowth(double[] X, double[] Y)
{
    /// <summary>The model's value.</summary>
    /// <param name="b">Ceiling and rate [2].</param>
    /// <param name="x">Where.</param>
    public static double Value(double[] b, double x) => b[0] * (1 - Math.Exp(-b[1] * x));

    /// <summary>The residuals model − observation [m].</summary>
    /// <param name="b">Ceiling and rate [2].</param>
    public double[] Residuals(double[] b) => [.. X.Zip(Y, (x, y) => Value(b, x) - y)];

    /// <summary>The residuals' Jacobian [m, 2]: 1 − exp(−b₂x) and b₁·x·exp(−b₂x).</summary>
    /// <param name="b">Ceiling and rate [2].</param>
    public double[,] Jacobian(double[] b)
    {
        double[,] jacobian = new double[X.Length, 2];
        for (int i = 0; i < X.Length; i++)
        {
            double left = Math.Exp(-b[1] * X[i]);
            (jacobian[i, 0], jacobian[i, 1]) = (1 - left, b[0] * X[i] * left);
        }

        return jacobian;
    }
}
