using System.Text.Json.Nodes;
using CSharpKernel.Language;
using CSharpKernel.Scripting.Halts;

namespace CSharpKernel.Scripting;

/// <summary>Runs what a first cell will need, beside the session's own chain of cells: compiling, running, a value, an error of either kind, the language services.</summary>
/// <param name="store">What cells refer to.</param>
/// <param name="lines">Finds their lines.</param>
/// <param name="memory">Watches their memory.</param>
/// <param name="language">Is warmed up last.</param>
internal sealed class SessionWarmUp(AssemblyStore store, SourceLines lines, MemoryWatch memory, LanguageServices language)
{
    // Assemblies of one session have each a name of their own.
    private const int FirstNumber = 1_000_000;

    private static readonly string[] _cells =
    [
        """
        var numbers = new List<double> { 1, 2, 3 };
        double Mean(IEnumerable<double> xs) => xs.Sum() / xs.Count();
        record Place(double X, double Y);
        for (int i = 0; i < 2; i++) Console.WriteLine($"{i}: {numbers[i]:0.00}");
        await Task.Yield();
        new Place(Mean(numbers), 2)
        """,
        "int undeclared = missing;",
        "int zero = 0; 1 / zero",
        "new[] { (1, \"a\"), (2, \"b\") }.Select(pair => pair.Item1 * 2).ToList()",
    ];

    /// <summary>Runs it, until a cell asks for the session.</summary>
    public void Run(CancellationToken asked)
    {
        using var output = new OutputQueue(limit: 1000);
        output.Attach(new Nowhere());
        var scope = new SessionScope(output, new InputPrompt(output), new Display.ValueFormatter(), new CommRegistry(output), new RuntimeErrorText(lines), HaltSwitch.OfHost);
        var chain = new SubmissionChain(store, HaltSwitch.OfHost, FirstNumber);
        var compiler = new CellCompiler(chain, new LibraryChain(store, chain, lines), lines);
        compiler.Compile(CellCompiler.DefaultUsings, "usings", CancellationToken.None);
        foreach (string code in _cells)
        {
            if (asked.IsCancellationRequested) return;
            CellThread.Run(() =>
            {
                scope.Enter();
                using var execution = new CellExecution(new Cell(code, 1), scope, compiler, null, memory);
                return execution.Run(CancellationToken.None);
            }).Wait(CancellationToken.None);
        }

        try
        {
            language.WarmUp(scope.Formatter, asked);
            // What the warm-up leaves behind is given back now, while nobody waits.
            if (!asked.IsCancellationRequested) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
        catch (OperationCanceledException)
        {
            // A cell has come.
        }
    }

    private sealed class Nowhere : ICellOutput
    {
        public void Write(OutputStream stream, string text)
        {
        }

        public void Display(MimeBundle bundle, string? displayId = null, bool update = false)
        {
        }

        public void Clear(bool wait)
        {
        }

        public string? ReadLine(string prompt, bool password) => null;

        public void Comm(string messageType, JsonObject content)
        {
        }
    }
}
