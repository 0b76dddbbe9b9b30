namespace FromScratch.Threading;

/// <summary>A piece of work over a range of whole numbers that can be cut in parts.</summary>
internal interface IRangeWork
{
    /// <summary>Does the work for the numbers from <paramref name="from"/> up to, not including, <paramref name="to"/>.</summary>
    void Run(int part, int from, int to);
}

/// <summary>The threads that kernels share: a range is cut into as many equal parts as there are threads, always at the same places.</summary>
/// <remarks>As the cuts depend on the number of threads alone, so do the results: the same number of threads gives the same bits.
/// A waiting thread looks for work for some 50 µs, as the next operation of a training step mostly comes within that time, and then sleeps.</remarks>
public static class Threads
{
    private const int SpinsBeforeSleep = 600;

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

    /// <summary>In how many parts <see cref="For"/> cuts a range.</summary>
    internal static int Parts(int n, int grain) => (int)Math.Clamp((long)n / Math.Max(1, grain), 1, s_count);

    private static void Share<TWork>(in TWork work, int part, int parts, int n) where TWork : struct, IRangeWork =>
        work.Run(part, (int)((long)n * part / parts), (int)((long)n * (part + 1) / parts));

    private static void RunTogether<TWork>(in TWork work, int parts, int n) where TWork : struct, IRangeWork
    {
        while (s_workers.Count < parts - 1) s_workers.Add(new Worker(s_workers.Count + 1));
        (Job<TWork>.Work, Job<TWork>.Parts, Job<TWork>.Length) = (work, parts, n);
        Volatile.Write(ref s_pending, parts - 1);
        for (int i = 0; i < parts - 1; i++) s_workers[i].Start(Job<TWork>.Run);
        Exception? failure;
        try
        {
            Share(work, 0, parts, n);
        }
        finally
        {
            Await();
            Job<TWork>.Work = default;   // it holds arrays
            failure = Interlocked.Exchange(ref s_failure, null);   // also when the caller's own part failed: the next work must not find it
        }

        if (failure is not null) throw new AggregateException(failure);
    }

    private static void Await()
    {
        var spin = new SpinWait();
        while (Volatile.Read(ref s_pending) > 0) spin.SpinOnce(sleep1Threshold: -1);   // the parts are equally long: the others are about to end
    }

    private static class Job<TWork> where TWork : struct, IRangeWork
    {
        public static TWork Work;
        public static int Parts;
        public static int Length;
        public static readonly Action<int> Run = part => Share(Work, part, Parts, Length);
    }

    private sealed class Worker
    {
        private readonly int _part;
        private readonly object _wake = new();
        private Action<int>? _job;
        private bool _sleeping;

        public Worker(int part)
        {
            _part = part;
            new Thread(Loop, maxStackSize: 1 << 20) { IsBackground = true, Name = $"Tensor {part}" }.Start();
        }

        public void Start(Action<int> job)
        {
            Interlocked.Exchange(ref _job, job);
            if (!Volatile.Read(ref _sleeping)) return;
            lock (_wake) Monitor.Pulse(_wake);
        }

        private void Loop()
        {
            while (true)
            {
                Action<int> job = Next();
                try
                {
                    job(_part);
                }
                catch (Exception failure)
                {
                    Interlocked.CompareExchange(ref s_failure, failure, null);
                }

                Interlocked.Decrement(ref s_pending);
            }
        }

        private Action<int> Next()
        {
            for (int spin = 0; spin < SpinsBeforeSleep; spin++)
            {
                if (Volatile.Read(ref _job) is not null) return Interlocked.Exchange(ref _job, null)!;
                Thread.SpinWait(8);
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
