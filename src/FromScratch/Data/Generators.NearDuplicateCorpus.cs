using FromScratch.Algorithms;

namespace FromScratch.Data;

public static partial class Generators
{
    /// <summary>Articles of random words, and edited copies of some of them, shuffled together.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="docs">How many documents there are, copies included.</param>
    /// <param name="copies">How many of them are copies, each of another article; at most half.</param>
    /// <param name="edit">The highest share of words that is replaced in a copy; each copy has a rate of its own, from 0 to this, all equally likely.</param>
    /// <param name="vocabulary">How many words there are; at least 2. The word of rank r is 1/r as frequent as the first (Zipf).</param>
    /// <returns>The texts, and which of them are copies.</returns>
    /// <remarks>A replaced word breaks three shingles of three words. At a rate of 0.1 about 0.9³ = 73 % of the shingles are left, and the Jaccard similarity is about 0.73/(2 − 0.73) = 0.57.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A parameter lies outside its range.</exception>
    public static Planted<string[], DuplicateTruth> NearDuplicateCorpus(ulong seed, int docs = 5000, int copies = 300, double edit = 0.1, int vocabulary = 3000)
    {
        if (copies < 0 || 2 * copies > docs) throw new ArgumentOutOfRangeException(nameof(copies), copies, $"NearDuplicateCorpus: {copies} copies among {docs} documents. Each copy needs an original of its own.");
        if (!(edit >= 0 && edit <= 1)) throw new ArgumentOutOfRangeException(nameof(edit), edit, $"NearDuplicateCorpus: a share of {edit} is replaced. A share lies between 0 and 1.");
        if (vocabulary < 2) throw new ArgumentOutOfRangeException(nameof(vocabulary), vocabulary, $"NearDuplicateCorpus: {vocabulary} words. With fewer than 2 all texts are alike.");
        var rng = new Rng(seed);
        double[] upTo = RunningSum([.. Enumerable.Range(1, vocabulary).Select(rank => 1.0 / rank)]);
        int[] places = [.. Enumerable.Range(0, docs)];
        rng.Shuffle(places);   // document i of the list below stands at places[i]; the last of them copy the first

        int[][] words = new int[docs][];
        var pairs = new (int A, int B, double Rate)[copies];
        for (int d = 0; d < docs; d++)
        {
            int original = d - (docs - copies);
            if (original < 0)
            {
                words[places[d]] = Words(60 + rng.NextInt(81), upTo, rng);
                continue;
            }

            double rate = edit * rng.NextDouble();
            words[places[d]] = Array.ConvertAll(words[places[original]], word => rng.NextDouble() < rate ? Words(1, upTo, rng)[0] : word);
            pairs[original] = (Math.Min(places[original], places[d]), Math.Max(places[original], places[d]), rate);
        }

        string[] texts = Array.ConvertAll(words, document => string.Join(' ', document.Select(Word)));
        Array.Sort(pairs);
        var corpus = new ShingledCorpus(texts);
        return new(texts, new DuplicateTruth([.. pairs.Select(pair => (pair.A, pair.B))], [.. pairs.Select(pair => pair.Rate)], [.. pairs.Select(pair => corpus.Jaccard(pair.A, pair.B))]));
    }

    /// <summary>A word one can read for a number: two letters for each of its digits to the base 70.</summary>
    private static string Word(int number)
    {
        const string Consonants = "bdfgklmnprstvz", Vowels = "aeiou";
        string word = "";
        do
        {
            word += $"{Consonants[number / 5 % 14]}{Vowels[number % 5]}";
            number /= 70;
        }
        while (number > 0);
        return word;
    }
}
