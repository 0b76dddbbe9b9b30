using System.Reflection;

namespace Course.Cli.Mutation;

/// <summary>An exercise as mutation testing sees it: methods to make mistakes in, and graders to find them.</summary>
public interface IMutationSubject
{
    /// <summary>The exercise's name, "DotAndNorms".</summary>
    string Exercise { get; }

    /// <summary>The static methods that its reference solution consists of.</summary>
    IReadOnlyList<MethodInfo> ReferenceMethods { get; }

    /// <summary>Grades the reference with each method replaced by its stand-in.</summary>
    /// <param name="standIn">The method that stands in for one of <see cref="ReferenceMethods"/>.</param>
    /// <param name="words">Whether to look at the words of the verdict on a mutant that is rejected.</param>
    GradedMutant Grade(Func<MethodInfo, MethodInfo> standIn, bool words);
}

/// <summary>What the graders said of a mutant.</summary>
/// <param name="Rejected">Whether a test failed.</param>
/// <param name="TimedOut">Whether the first failed test ran out of time.</param>
/// <param name="Verdict">The verdict as plain text.</param>
public sealed record GradedMutant(bool Rejected, bool TimedOut, string Verdict)
{
    /// <summary>What the verdict lacks of helping, where its words were looked at.</summary>
    public IReadOnlyList<string> WordFaults { get; init; } = [];
}
