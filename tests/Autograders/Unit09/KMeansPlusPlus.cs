using Course;
using CsCheck;
using FromScratch.ClassicalMl;
using FromScratch.Data;

namespace Autograders;

/// <summary>Exercise 9.9: k-means with a careful start.</summary>
[Exercise("9.9", "K-means++", Difficulty = 3, Minutes = 40, Core = true, Theory = "6. K-means: two exact steps in turn", TimeLimitSeconds = 5)]
public sealed class KMeansPlusPlus : Exercise<KMeansPlusPlus, KMeansPlusPlus.Contract>
{
    public delegate int[] Seeding(double[,] x, int k, Rng rng);

    public delegate Clusters Iterating(double[,] x, double[,] start);

    public delegate Clusters Fitting(double[,] x, int k, int restarts, Rng rng);

    public sealed record Contract(Seeding SeedCenters, Iterating Lloyd, Fitting FitKMeans);

    public static Verdict Check(Seeding seedCenters, Iterating lloyd, Fitting fitKMeans) => Grade(new Contract(seedCenters, lloyd, fitKMeans));

    protected override Contract Reference => new(KMeans.Seed, KMeans.Lloyd, KMeans.Fit);

    private static readonly double[,] _four = { { 1 }, { 10 }, { 2 }, { 11 } };

    // Ten apart, one high: cut across it has the inertia 1, cut along it 100.
    private static readonly double[,] _rectangle = { { 0, 0 }, { 10, 0 }, { 0, 1 }, { 10, 1 } };

    [Fact]
    public void Two_pairs_on_a_line()
    {
        Clusters found = Sound(_four, Subject.Lloyd(_four, new double[,] { { 0 }, { 3 } }), 2);
        Expect.Close([1.5, 10.5], [.. Draw.Column(found.Centers, 0).Order()], because: "1 and 2 have the mean 1.5, 10 and 11 the mean 10.5.");
        Expect.Close(1, found.Inertia, because: "Four squared distances of 0.25.");
    }

    [Fact]
    public void A_bad_start_ends_in_a_bad_place()
    {
        Clusters found = Sound(_rectangle, Subject.Lloyd(_rectangle, new double[,] { { 5, 0 }, { 5, 1 } }), 2);
        Expect.Close(100, found.Inertia, because: "From (5, 0) and (5, 1) the rectangle is cut along, and no single step is better: four squared distances of 25. It is a fixed point, not the best.");
    }

    [Fact]
    public void Of_several_runs_the_best_is_kept()
    {
        // Ten groups of 0, 1, 2, 3, each 10 further: 5 within each. About every third run puts two centres into one group.
        double[,] x = new double[40, 1];
        for (int i = 0; i < 40; i++) x[i, 0] = 10 * (i / 4) + i % 4;
        for (ulong seed = 1; seed <= 6; seed++)
            Expect.Close(50, Sound(x, Subject.FitKMeans(x, 10, 25, new Rng(seed)), 10).Inertia, because: "Ten groups of four neighbours, with the inertia 5 each. A single run may put two centres into one of them; of 25 runs keep the one with the least inertia.", tolerance: 1e-9);
    }

    [Fact]
    public void The_answer_is_a_fixed_point() => Property.Holds(
        Gen.Select(Draw.Matrix(12, 2), Gen.Int[1, 5]), sample =>
        {
            double[,] start = Lessons.Take(sample.Item1, Enumerable.Range(0, sample.Item2));
            Clusters found = Sound(sample.Item1, Subject.Lloyd(sample.Item1, start), sample.Item2);
            Fixed(sample.Item1, found);
            Expect.Close(found.Inertia, Spread(sample.Item1, found), because: "Inertia is the sum of the squared distances of the rows from the centre of their group.", tolerance: 1e-9, scale: 1);
        });

    [Fact]
    public void More_rounds_from_an_answer_change_nothing()
    {
        double[,] x = Lessons.Table(1, 40, 3);
        Clusters found = Sound(x, Subject.Lloyd(x, Lessons.Take(x, [3, 8, 20])), 3);
        Clusters again = Sound(x, Subject.Lloyd(x, found.Centers), 3);
        Expect.Close(found.Centers, again.Centers, because: "You started from your own answer. It ends when no row changes its group, not after a fixed number of rounds.");
    }

