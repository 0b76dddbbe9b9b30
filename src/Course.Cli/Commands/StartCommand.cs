using System.CommandLine;
using Course.Cli.Building;
using Course.Cli.Doctor;
using Course.Cli.Layout;
using Course.Cli.Notebooks;
using Course.Cli.Running;
using Course.Cli.Terminals;
using CSharpKernel.Installation;

namespace Course.Cli.Commands;

/// <summary><c>course start</c>: from a fresh clone to a notebook that can be opened; run again, it does only what is left to do.</summary>
internal static class StartCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var all = new Option<bool>("--all") { Description = "Also fetch the big libraries that later units compare with, so that all works without a network." };
        var buildOnly = new Option<bool>("--build-only") { Description = "Build, and nothing else: for the scripts that start the command." };
        var noOpen = new Option<bool>("--no-open") { Description = "Do not open VS Code." };
        var command = new Command("start", "Build the course, prepare this machine, and say what to do next.") { all, buildOnly, noOpen };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (!parsed.GetValue(buildOnly)) return await new Start(context).RunAsync(parsed.GetValue(all), !parsed.GetValue(noOpen), cancellation);
            await Freshness.BuiltAsync(context.Tree, context.Error, cancellation);
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>One run of the command.</summary>
    private sealed class Start(CommandContext context)
    {
        private readonly Terminal _terminal = context.Terminal;
        private readonly CourseTree _tree = context.Tree;
        private readonly List<string> _done = [];
        private BuildStamp? _stamp;

        public async Task<int> RunAsync(bool all, bool open, CancellationToken cancellation)
        {
            await _terminal.RunAsync([.. Steps(all)], cancellation);
            foreach (string line in _done) _terminal.Line(line);

            IReadOnlyList<Finding> findings = [.. Examination.Run(_tree).Where(f => f.State != FindingState.Good)];
            DoctorCommand.Show(_terminal, findings);
            _terminal.Line();
            StandingText.Show(_terminal, context);
            _terminal.Line();
            _terminal.Line("In VS Code:");
            foreach (string note in Examination.Notes) _terminal.Line($"  · {note}");
            _terminal.Line();
            _terminal.Line(OperatingSystem.IsWindows() ? "`course` is the file course.cmd in this folder: type course next, or course --help." : "`course` is the file course in this folder: type ./course next, or ./course --help.");
            if (open) Open();
            return findings.Any(f => f.State == FindingState.Missing) ? ExitCode.Environment : ExitCode.Ok;
        }

        private IEnumerable<Step> Steps(bool all)
        {
            _stamp = Freshness.UpToDate(_tree);
            if (_stamp is null) yield return Freshness.BuildStep(_tree, _terminal, stamp => _stamp = stamp);
            yield return new Step("Install the C# kernel for Jupyter", TimeSpan.FromSeconds(0.2), (_, cancellation) => Task.Run(InstallKernel, cancellation));
            yield return new Step("Keep your answers", TimeSpan.FromSeconds(0.5), (_, cancellation) => Task.Run(KeepAnswers, cancellation));
            if (all) yield return new Step("Fetch the big libraries", TimeSpan.FromSeconds(60), (_, cancellation) => BigLibraries.RestoreAsync(_tree, cancellation));
            if (Unit.All(_tree) is [var first, ..]) yield return new Step($"Run Unit {first.Id} once", TimeSpan.FromSeconds(10), (progress, cancellation) => ProveAsync(first, progress, cancellation));
        }

        private void InstallKernel() => KernelSpec.Install(Path.Combine(_tree.Kernels, _stamp!.Kernel, "CSharpKernel.dll"));

        private void KeepAnswers()
        {
            var update = new CourseUpdate(_tree, context.Clock);
            update.Recover();
            _done.AddRange(update.Run());
        }

        private async Task ProveAsync(Unit unit, Action<double> progress, CancellationToken cancellation)
        {
            var proof = new Proof(_tree, unit);
            string subject = proof.Subject(_stamp!);
            if (_stamp!.Proven == subject) return;
            await proof.RunAsync(context.StartSession, progress, cancellation);
            _stamp = _stamp with { Proven = subject };
            _stamp.Write(_tree);
            _done.Add(proof.Result!);
        }

        private void Open()
        {
            Unit unit = context.UnitOrCurrent(null);
            if (_terminal.IsAttended && OpenCommand.TryOpen(_tree, unit)) _terminal.Line($"VS Code opens {_tree.Shown(unit.Path)}.");
        }
    }
}
