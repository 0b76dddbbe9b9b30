using Course.Cli.Exercises;
using Course.Cli.Layout;
using Course.Cli.Mutation;

namespace Course.Cli.Development;

/// <summary>Which exercises a mutation run is about. Unlike grading, it needs no notebook.</summary>
internal static class MutationTargets
{
    /// <summary>Reads "1", "1.2", "all".</summary>
    /// <exception cref="CliException">The text names no exercise that is there.</exception>
    public static IReadOnlyList<ExerciseEntry> Parse(string text)
    {
        if (text.Equals("all", StringComparison.OrdinalIgnoreCase)) return ExerciseEntry.All;
        string[] parts = text.Split('.');
        if (parts.Length > 2 || UnitId.TryParse(parts[0]) is not { } unit)
            throw new CliException($"\"{text}\" is neither a unit (1), an exercise (1.2) nor all.", ExitCode.Usage);
        if (parts.Length == 2) return [ExerciseEntry.WithId($"{unit}.{parts[1]}")];
        ExerciseEntry[] exercises = [.. ExerciseEntry.All.Where(entry => entry.Unit == unit)];
        return exercises.Length > 0 ? exercises : throw new CliException($"Unit {unit} has no exercises yet.", ExitCode.Usage);
    }

    /// <summary>The exercise itself.</summary>
    public static IExercise Create(this ExerciseEntry entry) => (IExercise)Activator.CreateInstance(entry.Type)!;

    /// <summary>The folder of a unit's exercises, where its equivalent mutants are listed.</summary>
    public static string Folder(this ExerciseEntry entry, string root) => new SourceTree(root).Exercises(entry.Unit);

    /// <summary>What stands for everything that decides a mutant's fate: the builds of the reference, the tests and the engine.</summary>
    public static string Fingerprint(this ExerciseEntry entry, IMutationSubject subject) => string.Join(' ',
        new[] { entry.Type.Module, typeof(IExercise).Module, typeof(MutationRun).Module }.Concat(subject.ReferenceMethods.Select(method => method.Module))
            .Distinct().Select(module => module.ModuleVersionId.ToString("N")));
}
