using Course.Cli.Exercises;
using Course.Cli.Layout;

namespace Course.Cli.Development.Lint;

/// <summary>The exercises themselves: reference accepted, stub not started, misconceptions rejected by name, hints, other styles accepted.</summary>
internal static class ExerciseGraders
{
    /// <summary>How many right solutions in another style an exercise shows that its graders accept.</summary>
    private const int LeastAlternatives = 2;

    /// <summary>What is wrong with the exercises.</summary>
    public static IEnumerable<LintFinding> Findings(LintUnit unit)
    {
        if (unit.Exercises.Count == 0) yield return unit.InTests("", "the unit has no exercise", "a class each: see CONTRIBUTING.md");
        foreach (ExerciseEntry entry in unit.Exercises)
        {
            IExercise exercise = entry.Create();
            string file = $"{entry.Name}.cs";
            foreach (string fault in ExerciseCatalog.Faults(exercise)) yield return unit.InTests(file, fault, "mend the exercise's class");
            int styles = exercise.GradeAlternatives().Count;
            if (styles < LeastAlternatives) yield return unit.InTests(file, $"{entry.Id}: it shows {styles} right solutions in another style", $"at least {LeastAlternatives}, so that its tests do not ask for one way of writing it");
            if (exercise.Hints.Any(ReadsLikeCode))
                yield return unit.InTests(file, $"{entry.Id}: a hint reads like code", "say it in words: a hint cannot be pasted");
            if (entry.Attribute.Theory.Length == 0) yield return unit.InTests(file, $"{entry.Id}: it names no theory section", "Theory = \"3. …\" in its attribute leads a stuck learner back");
        }

        if (unit.Exercises.Count > 0 && !MutationDocument.Units(Path.Combine(unit.Tree.Root, MutationDocument.Place)).Contains(unit.Id.Text))
            yield return unit.InTests("", $"{MutationDocument.Place} does not say how good its graders are", $"run `course dev mutate {unit.Id} --write`");
        int core = unit.Exercises.Count(entry => entry.Attribute.Core);
        if (unit.Exercises.Count > 0 && core is < 5 or > 7) yield return unit.InTests("", $"{core} exercises are on the core path", "5 to 7 carry a unit: Core = true in their attributes");
    }

    private static bool ReadsLikeCode(string hint) => hint.Contains("=>", StringComparison.Ordinal) || hint.Split('\n').Any(line => line.TrimEnd().EndsWith(';') || line.TrimEnd().EndsWith('{'));
}
