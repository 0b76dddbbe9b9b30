using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;

namespace Course.Cli.Mutation;

/// <summary>Grades mutants in child processes, one a core, each bounded in time and memory; a child that does not answer is replaced.</summary>
/// <param name="startInfo">How to start a worker: a program that runs <see cref="MutationWorker"/> on its standard streams.</param>
/// <param name="timeLimit">How long one mutant may take before its process is ended.</param>
public sealed class MutationPool(Func<ProcessStartInfo> startInfo, TimeSpan timeLimit)
{
    /// <summary>A worker's managed memory, in bytes: beyond it, it gets an OutOfMemoryException.</summary>
    public const long MemoryLimit = 1L << 30;

    /// <summary>Grades the mutants of one exercise; the outcomes come as they are found, in no fixed order.</summary>
    /// <param name="exercise">The exercise's name.</param>
    /// <param name="numbers">The mutants to grade.</param>
    /// <param name="found">Called for each outcome, one call at a time.</param>
    /// <param name="cancellation">Ends the workers.</param>
    public async Task GradeAsync(string exercise, IEnumerable<int> numbers, Action<MutantOutcome> found, CancellationToken cancellation)
    {
        var waiting = Channel.CreateUnbounded<int>();
        foreach (int number in numbers) waiting.Writer.TryWrite(number);
        waiting.Writer.Complete();
        var oneAtATime = new Lock();
        await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(WorkAsync, cancellation)));

        async Task WorkAsync()
        {
            Process? worker = null;
            try
            {
                await foreach (int number in waiting.Reader.ReadAllAsync(cancellation))
                {
                    worker ??= Start();
                    MutantOutcome? outcome = await AskAsync(worker, new MutationRequest(exercise, number), cancellation);
                    if (outcome is null)
                    {
                        End(worker);
                        worker = null;
                        outcome = new MutantOutcome(number, MutantFate.TimedOut, $"It ended its process, or did not answer within {timeLimit.TotalSeconds} s.");
                    }

                    lock (oneAtATime) found(outcome);
                }
            }
            finally
            {
                if (worker is not null) End(worker);
            }
        }
    }

    private Process Start()
    {
        ProcessStartInfo info = startInfo();
        info.RedirectStandardInput = info.RedirectStandardOutput = true;
        info.UseShellExecute = false;
        info.Environment["DOTNET_GCHeapHardLimit"] = $"0x{MemoryLimit:X}";
        return Process.Start(info) ?? throw new InvalidOperationException($"The worker {info.FileName} did not start.");
    }

    /// <summary>The worker's answer; null when it died or took too long.</summary>
    private async Task<MutantOutcome?> AskAsync(Process worker, MutationRequest request, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeLimit);
        try
        {
            await worker.StandardInput.WriteLineAsync(JsonSerializer.Serialize(request).AsMemory(), limit.Token);
            await worker.StandardInput.FlushAsync(limit.Token);
            string? line = await worker.StandardOutput.ReadLineAsync(limit.Token);
            return line is null ? null : JsonSerializer.Deserialize<MutantOutcome>(line);
        }
        catch (Exception exception) when (exception is IOException or JsonException || (exception is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }

    private static void End(Process worker)
    {
        try
        {
            worker.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }

        worker.Dispose();
    }
}
