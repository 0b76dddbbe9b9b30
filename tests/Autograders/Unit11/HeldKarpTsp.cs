using Course;
using CsCheck;
using FromScratch.Complexity;
using FromScratch.Data;

namespace Autograders;

/// <summary>Exercise 11.6: the shortest round tour, exactly, in n²·2ⁿ steps.</summary>
/// <remarks>The syllabus asks for a function that states the number of steps; here the distances count how often they are looked up.</remarks>
[Exercise("11.6", "The shortest round tour", Difficulty = 4, Minutes = 45, Core = true, Theory = "6. The hardness wall")]
public sealed class HeldKarpTsp : Exercise<HeldKarpTsp, HeldKarpTsp.Contract>
{
    public delegate RoundTour Tour(CountedDistances distances);

    public sealed record Contract(Tour Shortest);

    public static Verdict Check(Tour shortest) => Grade(new Contract(shortest));

    protected override Contract Reference => new(HeldKarp.Shortest);

    private CountedDistances RequireShortest(double[,] distances, double expected, string because)
    {
        var counted = new CountedDistances(distances);
        RoundTour tour = Subject.Shortest(counted);
        Expect.That(tour?.Cities is not null, "a RoundTour with its cities", tour, because: because);
        Expect.That(tour!.Cities.Order().SequenceEqual(Enumerable.Range(0, counted.Cities)), FormattableString.Invariant($"each of the cities 0 to {counted.Cities - 1} once"), tour.Cities, because: "A round tour visits every city; home is not named again.", part: "Cities");
        Expect.Close(expected, tour.Length, because: because, tolerance: 1e-9, part: "Length");
        Expect.Close(tour.Length, Formulas.Length(distances, tour.Cities), because: "So long is the way through your Cities and home again. Length and Cities must be of one tour.", tolerance: 1e-9, part: "the way through Cities");
        return counted;
    }

    /// <summary>Distances from 1 to 30 that are not the same both ways.</summary>
    private static double[,] OneWay(ulong seed, int n)
    {
        var rng = new Rng(seed);
        double[,] distances = new double[n, n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) distances[i, j] = i == j ? 0 : 1 + rng.NextInt(30);
        return distances;
    }

    [Fact]
    public void Four_cities_by_hand() => RequireShortest(
        new double[,] { { 0, 1, 9, 4 }, { 9, 0, 2, 9 }, { 9, 9, 0, 3 }, { 4, 9, 9, 0 } }, 10, "0 → 1 → 2 → 3 → 0 costs 1 + 2 + 3 + 4 = 10. The way home counts, too.");

    [Fact]
    public void The_nearest_city_may_be_the_right_one() => RequireShortest(
        new double[,] { { 0, 1, 4, 2 }, { 1, 0, 2, 90 }, { 4, 2, 0, 5 }, { 2, 90, 5, 0 } }, 10, "From 0 the nearest is 1, from there 2, then 3: 1 + 2 + 5 + 2 = 10, and no other is shorter.");

    [Fact]
    public void Greed_pays_later() => RequireShortest(
        new double[,] { { 0, 1, 2, 3, 9 }, { 1, 0, 1, 2, 9 }, { 2, 1, 0, 1, 50 }, { 3, 2, 1, 0, 99 }, { 9, 9, 50, 99, 0 } }, 23, "0 → 3 → 2 → 1 → 4 → 0 costs 3 + 1 + 1 + 9 + 9 = 23. Going to the nearest each time, 0 → 1 → 2 → 3 → 4, ends with 99.");

    [Fact]
    public void One_and_two_cities()
    {
        RequireShortest(new double[,] { { 0 } }, 0, "You are there already.");
        RequireShortest(new double[,] { { 0, 3 }, { 5, 0 } }, 8, "There and back.");
    }

    [Fact]
    public void It_is_as_short_as_the_best_of_all_orders() => Property.Holds(
        Gen.Select(Gen.Int[3, 7], Gen.Int[0, 10_000]), sample =>
        {
            double[,] distances = OneWay((ulong)sample.Item2, sample.Item1);
            RequireShortest(distances, Formulas.ShortestByTrying(distances), "So short is the best of all orders. The way back may have another length: look up from, to.");
        }, samples: 40);

