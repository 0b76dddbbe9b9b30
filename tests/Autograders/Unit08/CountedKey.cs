namespace Autograders;

/// <summary>A key that counts how often it is compared.</summary>
public sealed class CountedKey(int number) : IEquatable<CountedKey>, IComparable<CountedKey>, IComparable
{
    /// <summary>How often two keys were compared, on this thread.</summary>
    [field: ThreadStatic]
    internal static long Comparisons { get; set; }

    public bool Equals(CountedKey? other)
    {
        Comparisons++;
        return other is not null && Number == other.Number;
    }

    private int Number { get; } = number;

    public override bool Equals(object? obj) => Equals(obj as CountedKey);

    public override int GetHashCode() => Number;

    public int CompareTo(CountedKey? other)
    {
        Comparisons++;
        return other is null ? 1 : Number.CompareTo(other.Number);
    }

    public int CompareTo(object? obj) => CompareTo(obj as CountedKey);

    public override string ToString() => FormattableString.Invariant($"key {Number}");

    public static bool operator ==(CountedKey? x, CountedKey? y) => x is null ? y is null : x.Equals(y);

    public static bool operator !=(CountedKey? x, CountedKey? y) => !(x == y);

    public static bool operator <(CountedKey x, CountedKey y) => x.CompareTo(y) < 0;

    public static bool operator >(CountedKey x, CountedKey y) => x.CompareTo(y) > 0;

    public static bool operator <=(CountedKey x, CountedKey y) => x.CompareTo(y) <= 0;

    public static bool operator >=(CountedKey x, CountedKey y) => x.CompareTo(y) >= 0;
}
