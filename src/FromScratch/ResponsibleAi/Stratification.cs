namespace FromScratch.ResponsibleAi;

/// <summary>Comparing two groups when they spread differently over departments, sites or months.</summary>
/// <remarks>Source: Bickel, Hammel, O'Connell, "Sex bias in graduate admissions: data from Berkeley", Science 187 (1975) 398-404; Simpson, JRSS B 13 (1951) 238-241.</remarks>
public static class Stratification
{
    /// <summary>The rate of each of two groups over all strata together, in order of the groups' names.</summary>
    /// <exception cref="ArgumentException">There are not exactly two groups with people in them, or a cell has more positives than people.</exception>
    public static double[] RawRates(Tally[] table) =>
        Array.ConvertAll(Groups(table), group => (double)Cells(table, group).Sum(cell => cell.Positive) / Cells(table, group).Sum(cell => cell.Total));

    /// <summary>The rate each of two groups would have if it were spread over the strata like everybody: Σₛ (Nₛ/N)·rateₛ (direct standardisation).</summary>
    /// <returns>In order of the groups' names. Strata in which one of the groups has nobody are left out, also of N: there is nothing to compare. NaN where no stratum is left.</returns>
    /// <exception cref="ArgumentException">What <see cref="RawRates"/> refuses.</exception>
    public static double[] Standardized(Tally[] table)
    {
        string[] groups = Groups(table);
        var shared = Shared(table, groups);
        double everybody = shared.Sum(stratum => stratum.First.Total + stratum.Second.Total);
        double Rate(Func<(Tally First, Tally Second), Tally> of) => shared.Length == 0 ? double.NaN
            : shared.Sum(stratum => (stratum.First.Total + stratum.Second.Total) / everybody * of(stratum).Positive / of(stratum).Total);
        return [Rate(stratum => stratum.First), Rate(stratum => stratum.Second)];
    }

    /// <summary>Whether the gap between two groups turns round when the strata are taken into account.</summary>
    /// <exception cref="ArgumentException">What <see cref="RawRates"/> refuses.</exception>
    public static Reversal Detect(Tally[] table)
    {
        double[] raw = RawRates(table), adjusted = Standardized(table);
        double rawGap = raw[1] - raw[0], adjustedGap = adjusted[1] - adjusted[0];
        int against = Shared(table, Groups(table)).Count(stratum => ((double)stratum.Second.Positive / stratum.Second.Total - (double)stratum.First.Positive / stratum.First.Total) * rawGap < 0);
        return new(rawGap, adjustedGap, against, rawGap * adjustedGap < 0);
    }

    private static string[] Groups(Tally[] table)
    {
        if (table.Any(cell => cell.Positive < 0 || cell.Total < cell.Positive)) throw new ArgumentException("Stratification: a cell has more positives than people, or less than none.", nameof(table));
        string[] groups = [.. table.Where(cell => cell.Total > 0).Select(cell => cell.Group).Distinct().Order(StringComparer.Ordinal)];
        return groups.Length == 2 ? groups : throw new ArgumentException($"Stratification: {groups.Length} groups with people in them. Two are compared.", nameof(table));
    }

    private static Tally[] Cells(Tally[] table, string group) => [.. table.Where(cell => cell.Group == group)];

    /// <summary>The strata in which both groups have people; several cells of a group in one stratum are added up.</summary>
    private static (Tally First, Tally Second)[] Shared(Tally[] table, string[] groups)
    {
        Tally Of(string group, string stratum)
        {
            Tally[] cells = [.. Cells(table, group).Where(cell => cell.Stratum == stratum)];
            return new(group, stratum, cells.Sum(cell => cell.Positive), cells.Sum(cell => cell.Total));
        }

        return [.. table.Select(cell => cell.Stratum).Distinct().Select(stratum => (First: Of(groups[0], stratum), Second: Of(groups[1], stratum))).Where(pair => pair.First.Total > 0 && pair.Second.Total > 0)];
    }
}
