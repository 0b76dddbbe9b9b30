namespace FromScratch.Probability;

/// <summary>The joint distribution of two variables as a table [rows, columns]: marginals are its sums, conditionals its slices, rescaled.</summary>
/// <remarks>Source: Blitzstein and Hwang, Introduction to Probability, 2nd ed., §7.1.</remarks>
public static class TwoWayTable
{
    private const double SumTolerance = 1e-9;

    /// <summary>The distribution of one variable alone: P(x) = Σ_y P(x, y).</summary>
    /// <param name="joint">P(row, column) [rows, columns]; not negative, with the sum 1.</param>
    /// <param name="axis">Which variable is kept: 0 for the row's, 1 for the column's.</param>
    /// <returns>[rows] for axis 0, [columns] for axis 1.</returns>
    /// <exception cref="ArgumentException">A cell is negative, or the cells do not sum to 1.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The axis is neither 0 nor 1.</exception>
    public static double[] Marginal(double[,] joint, int axis)
    {
        RequireTable(joint, axis);
        double[] marginal = new double[joint.GetLength(axis)];
        for (int row = 0; row < joint.GetLength(0); row++)
            for (int column = 0; column < joint.GetLength(1); column++)
                marginal[axis == 0 ? row : column] += joint[row, column];
        return marginal;
    }

    /// <summary>The distribution of one variable when the other's value is known: P(x given y) = P(x, y)/P(y).</summary>
    /// <param name="joint">P(row, column) [rows, columns]; not negative, with the sum 1.</param>
    /// <param name="givenAxis">Whose value is known: 0 for the row's, 1 for the column's.</param>
    /// <param name="value">Which value, counted from 0.</param>
    /// <returns>[columns] when a row is known, [rows] when a column is; the sum is 1.</returns>
    /// <exception cref="ArgumentException">A cell is negative, or the cells do not sum to 1.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The axis is neither 0 nor 1, or the table has no such value.</exception>
    /// <exception cref="InvalidOperationException">The known value has the probability 0: nothing can be said of what never happens.</exception>
    public static double[] Conditional(double[,] joint, int givenAxis, int value)
    {
        double[] given = Marginal(joint, givenAxis);
        if (value < 0 || value >= given.Length) throw new ArgumentOutOfRangeException(nameof(value), value, $"Conditional: axis {givenAxis} has the values 0 to {given.Length - 1}, and you asked for {value}.");
        if (given[value] == 0) throw new InvalidOperationException($"Conditional: value {value} of axis {givenAxis} has the probability 0. Nothing can be said of the rest once it has happened, as it never does.");
        double[] slice = new double[joint.GetLength(1 - givenAxis)];
        for (int i = 0; i < slice.Length; i++) slice[i] = (givenAxis == 0 ? joint[value, i] : joint[i, value]) / given[value];
        return slice;
    }

    /// <summary>Whether knowing one variable says nothing about the other: P(x, y) = P(x)·P(y) in every cell.</summary>
    /// <param name="joint">P(row, column) [rows, columns]; not negative, with the sum 1.</param>
    /// <param name="tol">How far a cell may be from the product; at least 0.</param>
    /// <exception cref="ArgumentException">A cell is negative, or the cells do not sum to 1.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The tolerance is negative or NaN.</exception>
    public static bool Independent(double[,] joint, double tol)
    {
        if (!(tol >= 0)) throw new ArgumentOutOfRangeException(nameof(tol), tol, $"Independent: the tolerance is {tol}. It is the largest difference that still counts as none, so at least 0.");
        double[] rows = Marginal(joint, 0), columns = Marginal(joint, 1);
        for (int row = 0; row < rows.Length; row++)
            for (int column = 0; column < columns.Length; column++)
                if (Math.Abs(joint[row, column] - rows[row] * columns[column]) > tol) return false;
        return true;
    }

    private static void RequireTable(double[,] joint, int axis)
    {
        if (axis is not (0 or 1)) throw new ArgumentOutOfRangeException(nameof(axis), axis, $"The axis is {axis}. A table of two variables has the axes 0 (rows) and 1 (columns).");
        double sum = 0;
        foreach (double cell in joint)
        {
            if (!(cell >= 0)) throw new ArgumentException($"A cell of the table is {cell}. A probability is never negative.", nameof(joint));
            sum += cell;
        }

        if (!(Math.Abs(sum - 1) <= SumTolerance)) throw new ArgumentException($"The table sums to {sum}. Something happens for certain, so the cells sum to 1. Divide counts by their total first.", nameof(joint));
    }
}
