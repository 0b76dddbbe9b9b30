namespace FromScratch.Frames;

/// <summary>One bit an entry: 1 where a value is known, 0 where it is missing. 64 entries a word.</summary>
/// <remarks>Beside the numbers, not among them: no number has to be given up to mean "missing".</remarks>
public sealed class BitMask
{
    private readonly ulong[] _words;

    /// <summary>A mask of so many bits, all 0.</summary>
    public BitMask(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Count = count;
        _words = new ulong[(count + 63) / 64];
    }

    /// <summary>How many bits there are.</summary>
    public int Count { get; }

    /// <summary>How many of them are 1.</summary>
    public int CountSet => _words.Sum(word => System.Numerics.BitOperations.PopCount(word));

    /// <summary>One bit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such bit.</exception>
    public bool this[int i]
    {
        get => (_words[Word(i)] >> i & 1) != 0;   // a shift counts modulo 64
        set => _words[Word(i)] = value ? _words[Word(i)] | 1UL << i : _words[Word(i)] & ~(1UL << i);
    }

    /// <summary>A mask of the given bits.</summary>
    public static BitMask Of(IReadOnlyList<bool> bits)
    {
        var mask = new BitMask(bits.Count);
        for (int i = 0; i < bits.Count; i++) mask[i] = bits[i];
        return mask;
    }

    private int Word(int i) => (uint)i < (uint)Count ? i / 64 : throw new ArgumentOutOfRangeException(nameof(i), i, $"Bit {i} of {Count}.");
}
