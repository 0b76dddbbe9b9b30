using System.Reflection;
using System.Runtime.Loader;

namespace Course.Cli.Mutation;

/// <summary>How a mutant fared.</summary>
public enum MutantFate
{
    /// <summary>A test failed on it.</summary>
    Rejected,

    /// <summary>All tests passed on it: the graders do not see this mistake.</summary>
    Survived,

    /// <summary>It ran out of time or memory, or ended its process, which a learner's verdict says.</summary>
    TimedOut,

    /// <summary>It is no valid C#.</summary>
    NotCompiling,
}

/// <summary>A mutant and its fate.</summary>
public sealed record MutantOutcome(int Number, MutantFate Fate, string Verdict);

/// <summary>Compiles and grades the mutants of one exercise, one after another, in this process.</summary>
public sealed class MutationRun(IMutationSubject subject)
{
    private readonly ReferenceSource _source = ReferenceSource.Of(subject.ReferenceMethods);
    private IReadOnlyList<Mutant>? _mutants;

    /// <summary>The exercise's mutants.</summary>
    public IReadOnlyList<Mutant> Mutants => _mutants ??= _source.Mutants();

    /// <summary>Compiles the mutant, loads it beside the reference, and grades it.</summary>
    public MutantOutcome Grade(Mutant mutant) =>
        _source.Compile(mutant) is { } image ? Grade(mutant.Number, image) : new MutantOutcome(mutant.Number, MutantFate.NotCompiling, "");

    /// <summary>Grades the reference compiled apart, unchanged: it is number 0, and survives where all is well.</summary>
    public MutantOutcome GradeReference() => Grade(0, _source.Compile());

    private MutantOutcome Grade(int number, byte[] image)
    {
        var context = new AssemblyLoadContext($"{subject.Exercise} mutant {number}", isCollectible: true);
        try
        {
            using var stream = new MemoryStream(image);
            Assembly assembly = context.LoadFromStream(stream);
            GradedMutant graded = subject.Grade(reference => ReferenceSource.StandIn(assembly, reference));
            MutantFate fate = graded.TimedOut ? MutantFate.TimedOut : graded.Rejected ? MutantFate.Rejected : MutantFate.Survived;
            return new MutantOutcome(number, fate, graded.Verdict);
        }
        finally
        {
            context.Unload();
        }
    }
}
