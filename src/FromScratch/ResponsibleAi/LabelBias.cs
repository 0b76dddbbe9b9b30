using FromScratch.Statistics;

namespace FromScratch.ResponsibleAi;

/// <summary>Where bias came into the data, and weights that take out one kind of it.</summary>
public static class LabelBias
{
    /// <summary>The p-value below which an audit's finding counts: there are four of them, and nobody should be accused by chance.</summary>
    public const double Alpha = 0.001;

    /// <summary>A weight for each row that makes label and group independent: expected share over seen share, P(g)·P(y)/P(g, y).</summary>
    /// <param name="y">Labels [n], 0 or 1.</param>
    /// <param name="group">Groups [n].</param>
    /// <returns>Weights [n]. Each group and each label keeps its total weight, the number of its rows, if every group has every label.</returns>
    /// <remarks>Source: Kamiran and Calders, Knowledge and Information Systems 33 (2012) 1-33, §4.2.</remarks>
    /// <exception cref="ArgumentException">The lengths differ, or a label is neither 0 nor 1.</exception>
    public static double[] Reweigh(int[] y, string[] group)
    {
        if (y.Length != group.Length || y.Any(label => label is not (0 or 1))) throw new ArgumentException($"Reweigh: {y.Length} labels, {group.Length} groups; a label is 0 or 1.", nameof(y));
        ILookup<string, int> labels = Enumerable.Range(0, y.Length).ToLookup(i => group[i], i => y[i]);
        double[] count = [y.Count(label => label == 0), y.Count(label => label == 1)];
        return [.. y.Select((label, i) => labels[group[i]].Count() * count[label] / y.Length / labels[group[i]].Count(other => other == label))];
    }

    /// <summary>The stage at which the two groups are treated differently: the audit with the smallest p-value, if that is below <see cref="Alpha"/>.</summary>
    /// <remarks>
    /// Sampling: counts of A and B against the census (χ²). Measurement: |measured − remeasured| of A against B (Welch), its spread, not its mean.
    /// Label: how often the recorded label is wrong, A against B, among the verified positives and again among the verified negatives (χ² of a 2 × 2 table). Over all rows together the groups' error shares differ though the labelling does not, whenever their base rates do.
    /// </remarks>
    /// <exception cref="ArgumentException">Lengths differ, or a group has fewer than two people, so that nothing is known of its spread.</exception>
    public static BiasSource Diagnose(AuditedSample sample)
    {
        int n = sample.Group.Length;
        if (new[] { sample.Measured.Length, sample.Remeasured.Length, sample.Recorded.Length, sample.Verified.Length }.Any(length => length != n)) throw new ArgumentException($"Diagnose: {n} groups, but not as many of everything else.", nameof(sample));
        int[] a = [.. Enumerable.Range(0, n).Where(i => sample.Group[i] == "A")], b = [.. Enumerable.Range(0, n).Where(i => sample.Group[i] == "B")];
        double Off(int i) => Math.Abs(sample.Measured[i] - sample.Remeasured[i]);
        (BiasSource Source, double P)[] findings =
        [
            (BiasSource.Sampling, ChiSquareTests.Fit([a.Length, b.Length], [1 - sample.CensusShareB, sample.CensusShareB]).P),
            (BiasSource.Measurement, TwoSamples.Welch([.. a.Select(Off)], [.. b.Select(Off)]).P),
            (BiasSource.Label, Math.Min(LabelP(sample, a, b, 0), LabelP(sample, a, b, 1))),
        ];
        (BiasSource source, double p) = findings.MinBy(finding => finding.P);
        return p < Alpha ? source : BiasSource.None;
    }

    private static double LabelP(AuditedSample sample, int[] a, int[] b, int verified)
    {
        int[] Counts(int[] rows)
        {
            int[] same = [.. rows.Where(i => sample.Verified[i] == verified)];
            int wrong = same.Count(i => sample.Recorded[i] != verified);
            return [same.Length - wrong, wrong];
        }

        int[] first = Counts(a), second = Counts(b);
        bool comparable = first.Sum() > 0 && second.Sum() > 0 && first[1] + second[1] > 0 && first[0] + second[0] > 0;
        return comparable ? ChiSquareTests.Independence(new[,] { { first[0], first[1] }, { second[0], second[1] } }).P : 1;
    }
}
