namespace FromScratch.Data;

/// <summary>Batches of examples, each epoch in a new order, the next one made ready while the present one is used.</summary>
/// <typeparam name="TBatch">What a batch is made of.</typeparam>
/// <remarks>The order hangs on the seed and the epoch alone, not on threads: prefetching changes no result.</remarks>
public sealed class DataLoader<TBatch>
{
    private readonly Func<int[], TBatch> _collate;
    private readonly int _count, _batchSize;
    private readonly ulong? _seed;
    private readonly bool _dropLast;

    /// <summary>A loader over examples 0 … count − 1.</summary>
    /// <param name="count">How many examples there are.</param>
    /// <param name="batchSize">How many come together.</param>
    /// <param name="collate">Makes a batch of the examples with the given numbers. It runs on another thread, one call at a time.</param>
    /// <param name="seed">Shuffles each epoch; null: in order.</param>
    /// <param name="dropLast">Whether a last, smaller batch is left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">count is below 0 or batchSize below 1.</exception>
    public DataLoader(int count, int batchSize, Func<int[], TBatch> collate, ulong? seed = null, bool dropLast = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        (_count, _batchSize, _collate, _seed, _dropLast) = (count, batchSize, collate, seed, dropLast);
    }

    /// <summary>How many batches an epoch has.</summary>
    public int BatchCount => _dropLast ? _count / _batchSize : (_count + _batchSize - 1) / _batchSize;

    /// <summary>The batches of one epoch.</summary>
    /// <param name="epoch">Which epoch: each has an order of its own, and the same number gives the same order.</param>
    public IEnumerable<TBatch> Epoch(int epoch)
    {
        int[] order = Order(epoch);
        Task<TBatch>? next = BatchCount > 0 ? Make(order, 0) : null;
        for (int batch = 1; next is not null; batch++)
        {
            TBatch present = next.GetAwaiter().GetResult();
            next = batch < BatchCount ? Make(order, batch) : null;   // made while the caller works on the present one
            yield return present;
        }
    }

    private Task<TBatch> Make(int[] order, int batch) => Task.Run(() => _collate(order[(batch * _batchSize)..Math.Min(_count, (batch + 1) * _batchSize)]));

    private int[] Order(int epoch)
    {
        int[] order = [.. Enumerable.Range(0, _count)];
        if (_seed is { } seed) new Rng(unchecked(seed + (ulong)epoch * 0x9E3779B97F4A7C15)).Shuffle(order);
        return order;
    }
}
