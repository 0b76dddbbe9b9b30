namespace FromScratch.Algorithms;

/// <summary>Hash functions of 64 bits: one for each seed, and as if they were independent.</summary>
public static class KeyHash
{
    /// <summary>The hash of a key by the function of a seed: every bit of the key moves every bit of the hash.</summary>
    /// <remarks>Source: the finisher of SplitMix64; Steele, Lea and Flood, OOPSLA 2014, figure 17.</remarks>
    public static ulong Of(ulong key, ulong seed) => Mixed(key + Mixed(seed));

    private static ulong Mixed(ulong z)
    {
        z += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
