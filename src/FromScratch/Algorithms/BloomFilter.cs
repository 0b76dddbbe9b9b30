namespace FromScratch.Algorithms;

/// <summary>A Bloom filter: a row of bits, of which each key sets a few.</summary>
/// <remarks>
/// With n keys, m bits and k hashes a key that was never added is taken for present with probability about (1 − e^(−kn/m))ᵏ. It is least for k = (m/n)·ln 2: 1 % at 9.6 bits a key and k = 7.
/// <para>Source: Bloom, CACM 13 (1970) 422-426; Mitzenmacher and Upfal, Probability and Computing, 2nd ed., §5.5.3.</para>
/// </remarks>
public sealed class BloomFilter : IKeyFilter
{
    private readonly int _bits, _hashes;
    private readonly ulong[] _words;

    private BloomFilter(int bits, int hashes) => (_bits, _hashes, _words) = (bits, hashes, new ulong[(bits + 63) / 64]);

    /// <summary>A filter that has no key.</summary>
    /// <param name="bits">How many bits it has; at least 1.</param>
    /// <param name="hashes">How many bits a key sets; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is below 1.</exception>
    public static IKeyFilter Empty(int bits, int hashes)
    {
        if (bits < 1) throw new ArgumentOutOfRangeException(nameof(bits), bits, $"BloomFilter: {bits} bits. It needs one at least.");
        if (hashes < 1) throw new ArgumentOutOfRangeException(nameof(hashes), hashes, $"BloomFilter: {hashes} hashes. Without one every key counts as present.");
        return new BloomFilter(bits, hashes);
    }

    /// <inheritdoc/>
    public void Add(ulong key)
    {
        for (int hash = 0; hash < _hashes; hash++)
        {
            int bit = Bit(key, hash);
            _words[bit / 64] |= 1UL << (bit % 64);
        }
    }

    /// <inheritdoc/>
    public bool MayContain(ulong key)
    {
        for (int hash = 0; hash < _hashes; hash++)
        {
            int bit = Bit(key, hash);
            if ((_words[bit / 64] & (1UL << (bit % 64))) == 0) return false;
        }

        return true;
    }

    private int Bit(ulong key, int hash) => (int)(KeyHash.Of(key, (ulong)hash) % (ulong)_bits);
}
