using Course;
using CsCheck;
using FromScratch.Data;
using FromScratch.Probability;

namespace Autograders;

/// <summary>Exercise 6.11: a spam filter that counts words, and how near it comes to the best there is.</summary>
[Exercise("6.11", "Naive Bayes filter", Difficulty = 4, Minutes = 50, Core = true, Theory = "2. Bayes' rule cuts areas")]
public sealed class NaiveBayesFilter : Exercise<NaiveBayesFilter, NaiveBayesFilter.Contract>
{
    public delegate WordModel Learning(int[][] docs, int[] labels, int vocab, double alpha);

    public delegate double Judgement(WordModel model, int[] doc);

    public sealed record Contract(Learning Fit, Judgement LogOddsOf);

    public static Verdict Check(Learning fit, Judgement logOddsOf) => Grade(new Contract(fit, logOddsOf));

    protected override Contract Reference => new(NaiveBayes.Fit, NaiveBayes.LogOdds);

    // Words: 0 meeting, 1 lunch, 2 winner, 3 prize. Three messages are ham, one is spam.
    private static readonly int[][] _four = [[0, 1], [2, 3, 3], [0, 0, 1], [1]];
    private static readonly int[] _labels = [0, 1, 0, 0];

    private static Gen<(int[][] Docs, int[] Labels)> Mails { get; } = Gen.Select(Gen.Int[0, 4].Array[0, 6].Array[5], Gen.Int[0, 1].Array[3], (docs, labels) => (docs, (int[])[.. labels, 0, 1]));

    [Fact]
    public void Classes_are_as_probable_as_they_are_frequent() =>
        Expect.Close([Math.Log(0.75), Math.Log(0.25)], Subject.Fit(_four, _labels, 4, 1)?.LogPrior, because: "Three of four messages are ham, one is spam. They are counted by message, not by word.");

    [Fact]
    public void Words_of_ham_by_hand() =>
        Expect.Close([Math.Log(4 / 10.0), Math.Log(4 / 10.0), Math.Log(1 / 10.0), Math.Log(1 / 10.0)], Ham(Subject.Fit(_four, _labels, 4, 1)), because: "Ham has 6 words: meeting 3 times, lunch 3 times. One is added to each of the four counts, which makes 10 in all.");

    [Fact]
    public void Words_of_spam_by_hand() =>
        Expect.Close([Math.Log(1 / 7.0), Math.Log(1 / 7.0), Math.Log(2 / 7.0), Math.Log(3 / 7.0)], Spam(Subject.Fit(_four, _labels, 4, 1)), because: "Spam has 3 words: winner once, prize twice. A word that comes twice in one message counts twice. With 1 added to each of four: 7.");

    [Fact]
    public void Half_a_count_added() =>
        Expect.Close([Math.Log(0.5 / 5), Math.Log(0.5 / 5), Math.Log(1.5 / 5), Math.Log(2.5 / 5)], Spam(Subject.Fit(_four, _labels, 4, 0.5)), because: "alpha is added to each count, and alpha times the vocabulary to their total: 3 + 4·0.5.");

    [Fact]
    public void Words_that_never_came_are_rare_in_both_classes() =>
        Expect.Close([Math.Log(4 / 12.0), Math.Log(4 / 12.0), Math.Log(1 / 12.0), Math.Log(1 / 12.0), Math.Log(1 / 12.0), Math.Log(1 / 12.0)], Ham(Subject.Fit(_four, _labels, 6, 1)), because: "The vocabulary has 6 words, 2 of which came in no message: 6 + 6 = 12 in all.");

    [Fact]
    public void With_one_word_there_is_no_choice() =>
        Expect.Close([0], Spam(Subject.Fit([[0, 0], []], [0, 1], 1, 0.5)), because: "Spam has no word so far, and a vocabulary of one: (0 + 0.5)/(0 + 0.5) is 1.", tolerance: 1e-12);

    [Fact]
    public void Each_class_shares_out_all_its_probability() => Property.Holds(Mails, mails =>
    {
        WordModel model = Subject.Fit(mails.Docs, mails.Labels, 5, 0.5);
        Expect.Close(1, Ham(model).Sum(Math.Exp), because: "The words of ham sum to 1.");
        Expect.Close(1, Spam(model).Sum(Math.Exp), because: "The words of spam sum to 1.");
        Expect.Close(1, model.LogPrior.Sum(Math.Exp), because: "A message is either.");
    });

