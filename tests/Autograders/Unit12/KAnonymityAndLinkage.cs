using Course;
using CsCheck;
using FromScratch.Data;
using FromScratch.Frames;
using FromScratch.ResponsibleAi;

namespace Autograders;

/// <summary>Exercise 12.6: a table without names, a list with names, and what both together tell.</summary>
[Exercise("12.6", "k-anonymity and linkage", Difficulty = 3, Minutes = 45, Theory = "5. Anonymous is not private")]
public sealed class KAnonymityAndLinkage : Exercise<KAnonymityAndLinkage, KAnonymityAndLinkage.Contract>
{
    public delegate int SmallestClass(Frame f, string[] quasi);

    public delegate int SmallestVariety(Frame f, string[] quasi, string sensitive);

    public delegate int Linked(Frame released, Frame publicList, string[] quasi);

    public delegate Frame Coarsening(Frame f, int k);

    public sealed record Contract(SmallestClass K, SmallestVariety Diversity, Linked Reidentified, Coarsening Generalize);

    public static Verdict Check(SmallestClass k, SmallestVariety diversity, Linked reidentified, Coarsening generalize) => Grade(new Contract(k, diversity, reidentified, generalize));

    protected override Contract Reference => new(Anonymity.K, Anonymity.Diversity, Anonymity.Reidentified, Anonymity.Generalize);

    private static readonly string[] _quasi = ["born", "zip", "sex"];

    private static Frame Patients { get; } = Table("8001 1980 f flu, 8001 1980 f flu, 8002 1984 m asthma, 8002 1984 m flu, 8002 1984 m asthma, 3011 1955 f HIV");

    private static Frame Voters { get; } = Named("8001 1980 f, 8001 1980 f, 8002 1984 m, 3011 1955 f, 3011 1956 f, 8002 1984 f");

    [Fact]
    public void K_is_the_smallest_class()
    {
        Expect.Equal(1, Subject.K(Patients, _quasi), because: "Classes of 2, 3 and 1: whoever is in the smallest is seen. The mean, 2, protects nobody.");
        Expect.Equal(2, Subject.K(Patients.Head(5), _quasi), because: "Without the last row: classes of 2 and 3.");
        Expect.Equal(3, Subject.K(Patients, ["sex"]), because: "Three f, three m.");
        Expect.Equal(6, Subject.K(Patients, []), because: "Nobody knows anything of a row: all six are one class.");
        Expect.Equal(0, Subject.K(Patients.Head(0), _quasi), because: "No rows.");
    }

    [Fact]
    public void Two_columns_are_not_one_text() =>
        Expect.Equal(1, Subject.K(new Frame(Column.Of("a", "1", "11"), Column.Of("b", "11", "1")), ["a", "b"]), because: "(\"1\", \"11\") and (\"11\", \"1\") are two classes: compare value by value, not the texts put together.");

    [Fact]
    public void A_missing_value_is_a_value() =>
        Expect.Equal(2, Subject.K(new Frame(Column.Of<long>("born", 1980, null, 1980, null)), ["born"]), because: "Two rows of 1980, two without a year.");

    [Fact]
    public void A_column_that_is_not_there_is_told()
    {
        Expect.Throws<ArgumentException>(() => Subject.K(Patients, ["height"]), because: "There is no height.");
        Expect.Throws<ArgumentException>(() => Subject.Diversity(Patients, _quasi, "height"), because: "There is no height.");
    }

    [Fact]
    public void A_class_of_one_diagnosis_keeps_no_secret()
    {
        Expect.Equal(1, Subject.Diversity(Patients, _quasi, "diagnosis"), because: "Both women of 8001 born in 1980 have flu: nobody knows which row is whose, and everybody knows what both have.");
        Expect.Equal(2, Subject.Diversity(Patients.Take([2, 3, 4]), _quasi, "diagnosis"), because: "Three men of one class with two different diagnoses.");
        Expect.Equal(2, Subject.Diversity(Patients, ["sex"], "diagnosis"), because: "f: flu, flu, HIV. m: asthma, flu, asthma. Count different values, not rows.");
        Expect.Equal(0, Subject.Diversity(Patients.Head(0), _quasi, "diagnosis"), because: "No rows.");
    }

