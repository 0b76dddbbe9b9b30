using Course.Cli.Exercises;
using Course.Cli.Layout;
using Course.Cli.Running;
using Course.Cli.Terminals;
using CSharpKernel.Scripting;

namespace Course.Cli;

/// <summary>What the commands work with: the terminal, the course's folder, its exercises, the clock. A test puts its own in their place.</summary>
internal sealed class CommandContext(Terminal terminal)
{
    private CourseTree? _tree;
    private IReadOnlyList<ExerciseEntry>? _exercises;

    /// <summary>Where to write.</summary>
    public Terminal Terminal { get; } = terminal;

    /// <summary>Where to write what is no answer: errors, and the progress of work a program does not read.</summary>
    public Terminal Error { get; init; } = Terminal.OfErrors();

    /// <summary>The course's folder.</summary>
    /// <exception cref="CliException">There is none here.</exception>
    public CourseTree Tree
    {
        get => _tree ??= CourseTree.Find();
        init => _tree = value;
    }

    /// <summary>The exercises, by unit and number.</summary>
    public IReadOnlyList<ExerciseEntry> Exercises
    {
        get => _exercises ??= ExerciseEntry.All;
        init => _exercises = value;
    }

    /// <summary>Tells the time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Starts a session for the learner's code.</summary>
    public Func<CourseTree, ISession> StartSession { get; init; } = Sessions.Start;

    /// <summary>Whether a command builds the course first when its sources have changed.</summary>
    public bool Builds { get; init; } = true;

    /// <summary>The learner's progress.</summary>
    public ProgressLog Progress => new(Path.Combine(Tree.Learner, "progress.jsonl"), Clock);

    /// <summary>Where the learner stands, among the exercises of the units that have a notebook, or had one.</summary>
    public Standing Standing
    {
        get
        {
            IReadOnlyList<ProgressEntry> entries = Progress.Read();
            HashSet<UnitId> units = [.. Unit.All(Tree).Select(unit => unit.Id)];
            HashSet<string> tried = [.. entries.Select(entry => entry.Exercise)];
            return new Standing([.. Exercises.Where(exercise => units.Contains(exercise.Unit) || tried.Contains(exercise.Id))], entries);
        }
    }

    /// <summary>The exercise of that id.</summary>
    /// <exception cref="CliException">There is none.</exception>
    public ExerciseEntry Exercise(string id)
    {
        string[] parts = id.Split('.');
        string normal = parts.Length == 2 && UnitId.TryParse(parts[0]) is { } unit ? $"{unit}.{parts[1].TrimStart('0')}" : id;
        return Exercises.FirstOrDefault(e => e.Id == normal)
            ?? throw new CliException($"There is no exercise {id}. `course list {parts[0]}` shows the exercises of its unit.", ExitCode.Usage);
    }

    /// <summary>The exercise of that id; without one, the next to do.</summary>
    /// <exception cref="CliException">There is none; or everything is passed.</exception>
    public ExerciseEntry ExerciseOrNext(string? id) => id is not null ? Exercise(id)
        : Standing.Next ?? throw new CliException("Every exercise that is there is passed. Name one, such as 1.2.", ExitCode.Usage);

    /// <summary>The unit of that name; without one, the unit the learner is at.</summary>
    /// <exception cref="CliException">There is none.</exception>
    public Unit UnitOrCurrent(string? name)
    {
        if (name is not null) return Unit.Named(Tree, name);
        IReadOnlyList<Unit> all = Unit.All(Tree);
        UnitId? at = Standing.Next?.Unit;
        return all.FirstOrDefault(u => u.Id == at) ?? (all is [var first, ..] ? first : null)
            ?? throw new CliException($"There is no notebook below {Tree.Notebooks}. `git status` shows what differs from the version you cloned.", ExitCode.Environment);
    }
}
