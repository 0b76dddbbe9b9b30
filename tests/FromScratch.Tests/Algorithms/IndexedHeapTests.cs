using FromScratch.Algorithms;

namespace FromScratch.Tests.Algorithms;

public sealed class IndexedHeapTests
{
    [Fact]
    public void A_lowered_key_comes_earlier()
    {
        var heap = new IndexedHeap<double>(4);
        for (int id = 0; id < 4; id++) heap.Push(id, 10 * id);
        heap.DecreaseKey(3, 5);
        Assert.Equal([0, 3, 1, 2], new[] { heap.PopMin(), heap.PopMin(), heap.PopMin(), heap.PopMin() });
        Assert.Equal(0, heap.Count);
    }

    [Fact]
    public void Keys_of_any_type_come_out_sorted()
    {
        string[] words = ["kiwi", "fig", "apple", "mango", "date"];
        IIndexedQueue<string> heap = IndexedHeap.Empty(words.Length, Comparer<string>.Create(string.CompareOrdinal));
        for (int id = 0; id < words.Length; id++) heap.Push(id, words[id]);
        Assert.Equal(words.Order(), words.Select(_ => words[heap.PopMin()]).ToArray());
    }

    [Fact]
    public void Mistakes_are_refused()
    {
        var heap = new IndexedHeap<int>(3);
        heap.Push(1, 4);
        Assert.Throws<InvalidOperationException>(() => heap.Push(1, 2));
        Assert.Throws<ArgumentException>(() => heap.DecreaseKey(1, 5));
        Assert.Throws<InvalidOperationException>(() => heap.DecreaseKey(0, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => heap.Contains(3));
        heap.PopMin();
        Assert.Throws<InvalidOperationException>(() => heap.PopMin());
        Assert.Throws<ArgumentOutOfRangeException>(() => new IndexedHeap<int>(-1));
    }
}
