using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Course;
using CsCheck;
using FromScratch.Frames;

namespace Autograders;

/// <summary>Exercise 8.6: a text becomes a typed table.</summary>
[Exercise("8.6", "Frame from CSV", Difficulty = 3, Minutes = 45, Theory = "3. A table is a set of columns")]
public sealed class FrameFromCsv : Exercise<FrameFromCsv, FrameFromCsv.Contract>
{
    public delegate Frame TextToFrame(string csv, CsvOptions o);

    public sealed record Contract(TextToFrame ParseCsv);

    public static Verdict Check(TextToFrame parseCsv) => Grade(new Contract(parseCsv));

    public static Comparison Compare(TextToFrame parseCsv, TextToFrame? library = null, string? libraryName = null)
    {
        string csv = Csv.Write(Tables.Random(2000, 7));
        return Compared(Part<TextToFrame, double>("ParseCsv", parseCsv, contract => contract.ParseCsv, library, libraryName, ("2,000 rows of 4 columns", parse => parse(csv, new CsvOptions()).Count)));
    }

    protected override Contract Reference => new(Csv.Parse);

    private static CsvOptions Comma { get; } = new();

    private Frame Parsed(string csv) => Subject.ParseCsv(csv, Comma);

    [Fact]
    public void Each_column_gets_the_type_of_its_values() =>
        Tables.Hold(["name", "seats", "price", "since", "active"],
            [["ann", 3L, 9.5, new DateOnly(2026, 2, 28), true], ["bob", -12L, 1e3, new DateOnly(2024, 2, 29), false]],
            Parsed("name,seats,price,since,active\nann,3,9.5,2026-02-28,true\nbob,-12,1e3,2024-02-29,false\n"), because: "Words, whole numbers (long), numbers (double), ISO dates (DateOnly), true and false (bool).");

    [Fact]
    public void An_empty_cell_is_missing_in_every_type() =>
        Tables.Hold(["a", "b", "c", "d", "e"], [["x", 1L, 0.5, new DateOnly(2026, 1, 2), false], [null, null, null, null, null]], Parsed("a,b,c,d,e\nx,1,0.5,2026-01-02,false\n,,,,\n"), because: "Missing is not zero, and not a word either.");

    [Fact]
    public void A_mean_leaves_out_what_is_missing() =>
        Expect.Close(20, Missing.MeanOfKnown(Parsed("id,x\n1,10.0\n2,\n3,20.0\n4,30.0\n").Get<double>("x")) ?? double.NaN, because: "10, missing, 20, 30: the mean of what is known is 20. With a 0 in the gap it is 15.");

    [Fact]
    public void Empty_quotes_are_a_word_without_letters() => Tables.Hold(["id", "note"], [[1L, ""], [2L, null], [3L, "x"]], Parsed("id,note\n1,\"\"\n2,\n3,x\n"), because: "\"\" says that the note is empty; nothing at all says that it is not known.");

    [Fact]
    public void Quotes_protect_what_is_between_them() =>
        Tables.Hold(["name", "said"], [["Smith, J", "he said \"no\""], ["two\nlines", "a,b"]], Parsed("name,said\n\"Smith, J\",\"he said \"\"no\"\"\"\n\"two\nlines\",\"a,b\"\n"), because: "Within quotes a comma and a line break are characters like others, and two quotes are one.");

    [Fact]
    public void Quoted_numbers_are_words() => Tables.Hold(["zip", "n"], [["08001", 1L], ["1000", 2L]], Parsed("zip,n\n\"08001\",1\n\"1000\",2\n"), because: "Whoever puts quotes round a number says that it is a name: a ZIP code is never added up, and 08001 must keep its 0.");

    [Theory]
    [InlineData("a,b\r\n1,x\r\n2,y\r\n")]
    [InlineData("a,b\r\n1,x\r\n2,y")]
    [InlineData("a,b\n1,x\n2,y")]
    [InlineData("a,b\n1,x\n2,\"y\"")]
    [InlineData("a,b\n1,x\n\n2,y\n\n")]
    [InlineData("\r\na,b\r\n\r\n1,x\r\n2,y\r\n")]
    public void Line_breaks_may_be_of_either_kind(string csv) => Tables.Hold(["a", "b"], [[1L, "x"], [2L, "y"]], Parsed(csv), because: "\\r\\n ends a line as \\n does, the last line may lack it, and empty lines are no rows.");

