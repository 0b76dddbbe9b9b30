using System.Reflection;

namespace Course;

/// <summary>An exercise without its types: what a test of all exercises, the command line and mutation testing ask of it.</summary>
/// <remarks>None of its gradings is the learner's: they write no progress and change no <c>Best</c>.</remarks>
public interface IExercise
{
    /// <summary>Number, title, difficulty, path and theory section.</summary>
    ExerciseAttribute About { get; }

    /// <summary>The type of the record of delegates that a solution is.</summary>
    Type ContractType { get; }

    /// <summary>The hints, from a nudge to a plan in words.</summary>
    IReadOnlyList<string> Hints { get; }

    /// <summary>The methods the reference is made of: those of named methods, in the contract's order.</summary>
    IReadOnlyList<MethodInfo> ReferenceMethods { get; }

    /// <summary>The reference solution, a <see cref="ContractType"/>.</summary>
    object Reference { get; }

    /// <summary>Grades any solution.</summary>
    /// <param name="contract">A <see cref="ContractType"/>.</param>
    /// <exception cref="ArgumentException">It is of another type.</exception>
    Verdict Grade(object contract);

    /// <summary>The first test that a solution fails, and nothing after it: no other test runs, no misconception is looked for.</summary>
    /// <param name="contract">A <see cref="ContractType"/>.</param>
    /// <param name="timeLimit">How long one test may take.</param>
    /// <returns>The failed test; null when all pass.</returns>
    /// <exception cref="ArgumentException">The contract is of another type.</exception>
    TestResult? FirstFailed(object contract, TimeSpan timeLimit);

    /// <summary>Grades the reference, which passes.</summary>
    Verdict GradeReference();

    /// <summary>Grades delegates that throw <see cref="NotImplementedException"/>, as the stub cell does.</summary>
    Verdict GradeStub();

    /// <summary>Grades each known mistake, with the message its verdict names.</summary>
    IReadOnlyList<(string Message, Verdict Verdict)> GradeMisconceptions();

    /// <summary>Grades each right solution in another style, with the name of the style.</summary>
    IReadOnlyList<(string Style, Verdict Verdict)> GradeAlternatives();
}
