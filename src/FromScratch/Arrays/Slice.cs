using System.Globalization;

namespace FromScratch.Arrays;

/// <summary>Which entries of an axis: from Start to before Stop, every Step-th. Written <c>start:stop:step</c>.</summary>
/// <param name="Start">The first; null for the end the step comes from. Negative counts from the end: −1 is the last.</param>
/// <param name="Stop">The first that is left out; null for all the way. Negative counts from the end.</param>
/// <param name="Step">How far from one to the next; negative walks backwards, 0 is refused.</param>
public readonly record struct Slice(int? Start, int? Stop, int Step = 1) : IFormattable
{
    /// <summary>The whole axis, <c>:</c>.</summary>
    public static Slice All { get; } = new(null, null);

    /// <summary>Slices as NumPy writes them, one an axis: <c>"1:, ::-2"</c>.</summary>
    /// <exception cref="FormatException">A part has no colon, more than two, or something other than whole numbers between them.</exception>
    public static Slice[] Parse(string text) => [.. text.Split(',').Select(One)];

    /// <summary>As NumPy writes it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Start}:{Stop}{(Step == 1 ? "" : $":{Step}")}");

    /// <inheritdoc cref="ToString()"/>
    public string ToString(string? format, IFormatProvider? formatProvider) => ToString();

    private static Slice One(string text)
    {
        string[] parts = text.Split(':');
        if (parts.Length is < 2 or > 3) throw new FormatException($"Slice '{text.Trim()}': write start:stop or start:stop:step, as in 1:3 or ::-1.");
        return new(Number(parts[0]), Number(parts[1]), parts.Length == 3 ? Number(parts[2]) ?? 1 : 1);
    }

    private static int? Number(string text) => string.IsNullOrWhiteSpace(text) ? null : int.Parse(text, CultureInfo.InvariantCulture);
}
