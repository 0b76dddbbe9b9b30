using System.Collections;

namespace CSharpKernel.Display;

/// <summary>The first items of a sequence, and how many it has.</summary>
/// <param name="First">The first, as many as are shown.</param>
/// <param name="Count">How many it has; null: more than were counted.</param>
internal sealed record Items(IReadOnlyList<object?> First, int? Count)
{
    /// <summary>Reads a sequence, no further than needed.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="most">So many items are kept.</param>
    public static Items Of(IEnumerable sequence, int most)
    {
        var first = new List<object?>();
        int? known = CountOf(sequence);
        int count = 0;
        foreach (object? item in sequence)
        {
            if (count < most) first.Add(item);
            else if (known is not null) break;
            if (++count == most + DisplayLimits.Counted) return new Items(first, null);
        }

        return new Items(first, known ?? count);
    }

    /// <summary>How many items there are: "3 items".</summary>
    public string Total => Count switch { 1 => "1 item", int count => $"{Number(count)} items", null => $"more than {Number(DisplayLimits.Counted)} items" };

    /// <summary>What is left out after so many: "… 60 more"; null when nothing is.</summary>
    public string? Rest(int shown, string of = "") => Count switch
    {
        int count when count <= shown => null,
        int count => $"… {Number(count - shown)} more{of}",
        null => $"… more than {Number(DisplayLimits.Counted)} more{of}",
    };

    /// <summary>A number with its thousands apart.</summary>
    public static string Number(int count) => count.ToString("N0", System.Globalization.CultureInfo.InvariantCulture);

    private static int? CountOf(IEnumerable sequence)
    {
        if (sequence is ICollection collection) return collection.Count;
        Type? counted = sequence.GetType().GetInterfaces().FirstOrDefault(face => face.IsGenericType && face.GetGenericTypeDefinition() is { } kind && (kind == typeof(ICollection<>) || kind == typeof(IReadOnlyCollection<>)));
        return counted?.GetProperty("Count")?.GetValue(sequence) as int?;
    }
}
