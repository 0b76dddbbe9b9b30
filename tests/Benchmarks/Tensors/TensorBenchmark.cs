using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json;
using System.Text.Json.Nodes;
using FromScratch.Threading;
using TorchParity.Libtorch;
using TorchSharp;

namespace Benchmarks.Tensors;

/// <summary>The tensor engine against TorchSharp, case by case, in one run.</summary>
internal static class TensorBenchmark
{
    private const int Rounds = 15, MathNetRounds = 5;

    private static readonly (string Name, Func<IEnumerable<Case>> Cases)[] s_groups =
    [
        ("gemm", GemmCases.All), ("small", SmallCases.All), ("elementwise", ElementwiseCases.All), ("rows", RowCases.All), ("adamw", OptimizerCases.All),
        ("conv", ConvolutionCases.All), ("attention", AttentionCases.All), ("gpt", GptCases.All), ("linalg", LinearAlgebraCases.All),
    ];

    /// <summary>Measures, prints and, if wanted, writes.</summary>
    /// <param name="groups">Names of groups; all when there are none.</param>
    /// <param name="names">Parts of cases' names; all cases when there are none.</param>
    /// <param name="threads">How many threads both use, one run for each.</param>
    /// <param name="json">A file to write to.</param>
    /// <returns>0; 2 for a group that does not exist.</returns>
    public static int Run(IReadOnlyList<string> groups, IReadOnlyList<string> names, IReadOnlyList<int> threads, string? json)
    {
        if (groups.FirstOrDefault(name => s_groups.All(group => group.Name != name)) is { } unknown)
        {
            Console.Error.WriteLine($"There is no group '{unknown}'. The groups: {string.Join(", ", s_groups.Select(group => group.Name))}.");
            return 2;
        }

        LibtorchLoader.Load();
        string machine = $"{Processor()}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, vectors of {System.Numerics.Vector<byte>.Count * 8} bits{(Vector512.IsHardwareAccelerated ? " (512 where asked for)" : "")}; TorchSharp {typeof(torch).Assembly.GetName().Version}";
        Console.WriteLine(machine);
        Console.WriteLine("Medians of alternate runs; ratio above 1: the course's engine is faster; in brackets the quartiles.");
        var rows = new JsonArray();
        foreach ((string group, Func<IEnumerable<Case>> cases) in s_groups.Where(group => groups.Count == 0 || groups.Contains(group.Name)))
        {
            foreach (int count in threads)
            {
                Threads.Count = count;
                torch.set_num_threads(count);
                Console.WriteLine(Text($"\n{group}, {count} {(count == 1 ? "thread" : "threads")}{"",20} ours µs  TorchSharp µs  ratio"));
                foreach (Case one in cases())
                    if (names.Count == 0 || names.Any(name => one.Name.Contains(name, StringComparison.Ordinal))) rows.Add(Measured(group, count, one));
            }
        }

        if (json is not null) File.WriteAllText(json, new JsonObject { ["machine"] = machine, ["rounds"] = Rounds, ["rows"] = rows }.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n");
        return 0;
    }

    private static JsonObject Measured(string group, int threads, Case one)
    {
        Duel duel = Duel.Between(one.Ours, one.Theirs, Rounds);
        Duel? mathNet = one.MathNet is { } other && threads == 1 ? Duel.Between(one.Ours, other, MathNetRounds) : null;
        string goal = one.Goal is { } wanted ? Text($" goal {wanted:0.0} {(duel.Ratio >= wanted ? "reached" : "MISSED")}") : "";
        string second = mathNet is { } m ? Text($"; MathNet {m.Theirs:0.#} µs, ratio {m.Ratio:0.0}{(one.MathNetGoal is { } least ? Text($" goal {least:0} {(m.Ratio >= least ? "reached" : "MISSED")}") : "")}") : "";
        Console.WriteLine(Text($"  {one.Name,-44}{duel.Ours,10:0.0}{duel.Theirs,12:0.0}{duel.Ratio,9:0.00} ({duel.Low:0.00} to {duel.High:0.00}){goal}{second}"));
        return new JsonObject
        {
            ["group"] = group,
            ["case"] = one.Name,
            ["threads"] = threads,
            ["oursMicroseconds"] = duel.Ours,
            ["torchMicroseconds"] = duel.Theirs,
            ["ratio"] = duel.Ratio,
            ["ratioLowerQuartile"] = duel.Low,
            ["ratioUpperQuartile"] = duel.High,
            ["goal"] = one.Goal,
            ["mathNetMicroseconds"] = mathNet?.Theirs,
            ["mathNetRatio"] = mathNet?.Ratio,
        };
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Processor()
    {
        string line = File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(one => one.StartsWith("model name", StringComparison.Ordinal)) ?? "" : "";
        return line.Contains(':', StringComparison.Ordinal) ? line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() : $"{RuntimeInformation.ProcessArchitecture}";
    }
}
