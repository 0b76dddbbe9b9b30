using FromScratch.Data;
using FromScratch.Probability;

namespace FromScratch.Tests.Data;

public sealed class SpamSourceTests
{
    [Fact]
    public void Messages_follow_the_planted_truth()
    {
        (int[][] messages, SpamTruth truth) = Generators.SpamSource(7);
        Assert.Equal(8000, messages.Length);
        Assert.Equal(0.3, truth.Labels.Average(), 4 * Math.Sqrt(0.21 / 8000));
        Assert.Equal(40, messages.Average(message => message.Length), 4 * Math.Sqrt(40.0 / 8000));
        Assert.Equal(1, truth.Spam.Sum(), 1e-12);
        Assert.Equal(1, truth.Ham.Sum(), 1e-12);
        int[] spamWords = [.. messages.Where((_, d) => truth.Labels[d] == 1).SelectMany(words => words)];
        for (int word = 0; word < 20; word++)
            Assert.Equal(truth.Spam[word], spamWords.Count(one => one == word) / (double)spamWords.Length, 4.5 * Math.Sqrt(truth.Spam[word] / spamWords.Length));
    }

    [Fact]
    public void The_exact_odds_err_as_often_as_the_Bayes_error_says()
    {
        foreach (ulong seed in new ulong[] { 1, 2, 3 })
        {
            (int[][] messages, SpamTruth truth) = Generators.SpamSource(seed);
            double error = truth.LogOdds.Zip(truth.Labels, (odds, label) => odds > 0 != (label == 1) ? 1.0 : 0).Average();
            Assert.Equal(truth.BayesError, error, 4 * Math.Sqrt(truth.BayesError / messages.Length));
            Assert.InRange(truth.BayesError, 0.02, 0.12);
        }
    }

    [Fact]
    public void Exact_odds_are_those_of_a_naive_Bayes_filter_that_knows_the_truth()
    {
        (int[][] messages, SpamTruth truth) = Generators.SpamSource(5, vocab: 20, docs: 50, spamShare: 0.2);
        var model = new WordModel([Math.Log(0.8), Math.Log(0.2)], [Array.ConvertAll(truth.Ham, Math.Log), Array.ConvertAll(truth.Spam, Math.Log)]);
        for (int d = 0; d < messages.Length; d++) Assert.Equal(truth.LogOdds[d], NaiveBayes.LogOdds(model, messages[d]), 1e-9);
    }

    [Fact]
    public void Without_a_difference_only_the_prior_is_left()
    {
        SpamTruth truth = Generators.SpamSource(1, docs: 20, difference: 0).Truth;
        Assert.All(truth.LogOdds, odds => Assert.Equal(Math.Log(0.3 / 0.7), odds, 1e-12));
    }

    [Fact]
    public void Parameters_outside_their_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Generators.SpamSource(1, vocab: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Generators.SpamSource(1, docs: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Generators.SpamSource(1, spamShare: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Generators.SpamSource(1, meanLength: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Generators.SpamSource(1, difference: double.NaN));
    }
}
