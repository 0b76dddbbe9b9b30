using System.Diagnostics;
using Spectre.Console;

namespace Course.Cli.Terminals;

/// <summary>Where the command writes: with colours and moving bars for a person, line by line for a file or a program.</summary>
internal sealed class Terminal
{
    private Terminal(IAnsiConsole console, bool isLive) => (Console, IsLive) = (console, isLive);

    /// <summary>The console to write tables and markup to.</summary>
    public IAnsiConsole Console { get; }

    /// <summary>Whether lines may be overwritten: a person watches, on a terminal that can.</summary>
    public bool IsLive { get; }

    /// <summary>Whether a person is there to answer: input and output are a terminal, and this is no automation.</summary>
    public bool IsAttended => IsLive && !System.Console.IsInputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI"));

    /// <summary>The process's own terminal. Without colours when output is redirected, <c>NO_COLOR</c> is set or <c>TERM</c> is "dumb".</summary>
    public static Terminal OfProcess() => Of(System.Console.Out, System.Console.IsOutputRedirected);

    /// <summary>The process's standard error, for what is no answer: a program that reads the answers does not see it.</summary>
    public static Terminal OfErrors() => Of(System.Console.Error, System.Console.IsErrorRedirected);

    private static Terminal Of(TextWriter writer, bool redirected)
    {
        bool dumb = Environment.GetEnvironmentVariable("TERM") == "dumb";
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = redirected || dumb ? AnsiSupport.No : AnsiSupport.Detect,
            Interactive = redirected || dumb ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (redirected) console.Profile.Width = 2000;   // a file has no right edge to wrap at
        return new Terminal(console, !redirected && !dumb && console.Profile.Capabilities.Ansi);
    }

    /// <summary>A terminal that writes plain text to a writer.</summary>
    public static Terminal Plain(TextWriter writer)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = 2000;
        return new Terminal(console, isLive: false);
    }

    /// <summary>Writes a line as it is: brackets mean nothing in it.</summary>
    public void Line(string text = "") => Console.WriteLine(text);

    /// <summary>Writes text past all layout, for programs and for code: no line is wrapped.</summary>
    public void Raw(string text) => Console.Profile.Out.Writer.WriteLine(text);

    /// <summary>Writes a line in Spectre's markup, such as "[bold]Unit 1[/]".</summary>
    public void Markup(string markup) => Console.MarkupLine(markup);

    /// <summary>Does long work in named steps. A live terminal shows a bar a step; elsewhere a line says when each begins, and how long it took.</summary>
    /// <param name="steps">The steps, in order; each gets a callback for its progress between 0 and 1.</param>
    /// <param name="cancellation">Stops between the steps, and in those that look at it.</param>
    public async Task RunAsync(IReadOnlyList<Step> steps, CancellationToken cancellation)
    {
        if (IsLive) await RunLiveAsync(steps, cancellation);
        else await RunPlainAsync(steps, cancellation);
    }

    private async Task RunPlainAsync(IReadOnlyList<Step> steps, CancellationToken cancellation)
    {
        foreach (Step step in steps)
        {
            cancellation.ThrowIfCancellationRequested();
            long start = Stopwatch.GetTimestamp();
            Line($"{step.Name} …");
            await step.Work(_ => { }, cancellation);
            Line($"{step.Name}: {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
        }
    }

    private async Task RunLiveAsync(IReadOnlyList<Step> steps, CancellationToken cancellation)
    {
        await Console.Progress().AutoClear(false).HideCompleted(false)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new ElapsedTimeColumn(), new SpinnerColumn())
            .StartAsync(async context =>
            {
                ProgressTask[] bars = [.. steps.Select(step => context.AddTask(Spectre.Console.Markup.Escape(step.Name), autoStart: false))];
                for (int i = 0; i < steps.Count; i++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    ProgressTask bar = bars[i];
                    bar.StartTask();
                    using var pace = new Timer(_ => Creep(bar, steps[i].Expected), null, 200, 200);
                    await steps[i].Work(part => bar.Value = Math.Max(bar.Value, 100 * part), cancellation);
                    bar.Value = 100;
                    bar.StopTask();
                }
            });
    }

    /// <summary>Moves a bar by the time that went by, ever slower towards its end: work that cannot say how far it is still shows that it lives.</summary>
    private static void Creep(ProgressTask bar, TimeSpan expected)
    {
        if (bar.IsFinished || bar.ElapsedTime is not { } elapsed) return;
        double part = 1 - Math.Exp(-2 * elapsed.TotalSeconds / expected.TotalSeconds);
        bar.Value = Math.Max(bar.Value, 98 * part);
    }
}

/// <summary>One step of long work.</summary>
/// <param name="Name">What it does, in words for the person who waits.</param>
/// <param name="Expected">How long it usually takes: the bar's pace.</param>
/// <param name="Work">The work; it may report its progress between 0 and 1.</param>
internal sealed record Step(string Name, TimeSpan Expected, Func<Action<double>, CancellationToken, Task> Work);