    [Fact]
    public void A_line_break_of_Windows_within_quotes_stays() => Tables.Hold(["a", "b"], [["x\r\ny", 1L]], Parsed("a,b\r\n\"x\r\ny\",1\r\n"), because: "Within quotes every character counts.");

    [Fact]
    public void A_carriage_return_alone_ends_nothing() => Tables.Hold(["a", "b"], [[1L, "x\ry"], [2L, "z\r"]], Parsed("a,b\n1,x\ry\n2,z\r"), because: "Only \\n and \\r\\n end a record; \\r alone is a character like others.");

    [Fact]
    public void A_record_may_be_one_empty_word() => Tables.Hold(["note"], [[""], ["x"]], Parsed("note\n\"\"\nx\n"), because: "\"\" alone in its line is a record with one word without letters, no empty line.");

    [Fact]
    public void Where_nothing_is_known_are_words()
    {
        Frame frame = Parsed("a,b\n1,\n2,\n");
        Tables.Hold(["a", "b"], [[1L, null], [2L, null]], frame, because: "Nothing is known in b.");
        Expect.Equal(typeof(string), frame["b"].Type, because: "A column in which nothing is known says nothing of its type: it holds words.");
    }

    [Fact]
    public void One_late_value_decides_for_the_whole_column()
    {
        string many = string.Concat(Enumerable.Range(1, 200).Select(i => $"{i},{i},{i}\n"));
        Frame frame = Parsed($"a,b,c\n{many}7,2.5,x\n");
        Expect.Equal(typeof(long), frame["a"].Type, because: "200 whole numbers, and one more.");
        Expect.Equal(typeof(double), frame["b"].Type, because: "2.5 in row 201 makes all of them numbers with decimals: look at every row before you decide.");
        Expect.Equal(1.0, frame["b"].Value(0), because: "The earlier whole numbers become 1.0, 2.0, ….");
        Expect.Equal("1", frame["c"].Value(0), because: "x in row 201 makes all of them words, and the words are as they were written.");
    }

    [Theory]
    [InlineData("1,5", false)]
    [InlineData("2026-02-30", false)]
    [InlineData("2026-2-3", false)]
    [InlineData("01/02/2026", false)]
    [InlineData("True", false)]
    [InlineData("yes", false)]
    [InlineData("1 000", false)]
    [InlineData(" 7", false)]
    [InlineData("$5", false)]
    [InlineData("0x1F", false)]
    [InlineData("9223372036854775808", true)]
    [InlineData("-.5", true)]
    public void What_only_looks_like_a_value_is_a_word(string text, bool isNumber)
    {
        Frame frame = Subject.ParseCsv($"id;v\n1;{text}\n", new CsvOptions(';'));
        if (isNumber) Expect.Equal(typeof(double), frame["v"].Type, because: $"{text} is a number, though not a long.");
        else Expect.Equal(text, frame["v"].Value(0), because: $"{text} is not written as 1.5, 2026-02-03 or true are. Guessing turns a word into a wrong value.");
    }

    [Fact]
    public void The_machine_s_language_does_not_matter()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (comma.NumberFormat.NumberDecimalSeparator, comma.NumberFormat.NumberGroupSeparator, comma.NumberFormat.NegativeSign) = (",", ".", "−");
        Frame frame;
        try
        {
            CultureInfo.CurrentCulture = comma;
            frame = Subject.ParseCsv("a;b;c\n1.5;1,5;-3\n", new CsvOptions(';'));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Tables.Hold(["a", "b", "c"], [[1.5, "1,5", -3L]], frame, because: "On a German machine double.Parse reads 1.5 as 15. A file means the same everywhere: parse with CultureInfo.InvariantCulture.");
    }

