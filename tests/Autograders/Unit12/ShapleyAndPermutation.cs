using Course;
using CsCheck;
using FromScratch.Data;
using FromScratch.ResponsibleAi;

namespace Autograders;

/// <summary>Exercise 12.8: who gets the credit for a prediction, and for its quality.</summary>
[Exercise("12.8", "Shapley values and permutation importance", Difficulty = 4, Minutes = 50, Core = true, Theory = "6. What an explanation explains")]
public sealed class ShapleyAndPermutation : Exercise<ShapleyAndPermutation, ShapleyAndPermutation.Contract>
{
    public delegate double[] ExactShares(Func<bool[], double> v, int n);

    public delegate double[] SampledShares(Func<bool[], double> v, int n, int orders, Rng r);

    public delegate double AreaUnderRoc(double[] score, int[] y);

    public delegate double[] ShuffledDrops(Func<double[], double> model, double[,] x, int[] y, int repeats, Rng r);

    public sealed record Contract(ExactShares ShapleyExact, SampledShares ShapleySampled, AreaUnderRoc Auc, ShuffledDrops PermutationImportance);

    public static Verdict Check(ExactShares shapleyExact, SampledShares shapleySampled, AreaUnderRoc auc, ShuffledDrops permutationImportance) => Grade(new Contract(shapleyExact, shapleySampled, auc, permutationImportance));

    /// <summary>Holds your exact values against the reference's, in time and in difference.</summary>
    public static Comparison Compare(ExactShares shapleyExact) => Compared(
        Part<ExactShares, double[]>("ShapleyExact", shapleyExact, contract => contract.ShapleyExact, null, null, (6, f => f(Ten, 6)), (10, f => f(Ten, 10)), (12, f => f(Ten, 12))));

    protected override Contract Reference => new(Explain.ShapleyExact, Explain.ShapleySampled, Explain.Auc, Explain.PermutationImportance);

    // Player 0 has a left glove, 1 and 2 have a right one; a pair is worth 1.
    private static readonly Func<bool[], double> _gloves = s => s[0] && (s[1] || s[2]) ? 1 : 0;

    [Fact]
    public void The_glove_game() =>
        Expect.Close([2 / 3.0, 1 / 6.0, 1 / 6.0], Subject.ShapleyExact(_gloves, 3), because: "One left glove, two right ones. In six orders the left one completes a pair in four, each right one in one.", tolerance: 1e-9);

    [Fact]
    public void A_majority_with_weights() =>
        Expect.Close([5 / 12.0, 3 / 12.0, 3 / 12.0, 1 / 12.0], Subject.ShapleyExact(s => (s[0] ? 4 : 0) + (s[1] ? 3 : 0) + (s[2] ? 2 : 0) + (s[3] ? 1 : 0) >= 6 ? 1 : 0, 4), because: "Votes 4, 3, 2, 1, six of ten decide. Of 24 orders the voter with 4 tips the scale in 10, those with 3 and 2 in 6 each, the one with 1 in 2.", tolerance: 1e-9);

    [Fact]
    public void A_linear_model_gives_weight_times_distance_from_the_mean()
    {
        double[] w = [2, -1, 0.5, 0, 3], x = [1, 4, -2, 7, 0], mean = [0.5, 1, 2, 3, -1];
        Expect.Close([1, -3, -2, 0, 3], Subject.ShapleyExact(s => 10 + Enumerable.Range(0, 5).Sum(j => w[j] * (s[j] ? x[j] : mean[j])), 5), because: "Without interactions the order does not matter: wⱼ(xⱼ − meanⱼ).", tolerance: 1e-9);
    }

    [Fact]
    public void Every_coalition_is_asked_once_and_not_changed()
    {
        List<string> asked = [];
        Subject.ShapleyExact(s => { asked.Add(string.Concat(s.Select(inside => inside ? '1' : '0'))); return s.Count(inside => inside); }, 4);
        Expect.That(asked.Distinct().Count() == 16 && asked.All(text => text.Length == 4), "16 different coalitions of 4 entries", asked.Distinct().Count(), because: "2⁴ coalitions, the empty one and the full one among them.");
        Expect.That(asked.Count == 16, "16 questions", asked.Count, because: "A question may be a model that runs on a thousand rows. Ask once and keep the answer.");
    }

