using System.Diagnostics;

namespace Course;

/// <summary>One function of a comparison: who computes it, and on which inputs.</summary>
/// <remarks>Made by <see cref="Exercise{TSelf,TContract}"/>; measured by <see cref="Comparison"/>.</remarks>
public abstract class ComparisonPart
{
    private protected ComparisonPart(string function) => Function = function;

    /// <summary>The function's name, "Dot".</summary>
    public string Function { get; }

    /// <summary>How many inputs it is measured on.</summary>
    internal abstract int InputCount { get; }

    /// <summary>Measures every contender on every input.</summary>
    /// <param name="watched">The thread this runs on.</param>
    /// <param name="budget">How long the measurement of one input may take.</param>
    internal abstract IEnumerable<ComparisonRow> Measure(Watched watched, TimeSpan budget);
}

/// <summary>A function of type <typeparamref name="TFunction"/> whose answers are <typeparamref name="TResult"/>s.</summary>
internal sealed class ComparisonPart<TFunction, TResult>(
    string function,
    TFunction yours,
    TFunction reference,
    (string Name, TFunction Function)? library,
    IReadOnlyList<(string Input, double? Size, Func<TFunction, TResult> Call)> inputs) : ComparisonPart(function)
    where TFunction : Delegate
{
    private const int Rounds = 7, FewestRounds = 3;   // fewer where the machine is busy
    private static readonly TimeSpan _callLimit = TimeSpan.FromMilliseconds(400);
    private static TResult? _sink;   // what is stored here cannot be left out by the compiler

    /// <inheritdoc/>
    internal override int InputCount => inputs.Count;

    /// <inheritdoc/>
    internal override IEnumerable<ComparisonRow> Measure(Watched watched, TimeSpan budget)
    {
        bool written = true, stopped = false;
        foreach ((string input, double? size, Func<TFunction, TResult> call) in inputs)
        {
            var all = new List<Contender> { new(Comparison.TheReference, reference, call) };
            if (library is { } known) all.Add(new(known.Name, known.Function, call));
            foreach (Contender contender in all) First(watched, contender);
            Contender own = new(Comparison.YourCode, yours, call);
            if (written && !stopped)
            {
                FirstOfYours(watched, own, all[0]);
                written = own.Thrown is not NotImplementedException;
                stopped = own.WasStopped;
            }
            else
            {
                own.Trouble = "not run: it gave no answer on the input before";
            }

            if (written) all.Insert(0, own);
            Time(watched, [.. all.Where(contender => contender.Trouble is null)], budget);
            Contender standard = all[^1].Trouble is null ? all[^1] : all.First(contender => contender.Name == Comparison.TheReference);
            foreach (Contender contender in all) yield return Row(contender, standard, all.First(other => other.Name == Comparison.TheReference), input, size);
        }
    }

    private ComparisonRow Row(Contender contender, Contender standard, Contender first, string input, double? size) => new(Function, input, contender.Name)
    {
        Size = size,
        Trouble = contender.Trouble,
        Seconds = contender.Trouble is null ? Median(contender.Seconds) : null,
        Ratio = contender.Trouble is null && contender != standard && standard.Seconds.Count > 0
            ? Median(contender.Seconds.Zip(standard.Seconds, (own, other) => own / other)) : null,   // round by round: both met the same noise
        Standard = standard.Name,
        AllocatedBytes = contender.Trouble is null ? contender.AllocatedBytes : null,
        Difference = contender == first || contender.Trouble is not null ? null : Difference.Between(first.Answer, contender.Answer),
    };

    /// <summary>The first call: its answer is the one that is compared, and what goes wrong goes wrong here.</summary>
    private static void First(Watched watched, Contender contender)
    {
        Ending ending = watched.Try(contender.CallOnce, _callLimit);
        contender.WasStopped = ending is Ending.OutOfTime or Ending.OutOfMemory or Ending.LeftBehind;
        contender.Trouble = ending switch
        {
            Ending.OutOfTime => FormattableString.Invariant($"no answer within {_callLimit.TotalSeconds:0.0} s: stopped"),
            Ending.LeftBehind => FormattableString.Invariant($"no answer within {_callLimit.TotalSeconds:0.0} s, and it could not be stopped: it still runs in the background, and disturbs the times"),
            Ending.OutOfMemory => FormattableString.Invariant($"took more than {Watched.MemoryLimitBytes >> 20} MB of memory: stopped"),
            _ when contender.Thrown is { } thrown => $"threw {thrown.GetType().Name}: {thrown.Message.ReplaceLineEndings(" ")}",
            _ => contender.Answer is null ? "returned null" : null,
        };
    }

    private static void FirstOfYours(Watched watched, Contender own, Contender reference)
    {
        First(watched, own);
        if (reference.Trouble is not null) return;
        TResult? before = reference.Answer;
        First(watched, reference);   // the inputs are shared: if its answer moved, they were changed
        if (Difference.Between(before, reference.Answer) is { Greatest: > 0 }) own.Trouble ??= "changed its inputs, so the others cannot be held against it";
    }

    /// <summary>Warms all, then times them in turns, so that what slows the machine down for a moment meets everyone.</summary>
    private static void Time(Watched watched, Contender[] contenders, TimeSpan budget)
    {
        long start = Stopwatch.GetTimestamp();
        double share = budget.TotalSeconds / Math.Max(1, contenders.Length);
        foreach (int _ in Enumerable.Range(0, 4))
            foreach (Contender contender in contenders) watched.Try(() => contender.WarmFor(0.4 * share / 4), _callLimit);   // in pieces: the compiler's second look comes meanwhile
        for (int round = 0; round < Rounds && (round < FewestRounds || Stopwatch.GetElapsedTime(start) < budget); round++)
            foreach (Contender contender in contenders.Where(contender => contender.Trouble is null))
                if (watched.Try(() => contender.TimeFor(0.6 * share / Rounds), _callLimit + _callLimit) != Ending.Own) contender.Trouble = "stopped: a later call did not end";
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? double.NaN : sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>Somebody's function, with what was measured of it.</summary>
    private sealed class Contender(string name, TFunction function, Func<TFunction, TResult> call)
    {
        private double _secondsACall = double.PositiveInfinity;

        public string Name { get; } = name;

        public TResult? Answer { get; private set; }

        public Exception? Thrown { get; private set; }

        public string? Trouble { get; set; }

        public bool WasStopped { get; set; }

        public List<double> Seconds { get; } = [];

        public long AllocatedBytes { get; private set; }

        public void CallOnce()
        {
            try
            {
                Answer = call(function);
            }
            catch (Exception exception) when (exception is not ThreadAbortException)
            {
                Thrown = exception;
            }
        }

        public void WarmFor(double seconds)
        {
            long start = Stopwatch.GetTimestamp();
            do _secondsACall = Math.Min(_secondsACall, Repeat(1));
            while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds);
        }

        public void TimeFor(double seconds)
        {
            int calls = (int)Math.Clamp(seconds / _secondsACall, 1, 100_000);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Seconds.Add(Repeat(calls));
            AllocatedBytes = (GC.GetAllocatedBytesForCurrentThread() - before) / calls;
        }

        private double Repeat(int calls)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < calls; i++) _sink = call(function);
            return Stopwatch.GetElapsedTime(start).TotalSeconds / calls;
        }
    }
}
