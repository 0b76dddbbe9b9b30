using System.Globalization;

namespace Course.Charts;

public static partial class Show
{
    /// <summary>A grid of numbers as colours, as a matrix is written: row 0 at the top. Few cells show their number too.</summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="xAxis">What the columns are.</param>
    /// <param name="yAxis">What the rows are.</param>
    /// <param name="values">The numbers [rows, columns]; cells that are not finite stay empty. Where both signs occur, zero is the light middle of two colours.</param>
    /// <param name="rowNames">Names beside the rows [rows]; their numbers when left out.</param>
    /// <param name="columnNames">Names under the columns [columns]; their numbers when left out.</param>
    /// <param name="what">What the numbers are, with their unit.</param>
    /// <exception cref="ArgumentException">There are no cells, or the names are not as many as the rows or columns.</exception>
    public static Figure Heatmap(string title, string xAxis, string yAxis, double[,] values, string[]? rowNames = null, string[]? columnNames = null, string what = "value")
    {
        (int rows, int columns) = (values.GetLength(0), values.GetLength(1));
        if (values.Length == 0) throw new ArgumentException(FormattableString.Invariant($"Heatmap: values is {rows}×{columns}. A picture needs at least one cell."), nameof(values));
        return new()
        {
            Title = title,
            XAxis = xAxis,
            YAxis = yAxis,
            Categories = Named(columnNames, columns, "columns"),
            RowNames = Named(rowNames, rows, "rows"),
            Marks = [new HeatmapMark(what, (double[,])values.Clone())],
        };
    }

    /// <summary>A landscape f(x, y) seen from above, as lines of equal height, with paths over it such as those of a descent.</summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="xAxis">The horizontal axis' name with its unit.</param>
    /// <param name="yAxis">The vertical axis' name with its unit.</param>
    /// <param name="x">Where f is computed, ascending [columns]; 60 positions give smooth lines.</param>
    /// <param name="y">Where f is computed, ascending [rows].</param>
    /// <param name="f">The height at (x, y).</param>
    /// <param name="paths">Names and points in their order [points].</param>
    /// <exception cref="ArgumentException">An axis has fewer than 2 positions or does not ascend, or a path's x and y differ in length.</exception>
    public static Figure Contour(string title, string xAxis, string yAxis, double[] x, double[] y, Func<double, double, double> f, params (string Name, double[] X, double[] Y)[] paths)
    {
        double[,] z = new double[x.Length, y.Length];
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < y.Length; j++) z[i, j] = f(x[i], y[j]);
        }

        return Contour(title, xAxis, yAxis, x, y, z, paths);
    }

    /// <summary>A landscape given by its heights, seen from above as lines of equal height, with paths over it.</summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="xAxis">The horizontal axis' name with its unit.</param>
    /// <param name="yAxis">The vertical axis' name with its unit.</param>
    /// <param name="x">Positions of the first index of z, ascending [columns].</param>
    /// <param name="y">Positions of the second index of z, ascending [rows].</param>
    /// <param name="z">Heights [columns, rows]: z[i, j] lies at (x[i], y[j]).</param>
    /// <param name="paths">Names and points in their order [points].</param>
    /// <exception cref="ArgumentException">An axis has fewer than 2 positions or does not ascend, z has another shape, or a path's x and y differ in length.</exception>
    public static Figure Contour(string title, string xAxis, string yAxis, double[] x, double[] y, double[,] z, params (string Name, double[] X, double[] Y)[] paths)
    {
        if (z.GetLength(0) != x.Length || z.GetLength(1) != y.Length)
            throw new ArgumentException(FormattableString.Invariant($"Contour: z is {z.GetLength(0)}×{z.GetLength(1)} for {x.Length} positions x and {y.Length} positions y. z[i, j] is the height at (x[i], y[j])."), nameof(z));
        foreach ((string name, double[] axis) in new[] { ("x", x), ("y", y) })
        {
            if (axis.Length < 2 || Enumerable.Range(1, axis.Length - 1).Any(i => !(axis[i] > axis[i - 1])))
                throw new ArgumentException($"Contour: {name} needs at least 2 positions, each greater than the one before.", name);
        }

        return new()
        {
            Title = title,
            XAxis = xAxis,
            YAxis = yAxis,
            Marks = [new ContourMark("height", [.. x], [.. y], (double[,])z.Clone(), Contours.Levels(z)),
                .. paths.Select(p => new LineMark(p.Name, [.. p.X], Matching(p.Name, p.X, p.Y)) { Dots = true })],
        };
    }

    /// <summary>What a 2×2 matrix does to the plane: a grid, its image, the image of the unit square, and where the basis vectors go.</summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="matrix">The matrix [2, 2].</param>
    /// <exception cref="ArgumentException">The matrix is not 2×2, or an entry is not finite.</exception>
    public static Figure GridTransform(string title, double[,] matrix)
    {
        if (matrix.GetLength(0) != 2 || matrix.GetLength(1) != 2 || matrix.Cast<double>().Any(entry => !double.IsFinite(entry)))
            throw new ArgumentException(FormattableString.Invariant($"GridTransform: the matrix is {matrix.GetLength(0)}×{matrix.GetLength(1)}. A picture of the plane needs 2×2 finite entries."), nameof(matrix));
        (double a, double b, double c, double d) = (matrix[0, 0], matrix[0, 1], matrix[1, 0], matrix[1, 1]);
        (double X, double Y) Image(double x, double y) => (a * x + b * y, c * x + d * y);

        const int Reach = 3;
        (double X, double Y)[] grid = [.. Enumerable.Range(-Reach, 2 * Reach + 1).SelectMany(i => new (double, double)[] { (i, -Reach), (i, Reach), (double.NaN, 0), (-Reach, i), (Reach, i), (double.NaN, 0) })];
        (double X, double Y)[] image = [.. grid.Select(p => Image(p.X, p.Y))];
        (double X, double Y)[] square = [Image(0, 0), Image(1, 0), Image(1, 1), Image(0, 1), Image(0, 0)];
        double determinant = a * d - b * c;
        string area = $"its area is {Significant.Text(Math.Abs(determinant), 3)}{(determinant < 0 ? ", and it is turned over like a page (the determinant is negative)" : determinant == 0 ? ": the plane is pressed onto a line or a point" : "")}.";
        return new()
        {
            Title = title,
            EqualAxes = true,
            Marks =
            [
                new LineMark("the grid before: lines at whole numbers", [.. grid.Select(p => p.X)], [.. grid.Select(p => p.Y)]) { Faint = true },
                new LineMark("the grid's image", [.. image.Select(p => p.X)], [.. image.Select(p => p.Y)]) { Thin = true },
                new RegionMark("the unit square's image", [.. square.Select(p => p.X)], [.. square.Select(p => p.Y)], $"corners {string.Join(", ", square.Take(4).Select(p => FigureText.Point(p.X, p.Y)))}; {area}"),
                new ArrowsMark("where (1, 0) goes", [0, a], [0, c]),
                new ArrowsMark("where (0, 1) goes", [0, b], [0, d]),
            ],
        };
    }

    private static string[] Named(string[]? names, int count, string what) => names is null
        ? [.. Enumerable.Range(0, count).Select(i => i.ToString(CultureInfo.InvariantCulture))]
        : names.Length == count ? [.. names]
        : throw new ArgumentException(FormattableString.Invariant($"Heatmap: {names.Length} names for {count} {what}. Give each one name."), nameof(names));
}
