using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using CSharpKernel.Protocol;
using NetMQ;
using NetMQ.Sockets;

namespace Benchmarks.Kernel;

/// <summary>A kernel in its process, and a front end that measures it. For one thread.</summary>
internal sealed class KernelClient : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);
    private readonly MessageCodec _codec = new("a key");
    private readonly DealerSocket _shell = new();
    private readonly DealerSocket _control = new();
    private readonly SubscriberSocket _iopub = new();
    private readonly Process _process;
    private readonly string _connectionFile = Path.GetTempFileName();

    /// <summary>Starts a kernel.</summary>
    /// <param name="kernel">Its CSharpKernel.dll.</param>
    public KernelClient(string kernel)
    {
        int[] ports = FreePorts(5);
        File.WriteAllText(_connectionFile, new JsonObject
        {
            ["transport"] = "tcp",
            ["ip"] = "127.0.0.1",
            ["signature_scheme"] = "hmac-sha256",
            ["key"] = "a key",
            ["shell_port"] = ports[0],
            ["control_port"] = ports[1],
            ["iopub_port"] = ports[2],
            ["stdin_port"] = ports[3],
            ["hb_port"] = ports[4],
        }.ToJsonString());
        _iopub.SubscribeToAnyTopic();
        foreach ((NetMQSocket socket, int port) in new (NetMQSocket, int)[] { (_shell, ports[0]), (_control, ports[1]), (_iopub, ports[2]) })
        {
            socket.Options.ReconnectInterval = TimeSpan.FromMilliseconds(10);   // the kernel is measured, not how seldom the client looks
            socket.Options.ReceiveHighWatermark = 0;
            socket.Options.Linger = TimeSpan.Zero;   // what a kernel that has ended does not take is of no use
            socket.Connect($"tcp://127.0.0.1:{port}");
        }

        var clock = Stopwatch.StartNew();
        _process = Process.Start(new ProcessStartInfo("dotnet", [kernel, _connectionFile]) { RedirectStandardInput = true, RedirectStandardError = true })!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        Reply(_shell, Send(_shell, "kernel_info_request", []));
        ReadyMs = clock.Elapsed.TotalMilliseconds;
        // The subscription takes its own way: only when a status arrives is every later one sure to.
        while (_iopub.Poll(PollEvents.PollIn, TimeSpan.FromMilliseconds(100)) != PollEvents.PollIn)
        {
            if (clock.Elapsed > _patience) throw new TimeoutException("The kernel answers, but publishes nothing.");
            Reply(_shell, Send(_shell, "kernel_info_request", []));
        }
    }

    /// <summary>From the start of the process to the first kernel_info_reply, in milliseconds.</summary>
    public double ReadyMs { get; }

    /// <summary>The kernel's process.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Runs a cell to its reply and its idle.</summary>
    /// <returns>Its value as plain text, null without one; and how long it took.</returns>
    public (string? Value, double Ms) Run(string code)
    {
        var clock = Stopwatch.StartNew();
        string id = Execute(code);
        string? value = null;
        JsonObject reply = Reply(_shell, id);
        for (Message message = Receive(_iopub); !IsIdle(message, id); message = Receive(_iopub))
        {
            if (message.Type == "execute_result") value = (string?)message.Content["data"]?["text/plain"];
        }

        double ms = clock.Elapsed.TotalMilliseconds;
        if ((string?)reply["status"] != "ok") throw new InvalidOperationException($"The cell {code} failed: {reply.ToJsonString()}");
        return (value, ms);
    }

    /// <summary>Asks for completions at the end of code; how long that took, in milliseconds.</summary>
    public double Complete(string code)
    {
        var clock = Stopwatch.StartNew();
        Reply(_shell, Send(_shell, "complete_request", new JsonObject { ["code"] = code, ["cursor_pos"] = code.Length }));
        return clock.Elapsed.TotalMilliseconds;
    }

    /// <summary>Interrupts a cell while it runs; how long until it replied, in milliseconds.</summary>
    public double Interrupt(string code)
    {
        string id = Execute(code);
        Thread.Sleep(500);
        var clock = Stopwatch.StartNew();
        Send(_control, "interrupt_request", []);
        Reply(_shell, id);
        return clock.Elapsed.TotalMilliseconds;
    }

    public void Dispose()
    {
        Send(_control, "shutdown_request", new JsonObject { ["restart"] = false });
        if (!_process.WaitForExit(TimeSpan.FromSeconds(10))) _process.Kill(entireProcessTree: true);
        _process.Dispose();
        foreach (NetMQSocket socket in new NetMQSocket[] { _shell, _control, _iopub }) socket.Dispose();
        File.Delete(_connectionFile);
    }

    private static bool IsIdle(Message message, string id) =>
        message.Type == "status" && (string?)message.Content["execution_state"] == "idle" && (string?)message.ParentHeader["msg_id"] == id;

    private string Execute(string code) => Send(_shell, "execute_request", new JsonObject { ["code"] = code });

    private string Send(NetMQSocket socket, string type, JsonObject content)
    {
        Message message = _codec.Create(type, content, [], null);
        socket.SendMultipartMessage(_codec.Encode(message));
        return (string)message.Header["msg_id"]!;
    }

    private JsonObject Reply(NetMQSocket socket, string id)
    {
        Message message = Receive(socket);
        while ((string?)message.ParentHeader["msg_id"] != id) message = Receive(socket);
        return message.Content;
    }

    private Message Receive(NetMQSocket socket)
    {
        NetMQMessage? frames = null;
        return socket.TryReceiveMultipartMessage(_patience, ref frames) ? _codec.Decode(frames!) : throw new TimeoutException($"The kernel was silent for {_patience.TotalSeconds:0} s.");
    }

    private static int[] FreePorts(int count)
    {
        TcpListener[] listeners = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        foreach (TcpListener listener in listeners) listener.Start();
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        foreach (TcpListener listener in listeners) listener.Stop();
        return ports;
    }
}
