using System.Text;
using System.Text.Json.Nodes;
using CSharpKernel.Scripting;

namespace CSharpKernel.Tests.Scripting;

/// <summary>Keeps what a cell puts out.</summary>
public sealed class RecordedOutput : ICellOutput
{
    private readonly Lock _gate = new();
    private readonly StringBuilder _out = new();
    private readonly StringBuilder _error = new();

    public List<string> Events { get; } = [];

    public List<(MimeBundle Bundle, string? Id, bool Update)> Shown { get; } = [];

    public List<(string Type, JsonObject Content)> Comms { get; } = [];

    public Queue<string> Answers { get; } = new();

    public string Out => Locked(_out.ToString);

    public string Error => Locked(_error.ToString);

    public int Writes { get; private set; }

    public void Write(OutputStream stream, string text)
    {
        lock (_gate)
        {
            Writes++;
            Events.Add((stream == OutputStream.Out ? "out:" : "error:") + text);
            (stream == OutputStream.Out ? _out : _error).Append(text);
        }
    }

    public void Display(MimeBundle bundle, string? displayId = null, bool update = false)
    {
        lock (_gate)
        {
            Events.Add((update ? "update:" : "display:") + bundle.Text);
            Shown.Add((bundle, displayId, update));
        }
    }

    public void Clear(bool wait)
    {
        lock (_gate) Events.Add("clear:" + wait);
    }

    public string? ReadLine(string prompt, bool password)
    {
        lock (_gate) Events.Add($"ask:{prompt}:{password}");
        return Answers.TryDequeue(out string? answer) ? answer : null;
    }

    public void Comm(string messageType, JsonObject content)
    {
        lock (_gate) Comms.Add((messageType, content));
    }

    private T Locked<T>(Func<T> read)
    {
        lock (_gate) return read();
    }
}
