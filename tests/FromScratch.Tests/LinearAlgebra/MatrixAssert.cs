using FromScratch.LinearAlgebra;
using Xunit;

namespace FromScratch.Tests.LinearAlgebra;

/// <summary>Matrices that are equal up to rounding.</summary>
internal static class MatrixAssert
{
    /// <summary>The shapes are the same, and no entry differs by more than the tolerance.</summary>
    public static void Close(double[,] expected, double[,] actual, double tolerance)
    {
        Assert.Equal((expected.GetLength(0), expected.GetLength(1)), (actual.GetLength(0), actual.GetLength(1)));
        for (int i = 0; i < expected.GetLength(0); i++)
            for (int j = 0; j < expected.GetLength(1); j++)
                Assert.True(Math.Abs(expected[i, j] - actual[i, j]) <= tolerance, $"[{i}, {j}]: expected {expected[i, j]}, got {actual[i, j]}");
    }

    /// <summary>The columns are orthonormal.</summary>
    public static void Orthonormal(Mat q, double tolerance) => Close(Mat.Identity(q.Cols).ToArray(), (q.T() * q).ToArray(), tolerance);
}
