using Course;
using CsCheck;
using FromScratch.Data;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 1.11: take away what all items share, and measure how good the recommendations are.</summary>
[Exercise("1.11", "Taste recommender", Difficulty = 4, Minutes = 45, Theory = "7. In high dimension almost everything is orthogonal")]
public sealed class TasteRecommender : Exercise<TasteRecommender, TasteRecommender.Contract>
{
    public delegate double[][] Centring(double[][] items);

    public delegate double Precision(double[][] items, int[] topic, int k);

    public sealed record Contract(Centring Center, Precision PrecisionAtK);

    public static Verdict Check(Centring center, Precision precisionAtK) => Grade(new Contract(center, precisionAtK));

    protected override Contract Reference => new(Recommendation.Center, Recommendation.PrecisionAtK);

    private static readonly double[][] _six = [[7, 7], [4, 1], [10, 5], [4, 5], [2, 6], [9, 6]];
    private static readonly int[] _topics = [0, 1, 0, 1, 1, 0];

    [Fact]
    public void Centring_subtracts_the_mean_of_each_feature() =>
        AreClose([[-2, 3], [0, -5], [2, 2]], Subject.Center([[1, 10], [3, 2], [5, 9]]), "The means are 3 and 7, a feature each: subtract the catalogue's mean, not each item's own.");

    [Fact]
    public void The_six_items_have_the_mean_6_5() =>
        AreClose([[1, 2], [-2, -4], [4, 0], [-2, 0], [-4, 1], [3, 1]], Subject.Center(_six), "36/6 is 6 and 30/6 is 5.");

    [Fact]
    public void One_item_alone_becomes_zero() => AreClose([[0, 0, 0]], Subject.Center([[4, 5, 6]]), "It is its own mean.");

    [Fact]
    public void No_items_stay_none() => AreClose([], Subject.Center([]), "There is nothing to subtract from, and 0/0 to be avoided.");

    [Fact]
    public void After_centring_every_feature_has_mean_0_and_differences_stay() => Property.Holds(
        Draw.Vectors(4, 3), items =>
        {
            double[][]? centred = Subject.Center(items);
            Expect.That(centred?.Length == 4 && centred.All(item => item?.Length == 3), "4 items of 3 features", centred, because: "Centring keeps the shape.");
            for (int j = 0; j < 3; j++)
                Expect.That(Math.Abs(centred!.Sum(item => item[j])) <= 1e-12 * 100, $"feature {j} with the sum 0", centred, because: "Subtract the mean of each feature over the catalogue.");
            for (int i = 1; i < 4; i++)
                for (int j = 0; j < 3; j++)
                    Expect.That(Math.Abs(centred![i][j] - centred[0][j] - (items[i][j] - items[0][j])) <= 1e-12 * 100, "items that differ as before", centred, because: "The same vector is subtracted from all: what tells items apart stays.");
        });

    [Fact]
    public void The_catalogue_stays_as_it_is()
    {
        double[][] items = [[1, 10], [3, 2]];
        double[][] centred = Subject.Center(items);
        Expect.That(items[0] is [1, 10] && items[1] is [3, 2], "[[1, 10], [3, 2]] as before", items, because: "You centred the caller's items. Make new ones.");
        Expect.That(!ReferenceEquals(centred, items) && !centred.Any(items.Contains), "new items", "the caller's own", because: "Who changes the result later would change the catalogue too.");
    }

    [Fact]
    public void Items_of_different_lengths_have_no_mean()
    {
        Expect.Throws<ArgumentException>(() => Subject.Center([[1, 2], [3]]), because: "The second item lacks a feature.");
        Expect.Throws<ArgumentException>(() => Subject.Center([[1, 2], [3, 4], [5, 6, 7]]), because: "The third item has a feature more.");
    }

    [Fact]
    public void Half_of_the_six_have_a_neighbour_of_their_topic() =>
        Expect.Close(0.5, Subject.PrecisionAtK(_six, _topics, 1), because: "All six point much the same way: up and right. The nearest by angle has the same topic for three of six. Precision@1 is suspiciously 1? Then you recommended the item being viewed.");

    [Fact]
    public void All_of_the_six_have_one_after_centring() =>
        Expect.Close(1, Subject.PrecisionAtK([[1, 2], [-2, -4], [4, 0], [-2, 0], [-4, 1], [3, 1]], _topics, 1), because: "Without what all share, topic 0 points right and topic 1 left.");

    [Fact]
    public void Two_recommendations_an_item_make_twelve() =>
        Expect.Close(5 / 12.0, Subject.PrecisionAtK(_six, _topics, 2), because: "5 of the 12 recommended items have the topic of the viewed one. Divide by all recommendations, k for each item.");