    [Fact]
    public void Separator_and_header_are_options()
    {
        Tables.Hold(["a", "b"], [["x,y", 1L]], Subject.ParseCsv("a\tb\nx,y\t1\n", new CsvOptions('\t')), because: "Separated by tabs: a comma is a letter like others.");
        Tables.Hold(["c0", "c1"], [["a", 1L], ["b", 2L]], Subject.ParseCsv("a,1\nb,2\n", new CsvOptions(HasHeader: false)), because: "Without a header the first record is a row, and the columns are c0, c1, ….");
    }

    [Theory]
    [InlineData("a,b\n1,2\n3\n4,5\n", "3")]
    [InlineData("a,b\n1,2\n3,4\n5,6,7\n", "4")]
    [InlineData("a,b\n\"x\ny\",2\n3\n", "4")]
    [InlineData("a,b\n\n1,2\n\"p\nq\nr\"\n", "4")]
    public void A_ragged_record_is_refused_with_its_line(string csv, string line)
    {
        string message = "";
        try
        {
            Parsed(csv);
        }
        catch (FormatException exception)
        {
            message = exception.Message;
        }

        bool names = message.Split([' ', '.', ',', ':', '(', ')', ';'], StringSplitOptions.RemoveEmptyEntries).Contains(line);
        Expect.That(names, $"a FormatException whose message has the line number {line}", message.Length == 0 ? "no FormatException" : message, because: "Filling up or cutting off moves values into the wrong column in silence. Of a file of a million lines the reader needs the number of the line in which the record begins; line breaks within quotes count as lines.");
    }

    [Theory]
    [InlineData("a,b\n\"x,2\n3,4\n")]
    [InlineData("a,b\n1,\"x\n")]
    [InlineData("a,b\n1,\"x\"\"")]
    public void A_quote_that_is_never_closed_is_refused(string csv)
    {
        Expect.Throws<FormatException>(() => Parsed(csv), because: "Everything after the quote would become one cell.");
        Tables.Hold(["a", "b"], [[1L, "y"]], Parsed("a,b\n1,y\n"), because: "The text before was refused; nothing of it may be left in the next.");
    }

    [Fact]
    public void There_may_be_no_rows_and_nothing_at_all()
    {
        Tables.Hold(["a", "b"], [], Parsed("a,b\n"), because: "A header and no rows: two empty columns.");
        Expect.Equal(0, Parsed("").Columns.Count, because: "No text, no columns.");
    }

