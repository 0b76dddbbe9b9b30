using System.Globalization;

namespace FromScratch.Frames;

/// <summary>A named column of values of one type, some of which may be missing.</summary>
public abstract class Column
{
    private protected Column(string name) => Name = name;

    /// <summary>What the column is called.</summary>
    public string Name { get; }

    /// <summary>How many rows it has.</summary>
    public abstract int Count { get; }

    /// <summary>The type of its values.</summary>
    public abstract Type Type { get; }

    /// <summary>Whether the value of a row is missing.</summary>
    public abstract bool IsNull(int row);

    /// <summary>The value of a row as an object; null where it is missing.</summary>
    public abstract object? Value(int row);

    /// <summary>The same values under another name.</summary>
    public abstract Column Named(string name);

    /// <summary>Rows in a given order, some twice or not at all; −1 for a missing value.</summary>
    /// <param name="rows">Row numbers, or −1.</param>
    public abstract Column Take(IReadOnlyList<int> rows);

    /// <summary>The values of this column, and where one is missing that of another column of the same type.</summary>
    internal abstract Column Or(Column other);

    /// <summary>The values, null where one is missing.</summary>
    public object?[] ToArray() => [.. Enumerable.Range(0, Count).Select(Value)];

    /// <summary>A column of numbers, dates or flags: <c>Column.Of("price", 9.5, null, 12)</c>.</summary>
    public static Column<T> Of<T>(string name, params T?[] values)
        where T : struct => new(name, Array.ConvertAll(values, value => value.GetValueOrDefault()), BitMask.Of(Array.ConvertAll(values, value => value.HasValue)));

    /// <summary>A column of words: <c>Column.Of("city", "Bern", null)</c>.</summary>
    public static Column<string> Of(string name, params string?[] values) => new(name, Array.ConvertAll(values, value => value ?? ""), BitMask.Of(Array.ConvertAll(values, value => value is not null)));

    /// <summary>A column of numbers of which none is missing.</summary>
    public static Column<T> Known<T>(string name, IEnumerable<T> values)
        where T : notnull
    {
        T[] data = [.. values];
        return new(name, data, BitMask.Of(Array.ConvertAll(data, _ => true)));
    }

    /// <summary>The name, and the first values.</summary>
    public override string ToString() => ToString(8);

    /// <summary>The name, and so many of the first values.</summary>
    internal string ToString(int most)
    {
        IEnumerable<string> shown = Enumerable.Range(0, Math.Min(most, Count)).Select(row => Text(Value(row)));
        return $"{Name}: [{string.Join(", ", shown)}{(Count > most ? string.Create(CultureInfo.InvariantCulture, $", … {Count - most} more") : "")}]";
    }

    internal static string Text(object? value) => value switch
    {
        null => "null",
        string words => $"\"{words}\"",
        bool flag => flag ? "true" : "false",
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}

/// <summary>A column of values of type <typeparamref name="T"/>: an array, and beside it a bit a row that says whether the value is known.</summary>
/// <param name="name">What the column is called.</param>
/// <param name="data">The values; where one is missing, anything.</param>
/// <param name="valid">1 where the value is known.</param>
public sealed class Column<T>(string name, T[] data, BitMask valid) : Column(name)
    where T : notnull
{
    private readonly T[] _data = data.Length == valid.Count ? data : throw new ArgumentException($"Column '{name}': {data.Length} values and {valid.Count} bits. Each value needs one.", nameof(valid));

    /// <inheritdoc/>
    public override int Count => _data.Length;

    /// <inheritdoc/>
    public override Type Type => typeof(T);

    /// <summary>How many values are known.</summary>
    public int KnownCount => valid.CountSet;

    /// <summary>The value of a row.</summary>
    /// <exception cref="InvalidOperationException">It is missing: ask <see cref="IsNull"/> first.</exception>
    public T this[int row] => !IsNull(row) ? _data[row] : throw new InvalidOperationException($"Column '{Name}' has no value in row {row}. Ask IsNull({row}) first.");

    /// <inheritdoc/>
    public override bool IsNull(int row) => !valid[row];

    /// <summary>Whether the value of a row is known, and if so, which it is.</summary>
    public bool TryGet(int row, out T value)
    {
        value = _data[row];
        return valid[row];
    }

    /// <summary>The values that are known, in order.</summary>
    public IEnumerable<T> Known() => _data.Where((_, row) => valid[row]);

    /// <inheritdoc/>
    public override object? Value(int row) => IsNull(row) ? null : _data[row];

    /// <inheritdoc/>
    public override Column Named(string name) => new Column<T>(name, _data, valid);

    internal override Column Or(Column other)
    {
        var same = (Column<T>)other;
        return new Column<T>(Name, [.. _data.Select((value, row) => valid[row] ? value : same._data[row])], BitMask.Of([.. _data.Select((_, row) => valid[row] || !same.IsNull(row))]));
    }

    /// <inheritdoc/>
    public override Column Take(IReadOnlyList<int> rows)
    {
        var taken = new T[rows.Count];
        var known = new BitMask(rows.Count);
        for (int i = 0; i < taken.Length; i++)
        {
            if (rows[i] < 0) continue;
            taken[i] = _data[rows[i]];
            known[i] = valid[rows[i]];
        }

        return new Column<T>(Name, taken, known);
    }


}
