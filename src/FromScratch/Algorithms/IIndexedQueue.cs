namespace FromScratch.Algorithms;

/// <summary>A priority queue of ids from 0 to n − 1, each with a key that may be lowered while it waits.</summary>
public interface IIndexedQueue<TKey>
{
    /// <summary>How many ids wait.</summary>
    int Count { get; }

    /// <summary>Whether the id waits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The id is not from 0 to n − 1.</exception>
    bool Contains(int id);

    /// <summary>Lets an id wait, with a key.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The id is not from 0 to n − 1.</exception>
    /// <exception cref="InvalidOperationException">It waits already.</exception>
    void Push(int id, TKey key);

    /// <summary>Gives a waiting id a smaller key, or the same.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The id is not from 0 to n − 1.</exception>
    /// <exception cref="InvalidOperationException">The id does not wait.</exception>
    /// <exception cref="ArgumentException">The key is larger than the one it has.</exception>
    void DecreaseKey(int id, TKey key);

    /// <summary>Takes out an id with the smallest key.</summary>
    /// <exception cref="InvalidOperationException">None waits.</exception>
    int PopMin();
}
