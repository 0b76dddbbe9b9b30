using System.Globalization;
using System.Text;

namespace Course;

/// <summary>The console during a check: what the learner's code prints comes through, up to a limit; more than that is cut, and far too much is a failure.</summary>
/// <remarks><see cref="Console"/> belongs to the process. The execution context tells a check's output from everybody else's, which goes where it went before.</remarks>
internal sealed class CheckConsole : IDisposable
{
    /// <summary>How much comes through in one check.</summary>
    public const int ShownCharacters = 10_000;

    /// <summary>How much one test may print before it fails.</summary>
    public const int MostCharacters = 1_000_000;

    private static readonly AsyncLocal<CheckConsole?> _current = new();
    private static readonly Lock _installing = new();
    private static TextWriter? _out;
    private static TextWriter? _error;

    private long _printed;
    private long _printedInTest;
    private volatile bool _isMuted;

    private CheckConsole()
    {
    }

    /// <summary>Whether the test that runs printed more than anybody reads.</summary>
    public bool IsFlooded => Interlocked.Read(ref _printedInTest) > MostCharacters;

    /// <summary>Starts the console of a check: for this thread, and those it starts, until it is disposed.</summary>
    public static CheckConsole Begin()
    {
        lock (_installing)
        {
            if (!ReferenceEquals(Console.Out, _out)) Console.SetOut(new Writer(Console.Out));
            if (!ReferenceEquals(Console.Error, _error)) Console.SetError(new Writer(Console.Error));
            (_out, _error) = (Console.Out, Console.Error);
        }

        return _current.Value = new CheckConsole();
    }

    /// <summary>The check is over. Threads that the learner's code left behind keep its limit.</summary>
    public void Dispose() => _current.Value = null;

    /// <summary>A new test begins.</summary>
    public void BeginTest() => Interlocked.Exchange(ref _printedInTest, 0);

    /// <summary>Nothing comes through until it is disposed: a repeated call prints once.</summary>
    public static IDisposable? Muted() => _current.Value is { } console ? new Muting(console) : null;

    /// <summary>How much of the next text may come through.</summary>
    private int Take(int length, out bool isCutHere)
    {
        isCutHere = false;
        if (_isMuted) return 0;
        Interlocked.Add(ref _printedInTest, length);
        long after = Interlocked.Add(ref _printed, length), before = after - length;
        if (after <= ShownCharacters) return length;
        isCutHere = before <= ShownCharacters;
        return (int)Math.Max(0, ShownCharacters - before);
    }

    private sealed class Muting : IDisposable
    {
        private readonly CheckConsole _console;

        public Muting(CheckConsole console) => (_console = console)._isMuted = true;

        public void Dispose() => _console._isMuted = false;
    }

    private sealed class Writer(TextWriter outer) : TextWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => outer.Encoding;

        public override void Write(char value) => Write([value]);

        public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

        public override void Write(string? value) => Write(value.AsSpan());

        public override void Write(ReadOnlySpan<char> buffer)
        {
            if (_current.Value is not { } console)
            {
                outer.Write(buffer);
                return;
            }

            int shown = console.Take(buffer.Length, out bool isCutHere);
            if (shown > 0) outer.Write(buffer[..shown]);
            if (isCutHere) outer.Write(string.Create(CultureInfo.InvariantCulture, $"\n… cut: your code printed more than {ShownCharacters} characters in this check.\n"));
        }

        public override void WriteLine() => Write("\n");

        public override void WriteLine(string? value) => Write(value + "\n");

        public override void WriteLine(ReadOnlySpan<char> buffer) => Write(string.Concat(buffer, "\n"));

        public override void Flush() => outer.Flush();
    }
}
