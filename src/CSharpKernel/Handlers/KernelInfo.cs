using System.Text.Json.Nodes;

namespace CSharpKernel.Handlers;

/// <summary>What this kernel is.</summary>
/// <remarks>https://jupyter-client.readthedocs.io/en/stable/messaging.html#kernel-info</remarks>
internal static class KernelInfo
{
    public static JsonObject Reply() => new()
    {
        ["status"] = "ok",
        ["protocol_version"] = "5.4",
        ["implementation"] = "csharp-kernel",
        ["implementation_version"] = "0.1.0",
        ["language_info"] = new JsonObject
        {
            ["name"] = "csharp",
            ["version"] = "14.0",
            ["mimetype"] = "text/x-csharp",
            ["file_extension"] = ".cs",
            ["pygments_lexer"] = "csharp",
        },
        ["banner"] = $"C# 14 on .NET {Environment.Version}",
        ["debugger"] = false,
        ["help_links"] = new JsonArray(),
    };
}
