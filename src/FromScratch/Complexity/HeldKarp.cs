namespace FromScratch.Complexity;

/// <summary>The shortest round tour, exactly.</summary>
public static class HeldKarp
{
    private const int MostCities = 20;   // 2¹⁹ sets of 19 last cities, 8 bytes each: 80 MB

    /// <summary>The shortest tour from city 0 through all others and home.</summary>
    /// <param name="distances">At least one city, at most 20; the way back may have another length.</param>
    /// <remarks>
    /// <para>L(S, j) = min over i in S without j of L(S without j, i) + d(i, j): the shortest way from 0 through the set S that ends in j of S. How the way went through S does not matter for what follows: only the set and the last city do.</para>
    /// <para>There are n·2ⁿ pairs of set and last city, and n ways into each: O(n²·2ⁿ) instead of (n − 1)!.</para>
    /// <para>Source: Held and Karp, J. SIAM 10 (1962) 196-210; Bellman, JACM 9 (1962) 61-63.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">There is no city, or there are more than 20.</exception>
    public static RoundTour Shortest(CountedDistances distances)
    {
        int n = distances.Cities, others = n - 1;
        if (n < 1 || n > MostCities) throw new ArgumentException($"Shortest: {n} cities. The table has n·2ⁿ entries, so 1 to {MostCities} are possible.", nameof(distances));
        if (n == 1) return new(0, [0]);
        int all = (1 << others) - 1;
        double[,] lengths = new double[all + 1, others];   // city j + 1 is bit j
        for (int j = 0; j < others; j++) lengths[1 << j, j] = distances[0, j + 1];
        for (int set = 1; set <= all; set++)
            for (int last = 0; last < others; last++)
                if ((set >> last & 1) == 1 && set != 1 << last) lengths[set, last] = Before(set, last).Length;

        (int city, double length) = Enumerable.Range(0, others).Select(j => (j, lengths[all, j] + distances[j + 1, 0])).MinBy(end => end.Item2);
        int[] tour = new int[n];
        for (int place = others, set = all; place > 0; place--)
        {
            tour[place] = city + 1;
            (int before, _) = Before(set, city);
            (set, city) = (set & ~(1 << city), before);
        }

        return new(length, tour);

        // The best city to come from, on the way through the set to its last city; −1 where the set has no other.
        (int City, double Length) Before(int set, int last)
        {
            (int City, double Length) best = (-1, double.PositiveInfinity);
            int rest = set & ~(1 << last);
            for (int i = 0; i < others; i++)
            {
                if ((rest >> i & 1) == 0) continue;
                double length = lengths[rest, i] + distances[i + 1, last + 1];
                if (best.City < 0 || length < best.Length) best = (i, length);
            }

            return best;
        }
    }
}
