using System.Text.Json.Nodes;
using CSharpKernel.Protocol;
using CSharpKernel.Scripting;

namespace CSharpKernel.Handlers;

/// <summary>Runs cells, and counts and remembers them.</summary>
/// <remarks>https://jupyter-client.readthedocs.io/en/stable/messaging.html#execute</remarks>
internal sealed class ExecuteHandler(KernelServer kernel, ISession session, RunningRequest running, History history, CommHandler comms, Abort abort)
{
    private int _count;

    public JsonObject Reply(Message request)
    {
        JsonObject asked = request.Content;
        string code = (string?)asked["code"] ?? throw new FormatException("The execute_request has no \"code\".");
        bool silent = (bool?)asked["silent"] ?? false;
        bool store = !silent && ((bool?)asked["store_history"] ?? true);
        bool stopOnError = (bool?)asked["stop_on_error"] ?? true;
        var expressions = (asked["user_expressions"] as JsonObject ?? []).ToDictionary(pair => pair.Key, pair => (string?)pair.Value ?? "");
        var cell = new Cell(code, store ? ++_count : _count + 1, null, silent, (bool?)asked["allow_stdin"] ?? true, expressions);

        if (store) history.Add(cell.Number, code);
        if (!silent) kernel.Publish("execute_input", new JsonObject { ["code"] = code, ["execution_count"] = cell.Number }, request);
        CellResult result = running.Wait(token => session.ExecuteAsync(cell, new CellMessages(kernel, request, comms.Note, token), token));
        if (result.Status == CellStatus.Ok) return Succeeded(request, cell, result);

        if (result.Status == CellStatus.Lost) comms.CloseAll(request);
        // What waits builds on the cell that failed; and whoever asks to go on after an error did not ask to go on without the session's state.
        if ((stopOnError && !silent) || result.Status == CellStatus.Lost) abort.Begin();
        return Failed(request, cell, result);
    }

    private JsonObject Succeeded(Message request, Cell cell, CellResult result)
    {
        if (result.Value is { } value && !cell.Silent)
        {
            history.Returned(cell.Number, value.Text);
            kernel.Publish("execute_result", new JsonObject
            {
                ["execution_count"] = cell.Number,
                ["data"] = value.Data.DeepClone(),
                ["metadata"] = value.Metadata.DeepClone(),
            }, request);
        }

        return new JsonObject
        {
            ["status"] = "ok",
            ["execution_count"] = cell.Number,
            ["payload"] = new JsonArray(),
            ["user_expressions"] = new JsonObject((result.UserExpressions ?? new Dictionary<string, ExpressionResult>())
                .Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)Expression(pair.Value)))),
        };
    }

    private JsonObject Failed(Message request, Cell cell, CellResult result)
    {
        CellError error = result.Error ?? new CellError("Interrupted", "The cell was interrupted.", ["The cell was interrupted."]);
        JsonObject reply = Reply(error);
        JsonObject shown = reply.DeepClone().AsObject();
        shown.Remove("status");
        kernel.Publish("error", shown, request);
        reply["execution_count"] = cell.Number;
        return reply;
    }

    private static JsonObject Expression(ExpressionResult result) => result.Value is { } value
        ? new JsonObject { ["status"] = "ok", ["data"] = value.Data.DeepClone(), ["metadata"] = value.Metadata.DeepClone() }
        : Reply(result.Error!);

    private static JsonObject Reply(CellError error) => Replies.Error(error.Name, error.Message, error.Traceback);
}
