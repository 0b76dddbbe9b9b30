using FromScratch.Data;

namespace FromScratch.ClassicalMl;

/// <summary>Groups around means: assign each row to the nearest mean, move each mean to the middle of its rows, until nothing changes.</summary>
public static class KMeans
{
    /// <summary>The k-means++ start: the first row evenly at random, each other with a chance in proportion to its squared distance from the nearest one chosen.</summary>
    /// <param name="x">Rows [n, d].</param>
    /// <param name="k">How many; from 1 to n.</param>
    /// <param name="rng">Where chance comes from.</param>
    /// <returns>k different row numbers. Where all rows lie on chosen ones, any other row.</returns>
    /// <remarks>The expected inertia of this start alone is within 8(ln k + 2) of the best. Source: Arthur and Vassilvitskii, "k-means++", SODA 2007, theorem 3.1.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">k is not between 1 and n.</exception>
    public static int[] Seed(double[,] x, int k, Rng rng)
    {
        RequireGroups(x, k);
        double[][] rows = Rows.Of(x);
        List<int> chosen = [rng.NextInt(rows.Length)];
        while (chosen.Count < k)
        {
            double[] weights = [.. rows.Select(row => chosen.Min(center => SquaredDistance(row, rows[center])))];
            double aim = rng.NextDouble() * weights.Sum();
            int next = -1;
            for (int i = 0; i < rows.Length; i++)
            {
                if (weights[i] == 0) continue;
                next = i;
                aim -= weights[i];
                if (aim < 0) break;
            }

            chosen.Add(next >= 0 ? next : Enumerable.Range(0, rows.Length).First(i => !chosen.Contains(i)));
        }

        return [.. chosen];
    }

    /// <summary>Lloyd's iteration from given centres, until no row changes its group.</summary>
    /// <param name="x">Rows [n, d].</param>
    /// <param name="start">Centres [k, d], k from 1 to n.</param>
    /// <returns>k groups, none empty: a centre that lost all its rows takes the row that is farthest from its own centre (of groups with more than one row).</returns>
    /// <remarks>Both steps lower the inertia or leave it, and there are finitely many ways to group rows: it ends, at a place that no single step improves. The best of all it need not be. Source: Lloyd, IEEE Transactions on Information Theory 28 (1982) 129-137.</remarks>
    /// <exception cref="ArgumentException">The centres have another number of columns.</exception>
    /// <exception cref="ArgumentOutOfRangeException">k is not between 1 and n.</exception>
    public static Clusters Lloyd(double[,] x, double[,] start)
    {
        int k = start.GetLength(0), d = x.GetLength(1);
        RequireGroups(x, k);
        if (start.GetLength(1) != d) throw new ArgumentException($"Lloyd: centres of {start.GetLength(1)} columns, rows of {d}.", nameof(start));
        double[][] rows = Rows.Of(x), centers = Rows.Of(start);
        int[] labels = [];
        while (true)
        {
            int[] next = Array.ConvertAll(rows, row => Nearest(row, centers));
            Refill(rows, centers, next);
            if (next.SequenceEqual(labels)) break;
            labels = next;
            for (int c = 0; c < k; c++) centers[c] = Mean([.. rows.Where((_, i) => labels[i] == c)]);
        }

        return new(Rows.Join(centers, d), labels, Enumerable.Range(0, rows.Length).Sum(i => SquaredDistance(rows[i], centers[labels[i]])));
    }

    /// <summary>The best of several runs, each from a k-means++ start of its own.</summary>
    /// <param name="x">Rows [n, d].</param>
    /// <param name="k">How many groups; from 1 to n.</param>
    /// <param name="restarts">How many runs; at least 1.</param>
    /// <param name="rng">Where chance comes from.</param>
    /// <exception cref="ArgumentOutOfRangeException">k is not between 1 and n, or there is no run.</exception>
    public static Clusters Fit(double[,] x, int k, int restarts, Rng rng)
    {
        RequireGroups(x, k);
        ArgumentOutOfRangeException.ThrowIfLessThan(restarts, 1);
        double[][] rows = Rows.Of(x);
        Clusters? best = null;
        for (int run = 0; run < restarts; run++)
        {
            Clusters found = Lloyd(x, Rows.Join(Array.ConvertAll(Seed(x, k, rng), row => rows[row]), x.GetLength(1)));
            if (best is null || found.Inertia < best.Inertia) best = found;
        }

        return best!;
    }

    /// <summary>An empty group takes the row farthest from its centre, out of a group that has others.</summary>
    private static void Refill(double[][] rows, double[][] centers, int[] labels)
    {
        for (int c = 0; c < centers.Length; c++)
        {
            if (labels.Contains(c)) continue;
            int farthest = Enumerable.Range(0, rows.Length).Where(i => labels.Count(label => label == labels[i]) > 1).MaxBy(i => SquaredDistance(rows[i], centers[labels[i]]));
            labels[farthest] = c;
            centers[c] = [.. rows[farthest]];
        }
    }

    private static int Nearest(double[] row, double[][] centers)
    {
        int nearest = 0;
        for (int c = 1; c < centers.Length; c++)
            if (SquaredDistance(row, centers[c]) < SquaredDistance(row, centers[nearest])) nearest = c;
        return nearest;
    }

    private static double[] Mean(double[][] rows) => [.. Enumerable.Range(0, rows[0].Length).Select(j => rows.Average(row => row[j]))];

    private static double SquaredDistance(double[] a, double[] b)
    {
        double sum = 0;
        for (int j = 0; j < a.Length; j++) sum += (a[j] - b[j]) * (a[j] - b[j]);
        return sum;
    }

    private static void RequireGroups(double[,] x, int k)
    {
        if (k < 1 || k > x.GetLength(0)) throw new ArgumentOutOfRangeException(nameof(k), k, $"KMeans: {k} groups of {x.GetLength(0)} rows. Each group has a row at least.");
    }
}