    [Fact]
    public void Named_is_who_fits_one_row_and_one_entry() =>
        Expect.Equal(1, Subject.Reidentified(Patients, Voters, _quasi), because: "3011, 1955, f: one patient and one voter. The two of 8001 are two of two; of the three men of 8002 one is on the list, but which row is his?");

    [Fact]
    public void A_row_that_fits_two_entries_is_not_named() =>
        Expect.Equal(0, Subject.Reidentified(Patients, Named("3011 1955 f, 3011 1955 f, 8001 1980 f"), _quasi), because: "Two voters fit the patient of 3011; and one voter fits two rows of 8001.");

    [Fact]
    public void A_row_without_an_entry_is_not_named() => Expect.Equal(0, Subject.Reidentified(Patients, Named("9000 1901 m, 9000 1902 f"), _quasi), because: "Nobody on the list fits.");

    [Fact]
    public void Of_2000_patients_so_many_have_a_name_again()
    {
        (Frame patients, CensusTruth truth) = Generators.CensusRows(1, 600);
        Dictionary<(long, string, string), int> own = Counted(patients), list = Counted(truth.PublicList);
        int expected = own.Count(pair => pair.Value == 1 && list[pair.Key] == 1);
        Expect.Equal(expected, Subject.Reidentified(patients, truth.PublicList, _quasi), because: $"600 patients without names, 1,200 people on the list: {expected} patients are found by birth year, zip and sex alone.");
        Expect.Equal(patients.Rows.GroupBy(row => row["sex"]).Min(rows => rows.Count()), Subject.K(patients, ["sex"]), because: "The smaller of two classes.");
    }

    [Fact]
    public void The_finest_grain_that_keeps_95_percent_is_taken()
    {
        Frame table = Repeated(20, "8001 1980 f", "8001 1981 f");
        Held(Generalized(table, 20), table, "1980-1980", "8001", 40, "Already two classes of 20: bands of one year and all four digits stay.");
        Held(Generalized(table, 21), table, "1980-1984", "8001", 40, "With k = 21 the years are too fine: bands of five years join the two classes.");
        Frame zips = Repeated(20, "8001 1980 f", "8009 1980 f");
        Held(Generalized(zips, 30), zips, "1980-1984", "800*", 40, "Bands of five years do not help, three digits do.");
    }

    [Fact]
    public void Coarser_and_coarser()
    {
        (string Row, string Other, string Born, string Zip)[] steps =
        [
            ("8001 1981 f", "8009 1986 f", "1980-1989", "800*"), ("8001 1981 f", "8019 1989 f", "1980-1989", "80**"), ("8001 1981 f", "8019 1999 f", "1980-1999", "80**"),
            ("8001 1981 f", "8119 1999 f", "1980-1999", "8***"), ("8001 1951 f", "8119 1999 f", "1950-1999", "8***"), ("8001 1951 f", "3119 1999 f", "1900-1999", "****"),
        ];
        foreach ((string row, string other, string born, string zip) in steps)
        {
            Frame table = Repeated(6, row, other);
            Held(Generalized(table, 12), table, born, zip, 12, $"Rows \"{row}\" and \"{other}\", six of each, k = 12: the first grain of Anonymity.Ladder that makes them one class.");
        }
    }

    [Fact]
    public void A_few_rows_are_left_out()
    {
        Frame table = new([.. Repeated(19, "8001 1980 f", "8001 1980 m").Columns.Zip(Table("3055 1901 f flu, 3055 1901 m flu").Columns).Select(pair => Joined(pair.First, pair.Second))]);
        Frame result = Generalized(table, 19);
        Expect.Equal(38, result.Count, because: "40 rows, two of which stand alone: 5 % may be left out, so the grain stays fine and the two go.");
        Expect.Equal("1980-1980", result["born"].Value(0), because: "Leaving out 5 % is allowed before making everything coarser.");
    }

