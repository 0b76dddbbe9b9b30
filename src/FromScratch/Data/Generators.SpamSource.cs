using FromScratch.Probability;

namespace FromScratch.Data;

public static partial class Generators
{
    /// <summary>Messages from two known sources of words, spam and ham. Within a source the words are independent, so that naive Bayes with the true probabilities is the best filter there is.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="vocab">How many words there are; at least 2.</param>
    /// <param name="docs">How many messages.</param>
    /// <param name="spamShare">The probability that a message is spam; between 0 and 1, both excluded.</param>
    /// <param name="meanLength">How many words a message has on average; above 0. The number itself is Poisson, and the same for both sources.</param>
    /// <param name="difference">How far the two sources are apart: the standard deviation of ln(P(word in spam)/P(word in ham)), about.</param>
    /// <returns>The words of each message [docs][words], and the truth.</returns>
    /// <remarks>A common word is 1/rank as frequent as the most common one (Zipf), in both sources; on top each word leans to one of them.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A parameter lies outside its range.</exception>
    public static Planted<int[][], SpamTruth> SpamSource(ulong seed, int vocab = 500, int docs = 8000, double spamShare = 0.3, double meanLength = 40, double difference = 0.5)
    {
        if (vocab < 2) throw new ArgumentOutOfRangeException(nameof(vocab), vocab, $"SpamSource: a vocabulary of {vocab} words. With fewer than 2 all messages are alike.");
        if (docs < 1) throw new ArgumentOutOfRangeException(nameof(docs), docs, $"SpamSource: {docs} messages. There is one at least.");
        if (!(spamShare > 0 && spamShare < 1)) throw new ArgumentOutOfRangeException(nameof(spamShare), spamShare, $"SpamSource: the share of spam is {spamShare}. It lies between 0 and 1, so that there is some of both.");
        if (!(difference >= 0)) throw new ArgumentOutOfRangeException(nameof(difference), difference, $"SpamSource: the difference is {difference}. It is a standard deviation, so at least 0.");
        var rng = new Rng(seed);
        double[] lean = [.. Enumerable.Range(0, vocab).Select(_ => difference / 2 * rng.NextGaussian())];
        double[] spam = LogSpace.Softmax([.. lean.Select((leaning, word) => leaning - Math.Log(word + 1))]);
        double[] ham = LogSpace.Softmax([.. lean.Select((leaning, word) => -leaning - Math.Log(word + 1))]);
        var length = new Poisson(meanLength);

        double[] evidence = [.. spam.Zip(ham, (inSpam, inHam) => Math.Log(inSpam / inHam))];
        double[] spamUpTo = RunningSum(spam), hamUpTo = RunningSum(ham);
        int[] labels = new int[docs];
        int[][] messages = new int[docs][];
        for (int d = 0; d < docs; d++)
        {
            labels[d] = rng.NextDouble() < spamShare ? 1 : 0;
            messages[d] = Words((int)length.Sample(rng), labels[d] == 1 ? spamUpTo : hamUpTo, rng);
        }

        double prior = Bayes.LogOdds(spamShare);
        double[] logOdds = Array.ConvertAll(messages, words => prior + words.Sum(word => evidence[word]));
        return new(messages, new SpamTruth(labels, spamShare, spam, ham, logOdds, logOdds.Average(odds => 1 / (1 + Math.Exp(Math.Abs(odds))))));
    }

    private static double[] RunningSum(double[] p)
    {
        double sum = 0;
        return Array.ConvertAll(p, one => sum += one);
    }

    private static int[] Words(int count, double[] upTo, Rng rng)
    {
        int[] words = new int[count];
        for (int i = 0; i < count; i++)
        {
            int place = Array.BinarySearch(upTo, rng.NextDouble() * upTo[^1]);
            words[i] = place >= 0 ? place + 1 : ~place;   // the first word whose running sum exceeds the number
        }

        return words;
    }
}
