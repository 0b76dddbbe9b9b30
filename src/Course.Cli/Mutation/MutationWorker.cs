using System.Text.Json;

namespace Course.Cli.Mutation;

/// <summary>The child process: reads requests, a line each, grades mutants, and answers with a line each.</summary>
/// <remarks>What a mutant prints goes nowhere, so that it cannot be taken for an answer; what it does to the process ends this process alone.</remarks>
public static class MutationWorker
{
    /// <summary>Answers until the input ends.</summary>
    /// <param name="input">Lines of <see cref="MutationRequest"/> as JSON.</param>
    /// <param name="output">Receives lines of <see cref="MutantOutcome"/> as JSON.</param>
    /// <param name="subjectOf">The exercise of a name.</param>
    public static void Serve(TextReader input, TextWriter output, Func<string, IMutationSubject> subjectOf)
    {
        Console.SetOut(TextWriter.Null);
        Console.SetError(TextWriter.Null);
        (string Exercise, MutationRun Run)? last = null;   // one alone: each holds a compilation
        while (input.ReadLine() is { } line)
        {
            MutationRequest request = JsonSerializer.Deserialize<MutationRequest>(line)!;
            MutationRun run = last is { } known && known.Exercise == request.Exercise ? known.Run : new MutationRun(subjectOf(request.Exercise));
            last = (request.Exercise, run);
            MutantOutcome outcome = request.Number == 0 ? run.GradeReference() : request.Sample > 0 ? OfSample(run, request) : run.Grade(run.Mutants[request.Number - 1]);
            output.WriteLine(JsonSerializer.Serialize(outcome));
            output.Flush();
        }
    }

    private static MutantOutcome OfSample(MutationRun run, MutationRequest request)
    {
        int count = Math.Min(request.Sample, run.Mutants.Count);
        if (request.Number > count) return new MutantOutcome(request.Number, MutantFate.NotCompiling, "");   // the exercise has fewer
        Mutant mutant = run.Mutants[(int)((request.Number - 1L) * run.Mutants.Count / count)];
        return run.Grade(mutant, words: true) with { Number = request.Number, Mistake = mutant.Key };
    }
}

/// <summary>Asks a worker to grade one mutant of an exercise; number 0 is the reference itself.</summary>
/// <param name="Exercise">The exercise.</param>
/// <param name="Number">The mutant; of a sample its place in that, from 1.</param>
/// <param name="Sample">How many mutants, spread evenly over all, are a sample: then the words of the verdict are looked at, too. 0: no sample.</param>
public sealed record MutationRequest(string Exercise, int Number, int Sample = 0);
