using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CSharpKernel.Protocol;
using CSharpKernel.Scripting;

namespace CSharpKernel.Handlers;

/// <summary>Comms: channels between code in the front end and code in the cells. Keeps which are open, and hands their messages to the session.</summary>
/// <remarks>https://jupyter-client.readthedocs.io/en/stable/messaging.html#custom-messages</remarks>
internal sealed class CommHandler(KernelServer kernel, ISession session, RunningRequest running)
{
    private readonly ConcurrentDictionary<string, string> _open = new(StringComparer.Ordinal);   // the target's name by the comm's id

    /// <summary>The open comms, all or those of one target.</summary>
    public JsonObject Info(Message request)
    {
        string? target = (string?)request.Content["target_name"];
        return new JsonObject
        {
            ["status"] = "ok",
            ["comms"] = new JsonObject(_open.Where(comm => string.IsNullOrEmpty(target) || comm.Value == target)
                .Select(comm => KeyValuePair.Create(comm.Key, (JsonNode?)new JsonObject { ["target_name"] = comm.Value }))),
        };
    }

    /// <summary>A comm's message from the front end.</summary>
    public JsonObject Receive(Message request)
    {
        Note(request.Type, request.Content);
        running.Wait(token => Handle(request, token));
        return [];
    }

    /// <summary>Keeps the book: a message of either side opens or closes a comm.</summary>
    public void Note(string messageType, JsonObject content)
    {
        if ((string?)content["comm_id"] is not { } id) return;
        if (messageType == "comm_open") _open[id] = (string?)content["target_name"] ?? "";
        if (messageType == "comm_close") _open.TryRemove(id, out _);
    }

    /// <summary>Tells the front end that the code behind the comms is gone.</summary>
    public void CloseAll(Message request)
    {
        foreach (string id in _open.Keys.Order(StringComparer.Ordinal))
        {
            if (_open.TryRemove(id, out _)) kernel.Publish("comm_close", new JsonObject { ["comm_id"] = id, ["data"] = new JsonObject() }, request);
        }
    }

    private async Task<bool> Handle(Message request, CancellationToken interrupt)
    {
        await session.CommAsync(request.Type, request.Content, new CellMessages(kernel, request, Note, interrupt), interrupt);
        return true;
    }
}
