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
        var runs = new Dictionary<string, MutationRun>(StringComparer.Ordinal);
        while (input.ReadLine() is { } line)
        {
            MutationRequest request = JsonSerializer.Deserialize<MutationRequest>(line)!;
            if (!runs.TryGetValue(request.Exercise, out MutationRun? run)) runs[request.Exercise] = run = new MutationRun(subjectOf(request.Exercise));
            MutantOutcome outcome = request.Number == 0 ? run.GradeReference() : run.Grade(run.Mutants[request.Number - 1]);
            output.WriteLine(JsonSerializer.Serialize(outcome));
            output.Flush();
        }
    }
}

/// <summary>Asks a worker to grade one mutant of an exercise; number 0 is the reference itself.</summary>
public sealed record MutationRequest(string Exercise, int Number);
