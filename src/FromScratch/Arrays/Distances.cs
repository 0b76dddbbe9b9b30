namespace FromScratch.Arrays;

/// <summary>Distances between all points of two sets, in whole-array operations.</summary>
public static class Distances
{
    /// <summary>The Euclidean distance of each point of x from each point of y.</summary>
    /// <param name="x">Points [n, d].</param>
    /// <param name="y">Points [m, d].</param>
    /// <returns>Distances [n, m].</returns>
    /// <remarks>
    /// ‖x − y‖² = ‖x‖² + ‖y‖² − 2·x·y: the matrix product does the work, and no array [n, m, d] of differences is made.
    /// Both sets are first moved by the mean of y, for distances do not change by that and the squares lose fewer digits; what rounding leaves below 0 is set to 0 before the root.
    /// </remarks>
    /// <exception cref="ArgumentException">One of them is no matrix, or they differ in d.</exception>
    public static NDArray Pairwise(NDArray x, NDArray y)
    {
        if (x.Shape.Length != 2 || y.Shape.Length != 2 || x.Shape[1] != y.Shape[1])
            throw new ArgumentException($"Pairwise: points {StrideRule.Text(x.Shape)} and {StrideRule.Text(y.Shape)}. Both are matrices with a point a row, and as many columns as the other.", nameof(y));
        NDArray centre = y.Mean(axis: 0, keepDims: true);                                   // [1, d]; of no points NaN, which then no distance has
        (NDArray from, NDArray to) = (x - centre, y - centre);                              // [n, d], [m, d]
        NDArray squares = (from * from).Sum(axis: 1, keepDims: true)                        // [n, 1]
            + (to * to).Sum(axis: 1)                                                        // [m], broadcast to [n, m]
            - 2 * from.MatMul(to.Transpose());                                              // [n, m]
        return squares.Map(square => Math.Sqrt(Math.Max(0, square)));
    }
}