    [Fact]
    public void An_empty_group_takes_the_row_farthest_from_its_centre()
    {
        double[,] x = { { 0 }, { 1 }, { 2 }, { 12 } };
        Clusters found = Sound(x, Subject.Lloyd(x, new double[,] { { 1 }, { 500 } }), 2);
        Expect.Close([1, 12], [.. Draw.Column(found.Centers, 0).Order()], because: "The centre at 500 has no row. It takes 12, which is farthest from its centre 1. A mean of no rows is NaN.");
        double[,] five = { { 0, 0 }, { 1, 1 }, { 9, 9 }, { 10, 10 }, { 30, 0 } };
        Sound(five, Subject.Lloyd(five, new double[,] { { 5, 5 }, { 99, 99 }, { -99, 99 } }), 3);
    }

    [Fact]
    public void As_many_groups_as_rows_have_the_inertia_0()
    {
        double[,] x = Lessons.Table(2, 6, 2);
        Expect.Close(0, Sound(x, Subject.FitKMeans(x, 6, 1, new Rng(1)), 6).Inertia, because: "Each row is its own centre.", scale: 1);
    }

    [Fact]
    public void One_group_has_the_mean()
    {
        double[,] x = { { 1, 5 }, { 2, 7 }, { 6, 0 } };
        Clusters found = Sound(x, Subject.FitKMeans(x, 1, 2, new Rng(1)), 1);
        Expect.Close(new double[,] { { 3, 4 } }, found.Centers, because: "The mean of all rows.");
        Expect.Close(14 + 26, found.Inertia, because: "4 + 1 + 9 in the first column, 1 + 9 + 16 in the second.");
    }

    [Fact]
    public void Equal_rows_fill_their_groups_all_the_same()
    {
        double[,] x = { { 2, 2 }, { 2, 2 }, { 2, 2 }, { 2, 2 } };
        Expect.Close(0, Sound(x, Subject.FitKMeans(x, 3, 2, new Rng(3)), 3).Inertia, because: "All rows are equal, all distances 0; there are three groups all the same.", scale: 1);
    }

    [Fact]
    public void Five_planted_clouds_are_found()
    {
        Planted<(double[,] X, int[] Y), int[]> clouds = Generators.Clouds(41, 200, [[0, 0], [9, 0], [0, 9], [9, 9], [20, 4]], 1);
        Clusters found = Sound(clouds.Data.X, Subject.FitKMeans(clouds.Data.X, 5, 6, new Rng(2)), 5);
        double alike = ClassificationMetrics.AdjustedRand(clouds.Data.Y, found.Labels);
        Expect.That(alike > 0.98, "an adjusted Rand index above 0.98", alike, because: "The clouds lie 9 standard deviations apart. The numbers of the groups do not matter, the groups do.");
    }

    [Fact]
    public void The_start_is_different_rows()
    {
        double[,] x = Lessons.Table(4, 9, 2);
        for (ulong seed = 1; seed <= 20; seed++)
        {
            int[]? rows = Subject.SeedCenters(x, 6, new Rng(seed));
            Expect.That(rows?.Length == 6 && rows.All(row => row is >= 0 and < 9) && rows.Distinct().Count() == 6, "6 different row numbers from 0 to 8", rows, because: "Two equal centres would share one group.");
        }

        int[]? equal = Subject.SeedCenters(new double[,] { { 1 }, { 1 }, { 1 } }, 3, new Rng(1));
        Expect.SequenceEqual([0, 1, 2], equal?.Order(), because: "All distances are 0: then any row that is not chosen yet.");
    }

    [Fact]
    public void The_next_centre_is_drawn_by_squared_distance()
    {
        // From 0 the others lie 1 and 3 away: squared 1 and 9. Starting at 1: 1 and 4; at 3: 9 and 4. In all (9/10 + 4/5)/3 + … per pair.
        double[,] x = { { 0 }, { 1 }, { 3 } };
        int pairs = 0, farPairs = 0;
        for (ulong seed = 1; seed <= 3000; seed++)
        {
            int[] rows = Subject.SeedCenters(x, 2, new Rng(seed));
            pairs++;
            if (rows.Contains(0) && rows.Contains(2)) farPairs++;
        }

        double expected = (0.9 + 9.0 / 13) / 3, share = (double)farPairs / pairs;   // first 0, then 3; first 3, then 0
        Expect.That(Math.Abs(share - expected) < 0.037, $"rows 0 and 2 together in {ValueText.Of(Math.Round(expected, 3))} ± 0.037 of 3,000 starts", share, because: "The first row is drawn evenly, the second with a chance in proportion to its squared distance: 9/10 for 3 after 0, 9/13 for 0 after 3. Plain distances give 0.45. The bound is four standard errors.");
    }

    [Fact]
    public void The_first_centre_is_drawn_evenly()
    {
        double[,] x = { { 0 }, { 1 }, { 50 } };
        int[] first = new int[3];
        for (ulong seed = 1; seed <= 3000; seed++) first[Subject.SeedCenters(x, 1, new Rng(seed))[0]]++;
        Expect.That(first.All(count => Math.Abs(count - 1000) < 104), "about 1,000 of 3,000 each (four standard errors: 104)", first, because: "There is no centre yet, so no distance: all rows are equally likely.");
    }