    [Fact]
    public void Other_columns_and_the_order_stay()
    {
        Frame table = Table("8001 1980 f flu, 8001 1980 m asthma, 8001 1980 f HIV, 8001 1980 m flu");
        Frame result = Generalized(table, 2);
        Expect.SequenceEqual(["zip", "born", "sex", "diagnosis"], result.Names, because: "The columns stay in their order.");
        Expect.SequenceEqual(["flu", "asthma", "HIV", "flu"], result["diagnosis"].ToArray(), because: "What is to be studied stays, row by row, in its order.");
        Expect.SequenceEqual(["f", "m", "f", "m"], result["sex"].ToArray(), because: "Sex is not made coarser.");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(25)]
    public void After_it_nobody_is_alone(int k)
    {
        (Frame patients, CensusTruth truth) = Generators.CensusRows(2, 500);
        Frame release = Generalized(patients, k);
        Expect.That(Classes(release) >= k, $"classes of {k} rows or more", Classes(release), because: $"500 patients, k = {k}. A class that is smaller names somebody sooner or later.");
        Expect.That(release.Count >= 475, "at least 475 of 500 rows", release.Count, because: "5 % of 500 rows is the most that may be left out.");
    }

    [Fact]
    public void Alone_is_a_class_of_one() =>
        Held(Generalized(Patients, 1), Patients, "1980-1980", "8001", 6, "k = 1 asks nothing: the finest grain, and every row.");

