namespace Course;

/// <summary>Says which exercise of which unit a class is.</summary>
/// <param name="id">Unit and number, "1.2".</param>
/// <param name="title">What the heading in the notebook says.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ExerciseAttribute(string id, string title) : Attribute
{
    /// <summary>Unit and number, "1.2".</summary>
    public string Id { get; } = id;

    /// <summary>What the heading in the notebook says.</summary>
    public string Title { get; } = title;

    /// <summary>From 1 (a warm-up) to 5 (an evening).</summary>
    public int Difficulty { get; init; } = 1;

    /// <summary>How long it takes somebody who knows C#.</summary>
    public int Minutes { get; init; } = 15;

    /// <summary>Whether it is on the core path of its unit, or depth.</summary>
    public bool Core { get; init; }

    /// <summary>The theory section a stuck learner goes back to ("3. Dot product = length × shadow").</summary>
    public string Theory { get; init; } = "";

    /// <summary>How long one test may take. The clock never judges right code: set it where a right solution needs more than a fifth of it.</summary>
    public double TimeLimitSeconds { get; init; } = 2;
}
