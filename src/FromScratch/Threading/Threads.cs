namespace FromScratch.Threading;

/// <summary>A piece of work over a range of whole numbers that can be cut in parts.</summary>
internal interface IRangeWork
{
    /// <summary>Does the work for the numbers from <paramref name="from"/> up to, not including, <paramref name="to"/>.</summary>
    void Run(int part, int from, int to);
}

/// <summary>The threads that kernels share: a range is cut into equal parts, always at the same places, and whoever is free takes the next.</summary>
/// <remarks>
/// <para>As the cuts depend on the number of threads alone, so do the results: the same number of threads gives the same bits, whoever computed which part.</para>
/// <para>There are more parts than threads because cores are not equally fast: a neighbour in the same machine, another program, or a thread that wakes late, and with one part each the others would wait for the slowest.
/// The caller takes parts itself until none is left and takes back what a sleeping thread has not begun, so a second thread that does not come costs a wake-up call and no more.</para>
/// <para>A waiting thread looks for work for some 100 µs, as the next operation of a training step mostly comes within that time, and then sleeps.</para>
/// </remarks>
public static class Threads
{
    private const int LooksBeforeSleep = 300, PartsPerThread = 4;

    private static readonly List<Worker> s_workers = [];
    private static int s_count = Environment.ProcessorCount;
    private static int s_busy;
    private static int s_pending;
    private static Exception? s_failure;

    /// <summary>How many threads work on one operation; at first, one for each processor.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public static int Count
    {
        get => s_count;
        set => s_count = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"Threads.Count: {value}. At least one thread must do the work.");
    }

    /// <summary>Runs the work over 0 … n − 1 on all threads, each part having at least <paramref name="grain"/> numbers; starts no thread for less.</summary>
    internal static void For<TWork>(int n, int grain, in TWork work) where TWork : struct, IRangeWork
    {
        int parts = Parts(n, grain);
        if (parts <= 1)
        {
            if (n > 0) work.Run(0, 0, n);
            return;
        }

        if (Interlocked.Exchange(ref s_busy, 1) == 1)
        {
            for (int part = 0; part < parts; part++) Share(work, part, parts, n);   // the threads are busy: the same parts, one after the other
            return;
        }

        try
        {
            RunTogether(work, parts, n);
        }
        finally
        {
            Volatile.Write(ref s_busy, 0);
        }
    }

    /// <summary>In how many parts <see cref="For"/> cuts a range: work that needs memory of its own needs it once a part.</summary>
    internal static int Parts(int n, int grain) => s_count == 1 ? 1 : (int)Math.Clamp((long)n / Math.Max(1, grain), 1, (long)s_count * PartsPerThread);

    private static void Share<TWork>(in TWork work, int part, int parts, int n) where TWork : struct, IRangeWork =>
        work.Run(part, (int)((long)n * part / parts), (int)((long)n * (part + 1) / parts));

    private static void RunTogether<TWork>(in TWork work, int parts, int n) where TWork : struct, IRangeWork
    {
        int helpers = Math.Min(s_count, parts) - 1;
        while (s_workers.Count < helpers) s_workers.Add(new Worker());
        (Job<TWork>.Work, Job<TWork>.Parts, Job<TWork>.Length, Job<TWork>.Taken) = (work, parts, n, 0);
        Volatile.Write(ref s_pending, helpers);
        for (int i = 0; i < helpers; i++) s_workers[i].Start(Job<TWork>.Run);
        Exception? failure;
        try
        {
            Job<TWork>.TakeParts();
        }
        finally
        {
            Await(helpers);
            Job<TWork>.Work = default;   // it holds arrays
            failure = Interlocked.Exchange(ref s_failure, null);   // also when the caller's own part failed: the next work must not find it
        }

        if (failure is not null) throw new AggregateException(failure);
    }

    /// <summary>Waits for those who have begun; the others need not begin any more.</summary>
    private static void Await(int helpers)
    {
        for (int i = 0; i < helpers; i++)
            if (s_workers[i].TakeBack()) Interlocked.Decrement(ref s_pending);
        var spin = new SpinWait();
        while (Volatile.Read(ref s_pending) > 0) spin.SpinOnce(sleep1Threshold: -1);   // a part is short: the others are about to end
    }

    private static class Job<TWork> where TWork : struct, IRangeWork
    {
        public static TWork Work;
        public static int Parts;
        public static int Length;
        public static int Taken;
        public static readonly Action Run = TakeParts;

        public static void TakeParts()
        {
            int part;
            while ((part = Interlocked.Increment(ref Taken) - 1) < Parts) Share(Work, part, Parts, Length);
        }
    }

    private sealed class Worker
    {
        private readonly object _wake = new();
        private Action? _job;
        private bool _sleeping;

        public Worker() => new Thread(Loop, maxStackSize: 1 << 20) { IsBackground = true, Name = "Tensor" }.Start();

        public void Start(Action job)
        {
            Interlocked.Exchange(ref _job, job);
            if (!Volatile.Read(ref _sleeping)) return;
            lock (_wake) Monitor.Pulse(_wake);
        }

        /// <summary>Takes back a job that was not begun; false when it was.</summary>
        public bool TakeBack() => Interlocked.Exchange(ref _job, null) is not null;

        private void Loop()
        {
            while (true)
            {
                Action job = Next();
                try
                {
                    job();
                }
                catch (Exception failure)
                {
                    Interlocked.CompareExchange(ref s_failure, failure, null);
                }

                Interlocked.Decrement(ref s_pending);
            }
        }

        private Action Next()
        {
            for (int look = 0; look < LooksBeforeSleep; look++)
            {
                if (Volatile.Read(ref _job) is not null && Interlocked.Exchange(ref _job, null) is { } found) return found;
                Thread.SpinWait(8);
                if (look % 16 == 15) Thread.Yield();   // whoever is to give us work may share our core
            }

            lock (_wake)
            {
                while (true)
                {
                    _sleeping = true;
                    Interlocked.MemoryBarrier();   // whoever starts a job after this sees that we sleep
                    if (Interlocked.Exchange(ref _job, null) is { } job)
                    {
                        _sleeping = false;
                        return job;
                    }

                    Monitor.Wait(_wake);
                }
            }
        }
    }
}
