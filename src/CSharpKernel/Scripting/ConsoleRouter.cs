using System.Globalization;
using System.Text;

namespace CSharpKernel.Scripting;

/// <summary>Gives each session's code its own console: what a cell writes goes to its output, what the host writes goes where it went before.</summary>
/// <remarks>
/// <see cref="Console"/> belongs to the process, and a process may hold several sessions and a host that prints. The execution context tells them apart:
/// it follows a cell into its tasks and threads (<see cref="SessionScope"/>).
/// </remarks>
internal static class ConsoleRouter
{
    private static int _installed;

    /// <summary>Routes the process's console, once.</summary>
    public static void Install()
    {
        if (Interlocked.Exchange(ref _installed, 1) == 1) return;
        Console.SetOut(new Writer(OutputStream.Out, Console.Out));
        Console.SetError(new Writer(OutputStream.Error, Console.Error));
        Console.SetIn(new Reader(Console.In));
    }

    private sealed class Writer(OutputStream stream, TextWriter host) : TextWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => Write([value]);

        public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

        public override void Write(string? value) => Write(value.AsSpan());

        public override void Write(ReadOnlySpan<char> buffer)
        {
            if (SessionScope.Current is { } session) session.Output.Write(stream, buffer);
            else host.Write(buffer);
        }

        public override void WriteLine() => Write("\n");

        public override void WriteLine(string? value) => WriteLine(value.AsSpan());

        public override void WriteLine(ReadOnlySpan<char> buffer)
        {
            if (buffer.Length > 512)
            {
                Write(buffer);
                Write("\n");
                return;
            }

            // One append, so that lines of several threads do not mix.
            Span<char> line = stackalloc char[buffer.Length + 1];
            buffer.CopyTo(line);
            line[^1] = '\n';
            Write(line);
        }

        public override void Flush()
        {
            if (SessionScope.Current is null) host.Flush();
        }
    }

    private sealed class Reader(TextReader host) : TextReader
    {
        private string _rest = "";

        public override string? ReadLine()
        {
            if (SessionScope.Current is not { } session) return host.ReadLine();
            if (_rest.Length == 0) return session.Input.ReadLine("", password: false);
            string line = _rest.TrimEnd('\n');
            _rest = "";
            return line;
        }

        public override int Read()
        {
            if (SessionScope.Current is null) return host.Read();
            if (Peek() < 0) return -1;
            char first = _rest[0];
            _rest = _rest[1..];
            return first;
        }

        public override int Peek()
        {
            if (SessionScope.Current is not { } session) return host.Peek();
            if (_rest.Length == 0 && session.Input.ReadLine("", password: false) is { } line) _rest = line + "\n";
            return _rest.Length == 0 ? -1 : _rest[0];
        }
    }
}
