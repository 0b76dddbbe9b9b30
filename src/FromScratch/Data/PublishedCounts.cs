using FromScratch.ResponsibleAi;

namespace FromScratch.Data;

/// <summary>Counts that were published, as facts: no row is a person.</summary>
public static class PublishedCounts
{
    /// <summary>Admissions to the six largest departments of the University of California, Berkeley, for the autumn of 1973: 4,526 applicants.</summary>
    /// <remarks>Source: Bickel, Hammel, O'Connell, Science 187 (1975) 398-404; the six departments in Freedman, Pisani, Purves, Statistics, ch. 2, and in R's data set UCBAdmissions.</remarks>
    public static Tally[] Berkeley1973() =>
    [
        new("men", "A", 512, 825), new("women", "A", 89, 108),
        new("men", "B", 353, 560), new("women", "B", 17, 25),
        new("men", "C", 120, 325), new("women", "C", 202, 593),
        new("men", "D", 138, 417), new("women", "D", 131, 375),
        new("men", "E", 53, 191), new("women", "E", 94, 393),
        new("men", "F", 22, 373), new("women", "F", 24, 341),
    ];

    /// <summary>Two-year recidivism in Broward County, Florida, against the risk label of the COMPAS tool (medium or high counts as predicted), for two of the groups.</summary>
    /// <returns>For each group (in the source's words) false positives, true negatives, false negatives and true positives.</returns>
    /// <remarks>Source: Larson, Mattu, Kirchner, Angwin, "How we analyzed the COMPAS recidivism algorithm", ProPublica, 23 May 2016. The label is a new arrest or charge within two years, not a new deed.</remarks>
    public static (string Group, int Fp, int Tn, int Fn, int Tp)[] Recidivism2016() =>
        [("African-American", 805, 990, 532, 1369), ("Caucasian", 349, 1139, 461, 505)];

    /// <summary>The four counts as rows, so that an audit can be run on them: outcome, decision and group, one row a count.</summary>
    public static (int[] Y, int[] YHat, string[] Group) Rows((string Group, int Fp, int Tn, int Fn, int Tp)[] counts)
    {
        static IEnumerable<(int Y, int YHat, string Group)> Of((string Group, int Fp, int Tn, int Fn, int Tp) one)
        {
            (int Y, int YHat, int Count)[] cells = [(0, 1, one.Fp), (0, 0, one.Tn), (1, 0, one.Fn), (1, 1, one.Tp)];
            return cells.SelectMany(cell => Enumerable.Repeat((cell.Y, cell.YHat, one.Group), cell.Count));
        }

        var rows = counts.SelectMany(Of).ToArray();
        return (Array.ConvertAll(rows, row => row.Y), Array.ConvertAll(rows, row => row.YHat), Array.ConvertAll(rows, row => row.Group));
    }
}