    [Fact]
    public void What_cannot_be_hidden_is_refused()
    {
        Expect.Throws<InvalidOperationException>(() => Subject.Generalize(Table("8001 1980 f flu, 8001 1980 m flu, 8001 1980 m flu"), 2), because: "One woman: no band of years hides her, and a third is more than 5 %.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Generalize(Patients, 0), because: "A class has at least one row.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("K is the minimum, not the mean: the average class hides nobody who stands alone.", Reference with { K = (f, quasi) => Anonymity.K(f, quasi) == 0 ? 0 : f.Count / f.Rows.Select(row => string.Join('|', quasi.Select(name => row[name]))).Distinct().Count() }),
        new("One row that fits several entries of the list has no name yet: it must fit exactly one.", Reference with { Reidentified = (released, list, quasi) => { Anonymity.Reidentified(released, list, quasi); HashSet<string> keys = [.. Keys(list, quasi)]; return Keys(released, quasi).GroupBy(key => key).Count(rows => rows.Count() == 1 && keys.Contains(rows.Key)); } }),
        new("Of several released rows nobody knows whose is whose: only a row that is alone in its class is named.", Reference with { Reidentified = (released, list, quasi) => { HashSet<string> alone = [.. Keys(list, quasi).GroupBy(key => key).Where(rows => rows.Count() == 1).Select(rows => rows.Key)]; return Keys(released, quasi).Count(alone.Contains); } }),
        new("Diversity counts different values. You counted rows.", Reference with { Diversity = (f, quasi, sensitive) => { _ = f[sensitive]; return Anonymity.K(f, quasi); } }),
        new("You made everything coarser until no row was left over. A few may be left out (5 %): that keeps the rest useful.", Reference with { Generalize = (f, k) => { Frame right = Anonymity.Generalize(f, k); foreach ((int years, int digits) in Anonymity.Ladder) { Frame coarse = Coarse(f, years, digits); if (Anonymity.K(coarse, _quasi) >= k) return coarse; } return right; } }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("Grouping.Aggregate and joins", new(
            (f, quasi) => f.Count == 0 ? 0 : (int)Grouping.Aggregate(f, quasi, [("*", Agg.Count)]).Get<long>("count").Known().Min(),
            (f, quasi, sensitive) => f.Count == 0 ? 0 : (int)Grouping.Aggregate(f, quasi, [(sensitive, Agg.CountDistinct)]).Get<long>(sensitive + "_distinct").Known().Min(),
            (released, list, quasi) =>
            {
                Frame Alone(Frame f) => Grouping.Aggregate(f, quasi, [("*", Agg.Count)]).Where(row => row.Get<long>("count") == 1);
                return HashJoin.Join(Alone(released), Alone(list).Select(quasi), quasi, JoinKind.Inner).Count;
            },
            (f, k) =>
            {
                ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
                foreach ((int years, int digits) in Anonymity.Ladder)
                {
                    Frame coarse = Coarse(f, years, digits);
                    string[] keys = [.. Keys(coarse, _quasi)];
                    Dictionary<string, int> count = keys.GroupBy(key => key).ToDictionary(rows => rows.Key, rows => rows.Count());
                    Frame kept = coarse.Where(row => count[keys[row.Index]] >= k);
                    if (kept.Count >= 0.95 * f.Count) return kept;
                }

                throw new InvalidOperationException("Too few.");
            })),
        new("sorted keys", Reference with
        {
            K = (f, quasi) =>
            {
                string[] keys = [.. Keys(f, quasi).Order(StringComparer.Ordinal)];
                int least = 0;
                for (int start = 0, end; start < keys.Length; start = end)
                {
                    for (end = start; end < keys.Length && keys[end] == keys[start];) end++;
                    least = least == 0 ? end - start : Math.Min(least, end - start);
                }

                return least;
            },
        }),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Everything here counts classes: rows with the same values in some columns. What do you need of a class: its size, its different diagnoses, whether the list has exactly one entry for it?",
        "Unit 8's Grouping.Aggregate gives one row a class, with a count (\"*\", Agg.Count) or the number of different values (Agg.CountDistinct). Reidentified: classes of size 1 on both sides, joined.",
        "Generalize: for each grain of Anonymity.Ladder a frame with new columns born and zip (With(Column.Known(name, values)) replaces one of that name). A band starts at year / width * width. Keep the rows in classes of at least k (count classes in a dictionary, then Where), and return them as soon as at least 95 % are left; none found: InvalidOperationException.",
    ];

    private Frame Generalized(Frame f, int k) => Subject.Generalize(f, k) ?? throw new ExpectationFailedException("a frame", "null", "Generalize gives the release.");

    private static void Held(Frame result, Frame table, string born, string zip, int rows, string because)
    {
        _ = table;
        Expect.Equal(rows, result.Count, because, part: "the number of rows");
        Expect.Equal(born, result["born"].Value(0), because, part: "born in the first row");
        Expect.Equal(zip, result["zip"].Value(0), because, part: "zip in the first row");
    }

    private static int Classes(Frame f) => Keys(f, _quasi).GroupBy(key => key).Min(rows => rows.Count());

    private static IEnumerable<string> Keys(Frame f, string[] quasi) => f.Rows.Select(row => string.Join('|', quasi.Select(name => row[name])));

    private static Dictionary<(long, string, string), int> Counted(Frame f) => f.Rows.GroupBy(row => (row.Get<long>("born"), row.Get<string>("zip"), row.Get<string>("sex"))).ToDictionary(rows => rows.Key, rows => rows.Count());

    private static Frame Coarse(Frame f, int years, int digits) => f
        .With(Column.Known("born", f.Rows.Select(row => row.Get<long>("born") / years * years is var from ? FormattableString.Invariant($"{from}-{from + years - 1}") : "")))
        .With(Column.Known("zip", f.Rows.Select(row => row.Get<string>("zip")[..digits].PadRight(4, '*'))));

    private static Frame Table(string rows) => new([.. Named(rows).Without("name").Columns, Column.Known("diagnosis", rows.Split(", ").Select(row => row.Split(' ')[3]))]);

    private static Frame Named(string rows)
    {
        string[][] cells = [.. rows.Split(", ").Select(row => row.Split(' '))];
        return new(
            Column.Known("name", cells.Select((_, i) => FormattableString.Invariant($"person {i}"))), Column.Known("zip", cells.Select(row => row[0])),
            Column.Known("born", cells.Select(row => long.Parse(row[1], null))), Column.Known("sex", cells.Select(row => row[2])));
    }

    private static Frame Repeated(int times, params string[] rows) => Table(string.Join(", ", rows.SelectMany(row => Enumerable.Repeat(row + " flu", times))));

    private static Column Joined(Column first, Column second) => first switch
    {
        Column<long> years => Column.Known(first.Name, years.Known().Concat(((Column<long>)second).Known())),
        _ => Column.Known(first.Name, ((Column<string>)first).Known().Concat(((Column<string>)second).Known())),
    };
}
