using System.Text.Json;
using System.Text.Json.Nodes;

namespace Course.Cli.Mutation;

/// <summary>How the mutants of one exercise fared.</summary>
/// <param name="Exercise">The exercise's name.</param>
/// <param name="Rejected">Mutants on which a test failed.</param>
/// <param name="TimedOut">Mutants that ran out of time or memory, or ended their process.</param>
/// <param name="NotCompiling">Mutants that are no valid C#; they count nowhere else.</param>
/// <param name="Survivors">Mutants on which all tests passed.</param>
/// <param name="Equivalent">Survivors that do the same as the reference, with the reason, by <see cref="Mutant.Key"/>.</param>
public sealed record MutationReport(
    string Exercise, int Rejected, int TimedOut, int NotCompiling, IReadOnlyList<Mutant> Survivors, IReadOnlyDictionary<string, string> Equivalent)
{
    /// <summary>How many mutants of each kind of mistake were graded.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> Kinds { get; init; } = [];

    /// <summary>All mutants that compile.</summary>
    public int Mutants => Rejected + TimedOut + Survivors.Count;

    /// <summary>The survivors that nobody has explained.</summary>
    public IEnumerable<Mutant> Unexplained => Survivors.Where(mutant => !Equivalent.ContainsKey(mutant.Key));

    /// <summary>The share of the mutants that differ from the reference in what they do, and were found out. 1 when there are none.</summary>
    public double Score
    {
        get
        {
            int unexplained = Unexplained.Count(), found = Rejected + TimedOut;
            return found + unexplained == 0 ? 1 : (double)found / (found + unexplained);
        }
    }

    /// <summary>Counts the outcomes of an exercise's mutants.</summary>
    public static MutationReport Of(string exercise, IReadOnlyList<Mutant> mutants, IEnumerable<MutantOutcome> outcomes, IReadOnlyDictionary<string, string> equivalent)
    {
        ILookup<MutantFate, int> fates = outcomes.ToLookup(outcome => outcome.Fate, outcome => outcome.Number);
        return new MutationReport(
            exercise, fates[MutantFate.Rejected].Count(), fates[MutantFate.TimedOut].Count(), fates[MutantFate.NotCompiling].Count(),
            [.. fates[MutantFate.Survived].Order().Select(number => mutants[number - 1])], equivalent)
        {
            Kinds = [.. mutants.Where(mutant => !fates[MutantFate.NotCompiling].Contains(mutant.Number)).CountBy(mutant => mutant.Operator).OrderBy(kind => kind.Key, StringComparer.Ordinal)],
        };
    }

    /// <summary>The report for programs.</summary>
    public JsonObject ToJson() => new()
    {
        ["exercise"] = Exercise,
        ["mutants"] = Mutants,
        ["rejected"] = Rejected,
        ["timedOut"] = TimedOut,
        ["survived"] = Survivors.Count,
        ["notCompiling"] = NotCompiling,
        ["equivalent"] = Survivors.Count - Unexplained.Count(),
        ["survivors"] = new JsonArray([.. Survivors.Select(mutant => (JsonNode)new JsonObject
        {
            ["number"] = mutant.Number,
            ["operator"] = mutant.Operator,
            ["file"] = mutant.File,
            ["diff"] = mutant.Diff,
            ["equivalent"] = Equivalent.GetValueOrDefault(mutant.Key),
        })]),
    };

    /// <summary>Several reports as one JSON text.</summary>
    public static string ToJson(IEnumerable<MutationReport> reports) =>
        new JsonObject { ["exercises"] = new JsonArray([.. reports.Select(report => (JsonNode)report.ToJson())]) }.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
}
