using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using CSharpKernel.Protocol;
using CSharpKernel.Scripting;
using CSharpKernel.Transport;
using NetMQ;
using NetMQ.Sockets;

namespace CSharpKernel.Handlers;

/// <summary>The kernel's side of one connection: receives requests, lets their handlers answer, publishes busy and idle around each.</summary>
/// <remarks>Shell requests are handled one after another on one thread, control requests on another, so that an interrupt reaches a running cell.
/// https://jupyter-client.readthedocs.io/en/stable/messaging.html</remarks>
internal sealed class KernelServer : IDisposable
{
    private readonly MessageCodec _codec;
    private readonly BlockingCollection<Request> _inOrder = [];   // shell
    private readonly BlockingCollection<Request> _atOnce = [];    // control, and what must not wait for the running cell
    private readonly ManualResetEventSlim _stopped = new();
    private readonly InputRequests _input = new();
    private readonly RunningRequest _running = new();
    private readonly Abort _abort = new(TimeProvider.System);
    private readonly Dictionary<string, Func<Message, JsonObject>> _handlers;
    private readonly Channel[] _channels;
    private readonly Channel _iopub;
    private readonly Channel _stdin;

    public KernelServer(ConnectionFile connection, ISession session)
    {
        _codec = new MessageCodec(connection.Key);
        _handlers = Handlers(session);
        var iopub = new XPublisherSocket();
        iopub.Options.XPubVerbose = true;   // every subscription is told, not only the first of its topic
        _iopub = Open("iopub", iopub, connection.Iopub, Welcome);
        Publish("status", new JsonObject { ["execution_state"] = "starting" }, null);
        _stdin = Open("stdin", new RouterSocket(), connection.Stdin, (frames, channel) => Received(frames, channel, request => _input.Take(request.Message)));
        Channel control = Open("control", new RouterSocket(), connection.Control, (frames, channel) => Received(frames, channel, _atOnce.Add));
        Channel heartbeat = Open("heartbeat", new ResponseSocket(), connection.Heartbeat, (frames, channel) => channel.Post(frames));
        Channel shell = Open("shell", new RouterSocket(), connection.Shell, (frames, channel) => Received(frames, channel, Line));
        _channels = [shell, control, _stdin, heartbeat, _iopub];

        Channel Open(string name, NetMQSocket socket, int port, Action<NetMQMessage, Channel> received) =>
            new(name, socket, connection.Address(port), _codec, received);
    }

    /// <summary>Answers requests until one asks to shut down, or <see cref="Stop"/> is called.</summary>
    public void Run()
    {
        Serve(_inOrder, "shell requests");
        Serve(_atOnce, "control requests");
        _stopped.Wait();
    }

    /// <summary>Ends <see cref="Run"/>.</summary>
    public void Stop() => _stopped.Set();

    /// <summary>Interrupts the running cell, if one runs.</summary>
    public void Interrupt() => _running.Interrupt();

    /// <summary>Sends a message to every front end.</summary>
    public void Publish(string type, JsonObject content, Message? request) =>
        _iopub.Post(_codec.Create(type, content, [Encoding.UTF8.GetBytes(type)], request?.Header));

    /// <summary>Asks the front end that sent the request for a line; blocks until it answers or the cell is interrupted.</summary>
    public string? Ask(string prompt, bool password, Message request, CancellationToken interrupt) => _input.Ask(
        _stdin,
        identities => _codec.Create("input_request", new JsonObject { ["prompt"] = prompt, ["password"] = password }, identities, request.Header),
        request,
        interrupt);

    public void Dispose()
    {
        foreach (Channel channel in _channels) channel.Dispose();
        NetMQConfig.Cleanup(block: true);
    }

    private Dictionary<string, Func<Message, JsonObject>> Handlers(ISession session)
    {
        var history = new History();
        var comms = new CommHandler(this, session, _running);
        var execute = new ExecuteHandler(this, session, _running, history, comms, _abort);
        var language = new LanguageHandlers(session);
        return new()
        {
            ["kernel_info_request"] = _ => KernelInfo.Reply(),
            ["execute_request"] = execute.Reply,
            ["complete_request"] = language.Complete,
            ["inspect_request"] = language.Inspect,
            ["is_complete_request"] = language.IsComplete,
            ["history_request"] = history.Reply,
            ["comm_info_request"] = comms.Info,
            ["comm_open"] = comms.Receive,
            ["comm_msg"] = comms.Receive,
            ["comm_close"] = comms.Receive,
            ["interrupt_request"] = _ =>
            {
                Interrupt();
                return Replies.Ok();
            },
            ["shutdown_request"] = request => new JsonObject { ["status"] = "ok", ["restart"] = (bool?)request.Content["restart"] ?? false },
        };
    }

    private void Received(NetMQMessage frames, Channel channel, Action<Request> take)
    {
        try
        {
            take(new Request(_codec.Decode(frames), channel, TimeProvider.System.GetUtcNow()));
        }
        catch (FormatException error)
        {
            Console.Error.WriteLine(error.Message);
        }
    }

    // On the shell channel too an interrupt is for the cell that runs now.
    private void Line(Request request) => (request.Message.Type == "interrupt_request" ? _atOnce : _inOrder).Add(request);

    // A subscription comes as one frame: 1, then the topic. https://jupyter.org/enhancement-proposals/65-jupyter-xpub/jupyter-xpub.html
    private void Welcome(NetMQMessage frames, Channel iopub)
    {
        byte[] subscription = frames.First.ToByteArray();
        if (subscription is not [1, .. byte[] topic]) return;
        iopub.Post(_codec.Create("iopub_welcome", new JsonObject { ["subscription"] = Encoding.UTF8.GetString(topic) }, [topic], null));
    }

    private void Serve(BlockingCollection<Request> requests, string name) => new Thread(() =>
    {
        foreach (Request request in requests.GetConsumingEnumerable())
        {
            Answer(request);
            if (request.Message.Type == "shutdown_request") Stop();
        }
    })
    { Name = name, IsBackground = true }.Start();

    private void Answer(Request request)
    {
        Message message = request.Message;
        Publish("status", new JsonObject { ["execution_state"] = "busy" }, message);
        JsonObject content = _abort.Covers(message, request.Arrived) ? Replies.Aborted() : Handle(message);
        if (message.Type.EndsWith("_request", StringComparison.Ordinal))
            request.Channel.Post(_codec.Create(message.Type[..^"request".Length] + "reply", content, message.Identities, message.Header));
        Publish("status", new JsonObject { ["execution_state"] = "idle" }, message);
    }

    private JsonObject Handle(Message message)
    {
        if (!_handlers.TryGetValue(message.Type, out Func<Message, JsonObject>? handler))
            return Replies.Error("UnknownMessage", $"This kernel does not know the message type \"{message.Type}\".", []);
        try
        {
            return handler(message);
        }
        catch (Exception error)
        {
            // Whatever a front end puts into a request, it gets its reply and the kernel lives on.
            Console.Error.WriteLine($"{message.Type} failed: {error}");
            return Replies.Error(error.GetType().FullName!, error.Message, []);
        }
    }
}
