using System.Globalization;
using FromScratch.Frames;

namespace FromScratch.ResponsibleAi;

/// <summary>How well rows hide among each other, and how badly when somebody holds another list against them.</summary>
/// <remarks>Source: Sweeney, "k-anonymity", International Journal of Uncertainty, Fuzziness and Knowledge-based Systems 10 (2002) 557-570; Machanavajjhala et al., "l-diversity", ICDE 2006.</remarks>
public static class Anonymity
{
    /// <summary>The share of rows that may be left out of a release.</summary>
    public const double MostSuppressed = 0.05;

    /// <summary>The grains that <see cref="Generalize"/> tries, finest first: how many years a band of "born" has, and how many digits of "zip" stay.</summary>
    public static IReadOnlyList<(int Years, int Digits)> Ladder { get; } = [(1, 4), (5, 4), (5, 3), (10, 3), (10, 2), (20, 2), (20, 1), (50, 1), (100, 0)];

    /// <summary>The size of the smallest class of rows that have the same values in some columns; 0 for no rows.</summary>
    /// <param name="f">A table.</param>
    /// <param name="quasi">The quasi-identifiers: what others may know of a person. A missing value is a value like others.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public static int K(Frame f, string[] quasi) => Classes(f, quasi).Select(rows => rows.Count()).DefaultIfEmpty(0).Min();

    /// <summary>The least number of different values of a sensitive column within a class; 0 for no rows. With 1, somebody's value is known without knowing which row is theirs.</summary>
    /// <param name="f">A table.</param>
    /// <param name="quasi">The quasi-identifiers.</param>
    /// <param name="sensitive">The column that must not be learnt.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public static int Diversity(Frame f, string[] quasi, string sensitive)
    {
        Column values = f[sensitive];
        return Classes(f, quasi).Select(rows => rows.Select(values.Value).Distinct().Count()).DefaultIfEmpty(0).Min();
    }

    /// <summary>How many released rows are named by a public list: rows whose values fit exactly one released row and exactly one row of the list.</summary>
    /// <param name="released">The release, without names.</param>
    /// <param name="publicList">A list with names that anybody can get.</param>
    /// <param name="quasi">The columns both have.</param>
    /// <exception cref="ArgumentException">One of the tables lacks such a column.</exception>
    public static int Reidentified(Frame released, Frame publicList, string[] quasi)
    {
        HashSet<RowKey> alone = [.. Classes(publicList, quasi).Where(rows => rows.Count() == 1).Select(rows => rows.Key)];
        return Classes(released, quasi).Count(rows => rows.Count() == 1 && alone.Contains(rows.Key));
    }

    /// <summary>A table in which each row has at least k − 1 others like it in "born", "zip" and "sex".</summary>
    /// <param name="f">With the columns born (whole numbers), zip (four digits as text) and sex, and others. Names are not for release: leave them out before.</param>
    /// <param name="k">How many rows a class must have, at least 1.</param>
    /// <returns>
    /// The finest grain of <see cref="Ladder"/> at which rows in classes of fewer than k are at most 5 % of all; these rows are left out. Born becomes text, the band's first and last year ("1980-1984"; bands start at multiples of their width),
    /// also with a width of 1 ("1983-1983"); of the zip the first digits stay and stars stand for the others ("80**"). Other columns and the order of the rows stay.
    /// </returns>
    /// <exception cref="ArgumentException">A column is missing.</exception>
    /// <exception cref="ArgumentOutOfRangeException">k is below 1.</exception>
    /// <exception cref="InvalidOperationException">Even the coarsest grain would leave out more than 5 %.</exception>
    public static Frame Generalize(Frame f, int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        string[] quasi = ["born", "zip", "sex"];
        foreach ((int years, int digits) in Ladder)
        {
            Frame coarse = Coarsened(f, years, digits);
            int[] kept = [.. Classes(coarse, quasi).Where(rows => rows.Count() >= k).SelectMany(rows => rows).Order()];
            if (f.Count - kept.Length <= MostSuppressed * f.Count) return coarse.Take(kept);
        }

        throw new InvalidOperationException($"Generalize: even with the coarsest grain more than 5 % of the {f.Count} rows are in classes of fewer than {k}.");
    }

    private static Frame Coarsened(Frame f, int years, int digits) => f
        .With(Column.Known("born", f.Get<long>("born").Known().Select(year => string.Create(CultureInfo.InvariantCulture, $"{year / years * years}-{year / years * years + years - 1}"))))
        .With(Column.Known("zip", f.Get<string>("zip").Known().Select(zip => zip[..digits] + new string('*', zip.Length - digits))));

    private static IEnumerable<IGrouping<RowKey, int>> Classes(Frame f, string[] quasi)
    {
        Column[] columns = Array.ConvertAll(quasi, name => f[name]);
        return Enumerable.Range(0, f.Count).GroupBy(row => RowKey.Of(columns, row));
    }
}