    [Fact]
    public void Topics_need_not_be_numbered_from_0() =>
        Expect.Close(0.5, Subject.PrecisionAtK(_six, [-3, 70, -3, 70, 70, -3], 1), because: "A topic is a name: only whether two are equal counts.");

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(50)]
    public void With_k_beyond_the_others_all_others_are_recommended(int k) =>
        Expect.Close(0.4, Subject.PrecisionAtK(_six, _topics, k), because: "Each item has 5 others, 2 of them of its topic: 2/5. Divide by what was recommended, not by k.");

    [Fact]
    public void Two_items_recommend_each_other()
    {
        Expect.Close(1, Subject.PrecisionAtK([[1, 0], [0, 1]], [4, 4], 1), because: "The only other item has the same topic.");
        Expect.Close(0, Subject.PrecisionAtK([[1, 0], [0, 1]], [4, 5], 1), because: "The only other item has another topic. The viewed item itself does not count.");
    }

    [Fact]
    public void A_twin_is_recommended_the_item_itself_is_not() =>
        Expect.Close(2 / 4.0, Subject.PrecisionAtK([[1, 2], [1, 2], [-1, 1], [2, -3]], [0, 0, 1, 2], 1), because: "Items 0 and 1 are equal in every feature and of one topic; each recommends the other, never itself. Items 2 and 3 are alone with their topics. Leave out the viewed item by its index.");

    [Fact]
    public void Among_triplets_one_recommendation_is_one() =>
        Expect.Close(3 / 5.0, Subject.PrecisionAtK([[1, 2], [1, 2], [1, 2], [-5, 1], [-4, 1]], [0, 1, 0, 2, 2], 1), because: "Items 0, 1 and 2 are equal in every feature. Item 0 gets 1, item 1 gets 0, item 2 gets 0: one hit; items 3 and 4 get each other: two hits. One recommendation an item, no more.");

    [Fact]
    public void Equal_cosines_are_recommended_by_index() =>
        Expect.Close(1 / 3.0, Subject.PrecisionAtK([[1, 1], [2, 2], [4, 4]], [0, 1, 0], 1), because: "All three point the same way, so the lower index is recommended: 1 for item 0, 0 for items 1 and 2. Only item 2 gets its topic.");

    [Fact]
    public void Precision_is_hits_over_recommendations() => Property.Holds(
        Gen.Select(Draw.Direction(3).Array[4, 7], Gen.Int[0, 1].Array[7], Gen.Int[1, 3]).Where(sample => HasNoTies(sample.Item1)), sample =>
        {
            (double[][] items, int[] names, int k) = sample;
            int[] topic = names[..items.Length];
            double[,] cosines = Cosines(items);
            int hits = Enumerable.Range(0, items.Length).Sum(viewed => Enumerable.Range(0, items.Length).Where(i => i != viewed).OrderByDescending(i => cosines[viewed, i]).Take(k).Count(i => topic[i] == topic[viewed]));
            Expect.Close((double)hits / (k * items.Length), Subject.PrecisionAtK(items, topic, k), because: $"Of {k * items.Length} recommendations {hits} have the topic of the viewed item.");
        });

    [Fact]
    public void A_planted_catalogue_is_measured_right()
    {
        (double[][] items, TopicTruth truth) = Generators.PlantedTopics(7, topics: 4, perTopic: 15, dims: 12);
        double[,] cosines = Cosines(items);
        int hits = Enumerable.Range(0, 60).Sum(viewed => Enumerable.Range(0, 60).Where(i => i != viewed).OrderByDescending(i => cosines[viewed, i]).Take(5).Count(i => truth.Topic[i] == truth.Topic[viewed]));
        Expect.Close(hits / 300.0, Subject.PrecisionAtK(items, truth.Topic, 5), because: $"Of the 5 nearest of 60 items, counted one by one, {hits} in 300 have the topic of the viewed item.");
    }

    [Fact]
    public void An_item_of_zeros_has_no_neighbours() =>
        Expect.Throws<ArgumentException>(() => Subject.PrecisionAtK([[1, 0], [0, 0], [0, 1]], [0, 0, 0], 1), because: "It has no direction, so nothing can be recommended to who views it.");

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void At_least_one_recommendation_is_needed(int k) =>
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.PrecisionAtK(_six, _topics, k), because: "The precision of no recommendation is 0/0.");

    [Fact]
    public void Each_item_needs_a_topic()
    {
        Expect.Throws<ArgumentException>(() => Subject.PrecisionAtK(_six, [0, 1, 0, 1, 1], 1), because: "Six items, five topics.");
        Expect.Throws<ArgumentException>(() => Subject.PrecisionAtK(_six, [0, 1, 0, 1, 1, 0, 1], 1), because: "Six items, seven topics.");
    }

    [Fact]
    public void Fewer_than_two_items_recommend_nothing()
    {
        Expect.Throws<ArgumentException>(() => Subject.PrecisionAtK([[1, 2]], [0], 1), because: "There is no other item to recommend.");
        Expect.Throws<ArgumentException>(() => Subject.PrecisionAtK([], [], 1), because: "There is no item at all.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("Precision@1 is suspiciously 1: you recommended the item being viewed. Leave it out by its index.", Reference with { PrecisionAtK = (items, topic, k) => Measured(items, topic, k, itself: true) }),
        new("Subtract the catalogue's mean, per feature: you subtracted from each item the mean of its own entries.", Reference with { Center = items => { Recommendation.Center(items); return [.. items.Select(item => Array.ConvertAll(item, x => x - item.Average()))]; } }),
        new("Where k is beyond the other items, fewer than k are recommended: divide by what was recommended.", Reference with { PrecisionAtK = (items, topic, k) => Measured(items, topic, k) * Math.Min(k, items.Length - 1) / k }),
        new("Precision divides by all recommendations, k for each item. You counted whether an item had at least one hit.", Reference with { PrecisionAtK = (items, topic, k) => Measured(items, topic, k, atLeastOne: true) }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("running sums; a table of cosines and a sort of each row", new(
            items =>
            {
                if (items.Length == 0) return [];
                double[] sum = new double[items[0].Length];
                foreach (double[] item in items)
                {
                    if (item.Length != sum.Length) throw new ArgumentException("The lengths differ.");
                    for (int j = 0; j < sum.Length; j++) sum[j] += item[j];
                }

                return [.. items.Select(item => item.Select((x, j) => x - sum[j] / items.Length).ToArray())];
            },
            (items, topic, k) => Measured(items, topic, k))),
        new("the mean with LINQ; hits averaged item by item", new(
            items => items.Length == 0 ? [] : items.All(item => item.Length == items[0].Length)
                ? [.. items.Select(item => item.Select((x, j) => x - items.Average(other => other[j])).ToArray())]
                : throw new ArgumentException("The lengths differ."),
            (items, topic, k) =>
            {
                Guard(items, topic, k);
                return Enumerable.Range(0, items.Length).Average(viewed =>
                {
                    int[] others = [.. Enumerable.Range(0, items.Length).Where(i => i != viewed)];
                    return Retrieval.TopK([.. others.Select(i => items[i])], items[viewed], k).Average(place => topic[others[place]] == topic[viewed] ? 1.0 : 0.0);
                });
            })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Draw the six items as arrows from the origin, and again as arrows from their mean. What tells the topics apart in the second picture, and what hid it in the first?",
        "Center: one mean a feature, over all items, subtracted from each in new arrays. PrecisionAtK: for each item ask your TopK for one more than you need, because the item finds itself; leave it out by its index.",
        "PrecisionAtK: refuse k below 1, counts that differ, fewer than two items. Recommend min(k, n − 1) items: the nearest, without the viewed one. Count those with its topic over all viewed items; divide by n times the number recommended, as double.",
    ];

    private static void AreClose(double[][] expected, double[][]? actual, string because) => Expect.That(
        actual?.Length == expected.Length && expected.Zip(actual).All(pair => pair.Second?.Length == pair.First.Length && pair.First.Zip(pair.Second).All(entry => Math.Abs(entry.First - entry.Second) <= 1e-12)),
        ValueText.Of(expected), actual, because);

    private static double[,] Cosines(double[][] items)
    {
        double[,] cosines = new double[items.Length, items.Length];
        for (int i = 0; i < items.Length; i++)
            for (int j = 0; j <= i; j++)
                cosines[i, j] = cosines[j, i] = Direction.Cosine(items[i], items[j]);
        return cosines;
    }

    /// <summary>Whether every item tells all others apart by their cosines, so that rounding cannot decide a rank.</summary>
    private static bool HasNoTies(double[][] items)
    {
        double[,] cosines = Cosines(items);
        return Enumerable.Range(0, items.Length).All(viewed =>
        {
            double[] sorted = [.. Enumerable.Range(0, items.Length).Where(i => i != viewed).Select(i => cosines[viewed, i]).Order()];
            return sorted.Zip(sorted.Skip(1)).All(pair => pair.Second - pair.First > 1e-9);
        });
    }

    private static void Guard(double[][] items, int[] topic, int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        if (items.Length < 2 || topic.Length != items.Length || items.Any(item => item.All(x => x == 0))) throw new ArgumentException("Two items, a topic each, none zero.");
    }

    private static double Measured(double[][] items, int[] topic, int k, bool itself = false, bool atLeastOne = false)
    {
        Guard(items, topic, k);
        double[,] cosines = Cosines(items);
        int shown = Math.Min(k, items.Length - 1), hits = 0;
        for (int viewed = 0; viewed < items.Length; viewed++)
        {
            double[] keys = [.. Enumerable.Range(0, items.Length).Select(i => i == viewed ? (itself ? double.NegativeInfinity : double.PositiveInfinity) : -cosines[viewed, i])];
            int found = Enumerable.Range(0, items.Length).OrderBy(i => keys[i]).Take(shown).Count(i => topic[i] == topic[viewed]);
            hits += atLeastOne ? Math.Min(found, 1) * shown : found;
        }

        return (double)hits / (shown * items.Length);
    }
}
