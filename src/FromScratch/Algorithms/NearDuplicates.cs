using FromScratch.Data;

namespace FromScratch.Algorithms;

/// <summary>Finds the pairs of similar documents among very many, without comparing all pairs.</summary>
public static class NearDuplicates
{
    private const int Bands = 40, RowsPerBand = 3;

    /// <summary>The pairs (A, B), A below B, of documents whose Jaccard similarity is at least the threshold: none that is not, and nearly all that are. Ascending by A, then by B.</summary>
    /// <param name="corpus">The documents as sets of shingles.</param>
    /// <param name="threshold">Above 0, at most 1.</param>
    /// <param name="rng">Chooses the hash functions.</param>
    /// <remarks>
    /// <para>Each document gets a MinHash signature of 120 entries, cut into 40 bands of 3. Two documents are candidates when they agree in all of some band: with probability 1 − (1 − J³)⁴⁰, which is 0.9995 at J = 0.56 and 0.04 at J = 0.1.
    /// Candidates are compared exactly.</para>
    /// <para>Source: Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, 3rd ed., §3.3-3.4.</para>
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is not above 0 and at most 1.</exception>
    public static (int A, int B)[] Find(ShingledCorpus corpus, double threshold, Rng rng)
    {
        if (!(threshold > 0 && threshold <= 1)) throw new ArgumentOutOfRangeException(nameof(threshold), threshold, $"Find: the threshold is {threshold}. A similarity lies between 0 and 1, and at 0 every pair would do.");
        ulong seed = rng.NextUInt64();
        ulong[][] signatures = [.. Enumerable.Range(0, corpus.Count).Select(document => MinHash.Signature(corpus.Shingles(document), Bands * RowsPerBand, seed))];
        HashSet<(int A, int B)> candidates = [.. Enumerable.Range(0, Bands).SelectMany(band => InOneBucket(signatures, band))];
        return [.. candidates.Where(pair => corpus.Jaccard(pair.A, pair.B) >= threshold).Order()];
    }

    /// <summary>The pairs that agree in a whole band.</summary>
    private static IEnumerable<(int A, int B)> InOneBucket(ulong[][] signatures, int band)
    {
        var buckets = new Dictionary<ulong, List<int>>();
        for (int document = 0; document < signatures.Length; document++)
        {
            ulong key = 0;
            for (int row = 0; row < RowsPerBand; row++) key = KeyHash.Of(signatures[document][band * RowsPerBand + row], key);
            if (!buckets.TryGetValue(key, out List<int>? bucket)) buckets[key] = bucket = [];
            foreach (int earlier in bucket) yield return (earlier, document);
            bucket.Add(document);
        }
    }
}
