using System.Globalization;
using System.Reflection;
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
        Put("s_out", new Writer(OutputStream.Out, Console.Out), Console.SetOut);
        Put("s_error", new Writer(OutputStream.Error, Console.Error), Console.SetError);
        Put<TextReader>("s_in", new Reader(Console.In), Console.SetIn);
    }

    // Console.SetOut wraps what it is given in a lock. An interrupt that ends a thread inside of it would leave it locked, and the whole process silent.
    private static void Put<T>(string field, T value, Action<T> otherwise)
    {
        FieldInfo? place = typeof(Console).GetField(field, BindingFlags.Static | BindingFlags.NonPublic);
        if (place is { IsInitOnly: false } && place.FieldType.IsInstanceOfType(value)) place.SetValue(null, value);
        else otherwise(value);
    }

    // Each call of WriteLine is one piece of output, so that lines of several threads do not mix.
    private sealed class Writer : TextWriter
    {
        private readonly OutputStream _stream;
        private readonly TextWriter _host;

        public Writer(OutputStream stream, TextWriter host) : base(CultureInfo.InvariantCulture)
        {
            _stream = stream;
            _host = host;
            CoreNewLine = ['\n'];
        }

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => Put(value.ToString());

        public override void Write(char[] buffer, int index, int count) => Put(new string(buffer, index, count));

        public override void Write(string? value) => Put(value ?? "");

        public override void Write(ReadOnlySpan<char> buffer) => Put(new string(buffer));

        public override void WriteLine() => Put("\n");

        public override void WriteLine(string? value) => Put(value + "\n");

        public override void WriteLine(char value) => Put($"{value}\n");

        public override void WriteLine(char[] buffer, int index, int count) => WriteLine(buffer.AsSpan(index, count));

        public override void WriteLine(ReadOnlySpan<char> buffer) => Put(string.Concat(buffer, "\n"));

        public override void WriteLine(bool value) => WriteLine(value.ToString());

        public override void WriteLine(int value) => WriteLine(value.ToString(FormatProvider));

        public override void WriteLine(uint value) => WriteLine(value.ToString(FormatProvider));

        public override void WriteLine(long value) => WriteLine(value.ToString(FormatProvider));

        public override void WriteLine(ulong value) => WriteLine(value.ToString(FormatProvider));

        public override void WriteLine(float value) => WriteLine(value.ToString(FormatProvider));

        public override void WriteLine(double value) => WriteLine(value.ToString(FormatProvider));

        public override void WriteLine(decimal value) => WriteLine(value.ToString(FormatProvider));

        public override void Flush()
        {
            if (SessionScope.Current is null) _host.Flush();
        }

        private void Put(string text)
        {
            if (SessionScope.Current is { } session) session.Output.Write(_stream, text);
            else _host.Write(text);
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