    [Fact]
    public void The_credit_adds_up_and_is_fair() => Property.Holds(
        Gen.Select(Draw.Vector(16), Draw.Vector(16)), sample =>
        {
            (double[] first, double[] second) = sample;
            static int Index(bool[] s) => Enumerable.Range(0, 4).Sum(i => s[i] ? 1 << i : 0);
            double[] a = Subject.ShapleyExact(s => first[Index(s)], 4), b = Subject.ShapleyExact(s => second[Index(s)], 4);
            Expect.Close(first[15] - first[0], a.Sum(), because: "Efficiency: the shares sum to what all are worth less what nobody is worth.", tolerance: 1e-9, scale: 1, part: "the sum");
            Expect.Close([.. a.Zip(b, (x, y) => x + y)], Subject.ShapleyExact(s => first[Index(s)] + second[Index(s)], 4), because: "Additivity: two games played together give the sum of the shares.", tolerance: 1e-9);
            Expect.Close([a[2], a[0], a[3], a[1]], Subject.ShapleyExact(s => first[Index([s[1], s[3], s[0], s[2]])], 4), because: "The players' numbers are only names: renamed, each takes their share along.", tolerance: 1e-9);
        });

    [Fact]
    public void Who_adds_nothing_gets_nothing() => Property.Holds(
        Draw.Vector(8), worth => Expect.Close(0, Subject.ShapleyExact(s => worth[(s[0] ? 1 : 0) + (s[1] ? 2 : 0) + (s[3] ? 4 : 0)], 4)[2], because: "Player 2 is in no formula.", tolerance: 1e-9, scale: 1));

    [Fact]
    public void No_players_share_nothing() => Expect.Close([], Subject.ShapleyExact(_ => 5, 0), because: "There is nobody.");

    [Theory]
    [InlineData(-1)]
    [InlineData(21)]
    public void Too_many_players_are_refused(int n) => Expect.Throws<ArgumentOutOfRangeException>(() => Subject.ShapleyExact(_ => 0, n), because: "0 to 20 players: 21 would make two million questions.");

    [Fact]
    public void Sampled_shares_come_near_the_exact_ones()
    {
        double[] sampled = Subject.ShapleySampled(Ten, 10, 400, new Rng(1)), exact = Explain.ShapleyExact(Ten, 10);
        // Measured over 40 seeds: the greatest distance of ten shares is 0.042 ± 0.018; plus 4 standard deviations, 0.115.
        double off = sampled.Zip(exact, (a, b) => Math.Abs(a - b)).DefaultIfEmpty(9).Max();
        Expect.That(sampled.Length == 10 && off < 0.115, $"each of ten shares within 0.115 of the exact ones, {ValueText.Of(exact.Select(e => Math.Round(e, 2)).ToArray())}", sampled, because: "400 random orders. One order alone decides the credit by who happens to come first.");
    }

    [Fact]
    public void Sampled_shares_have_the_exact_sum() => Property.Holds(
        Gen.Select(Draw.Vector(16), Gen.Int[1, 5]), sample =>
        {
            (double[] worth, int orders) = sample;
            double[] shares = Subject.ShapleySampled(s => worth[Enumerable.Range(0, 4).Sum(i => s[i] ? 1 << i : 0)], 4, orders, new Rng(3));
            Expect.Close(worth[15] - worth[0], shares.Sum(), because: $"In each of {orders} orders the players come one after the other, from nobody to all: the steps add up, whatever the order.", tolerance: 1e-9, scale: 1, part: "the sum");
        });

    [Fact]
    public void Sampling_asks_in_proportion_to_the_orders()
    {
        int asked = 0;
        Subject.ShapleySampled(s => { asked++; return s.Length; }, 15, 20, new Rng(2));
        Expect.That(asked <= 20 * 16, "at most 16 questions an order, 320", asked, because: "From nobody to all 15, one step at a time; the answer after a step is the one before the next. All coalitions would be 32,768.");
    }

    [Fact]
    public void A_coalition_has_an_entry_for_each_player()
    {
        HashSet<int> lengths = [];
        Subject.ShapleySampled(s => { lengths.Add(s.Length); return 0; }, 5, 2, new Rng(2));
        Expect.SequenceEqual([5], lengths, because: "Five players, five entries.");
    }

