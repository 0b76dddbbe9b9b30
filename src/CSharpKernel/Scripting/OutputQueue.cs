using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace CSharpKernel.Scripting;

/// <summary>All output of a session, in order, between the learner's threads that write and one thread that delivers.</summary>
/// <remarks>
/// <para>Writers only append, so a cell is never held up by a slow front end until <see cref="PendingLimit"/> characters wait; and an interrupt, which ends a
/// thread at any instruction, never ends it in the middle of a message: appending runs in a <c>finally</c> block, which the runtime does not abort.</para>
/// <para>Text is coalesced: it leaves after <see cref="CoalesceMs"/> or at <see cref="ChunkSize"/> characters, whichever is first. What threads write when no cell runs is kept for the next one.</para>
/// </remarks>
internal sealed class OutputQueue : IDisposable
{
    /// <summary>Text is delivered in pieces of about this many characters.</summary>
    public const int ChunkSize = 32 * 1024;

    /// <summary>How long text waits for more, in milliseconds.</summary>
    public const int CoalesceMs = 30;

    /// <summary>Writers wait while more characters than this are not delivered.</summary>
    public const int PendingLimit = 4 * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly Queue<Action<ICellOutput>> _items = new();
    private readonly StringBuilder _text = new();
    private readonly AutoResetEvent _work = new(false);
    private readonly ManualResetEventSlim _room = new(true);
    private readonly Thread _deliverer;
    private readonly long _limit;
    private OutputStream _stream;
    private ICellOutput? _target;
    private long _pending;
    private long _written;
    private bool _cut;
    private bool _stopped;

    /// <param name="limit">Characters of text a cell may write; the rest is counted and left out.</param>
    public OutputQueue(long limit)
    {
        _limit = limit;
        _deliverer = new Thread(Deliver) { IsBackground = true, Name = "cell output" };
        _deliverer.Start();
    }

    /// <summary>Sends what follows, and what was kept, to a cell's output.</summary>
    public void Attach(ICellOutput target)
    {
        lock (_gate)
        {
            _target = target;
            _written = _text.Length;
            _cut = false;
        }

        _work.Set();
    }

    /// <summary>Waits until everything written so far is delivered, then keeps what follows for the next output.</summary>
    public void Detach()
    {
        long left;
        lock (_gate) left = _cut ? _written - _limit : 0;
        if (left > 0)
            Post(output => output.Write(OutputStream.Error, string.Create(CultureInfo.InvariantCulture, $"\n[output cut: a cell shows {_limit:N0} characters; {left:N0} more were left out]\n")));
        Drain();
        lock (_gate) _target = null;
    }

    /// <summary>Waits until everything written so far is delivered.</summary>
    public void Drain()
    {
        lock (_gate)
        {
            if (_target is null) return;
        }

        // A marker, not "until it is empty": a thread left behind may write without end.
        var reached = new ManualResetEventSlim();
        Post(_ => reached.Set());
        reached.Wait();
    }

    /// <summary>Appends text.</summary>
    public void Write(OutputStream stream, ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return;
        if (!_room.IsSet && Thread.CurrentThread != _deliverer) _room.Wait();
        try
        {
        }
        finally
        {
            Append(stream, text);
        }
    }

    /// <summary>Appends anything else a cell puts out, in its place among the text.</summary>
    public void Post(Action<ICellOutput> item)
    {
        try
        {
        }
        finally
        {
            lock (_gate)
            {
                CloseText();
                _items.Enqueue(item);
            }

            _work.Set();
        }
    }

    /// <summary>Shows a value.</summary>
    public void Display(MimeBundle bundle, string? displayId, bool update) => Post(output => output.Display(bundle, displayId, update));

    /// <summary>Removes the cell's output so far.</summary>
    public void Clear(bool wait) => Post(output => output.Clear(wait));

    /// <summary>Sends a message of a comm.</summary>
    public void Comm(string messageType, JsonObject content) => Post(output => output.Comm(messageType, content));

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate) _stopped = true;
        _work.Set();
        if (Thread.CurrentThread != _deliverer) _deliverer.Join(TimeSpan.FromSeconds(1));
    }

    private void Append(OutputStream stream, ReadOnlySpan<char> text)
    {
        bool wake;
        lock (_gate)
        {
            if (stream != _stream) CloseText();
            _stream = stream;
            long before = _written;
            _written += text.Length;
            if (_written > _limit)
            {
                _cut = true;
                if (before >= _limit) return;
                text = text[..(int)(_limit - before)];
            }

            wake = _text.Length == 0;
            _text.Append(text);
            _pending += text.Length;
            if (_text.Length >= ChunkSize)
            {
                CloseText();
                wake = true;
            }

            if (_pending > PendingLimit && _target is not null) _room.Reset();
        }

        if (wake) _work.Set();
    }

    // Under the gate: the text so far becomes an item of the queue.
    private void CloseText()
    {
        if (_text.Length == 0) return;
        string text = _text.ToString();
        OutputStream stream = _stream;
        _text.Clear();
        _items.Enqueue(output =>
        {
            output.Write(stream, text);
            lock (_gate)
            {
                _pending -= text.Length;
                if (_pending <= PendingLimit / 2) _room.Set();
            }
        });
    }

    private void Deliver()
    {
        while (true)
        {
            _work.WaitOne();
            if (WaitsForMore()) _work.WaitOne(CoalesceMs);
            bool closeText = true;
            while (TryNext(closeText, out Action<ICellOutput>? item, out ICellOutput? target))
            {
                Deliver(item, target);
                closeText = false;
            }

            lock (_gate)
            {
                if (_stopped) return;
            }
        }
    }

    private bool WaitsForMore()
    {
        lock (_gate) return _items.Count == 0 && !_stopped;
    }

    private bool TryNext(bool closeText, [NotNullWhen(true)] out Action<ICellOutput>? item, [NotNullWhen(true)] out ICellOutput? target)
    {
        lock (_gate)
        {
            item = null;
            target = _target;
            if (target is null) return false;
            if (_items.Count == 0 && _text.Length > 0)
            {
                if (closeText) CloseText();
                else _work.Set();
            }

            return _items.TryDequeue(out item);
        }
    }

    // A front end that is gone must not end the thread: its output is lost, the session is not.
    private static void Deliver(Action<ICellOutput> item, ICellOutput target)
    {
        try
        {
            item(target);
        }
        catch (Exception)
        {
            // Nobody is left to be told.
        }
    }
}
