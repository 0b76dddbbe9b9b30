using Course;
using CsCheck;
using FromScratch.Data;
using FromScratch.Probability;

namespace Autograders;

/// <summary>Exercise 6.10: the bits that a source needs, and what a wrong belief costs.</summary>
[Exercise("6.10", "Entropy rate", Difficulty = 3, Minutes = 30, Core = true, Theory = "7. Entropy: the bits a source needs")]
public sealed class EntropyRate : Exercise<EntropyRate, EntropyRate.Contract>
{
    public delegate double EntropyOf(double[] p);

    public delegate double Divergence(double[] p, double[] q);

    public delegate double RateOf(double[,] transition);

    public sealed record Contract(EntropyOf Entropy, Divergence Kl, RateOf BitsPerSymbol);

    public static Verdict Check(EntropyOf entropy, Divergence kl, RateOf bitsPerSymbol) => Grade(new Contract(entropy, kl, bitsPerSymbol));

    protected override Contract Reference => new(Information.Entropy, Information.Kl, Information.BitsPerSymbol);

    [Theory]
    [InlineData(new[] { 0.5, 0.5 }, 1)]
    [InlineData(new[] { 0.25, 0.25, 0.25, 0.25 }, 2)]
    [InlineData(new[] { 0.5, 0.25, 0.125, 0.125 }, 1.75)]
    [InlineData(new[] { 0.9, 0.1 }, 0.46899559358928122)]
    public void Bits_of_a_distribution(double[] p, double bits) => Expect.Close(bits, Subject.Entropy(p), because: "−Σ p log₂ p: an outcome of probability 1/8 takes 3 bits.");

    [Fact]
    public void What_is_certain_needs_no_bits() => Expect.Equal(0, Subject.Entropy([0, 1, 0]), because: "0·log 0 is 0·(−∞), NaN, on the machine; p log p goes to 0 with p.");

    [Fact]
    public void What_never_happens_adds_nothing() => Expect.Close(1, Subject.Entropy([0.5, 0, 0.5]), because: "An outcome of probability 0 costs nothing: 0·log 0 counts as 0.");

    [Fact]
    public void All_alike_is_the_most() => Property.Holds(
        Chance.WithZeros(5), p => Expect.That(Subject.Entropy(p) <= Math.Log2(5) + 1e-12 && Subject.Entropy(p) >= 0, $"from 0 to log₂ 5 = {ValueText.Of(Math.Log2(5))}", Subject.Entropy(p), because: "Five outcomes take at most log₂ 5 bits, when all are alike."));

    [Theory]
    [InlineData(0.5, 0.25, 0.20751874963942191)]
    [InlineData(0.25, 0.5, 0.18872187554086717)]
    [InlineData(0.1, 0.9, 2.5359400011538497)]
    public void Bits_that_a_wrong_belief_costs(double truth, double belief, double bits) =>
        Expect.Close(bits, Subject.Kl([truth, 1 - truth], [belief, 1 - belief]), because: "Σ p log₂(p/q), with p the truth and q the belief: it is not the same the other way round.");

    [Fact]
    public void A_wrong_belief_never_pays() => Property.Holds(
        Gen.Select(Chance.WithZeros(4), Chance.Distribution(4)), sample =>
        {
            (double[] p, double[] q) = sample;
            double bits = Subject.Kl(p, q), cross = -p.Select((one, i) => one == 0 ? 0 : one * Math.Log2(q[i])).Sum();
            Expect.That(bits >= 0, "at least 0", bits, because: "Gibbs' inequality: coding for q when the truth is p is never shorter. Rounding must not make it negative.");
            Expect.Close(cross - p.Where(one => one > 0).Sum(one => -one * Math.Log2(one)), bits, because: "The bits with q's code, less the bits that are needed.", scale: 1);
        });

    [Fact]
    public void The_right_belief_costs_nothing() => Property.Holds(
        Chance.WithZeros(4), p => Expect.Equal(0, Subject.Kl(p, p), because: "p/p is 1, its logarithm 0; and where both are 0 nothing is added."));

