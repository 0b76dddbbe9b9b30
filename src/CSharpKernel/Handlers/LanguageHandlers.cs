using System.Text.Json.Nodes;
using CSharpKernel.Protocol;
using CSharpKernel.Scripting;

namespace CSharpKernel.Handlers;

/// <summary>Questions about code that does not run: completion, inspection, completeness.</summary>
/// <remarks>https://jupyter-client.readthedocs.io/en/stable/messaging.html#completion and the sections beside it.</remarks>
internal sealed class LanguageHandlers(ISession session)
{
    public JsonObject Complete(Message request)
    {
        (string code, int cursor) = At(request);
        Completions found = session.CompleteAsync(code, cursor, CancellationToken.None).GetAwaiter().GetResult();
        int start = CodePoints.FromUtf16(code, found.Start), end = CodePoints.FromUtf16(code, found.End);
        return new JsonObject
        {
            ["status"] = "ok",
            ["matches"] = new JsonArray([.. found.Matches.Select(match => (JsonNode)match.Text)]),
            ["cursor_start"] = start,
            ["cursor_end"] = end,
            ["metadata"] = new JsonObject
            {
                ["_jupyter_types_experimental"] = new JsonArray([.. found.Matches.Select(match => (JsonNode)new JsonObject
                {
                    ["text"] = match.Text, ["type"] = match.Kind, ["signature"] = match.Signature ?? "", ["start"] = start, ["end"] = end,
                })]),
            },
        };
    }

    public JsonObject Inspect(Message request)
    {
        (string code, int cursor) = At(request);
        MimeBundle? found = session.InspectAsync(code, cursor, (int?)request.Content["detail_level"] ?? 0, CancellationToken.None).GetAwaiter().GetResult();
        return new JsonObject
        {
            ["status"] = "ok",
            ["found"] = found is not null,
            ["data"] = found?.Data.DeepClone() ?? new JsonObject(),
            ["metadata"] = found?.Metadata.DeepClone() ?? new JsonObject(),
        };
    }

    public JsonObject IsComplete(Message request)
    {
        Completeness answer = session.IsCompleteAsync((string?)request.Content["code"] ?? "").GetAwaiter().GetResult();
        return new JsonObject { ["status"] = answer.Status, ["indent"] = answer.Indent };
    }

    private static (string Code, int Cursor) At(Message request)
    {
        string code = (string?)request.Content["code"] ?? "";
        return (code, CodePoints.ToUtf16(code, (int?)request.Content["cursor_pos"] ?? code.Length));
    }
}
