using System.Diagnostics.CodeAnalysis;

namespace FromScratch.Algorithms;

/// <summary>A cache of limited size that forgets what was not used for the longest time.</summary>
/// <remarks>Invariant: the list holds exactly the keys of the map, the one used last in front. Both operations take O(1).</remarks>
public sealed class LruCache<TKey, TValue>
    where TKey : notnull
{
    private readonly HashMap<TKey, LinkedListNode<(TKey Key, TValue Value)>> _nodes;
    private readonly LinkedList<(TKey Key, TValue Value)> _byUse = [];

    /// <summary>A cache without entries.</summary>
    /// <param name="capacity">How many entries it keeps; at least 1.</param>
    /// <param name="comparer">Says which keys are equal.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is below 1.</exception>
    public LruCache(int capacity, IEqualityComparer<TKey>? comparer = null)
    {
        if (capacity < 1) throw new ArgumentOutOfRangeException(nameof(capacity), capacity, $"LruCache: the capacity is {capacity}. It keeps one entry at least.");
        (Capacity, _nodes) = (capacity, new(comparer));
    }

    /// <summary>How many entries it keeps.</summary>
    public int Capacity { get; }

    /// <summary>How many entries it has.</summary>
    public int Count => _nodes.Count;

    /// <summary>Whether the key has a value, and which; it counts as used.</summary>
    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        bool found = _nodes.TryGet(key, out LinkedListNode<(TKey Key, TValue Value)>? node);
        value = found ? node!.Value.Value : default;
        if (found) Use(node!);
        return found;
    }

    /// <summary>Puts the value under the key; it counts as used. Where the cache is full, the entry not used for the longest time goes.</summary>
    public void Set(TKey key, TValue value)
    {
        if (_nodes.TryGet(key, out LinkedListNode<(TKey Key, TValue Value)>? node))
        {
            node.Value = (key, value);
            Use(node);
            return;
        }

        if (Count == Capacity)
        {
            _nodes.Remove(_byUse.Last!.Value.Key);
            _byUse.RemoveLast();
        }

        _nodes.Set(key, _byUse.AddFirst((key, value)));
    }

    private void Use(LinkedListNode<(TKey Key, TValue Value)> node)
    {
        _byUse.Remove(node);
        _byUse.AddFirst(node);
    }
}
