using Benchmarks;
using Benchmarks.Kernel;

// dotnet run -c Release --project tests/Benchmarks -- kernel [--json FILE] [--kernel PATH]
string? json = Option("--json"), kernel = Option("--kernel");
switch (args.FirstOrDefault())
{
    case "kernel":
        var report = new Report(KernelBenchmark.Run(kernel ?? KernelBuild.Publish()));
        report.Print(Console.Out);
        if (json is not null) report.Write(json);
        return 0;
    default:
        Console.Error.WriteLine("Usage: Benchmarks kernel [--json FILE] [--kernel PATH of CSharpKernel.dll]");
        return 2;
}

string? Option(string name) => Array.IndexOf(args, name) is int at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;
