using System.Diagnostics;
using System.Globalization;

namespace Benchmarks.Kernel;

/// <summary>How fast the kernel is and how much memory it takes, seen from a front end.</summary>
internal static class KernelBenchmark
{
    private const int Starts = 5;
    private const int Cells = 200;
    private const int Part = 50;
    private static readonly TimeSpan _idle = TimeSpan.FromSeconds(3);   // what a reader takes before the first cell

    /// <summary>Measures all figures on the kernel at this path.</summary>
    public static IReadOnlyList<Figure> Run(string kernel) => [.. Beginnings(kernel), .. Session(kernel)];

    private static IEnumerable<Figure> Beginnings(string kernel)
    {
        List<double> ready = [], firstCell = [], firstCompletion = [];
        for (int i = 0; i < Starts; i++)
        {
            using (var client = new KernelClient(kernel))
            {
                ready.Add(client.ReadyMs);
                Thread.Sleep(_idle);
                firstCell.Add(client.Run("var squares = Enumerable.Range(0, 10).Select(i => i * i).ToArray(); squares.Sum()").Ms);
            }

            using (var client = new KernelClient(kernel))
            {
                ready.Add(client.ReadyMs);
                Thread.Sleep(_idle);
                firstCompletion.Add(client.Complete("Console.Wri"));
            }
        }

        return
        [
            new Figure("start to ready", Figure.Median(ready), "ms", 500),
            new Figure("first cell after 3 s", Figure.Median(firstCell), "ms", 100),
            new Figure("first completion after 3 s", Figure.Median(firstCompletion), "ms", 300),
        ];
    }

    private static IEnumerable<Figure> Session(string kernel)
    {
        using var client = new KernelClient(kernel);
        Thread.Sleep(_idle);
        int worker = int.Parse(client.Run("Environment.ProcessId").Value!, CultureInfo.InvariantCulture);
        var times = new List<double>();
        double afterPart = 0;
        for (int i = 0; i < Cells; i++)
        {
            times.Add(client.Run(Cell(i)).Ms);
            if (i + 1 == Part) afterPart = Megabytes(client.ProcessId, worker);
        }

        double afterAll = Megabytes(client.ProcessId, worker);
        client.Complete("Enumerable.Range(0, 10).Sel");
        double completion = Figure.Median(Enumerable.Range(0, 20).Select(_ => client.Complete("Enumerable.Range(0, 10).Sel")));
        double interrupt = new[] { "while (true) { }", "Thread.Sleep(60_000);", "while (true) { try { Thread.Sleep(5); } catch { } }", "Parallel.For(0, int.MaxValue, i => Thread.SpinWait(1000));" }.Max(client.Interrupt);
        return
        [
            new Figure($"small cell, median of {Cells}", Figure.Median(times), "ms", 15),
            new Figure($"small cell, median of the first {Part}", Figure.Median(times.Take(Part)), "ms"),
            new Figure($"small cell, median of the last {Part}", Figure.Median(times.TakeLast(Part)), "ms"),
            new Figure("completion, warm", completion, "ms", 25),
            new Figure("interrupt, slowest of four", interrupt, "ms", 300),
            new Figure($"memory after {Part} cells, both processes", afterPart, "MB", 250),
            new Figure($"memory after {Cells} cells, both processes", afterAll, "MB", 400),
        ];
    }

    private static string Cell(int i) => (i % 4) switch
    {
        0 => $"var value{i} = {i} * 2; value{i} + 1",
        1 => $"int Twice{i}(int x) => 2 * x; Twice{i}({i})",
        2 => $"Console.WriteLine(\"cell {i}\");",
        _ => $"Enumerable.Range(0, {i}).Where(x => x % 2 == 0).Sum()",
    };

    private static double Megabytes(params int[] processes) => processes.Sum(id =>
    {
        using Process process = Process.GetProcessById(id);
        return process.WorkingSet64 / 1e6;
    });
}
