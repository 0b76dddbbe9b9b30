using Course;
using FromScratch.Neural;

namespace Autograders;

/// <summary>Exercise 14.8: folds, and the straight pieces they make.</summary>
[Exercise("14.8", "Folding depth", Difficulty = 4, Minutes = 40, Theory = "5. Width adds bends, depth folds")]
public sealed class FoldingDepth : Exercise<FoldingDepth, FoldingDepth.Contract>
{
    public delegate Mlp Construction(int depth);

    public delegate int Counting(Func<double, double> net, double a, double b, int probes);

    public sealed record Contract(Construction Tent, Counting CountPieces);

    public static Verdict Check(Construction tent, Counting countPieces) => Grade(new Contract(tent, countPieces));

    protected override Contract Reference => new(TentMap.Tent, PieceCount.CountPieces);

    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(0.25, 0.5)]
    [InlineData(0.5, 1.0)]
    [InlineData(0.625, 0.75)]
    [InlineData(1.0, 0.0)]
    public void One_fold_is_the_tent(double x, double expected) => RequireAt(Built(1), x, expected, "The tent is 2·min(x, 1 − x): up with the slope 2, down with the slope −2. The slope changes by −4 at ½.");

    [Fact]
    public void Three_folds_carry_a_sixteenth_to_a_half() => RequireAt(Built(3), 1 / 16.0, 0.5, "1/16 → 1/8 → 1/4 → 1/2: each layer doubles what is below ½.");

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(8)]
    public void Folds_are_the_tent_applied_again_and_again(int depth)
    {
        Mlp net = Built(depth);
        for (int i = 0; i <= 1024; i += 3)
        {
            double x = i / 1024.0, y = x;
            for (int fold = 0; fold < depth; fold++) y = 2 * Math.Min(y, 1 - y);
            RequireAt(net, x, y, $"{depth} times 2·min(y, 1 − y), from {ValueText.Of(x)} on.");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public void Each_hidden_layer_has_two_ReLUs(int depth)
    {
        Mlp net = Built(depth);
        Expect.That(net.HiddenUnits <= 2 * depth, $"at most {2 * depth} hidden units", net.HiddenUnits, because: "Two ReLUs make one fold, and every layer folds the same tent. Only depth doubles the pieces.", part: "HiddenUnits");
        Expect.That(net.Layers.SkipLast(1).All(layer => layer.Act == Act.Relu && layer.Units <= 2), "hidden layers of at most 2 ReLUs", net, because: "A fold is 2·relu(x) − 4·relu(x − ½): two units.");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-2)]
    public void No_fold_is_refused(int depth) => Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Tent(depth), because: "A network has at least one hidden layer here.");

    [Fact]
    public void A_straight_line_is_one_piece()
    {
        Expect.Equal(1, Subject.CountPieces(_line, -1, 3, 1000), because: "0.1·x + 7 never bends. Its slopes differ in the last digits, by rounding: compare with a tolerance.");
        Expect.Equal(1, Subject.CountPieces(_flat, 0, 1, 50), because: "A constant never bends.");
        Expect.Equal(1, Subject.CountPieces(_farLine, 0, 1, 1000), because: "x/3 + 1,000,000 never bends. Rounding grows with the values, and so must the tolerance.");
    }

    [Fact]
    public void Bends_that_never_turn_back_count() =>
        Expect.Equal(2, Subject.CountPieces(_steeper, 0, 1, 101), because: "relu(x) + relu(x − ½) rises on all of [0, 1], with the slope 1 and then 2. A bend is a change of slope, not of its sign.");

    [Fact]
    public void A_slight_bend_counts() =>
        Expect.Equal(2, Subject.CountPieces(_slight, -1, 1, 1001), because: "x + relu(x)/100 bends at 0 by a hundredth.");

    [Fact]
    public void A_bend_between_two_probes_is_one_bend() =>
        Expect.Equal(3, Subject.CountPieces(_valley, 0, 1, 101), because: "The bends lie at 0.3033 and 0.7077, between probes: each shows at two probes in a row, and is one.");

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(8)]
    public void Every_fold_doubles_the_pieces(int depth) =>
        Expect.Equal(1 << depth, Subject.CountPieces(_tents[depth - 1], 0, 1, 4097), because: $"{depth} folds: 2^{depth} pieces, with the bends at probes.");

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    public void The_pieces_are_counted_when_probes_miss_the_bends(int depth) =>
        Expect.Equal(1 << depth, Subject.CountPieces(_tents[depth - 1], 0, 1, 3000), because: $"{depth} folds: 2^{depth} pieces. With 3,000 probes the bends lie between probes, and each shows at two.");

    [Fact]
    public void Both_ends_are_probed() =>
        Expect.Equal(2, Subject.CountPieces(_late, 0, 1, 11), because: "The bend at 0.9 shows only at the probe 0.9, whose right neighbour is the end, 1. Probe i stands at a + (b − a)·i/(probes − 1).");

    [Fact]
    public void Too_few_probes_or_no_range_are_refused()
    {
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.CountPieces(_line, 0, 1, 2), because: "Two points are always on a line.");
        Expect.Throws<ArgumentException>(() => Subject.CountPieces(_line, 1, 1, 10), because: "The range is empty.");
        Expect.Throws<ArgumentException>(() => Subject.CountPieces(_line, 2, 1, 10), because: "The range runs backwards.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You count turns: changes of the slope's sign. relu(x) + relu(x − ½) never turns and still bends. Compare the slopes themselves.", Reference with { CountPieces = (net, a, b, probes) => Counted(net, a, b, probes, (before, after, _) => Math.Sign(before) != Math.Sign(after)) }),
        new("You compare slopes with !=. By rounding they differ on a straight line too: allow a small share of the values.", Reference with { CountPieces = (net, a, b, probes) => Counted(net, a, b, probes, (before, after, _) => before != after) }),
        new("You count a bend between two probes twice: it changes the slope at both of them. Neighbours that bend are one bend.", Reference with { CountPieces = (net, a, b, probes) => Counted(net, a, b, probes, (before, after, tolerance) => Math.Abs(after - before) > tolerance, merge: false) }),
        new("You doubled the width with each layer: 510 units for 8 folds, where 16 suffice. Every layer folds the same tent; the pieces double by themselves.", Reference with { Tent = depth => Padded(TentMap.Tent(depth)) }),
        new("Your tent has a flat roof: at ½ the slope must change from 2 to −2, which is −4, not −2.", Reference with { Tent = depth => Sloped(TentMap.Tent(depth), -2) }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("the tent as 1 − |2x − 1|; slopes, their changes in a list", new(FromTheRoof, CountedInAList)),
        new("slopes compared with a tolerance, runs merged", Reference with { CountPieces = (net, a, b, probes) => Counted(net, a, b, probes, (before, after, tolerance) => Math.Abs(after - before) > tolerance) }),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Fold a strip of paper in half, again and again, and unfold it: how many creases? What does one fold do to the positions on the strip?",
        "Tent: 2·relu(x) − 4·relu(x − ½) needs two hidden units; the next layer computes that sum inside its own W. CountPieces: on a line, the middle of three neighbours is their mean.",
        "Tent: first hidden W is (1, 1) as a column, biases 0 and −½; each further hidden W has the row (2, −4) twice with the same biases; the output is (2, −4). CountPieces: take y at all probes; a probe bends if |y right − 2y + y left| exceeds 10⁻⁹ of the largest |y|; each run of neighbouring bends adds one piece.",
    ];

    private static readonly Func<double, double> _line = x => 0.1 * x + 7, _flat = _ => 5, _farLine = x => x / 3 + 1e6, _steeper = x => Math.Max(x, 0) + Math.Max(x - 0.5, 0),
        _slight = x => x + Math.Max(x, 0) / 100, _valley = x => Math.Abs(x - 0.3033) + Math.Abs(x - 0.7077), _late = x => 3 * Math.Max(x - 0.9, 0) + x;

    private static readonly Func<double, double>[] _tents = [.. Enumerable.Range(1, 8).Select(depth => (Func<double, double>)(x =>
    {
        for (int fold = 0; fold < depth; fold++) x = 2 * Math.Min(x, 1 - x);
        return x;
    }))];

    private Mlp Built(int depth)
    {
        Mlp net = Subject.Tent(depth);
        Expect.That(net is not null && net.Inputs == 1 && net.Outputs == 1, "a network with 1 input and 1 output", net, because: "It folds the interval [0, 1] onto itself.");
        return net!;
    }

    private static void RequireAt(Mlp net, double x, double expected, string because) => Expect.Close(expected, net.At(x), because, tolerance: 1e-9, scale: 1, part: $"y({ValueText.Of(x)})");

    private static int Counted(Func<double, double> net, double a, double b, int probes, Func<double, double, double, bool> differ, bool merge = true)
    {
        if (!(a < b)) throw new ArgumentException("b must be above a.");
        ArgumentOutOfRangeException.ThrowIfLessThan(probes, 3);
        double h = (b - a) / (probes - 1);
        double[] y = [.. Enumerable.Range(0, probes).Select(i => net(a + (b - a) * i / (probes - 1)))], slopes = [.. y.Skip(1).Zip(y, (right, left) => (right - left) / h)];
        double tolerance = 1e-9 * y.Max(Math.Abs) / h;
        bool[] bends = [.. slopes.Skip(1).Zip(slopes, (after, before) => differ(before, after, tolerance))];
        return 1 + Enumerable.Range(0, bends.Length).Count(i => bends[i] && !(merge && i > 0 && bends[i - 1]));
    }

    private static int CountedInAList(Func<double, double> net, double a, double b, int probes)
    {
        if (!(a < b)) throw new ArgumentException("b must be above a.");
        ArgumentOutOfRangeException.ThrowIfLessThan(probes, 3);
        List<int> bends = [];
        double largest = Enumerable.Range(0, probes).Max(i => Math.Abs(At(i)));
        for (int i = 1; i < probes - 1; i++)
            if (Math.Abs((At(i - 1) + At(i + 1)) / 2 - At(i)) > 1e-10 * largest) bends.Add(i);
        return 1 + bends.Count(i => !bends.Contains(i - 1));

        double At(int i) => net(a + i * ((b - a) / (probes - 1)));
    }

    private static Mlp Padded(Mlp net)
    {
        List<DenseLayer> layers = [];
        for (int i = 0; i < net.Layers.Count; i++)
        {
            DenseLayer layer = net.Layers[i];
            int units = i + 1 < net.Layers.Count ? 2 << i : layer.Units, inputs = i == 0 ? layer.Inputs : 1 << i;
            double[,] w = new double[units, inputs];
            double[] b = new double[units];
            for (int o = 0; o < layer.Units; o++)
            {
                b[o] = layer.B[o];
                for (int j = 0; j < layer.Inputs; j++) w[o, j] = layer.W[o, j];
            }

            layers.Add(new(w, b, layer.Act));
        }

        return new(layers);
    }

    private static Mlp Sloped(Mlp net, double change) => new([.. net.Layers.Select((layer, i) => i == 0 ? layer : new DenseLayer(layer.Units == 1 ? new[,] { { 2, change } } : new[,] { { 2, change }, { 2, change } }, layer.B, layer.Act))]);

    // 1 − relu(2x − 1) − relu(1 − 2x): the two sides of the roof.
    private static Mlp FromTheRoof(int depth)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(depth, 1);
        DenseLayer next = new(new double[,] { { -2, -2 }, { 2, 2 } }, [1, -1], Act.Relu);   // 2y − 1 and 1 − 2y for y = 1 − h₀ − h₁
        return new([new(new double[,] { { 2 }, { -2 } }, [-1, 1], Act.Relu), .. Enumerable.Repeat(next, depth - 1), new(new double[,] { { -1, -1 } }, [1], Act.Identity)]);
    }
}
