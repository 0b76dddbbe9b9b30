namespace FromScratch.Algorithms;

/// <summary>Counts keys in less memory than one counter each would take. No estimate is ever too low.</summary>
public interface IFrequencySketch
{
    /// <summary>Counts a key this many times more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    void Add(ulong key, long count);

    /// <summary>At least as often as the key was counted.</summary>
    long Estimate(ulong key);
}
