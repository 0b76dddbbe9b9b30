using System.Reflection;
using Course;

namespace Autograders;

/// <summary>The checkpoints of one unit.</summary>
internal interface IUnitCheckpoints
{
    /// <summary>The questions, in the order of the notebook.</summary>
    IEnumerable<Checkpoint> All { get; }
}

/// <summary>What notebooks call: <c>Checkpoint("1.3").Answer(1)</c>.</summary>
public static class Checkpoints
{
    private static readonly CheckpointSet _course = new(All);

    /// <summary>Every checkpoint of the course.</summary>
    public static IEnumerable<Checkpoint> All =>
        from type in Assembly.GetExecutingAssembly().GetTypes()
        where type.IsClass && typeof(IUnitCheckpoints).IsAssignableFrom(type)
        from checkpoint in ((IUnitCheckpoints)Activator.CreateInstance(type)!).All
        select checkpoint;

    /// <summary>The checkpoint of an id; without an answer it shows its question.</summary>
    /// <param name="id">Unit and number, "1.3".</param>
    /// <exception cref="ArgumentException">There is none of that id.</exception>
    public static Checkpoint Checkpoint(string id) => _course[id];
}
