namespace FromScratch.Probability;

/// <summary>What a naive Bayes filter has learnt: for each of two classes its log-probability, and that of each word in its documents.</summary>
/// <param name="LogPrior">ln P(class) [2].</param>
/// <param name="LogWord">ln P(word given class) [2][vocabulary].</param>
public sealed record WordModel(double[] LogPrior, double[][] LogWord);

/// <summary>Naive Bayes for documents: word after word is a piece of evidence, taken for independent given the class.</summary>
/// <remarks>Source: Manning, Raghavan and Schütze, Introduction to Information Retrieval, §13.2 (the multinomial model).</remarks>
public static class NaiveBayes
{
    /// <summary>Counts words, and turns the counts into probabilities.</summary>
    /// <param name="docs">The words of each document [documents][words], from 0 to vocab − 1.</param>
    /// <param name="labels">Each document's class [documents], 0 or 1; both occur.</param>
    /// <param name="vocab">How many words there are.</param>
    /// <param name="alpha">What is added to every count, above 0: a word that was never seen in a class is rare, not impossible.</param>
    /// <returns>P(class) is its share of the documents; P(word given class) is (count + α)/(all counts of the class + α·vocab).</returns>
    /// <exception cref="ArgumentException">The counts do not match, a label is neither 0 nor 1, a class has no document, or a word is not in the vocabulary.</exception>
    /// <exception cref="ArgumentOutOfRangeException">α is not above 0, or there is no word.</exception>
    public static WordModel Fit(int[][] docs, int[] labels, int vocab, double alpha)
    {
        if (!(alpha > 0) || double.IsPositiveInfinity(alpha)) throw new ArgumentOutOfRangeException(nameof(alpha), alpha, $"Fit: alpha is {alpha}. With 0 one unseen word makes a certainty of 400 seen ones.");
        if (vocab < 1) throw new ArgumentOutOfRangeException(nameof(vocab), vocab, $"Fit: a vocabulary of {vocab} words.");
        if (labels.Length != docs.Length) throw new ArgumentException($"Fit: {docs.Length} documents, {labels.Length} labels. Each document has one.", nameof(labels));
        if (labels.Any(label => label is not (0 or 1))) throw new ArgumentException("Fit: a label is neither 0 nor 1.", nameof(labels));
        double[] documents = new double[2];
        double[][] counts = [new double[vocab], new double[vocab]];
        for (int d = 0; d < docs.Length; d++)
        {
            documents[labels[d]]++;
            foreach (int word in docs[d])
            {
                RequireWord(word, vocab);
                counts[labels[d]][word]++;
            }
        }

        if (documents[0] == 0 || documents[1] == 0) throw new ArgumentException($"Fit: {documents[0]} documents of class 0, {documents[1]} of class 1. What a class looks like is learnt from at least one.", nameof(labels));
        return new WordModel(Array.ConvertAll(documents, count => Math.Log(count / docs.Length)), Array.ConvertAll(counts, count => Smoothed(count, alpha)));
    }

    /// <summary>ln P(class 1 given document)/P(class 0 given document): positive where class 1 is more probable.</summary>
    /// <param name="model">What was learnt.</param>
    /// <param name="doc">The document's words.</param>
    /// <returns>The log-odds of the classes before reading, plus the log-likelihood ratio of each word.</returns>
    /// <exception cref="ArgumentException">A word is not in the vocabulary.</exception>
    public static double LogOdds(WordModel model, int[] doc)
    {
        double logOdds = model.LogPrior[1] - model.LogPrior[0];
        foreach (int word in doc)
        {
            RequireWord(word, model.LogWord[0].Length);
            logOdds += model.LogWord[1][word] - model.LogWord[0][word];
        }

        return logOdds;
    }

    private static double[] Smoothed(double[] counts, double alpha)
    {
        double total = counts.Sum() + alpha * counts.Length;
        return Array.ConvertAll(counts, count => Math.Log((count + alpha) / total));
    }

    private static void RequireWord(int word, int vocab)
    {
        if (word < 0 || word >= vocab) throw new ArgumentException($"Word {word} is not among the {vocab} words of the vocabulary, 0 to {vocab - 1}.", nameof(word));
    }
}
