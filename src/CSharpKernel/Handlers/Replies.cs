using System.Text.Json.Nodes;

namespace CSharpKernel.Handlers;

/// <summary>The contents that replies of every kind share.</summary>
/// <remarks>https://jupyter-client.readthedocs.io/en/stable/messaging.html#request-reply</remarks>
internal static class Replies
{
    public static JsonObject Ok() => new() { ["status"] = "ok" };

    public static JsonObject Aborted() => new() { ["status"] = "aborted" };

    public static JsonObject Error(string name, string message, IEnumerable<string> traceback) => new()
    {
        ["status"] = "error",
        ["ename"] = name,
        ["evalue"] = message,
        ["traceback"] = new JsonArray([.. traceback.Select(line => (JsonNode)line)]),
    };
}
