using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;

namespace Course.Cli.Mutation;

/// <summary>Grades mutants in child processes, one a core, each bounded in time and memory; a child that does not answer is replaced.</summary>
/// <param name="startInfo">How to start a worker: a program that runs <see cref="MutationWorker"/> on its standard streams.</param>
/// <param name="timeLimit">How long one mutant may take before its process is ended.</param>
public sealed class MutationPool(Func<ProcessStartInfo> startInfo, TimeSpan timeLimit) : IDisposable
{
    /// <summary>A worker's managed memory, in bytes: beyond it, it gets an OutOfMemoryException.</summary>
    public const long MemoryLimit = 1L << 30;

    /// <summary>A worker that has loaded so many mutants makes room for a fresh one.</summary>
    private const int MutantsAWorker = 400;

    private static readonly TimeSpan _startLimit = TimeSpan.FromSeconds(90);
    private readonly ConcurrentBag<Worker> _idle = [];

    /// <summary>Grades the mutants of one exercise; the outcomes come as they are found, in no fixed order.</summary>
    /// <param name="exercise">What the worker knows the exercise by.</param>
    /// <param name="requests">The mutants to grade; they may still be on their way while the workers start.</param>
    /// <param name="found">Called for each outcome, one call at a time.</param>
    /// <param name="cancellation">Ends the workers.</param>
    /// <param name="workers">How many of them work at it; 0 for one a core.</param>
    /// <exception cref="InvalidOperationException">The reference itself is rejected, or a worker does not start.</exception>
    public async Task GradeAsync(string exercise, Task<IReadOnlyList<MutationRequest>> requests, Action<MutantOutcome> found, CancellationToken cancellation, int workers = 0)
    {
        var waiting = Channel.CreateUnbounded<MutationRequest>();
        var oneAtATime = new Lock();
        await Task.WhenAll(Enumerable.Range(0, workers > 0 ? workers : Environment.ProcessorCount).Select(_ => Task.Run(WorkAsync, cancellation)).Append(FillAsync()));

        async Task FillAsync()
        {
            try
            {
                foreach (MutationRequest request in await requests) waiting.Writer.TryWrite(request);
            }
            finally
            {
                waiting.Writer.Complete();
            }
        }

        async Task WorkAsync()
        {
            Worker? worker = await ReadyAsync(exercise, cancellation);
            try
            {
                await foreach (MutationRequest request in waiting.Reader.ReadAllAsync(cancellation))
                {
                    worker ??= await ReadyAsync(exercise, cancellation);
                    MutantOutcome? outcome = await worker.AskAsync(request, timeLimit, cancellation);
                    if (outcome is null || worker.Asked >= MutantsAWorker)
                    {
                        worker.Dispose();
                        worker = null;
                    }

                    outcome ??= new MutantOutcome(request.Number, MutantFate.TimedOut, $"It ended its process, or did not answer within {timeLimit.TotalSeconds} s.");
                    lock (oneAtATime) found(outcome);
                }
            }
            catch
            {
                worker?.Dispose();
                throw;
            }

            if (worker is not null) _idle.Add(worker);
        }
    }

    /// <summary>Ends the workers.</summary>
    public void Dispose()
    {
        while (_idle.TryTake(out Worker? worker)) worker.Dispose();
    }

    /// <summary>A worker that has graded the exercise's reference: what comes next is not delayed by its start.</summary>
    private async Task<Worker> ReadyAsync(string exercise, CancellationToken cancellation)
    {
        Worker worker = _idle.TryTake(out Worker? idle) ? idle : Worker.Start(startInfo());
        MutantOutcome? reference = await worker.AskAsync(new MutationRequest(exercise, 0), _startLimit, cancellation);
        if (reference?.Fate == MutantFate.Survived) return worker;
        worker.Dispose();
        cancellation.ThrowIfCancellationRequested();
        throw new InvalidOperationException(reference is null
            ? $"{exercise}: the worker ended, or did not grade the reference within {_startLimit.TotalSeconds} s."
            : $"{exercise}: its tests reject the reference itself. {reference.Verdict}");
    }

    /// <summary>A child process that grades one mutant at a time.</summary>
    private sealed class Worker(Process process) : IDisposable
    {
        public int Asked { get; private set; }

        public static Worker Start(ProcessStartInfo info)
        {
            info.RedirectStandardInput = info.RedirectStandardOutput = true;
            info.UseShellExecute = false;
            info.Environment["DOTNET_GCHeapHardLimit"] = $"0x{MemoryLimit:X}";
            info.Environment["DOTNET_TieredPGO"] = "0";
            return new Worker(Process.Start(info) ?? throw new InvalidOperationException($"The worker {info.FileName} did not start."));
        }

        /// <summary>The worker's answer; null when it died or took too long.</summary>
        public async Task<MutantOutcome?> AskAsync(MutationRequest request, TimeSpan limit, CancellationToken cancellation)
        {
            Asked++;
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            stop.CancelAfter(limit);
            try
            {
                await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(request).AsMemory(), stop.Token);
                await process.StandardInput.FlushAsync(stop.Token);
                string? line = await process.StandardOutput.ReadLineAsync(stop.Token);
                return line is null ? null : JsonSerializer.Deserialize<MutantOutcome>(line);
            }
            catch (Exception exception) when (exception is IOException or JsonException || (exception is OperationCanceledException && !cancellation.IsCancellationRequested))
            {
                return null;
            }
        }

        public void Dispose()
        {
            try
            {
                process.Kill(entireProcessTree: true);
            }
            catch (InvalidOperationException)
            {
                // It has ended by itself.
            }

            process.Dispose();
        }
    }
}
