using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace CSharpKernel.Scripting;

/// <summary>All output of a session, in order, between the learner's threads that write and one thread that delivers.</summary>
/// <remarks>
/// <para>An interrupt may end a writing thread at any instruction, and a lock it held would stay locked for ever. So writers hold none: each piece is put before
/// the others with one compare-and-swap, and the delivering thread takes them all and turns them round. Everything else (coalescing, counting, cutting) happens
/// on that thread.</para>
/// <para>Text leaves after <see cref="CoalesceMs"/> or at <see cref="ChunkSize"/> characters, whichever is first. What threads write when no cell runs is kept for the next one.</para>
/// </remarks>
internal sealed class OutputQueue : IDisposable
{
    /// <summary>Text is delivered in pieces of about this many characters.</summary>
    public const int ChunkSize = 32 * 1024;

    /// <summary>How long text waits for more, in milliseconds.</summary>
    public const int CoalesceMs = 30;

    /// <summary>Writers wait while more characters than this are not delivered.</summary>
    public const int PendingLimit = 4 * 1024 * 1024;

    // What a piece costs beside its text, in characters: many small ones hold up their writer too.
    private const int PieceCost = 32;

    private readonly AutoResetEvent _work = new(false);
    private readonly StringBuilder _text = new();   // the deliverer's own, as are the three below
    private readonly Thread _deliverer;
    private readonly long _limit;
    private OutputStream _stream;
    private long _written;
    private Piece? _newest;
    private long _pending;
    private volatile ICellOutput? _target;
    private volatile bool _cut;
    private volatile bool _stopped;

    /// <param name="limit">Characters of text a cell may write; the rest is counted and left out.</param>
    public OutputQueue(long limit)
    {
        _limit = limit;
        _deliverer = new Thread(Deliver) { IsBackground = true, Name = "cell output" };
        _deliverer.UnsafeStart();
    }

    /// <summary>Sends what follows, and what was kept, to a cell's output.</summary>
    public void Attach(ICellOutput target)
    {
        _target = target;
        _work.Set();
    }

    /// <summary>Waits until everything written so far is delivered, then keeps what follows for the next output.</summary>
    public void Detach()
    {
        Post(_ => TellCut());
        Drain();
        _target = null;
        Interlocked.Exchange(ref _pending, 0);
    }

    /// <summary>Waits until everything written so far is delivered.</summary>
    public void Drain()
    {
        if (_target is null) return;
        // A marker, not "until it is empty": a thread left behind may write without end. And an event of the system, which no interrupt leaves half waited for.
        var reached = new ManualResetEvent(false);
        Post(_ => reached.Set());
        reached.WaitOne();
    }

    /// <summary>Appends text.</summary>
    public void Write(OutputStream stream, string text)
    {
        if (text.Length == 0) return;
        User.StopPoint.Pass();
        while (Volatile.Read(ref _pending) > PendingLimit && _target is not null && Thread.CurrentThread != _deliverer) Thread.Sleep(1);
        Push(new Piece(stream, _cut ? null : text, text.Length, null));
    }

    /// <summary>Appends anything else a cell puts out, in its place among the text.</summary>
    public void Post(Action<ICellOutput> item) => Push(new Piece(default, null, 0, item));

    /// <summary>Shows a value.</summary>
    public void Display(MimeBundle bundle, string? displayId, bool update) => Post(output => output.Display(bundle, displayId, update));

    /// <summary>Removes the cell's output so far.</summary>
    public void Clear(bool wait) => Post(output => output.Clear(wait));

    /// <summary>Sends a message of a comm.</summary>
    public void Comm(string messageType, JsonObject content) => Post(output => output.Comm(messageType, content));

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopped = true;
        _work.Set();
        if (Thread.CurrentThread != _deliverer) _deliverer.Join(TimeSpan.FromSeconds(1));
    }

    private void Push(Piece piece)
    {
        do piece.Older = Volatile.Read(ref _newest);
        while (Interlocked.CompareExchange(ref _newest, piece, piece.Older) != piece.Older);
        Interlocked.Add(ref _pending, piece.Cost);
        if (piece.Older is null || piece.Item is not null) _work.Set();
    }

    private void Deliver()
    {
        while (!_stopped)
        {
            _work.WaitOne();
            if (_target is null) continue;
            if (Volatile.Read(ref _newest) is { Item: null }) _work.WaitOne(CoalesceMs);
            while (_target is { } target && Take() is { } oldest)
            {
                for (Piece? piece = oldest; piece is not null; piece = piece.Newer) Deliver(piece, target);
            }

            if (_target is { } last) CloseText(last);
        }
    }

    // Everything that waits, oldest first.
    private Piece? Take()
    {
        Piece? piece = Interlocked.Exchange(ref _newest, null);
        Piece? newer = null;
        for (; piece is not null; piece = piece.Older)
        {
            piece.Newer = newer;
            newer = piece;
        }

        return newer;
    }

    private void Deliver(Piece piece, ICellOutput target)
    {
        Interlocked.Add(ref _pending, -piece.Cost);
        if (piece.Item is { } item)
        {
            CloseText(target);
            Deliver(item, target);
            return;
        }

        if (piece.Stream != _stream) CloseText(target);
        _stream = piece.Stream;
        long room = _limit - _written;
        _written += piece.Length;
        if (room < piece.Length) _cut = true;
        if (room > 0 && piece.Text is { } text) _text.Append(text.AsSpan(0, (int)Math.Min(room, text.Length)));
        if (_text.Length >= ChunkSize) CloseText(target);
    }

    private void CloseText(ICellOutput target)
    {
        if (_text.Length == 0) return;
        string text = _text.ToString();
        _text.Clear();
        OutputStream stream = _stream;
        Deliver(output => output.Write(stream, text), target);
    }

    private void TellCut()
    {
        if (_cut)
        {
            string notice = string.Create(CultureInfo.InvariantCulture, $"\n[output cut: a cell shows {_limit:N0} characters; {_written - _limit:N0} more were left out]\n");
            Deliver(output => output.Write(OutputStream.Error, notice), _target!);
        }

        _written = 0;
        _cut = false;
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

    private sealed class Piece(OutputStream stream, string? text, int length, Action<ICellOutput>? item)
    {
        public OutputStream Stream { get; } = stream;

        public string? Text { get; } = text;

        public int Length { get; } = length;

        public Action<ICellOutput>? Item { get; } = item;

        public int Cost => PieceCost + (Text?.Length ?? 0);

        public Piece? Older { get; set; }

        public Piece? Newer { get; set; }
    }
}
