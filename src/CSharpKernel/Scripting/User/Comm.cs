using System.Text.Json.Nodes;

namespace CSharpKernel.Scripting.User;

/// <summary>One open channel to code in the front end.</summary>
public sealed class Comm
{
    private readonly CommRegistry _registry;

    internal Comm(CommRegistry registry, string id, string target, JsonNode? data)
    {
        _registry = registry;
        Id = id;
        Target = target;
        Data = data;
    }

    /// <summary>Its name among all comms.</summary>
    public string Id { get; }

    /// <summary>The target it was opened for.</summary>
    public string Target { get; }

    /// <summary>What it was opened with; null: nothing.</summary>
    public JsonNode? Data { get; }

    /// <summary>Called with each message of the front end.</summary>
    public Action<JsonNode?>? OnMessage { get; set; }

    /// <summary>Called when the front end closes it.</summary>
    public Action? OnClose { get; set; }

    /// <summary>Sends data to the front end.</summary>
    public void Send(JsonNode? data) => _registry.Send("comm_msg", Id, data);

    /// <summary>Closes it.</summary>
    /// <param name="data">A last word.</param>
    public void Close(JsonNode? data = null) => _registry.Close(Id, data);
}
