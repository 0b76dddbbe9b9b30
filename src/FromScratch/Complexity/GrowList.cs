using FromScratch.Algorithms;

namespace FromScratch.Complexity;

/// <summary>A list in one array: full, it moves to a larger one; three quarters empty, to one of half the size.</summary>
/// <remarks>
/// <para>Whoever doubles moves 1 + 2 + 4 + … &lt; 2n entries for n additions: a constant for each, on average. Whoever adds ten places moves 10 + 20 + …, about n²/20.</para>
/// <para>Shrinking at a quarter leaves the array half full: n/4 removals or n/2 additions pay for the next move. Shrinking at a half would leave it full, and one addition would move everything again.</para>
/// <para>Source: Cormen et al., Introduction to Algorithms, 4th ed., §16.4.</para>
/// </remarks>
public sealed class GrowList : IGrowList
{
    private readonly Func<int, CountedArray<int>> _allocate;
    private readonly Func<int, int> _grow;
    private CountedArray<int> _entries;

    private GrowList(Func<int, CountedArray<int>> allocate, Func<int, int> grow) => (_allocate, _grow, _entries) = (allocate, grow, allocate(0));

    /// <summary>An empty list without room.</summary>
    /// <param name="allocate">Makes an array of a length, whose reads and writes are counted.</param>
    /// <param name="grow">The next capacity after the given one.</param>
    public static IGrowList Empty(Func<int, CountedArray<int>> allocate, Func<int, int> grow) => new GrowList(allocate, grow);

    /// <inheritdoc/>
    public int Count { get; private set; }

    /// <inheritdoc/>
    public int Capacity => _entries.Length;

    /// <inheritdoc/>
    public void Add(int value)
    {
        if (Count == Capacity)
        {
            int larger = _grow(Capacity);
            if (larger <= Capacity) throw new InvalidOperationException($"Add: the list is full with {Count} entries, and the next capacity would be {larger}. It must be larger.");
            MoveTo(larger);
        }

        _entries[Count++] = value;
    }

    /// <inheritdoc/>
    public int RemoveLast()
    {
        if (Count == 0) throw new InvalidOperationException("RemoveLast: the list is empty.");
        int last = _entries[--Count];
        if (4 * Count <= Capacity) MoveTo(Capacity / 2);
        return last;
    }

    /// <inheritdoc/>
    public int At(int index) => index >= 0 && index < Count ? _entries[index] : throw new ArgumentOutOfRangeException(nameof(index), index, $"At: the place is {index}; there are {Count} entries.");

    private void MoveTo(int capacity)
    {
        CountedArray<int> moved = _allocate(capacity);
        for (int i = 0; i < Count; i++) moved[i] = _entries[i];
        _entries = moved;
    }
}
