namespace FromScratch.Algorithms;

/// <summary>Makes indexed heaps.</summary>
public static class IndexedHeap
{
    /// <summary>A queue in which none of the ids 0 to n − 1 waits.</summary>
    /// <param name="n">How many ids there are; at least 0.</param>
    /// <param name="order">Says which of two keys is smaller.</param>
    /// <exception cref="ArgumentOutOfRangeException">n is negative.</exception>
    public static IIndexedQueue<TKey> Empty<TKey>(int n, IComparer<TKey> order) => new IndexedHeap<TKey>(n, order);
}

/// <summary>A binary heap that knows where each id lies, so that a key can be lowered in O(log n).</summary>
/// <remarks>
/// <para>Two invariants: the key at place (i − 1)/2 is at most that at place i; and the table of places is the inverse of the heap, heap[place[id]] = id. Every swap must keep both.</para>
/// <para>Source: Sedgewick and Wayne, Algorithms, 4th ed., §2.4, IndexMinPQ; Cormen et al., Introduction to Algorithms, 4th ed., §6.5.</para>
/// </remarks>
public sealed class IndexedHeap<TKey> : IIndexedQueue<TKey>
{
    private const int Absent = -1;

    private readonly IComparer<TKey> _order;
    private readonly int[] _heap;     // ids, the smallest key first
    private readonly int[] _places;   // of each id; −1 where it does not wait
    private readonly TKey[] _keys;    // of each id

    /// <summary>A queue in which none of the ids 0 to n − 1 waits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">n is negative.</exception>
    public IndexedHeap(int n, IComparer<TKey>? order = null)
    {
        if (n < 0) throw new ArgumentOutOfRangeException(nameof(n), n, $"IndexedHeap: n is {n}. It is a number of ids, so at least 0.");
        _order = order ?? Comparer<TKey>.Default;
        (_heap, _places, _keys) = (new int[n], new int[n], new TKey[n]);
        Array.Fill(_places, Absent);
    }

    /// <inheritdoc/>
    public int Count { get; private set; }

    /// <inheritdoc/>
    public bool Contains(int id)
    {
        RequireId(id);
        return _places[id] != Absent;
    }

    /// <inheritdoc/>
    public void Push(int id, TKey key)
    {
        if (Contains(id)) throw new InvalidOperationException($"Push: {id} waits already. Lower its key with DecreaseKey.");
        _keys[id] = key;
        Place(id, Count++);
        Rise(_places[id]);
    }

    /// <inheritdoc/>
    public void DecreaseKey(int id, TKey key)
    {
        if (!Contains(id)) throw new InvalidOperationException($"DecreaseKey: {id} does not wait. Push it first.");
        if (_order.Compare(key, _keys[id]) > 0) throw new ArgumentException($"DecreaseKey: the key of {id} would rise from {_keys[id]} to {key}. Keys only fall.", nameof(key));
        _keys[id] = key;
        Rise(_places[id]);
    }

    /// <inheritdoc/>
    public int PopMin()
    {
        if (Count == 0) throw new InvalidOperationException("PopMin: nothing waits.");
        int first = _heap[0];
        Count--;
        Place(_heap[Count], 0);
        _places[first] = Absent;
        Sink(0);
        return first;
    }

    private void Rise(int i)
    {
        for (int parent; i > 0 && IsSmaller(i, parent = (i - 1) / 2); i = parent) Swap(i, parent);
    }

    private void Sink(int i)
    {
        for (int child; (child = 2 * i + 1) < Count; i = child)
        {
            if (child + 1 < Count && IsSmaller(child + 1, child)) child++;
            if (!IsSmaller(child, i)) return;
            Swap(i, child);
        }
    }

    private bool IsSmaller(int i, int j) => _order.Compare(_keys[_heap[i]], _keys[_heap[j]]) < 0;

    private void Swap(int i, int j)
    {
        int other = _heap[i];
        Place(_heap[j], i);
        Place(other, j);
    }

    // The only place where heap and table are written: they stay inverse to each other.
    private void Place(int id, int i)
    {
        _heap[i] = id;
        _places[id] = i;
    }

    private void RequireId(int id)
    {
        if (id < 0 || id >= _places.Length) throw new ArgumentOutOfRangeException(nameof(id), id, $"The id is {id}; there are the ids 0 to {_places.Length - 1}.");
    }
}
