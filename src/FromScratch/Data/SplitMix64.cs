namespace FromScratch.Data;

/// <summary>A generator with 64 bits of state: good enough to spread a seed, and used here for that alone.</summary>
/// <remarks>
/// zₙ = mix(seed + n·0x9E3779B97F4A7C15), the odd number nearest to 2⁶⁴/φ. Consecutive seeds give unrelated sequences, which is why <see cref="Rng"/> fills its state with it.
/// <para>Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014, figure 17.</para>
/// </remarks>
public sealed class SplitMix64(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The next 64 random bits. O(1).</summary>
    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        ulong z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
