using System.Diagnostics.CodeAnalysis;

namespace FromScratch.Algorithms;

/// <summary>Values under keys: each key has at most one.</summary>
public interface IMap<TKey, TValue>
    where TKey : notnull
{
    /// <summary>How many keys have a value.</summary>
    int Count { get; }

    /// <summary>Puts the value under the key, in place of one that is there.</summary>
    /// <exception cref="ArgumentNullException">The key is null.</exception>
    void Set(TKey key, TValue value);

    /// <summary>Whether the key has a value, and which.</summary>
    /// <exception cref="ArgumentNullException">The key is null.</exception>
    bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value);

    /// <summary>Takes the key and its value out; false when it has none.</summary>
    /// <exception cref="ArgumentNullException">The key is null.</exception>
    bool Remove(TKey key);
}