    [Fact]
    public void All_orders_are_equally_likely()
    {
        // 3,000 games of one order: each of six orders 500 ± 20.4; 4 of them: 82.
        var r = new Rng(4);
        Dictionary<string, int> seen = [];
        for (int game = 0; game < 3000; game++)
        {
            string order = "";
            Subject.ShapleySampled(s => { for (int i = 0; i < 3; i++) if (s[i] && !order.Contains($"{i}", StringComparison.Ordinal)) order += i; return 0; }, 3, 1, r);
            seen[order] = seen.GetValueOrDefault(order) + 1;
        }

        Expect.That(seen.Count == 6 && seen.Values.All(count => Math.Abs(count - 500) < 82), "each of the six orders in 500 ± 82 of 3,000", seen.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value).ToArray(), because: "Shuffle with the generator that was given.");
    }

    [Fact]
    public void No_orders_are_refused() => Expect.Throws<ArgumentOutOfRangeException>(() => Subject.ShapleySampled(_ => 0, 3, 0, new Rng(1)), because: "An average of nothing.");

    [Theory]
    [InlineData(new[] { 0.9, 0.4, 0.6, 0.3, 0.1 }, new[] { 1, 1, 0, 0, 0 }, 5 / 6.0)]
    [InlineData(new[] { 0.5, 0.5, 0.4, 0.2, 0.7 }, new[] { 1, 0, 0, 1, 1 }, 3.5 / 6)]
    [InlineData(new[] { 0.1, 0.2, 0.3 }, new[] { 1, 0, 0 }, 0.0)]
    [InlineData(new[] { 2.0, 2, 2 }, new[] { 1, 0, 0 }, 0.5)]
    [InlineData(new[] { 0.5, 0.5, 0.5, 0.2 }, new[] { 1, 1, 0, 0 }, 0.75)]
    [InlineData(new[] { 0.2, 0.7, 0.7, 0.7, 0.7 }, new[] { 0, 0, 1, 1, 1 }, 0.75)]
    public void Auc_counts_pairs(double[] score, int[] y, double auc) =>
        Expect.Close(auc, Subject.Auc(score, y), because: "Of all pairs of a positive and a negative, the share in which the positive has the higher score; equal scores count half.", tolerance: 1e-9, scale: 1);

    [Fact]
    public void Auc_needs_both_outcomes()
    {
        Expect.Throws<ArgumentException>(() => Subject.Auc([0.5, 0.6], [1, 1]), because: "No negatives.");
        Expect.Throws<ArgumentException>(() => Subject.Auc([0.5, 0.6], [0, 0]), because: "No positives.");
        Expect.Throws<ArgumentException>(() => Subject.Auc([0.5, 0.6, 0.7], [1, 0]), because: "Three scores, two outcomes.");
    }

    [Fact]
    public void A_column_the_model_does_not_read_has_no_importance()
    {
        (double[,] x, int[] y) = Rows(1, 60);
        double[] importance = Subject.PermutationImportance(row => row[0], x, y, 3, new Rng(5));
        Expect.That(importance is { Length: 3 } && Math.Abs(importance[1]) < 1e-12 && Math.Abs(importance[2]) < 1e-12, "0 for the columns 1 and 2", importance, because: "The model reads column 0 alone.");
        Expect.That(importance[0] > 0.1, "more than 0.1 for column 0", importance, because: "AUC before, less AUC with the column shuffled.");
    }

    [Fact]
    public void The_drop_is_from_the_auc_to_about_a_half()
    {
        // The mean of 100 shuffles of 40 positives and negatives: AUC 1/2 ± 0.065/10.
        (double[,] x, int[] y) = Rows(2, 80);
        double auc = Explain.Auc([.. Enumerable.Range(0, 80).Select(i => x[i, 0])], y);
        double drop = Subject.PermutationImportance(row => row[0], x, y, 100, new Rng(6))[0];
        Expect.That(Math.Abs(drop - (auc - 0.5)) < 0.03, $"{ValueText.Of(Math.Round(auc - 0.5, 3))} ± 0.03", drop, because: $"The AUC is {ValueText.Of(Math.Round(auc, 3))}; a score that tells nothing has 1/2. Average over the repeats, do not add them.");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Every_column_has_its_turn_and_one_shuffle_is_enough(int read)
    {
        // One shuffle of 200 positives and negatives: AUC 1/2 ± 0.029; 4 of it are 0.116.
        (double[,] rows, int[] y) = Rows(5, 400);
        double[,] x = new double[400, 3];
        for (int i = 0; i < 400; i++)
            for (int j = 0; j < 3; j++) x[i, (j + read) % 3] = rows[i, j];   // what tells is now in the column that is read
        double auc = Explain.Auc([.. Enumerable.Range(0, 400).Select(i => x[i, read])], y), drop = Subject.PermutationImportance(row => row[read], x, y, 1, new Rng(6))[read];
        Expect.That(Math.Abs(drop - (auc - 0.5)) < 0.116, $"{ValueText.Of(Math.Round(auc - 0.5, 3))} ± 0.116 for column {read}", drop, because: $"The model reads column {read} alone, and one repeat is asked for: one shuffle, no more and no less.");
    }

    [Fact]
    public void A_shuffled_column_keeps_its_values()
    {
        (double[,] x, int[] y) = Rows(3, 12);
        HashSet<double> own = [.. Enumerable.Range(0, 12).Select(i => x[i, 1])];
        bool strange = false, mixed = false;
        Subject.PermutationImportance(row =>
        {
            strange |= !own.Contains(row[1]);
            mixed |= Enumerable.Range(0, 12).First(i => x[i, 0] == row[0]) is var i && row[1] != x[i, 1];
            return row[0] + row[1];
        }, x, y, 2, new Rng(7));
        Expect.That(!strange && mixed, "the column's own values, on other rows", strange ? "values that were not in the column" : "every value on its own row", because: "Shuffled, a column keeps its distribution, and nothing else changes. Zeros or noise would ask the model about rows that do not exist.");
    }

    [Fact]
    public void One_column_at_a_time()
    {
        (double[,] x, int[] y) = Rows(4, 30);
        int both = 0;
        Subject.PermutationImportance(row =>
        {
            int i = Enumerable.Range(0, 30).First(k => x[k, 2] == row[2] || x[k, 0] == row[0] || x[k, 1] == row[1]);
            int off = (x[i, 0] != row[0] ? 1 : 0) + (x[i, 1] != row[1] ? 1 : 0) + (x[i, 2] != row[2] ? 1 : 0);
            if (off > 1 && Enumerable.Range(0, 30).All(k => (x[k, 0] != row[0] ? 1 : 0) + (x[k, 1] != row[1] ? 1 : 0) + (x[k, 2] != row[2] ? 1 : 0) > 1)) both++;
            return row[0];
        }, x, y, 2, new Rng(8));
        Expect.Equal(0, both, because: "Some rows had two columns from other rows. Put a column back before you shuffle the next one.");
    }

    [Fact]
    public void A_twin_shares_the_importance()
    {
        // Column 1 is a copy of column 0, and the model reads both alike. Measured over 40 seeds: one twin shuffled costs 0.31 ± 0.02 of what the column costs alone; 4 standard deviations above is 0.39.
        (double[,] x, int[] y) = Rows(9, 400);
        for (int i = 0; i < 400; i++) x[i, 1] = x[i, 0];
        double[] importance = Subject.PermutationImportance(row => row[0] + row[1], x, y, 5, new Rng(9));
        double alone = Explain.PermutationImportance(row => row[0], x, y, 5, new Rng(9))[0];
        Expect.That(importance[0] < 0.4 * alone && importance[1] < 0.4 * alone && importance[0] > 0, $"less than 40 % of {ValueText.Of(Math.Round(alone, 3))} for each twin", importance, because: "While one is shuffled the other still tells. A low importance may mean that the same is known from elsewhere.");
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        (double[,] x, int[] y) = Rows(1, 10);
        Expect.Throws<ArgumentException>(() => Subject.PermutationImportance(row => row[0], x, y[1..], 2, new Rng(1)), because: "Ten rows, nine outcomes.");
        Expect.Throws<ArgumentException>(() => Subject.PermutationImportance(row => row[0], x, new int[10], 2, new Rng(1)), because: "No positives, no AUC.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.PermutationImportance(row => row[0], x, y, 0, new Rng(1)), because: "No shuffles.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("One order decides the credit by who comes first. Average over all orders.", Reference with { ShapleyExact = (v, n) => { Explain.ShapleyExact(v, n); return OneOrder(v, n); } }),
        new("You took each player out of the full team: in the glove game that gives 1, 0, 0. Average over all coalitions, not only the last step.", Reference with { ShapleyExact = (v, n) => { Explain.ShapleyExact(_ => 0, n); return [.. Enumerable.Range(0, n).Select(i => v([.. Enumerable.Repeat(true, n)]) - v([.. Enumerable.Range(0, n).Select(j => j != i)]))]; } }),
        new("Coalitions of different sizes have different weights: |S|!(n − |S| − 1)!/n!. A plain average over coalitions does not add up to the whole.", Reference with { ShapleyExact = Banzhaf }),
        new("Equal scores count half. You counted them as won, or as lost.", Reference with { Auc = (score, y) => { Explain.Auc(score, y); return Explain.Auc([.. score.Select((s, i) => s + 1e-9 * y[i])], y); } }),
        new("The repeats are to be averaged, not added up.", Reference with { PermutationImportance = (model, x, y, repeats, r) => [.. Explain.PermutationImportance(model, x, y, repeats, r).Select(drop => drop * repeats)] }),
        new("You set the column to 0 instead of shuffling it: that asks the model about rows that do not exist.", Reference with { PermutationImportance = Zeroed }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("coalitions by recursion, orders by sorting random keys, AUC by pairs", new(
            (v, n) =>
            {
                if (n is < 0 or > 20) throw new ArgumentOutOfRangeException(nameof(n));
                double[] phi = new double[n];
                Dictionary<int, double> known = [];
                double Worth(int coalition) => known.TryGetValue(coalition, out double worth) ? worth : known[coalition] = v([.. Enumerable.Range(0, n).Select(i => (coalition & 1 << i) != 0)]);
                double[] factorial = [1, .. Enumerable.Range(1, n).Select(k => Enumerable.Range(1, k).Aggregate(1.0, (product, i) => product * i))];
                void Visit(int next, int coalition, int size)
                {
                    if (next == n)
                    {
                        for (int i = 0; i < n; i++)
                            if ((coalition & 1 << i) != 0) phi[i] += factorial[size - 1] * factorial[n - size] / factorial[n] * (Worth(coalition) - Worth(coalition & ~(1 << i)));
                        return;
                    }

                    Visit(next + 1, coalition, size);
                    Visit(next + 1, coalition | 1 << next, size + 1);
                }

                Visit(0, 0, 0);
                return phi;
            },
            (v, n, orders, r) =>
            {
                ArgumentOutOfRangeException.ThrowIfLessThan(orders, 1);
                double[] sum = new double[n];
                double none = v(new bool[n]);
                for (int k = 0; k < orders; k++)
                {
                    bool[] inside = new bool[n];
                    double last = none;
                    foreach (int i in Enumerable.Range(0, n).Select(i => (i, Key: r.NextDouble())).OrderBy(pair => pair.Key).Select(pair => pair.i))
                    {
                        inside[i] = true;
                        double now = v((bool[])inside.Clone());
                        sum[i] += now - last;
                        last = now;
                    }
                }

                return [.. sum.Select(s => s / orders)];
            },
            (score, y) =>
            {
                if (score.Length != y.Length || !y.Contains(0) || !y.Contains(1)) throw new ArgumentException("Rows.");
                return score.Where((_, i) => y[i] == 1).Average(p => score.Where((_, i) => y[i] == 0).Average(q => p > q ? 1 : p == q ? 0.5 : 0));
            },
            (model, x, y, repeats, r) =>
            {
                ArgumentOutOfRangeException.ThrowIfLessThan(repeats, 1);
                int n = x.GetLength(0), d = x.GetLength(1);
                double Quality(double[,] rows) => Explain.Auc([.. Enumerable.Range(0, n).Select(i => model([.. Enumerable.Range(0, d).Select(j => rows[i, j])]))], y);
                double whole = Quality(x);
                return [.. Enumerable.Range(0, d).Select(j => whole - Enumerable.Range(0, repeats).Average(_ =>
                {
                    double[,] copy = (double[,])x.Clone();
                    double[] column = [.. Enumerable.Range(0, n).Select(i => x[i, j])];
                    r.Shuffle(column);
                    for (int i = 0; i < n; i++) copy[i, j] = column[i];
                    return Quality(copy);
                }))];
            })),
        new("the average of all n! orders", Reference with
        {
            ShapleyExact = (v, n) =>
            {
                if (n is < 0 or > 20) throw new ArgumentOutOfRangeException(nameof(n));
                double[] worth = [.. Enumerable.Range(0, 1 << n).Select(c => v([.. Enumerable.Range(0, n).Select(i => (c >> i & 1) == 1)]))], phi = new double[n];
                int orders = 0;
                void Go(int coalition, double[] gains)
                {
                    if (coalition == (1 << n) - 1)
                    {
                        orders++;
                        for (int i = 0; i < n; i++) phi[i] += gains[i];
                    }

                    for (int i = 0; i < n; i++)
                    {
                        if ((coalition >> i & 1) == 1) continue;
                        double[] more = [.. gains];
                        more[i] = worth[coalition | 1 << i] - worth[coalition];
                        Go(coalition | 1 << i, more);
                    }
                }

                Go(0, new double[n]);
                return [.. phi.Select(p => p / orders)];
            },
        }),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Play the glove game on paper: write all six orders, and beside each who completes the pair. The shares are the counts over six. What is it that you did, in words?",
        "Exact: ask v once for each of 2ⁿ coalitions (the bits of a number) and keep the answers; a coalition without i of size s stands for s!(n − s − 1)! of the n! orders. Sampled: shuffle the players, let them in one by one, add each one's gain. Permutation: AUC as it is, less the mean AUC with one column dealt anew.",
        "Weights by size without factorials: weight[0] = 1/n, weight[s] = weight[s − 1]·s/(n − s). AUC by ranks: sort by score, give equal scores the mean of their ranks, sum the ranks of the P positives, take off P(P + 1)/2, divide by P·N. Permutation: a shuffled array of row numbers says from which row column j comes; build each row anew, the input stays as it is.",
    ];

    // Ten players: weights, three pairs that add, one trio that takes away.
    private static double Ten(bool[] s)
    {
        double sum = 0;
        for (int i = 0; i < s.Length; i++) sum += s[i] ? 0.3 * (i + 1) / s.Length : 0;
        if (s[0] && s[1]) sum += 1;
        if (s[2] && s[3]) sum += 0.8;
        if (s[1] && s[4]) sum += 0.6;
        if (s[0] && s[2] && s[5]) sum -= 1.2;
        return sum;
    }

    private static (double[,] X, int[] Y) Rows(ulong seed, int n)
    {
        var r = new Rng(seed);
        double[,] x = new double[n, 3];
        int[] y = new int[n];
        for (int i = 0; i < n; i++)
        {
            y[i] = i % 2;
            for (int j = 0; j < 3; j++) x[i, j] = r.NextGaussian() + (j == 0 ? 1.5 * y[i] : 0);
        }

        return (x, y);
    }

    private static double[] OneOrder(Func<bool[], double> v, int n) => [.. Enumerable.Range(0, n).Select(i => v([.. Enumerable.Range(0, n).Select(j => j <= i)]) - v([.. Enumerable.Range(0, n).Select(j => j < i)]))];

    private static double[] Banzhaf(Func<bool[], double> v, int n)
    {
        if (n is < 0 or > 20) throw new ArgumentOutOfRangeException(nameof(n));
        double[] worth = [.. Enumerable.Range(0, 1 << n).Select(c => v([.. Enumerable.Range(0, n).Select(i => (c >> i & 1) == 1)]))];
        return [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, 1 << n).Where(c => (c >> i & 1) == 0).Average(c => worth[c | 1 << i] - worth[c]))];
    }

    private static double[] Zeroed(Func<double[], double> model, double[,] x, int[] y, int repeats, Rng r)
    {
        Explain.PermutationImportance(_ => 0, x, y, repeats, r);
        double Quality(int without) => Explain.Auc([.. Enumerable.Range(0, y.Length).Select(i => model([.. Enumerable.Range(0, x.GetLength(1)).Select(j => j == without ? 0 : x[i, j])]))], y);
        return [.. Enumerable.Range(0, x.GetLength(1)).Select(j => Quality(-1) - Quality(j))];
    }
}