    [Fact]
    public void Distances_count_from_the_nearest_centre()
    {
        // Two tight groups of many, one row far out: with two centres chosen in the groups, only the far row is far from both.
        double[,] x = { { 0 }, { 0.1 }, { 100 }, { 100.1 }, { 50 } };
        int hit = 0;
        for (ulong seed = 1; seed <= 400; seed++)
            if (Subject.SeedCenters(x, 3, new Rng(seed)).Contains(4)) hit++;
        Expect.That(hit > 390, "row 4 (at 50) among the three centres in more than 390 of 400 starts", hit, because: "Whatever comes first: the two ends are near a centre then, and 50 is far from both. The distance that counts is that to the nearest centre chosen.");
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.SeedCenters(_four, 0, new Rng(1)), because: "No group.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.SeedCenters(_four, 5, new Rng(1)), because: "5 groups, 4 rows.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Lloyd(_four, new double[5, 1]), because: "5 groups, 4 rows.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Lloyd(_four, new double[0, 1]), because: "No group.");
        Expect.Throws<ArgumentException>(() => Subject.Lloyd(_four, new double[2, 3]), because: "Centres of 3 columns, rows of 1.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.FitKMeans(_four, 5, 1, new Rng(1)), because: "5 groups, 4 rows.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.FitKMeans(_four, 2, 0, new Rng(1)), because: "No run, no answer.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You draw by distance. K-means++ draws by its square: one far row counts more than many near ones.", Reference with { SeedCenters = (x, k, rng) => SeedBy(x, k, rng, Math.Sqrt) }),
        new("You draw the rows evenly: two centres then often land in one cloud. Weigh each row by its squared distance to the nearest centre.", Reference with { SeedCenters = (x, k, rng) => SeedBy(x, k, rng, distance => distance > 0 ? 1 : 0) }),
        new("Not a fixed point: after your last round rows still change their group. Go on until none does.", Reference with { Lloyd = (x, start) => Iterate(x, start, rounds: 1) }),
        new("A centre lost all its rows, and you left it where it was. Give it the row farthest from its own centre.", Reference with { Lloyd = (x, start) => Iterate(x, start, keepEmpty: true) }),
        new("Inertia sums squared distances; you summed distances.", Reference with { Lloyd = (x, start) => KMeans.Lloyd(x, start) is var found ? found with { Inertia = Rows.Of(x).Select((row, i) => Math.Sqrt(Squared(row, Rows.Of(found.Centers)[found.Labels[i]]))).Sum() } : found }),
        new("You kept the last run, not the one with the least inertia.", Reference with { FitKMeans = (x, k, restarts, rng) => { Clusters found = KMeans.Fit(x, k, restarts, rng); return KMeans.Fit(x, k, 1, rng) is var last && last.Inertia > found.Inertia ? last : found; } }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("sums kept for each group, seeds by a running minimum", new((x, k, rng) => SeedBy(x, k, rng, distance => distance), (x, start) => Iterate(x, start), (x, k, restarts, rng) => k < 1 || k > x.GetLength(0) || restarts < 1 ? throw new ArgumentOutOfRangeException(nameof(k)) : Enumerable.Range(0, restarts).Select(_ => Iterate(x, Lessons.Take(x, SeedBy(x, k, rng, distance => distance)))).MinBy(found => found.Inertia)!)),
        new("the reference's pieces, restarts in a loop of their own", Reference with { FitKMeans = (x, k, restarts, rng) => { ArgumentOutOfRangeException.ThrowIfLessThan(restarts, 1); Clusters[] runs = [.. Enumerable.Range(0, restarts).Select(_ => KMeans.Lloyd(x, Lessons.Take(x, KMeans.Seed(x, k, rng))))]; return runs.OrderBy(run => run.Inertia).First(); } }),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Two steps, each the best it can be while the other is held: nearest centre for every row, mean for every group. When do both leave everything as it is?",
        "Seeding: weight of a row = squared distance to the nearest centre chosen so far. Draw u in [0, total), walk along the weights until u is used up. Rows with weight 0 are never drawn, unless all weights are 0.",
        "Lloyd: labels; for each empty group, the row farthest from its centre (of a group with more than one row) moves there, and becomes its centre; equal to the last labels: done; else means. Inertia at the end. Fit: best of restarts.",
    ];

    private static Clusters Sound(double[,] x, Clusters? found, int k)
    {
        int n = x.GetLength(0);
        Expect.That(found?.Labels?.Length == n && found.Centers?.GetLength(0) == k && found.Centers.GetLength(1) == x.GetLength(1), $"{n} labels and {k} centres of {x.GetLength(1)} columns", found, because: "A label for each row, a centre for each group.");
        Expect.That(found!.Labels.All(label => label >= 0 && label < k) && found.Labels.Distinct().Count() == k, $"{k} groups, from 0 to {k - 1}, none of them empty", found.Labels, because: "A centre lost all its rows: you return fewer groups than were asked for.");
        return found;
    }

    private static double Squared(double[] a, double[] b) => a.Zip(b, (p, q) => (p - q) * (p - q)).Sum();

    private static double Spread(double[,] x, Clusters found) => Rows.Of(x).Select((row, i) => Squared(row, Rows.Of(found.Centers)[found.Labels[i]])).Sum();

    private static void Fixed(double[,] x, Clusters found)
    {
        double[][] rows = Rows.Of(x), centers = Rows.Of(found.Centers);
        for (int c = 0; c < centers.Length; c++)
        {
            double[][] own = [.. rows.Where((_, i) => found.Labels[i] == c)];
            Expect.Close([.. Enumerable.Range(0, x.GetLength(1)).Select(j => own.Average(row => row[j]))], centers[c], because: $"Centre {c} is the mean of its rows.", tolerance: 1e-9);
        }

        for (int i = 0; i < rows.Length; i++)
        {
            if (found.Labels.Count(label => label == found.Labels[i]) == 1) continue;   // a row alone may have been moved there
            double own = Squared(rows[i], centers[found.Labels[i]]), nearest = centers.Min(center => Squared(rows[i], center));
            Expect.That(own <= nearest + 1e-9, $"row {i} in the group of the nearest centre, at the squared distance {ValueText.Of(nearest)}", own, because: "Not a fixed point: this row would change its group.");
        }
    }

    private static int[] SeedBy(double[,] x, int k, Rng rng, Func<double, double> weight)
    {
        if (k < 1 || k > x.GetLength(0)) throw new ArgumentOutOfRangeException(nameof(k));
        double[][] rows = Rows.Of(x);
        List<int> chosen = [rng.NextInt(rows.Length)];
        double[] nearest = Array.ConvertAll(rows, row => Squared(row, rows[chosen[0]]));
        while (chosen.Count < k)
        {
            double[] running = new double[rows.Length];
            double total = 0;
            for (int i = 0; i < rows.Length; i++) running[i] = total += weight(nearest[i]);
            double aim = rng.NextDouble() * total;
            int next = total > 0 ? Array.FindIndex(running, sum => sum > aim) : Enumerable.Range(0, rows.Length).First(i => !chosen.Contains(i));
            chosen.Add(next);
            for (int i = 0; i < rows.Length; i++) nearest[i] = Math.Min(nearest[i], Squared(rows[i], rows[next]));
        }

        return [.. chosen];
    }

    private static Clusters Iterate(double[,] x, double[,] start, int rounds = 1000, bool keepEmpty = false)
    {
        int n = x.GetLength(0), k = start.GetLength(0), d = x.GetLength(1);
        if (k < 1 || k > n) throw new ArgumentOutOfRangeException(nameof(start));
        if (start.GetLength(1) != d) throw new ArgumentException("They do not fit.");
        double[][] rows = Rows.Of(x), centers = Rows.Of(start);
        int[] labels = Array.ConvertAll(new int[n], _ => -1);
        for (int round = 0; round < rounds; round++)
        {
            int[] next = Array.ConvertAll(rows, row => Enumerable.Range(0, k).MinBy(c => Squared(row, centers[c])));
            for (int c = 0; c < k && !keepEmpty; c++)
            {
                if (next.Contains(c)) continue;
                int mover = Enumerable.Range(0, n).Where(i => next.Count(label => label == next[i]) > 1).MaxBy(i => Squared(rows[i], centers[next[i]]));
                (next[mover], centers[c]) = (c, [.. rows[mover]]);
            }

            bool same = next.AsSpan().SequenceEqual(labels);
            labels = next;
            if (same) break;
            double[][] sums = [.. Enumerable.Range(0, k).Select(_ => new double[d])];
            int[] counts = new int[k];
            for (int i = 0; i < n; i++)
            {
                counts[labels[i]]++;
                for (int j = 0; j < d; j++) sums[labels[i]][j] += rows[i][j];
            }

            for (int c = 0; c < k; c++)
                if (counts[c] > 0) centers[c] = Draw.Times(1.0 / counts[c], sums[c]);
        }

        return new(Rows.Join(centers, d), labels, rows.Select((row, i) => Squared(row, centers[labels[i]])).Sum());
    }
}