    [Fact]
    public void To_hold_the_possible_for_impossible_costs_without_bound() =>
        Expect.Equal(double.PositiveInfinity, Subject.Kl([0.5, 0.25, 0.25], [0.5, 0, 0.5]), because: "Outcome 1 happens, and q has no code for it.");

    [Fact]
    public void To_hold_the_impossible_for_possible_costs_a_little() =>
        Expect.Close(Math.Log2(4 / 3.0), Subject.Kl([0.5, 0, 0.5], [0.375, 0.25, 0.375]), because: "What never happens adds 0; the others pay log₂(0.5/0.375) each time.");

    [Fact]
    public void Distributions_sum_to_1()
    {
        Expect.Throws<ArgumentException>(() => Subject.Entropy([0.5, 0.6]), because: "It sums to 1.1.");
        Expect.Throws<ArgumentException>(() => Subject.Entropy([0.5, 0.3]), because: "It sums to 0.8.");
        Expect.Throws<ArgumentException>(() => Subject.Entropy([1.5, -0.5]), because: "A probability is never negative.");
        Expect.Throws<ArgumentException>(() => Subject.Entropy([1, double.NaN]), because: "NaN is no probability.");
        Expect.Throws<ArgumentException>(() => Subject.Kl([0.5, 0.6], [0.5, 0.5]), because: "p sums to 1.1.");
        Expect.Throws<ArgumentException>(() => Subject.Kl([0.5, 0.5], [0.5, 0.4]), because: "q sums to 0.9: then the divergence may be negative.");
        Expect.Throws<ArgumentException>(() => Subject.Kl([0.5, 0.5], [0.25, 0.25, 0.5]), because: "They speak of different outcomes.");
        Expect.Throws<ArgumentException>(() => Subject.Kl([0.25, 0.25, 0.5], [0.5, 0.5]), because: "They speak of different outcomes.");
    }

    [Fact]
    public void A_source_that_sticks_to_its_symbol() =>
        Expect.Close(0.55749632799106777, Subject.BitsPerSymbol(new[,] { { 0.9, 0.1 }, { 0.5, 0.5 } }), because: "The source is in state 0 five sixths of the time: 5/6·0.469 + 1/6·1. The plain average of the rows would be 0.734.");

    [Fact]
    public void Three_states_none_like_another() =>
        Expect.Close(1.1258145836939115, Subject.BitsPerSymbol(new[,] { { 0.5, 0.5, 0 }, { 0.25, 0.25, 0.5 }, { 0, 1.0 / 3, 2.0 / 3 } }), because: "π is (1/6, 1/3, 1/2): the rows have 1, 1.5 and 0.918 bits.");

    [Fact]
    public void A_source_without_memory_has_the_entropy_of_a_row() => Property.Holds(
        Chance.Distribution(3), p => Expect.Close(Subject.Entropy(p), Subject.BitsPerSymbol(Chance.Shaped([.. p, .. p, .. p], 3, 3)), because: "All rows are equal: the symbol before tells nothing."));

    [Fact]
    public void A_circle_is_certain() =>
        Expect.Close(0, Subject.BitsPerSymbol(new double[,] { { 0, 1, 0 }, { 0, 0, 1 }, { 1, 0, 0 } }), because: "Each symbol follows from the one before: no bits, though each of the three comes a third of the time.", scale: 1);

    [Fact]
    public void A_walk_that_alternates_between_two_groups() =>
        Expect.Close(0.5, Subject.BitsPerSymbol(new[,] { { 0, 0.5, 0.5 }, { 1, 0, 0 }, { 1, 0, 0 } }), because: "π is (1/2, 1/4, 1/4). Started in state 0 the source is there again after two steps, never after one: powers of the matrix do not settle, their average does.");

