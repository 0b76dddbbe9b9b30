using System.Globalization;
using System.Text;

namespace FromScratch.Frames;

/// <summary>Tables as text: cells with a separator between, records with a line break between, quotes round a cell that has either in it.</summary>
/// <remarks>Source: RFC 4180. What it leaves open is decided here: an empty cell is missing, "" is a text of no characters, and a column takes the narrowest type that holds all its cells.</remarks>
public static class Csv
{
    /// <summary>A text as a frame. A column is whole numbers (long), else numbers (double), else ISO dates (DateOnly), else true and false (bool), else words.</summary>
    /// <param name="csv">The text; lines end with \n or \r\n.</param>
    /// <param name="o">Separator and header.</param>
    /// <remarks>Numbers are read as the invariant culture writes them, whatever the machine's: 1.5, never 1,5.</remarks>
    /// <exception cref="FormatException">A record has more or fewer cells than the first, or a quote is not closed; the message has the line's number.</exception>
    public static Frame Parse(string csv, CsvOptions o)
    {
        List<Cell[]> records = Records(csv, o.Separator);
        if (records.Count == 0) return new Frame();
        int width = records[0].Length;
        string[] names = o.HasHeader ? Array.ConvertAll(records[0], cell => cell.Text) : [.. Enumerable.Range(0, width).Select(i => $"c{i.ToString(CultureInfo.InvariantCulture)}")];
        foreach (Cell[] record in records)
            if (record.Length != width) throw new FormatException($"Csv: line {record[0].Line} has {record.Length} cells, the first record has {width}.");
        Cell[][] rows = [.. o.HasHeader ? records.Skip(1) : records];
        return new Frame(names.Select((name, i) => Typed(name, Array.ConvertAll(rows, row => row[i]))));
    }

    /// <summary>A frame as a text that <see cref="Parse"/> reads back: records end with \n.</summary>
    public static string Write(Frame frame, char separator = ',')
    {
        var text = new StringBuilder();
        text.AppendJoin(separator, frame.Names.Select(name => Quoted(name, separator))).Append('\n');
        for (int row = 0; row < frame.Count; row++) text.AppendJoin(separator, frame.Columns.Select(column => Written(column.Value(row), separator))).Append('\n');
        return text.ToString();
    }

    /// <summary>Goes through the characters once. Within quotes, separators and line breaks are characters like others, and two quotes are one.</summary>
    private static List<Cell[]> Records(string csv, char separator)
    {
        List<Cell[]> records = [];
        List<Cell> record = [];
        var cell = new StringBuilder();
        bool quoted = false, wasQuoted = false;
        int line = 1, opened = 1, start = 1;   // where the text is; where a quote was opened; where the record began

        void EndCell()
        {
            record.Add(new Cell(cell.ToString(), wasQuoted, start));
            cell.Clear();
            wasQuoted = false;
        }

        void EndRecord()
        {
            bool isBlank = record.Count == 0 && cell.Length == 0 && !wasQuoted;
            if (!isBlank)
            {
                EndCell();
                records.Add([.. record]);
                record.Clear();
            }

            start = line;
        }

        for (int i = 0; i < csv.Length; i++)
        {
            char c = csv[i];
            if (c == '\n') line++;
            if (quoted)
            {
                if (c != '"') cell.Append(c);
                else if (i + 1 < csv.Length && csv[i + 1] == '"') cell.Append(csv[++i]);
                else quoted = false;
            }
            else if (c == '"' && cell.Length == 0) (quoted, wasQuoted, opened) = (true, true, line);
            else if (c == separator) EndCell();
            else if (c == '\n') EndRecord();
            else if (c != '\r' || i + 1 == csv.Length || csv[i + 1] != '\n') cell.Append(c);
        }

        if (quoted) throw new FormatException($"Csv: the quote opened in line {opened} is never closed.");
        EndRecord();
        return records;
    }

    private static Column Typed(string name, Cell[] cells) =>
        Parsed<long>(name, cells, (string text, out long value) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value))
        ?? Parsed<double>(name, cells, (string text, out double value) => double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value))
        ?? Parsed<DateOnly>(name, cells, (string text, out DateOnly value) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out value))
        ?? Parsed<bool>(name, cells, (string text, out bool value) => (value = text == "true") || text == "false")
        ?? (Column)Column.Of(name, Array.ConvertAll(cells, cell => cell.IsMissing ? null : cell.Text));

    /// <summary>The column as one of a type; null when a cell does not fit, or none says anything.</summary>
    private static Column<T>? Parsed<T>(string name, Cell[] cells, TryParse<T> parse)
        where T : struct
    {
        T?[] values = new T?[cells.Length];
        for (int row = 0; row < cells.Length; row++)
        {
            if (cells[row].IsMissing) continue;
            if (cells[row].IsQuoted || !parse(cells[row].Text, out T value)) return null;   // quotes say: these are words
            values[row] = value;
        }

        return values.Any(value => value.HasValue) ? Column.Of(name, values) : null;
    }

    private static string Written(object? value, char separator) => value switch
    {
        null => "",
        string words => IsWord(words) ? Quoted(words, separator) : InQuotes(words),
        double number => number == Math.Floor(number) && Math.Abs(number) < 1e15 ? number.ToString("F1", CultureInfo.InvariantCulture) : number.ToString("R", CultureInfo.InvariantCulture),
        _ => Column.Text(value),
    };

    // Words that look like a number, a date or a flag, or like nothing at all, are told apart by quotes.
    private static bool IsWord(string words) => words.Length > 0 && Typed("", [new Cell(words, false, 0)]) is Column<string>;

    private static string Quoted(string words, char separator) => words.AsSpan().ContainsAny(['"', '\n', '\r', separator]) ? InQuotes(words) : words;

    private static string InQuotes(string words) => $"\"{words.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private delegate bool TryParse<T>(string text, out T value);

    /// <summary>One cell: its characters, whether quotes stood round it, and in which line its record began.</summary>
    private readonly record struct Cell(string Text, bool IsQuoted, int Line)
    {
        public bool IsMissing => Text.Length == 0 && !IsQuoted;
    }
}
