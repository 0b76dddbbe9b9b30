using System.Reflection;
using Course;

namespace Autograders;

/// <summary>The graders, graded: each accepts what is right in any style, rejects the known mistakes with their messages, and tells a stub from a solution.</summary>
public sealed class GradedGradersTests
{
    private static readonly IReadOnlyList<IExercise> _exercises = ExerciseCatalog.In(Assembly.GetExecutingAssembly());

    public static TheoryData<string> Ids => [.. _exercises.Select(exercise => exercise.About.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_grader_has_no_faults(string id)
    {
        IReadOnlyList<string> faults = ExerciseCatalog.Faults(_exercises.Single(exercise => exercise.About.Id == id));
        Assert.True(faults.Count == 0, string.Join("\n\n", faults));
    }

    [Fact]
    public void Every_exercise_is_numbered_once_without_gaps() =>
        Assert.All(_exercises.GroupBy(exercise => exercise.About.Id.Split('.')[0]), unit =>
            Assert.Equal(Enumerable.Range(1, unit.Count()).Select(number => $"{unit.Key}.{number}"), unit.Select(exercise => exercise.About.Id)));

    /// <summary>Notebooks open the namespaces of the exercises and of the reference implementations together.</summary>
    [Fact]
    public void No_exercise_has_the_name_of_a_reference_type()
    {
        HashSet<string> taken = [.. typeof(FromScratch.Data.Rng).Assembly.GetExportedTypes().Concat(typeof(Verdict).Assembly.GetExportedTypes()).Select(type => type.Name)];
        Assert.DoesNotContain(_exercises, exercise => taken.Contains(exercise.GetType().Name));
    }
}
