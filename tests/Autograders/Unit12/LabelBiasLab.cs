using Course;
using CsCheck;
using FromScratch.Data;
using FromScratch.ResponsibleAi;

namespace Autograders;

/// <summary>Exercise 12.5: weights against one bias, and an audit that finds which one it is.</summary>
[Exercise("12.5", "Where did the bias come in?", Difficulty = 4, Minutes = 45, Theory = "1. Where bias comes in")]
public sealed class LabelBiasLab : Exercise<LabelBiasLab, LabelBiasLab.Contract>
{
    public delegate double[] Weights(int[] y, string[] group);

    public delegate BiasSource Diagnosis(AuditedSample sample);

    public sealed record Contract(Weights Reweigh, Diagnosis Diagnose);

    public static Verdict Check(Weights reweigh, Diagnosis diagnose) => Grade(new Contract(reweigh, diagnose));

    protected override Contract Reference => new(LabelBias.Reweigh, LabelBias.Diagnose);

    [Fact]
    public void Weights_by_hand() =>
        Expect.Close([1.5, 0.75, 0.75, 0.75, 0.75, 1.5], Subject.Reweigh([1, 0, 0, 1, 1, 0], ["a", "a", "a", "b", "b", "b"]), because: "Half of the six are in a, half have label 1: 1.5 rows of (a, 1) are expected and 1 is there, so its weight is 1.5; of (a, 0) 1.5 are expected and 2 are there, 0.75 each.", tolerance: 1e-9);

    [Fact]
    public void With_the_weights_the_label_tells_nothing_of_the_group() => Property.Holds(
        Gen.Select(Gen.Int[0, 1].Array[15], Gen.Int[0, 2].Array[15]), sample =>
        {
            int[] y = [0, 1, 0, 1, 0, 1, .. sample.Item1[6..]];
            string[] group = ["p", "p", "q", "q", "r", "r", .. sample.Item2[6..].Select(g => "pqr"[g].ToString())];
            double[]? w = Subject.Reweigh(y, group);
            Expect.That(w?.Length == 15 && w.All(one => one > 0), "15 weights above 0", w, because: "Each row has one.");
            Expect.Close(15, w!.Sum(), because: "All rows together keep their weight.", part: "the sum of the weights");
            foreach (string name in new[] { "p", "q", "r" })
            {
                double total = Enumerable.Range(0, 15).Where(i => group[i] == name).Sum(i => w![i]), positive = Enumerable.Range(0, 15).Where(i => group[i] == name && y[i] == 1).Sum(i => w![i]);
                Expect.Close(group.Count(g => g == name), total, because: "Each group keeps its total weight, the number of its rows.", tolerance: 1e-9, part: $"the weight of group {name}");
                Expect.Close(y.Average(), positive / total, because: "By weight, each group has the label shares of everybody.", tolerance: 1e-9, part: $"the weighted share of label 1 in group {name}");
            }
        });

    [Fact]
    public void A_table_without_dependence_needs_no_weights() => Expect.Close([1, 1, 1, 1, 1, 1], Subject.Reweigh([1, 0, 0, 1, 0, 0], ["a", "a", "a", "b", "b", "b"]), because: "A third of each group has label 1.");