    [Fact]
    public void A_message_by_hand()
    {
        var model = new WordModel([Math.Log(0.9), Math.Log(0.1)], [[Math.Log(0.6), Math.Log(0.3), Math.Log(0.1)], [Math.Log(0.2), Math.Log(0.2), Math.Log(0.6)]]);
        Expect.Close(Math.Log(0.1 * 0.6 * 0.6 * 0.2 / (0.9 * 0.1 * 0.1 * 0.3)), Subject.LogOddsOf(model, [2, 1, 2]), because: "Spam: 0.1·0.6·0.2·0.6. Ham: 0.9·0.1·0.3·0.1. The odds are 8/3, so more likely spam.", scale: 1);
    }

    [Fact]
    public void An_empty_message_says_what_was_known_before()
    {
        var model = new WordModel([Math.Log(0.9), Math.Log(0.1)], [[Math.Log(0.5), Math.Log(0.5)], [Math.Log(0.25), Math.Log(0.75)]]);
        Expect.Close(-Math.Log(9), Subject.LogOddsOf(model, []), because: "Ten to ninety: ln(0.1/0.9). Without the prior the threshold is off by ln 9.");
    }

    [Fact]
    public void A_word_unseen_in_ham_is_evidence_no_proof()
    {
        double logOdds = Subject.LogOddsOf(Subject.Fit(_four, _labels, 4, 1), [0, 0, 1, 2]);
        Expect.Close(Math.Log(0.25 / 0.75) + 3 * Math.Log(1 / 7.0 / 0.4) + Math.Log(2 / 7.0 / 0.1), logOdds, because: "Three words of ham outweigh one that was seen in spam alone. With counts of 0 one word would make a certainty.", scale: 1);
    }

    [Fact]
    public void The_order_of_words_does_not_matter() => Property.Holds(
        Gen.Select(Mails, Gen.Int[0, 4].Array[6]), sample =>
        {
            WordModel model = Subject.Fit(sample.Item1.Docs, sample.Item1.Labels, 5, 1);
            int[] doc = sample.Item2;
            Expect.Close(Subject.LogOddsOf(model, doc), Subject.LogOddsOf(model, [doc[3], doc[5], doc[0], doc[4], doc[1], doc[2]]), because: $"The same words as in {ValueText.Of(doc)}: a bag of words.", scale: 10);
        });

    [Fact]
    public void Two_messages_in_one_add_their_evidence() => Property.Holds(
        Gen.Select(Mails, Gen.Int[0, 4].Array[1, 4], Gen.Int[0, 4].Array[1, 4]), sample =>
        {
            WordModel model = Subject.Fit(sample.Item1.Docs, sample.Item1.Labels, 5, 2);
            double prior = Subject.LogOddsOf(model, []);
            Expect.Close(Subject.LogOddsOf(model, sample.Item2) + Subject.LogOddsOf(model, sample.Item3) - prior, Subject.LogOddsOf(model, [.. sample.Item2, .. sample.Item3]), because: "Log-likelihood ratios of words add up; the prior counts once.", scale: 10);
        });

