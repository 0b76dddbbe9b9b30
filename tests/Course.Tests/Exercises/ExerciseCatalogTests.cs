using System.Reflection;

namespace Course.Tests.Exercises;

public sealed class ExerciseCatalogTests
{
    private static IExercise Exercise(Type type) => ExerciseCatalog.In(Assembly.GetExecutingAssembly()).Single(exercise => exercise.GetType() == type);

    [Fact]
    public void A_sound_exercise_has_no_faults() => Assert.Empty(ExerciseCatalog.Faults(Exercise(typeof(Mean))));

    [Fact]
    public void A_careless_exercise_is_told_each_of_its_faults()
    {
        string faults = string.Join('\n', ExerciseCatalog.Faults(Exercise(typeof(Careless))));
        Assert.DoesNotContain("the reference is rejected", faults, StringComparison.Ordinal);
        Assert.Contains("0.2 careless: it knows 1 misconceptions; at least 2 are wanted.", faults, StringComparison.Ordinal);
        Assert.Contains("0.2 careless: a misconception is Passed: You doubled.", faults, StringComparison.Ordinal);
        Assert.Contains("0.2 careless: a right solution is rejected (bits).", faults, StringComparison.Ordinal);
        Assert.Contains("0.2 careless: it has 1 hints; 3 are wanted.", faults, StringComparison.Ordinal);
    }

    [Fact]
    public void The_reference_methods_are_those_with_a_name() =>
        Assert.Equal([typeof(Careless).GetMethod(nameof(Careless.Twice))!], Exercise(typeof(Careless)).ReferenceMethods);

    [Fact]
    public void A_contract_of_another_type_is_refused_in_words() =>
        Assert.StartsWith("Mean grades a Contract; this is System.String.", Assert.Throws<ArgumentException>(() => Exercise(typeof(Mean)).Grade("no")).Message, StringComparison.Ordinal);

    [Fact]
    public void The_solution_is_asked_for_twice_before_a_pass_and_is_the_references_own_source()
    {
        Assert.Equal("You have not passed exercise 0.2 yet. Solution(reveal: true) shows the solution, and your progress remembers it.", Careless.Solution().ToString());
        Assert.Equal(
            "/// <summary>Two times x.</summary>\n/// <remarks>x + x; so is 2x.</remarks>\npublic static int Twice(int x) => 2 * x;",
            Careless.Solution(reveal: true).ToString());
    }

    [Fact]
    public void Hints_escalate_and_the_last_one_stays()
    {
        Assert.Equal("Hint 1 of 3 for exercise 0.1, the mean: Think of a seesaw.", Mean.Hint().ToString());
        Assert.Equal([2, 3, 3], new[] { Mean.Hint().Number, Mean.Hint().Number, Mean.Hint().Number });
        Assert.Equal("Think of a seesaw.", Mean.Hint(1).Text);
        Assert.Throws<ArgumentOutOfRangeException>(() => Mean.Hint(4));
    }
}

/// <summary>An exercise whose author was right about the reference only.</summary>
[Exercise("0.2", "careless")]
public sealed class Careless : Exercise<Careless, Careless.Contract>
{
    public sealed record Contract(Func<int, int> Double);

    /// <summary>Two times x.</summary>
    /// <remarks>x + x; so is 2x.</remarks>
    public static int Twice(int x) => 2 * x;

    protected override Contract Reference => new(Twice);

    [Fact]
    public void Two_becomes_four() => Expect.Close(4, Subject.Double(2), because: "2 + 2 is 4.");

    protected override IReadOnlyList<Misconception> Misconceptions => [new("You doubled.", new(x => 2 * x))];

    protected override IReadOnlyList<Alternative> Alternatives => [new("bits", new(x => x >> 1))];

    protected override IReadOnlyList<string> Hints => ["Add."];
}
