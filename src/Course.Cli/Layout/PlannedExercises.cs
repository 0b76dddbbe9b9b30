namespace Course.Cli.Layout;

/// <summary>The exercises that each unit's syllabus asks for, by name: <c>exercises.tsv</c>, a line an exercise, "1.2" and "DotAndNorms".</summary>
internal static class PlannedExercises
{
    private static readonly ILookup<UnitId, PlannedExercise> _byUnit = Read().ToLookup(exercise => new UnitId(exercise.Id.Split('.')[0]));

    /// <summary>The exercises of a unit, in order; none for a unit without a table.</summary>
    public static IEnumerable<PlannedExercise> Of(UnitId unit) => _byUnit[unit];

    private static List<PlannedExercise> Read()
    {
        using var reader = new StreamReader(typeof(PlannedExercises).Assembly.GetManifestResourceStream("exercises.tsv")!);
        var exercises = new List<PlannedExercise>();
        while (reader.ReadLine() is { } line)
            if (line.Split('\t') is [string id, string name]) exercises.Add(new PlannedExercise(id, name));
        return exercises;
    }
}

/// <summary>An exercise of the syllabus.</summary>
/// <param name="Id">Unit and number, "1.2".</param>
/// <param name="Name">The class's name.</param>
internal sealed record PlannedExercise(string Id, string Name);
