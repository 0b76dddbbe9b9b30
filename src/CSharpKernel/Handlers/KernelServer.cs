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
    private readonly BlockingCollection<Message> _shellRequests = [];
    private readonly BlockingCollection<Message> _controlRequests = [];
    private readonly BlockingCollection<Message> _answers = [];
    private readonly ManualResetEventSlim _stopped = new();
    private readonly Channel[] _channels;
    private readonly Channel _iopub;
    private readonly Channel _stdin;
    private readonly Channel _shell;
    private readonly Channel _control;
    private readonly Dictionary<string, Func<Message, JsonObject>> _handlers;
    private readonly ExecuteHandler _execute;

    public KernelServer(ConnectionFile connection, ISession session)
    {
        _codec = new MessageCodec(connection.Key);
        _execute = new ExecuteHandler(this, session);
        var language = new LanguageHandlers(session);
        _handlers = new()
        {
            ["kernel_info_request"] = _ => KernelInfo.Reply(),
            ["execute_request"] = _execute.Reply,
            ["complete_request"] = language.Complete,
            ["inspect_request"] = language.Inspect,
            ["is_complete_request"] = language.IsComplete,
            ["history_request"] = _execute.History,
            ["comm_info_request"] = _ => new JsonObject { ["status"] = "ok", ["comms"] = new JsonObject() },
            ["interrupt_request"] = _ => Ok(_execute.Interrupt),
            ["shutdown_request"] = request => new JsonObject { ["status"] = "ok", ["restart"] = (bool?)request.Content["restart"] ?? false },
        };
        foreach (string comm in new[] { "comm_open", "comm_msg", "comm_close" }) _handlers[comm] = _execute.Comm;

        _iopub = Open("iopub", new PublisherSocket(), connection.Iopub, null);
        _stdin = Open("stdin", new RouterSocket(), connection.Stdin, Into(_answers));
        _control = Open("control", new RouterSocket(), connection.Control, Into(_controlRequests));
        Channel heartbeat = Open("heartbeat", new ResponseSocket(), connection.Heartbeat, (frames, channel) => channel.Post(frames));
        Publish("status", new JsonObject { ["execution_state"] = "starting" }, null);
        _shell = Open("shell", new RouterSocket(), connection.Shell, Into(_shellRequests));
        _channels = [_shell, _control, _stdin, heartbeat, _iopub];

        Channel Open(string name, NetMQSocket socket, int port, Action<NetMQMessage, Channel>? received) =>
            new(name, socket, connection.Address(port), _codec, received);
    }

    /// <summary>Answers requests until one asks to shut down.</summary>
    public void Run()
    {
        Serve(_shellRequests, () => _shell, "shell requests");
        Serve(_controlRequests, () => _control, "control requests");
        _stopped.Wait();
    }

    public void Publish(string type, JsonObject content, Message? request) =>
        _iopub.Post(_codec.Create(type, content, [Encoding.UTF8.GetBytes(type)], request?.Header));

    /// <summary>Asks the front end that sent the request for a line; blocks until it answers or the cell is interrupted.</summary>
    public string? Ask(string prompt, bool password, Message request, CancellationToken interrupt)
    {
        while (_answers.TryTake(out _)) ;   // an answer that came after its cell was interrupted
        _stdin.Post(_codec.Create("input_request", new JsonObject { ["prompt"] = prompt, ["password"] = password }, request.Identities, request.Header));
        return (string?)_answers.Take(interrupt).Content["value"];
    }

    /// <summary>Answers every execute request that waits with "aborted"; the others keep their order.</summary>
    public void AbortQueue()
    {
        var kept = new List<Message>();
        while (_shellRequests.TryTake(out Message? request))
        {
            if (request.Type != "execute_request") kept.Add(request);
            else Answer(request, _shell, _ => new JsonObject { ["status"] = "aborted" });
        }

        kept.ForEach(_shellRequests.Add);
    }

    public void Dispose()
    {
        foreach (Channel channel in _channels) channel.Dispose();
        NetMQConfig.Cleanup(block: true);
    }

    private static JsonObject Ok(Action act)
    {
        act();
        return new JsonObject { ["status"] = "ok" };
    }

    private Action<NetMQMessage, Channel> Into(BlockingCollection<Message> requests) => (frames, _) =>
    {
        try
        {
            requests.Add(_codec.Decode(frames));
        }
        catch (FormatException error)
        {
            Console.Error.WriteLine(error.Message);
        }
    };

    private void Serve(BlockingCollection<Message> requests, Func<Channel> channel, string name) => new Thread(() =>
    {
        foreach (Message request in requests.GetConsumingEnumerable())
        {
            Answer(request, channel(), _handlers.GetValueOrDefault(request.Type) ?? Unknown);
            if (request.Type == "shutdown_request") _stopped.Set();
        }
    }) { Name = name, IsBackground = true }.Start();

    private void Answer(Message request, Channel channel, Func<Message, JsonObject> handler)
    {
        Publish("status", new JsonObject { ["execution_state"] = "busy" }, request);
        JsonObject content;
        bool stopOnError = true;
        try
        {
            stopOnError = (bool?)request.Content["stop_on_error"] ?? true;
            content = handler(request);
        }
        catch (Exception error)
        {
            Console.Error.WriteLine($"{request.Type} failed: {error}");
            content = Error(error.GetType().FullName!, error.Message, []);
        }

        if (request.Type.EndsWith("_request", StringComparison.Ordinal))
            channel.Post(_codec.Create(request.Type[..^"request".Length] + "reply", content, request.Identities, request.Header));
        Publish("status", new JsonObject { ["execution_state"] = "idle" }, request);
        if (request.Type == "execute_request" && (string?)content["status"] == "error" && stopOnError) AbortQueue();
    }

    private JsonObject Unknown(Message request) => Error("UnknownMessage", $"This kernel does not know the message type \"{request.Type}\".", []);

    internal static JsonObject Error(string name, string message, IEnumerable<string> traceback) => new()
    {
        ["status"] = "error",
        ["ename"] = name,
        ["evalue"] = message,
        ["traceback"] = new JsonArray([.. traceback.Select(line => (JsonNode)line)]),
    };
}
