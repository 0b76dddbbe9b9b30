using System.Reflection;
using Course.Cli.Layout;

namespace Course.Cli.Exercises;

/// <summary>An exercise of the course, as its class describes it.</summary>
/// <param name="Id">Unit and number, "1.2".</param>
/// <param name="Unit">The unit.</param>
/// <param name="Type">The class that grades it.</param>
/// <param name="Attribute">Title, difficulty, minutes.</param>
internal sealed record ExerciseEntry(string Id, UnitId Unit, Type Type, ExerciseAttribute Attribute)
{
    /// <summary>The class's name, which notebooks call: "DotAndNorms".</summary>
    public string Name => Type.Name;

    /// <summary>The functions a check asks for, as the notebook names them: "Dot", "Norm".</summary>
    public IReadOnlyList<string> Functions => [.. (CheckMethod?.GetParameters() ?? []).Where(p => !p.IsOptional).Select(p => char.ToUpperInvariant(p.Name![0]) + p.Name[1..])];

    /// <summary>How many functions a check takes at least and at most.</summary>
    public (int Least, int Most) CheckArguments =>
        CheckMethod?.GetParameters() is { } parameters ? (parameters.Count(p => !p.IsOptional), parameters.Length) : (0, 0);

    /// <summary>The call that grades it, as shipped: "DotAndNorms.Check(Dot, Norm)".</summary>
    public string DefaultCheck => $"{Name}.Check({string.Join(", ", Functions)})";

    /// <summary>The exercise itself, without its types.</summary>
    public IExercise Create() => (IExercise)Activator.CreateInstance(Type)!;

    /// <summary>The source of the reference, as the notebook's <c>Solution(reveal: true)</c> shows it.</summary>
    public Solution Solution() =>
        (Solution)Type.GetMethod(nameof(Solution), BindingFlags.Public | BindingFlags.Static | BindingFlags.FlattenHierarchy)!
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, [true], null)!;

    private MethodInfo? CheckMethod => Type.GetMethods(BindingFlags.Public | BindingFlags.Static)
        .Where(m => m.Name == "Check").OrderByDescending(m => m.GetParameters().Length).FirstOrDefault();

    /// <summary>All exercises of the course, by unit and number.</summary>
    public static IReadOnlyList<ExerciseEntry> All => _all.Value;

    private static readonly Lazy<IReadOnlyList<ExerciseEntry>> _all = new(() => In(Assembly.Load("Autograders")));

    /// <summary>The exercise with that id.</summary>
    /// <exception cref="CliException">There is none.</exception>
    public static ExerciseEntry WithId(string id) => All.FirstOrDefault(e => e.Id == id)
        ?? throw new CliException($"There is no exercise {id}. `course list {id.Split('.')[0]}` shows the exercises of its unit.", ExitCode.Usage);

    /// <summary>The exercises in an assembly, by unit and number.</summary>
    public static IReadOnlyList<ExerciseEntry> In(Assembly assembly) =>
    [
        .. from type in assembly.GetExportedTypes()
           let attribute = type.GetCustomAttribute<ExerciseAttribute>(inherit: false)
           where attribute is not null
           let parts = attribute.Id.Split('.')
           let unit = UnitId.TryParse(parts[0])
           where unit is not null && parts.Length == 2
           let number = int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)
           orderby unit.Value.Text.Length, unit.Value.Text, number
           select new ExerciseEntry($"{unit.Value}.{number}", unit.Value, type, attribute),
    ];
}
