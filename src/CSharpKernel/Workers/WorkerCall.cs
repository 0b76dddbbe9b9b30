using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CSharpKernel.Scripting;

namespace CSharpKernel.Workers;

/// <summary>A call under way in the worker: its output goes over the pipe, and the kernel's interrupts and lines of input come to it.</summary>
internal sealed class WorkerCall(MessagePipe pipe, long id) : ICellOutput, IDisposable
{
    private readonly CancellationTokenSource _interrupt = new();
    private readonly BlockingCollection<string?> _answers = [];
    private readonly Lock _asking = new();

    /// <summary>Stops the call.</summary>
    public CancellationToken Interrupt => _interrupt.Token;

    /// <summary>Interrupts the call. Returns at once: what stops a cell may take its time, and the pipe must still be read.</summary>
    /// <remarks>On a thread of its own: those of the pool may all be the cell's, in a parallel loop, and the pool takes a second to bring another.</remarks>
    public void Cancel() => new Thread(() =>
    {
        try
        {
            _interrupt.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The call ended by itself.
        }
    })
    { IsBackground = true, Name = "interrupt" }.UnsafeStart();

    /// <summary>Hands over the line that was asked for.</summary>
    public void Answer(string? line) => _answers.Add(line);

    /// <inheritdoc/>
    public void Write(OutputStream stream, string text) => pipe.Send(new TextWritten(id, stream, text));

    /// <inheritdoc/>
    public void Display(MimeBundle bundle, string? displayId = null, bool update = false) => pipe.Send(new ValueDisplayed(id, bundle, displayId, update));

    /// <inheritdoc/>
    public void Clear(bool wait) => pipe.Send(new OutputCleared(id, wait));

    /// <inheritdoc/>
    public string? ReadLine(string prompt, bool password)
    {
        lock (_asking)
        {
            pipe.Send(new InputAsked(id, prompt, password));
            return _answers.Take(_interrupt.Token);
        }
    }

    /// <inheritdoc/>
    public void Comm(string messageType, JsonObject content) => pipe.Send(new CommSent(id, messageType, content));

    /// <inheritdoc/>
    public void Dispose()
    {
        _interrupt.Dispose();
        _answers.Dispose();
    }
}
