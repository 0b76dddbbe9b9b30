using System.Globalization;

namespace FromScratch.Frames;

/// <summary>A table as a set of columns of equal length, each with its own type. Immutable: what changes it returns a new one that shares the columns it kept.</summary>
public sealed class Frame
{
    private readonly Dictionary<string, Column> _byName = new(StringComparer.Ordinal);

    /// <summary>A frame of columns.</summary>
    /// <exception cref="ArgumentException">Two columns have the same name, or they differ in length.</exception>
    public Frame(params IEnumerable<Column> columns)
    {
        Columns = [.. columns];
        foreach (Column column in Columns)
        {
            if (!_byName.TryAdd(column.Name, column)) throw new ArgumentException($"Frame: two columns are named '{column.Name}'.", nameof(columns));
            if (column.Count != Columns[0].Count) throw new ArgumentException($"Frame: column '{Columns[0].Name}' has {Columns[0].Count} rows, '{column.Name}' has {column.Count}.", nameof(columns));
        }
    }

    /// <summary>The columns, in their order.</summary>
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>The columns' names, in their order.</summary>
    public string[] Names => [.. Columns.Select(column => column.Name)];

    /// <summary>How many rows there are.</summary>
    public int Count => Columns.Count == 0 ? 0 : Columns[0].Count;

    /// <summary>A column by its name.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public Column this[string name] => _byName.TryGetValue(name, out Column? column) ? column
        : throw new ArgumentException($"Frame: there is no column '{name}'. There are: {string.Join(", ", Names)}.", nameof(name));

    /// <summary>The rows, one after the other.</summary>
    public IEnumerable<Row> Rows => Enumerable.Range(0, Count).Select(row => new Row(this, row));

    /// <summary>Whether there is a column of that name.</summary>
    public bool Has(string name) => _byName.ContainsKey(name);

    /// <summary>A column by its name and the type of its values.</summary>
    /// <exception cref="ArgumentException">There is none of that name, or it is of another type.</exception>
    public Column<T> Get<T>(string name)
        where T : notnull => this[name] as Column<T>
        ?? throw new ArgumentException($"Frame: column '{name}' holds {this[name].Type.Name}, not {typeof(T).Name}.", nameof(name));

    /// <summary>A column's numbers, whole ones as double; null where one is missing.</summary>
    /// <exception cref="ArgumentException">There is none of that name, or it holds no numbers.</exception>
    public double?[] Numbers(string name) => this[name] switch
    {
        Column<double> real => [.. Enumerable.Range(0, real.Count).Select(row => real.TryGet(row, out double value) ? value : (double?)null)],
        Column<long> whole => [.. Enumerable.Range(0, whole.Count).Select(row => whole.TryGet(row, out long value) ? value : (double?)null)],
        Column other => throw new ArgumentException($"Frame: column '{name}' holds {other.Type.Name}, no numbers.", nameof(name)),
    };

    /// <summary>Some columns, in the order named.</summary>
    public Frame Select(params string[] names) => new(names.Select(name => this[name]));

    /// <summary>All columns but some.</summary>
    public Frame Without(params string[] names) => new(Columns.Where(column => !names.Contains(column.Name)));

    /// <summary>The rows for which a condition holds.</summary>
    public Frame Where(Func<Row, bool> condition) => Take([.. Rows.Where(condition).Select(row => row.Index)]);

    /// <summary>Rows in a given order; −1 for a row of missing values.</summary>
    public Frame Take(IReadOnlyList<int> rows) => new(Columns.Select(column => column.Take(rows)));

    /// <summary>The first rows.</summary>
    public Frame Head(int rows = 5) => Take([.. Enumerable.Range(0, Math.Min(rows, Count))]);

