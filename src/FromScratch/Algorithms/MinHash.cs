namespace FromScratch.Algorithms;

/// <summary>Sets compared by short signatures: the least hash of each set, by many hash functions.</summary>
/// <remarks>
/// Of the union of two sets each element is equally likely to have the least hash. It lies in both sets with probability J = |A ∩ B|/|A ∪ B|, and then, and only then, both have the same least hash.
/// So the share of equal least hashes estimates J, with standard error √(J(1 − J)/hashes).
/// <para>Source: Broder, "On the resemblance and containment of documents", Compression and Complexity of Sequences 1997, 21-29.</para>
/// </remarks>
public static class MinHash
{
    /// <summary>The least hash of a set by each of the functions [hashes]; of the empty set the greatest number there is.</summary>
    /// <param name="set">Its elements; a repeated one counts once.</param>
    /// <param name="hashes">How many functions; at least 1.</param>
    /// <param name="seed">Which functions.</param>
    /// <exception cref="ArgumentOutOfRangeException">hashes is below 1.</exception>
    public static ulong[] Signature(int[] set, int hashes, ulong seed)
    {
        if (hashes < 1) throw new ArgumentOutOfRangeException(nameof(hashes), hashes, $"Signature: {hashes} hash functions. One at least is needed.");
        ulong[] least = new ulong[hashes];
        Array.Fill(least, ulong.MaxValue);
        for (int hash = 0; hash < hashes; hash++)
        {
            ulong function = KeyHash.Of((ulong)hash, seed);
            foreach (int element in set) least[hash] = Math.Min(least[hash], KeyHash.Of((uint)element, function));
        }

        return least;
    }

    /// <summary>The Jaccard similarity |A ∩ B|/|A ∪ B| of two sets, estimated by the share of equal entries in their signatures. Of two empty sets it is 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">hashes is below 1.</exception>
    public static double Jaccard(int[] a, int[] b, int hashes, ulong seed)
    {
        ulong[] x = Signature(a, hashes, seed), y = Signature(b, hashes, seed);
        return x.Zip(y).Count(pair => pair.First == pair.Second) / (double)hashes;
    }
}
