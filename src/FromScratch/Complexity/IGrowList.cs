namespace FromScratch.Complexity;

/// <summary>A list in one array that grows and shrinks at its end.</summary>
public interface IGrowList
{
    /// <summary>How many entries it has.</summary>
    int Count { get; }

    /// <summary>How many its array has room for.</summary>
    int Capacity { get; }

    /// <summary>Puts an entry at the end.</summary>
    /// <exception cref="InvalidOperationException">The list is full, and the rule for growing gives no more room.</exception>
    void Add(int value);

    /// <summary>Takes the last entry out, and returns it.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    int RemoveLast();

    /// <summary>The entry at a place from 0 to Count − 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such entry.</exception>
    int At(int index);
}