    [Fact]
    public void What_is_written_is_read_back() => Property.Holds(
        Gen.Select(Gen.Int[1, 6], Gen.Int[2, 3]).SelectMany((rows, columns) => Gen.OneOf(Words, Wholes, Reals).Array[rows].Array[columns]), cells =>
        {
            var text = new StringBuilder().AppendJoin(',', cells.Select((_, j) => $"c{j}")).Append('\n');
            for (int i = 0; i < cells[0].Length; i++) text.AppendJoin(',', cells.Select(column => Written(column[i]))).Append('\n');
            Frame frame = Parsed(text.ToString());
            Frame expected = Csv.Parse(text.ToString(), Comma);
            Tables.Same(expected, frame, because: $"The text was {ValueText.Of(text.ToString())}.");
        }, samples: 60);

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("\"Smith, J\" became two cells. Go through the text character by character, and remember whether you are within quotes.", new((csv, o) => Split(csv, o))),
        new("Missing is not zero: an empty cell became 0, and the mean moved from 20 to 15.", new((csv, o) => Zeros(Csv.Parse(csv, o)))),
        new("1.5 became 15 on a German machine. Parse and write with CultureInfo.InvariantCulture.", new((csv, o) => Cultured(csv, o))),
        new("\"\" is a word without letters, and nothing at all is a missing value: remember whether a cell had quotes.", new((csv, o) => EmptyIsMissing(Csv.Parse(csv, o)))),
        new("You decided a column's type by its first value. One late value decides for all: look at every row first.", new((csv, o) => ByFirst(csv, o))),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("cells cut out with IndexOf, marked where they had quotes", new((csv, o) => Assembled(Tokenize(csv, o.Separator), o))),
        new("one regular expression for a cell and what ends it", new((csv, o) => Assembled(ByPattern(csv, o.Separator), o))),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Take the text \"a,b\\n\\\"x\\ny\\\",2\\n\" and go through it with a finger, one character at a time. What do you have to remember to know what the next comma or line break means?",
        "Two steps. First cut the text into records of cells, each cell with its characters and whether it had quotes. Then, column by column, try the types from the narrowest to the widest; a type is taken when every cell that is not missing fits.",
        "Scanner: a flag for being within quotes, a StringBuilder for the cell, a line counter, the line where the record began. In quotes only a quote matters: doubled it is a character, else it ends them. Types: long, double, DateOnly (exactly yyyy-MM-dd), bool, else string; a quoted cell makes the column words; all with the invariant culture.",
    ];

    private static Gen<string?> Words { get; } = Gen.Int[0, 7].Select(i => (string?)new[] { "\u0001", "\u0001a,b", "\u0001say \"hi\"", "\u0001two\nlines", "\u0001x", "\u000142", null, "plain" }[i]);

    private static Gen<string?> Wholes { get; } = Gen.Int[-20, 20].Select(i => (string?)i.ToString(CultureInfo.InvariantCulture));

    private static Gen<string?> Reals { get; } = Gen.Int[-20, 20].Select(i => (string?)(i / 8.0).ToString("R", CultureInfo.InvariantCulture));

    // A leading mark says that the cell is written in quotes.
    private static string Written(string? cell) => cell is null ? "" : cell.StartsWith('\u0001') ? $"\"{cell[1..].Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

    private static List<(int Line, List<string?> Cells)> Tokenize(string csv, char separator)
    {
        List<(int, List<string?>)> records = [];
        List<string?> cells = [];
        string cell = "";
        bool quoted = false;
        int line = 1, began = 1, i = 0;
        void EndCell()
        {
            cells.Add(quoted ? "\u0001" + cell : cell.Length == 0 ? null : cell);
            (cell, quoted) = ("", false);
        }

        void EndRecord()
        {
            if (cells.Count > 0 || cell.Length > 0 || quoted)
            {
                EndCell();
                records.Add((began, cells));
                cells = [];
            }

            began = line;
        }

        while (i < csv.Length)
        {
            if (csv[i] == '"' && cell.Length == 0 && !quoted)
            {
                quoted = true;
                i++;
                while (true)
                {
                    int end = csv.IndexOf('"', i);
                    if (end < 0) throw new FormatException("A quote is not closed.");
                    cell += csv[i..end];
                    line += csv[i..end].Count(c => c == '\n');
                    i = end + 1;
                    if (i >= csv.Length || csv[i] != '"') break;
                    cell += '"';
                    i++;
                }
            }
            else if (csv[i] == separator)
            {
                EndCell();
                i++;
            }
            else if (csv[i] == '\n' || (csv[i] == '\r' && i + 1 < csv.Length && csv[i + 1] == '\n'))
            {
                i += csv[i] == '\r' ? 2 : 1;
                line++;
                EndRecord();
            }
            else cell += csv[i++];
        }

        EndRecord();
        return records;
    }

    private static List<(int Line, List<string?> Cells)> ByPattern(string csv, char separator)
    {
        string end = $"{Regex.Escape(separator.ToString())}|\\r?\\n|\\z";
        var pattern = new Regex($"\\G(?:\"((?:[^\"]|\"\")*)\"|((?:(?!{end})[^\"])*))({end})");
        List<(int, List<string?>)> records = [];
        List<string?> cells = [];
        int line = 1;
        for (Match match = pattern.Match(csv); ; match = match.NextMatch())
        {
            if (!match.Success) throw new FormatException("A quote is not closed.");
            cells.Add(match.Groups[1].Success ? "\u0001" + match.Groups[1].Value.Replace("\"\"", "\"", StringComparison.Ordinal) : match.Groups[2].Length == 0 ? null : match.Groups[2].Value);
            if (match.Groups[3].Value == separator.ToString()) continue;
            if (cells.Count > 1 || cells[0] is not null) records.Add((line, cells));
            line += cells.Sum(cell => cell?.Count(c => c == '\n') ?? 0) + 1;
            cells = [];
            if (match.Index + match.Length == csv.Length) return records;
        }
    }

    private static Frame Assembled(List<(int Line, List<string?> Cells)> records, CsvOptions o)
    {
        if (records.Count == 0) return new Frame();
        int width = records[0].Cells.Count;
        foreach ((int line, List<string?> cells) in records)
            if (cells.Count != width) throw new FormatException(FormattableString.Invariant($"line {line}: {cells.Count} cells"));
        List<(int Line, List<string?> Cells)> rows = o.HasHeader ? records[1..] : records;
        return new Frame(Enumerable.Range(0, width).Select(j => Narrowest(o.HasHeader ? records[0].Cells[j]!.TrimStart('\u0001') : FormattableString.Invariant($"c{j}"), [.. rows.Select(row => row.Cells[j])])));
    }

    private static Column Narrowest(string name, string?[] cells)
    {
        string[] known = [.. cells.OfType<string>()];
        if (known.Length > 0 && known.All(cell => long.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)))
            return Column.Of(name, Array.ConvertAll(cells, cell => cell is null ? (long?)null : long.Parse(cell, CultureInfo.InvariantCulture)));
        if (known.Length > 0 && known.All(cell => double.TryParse(cell, NumberStyles.Float & ~NumberStyles.AllowLeadingWhite & ~NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out _)))
            return Column.Of(name, Array.ConvertAll(cells, cell => cell is null ? (double?)null : double.Parse(cell, CultureInfo.InvariantCulture)));
        if (known.Length > 0 && known.All(cell => DateOnly.TryParseExact(cell, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)))
            return Column.Of(name, Array.ConvertAll(cells, cell => cell is null ? (DateOnly?)null : DateOnly.ParseExact(cell, "yyyy-MM-dd", CultureInfo.InvariantCulture)));
        if (known.Length > 0 && known.All(cell => cell is "true" or "false"))
            return Column.Of(name, Array.ConvertAll(cells, cell => cell is null ? (bool?)null : cell == "true"));
        return Column.Of(name, Array.ConvertAll(cells, cell => cell?.TrimStart('\u0001')));
    }

    private static Frame Split(string csv, CsvOptions o)
    {
        Csv.Parse(csv, o);
        string[][] records = [.. csv.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(o.Separator))];
        if (records.Length == 0) return new Frame();
        string[] names = o.HasHeader ? records[0] : [.. records[0].Select((_, j) => FormattableString.Invariant($"c{j}"))];
        string[][] rows = o.HasHeader ? records[1..] : records;
        return new Frame(names.Select((name, j) => Narrowest(name, [.. rows.Select(row => j >= row.Length || row[j].Length == 0 ? null : row[j].StartsWith('"') ? "\u0001" + row[j].Trim('"') : row[j])])));
    }

    private static Frame Zeros(Frame frame) => new(frame.Columns.Select(column => column switch
    {
        Column<double> numbers => Column.Known(column.Name, numbers.ToArray().Select(value => value is double known ? known : 0)),
        Column<long> numbers => Column.Known(column.Name, numbers.ToArray().Select(value => value is long known ? known : 0)),
        _ => column,
    }));

    private static Frame EmptyIsMissing(Frame frame) => new(frame.Columns.Select(column => column is Column<string> words ? Column.Of(column.Name, [.. words.ToArray().Select(value => value is "" ? null : (string?)value)]) : column));

    private static Frame Cultured(string csv, CsvOptions o)
    {
        Frame right = Csv.Parse(csv, o);
        if (CultureInfo.CurrentCulture.NumberFormat.NumberDecimalSeparator == ".") return right;
        return new Frame(right.Columns.Select(column => column is Column<double> numbers
            ? Column.Known(column.Name, numbers.ToArray().Select(value => double.Parse(((double)value!).ToString(CultureInfo.InvariantCulture), CultureInfo.CurrentCulture)))
            : column));
    }

    private static Frame ByFirst(string csv, CsvOptions o)
    {
        Frame right = Csv.Parse(csv, o);
        return new Frame(right.Columns.Select(column => column is Column<string> && column.Count > 100 || column is Column<double> && column.Count > 100
            ? Column.Of(column.Name, [.. column.ToArray().Select(value => long.TryParse(value?.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : (long?)null)])
            : column));
    }
}
