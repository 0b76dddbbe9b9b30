namespace FromScratch.Algorithms;

/// <summary>The best few of a stream.</summary>
public static class TopK
{
    /// <summary>The k largest items of a stream, largest first; equal ones in the order of their arrival. The stream is read once, and no more than k items are kept.</summary>
    /// <param name="stream">The items; there may be fewer than k.</param>
    /// <param name="k">How many to keep; at least 0.</param>
    /// <param name="order">Says which of two items is larger.</param>
    /// <remarks>A heap with the worst of the kept items on top: a new one is compared with that alone, and most go no further. O(n log k) time, O(k) memory.
    /// <para>Source: Sedgewick and Wayne, Algorithms, 4th ed., §2.4, the client TopM.</para></remarks>
    /// <exception cref="ArgumentOutOfRangeException">k is negative.</exception>
    public static T[] Largest<T>(IEnumerable<T> stream, int k, IComparer<T> order)
    {
        if (k < 0) throw new ArgumentOutOfRangeException(nameof(k), k, $"Largest: k is {k}. It is how many items to keep, so at least 0.");
        if (k == 0) return [];
        List<(T Item, int Arrival)> heap = [];   // heap[(i − 1)/2] is no better than heap[i]
        int arrival = 0;
        foreach (T item in stream)
        {
            if (heap.Count < k)
            {
                heap.Add((item, arrival++));
                Rise(heap, order);
            }
            else if (order.Compare(item, heap[0].Item) > 0)
            {
                heap[0] = (item, arrival++);
                Sink(heap, order);
            }
        }

        var best = new T[heap.Count];
        while (heap.Count > 0)
        {
            best[heap.Count - 1] = heap[0].Item;
            heap[0] = heap[^1];
            heap.RemoveAt(heap.Count - 1);
            Sink(heap, order);
        }

        return best;
    }

    /// <summary>Lets the last item rise to its place.</summary>
    private static void Rise<T>(List<(T Item, int Arrival)> heap, IComparer<T> order)
    {
        for (int i = heap.Count - 1, parent; i > 0 && IsWorse(heap[i], heap[parent = (i - 1) / 2], order); i = parent)
            (heap[i], heap[parent]) = (heap[parent], heap[i]);
    }

    /// <summary>Lets the first item sink to its place.</summary>
    private static void Sink<T>(List<(T Item, int Arrival)> heap, IComparer<T> order)
    {
        for (int i = 0, child; (child = 2 * i + 1) < heap.Count; i = child)
        {
            if (child + 1 < heap.Count && IsWorse(heap[child + 1], heap[child], order)) child++;
            if (!IsWorse(heap[child], heap[i], order)) return;
            (heap[i], heap[child]) = (heap[child], heap[i]);
        }
    }

    // Of equal items the one that came later is worse.
    private static bool IsWorse<T>((T Item, int Arrival) a, (T Item, int Arrival) b, IComparer<T> order)
    {
        int comparison = order.Compare(a.Item, b.Item);
        return comparison < 0 || (comparison == 0 && a.Arrival > b.Arrival);
    }
}
