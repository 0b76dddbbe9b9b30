using Course;
using FromScratch.Algorithms;
using FromScratch.Data;

namespace Autograders;

/// <summary>Exercise 10.12: the similar pairs among many documents, without comparing all pairs.</summary>
/// <remarks>The syllabus's 5,000 documents are those of the notebook; here 500 with 50 copies, so that a check takes a moment. Recall of the reference over 20 seeds: see <see cref="LeastRecall"/>.</remarks>
[Exercise("10.12", "Near duplicates", Difficulty = 4, Minutes = 60, Core = true, Theory = "7. Sketches trade certainty for memory", TimeLimitSeconds = 5)]
public sealed class DuplicateFinder : Exercise<DuplicateFinder, DuplicateFinder.Contract>
{
    public delegate (int A, int B)[] PairSearch(ShingledCorpus corpus, double threshold, Rng rng);

    public sealed record Contract(PairSearch FindDuplicates);

    public static Verdict Check(PairSearch findDuplicates) => Grade(new Contract(findDuplicates));

    protected override Contract Reference => new(NearDuplicates.Find);

    private const double LeastRecall = 0.95;
    private static readonly Planted<string[], DuplicateTruth>[] _planted = [.. Enumerable.Range(1, 2).Select(seed => Generators.NearDuplicateCorpus((ulong)seed, docs: 500, copies: 50))];

    private static ShingledCorpus Few => new(["the cat sat on the mat today", "a dog ran in the park", "the cat sat on the mat today", "a dog ran in the yard", "nothing like the others at all"]);

    [Fact]
    public void Equal_texts_are_found() =>
        Expect.SequenceEqual([(0, 2)], Subject.FindDuplicates(Few, 0.9, new Rng(1)), because: "Documents 0 and 2 are equal: their similarity is 1. Documents 1 and 3 share 3 of 5 shingles, 0.6.");

    [Fact]
    public void Texts_at_the_threshold_are_found() =>
        Expect.SequenceEqual([(0, 1)], Subject.FindDuplicates(new(["one two three four five six seven eight nine ten", "one two three four five six seven eight nine two"]), 7 / 9.0, new Rng(2)), because: "7 common shingles of 9: similarity 7/9, which is at least the threshold 7/9.");

    [Fact]
    public void Every_pair_of_equal_texts_comes_once_in_order()
    {
        (int, int)[] expected = [.. from a in Enumerable.Range(0, 12) from b in Enumerable.Range(a + 1, 11 - a) select (a, b)];
        Expect.SequenceEqual(expected, Subject.FindDuplicates(new(Enumerable.Repeat("every one of these texts is the same", 12)), 0.5, new Rng(3)), because: "12 equal documents make 66 pairs. Each once, the smaller index first, ascending: they meet in every band, so put candidates into a set.");
    }

    [Fact]
    public void Few_documents_are_no_problem()
    {
        Expect.SequenceEqual([], Subject.FindDuplicates(new([]), 0.5, new Rng(4)), because: "No document, no pair.");
        Expect.SequenceEqual([], Subject.FindDuplicates(new(["one text alone in the world"]), 0.5, new Rng(4)), because: "One document, no pair.");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-0.5)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void A_threshold_lies_above_0_up_to_1(double threshold) => Expect.Throws<ArgumentOutOfRangeException>(() => Subject.FindDuplicates(Few, threshold, new Rng(1)), because: "A similarity lies between 0 and 1; at 0 every pair would do.");

