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
        return
        [
            .. exercises.Select(exercise => new Figure($"{exercise.About.Id} {exercise.About.Title}", Median(exercise), "ms", Unit(exercise) is "1" or "2" ? 5 : null)),
            new Figure("a comparison of one function with its reference and a library", 1e3 * Comparison(), "ms", 1500),
        ];
    }

    private static double Comparison() => Figure.Median(Enumerable.Range(0, 3).Select(_ =>
    {
        long start = Stopwatch.GetTimestamp();
        Autograders.MatrixProduct.Compare(MatrixProduct, library: MatrixProduct);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }));

    private static double[,] MatrixProduct(double[,] a, double[,] b)
    {
        double[,] product = new double[a.GetLength(0), b.GetLength(1)];
        for (int i = 0; i < a.GetLength(0); i++)
            for (int k = 0; k < b.GetLength(0); k++)
                for (int j = 0; j < b.GetLength(1); j++) product[i, j] += a[i, k] * b[k, j];
        return product;
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
