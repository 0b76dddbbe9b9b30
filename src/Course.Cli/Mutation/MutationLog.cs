using System.Text.Json;

namespace Course.Cli.Mutation;

/// <summary>The outcomes found so far for one exercise, a line each, so that a run that was stopped goes on where it was.</summary>
/// <remarks>The first line is the fingerprint of what was graded; outcomes under another fingerprint are forgotten. A torn last line is ignored.</remarks>
public sealed class MutationLog
{
    private readonly string _path;

    private MutationLog(string path, IReadOnlyDictionary<int, MutantOutcome> outcomes) => (_path, Outcomes) = (path, outcomes);

    /// <summary>What was found before, by the mutant's number.</summary>
    public IReadOnlyDictionary<int, MutantOutcome> Outcomes { get; }

    /// <summary>Opens the log of an exercise, or begins it anew when the mutants or the graders have changed.</summary>
    public static MutationLog Open(string folder, string exercise, string fingerprint)
    {
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, $"{exercise}.jsonl");
        string[] lines = File.Exists(path) ? File.ReadAllLines(path) : [];
        var outcomes = new Dictionary<int, MutantOutcome>();
        if (lines.Length > 0 && lines[0] == fingerprint)
            foreach (MutantOutcome outcome in lines.Skip(1).Select(Read).OfType<MutantOutcome>()) outcomes[outcome.Number] = outcome;
        File.WriteAllLines(path, [fingerprint, .. outcomes.Values.Select(outcome => JsonSerializer.Serialize(outcome))]);
        return new MutationLog(path, outcomes);
    }

    /// <summary>Adds an outcome.</summary>
    public void Add(MutantOutcome outcome) => File.AppendAllText(_path, JsonSerializer.Serialize(outcome) + "\n");

    private static MutantOutcome? Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<MutantOutcome>(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
