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
public sealed record MutantOutcome(int Number, MutantFate Fate, string Verdict)
{
    /// <summary>What the verdict lacks of helping, where its words were looked at; null where they were not.</summary>
    public IReadOnlyList<string>? WordFaults { get; init; }

    /// <summary>The mistake, where it was asked for as one of a sample; its <see cref="Mutant.Key"/>.</summary>
    public string? Mistake { get; init; }
}

/// <summary>Compiles and grades the mutants of one exercise, one after another, in this process.</summary>
public sealed class MutationRun(IMutationSubject subject)
{
    private readonly ReferenceSource _source = ReferenceSource.Of(subject.ReferenceMethods);
    private IReadOnlyList<Mutant>? _mutants;

    /// <summary>The exercise's mutants.</summary>
    public IReadOnlyList<Mutant> Mutants => _mutants ??= _source.Mutants();

    /// <summary>Compiles the mutant, loads it beside the reference, and grades it.</summary>
    /// <param name="mutant">The mutant.</param>
    /// <param name="words">Whether to look at the verdict's words, too.</param>
    public MutantOutcome Grade(Mutant mutant, bool words = false) =>
        _source.Compile(mutant) is { } image ? Grade(mutant.Number, image, words) : new MutantOutcome(mutant.Number, MutantFate.NotCompiling, "");

    /// <summary>Grades the reference compiled apart, unchanged: it is number 0, and survives where all is well.</summary>
    public MutantOutcome GradeReference() => Grade(0, _source.Compile(), words: false);

    private MutantOutcome Grade(int number, byte[] image, bool words)
    {
        var context = new AssemblyLoadContext($"{subject.Exercise} mutant {number}", isCollectible: true);
        try
        {
            using var stream = new MemoryStream(image);
            Assembly assembly = context.LoadFromStream(stream);
            GradedMutant graded = subject.Grade(reference => ReferenceSource.StandIn(assembly, reference), words);
            MutantFate fate = graded.TimedOut ? MutantFate.TimedOut : graded.Rejected ? MutantFate.Rejected : MutantFate.Survived;
            return new MutantOutcome(number, fate, graded.Verdict) { WordFaults = words ? graded.WordFaults : null };
        }
        finally
        {
            context.Unload();
        }
    }
}
