using System.Diagnostics;
using Course;

namespace Benchmarks.Exercises;

/// <summary>How long a warm check of each exercise takes: the tests of its class on the reference, as in a notebook's cell.</summary>
internal static class CheckBenchmark
{
    private const int Warming = 30, Rounds = 21;

    /// <summary>The median of each exercise, in milliseconds. 5 ms are promised of an exercise that neither trains nor draws large samples: of Units 1 and 2.</summary>
    /// <param name="units">Which units; all when empty.</param>
    public static IReadOnlyList<Figure> Run(IReadOnlyList<string> units)
    {
        IExercise[] exercises = [.. ExerciseCatalog.In(typeof(Autograders.DotAndNorms).Assembly).Where(exercise => units.Count == 0 || units.Contains(Unit(exercise)))];
        return [.. exercises.Select(exercise => new Figure($"{exercise.About.Id} {exercise.About.Title}", Median(exercise), "ms", Unit(exercise) is "1" or "2" ? 5 : null))];
    }

    private static double Median(IExercise exercise)
    {
        for (int i = 0; i < Warming; i++) exercise.GradeReference();
        return Figure.Median(Enumerable.Range(0, Rounds).Select(_ =>
        {
            long start = Stopwatch.GetTimestamp();
            exercise.GradeReference();
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }));
    }

    private static string Unit(IExercise exercise) => exercise.About.Id.Split('.')[0];
}