    [Fact]
    public void A_message_of_2000_words_does_not_underflow()
    {
        var model = new WordModel([Math.Log(0.5), Math.Log(0.5)], [[Math.Log(0.01), Math.Log(0.99)], [Math.Log(0.02), Math.Log(0.98)]]);
        Expect.Close(1000 * (Math.Log(2) + Math.Log(0.98 / 0.99)), Subject.LogOddsOf(model, [.. Enumerable.Range(0, 2000).Select(i => i % 2)]), because: "0.01 to the power 1000 is 0 in double, and 0/0 is NaN: add logarithms, never go back to products.", tolerance: 1e-10);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void It_comes_within_one_percent_of_the_best_filter_there_is(int seed)
    {
        (int[][] docs, SpamTruth truth) = Generators.SpamSource((ulong)seed, vocab: 100, docs: 2500);
        WordModel model = Subject.Fit(docs[..1500], truth.Labels[..1500], 100, 1);
        int own = 0, best = 0;
        for (int d = 1500; d < docs.Length; d++)
        {
            if (Subject.LogOddsOf(model, docs[d]) > 0 != (truth.Labels[d] == 1)) own++;
            if (truth.LogOdds[d] > 0 != (truth.Labels[d] == 1)) best++;
        }

        Expect.That(own <= best + 15, $"at most {best + 15} errors in 1,000 messages; who knows the true probabilities makes {best}", own, because: "With 1,500 messages to learn from the probabilities are nearly known.");
    }

    [Fact]
    public void Without_an_added_count_there_is_no_answer()
    {
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Fit(_four, _labels, 4, 0), because: "With 0 a word that was never seen in a class has the logarithm −∞, and one seen in neither gives NaN.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Fit(_four, _labels, 4, -1), because: "A count is not negative.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Fit(_four, _labels, 4, double.NaN), because: "NaN is no count.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Fit(_four, _labels, 4, double.PositiveInfinity), because: "∞/∞ is NaN.");
    }

    [Fact]
    public void Both_classes_are_learnt_from_at_least_one_message()
    {
        Expect.Throws<ArgumentException>(() => Subject.Fit(_four, [0, 0, 0, 0], 4, 1), because: "There is no spam to learn from.");
        Expect.Throws<ArgumentException>(() => Subject.Fit(_four, [1, 1, 1, 1], 4, 1), because: "There is no ham to learn from.");
        Expect.Throws<ArgumentException>(() => Subject.Fit([], [], 4, 1), because: "There is no message at all.");
    }

    [Fact]
    public void Labels_and_words_must_fit()
    {
        Expect.Throws<ArgumentException>(() => Subject.Fit(_four, [0, 1, 0], 4, 1), because: "Four messages, three labels.");
        Expect.Throws<ArgumentException>(() => Subject.Fit(_four, [0, 1, 0, 0, 1], 4, 1), because: "Four messages, five labels.");
        Expect.Throws<ArgumentException>(() => Subject.Fit(_four, [0, 1, 2, 0], 4, 1), because: "There are the classes 0 and 1.");
        Expect.Throws<ArgumentException>(() => Subject.Fit(_four, _labels, 3, 1), because: "Word 3 is not in a vocabulary of 3 words, 0 to 2.");
        Expect.Throws<ArgumentException>(() => Subject.Fit([[0], [-1]], [0, 1], 3, 1), because: "Word −1 is not in the vocabulary.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Fit([[], []], [0, 1], 0, 1), because: "A vocabulary of no words.");
    }

    [Fact]
    public void A_word_outside_of_the_vocabulary_cannot_be_judged()
    {
        WordModel model = NaiveBayes.Fit(_four, _labels, 4, 1);
        Expect.Throws<ArgumentException>(() => Subject.LogOddsOf(model, [0, 4]), because: "The model knows the words 0 to 3.");
        Expect.Throws<ArgumentException>(() => Subject.LogOddsOf(model, [-1]), because: "The model knows the words 0 to 3.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("The class prior is missing: with 90 % ham an empty message must not stand at 50:50. Your threshold is off by ln 9.", Reference with { LogOddsOf = (model, doc) => NaiveBayes.LogOdds(model, doc) - model.LogPrior[1] + model.LogPrior[0] }),
        new("0/0 at some hundred words: a product of small probabilities is below the least double. Add their logarithms.", Reference with
        {
            LogOddsOf = (model, doc) =>
            {
                NaiveBayes.LogOdds(model, doc);
                double spam = Math.Exp(model.LogPrior[1]), ham = Math.Exp(model.LogPrior[0]);
                foreach (int word in doc) (spam, ham) = (spam * Math.Exp(model.LogWord[1][word]), ham * Math.Exp(model.LogWord[0][word]));
                return Math.Log(spam / ham);
            },
        }),
        new("One unseen word makes a certainty: alpha is missing in the counts.", Reference with
        {
            Fit = (docs, labels, vocab, alpha) =>
            {
                WordModel model = NaiveBayes.Fit(docs, labels, vocab, alpha);
                double[][] counts = Counts(docs, labels, vocab);
                return model with { LogWord = Array.ConvertAll(counts, count => Array.ConvertAll(count, one => Math.Log(one / Math.Max(1, count.Sum())))) };
            },
        }),
        new("The probabilities of a class no longer sum to 1: add alpha to every count, and alpha times the vocabulary to their total.", Reference with
        {
            Fit = (docs, labels, vocab, alpha) =>
            {
                WordModel model = NaiveBayes.Fit(docs, labels, vocab, alpha);
                double[][] counts = Counts(docs, labels, vocab);
                return model with { LogWord = Array.ConvertAll(counts, count => Array.ConvertAll(count, one => Math.Log((one + alpha) / (count.Sum() + alpha)))) };
            },
        }),
        new("You counted in how many messages a word comes. Here each time counts: prize comes twice in one message.", Reference with { Fit = (docs, labels, vocab, alpha) => { NaiveBayes.Fit(docs, labels, vocab, alpha); return NaiveBayes.Fit([.. docs.Select(doc => doc.Distinct().ToArray())], labels, vocab, alpha); } }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("LINQ, class by class", new(
            (docs, labels, vocab, alpha) =>
            {
                Guard(docs, labels, vocab, alpha);
                return new WordModel(
                    [.. new[] { 0, 1 }.Select(c => Math.Log(labels.Count(label => label == c)) - Math.Log(labels.Length))],
                    [.. new[] { 0, 1 }.Select(c =>
                    {
                        int[] words = [.. docs.Where((_, d) => labels[d] == c).SelectMany(doc => doc)];
                        var counts = words.CountBy(word => word).ToDictionary(pair => pair.Key, pair => pair.Value);
                        return Enumerable.Range(0, vocab).Select(word => Math.Log(counts.GetValueOrDefault(word) + alpha) - Math.Log(words.Length + alpha * vocab)).ToArray();
                    })]);
            },
            (model, doc) => doc.Any(word => word < 0 || word >= model.LogWord[0].Length)
                ? throw new ArgumentException("An unknown word.")
                : model.LogPrior[1] + doc.Sum(word => model.LogWord[1][word]) - (model.LogPrior[0] + doc.Sum(word => model.LogWord[0][word])))),
        new("counts that start at alpha", new(
            (docs, labels, vocab, alpha) =>
            {
                Guard(docs, labels, vocab, alpha);
                double[][] counts = [Enumerable.Repeat(alpha, vocab).ToArray(), Enumerable.Repeat(alpha, vocab).ToArray()];
                for (int d = 0; d < docs.Length; d++)
                    foreach (int word in docs[d]) counts[labels[d]][word]++;
                double spam = labels.Average();
                return new WordModel([Math.Log(1 - spam), Math.Log(spam)], Array.ConvertAll(counts, count => Array.ConvertAll(count, one => Math.Log(one / count.Sum()))));
            },
            (model, doc) =>
            {
                double[] perWord = [.. model.LogWord[1].Zip(model.LogWord[0], (spam, ham) => spam - ham)];
                double sum = model.LogPrior[1] - model.LogPrior[0];
                foreach (IGrouping<int, int> word in doc.GroupBy(word => word))
                    sum += word.Key >= 0 && word.Key < perWord.Length ? word.Count() * perWord[word.Key] : throw new ArgumentException("An unknown word.");
                return sum;
            })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Which two weights does Bayes' rule compare for a message, and what becomes of their ratio when you take the logarithm?",
        "Fit is counting: messages a class, words a class (each time it comes), alpha added to each word's count, then logarithms of shares. LogOddsOf adds: the prior's log-odds, and for each word the difference of its two logarithms.",
        "Fit: refuse alpha that is not above 0, lengths that differ, labels other than 0 and 1, words outside, a class without a message. Count into an array a class. Divide each count plus alpha by the class's total plus alpha times the vocabulary, and take the logarithm.",
    ];

    private static double[] Ham(WordModel? model) => Row(model, 0);

    private static double[] Spam(WordModel? model) => Row(model, 1);

    private static double[] Row(WordModel? model, int row)
    {
        Expect.That(model?.LogWord is { Length: 2 } words && words[row] is not null, "a model with two rows of words, class 0 first", model, because: "LogWord has a row for each class, LogPrior an entry.");
        return model!.LogWord[row];
    }

    private static double[][] Counts(int[][] docs, int[] labels, int vocab)
    {
        double[][] counts = [new double[vocab], new double[vocab]];
        for (int d = 0; d < docs.Length; d++)
            foreach (int word in docs[d]) counts[labels[d]][word]++;
        return counts;
    }

    private static void Guard(int[][] docs, int[] labels, int vocab, double alpha)
    {
        if (!(alpha > 0 && double.IsFinite(alpha))) throw new ArgumentOutOfRangeException(nameof(alpha));
        ArgumentOutOfRangeException.ThrowIfLessThan(vocab, 1);
        if (docs.Length != labels.Length || labels.ToHashSet() is not { Count: 2 } || labels.Any(label => label is < 0 or > 1)) throw new ArgumentException("The labels do not fit.");
        if (docs.Any(doc => doc.Any(word => word < 0 || word >= vocab))) throw new ArgumentException("An unknown word.");
    }
}
