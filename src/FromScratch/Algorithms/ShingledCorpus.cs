namespace FromScratch.Algorithms;

/// <summary>Documents as sets of shingles (runs of words), with an exact comparison of two of them that is counted.</summary>
public sealed class ShingledCorpus
{
    private readonly int[][] _shingles;   // of each document, ascending, without repetitions

    /// <summary>The shingles of documents.</summary>
    /// <param name="documents">The texts; words are what spaces separate.</param>
    /// <param name="words">How many words make a shingle; at least 1. A document of fewer is one shingle.</param>
    /// <exception cref="ArgumentOutOfRangeException">words is below 1.</exception>
    public ShingledCorpus(IEnumerable<string> documents, int words = 3)
    {
        if (words < 1) throw new ArgumentOutOfRangeException(nameof(words), words, $"ShingledCorpus: shingles of {words} words. One at least.");
        _shingles = [.. documents.Select(document => Shingles(document.Split(' ', StringSplitOptions.RemoveEmptyEntries), words))];
    }

    /// <summary>How many documents there are.</summary>
    public int Count => _shingles.Length;

    /// <summary>How many pairs were compared exactly.</summary>
    public long Comparisons { get; private set; }

    /// <summary>How often the shingles of a document were read.</summary>
    public long Reads { get; private set; }

    /// <summary>The shingles of a document, each as a number, in a new array.</summary>
    public int[] Shingles(int document)
    {
        Reads++;
        return [.. _shingles[document]];
    }

    /// <summary>The exact Jaccard similarity of two documents, |A ∩ B|/|A ∪ B|; counted. Of two empty ones it is 1.</summary>
    public double Jaccard(int a, int b)
    {
        Comparisons++;
        int[] x = _shingles[a], y = _shingles[b];
        int both = 0;
        for (int i = 0, j = 0; i < x.Length && j < y.Length;)
        {
            if (x[i] == y[j]) both++;
            (i, j) = (x[i] <= y[j] ? i + 1 : i, y[j] <= x[i] ? j + 1 : j);
        }

        int either = x.Length + y.Length - both;
        return either == 0 ? 1 : both / (double)either;
    }

    /// <summary>How many documents there are.</summary>
    public override string ToString() => FormattableString.Invariant($"{Count} documents");

    private static int[] Shingles(string[] words, int length) =>
        [.. Enumerable.Range(0, words.Length == 0 ? 0 : Math.Max(1, words.Length - length + 1)).Select(i => Number(words.Skip(i).Take(length))).Distinct().Order()];

    // string.GetHashCode differs from run to run.
    private static int Number(IEnumerable<string> words)
    {
        ulong hash = 0;
        foreach (string word in words)
        {
            foreach (char letter in word) hash = KeyHash.Of(letter, hash);
            hash = KeyHash.Of(' ', hash);
        }

        return (int)hash;
    }
}
