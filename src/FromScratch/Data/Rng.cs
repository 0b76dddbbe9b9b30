using System.Numerics;

namespace FromScratch.Data;

/// <summary>The course's seeded generator of random numbers: the same seed gives the same numbers on every machine and every .NET.</summary>
/// <remarks>
/// <para>xoshiro256**: 256 bits of state, period 2²⁵⁶ − 1. <see cref="Random"/> promises no sequence: its algorithm has changed with a version of .NET, and data made with it would change too.</para>
/// <para>Source: Blackman and Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47 (2021) 36.</para>
/// </remarks>
public sealed class Rng
{
    private ulong _s0, _s1, _s2, _s3;

    /// <summary>A generator whose state is spread from one number.</summary>
    /// <param name="seed">Any number; neighbours give unrelated sequences.</param>
    public Rng(ulong seed)
    {
        var spread = new SplitMix64(seed);
        (_s0, _s1, _s2, _s3) = (spread.Next(), spread.Next(), spread.Next(), spread.Next());
    }

    private Rng((ulong, ulong, ulong, ulong) state) => (_s0, _s1, _s2, _s3) = state;

    /// <summary>A generator in a given state, to hold it against published sequences.</summary>
    /// <exception cref="ArgumentException">All four words are 0: from there, only zeros follow.</exception>
    public static Rng FromState(ulong s0, ulong s1, ulong s2, ulong s3) => (s0 | s1 | s2 | s3) == 0
        ? throw new ArgumentException("Rng: the state is all zeros, from which only zeros follow. Give at least one word that is not 0.", nameof(s0))
        : new Rng((s0, s1, s2, s3));

    /// <summary>The next 64 random bits. O(1).</summary>
    public ulong NextUInt64()
    {
        ulong result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        ulong shifted = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>A number from [0, 1), one of 2⁵³ equally likely and equally spaced ones.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A whole number from [0, n), each equally likely.</summary>
    /// <param name="n">How many numbers there are to choose from; at least 1.</param>
    /// <remarks>The remainder of 64 random bits would favour small numbers. Here the high half of a product is taken, and the few products that would favour some are drawn again. Source: Lemire, ACM TOMACS 29 (2019) 3, algorithm 5.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">n is below 1: there is nothing to choose from.</exception>
    public int NextInt(int n)
    {
        if (n < 1) throw new ArgumentOutOfRangeException(nameof(n), n, $"NextInt: n is {n}. It chooses from the n numbers 0 to n − 1, so n must be at least 1.");
        ulong low;
        ulong high = Math.BigMul(NextUInt64(), (ulong)n, out low);
        if (low < (ulong)n)
        {
            ulong favoured = unchecked(0UL - (ulong)n) % (ulong)n;   // 2⁶⁴ mod n products too many
            while (low < favoured) high = Math.BigMul(NextUInt64(), (ulong)n, out low);
        }

        return (int)high;
    }

    /// <summary>A number from the normal distribution with mean 0 and standard deviation 1.</summary>
    /// <remarks>
    /// √(−2 ln u)·cos(2πv), for u from (0, 1] and v from [0, 1). The second number of the pair, with sin, is not kept: a generator that holds one back is in a state that its four words do not tell.
    /// <para>Source: Box and Muller, Annals of Mathematical Statistics 29 (1958) 610-611.</para>
    /// </remarks>
    public double NextGaussian()
    {
        double u = 1 - NextDouble();   // (0, 1]: the logarithm of 0 is −∞
        double v = NextDouble();
        return Math.Sqrt(-2 * Math.Log(u)) * Math.Cos(2 * Math.PI * v);
    }

    /// <summary>Puts the entries in a random order, each order equally likely. In place, O(n).</summary>
    /// <remarks>Source: Durstenfeld, "Algorithm 235: random permutation", CACM 7 (1964) 420 (the method of Fisher and Yates).</remarks>
    public void Shuffle<T>(T[] items)
    {
        for (int last = items.Length - 1; last > 0; last--)
        {
            int chosen = NextInt(last + 1);
            (items[last], items[chosen]) = (items[chosen], items[last]);
        }
    }

    /// <summary>A new generator, seeded from this one: what one part draws does not move what another part gets.</summary>
    public Rng Split() => new(NextUInt64());
}
