using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CSharpKernel.Scripting.User;

namespace CSharpKernel.Scripting;

/// <summary>The comm targets that cells registered, and the comms that are open.</summary>
internal sealed class CommRegistry(OutputQueue output)
{
    private readonly ConcurrentDictionary<string, Action<Comm>> _targets = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Comm> _open = new(StringComparer.Ordinal);

    /// <summary>Answers front ends that open a comm of this target.</summary>
    public void Register(string target, Action<Comm> opened) => _targets[target] = opened;

    /// <summary>Opens a comm from this side.</summary>
    public Comm Open(string target, JsonNode? data)
    {
        var comm = new Comm(this, Guid.NewGuid().ToString("N"), target, data);
        _open[comm.Id] = comm;
        JsonObject content = Content(comm.Id, data);
        content["target_name"] = target;
        output.Comm("comm_open", content);
        return comm;
    }

    /// <summary>Sends a message of an open comm.</summary>
    public void Send(string messageType, string id, JsonNode? data) => output.Comm(messageType, Content(id, data));

    /// <summary>Closes a comm from this side.</summary>
    public void Close(string id, JsonNode? data)
    {
        if (_open.TryRemove(id, out _)) Send("comm_close", id, data);
    }

    /// <summary>Hands a front end's message to the learner's code. A comm of an unknown target is closed at once, as the protocol asks.</summary>
    public void Receive(string messageType, JsonObject content)
    {
        string id = (string?)content["comm_id"] ?? "";
        JsonNode? data = content["data"]?.DeepClone();
        switch (messageType)
        {
            case "comm_open":
                string target = (string?)content["target_name"] ?? "";
                if (!_targets.TryGetValue(target, out Action<Comm>? opened))
                {
                    Send("comm_close", id, new JsonObject());
                    break;
                }

                var comm = new Comm(this, id, target, data);
                _open[id] = comm;
                opened(comm);
                break;
            case "comm_msg" when _open.TryGetValue(id, out Comm? known):
                known.OnMessage?.Invoke(data);
                break;
            case "comm_close" when _open.TryRemove(id, out Comm? closed):
                closed.OnClose?.Invoke();
                break;
        }
    }

    private static JsonObject Content(string id, JsonNode? data) => new() { ["comm_id"] = id, ["data"] = data?.DeepClone() ?? new JsonObject() };
}
