using System.Globalization;
using Benchmarks;
using Benchmarks.Exercises;
using Benchmarks.Kernel;
using Benchmarks.Tensors;

// dotnet run -c Release --project tests/Benchmarks -- kernel [--json FILE] [--kernel PATH]
// dotnet run -c Release --project tests/Benchmarks -- checks [--unit N]... [--json FILE]
// dotnet run -c Release --project tests/Benchmarks -- tensors [--group NAME]... [--case TEXT]... [--threads 1,2] [--json FILE]
string? json = Option("--json"), kernel = Option("--kernel");
switch (args.FirstOrDefault())
{
    case null:
        Kernel();
        return Tensors();
    case "kernel":
        Kernel();
        return 0;
    case "checks":
        var checks = new Report(CheckBenchmark.Run(Options("--unit")));
        checks.Print(Console.Out);
        if (json is not null) checks.Write(json);
        return 0;
    case "tensors":
        return Tensors();
    default:
        Console.Error.WriteLine("Usage: Benchmarks kernel [--json FILE] [--kernel PATH of CSharpKernel.dll]");
        Console.Error.WriteLine("       Benchmarks checks [--unit N]... [--json FILE]");
        Console.Error.WriteLine("       Benchmarks tensors [--group NAME]... [--case TEXT]... [--threads 1,2] [--json FILE]");
        return 2;
}

void Kernel()
{
    var report = new Report(KernelBenchmark.Run(kernel ?? KernelBuild.Publish()));
    report.Print(Console.Out);
    if (json is not null) report.Write(json);
}

int Tensors()
{
    int[] threads = [.. (Option("--threads") ?? "1,2").Split(',').Select(count => int.Parse(count, CultureInfo.InvariantCulture))];
    return TensorBenchmark.Run(Options("--group"), Options("--case"), threads, json);
}

string? Option(string name) => Array.IndexOf(args, name) is int at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;

string[] Options(string name) => [.. args.Index().Where(arg => arg.Index > 0 && args[arg.Index - 1] == name).Select(arg => arg.Item)];