    /// <summary>The rows sorted by columns, the first named first; missing values last, equal rows in their old order.</summary>
    public Frame OrderBy(params string[] keys)
    {
        Column[] by = Array.ConvertAll(keys, key => this[key]);
        return Take([.. Enumerable.Range(0, Count).Order(Comparer<int>.Create((x, y) => by.Select(column => Compare(column, x, y)).FirstOrDefault(order => order != 0)))]);
    }

    /// <summary>With a column more, or in place of the one of its name.</summary>
    public Frame With(Column column) => Has(column.Name) ? new(Columns.Select(old => old.Name == column.Name ? column : old)) : new(Columns.Append(column));

    /// <summary>With a column computed row by row.</summary>
    public Frame With<T>(string name, Func<Row, T?> value)
        where T : struct => With(Column.Of(name, [.. Rows.Select(value)]));

    /// <summary>One row a key, one column a value of another column: long to wide. Where a pair is missing the cell is missing; where it comes twice the last counts.</summary>
    /// <param name="key">What the rows are.</param>
    /// <param name="heading">Whose values name the new columns, in order.</param>
    /// <param name="value">Whose numbers fill the cells.</param>
    public Frame Pivot(string key, string heading, string value)
    {
        Frame keys = new Frame(this[key]).OrderBy(key), headings = new Frame(this[heading]).OrderBy(heading);
        object?[] rowKeys = [.. keys[key].ToArray().Distinct()], columnKeys = [.. headings[heading].ToArray().Distinct()];
        double?[,] cells = new double?[rowKeys.Length, columnKeys.Length];
        double?[] numbers = Numbers(value);
        for (int row = 0; row < Count; row++) cells[Array.IndexOf(rowKeys, this[key].Value(row)), Array.IndexOf(columnKeys, this[heading].Value(row))] = numbers[row];
        int[] first = [.. rowKeys.Select(one => Array.IndexOf(this[key].ToArray(), one))];
        return new([this[key].Take(first), .. columnKeys.Select((name, j) => Column.Of(name is string words ? words : Column.Text(name), [.. Enumerable.Range(0, rowKeys.Length).Select(i => cells[i, j])]))]);
    }

    /// <summary>One row for each value of some columns: wide to long. The inverse of <see cref="Pivot"/>.</summary>
    /// <param name="keep">The columns that are repeated.</param>
    /// <param name="heading">What to call the column of the old names.</param>
    /// <param name="value">What to call the column of the numbers.</param>
    public Frame Melt(string[] keep, string heading, string value)
    {
        string[] melted = [.. Names.Except(keep)];
        int[] rows = [.. Enumerable.Range(0, Count).SelectMany(row => melted.Select(_ => row))];
        double?[][] numbers = Array.ConvertAll(melted, Numbers);
        return new([.. keep.Select(name => this[name].Take(rows)),
            Column.Known(heading, Enumerable.Range(0, Count).SelectMany(_ => melted)),
            Column.Of(value, [.. Enumerable.Range(0, Count).SelectMany(row => numbers.Select(column => column[row]))])]);
    }

    /// <summary>The cells, [rows, columns]; null where one is missing.</summary>
    public object?[,] ToArray()
    {
        object?[,] cells = new object?[Count, Columns.Count];
        for (int row = 0; row < Count; row++)
            for (int column = 0; column < Columns.Count; column++)
                cells[row, column] = Columns[column].Value(row);
        return cells;
    }

    /// <summary>The columns, one after the other, with their first values.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count} rows {{ {string.Join("; ", Columns.Select(column => column.ToString(6)))} }}");

    /// <summary>How two rows of a column are ordered: missing values last, words by their characters' codes.</summary>
    internal static int Compare(Column column, int x, int y) => (column.Value(x), column.Value(y)) switch
    {
        (null, null) => 0,
        (null, _) => 1,
        (_, null) => -1,
        (string one, string other) => string.CompareOrdinal(one, other),
        (IComparable one, object other) => one.CompareTo(other),
        (object one, _) => throw new ArgumentException($"Column '{column.Name}' holds {one.GetType().Name}, which has no order."),
    };
}