    [Fact]
    public void States_that_are_left_for_good_do_not_count() =>
        Expect.Close(1, Subject.BitsPerSymbol(new[,] { { 0.5, 0.5, 0, 0 }, { 0.5, 0.5, 0, 0 }, { 0.25, 0.25, 0.25, 0.25 }, { 0, 0, 1, 0 } }), because: "Sooner or later the source is in states 0 and 1 and stays: a coin, 1 bit.");

    [Fact]
    public void A_state_that_is_never_left_ends_the_surprise() =>
        Expect.Close(0, Subject.BitsPerSymbol(new[,] { { 0.5, 0.5, 0 }, { 0, 0.5, 0.5 }, { 0, 0, 1 } }), because: "State 2 is never left, so in the long run the source says the same for ever.", scale: 1);

    [Fact]
    public void Two_states_that_are_never_left_have_no_common_rate() =>
        Expect.Throws<InvalidOperationException>(() => Subject.BitsPerSymbol(new[,] { { 1, 0, 0 }, { 0.3, 0.2, 0.5 }, { 0, 0, 1.0 } }), because: "Where the source ends depends on where it starts: there is no single share of time.");

    [Fact]
    public void Two_circles_have_no_common_rate() =>
        Expect.Throws<InvalidOperationException>(() => Subject.BitsPerSymbol(new[,] { { 0.5, 0.5, 0, 0 }, { 0.9, 0.1, 0, 0 }, { 0, 0, 0, 1 }, { 0, 0, 0.3, 0.7 } }), because: "Who starts in one of the two groups never sees the other.");

    [Fact]
    public void Counting_pairs_in_a_long_text_comes_near()
    {
        var source = new MarkovSource(new[,] { { 0.9, 0.1 }, { 0.5, 0.5 } });
        int[] text = source.Sample(50_000, new Rng(77));
        double[,] pairs = new double[2, 2];
        for (int i = 1; i < text.Length; i++) pairs[text[i - 1], text[i]]++;
        double first = pairs[0, 0] + pairs[0, 1], second = pairs[1, 0] + pairs[1, 1];
        double plugIn = Subject.BitsPerSymbol(new[,] { { pairs[0, 0] / first, pairs[0, 1] / first }, { pairs[1, 0] / second, pairs[1, 1] / second } });
        Expect.That(Math.Abs(plugIn - 0.557496) < 0.02, "0.5575 within 0.02", plugIn, because: "Transitions counted in 50,000 symbols are near the true ones, and so is their rate.");
    }

