using CSharpKernel.Protocol;
using NetMQ;

namespace CSharpKernel.Transport;

/// <summary>One socket and the one thread that owns it. Others post what it sends; what it receives is handed to a callback on its thread.</summary>
internal sealed class Channel : IDisposable
{
    private readonly NetMQSocket _socket;
    private readonly NetMQQueue<NetMQMessage> _outgoing = new();
    private readonly NetMQPoller _poller;
    private readonly MessageCodec _codec;
    private readonly Lock _gate = new();
    private bool _closed;

    public Channel(string name, NetMQSocket socket, string address, MessageCodec codec, Action<NetMQMessage, Channel> received)
    {
        _socket = socket;
        _codec = codec;
        // Without a limit: a PUB socket drops what is above its high-water mark, and a front end that misses "idle" waits for ever.
        socket.Options.SendHighWatermark = 0;
        socket.Options.ReceiveHighWatermark = 0;
        socket.Options.Linger = TimeSpan.FromSeconds(1);
        socket.Bind(address);
        _outgoing.ReceiveReady += (_, _) => SendPosted();
        socket.ReceiveReady += (_, _) => received(socket.ReceiveMultipartMessage(), this);
        _poller = new NetMQPoller { _outgoing, socket };
        _poller.RunAsync(name, true);
    }

    /// <summary>Sends a message; after the end, it is dropped.</summary>
    public void Post(Message message) => Post(_codec.Encode(message));

    /// <summary>Sends frames; after the end, they are dropped.</summary>
    public void Post(NetMQMessage frames)
    {
        lock (_gate)
        {
            if (!_closed) _outgoing.Enqueue(frames);
        }
    }

    /// <summary>Sends what was posted, then closes the socket.</summary>
    public void Dispose()
    {
        lock (_gate) _closed = true;
        _poller.Stop();
        SendPosted();
        _poller.Dispose();
        _outgoing.Dispose();
        _socket.Dispose();
    }

    private void SendPosted()
    {
        while (_outgoing.TryDequeue(out NetMQMessage? frames, TimeSpan.Zero)) _socket.SendMultipartMessage(frames);
    }
}
