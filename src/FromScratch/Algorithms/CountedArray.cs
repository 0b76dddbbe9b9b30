namespace FromScratch.Algorithms;

/// <summary>An array that counts how often it is read and written: the cost of an algorithm, the same on every machine.</summary>
/// <param name="length">How many entries it has; all default.</param>
public sealed class CountedArray<T>(int length)
{
    private readonly T[] _entries = new T[length];

    /// <summary>How many entries it has.</summary>
    public int Length => _entries.Length;

    /// <summary>How often an entry was read.</summary>
    public long Reads { get; private set; }

    /// <summary>How often an entry was written.</summary>
    public long Writes { get; private set; }

    /// <summary>An entry; reading and writing it counts.</summary>
    public T this[int index]
    {
        get
        {
            Reads++;
            return _entries[index];
        }

        set
        {
            Writes++;
            _entries[index] = value;
        }
    }

    /// <summary>The entries as they are, in a new array; this does not count.</summary>
    public T[] ToArray() => [.. _entries];

    /// <summary>How long it is, and how often it was used.</summary>
    public override string ToString() => FormattableString.Invariant($"{Length} entries, read {Reads} times, written {Writes} times");
}
