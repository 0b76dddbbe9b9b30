namespace Course.Charts;

/// <summary>Lines of equal height through a grid of heights (marching squares).</summary>
/// <remarks>
/// On each edge of the grid whose ends lie on different sides of the level, the line crosses where the height, taken as
/// linear along the edge, is the level. In each cell the crossings are joined; where a cell has four, the height of its
/// middle says which belong together. Source: Lorensen and Cline, SIGGRAPH 1987, in two dimensions.
/// </remarks>
internal static class Contours
{
    /// <summary>Heights for the lines: about <paramref name="count"/> round numbers at equal steps; where most of the ground is far below the top, 1, 2, 5 times powers of ten above the least.</summary>
    public static double[] Levels(double[,] heights, int count = 9)
    {
        double[] sorted = [.. heights.Cast<double>().Where(double.IsFinite).Order()];
        if (sorted.Length == 0 || !(sorted[0] < sorted[^1])) return [];
        double median = sorted[sorted.Length / 2];
        if (sorted[0] >= 0 && sorted[^1] - sorted[0] > 8 * (median - sorted[0]) && median > 0)
        {
            // Whole powers of ten from a thousandth of the top: one, two or three of 1, 2, 5 in each, whichever is nearest the count.
            double[] all = [.. from power in Enumerable.Range(-3, 5) from digit in new[] { 1.0, 2, 5 } select Significant.Round(digit * Math.Pow(10, power + Math.Floor(Math.Log10(sorted[^1]))), 3)];
            double[] within = [.. all.Where(level => level > sorted[0] && level < sorted[^1])];
            if (within.Length > 0) return within;
        }

        return [.. Ticks.Between(sorted[0], sorted[^1], count).Where(level => level > sorted[0] && level < sorted[^1])];
    }

    /// <summary>The lines of one level, each as points in order; a closed line ends where it began.</summary>
    /// <param name="x">Positions of the grid's first axis [columns].</param>
    /// <param name="y">Positions of the grid's second axis [rows].</param>
    /// <param name="z">Heights [columns, rows]: z[i, j] lies at (x[i], y[j]). Cells with a corner that is not finite are left out.</param>
    /// <param name="level">The height of the lines.</param>
    public static List<List<(double X, double Y)>> Lines(double[] x, double[] y, double[,] z, double level)
    {
        // An edge is named by its lower corner and its direction: the same name from both cells it belongs to.
        Dictionary<(int I, int J, bool Up), List<(int I, int J, bool Up)>> neighbours = [];
        void Join((int, int, bool) a, (int, int, bool) b)
        {
            (neighbours.TryGetValue(a, out var ofA) ? ofA : neighbours[a] = []).Add(b);
            (neighbours.TryGetValue(b, out var ofB) ? ofB : neighbours[b] = []).Add(a);
        }

        for (int i = 0; i + 1 < x.Length; i++)
        {
            for (int j = 0; j + 1 < y.Length; j++)
            {
                double middle = (z[i, j] + z[i + 1, j] + z[i, j + 1] + z[i + 1, j + 1]) / 4;
                if (!double.IsFinite(middle)) continue;
                bool a = z[i, j] >= level, b = z[i + 1, j] >= level, c = z[i + 1, j + 1] >= level, d = z[i, j + 1] >= level;   // round the cell
                List<(int, int, bool)> crossed = [];
                if (a != b) crossed.Add((i, j, false));
                if (b != c) crossed.Add((i + 1, j, true));
                if (c != d) crossed.Add((i, j + 1, false));
                if (d != a) crossed.Add((i, j, true));
                if (crossed.Count == 2) Join(crossed[0], crossed[1]);
                else if (crossed.Count == 4 && middle >= level == a) { Join(crossed[0], crossed[1]); Join(crossed[2], crossed[3]); }   // a and c are connected: cut off b and d
                else if (crossed.Count == 4) { Join(crossed[3], crossed[0]); Join(crossed[1], crossed[2]); }
            }
        }

        (double, double) At((int I, int J, bool Up) edge)
        {
            (double from, double to) = (z[edge.I, edge.J], edge.Up ? z[edge.I, edge.J + 1] : z[edge.I + 1, edge.J]);
            double share = (level - from) / (to - from);
            return edge.Up ? (x[edge.I], y[edge.J] + share * (y[edge.J + 1] - y[edge.J])) : (x[edge.I] + share * (x[edge.I + 1] - x[edge.I]), y[edge.J]);
        }

        List<List<(double X, double Y)>> lines = [];
        HashSet<(int, int, bool)> done = [];
        // Lines that end at the rim start at an end; what is then left is closed. The order is that of the grid, not of a hash.
        foreach ((int I, int J, bool Up) start in neighbours.Keys.OrderBy(edge => neighbours[edge].Count).ThenBy(edge => edge.I).ThenBy(edge => edge.J).ThenBy(edge => edge.Up))
        {
            if (!done.Add(start)) continue;
            List<(double X, double Y)> line = [At(start)];
            (int, int, bool) here = start;
            while (neighbours[here].Where(next => !done.Contains(next)).Take(1).ToArray() is [var next])
            {
                line.Add(At(next));
                done.Add(next);
                here = next;
            }

            if (neighbours[start].Count == 2 && neighbours[here].Contains(start)) line.Add(line[0]);
            if (line.Count > 1) lines.Add(line);
        }

        return lines;
    }
}
