namespace Autograders;

/// <summary>Landscapes on which the minimisers of Unit 5 are tried.</summary>
internal static class Valleys
{
    /// <summary>100(y − x²)² + (1 − x)²: a curved valley with its lowest point at (1, 1).</summary>
    public static double Rosenbrock(double[] p) => 100 * (p[1] - p[0] * p[0]) * (p[1] - p[0] * p[0]) + (1 - p[0]) * (1 - p[0]);

    public static double[] RosenbrockGradient(double[] p) => [-400 * p[0] * (p[1] - p[0] * p[0]) - 2 * (1 - p[0]), 200 * (p[1] - p[0] * p[0])];

    public static double[,] RosenbrockHessian(double[] p) => new[,] { { 1200 * p[0] * p[0] - 400 * p[1] + 2, -400 * p[0] }, { -400 * p[0], 200 } };

    /// <summary>x⁴ − x² + y²: two wells at x = ±√½, between them a pass at 0.</summary>
    public static double Wells(double[] p) => Math.Pow(p[0], 4) - p[0] * p[0] + p[1] * p[1];

    public static double[] WellsGradient(double[] p) => [4 * p[0] * p[0] * p[0] - 2 * p[0], 2 * p[1]];

    public static double[,] WellsHessian(double[] p) => new[,] { { 12 * p[0] * p[0] - 2, 0 }, { 0, 2 } };
}