    [Fact]
    public void Transitions_are_distributions_in_a_square()
    {
        Expect.Throws<ArgumentException>(() => Subject.BitsPerSymbol(new[,] { { 0.9, 0.2 }, { 0.5, 0.5 } }), because: "Row 0 sums to 1.1.");
        Expect.Throws<ArgumentException>(() => Subject.BitsPerSymbol(new[,] { { 0.5, 0.5 }, { 0.9, 0.2 } }), because: "Row 1 sums to 1.1. (The columns do not matter.)");
        Expect.Throws<ArgumentException>(() => Subject.BitsPerSymbol(new[,] { { 0.5, 0.25, 0.25 }, { 0.5, 0.25, 0.25 } }), because: "Two states, three to go on to.");
        Expect.Throws<ArgumentException>(() => Subject.BitsPerSymbol(new double[0, 0]), because: "A source without a symbol says nothing.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("0·log 0 came out as NaN. What never happens adds nothing: leave out the outcomes of probability 0.", Reference with { Entropy = p => { Information.Entropy(p); return -p.Sum(one => one * Math.Log2(one)); } }),
        new("Weight the rows by how often the source is in them, (5/6, 1/6) in the example: the plain average 0.73 is wrong.", Reference with
        {
            BitsPerSymbol = transition =>
            {
                Information.BitsPerSymbol(transition);
                int n = transition.GetLength(0);
                return Enumerable.Range(0, n).Average(i => Information.Entropy([.. Enumerable.Range(0, n).Select(j => transition[i, j])]));
            },
        }),
        new("You swapped truth and belief: the outcomes come with the frequencies of p, so p is the weight.", Reference with { Kl = (p, q) => Information.Kl(q, p) }),
        new("Those are nats: bits take the logarithm to base 2.", Reference with { Entropy = p => Information.Entropy(p) * Math.Log(2) }),
        new("You gave the entropy of the stationary law, as if each symbol were drawn afresh. The symbol before tells something: average the entropies of the rows.", Reference with { BitsPerSymbol = transition => Information.Entropy(Information.Stationary(transition)) }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("averaged powers of the matrix, from each start", new(
            p => Valid(p).Where(one => one > 0).Sum(one => one * Math.Log2(1 / one)),
            LinqKl,
            transition => Rate(transition, Shares(transition)))),
        new("logarithms to base e, divided at the end", new(
            p => Math.Abs(Valid(p).Sum(one => one == 0 ? 0 : -one * Math.Log(one)) / Math.Log(2)),
            (p, q) =>
            {
                if (Valid(p).Length != Valid(q).Length) throw new ArgumentException("The lengths differ.");
                double nats = 0;
                for (int i = 0; i < p.Length; i++) nats += p[i] == 0 ? 0 : q[i] == 0 ? double.PositiveInfinity : p[i] * (Math.Log(p[i]) - Math.Log(q[i]));
                return Math.Max(0, nats / Math.Log(2));
            },
            transition => Rate(transition, Shares(transition)))),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "How many yes-no questions does an outcome of probability 1/8 take, and how often does it come? What does p log p do as p goes to 0?",
        "BitsPerSymbol: the entropy of each row, averaged with the share of time the source spends in its state. That share π stays as it is when the source takes a step: π = πT. Step often from any start, and average the last steps, as some sources alternate for ever.",
        "A start in each state: halve between staying and stepping, π becomes (π + πT)/2, a few thousand times (or square that matrix a dozen times). If two starts end in different shares, throw. Otherwise sum π times the rows' entropies.",
    ];

    private static double[] Valid(double[] p) => p.All(one => one >= 0) && Math.Abs(p.Sum() - 1) <= 1e-9 ? p : throw new ArgumentException("No distribution.");

    private static double LinqKl(double[] p, double[] q) => Valid(p).Length != Valid(q).Length
        ? throw new ArgumentException("The lengths differ.")
        : Math.Max(0, p.Zip(q).Where(pair => pair.First > 0).Sum(pair => pair.First * Math.Log2(pair.First / pair.Second)));

    private static double Rate(double[,] transition, double[] share)
    {
        int n = share.Length;
        return Enumerable.Range(0, n).Sum(i => share[i] * Enumerable.Range(0, n).Select(j => transition[i, j]).Where(one => one > 0).Sum(one => -one * Math.Log2(one)));
    }

    // The matrix (I + T)/2 squared 40 times: its rows are the shares of time from each start.
    private static double[] Shares(double[,] transition)
    {
        int n = transition.GetLength(0);
        if (n == 0 || transition.GetLength(1) != n) throw new ArgumentException("Not square.");
        double[,] power = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            Valid([.. Enumerable.Range(0, n).Select(j => transition[i, j])]);
            for (int j = 0; j < n; j++) power[i, j] = (transition[i, j] + (i == j ? 1 : 0)) / 2;
        }

        for (int squaring = 0; squaring < 40; squaring++)
        {
            double[,] next = new double[n, n];
            for (int i = 0; i < n; i++)
                for (int j = 0; j < n; j++)
                    for (int k = 0; k < n; k++) next[i, j] += power[i, k] * power[k, j];
            for (int i = 0; i < n; i++)
            {
                double sum = Enumerable.Range(0, n).Sum(j => next[i, j]);
                for (int j = 0; j < n; j++) next[i, j] /= sum;
            }

            power = next;
        }

        for (int i = 1; i < n; i++)
            for (int j = 0; j < n; j++)
                if (Math.Abs(power[i, j] - power[0, j]) > 1e-9) throw new InvalidOperationException("It depends on the start.");
        return [.. Enumerable.Range(0, n).Select(j => power[0, j])];
    }
}
