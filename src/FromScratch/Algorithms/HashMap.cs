using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace FromScratch.Algorithms;

/// <summary>Makes hash maps.</summary>
public static class HashMap
{
    /// <summary>A map without entries, whose keys are equal where the comparer says so.</summary>
    public static IMap<TKey, TValue> Empty<TKey, TValue>(IEqualityComparer<TKey> comparer)
        where TKey : notnull => new HashMap<TKey, TValue>(comparer);
}

/// <summary>A hash map with open addressing: all entries lie in one array, and a key is looked for from its home slot onwards, slot by slot, up to the first free one.</summary>
/// <remarks>
/// <para>Invariant: between the home slot of a key and the slot it lies in, no slot is free. Whoever empties a slot behind which the run goes on must close the gap.</para>
/// <para>At a load α a search for a key that is missing looks at (1 + 1/(1 − α)²)/2 slots, on average: 2.5 at α = ½, 50 at α = 0.9. So the array doubles before it is more than half full.</para>
/// <para>Source: Knuth, The Art of Computer Programming vol. 3, 2nd ed., §6.4, algorithms L and R; Fibonacci hashing: the same place.</para>
/// </remarks>
/// <param name="comparer">Says which keys are equal, and gives their hashes.</param>
public sealed class HashMap<TKey, TValue>(IEqualityComparer<TKey>? comparer = null) : IMap<TKey, TValue>
    where TKey : notnull
{
    private const int SmallestCapacity = 8;

    private readonly IEqualityComparer<TKey> _comparer = comparer ?? EqualityComparer<TKey>.Default;
    private Slot[] _slots = new Slot[SmallestCapacity];   // a power of two of them

    /// <inheritdoc/>
    public int Count { get; private set; }

    /// <inheritdoc/>
    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        Slot slot = _slots[Find(key)];
        value = slot.Value;
        return slot.IsUsed;
    }

    /// <inheritdoc/>
    public void Set(TKey key, TValue value)
    {
        int place = Find(key);
        if (!_slots[place].IsUsed)
        {
            Count++;
            if (2 * Count > _slots.Length)
            {
                Grow();
                place = Find(key);
            }
        }

        _slots[place] = new Slot(true, key, value);
    }

    /// <inheritdoc/>
    public bool Remove(TKey key)
    {
        int gap = Find(key);
        if (!_slots[gap].IsUsed) return false;
        for (int i = Next(gap); _slots[i].IsUsed; i = Next(i))
        {
            if (Distance(Home(_slots[i].Key), i) < Distance(gap, i)) continue;   // its home lies behind the gap: it is reached without crossing it
            _slots[gap] = _slots[i];
            gap = i;
        }

        _slots[gap] = default;
        Count--;
        return true;
    }

    /// <summary>The slot of the key; where it is missing, the free slot that ends its run.</summary>
    private int Find(TKey key)
    {
        int i = Home(key);
        while (_slots[i].IsUsed && !_comparer.Equals(_slots[i].Key, key)) i = Next(i);
        return i;
    }

    private void Grow()
    {
        Slot[] old = _slots;
        _slots = new Slot[2 * old.Length];
        foreach (Slot slot in old)
            if (slot.IsUsed) _slots[Find(slot.Key)] = slot;
    }

    /// <summary>The slot where the search for a key begins.</summary>
    private int Home(TKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        // Multiplying by 2³²/φ lets every bit of the hash count for the upper ones, of which as many are taken as the array needs.
        return (int)((uint)_comparer.GetHashCode(key) * 2654435769u >> (32 - BitOperations.Log2((uint)_slots.Length)));
    }

    private int Next(int i) => (i + 1) & (_slots.Length - 1);

    private int Distance(int from, int to) => (to - from) & (_slots.Length - 1);   // around the end of the array

    private readonly record struct Slot(bool IsUsed, TKey Key, TValue Value);
}
