using Course.Cli.Mutation;
using Course.Cli.Terminals;
using Spectre.Console;

namespace Course.Cli.Development;

/// <summary>What mutation testing found, for a person.</summary>
internal static class MutationText
{
    /// <summary>The counts of every exercise, then each survivor that nobody has explained, with its lines.</summary>
    public static void Write(Terminal terminal, IReadOnlyList<ExerciseMutation> found)
    {
        Table table = Tables.Plain("Exercise", "Name", "Mutants", "Rejected", "Timed out", "Survived", "Of them equivalent", "Not compiling", "Found", "Seconds");
        foreach (ExerciseMutation mutation in found) table.AddRow(Row(mutation));
        terminal.Console.Write(table);
        foreach (ExerciseMutation mutation in found) Survivors(terminal, mutation);
        double[] seconds = [.. found.Where(mutation => mutation.Note is null).Select(mutation => mutation.Time.TotalSeconds).Order()];
        if (seconds.Length > 1) terminal.Line(FormattableString.Invariant($"Half of the exercises took {seconds[seconds.Length / 2]:0.0} s or less, the slowest {seconds[^1]:0.0} s."));
        string[] below = [.. found.Where(mutation => !mutation.IsEnough).Select(mutation => mutation.Exercise.Id)];
        terminal.Line(below.Length == 0
            ? FormattableString.Invariant($"Every exercise finds at least {ExerciseMutation.Enough * 100:0} % of its mutants.")
            : FormattableString.Invariant($"Below {ExerciseMutation.Enough * 100:0} %: {string.Join(", ", below)}. Write a test that tells each survivor from the reference; where none can, list it in equivalent-mutants.json beside the exercise and say why."));
    }

    private static string[] Row(ExerciseMutation mutation)
    {
        MutationReport report = mutation.Report;
        return Tables.Cells(mutation.Exercise.Id, mutation.Exercise.Name, $"{report.Mutants}", $"{report.Rejected}", $"{report.TimedOut}", $"{report.Survivors.Count}",
            $"{report.Survivors.Count - report.Unexplained.Count()}", $"{report.NotCompiling}",
            mutation.Note is null ? FormattableString.Invariant($"{report.Score * 100:0.0} %") : "-", FormattableString.Invariant($"{mutation.Time.TotalSeconds:0.0}"));
    }

    private static void Survivors(Terminal terminal, ExerciseMutation mutation)
    {
        if (mutation.Note is not null) terminal.Line($"{mutation.Exercise.Id} {mutation.Exercise.Name}: {mutation.Note}.");
        foreach (Mutant mutant in mutation.Report.Unexplained)
        {
            terminal.Line($"{mutation.Exercise.Id} {mutation.Exercise.Name}, mutant {mutant.Number} survived ({mutant.Operator}, {mutant.File}):");
            foreach (string line in mutant.Diff.Split('\n')) terminal.Line($"    {line}");
        }

        foreach (string key in mutation.Report.Equivalent.Keys.Except(mutation.Report.Survivors.Select(mutant => mutant.Key)))
            terminal.Line($"{mutation.Exercise.Id} {mutation.Exercise.Name}: equivalent-mutants.json explains a mutant that did not survive; take the entry out:\n    {key.ReplaceLineEndings("\n    ")}");
    }
}
