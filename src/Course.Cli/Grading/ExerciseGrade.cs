using System.Text.Json.Nodes;
using Course.Cli.Exercises;

namespace Course.Cli.Grading;

/// <summary>How an exercise fared.</summary>
internal enum GradeOutcome
{
    /// <summary>Every test passed.</summary>
    Passed,

    /// <summary>A test failed, or the code did not come to its tests.</summary>
    Failed,

    /// <summary>The stub is untouched, or not in the notebook.</summary>
    NotStarted,
}

/// <summary>The verdict on one exercise of a notebook.</summary>
/// <param name="Exercise">The exercise.</param>
/// <param name="Outcome">How it fared.</param>
/// <param name="Text">The verdict in words, as the notebook shows it.</param>
/// <param name="Verdict">The verdict as data; null when the code did not come to its tests.</param>
/// <param name="Notes">What else the person should know about the notebook.</param>
/// <param name="Time">How long it took.</param>
internal sealed record ExerciseGrade(ExerciseEntry Exercise, GradeOutcome Outcome, string Text, JsonObject? Verdict, IReadOnlyList<string> Notes, TimeSpan Time);