    [Fact]
    public void Twelve_points_on_a_circle()
    {
        const int N = 12;
        int[] place = [.. Enumerable.Range(0, N)];
        new Rng(4).Shuffle(place);
        double[,] distances = new double[N, N];
        for (int i = 0; i < N; i++)
            for (int j = 0; j < N; j++) distances[i, j] = 2 * Math.Abs(Math.Sin(Math.PI * (place[i] - place[j]) / N));
        RequireShortest(distances, 2 * N * Math.Sin(Math.PI / N), "Once round: twelve sides of length 2·sin 15°.");
    }

    [Fact]
    public void Ten_cities_cost_no_more_than_n_squared_times_two_to_the_n()
    {
        double[,] distances = OneWay(7, 10);
        CountedDistances counted = RequireShortest(distances, Formulas.ShortestByTrying(distances), "So short is the best of all 362,880 orders.");
        Expect.That(counted.Reads <= 100 * 1024, "at most 10²·2¹⁰ = 102,400 look-ups of a distance", $"{counted.Reads} look-ups", because: "Trying all orders takes millions. Keep for each set of visited cities and each last city of it the shortest way only.");
    }

    [Fact]
    public void Fourteen_cities_are_no_problem()
    {
        var counted = new CountedDistances(OneWay(9, 14));
        RoundTour tour = Subject.Shortest(counted);
        Expect.That(counted.Reads <= 196 * 16_384, "at most 14²·2¹⁴ = 3,211,264 look-ups of a distance", $"{counted.Reads} look-ups", because: "13! orders are 6,227,020,800.");
        Expect.That(tour.Cities.Length == 14, "fourteen cities", tour.Cities, because: "Each is visited.", part: "Cities");
    }

    [Fact]
    public void Too_many_cities_are_refused() =>
        Expect.Throws<ArgumentException>(() => Subject.Shortest(new CountedDistances(new double[21, 21])), because: "A table of 21·2²¹ entries takes 352 MB, and each further city doubles it. Up to 20 cities are asked for.");

