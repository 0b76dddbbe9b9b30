using FromScratch.Data;

namespace FromScratch.Algorithms;

/// <summary>A fair sample of a stream whose length nobody knows.</summary>
public static class Reservoir
{
    /// <summary>k items of a stream, each set of k items equally likely; all of them, where there are fewer. The stream is read once, and k items are kept.</summary>
    /// <param name="stream">The items.</param>
    /// <param name="k">How many; at least 0.</param>
    /// <param name="rng">Where the randomness comes from.</param>
    /// <remarks>Item number i (from 1) is taken with probability k/i, and takes the place of a random one. After n items each of them is kept with probability k/n.
    /// <para>Source: Vitter, "Random sampling with a reservoir", ACM TOMS 11 (1985) 37-57, algorithm R (due to Waterman).</para></remarks>
    /// <exception cref="ArgumentOutOfRangeException">k is negative.</exception>
    public static T[] Sample<T>(IEnumerable<T> stream, int k, Rng rng)
    {
        if (k < 0) throw new ArgumentOutOfRangeException(nameof(k), k, $"Sample: k is {k}. It is how many items to keep, so at least 0.");
        List<T> kept = [];
        int seen = 0;
        foreach (T item in stream)
        {
            seen++;
            if (kept.Count < k)
            {
                kept.Add(item);
                continue;
            }

            int place = rng.NextInt(seen);
            if (place < k) kept[place] = item;
        }

        return [.. kept];
    }
}