    [Fact]
    public void No_rows_need_no_weights() => Expect.Close([], Subject.Reweigh([], []), because: "There is nothing to weigh.");

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Expect.Throws<ArgumentException>(() => Subject.Reweigh([1, 0], ["a"]), because: "Two labels, one group.");
        Expect.Throws<ArgumentException>(() => Subject.Reweigh([1, 2], ["a", "b"]), because: "A label of 2.");
        AuditedSample sample = Generators.BiasWorld(1, BiasSource.None).Data;
        Expect.Throws<ArgumentException>(() => Subject.Diagnose(sample with { Recorded = sample.Recorded[1..] }), because: "A label is missing.");
        Expect.Throws<ArgumentException>(() => Subject.Diagnose(sample with { Remeasured = sample.Remeasured[1..] }), because: "A measurement is missing.");
        Expect.Throws<ArgumentException>(() => Subject.Diagnose(sample with { Group = [.. sample.Group.Select(_ => "A")] }), because: "Group B is missing.");
    }

    // Measured with the reference over 200 seeds: Sampling, Measurement and Label are found in 200, None in 199 (four tests at 0.001: one false alarm).
    [Theory]
    [InlineData(BiasSource.Sampling)]
    [InlineData(BiasSource.Measurement)]
    [InlineData(BiasSource.Label)]
    [InlineData(BiasSource.None)]
    public void Each_world_is_recognised(BiasSource source)
    {
        int found = Enumerable.Range(1, 10).Count(seed => Subject.Diagnose(Generators.BiasWorld((ulong)seed, source).Data) == source);
        Expect.That(found >= 9, $"{source} in at least 9 of 10 samples from such a world", found, because: source switch
        {
            BiasSource.Sampling => "B is 40 % of the population and 30 % of 1,500 people in the sample.",
            BiasSource.Measurement => "For B the measured feature lies twice as far from the remeasured one; in the mean both are right.",
            BiasSource.Label => "Among B's verified negatives 15 % are recorded as positive, among A's 3 %.",
            _ => "The groups differ (base rates 0.2 and 0.45), and everything is a little wrong for everybody: no stage treats them differently.",
        });
    }

    [Fact]
    public void Labels_that_miss_one_groups_positives_are_found_too()
    {
        // B's true positives are recorded as negative in 45 % instead of 20 %; negatives as always.
        int found = Enumerable.Range(1, 10).Count(seed =>
        {
            AuditedSample sample = Generators.BiasWorld((ulong)seed, BiasSource.None).Data;
            var rng = new Rng((ulong)(seed + 100));
            return Subject.Diagnose(sample with { Recorded = [.. sample.Recorded.Select((label, i) => sample.Group[i] == "B" && label == 1 && sample.Verified[i] == 1 && rng.NextDouble() < 0.3 ? 0 : label)] }) == BiasSource.Label;
        });
        Expect.That(found >= 9, "Label in at least 9 of 10 samples", found, because: "Look among the verified positives as well as among the verified negatives.");
    }

    [Theory]
    [InlineData(0, 1, BiasSource.Label)]
    [InlineData(1, 0, BiasSource.Label)]
    [InlineData(0, 3, BiasSource.Label)]
    [InlineData(3, 0, BiasSource.Label)]
    [InlineData(1, 3, BiasSource.Label)]
    [InlineData(3, 1, BiasSource.Label)]
    [InlineData(1, 1, BiasSource.None)]
    [InlineData(3, 3, BiasSource.None)]
    public void Labels_that_never_or_always_miss_are_compared_too(int everyA, int everyB, BiasSource expected)
    {
        // Of the verified positives every first (all), third or none (0) is recorded as negative; negatives are recorded right.
        AuditedSample sample = Generators.BiasWorld(6, BiasSource.None).Data;
        Dictionary<string, int> seen = new() { ["A"] = 0, ["B"] = 0 };
        int[] recorded = [.. sample.Verified.Select((truth, i) => truth == 1 && (sample.Group[i] == "A" ? everyA : everyB) is var every && every > 0 && seen[sample.Group[i]]++ % every == 0 ? 0 : truth)];
        string Share(int every) => every switch { 0 => "none", 1 => "all", _ => "a third" };
        Expect.Equal(expected, Subject.Diagnose(sample with { Recorded = recorded }), because: $"Of A's verified positives {Share(everyA)} are missed, of B's {Share(everyB)}. Where nobody is judged wrongly, or nobody rightly, there is nothing to divide by, and nothing to compare.");
    }

    [Theory]
    [InlineData("A", 1)]
    [InlineData("B", 1)]
    [InlineData("A", 0)]
    [InlineData("B", 0)]
    public void A_group_may_lack_an_outcome(string without, int outcome)
    {
        AuditedSample sample = Generators.BiasWorld(6, BiasSource.None).Data;
        int[] verified = [.. sample.Verified.Select((truth, i) => sample.Group[i] == without ? 1 - outcome : i % 2)];
        var rng = new Rng(3);
        Expect.Equal(BiasSource.None, Subject.Diagnose(sample with { Verified = verified, Recorded = [.. verified.Select(truth => rng.NextDouble() < 0.2 ? 1 - truth : truth)] }), because: $"Group {without} has nobody with the verified label {outcome}: among them there is nothing to compare, and everybody's label is wrong in a fifth of the cases.");
    }

    [Fact]
    public void Which_of_the_two_groups_is_treated_worse_does_not_matter()
    {
        foreach (BiasSource source in Enum.GetValues<BiasSource>())
        {
            AuditedSample sample = Generators.BiasWorld(4, source).Data;
            Expect.Equal(source, Subject.Diagnose(sample with { CensusShareB = 1 - sample.CensusShareB, Group = [.. sample.Group.Select(g => g == "A" ? "B" : "A")] }), because: "The groups' names are exchanged, and the census with them.");
        }
    }

    [Fact]
    public void A_mistake_that_all_share_is_no_bias_between_groups()
    {
        AuditedSample sample = Generators.BiasWorld(6, BiasSource.None).Data;
        Expect.Equal(BiasSource.None, Subject.Diagnose(sample with { Measured = [.. sample.Measured.Select(x => x + 3)] }), because: "Everybody is measured 3 too high: wrong, and the same for A and B.");
        Expect.Equal(BiasSource.None, Subject.Diagnose(sample with { Recorded = [.. sample.Verified] }), because: "No label is wrong: nothing to find, and nothing to divide by.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You weighted by group only: within a group all rows weigh the same, so its label shares still differ from the others'.", Reference with { Reweigh = (y, group) => { LabelBias.Reweigh(y, group); return [.. group.Select(g => y.Length / (double)group.Distinct().Count() / group.Count(other => other == g))]; } }),
        new("It is the other way round: expected over seen. Rows that are too few weigh more.", Reference with { Reweigh = (y, group) => [.. LabelBias.Reweigh(y, group).Select(w => 1 / w)] }),
        new("Base rates that differ are no proof: compare the errors of the label among people whose verified label is the same.", Reference with { Diagnose = sample => { BiasSource right = LabelBias.Diagnose(sample); double Wrong(string g) => Enumerable.Range(0, sample.Group.Length).Where(i => sample.Group[i] == g).Average(i => sample.Recorded[i] == sample.Verified[i] ? 0.0 : 1); return right == BiasSource.None && Math.Abs(Wrong("A") - Wrong("B")) > 0.02 ? BiasSource.Label : right; } }),
        new("You trusted the recorded label: it says who was caught, and the question was who did it. Hold it against the verified one.", Reference with { Diagnose = sample => { BiasSource right = LabelBias.Diagnose(sample); return right == BiasSource.Label ? BiasSource.None : right; } }),
        new("A noisier measurement may be right in the mean: compare how far it is off, not where.", Reference with { Diagnose = sample => { BiasSource right = LabelBias.Diagnose(sample); return right == BiasSource.Measurement ? BiasSource.None : right; } }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("counts in dictionaries; z values against 3.5", new(
            (y, group) =>
            {
                if (y.Length != group.Length || y.Any(v => v < 0 || v > 1)) throw new ArgumentException("Rows.");
                Dictionary<(string, int), double> cells = [];
                Dictionary<string, double> groups = [];
                double[] labels = new double[2];
                for (int i = 0; i < y.Length; i++)
                {
                    cells[(group[i], y[i])] = cells.GetValueOrDefault((group[i], y[i])) + 1;
                    groups[group[i]] = groups.GetValueOrDefault(group[i]) + 1;
                    labels[y[i]]++;
                }

                return [.. y.Select((label, i) => groups[group[i]] / y.Length * labels[label] / cells[(group[i], label)])];
            },
            ByZ)),
        new("the largest z value wins", Reference with { Diagnose = ByZ }),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Which two numbers would you compare to catch each of the three, if the sample were endless? Write down for each: over which people is the average, and of what?",
        "Sampling: how many of A and B against the census. Measurement: |measured − remeasured|. Label: the share recorded wrongly, among the verified positives alone and among the verified negatives alone. Then Unit 7 says whether a difference is more than chance; there are four tests, so ask for p below 0.001.",
        "ChiSquareTests.Fit([nA, nB], [1 − share, share]); TwoSamples.Welch of the two groups' distances; for v = 0 and v = 1 ChiSquareTests.Independence of a 2 × 2 table with a row (right, wrong) for each group, skipped when a row or column of it is empty. The smallest p decides, if it is below 0.001.",
    ];

    private static BiasSource ByZ(AuditedSample s)
    {
        int n = s.Group.Length;
        if (s.Measured.Length != n || s.Remeasured.Length != n || s.Recorded.Length != n || s.Verified.Length != n || !s.Group.Contains("A") || !s.Group.Contains("B")) throw new ArgumentException("Rows.");
        (double Mean, double Error) Of(string g, Func<int, bool> who, Func<int, double> what)
        {
            double[] x = [.. Enumerable.Range(0, n).Where(i => s.Group[i] == g && who(i)).Select(what)];
            if (x.Length == 0) return (double.NaN, 0);
            double mean = x.Average();
            return (mean, x.Sum(v => (v - mean) * (v - mean)) / x.Length / x.Length);
        }

        double Z(Func<int, bool> who, Func<int, double> what)
        {
            (double a, double va) = Of("A", who, what);
            (double b, double vb) = Of("B", who, what);
            return double.IsNaN(a) || double.IsNaN(b) || a == b ? 0 : Math.Abs(a - b) / Math.Sqrt(va + vb);
        }

        double share = s.Group.Count(g => g == "B") / (double)n;
        (double Z, BiasSource Source)[] found =
        [
            (Math.Abs(share - s.CensusShareB) / Math.Sqrt(s.CensusShareB * (1 - s.CensusShareB) / n), BiasSource.Sampling),
            (Z(_ => true, i => Math.Abs(s.Measured[i] - s.Remeasured[i])), BiasSource.Measurement),
            (Z(i => s.Verified[i] == 1, i => s.Recorded[i]), BiasSource.Label),
            (Z(i => s.Verified[i] == 0, i => s.Recorded[i]), BiasSource.Label),
        ];
        var best = found.MaxBy(one => one.Z);
        return best.Z > 3.5 ? best.Source : BiasSource.None;
    }
}