    [Fact]
    public void No_cities_are_refused() =>
        Expect.Throws<ArgumentException>(() => Subject.Shortest(new CountedDistances(new double[0, 0])), because: "There must be a city to start from.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You went to the nearest city each time. That ends with a long way home; the shortest tour sometimes starts with a longer step.", new(NearestFirst)),
        new("Your Length is that of a path: the way home is missing.", new(d => Guarded(d) is { Cities.Length: > 1 } tour ? tour with { Length = tour.Length - d[tour.Cities[^1], tour.Cities[0]] } : new RoundTour(0, [0]))),
        new("You tried every order: at 14 cities that is 13! = 6,227,020,800. Keep for each set and last city the shortest way only.", new(EveryOrder)),
        new("You looked up the way back. From i to j is d[i, j].", new(Backwards)),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("recursion with a memory, from the end", new(Remembered)),
        new("sets by growing size in dictionaries", new(BySize)),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Two ways through the same cities that end in the same city: for what comes next, only the shorter one matters.",
        "A table with a row for each set of visited cities (the bits of a number) and a column for the last city. An entry is the least over the city before: that entry of the smaller set, plus one step. Smaller sets are smaller numbers, so ascending order works.",
        "City 0 is home and in no set. L[{j}, j] = d[0, j]. For set = 1, 2, …: for each last in the set: L[set, last] = min over i of L[set without last, i] + d[i, last]. The answer is the least L[all, j] + d[j, 0]. For the tour remember which i was best, and go back from all to the single set.",
    ];

    private static CountedDistances Allowed(CountedDistances d) => d.Cities is < 1 or > 20 ? throw new ArgumentException("1 to 20 cities.") : d;

    private static RoundTour Guarded(CountedDistances d) => HeldKarp.Shortest(d);

    private static RoundTour NearestFirst(CountedDistances d)
    {
        List<int> tour = [.. Enumerable.Range(0, Allowed(d).Cities).Take(1)];
        while (tour.Count < d.Cities) tour.Add(Enumerable.Range(0, d.Cities).Except(tour).MinBy(next => d[tour[^1], next]));
        return new(tour.Select((city, i) => d[city, tour[(i + 1) % tour.Count]]).Sum(), [.. tour]);
    }

    private static RoundTour Backwards(CountedDistances d)
    {
        double[,] turned = new double[Allowed(d).Cities, d.Cities];
        for (int i = 0; i < d.Cities; i++)
            for (int j = 0; j < d.Cities; j++) turned[i, j] = d[j, i];
        return HeldKarp.Shortest(new CountedDistances(turned));
    }

    private static RoundTour EveryOrder(CountedDistances d)
    {
        if (Allowed(d).Cities > 10) throw new TimeoutException("13! orders");   // as the limit of a check would end it
        RoundTour best = new(double.PositiveInfinity, []);
        int[] tour = [.. Enumerable.Range(0, d.Cities)];
        Try(1, 0);
        return best;

        void Try(int place, double length)
        {
            if (place == tour.Length)
            {
                length += d[tour[^1], 0];
                if (length < best.Length) best = new(length, [.. tour]);
                return;
            }

            for (int i = place; i < tour.Length; i++)
            {
                (tour[place], tour[i]) = (tour[i], tour[place]);
                Try(place + 1, length + d[tour[place - 1], tour[place]]);
                (tour[place], tour[i]) = (tour[i], tour[place]);
            }
        }
    }

    private static RoundTour Remembered(CountedDistances d)
    {
        int n = Allowed(d).Cities;
        (double Length, int Next)[,] known = new (double, int)[1 << n, n];
        List<int> tour = [0];
        double length = Home(1, 0).Length;
        for (int set = 1; set != (1 << n) - 1; set |= 1 << tour[^1]) tour.Add(Home(set, tour[^1]).Next);
        return new(length, [.. tour]);

        (double Length, int Next) Home(int visited, int city)   // the shortest way through all others, and home
        {
            if (known[visited, city].Next > 0) return known[visited, city];
            if (visited == (1 << n) - 1) return (n == 1 ? 0 : d[city, 0], 0);
            (double Length, int Next) best = (double.PositiveInfinity, 0);
            for (int next = 1; next < n; next++)
            {
                if ((visited & 1 << next) != 0) continue;
                double way = d[city, next] + Home(visited | 1 << next, next).Length;
                if (way < best.Length) best = (way, next);
            }

            return known[visited, city] = best;
        }
    }

    private static RoundTour BySize(CountedDistances d)
    {
        int n = Allowed(d).Cities;
        Dictionary<(int Set, int Last), (double Length, int Before)> ways = new() { [(1, 0)] = (0, -1) };
        List<(int Set, int Last)> layer = [(1, 0)];
        for (int size = 1; size < n; size++)
        {
            HashSet<(int Set, int Last)> larger = [];
            foreach ((int set, int last) in layer)
                for (int next = 1; next < n; next++)
                {
                    if ((set >> next & 1) == 1) continue;
                    (int Set, int Last) at = (set | 1 << next, next);
                    double length = ways[(set, last)].Length + d[last, next];
                    if (!ways.TryGetValue(at, out (double Length, int Before) known) || length < known.Length) ways[at] = (length, last);
                    larger.Add(at);
                }

            layer = [.. larger];
        }

        (int Set, int Last) end = layer.MinBy(at => ways[at].Length + (n == 1 ? 0 : d[at.Last, 0]));
        double total = ways[end].Length + (n == 1 ? 0 : d[end.Last, 0]);
        List<int> tour = [];
        for (; end.Last >= 0; end = (end.Set & ~(1 << end.Last), ways[end].Before)) tour.Add(end.Last);
        tour.Reverse();
        return new(total, [.. tour]);
    }
}
