using System.Collections.Concurrent;
using Course.Cli.Development;
using Course.Cli.Exercises;
using Course.Cli.Mutation;

namespace Course.Cli.Tests.Mutation;

/// <summary>
/// A sample of what <c>course dev mutate</c> does whole: ten mutants of every exercise. The verdict on each helps; and where the unit's graders
/// have been measured, which docs/mutation.md says, each is seen by them or known to do the same as the reference.
/// </summary>
public sealed class MutantSampleTests(MutantSampleTests.Workers workers) : IClassFixture<MutantSampleTests.Workers>
{
    private const int Mutants = 10;

    public static TheoryData<string> Units => [.. ExerciseEntry.All.Select(exercise => exercise.Unit.Text).Distinct()];

    [Theory, MemberData(nameof(Units))]
    public async Task Small_mistakes_in_its_references_are_seen_and_told_in_words(string unit)
    {
        ExerciseEntry[] exercises = [.. ExerciseEntry.All.Where(exercise => exercise.Unit.Text == unit)];
        var faults = new ConcurrentBag<(string Exercise, string Text)>();
        await Parallel.ForEachAsync(exercises, TestContext.Current.CancellationToken, async (exercise, cancellation) =>
        {
            foreach (string fault in await workers.FaultsAsync(exercise, Mutants, cancellation)) faults.Add((exercise.Id, fault));
        });
        Assert.True(faults.IsEmpty, string.Join("\n\n", faults.OrderBy(fault => fault.Exercise, StringComparer.Ordinal).Select(fault => $"Exercise {fault.Exercise}: {fault.Text}").Take(8)));
    }

    /// <summary>The processes that grade mutants, shared by all units.</summary>
    public sealed class Workers : IDisposable
    {
        private static readonly string _root = SourceTree.Find().Root;
        private static readonly IReadOnlySet<string> _measured = MutationDocument.Units(Path.Combine(_root, MutationDocument.Place));
        private readonly MutationPool _pool = new(MutationWorkerCommand.StartInfo, TimeSpan.FromSeconds(20));

        /// <summary>What is wrong with the graders of an exercise, on a sample of its mutants.</summary>
        internal async Task<IReadOnlyList<string>> FaultsAsync(ExerciseEntry exercise, int count, CancellationToken cancellation)
        {
            if (new ExerciseSubject(exercise.Create()).ReferenceMethods.Count == 0) return [];   // its reference is no method of FromScratch
            IReadOnlyDictionary<string, string> equivalent = EquivalentMutants.Of(exercise.Folder(_root), exercise.Name);
            MutationRequest[] sample = [.. Enumerable.Range(1, count).Select(number => new MutationRequest(exercise.Id, number, count))];
            var faults = new List<string>();
            await _pool.GradeAsync(exercise.Id, Task.FromResult<IReadOnlyList<MutationRequest>>(sample), outcome =>
            {
                if (outcome.Fate == MutantFate.Survived && _measured.Contains(exercise.Unit.Text) && !equivalent.ContainsKey(outcome.Mistake!)) faults.Add($"no test fails on this mistake: {outcome.Mistake}");
                if (outcome.WordFaults is [_, ..] words) faults.Add($"the verdict {string.Join("; it ", words)}. The mistake: {outcome.Mistake}\nThe verdict:\n{outcome.Verdict}");
            }, cancellation, workers: 1);
            return faults;
        }

        public void Dispose() => _pool.Dispose();
    }
}
