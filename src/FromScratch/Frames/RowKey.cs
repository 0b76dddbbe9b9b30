namespace FromScratch.Frames;

/// <summary>The values of a row in some columns, as one key of a dictionary. Compared value by value: ("a", "bc") is not ("ab", "c").</summary>
internal readonly struct RowKey(object?[] values) : IEquatable<RowKey>
{
    private readonly object?[] _values = values;

    /// <summary>Whether a value is missing.</summary>
    public bool HasMissing => Array.Exists(_values, value => value is null);

    public static RowKey Of(Column[] columns, int row) => new(Array.ConvertAll(columns, column => column.Value(row)));

    public bool Equals(RowKey other) => _values.AsSpan().SequenceEqual(other._values);

    public override bool Equals(object? obj) => obj is RowKey other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (object? value in _values) hash.Add(value);
        return hash.ToHashCode();
    }
}
