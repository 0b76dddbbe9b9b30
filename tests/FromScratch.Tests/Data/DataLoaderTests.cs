using FromScratch.Data;
using Xunit;

namespace FromScratch.Tests.Data;

public sealed class DataLoaderTests
{
    [Fact]
    public void Every_example_comes_once_an_epoch_in_an_order_that_hangs_on_seed_and_epoch()
    {
        var loader = new DataLoader<int[]>(23, 5, numbers => numbers, seed: 7);
        int[][] first = [.. loader.Epoch(0)], again = [.. loader.Epoch(0)], second = [.. loader.Epoch(1)];
        Assert.Equal([5, 5, 5, 5, 3], first.Select(batch => batch.Length));
        Assert.Equal(Enumerable.Range(0, 23), first.SelectMany(batch => batch).Order());
        Assert.Equal(first, again);
        Assert.NotEqual(first[0], second[0]);
        Assert.Equal(4, new DataLoader<int[]>(23, 5, numbers => numbers, dropLast: true).Epoch(0).Count());
        Assert.Equal([0, 1, 2], new DataLoader<int[]>(5, 3, numbers => numbers).Epoch(0).First());
        Assert.Empty(new DataLoader<int[]>(0, 3, numbers => numbers).Epoch(0));
    }

    [Fact]
    public void The_next_batch_is_made_while_the_present_one_is_used()
    {
        using var made = new SemaphoreSlim(0);
        var loader = new DataLoader<int>(3, 1, numbers =>
        {
            made.Release();
            return numbers[0];
        });
        using IEnumerator<int> batches = loader.Epoch(0).GetEnumerator();
        Assert.True(batches.MoveNext());
        Assert.True(made.Wait(5000, TestContext.Current.CancellationToken) && made.Wait(5000, TestContext.Current.CancellationToken));   // the first, and already the second
    }

    [Fact]
    public void An_error_in_making_a_batch_reaches_the_caller() =>
        Assert.Throws<InvalidOperationException>(() => new DataLoader<int>(3, 1, _ => throw new InvalidOperationException()).Epoch(0).ToList());
}