    [Fact]
    public void A_threshold_of_1_asks_for_equal_texts() => Expect.SequenceEqual([(0, 2)], Subject.FindDuplicates(Few, 1, new Rng(1)), because: "Documents 0 and 2 are equal.");

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.5)]
    [InlineData(0, 0.8)]
    public void Planted_copies_are_found_and_nothing_else(int which, double threshold)
    {
        (string[] texts, DuplicateTruth truth) = (_planted[which].Data, _planted[which].Truth);
        (int A, int B)[] found = Subject.FindDuplicates(new(texts), threshold, new Rng(7));
        (int A, int B)[] planted = [.. truth.Pairs.Where((_, i) => truth.Jaccard[i] >= threshold)];
        var judge = new ShingledCorpus(texts);
        (int A, int B)[] wrong = [.. found.Where(pair => pair.A >= pair.B || judge.Jaccard(pair.A, pair.B) < threshold)];
        Expect.That(wrong.Length == 0, $"pairs (A, B), A below B, of similarity {ValueText.Of(threshold)} or more", wrong, because: "A common band makes a pair a candidate, no more. Compare candidates exactly, corpus.Jaccard(a, b), before you tell anybody.");
        double recall = planted.Count(found.Contains) / (double)planted.Length;
        Expect.That(recall >= LeastRecall, $"at least {LeastRecall * 100} % of the {planted.Length} planted pairs of similarity {ValueText.Of(threshold)} or more", $"{recall * 100:0} % of them", because: "A pair of similarity J agrees in a band of r rows with probability Jʳ, and in one of b bands with 1 − (1 − Jʳ)ᵇ. At J = 0.56, three rows and 40 bands give 0.9995; one band of many rows nearly nothing.");
    }

    [Fact]
    public void Few_pairs_are_compared()
    {
        var corpus = new ShingledCorpus(_planted[0].Data);
        Subject.FindDuplicates(corpus, 0.5, new Rng(8));
        int all = corpus.Count * (corpus.Count - 1) / 2;
        Expect.That(corpus.Comparisons <= all / 50, $"at most 2 % of the {all} pairs compared", corpus.Comparisons >= all ? $"all {corpus.Comparisons} pairs compared" : $"{corpus.Comparisons} comparisons counted, {100.0 * corpus.Comparisons / all:0.0} %", because: "Comparing all pairs of 5,000 articles takes 12.5 million comparisons, of a million articles 500 billion. Compare those alone that share a band.");
        Expect.That(corpus.Reads <= 10 * corpus.Count, $"at most {10 * corpus.Count} reads of a document's shingles", $"{corpus.Reads} reads", because: "Each document is read once, for its signature. Reading both for every pair is comparing all pairs.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("All of the signature makes one band: only pairs that agree in every entry are found. Cut it into many bands of a few rows.", new((corpus, threshold, rng) => Search(corpus, threshold, rng, bands: 1, rows: 100))),
        new("Each document got hash functions of its own, so equal sets have unequal signatures. Draw one seed before the loop, and use it for all documents.", new((corpus, threshold, rng) => Search(corpus, threshold, rng, bands: 40, rows: 3, sharesSeed: false))),
        new("Candidates were returned unverified: some share a band by chance. Compare each exactly with corpus.Jaccard.", new((corpus, threshold, rng) => Search(corpus, threshold, rng, bands: 60, rows: 3, verifies: false))),
        new("You compared all pairs: that is right, and takes 12.5 million comparisons for 5,000 documents. Find candidates by common bands first.", new((corpus, threshold, rng) => { Require(threshold); return [.. from a in Enumerable.Range(0, corpus.Count) from b in Enumerable.Range(a + 1, corpus.Count - 1 - a) where corpus.Jaccard(a, b) >= threshold select (a, b)]; })),
        new("Bands of one row make nearly every pair a candidate: a single common shingle may do. Let three or four rows agree.", new((corpus, threshold, rng) => Search(corpus, threshold, rng, bands: 100, rows: 1))),
        new("Pairs at the very threshold belong to the answer: at least, not above.", new((corpus, threshold, rng) => { Require(threshold); return [.. Search(corpus, threshold == 1 ? 0.999 : threshold, rng, bands: 40, rows: 3).Where(pair => threshold == 1 || corpus.Jaccard(pair.A, pair.B) > threshold)]; })),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("50 bands of 3 rows, pairs by LINQ", new((corpus, threshold, rng) => Search(corpus, threshold, rng, bands: 50, rows: 3))),
        new("a list of documents for each shingle, common ones counted", new(ByShingle)),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Which pairs must meet somewhere so that you look at them? Those with equal pieces of signature: a dictionary from a piece to the documents that have it brings them together without comparing anything.",
        "A signature of 120 MinHash entries, cut into 40 bands of 3. For each band a dictionary: key is the band's three entries (a tuple, or one hash of them), value a list of documents. All pairs within a list are candidates, in a HashSet over all bands.",
        "Refuse a bad threshold. Draw a seed from rng; a signature for each document (MinHash.Signature(corpus.Shingles(i), 120, seed) does it, or your own). Bands and dictionaries; candidates (a, b) with a below b; keep those whose corpus.Jaccard is at least the threshold; sort.",
    ];

    private static void Require(double threshold)
    {
        if (!(threshold > 0 && threshold <= 1)) throw new ArgumentOutOfRangeException(nameof(threshold));
    }

    private static (int A, int B)[] Search(ShingledCorpus corpus, double threshold, Rng rng, int bands, int rows, bool verifies = true, bool sharesSeed = true)
    {
        Require(threshold);
        ulong seed = rng.NextUInt64();
        ulong[][] signatures = [.. Enumerable.Range(0, corpus.Count).Select(i => MinHash.Signature(corpus.Shingles(i), bands * rows, sharesSeed ? seed : rng.NextUInt64()))];
        return
        [
            .. Enumerable.Range(0, bands)
                .SelectMany(band => Enumerable.Range(0, corpus.Count).GroupBy(i => string.Join(',', signatures[i].Skip(band * rows).Take(rows))))
                .SelectMany(bucket => from a in bucket from b in bucket where a < b select (a, b))
                .Distinct().Where(pair => !verifies || corpus.Jaccard(pair.a, pair.b) >= threshold).Order(),
        ];
    }

    private static (int A, int B)[] ByShingle(ShingledCorpus corpus, double threshold, Rng rng)
    {
        Require(threshold);
        Dictionary<int, List<int>> having = [];
        List<(int, int)> pairs = [];
        int[] sizes = new int[corpus.Count];
        for (int b = 0; b < corpus.Count; b++)
        {
            int[] shingles = corpus.Shingles(b), common = new int[b];
            sizes[b] = shingles.Length;
            foreach (int shingle in shingles)
            {
                if (!having.TryGetValue(shingle, out List<int>? earlier)) having[shingle] = earlier = [];
                foreach (int a in earlier) common[a]++;
                earlier.Add(b);
            }

            for (int a = 0; a < b; a++)
                if (common[a] / (double)(sizes[a] + sizes[b] - common[a]) >= threshold) pairs.Add((a, b));
        }

        return [.. pairs.Order()];
    }
}
