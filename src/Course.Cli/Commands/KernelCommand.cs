using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Course.Cli.Building;
using Course.Cli.Layout;
using Course.Cli.Terminals;
using CSharpKernel.Installation;
using Spectre.Console;

namespace Course.Cli.Commands;

/// <summary><c>course kernel</c>: installs, lists and starts the C# kernel for Jupyter front ends.</summary>
internal static class KernelCommand
{
    /// <summary>The command, with those below it.</summary>
    public static Command Create(CommandContext context)
    {
        var connection = new Argument<string>("connection-file") { Description = "The file a front end writes: addresses, ports and key." };
        var install = new Command("install", "Write the kernel's specification into your Jupyter data folder.");
        var list = new Command("list", "List the kernels that Jupyter front ends find for you.");
        var start = new Command("start", "Start the kernel on a connection file, as a front end does.") { connection };
        install.SetAction((_, cancellation) => InstallAsync(context, cancellation));
        list.SetAction(_ => List(context.Terminal));
        start.SetAction((parsed, cancellation) => StartAsync(context, parsed.GetValue(connection)!, cancellation));
        return new Command("kernel", "Install, list or start the C# kernel.") { install, list, start };
    }

    private static async Task<int> InstallAsync(CommandContext context, CancellationToken cancellation)
    {
        string path = KernelSpec.Install(Program(context.Tree, await Freshness.BuiltAsync(context.Tree, context.Error, cancellation)));
        context.Terminal.Line($"Installed: {path}");
        return ExitCode.Ok;
    }

    private static int List(Terminal terminal)
    {
        string folder = Path.Combine(KernelSpec.DataDirectory(), "kernels");
        Table table = Tables.Plain("Name", "Shown as", "Starts");
        string[] specs = Directory.Exists(folder) ? Directory.GetDirectories(folder) : [];
        foreach (string spec in specs.Order(StringComparer.Ordinal))
        {
            if (Read(Path.Combine(spec, "kernel.json")) is not { } kernel) continue;
            IEnumerable<string?> arguments = kernel["argv"] is JsonArray list ? list.Select(a => a?.ToString()) : [];
            table.AddRow(Tables.Cells(Path.GetFileName(spec), kernel["display_name"]?.ToString() ?? "", string.Join(' ', arguments)));
        }

        terminal.Line(folder);
        terminal.Console.Write(table);
        if (KernelSpec.Check() is not { } fault) return ExitCode.Ok;
        terminal.Line($"{fault} Run `course kernel install`.");
        return ExitCode.Failed;
    }

    private static JsonObject? Read(string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(path)) as JsonObject;
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return null;
        }
    }

    private static async Task<int> StartAsync(CommandContext context, string connectionFile, CancellationToken cancellation)
    {
        BuildStamp stamp = await Freshness.BuiltAsync(context.Tree, context.Error, cancellation);
        using Process process = Process.Start(new ProcessStartInfo("dotnet") { UseShellExecute = false, ArgumentList = { Program(context.Tree, stamp), connectionFile } })
            ?? throw new CliException("The command dotnet could not be started. Is the .NET SDK on the PATH?", ExitCode.Environment);
        await using CancellationTokenRegistration stop = cancellation.Register(() => process.Kill(entireProcessTree: true));
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode;
    }

    private static string Program(CourseTree tree, BuildStamp stamp) => Path.Combine(tree.Kernels, stamp.Kernel, "CSharpKernel.dll");
}
