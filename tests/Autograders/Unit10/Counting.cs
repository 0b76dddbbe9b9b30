using System.Collections;
using Course;

namespace Autograders;

/// <summary>An order that counts how often it is asked.</summary>
internal sealed class CountingOrder<T>(Comparison<T> compare) : IComparer<T>
{
    /// <summary>How often two things were compared.</summary>
    public long Comparisons { get; set; }

    public int Compare(T? x, T? y)
    {
        Comparisons++;
        return compare(x!, y!);
    }

    public override string ToString() => "an order";
}

/// <summary>Equality of texts with hashes of the test's choice, that counts how often it is asked.</summary>
internal sealed class CountingEquality(Func<string, int> hash) : IEqualityComparer<string>
{
    /// <summary>How often two keys were compared.</summary>
    public long Comparisons { get; set; }

    /// <summary>How often a hash was asked for.</summary>
    public long Hashes { get; set; }

    /// <summary>Whether somebody asked about null, which is no key.</summary>
    public bool WasAskedAboutNull { get; private set; }

    public bool Equals(string? x, string? y)
    {
        Comparisons++;
        WasAskedAboutNull |= x is null || y is null;
        return x == y;
    }

    public int GetHashCode(string key)
    {
        Hashes++;
        return hash(key);
    }

    public override string ToString() => "a comparer";
}

/// <summary>A list that counts how often an entry is read, and has enough at some time.</summary>
/// <param name="items">The entries.</param>
/// <param name="most">How many reads are enough.</param>
/// <param name="because">Why.</param>
internal sealed class CountingList<T>(T[] items, long most, string because) : IReadOnlyList<T>
{
    private long _reads;

    public int Count => items.Length;

    public T this[int index]
    {
        get
        {
            bool tooMany = ++_reads > most;
            if (tooMany) _reads = long.MinValue / 2;   // the verdict still prints the list
            Expect.That(!tooMany, FormattableString.Invariant($"at most {most} reads of the {items.Length} edges"), "more", because: because);
            return items[index];
        }
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (int i = 0; i < items.Length; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>A stream of items that counts how often somebody starts to read it.</summary>
internal sealed class CountedStream<T>(IEnumerable<T> items) : IEnumerable<T>
{
    /// <summary>How often somebody started to read it.</summary>
    public int Readings { get; private set; }

    public IEnumerator<T> GetEnumerator()
    {
        Readings++;
        return items.GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
