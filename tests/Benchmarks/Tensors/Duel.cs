using System.Diagnostics;

namespace Benchmarks.Tensors;

/// <summary>Two pieces of code measured alternately, so that what disturbs the machine disturbs both.</summary>
/// <param name="Ours">The median time of a call in microseconds.</param>
/// <param name="Theirs">The median time of a call of the other in microseconds.</param>
/// <param name="Ratio">The median of theirs/ours: above 1, ours is faster.</param>
/// <param name="Low">The lower quartile of the ratio.</param>
/// <param name="High">The upper quartile of the ratio.</param>
internal sealed record Duel(double Ours, double Theirs, double Ratio, double Low, double High)
{
    private const double WarmSeconds = 0.3, SampleSeconds = 0.006;
    private const int RestMilliseconds = 15;   // libgomp's threads go on spinning for some milliseconds after TorchSharp's last operation, on the core that ours need

    /// <summary>Warms both up, then times them in turn.</summary>
    /// <param name="ours">One call of ours.</param>
    /// <param name="theirs">One call of the other.</param>
    /// <param name="rounds">How many times each is timed.</param>
    public static Duel Between(Action ours, Action theirs, int rounds)
    {
        int oursCalls = WarmUp(ours), theirCalls = WarmUp(theirs);
        double[] a = new double[rounds], b = new double[rounds];
        for (int round = 0; round < rounds; round++)
        {
            a[round] = Time(ours, oursCalls);
            b[round] = Time(theirs, theirCalls);
        }

        double[] ratios = [.. a.Zip(b, (x, y) => y / x).Order()];
        return new Duel(Figure.Median(a), Figure.Median(b), Figure.Median(ratios), ratios[rounds / 4], ratios[rounds - 1 - rounds / 4]);
    }

    /// <summary>Runs for a while, and says how many calls make a sample long enough to be timed.</summary>
    private static int WarmUp(Action action)
    {
        var watch = Stopwatch.StartNew();
        action();
        int calls = 0;
        watch.Restart();
        do
        {
            action();
            calls++;
        }
        while (watch.Elapsed.TotalSeconds < WarmSeconds);
        return Math.Max(1, (int)(SampleSeconds / WarmSeconds * calls));
    }

    private static double Time(Action action, int calls)
    {
        Thread.Sleep(RestMilliseconds);
        action();          // and the caches are its own
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < calls; i++) action();
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / calls;
    }
}
