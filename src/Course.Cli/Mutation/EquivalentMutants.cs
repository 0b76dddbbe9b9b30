using System.Text.Json;

namespace Course.Cli.Mutation;

/// <summary>The survivors that do the same as the reference, each with the reason, kept beside a unit's exercises in <c>equivalent-mutants.json</c>.</summary>
public static class EquivalentMutants
{
    private static readonly JsonSerializerOptions _options = new() { PropertyNameCaseInsensitive = true, ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The reasons for one exercise, by <see cref="Mutant.Key"/>; none when the file is absent.</summary>
    /// <param name="folder">The folder of the unit's exercises.</param>
    /// <param name="exercise">The exercise's name.</param>
    /// <exception cref="InvalidDataException">The file is no JSON, or an entry has no reason.</exception>
    public static IReadOnlyDictionary<string, string> Of(string folder, string exercise)
    {
        string path = Path.Combine(folder, "equivalent-mutants.json");
        if (!File.Exists(path)) return new Dictionary<string, string>();
        Entry[] entries = Read(path);
        Entry? silent = entries.FirstOrDefault(entry => string.IsNullOrWhiteSpace(entry.Reason));
        if (silent is not null) throw new InvalidDataException($"{path}: a mutant of {silent.Exercise} has no reason. Say why it does the same as the reference:\n{silent.Diff}");
        return entries.Where(entry => entry.Exercise == exercise).DistinctBy(entry => (entry.Operator, entry.Diff)).ToDictionary(entry => $"{entry.Operator}\n{entry.Diff}", entry => entry.Reason);
    }

    private static Entry[] Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Entry[]>(File.ReadAllText(path), _options) ?? [];
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{path}, line {exception.LineNumber + 1}: {exception.Message}", exception);
        }
    }

    /// <summary>A survivor, named by its operator and its lines, and why it is none.</summary>
    private sealed record Entry(string Exercise, string Operator, string Diff, string Reason);
}
