using System.Diagnostics;
using Course.Cli.Exercises;
using Course.Cli.Mutation;

namespace Course.Cli.Development;

/// <summary>Mutation testing of exercises, one after another, on the same workers; goes on where a stopped run was.</summary>
/// <param name="logs">Where outcomes are kept.</param>
/// <param name="fresh">Whether to forget those of earlier runs.</param>
internal sealed class MutationCampaign(string logs, bool fresh) : IDisposable
{
    private static readonly TimeSpan _mutantLimit = TimeSpan.FromSeconds(20);
    private readonly MutationPool _pool = new(MutationWorkerCommand.StartInfo, _mutantLimit);

    /// <summary>Grades every mutant of an exercise that has no outcome yet.</summary>
    /// <param name="exercise">The exercise.</param>
    /// <param name="folder">Where its equivalent mutants are listed.</param>
    /// <param name="progress">Told how much is done, from 0 to 1.</param>
    /// <param name="cancellation">Stops; what was found is kept.</param>
    public async Task<ExerciseMutation> RunAsync(ExerciseEntry exercise, string folder, Action<double> progress, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        IReadOnlyDictionary<string, string> equivalent = EquivalentMutants.Of(folder, exercise.Name);
        var subject = new ExerciseSubject(exercise.Create());
        if (subject.ReferenceMethods.Count == 0)
            return new ExerciseMutation(exercise, MutationReport.Of(exercise.Name, [], [], equivalent), TimeSpan.Zero, "its reference is no method of FromScratch, so there is nothing to make mistakes in");

        string name = $"{exercise.Id}-{exercise.Name}";
        if (fresh) MutationLog.Open(logs, name, "forgotten");
        MutationLog log = MutationLog.Open(logs, name, exercise.Fingerprint(subject));
        Task<IReadOnlyList<Mutant>> mutants = Task.Run(() => new MutationRun(subject).Mutants, cancellation);
        var outcomes = new Dictionary<int, MutantOutcome>(log.Outcomes);
        bool complete = outcomes.Count > 0 && outcomes.Count == (await mutants).Count;   // with nothing known, the workers start while the mutants are made
        if (!complete)
        {
            await _pool.GradeAsync(exercise.Id, Open(exercise.Id, mutants, log.Outcomes), outcome =>
            {
                log.Add(outcome);
                outcomes[outcome.Number] = outcome;
                progress((double)outcomes.Count / Math.Max(1, mutants.Result.Count));
            }, cancellation);
        }

        return new ExerciseMutation(exercise, MutationReport.Of(exercise.Name, await mutants, outcomes.Values, equivalent), Stopwatch.GetElapsedTime(start), null);
    }

    private static async Task<IReadOnlyList<MutationRequest>> Open(string exercise, Task<IReadOnlyList<Mutant>> mutants, IReadOnlyDictionary<int, MutantOutcome> known) =>
        [.. (await mutants).Select(mutant => mutant.Number).Where(number => !known.ContainsKey(number)).Select(number => new MutationRequest(exercise, number))];

    /// <summary>Ends the workers.</summary>
    public void Dispose() => _pool.Dispose();
}

/// <summary>What mutation testing found about one exercise.</summary>
/// <param name="Exercise">The exercise.</param>
/// <param name="Report">The counts, and the survivors.</param>
/// <param name="Time">How long it took, without what an earlier run had found.</param>
/// <param name="Note">Why there are no mutants; null when there are.</param>
internal sealed record ExerciseMutation(ExerciseEntry Exercise, MutationReport Report, TimeSpan Time, string? Note)
{
    /// <summary>The share of mutants that graders must find, those listed as equivalent left out.</summary>
    public const double Enough = 0.97;

    /// <summary>Whether the graders find enough.</summary>
    public bool IsEnough => Report.Score >= Enough;
}
