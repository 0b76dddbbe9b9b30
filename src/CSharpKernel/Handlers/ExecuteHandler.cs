using System.Text.Json.Nodes;
using CSharpKernel.Protocol;
using CSharpKernel.Scripting;

namespace CSharpKernel.Handlers;

/// <summary>Runs cells and comm handlers, counts and remembers the cells, and interrupts what runs.</summary>
/// <remarks>https://jupyter-client.readthedocs.io/en/stable/messaging.html#execute</remarks>
internal sealed class ExecuteHandler(KernelServer kernel, ISession session)
{
    private readonly List<(int Number, string Code)> _history = [];
    private readonly Lock _gate = new();
    private CancellationTokenSource? _running;
    private int _count;

    public JsonObject Reply(Message request)
    {
        string code = (string?)request.Content["code"] ?? throw new FormatException("The execute_request has no \"code\".");
        bool silent = (bool?)request.Content["silent"] ?? false;
        bool store = !silent && ((bool?)request.Content["store_history"] ?? true);
        int number = silent || !store ? _count + 1 : ++_count;
        if (store) _history.Add((number, code));
        if (!silent) kernel.Publish("execute_input", new JsonObject { ["code"] = code, ["execution_count"] = number }, request);
        var expressions = (request.Content["user_expressions"] as JsonObject ?? []).ToDictionary(pair => pair.Key, pair => (string?)pair.Value ?? "");
        var cell = new Cell(code, number, null, silent, (bool?)request.Content["allow_stdin"] ?? true, expressions);
        CellResult result = Interruptible(token => session.ExecuteAsync(cell, new CellMessages(kernel, request, token), token));
        return Finish(request, result, silent, number);
    }

    public JsonObject Comm(Message request)
    {
        Interruptible(async token =>
        {
            await session.CommAsync(request.Type, request.Content, new CellMessages(kernel, request, token), token);
            return true;
        });
        return [];
    }

    /// <summary>The cells asked for: the last n, a range, or those that match a pattern.</summary>
    /// <remarks>https://jupyter-client.readthedocs.io/en/stable/messaging.html#history</remarks>
    public JsonObject History(Message request)
    {
        JsonObject asked = request.Content;
        IEnumerable<(int Number, string Code)> cells = _history;
        string access = (string?)asked["hist_access_type"] ?? "tail";
        if (access == "range")
        {
            int start = (int?)asked["start"] ?? 1, stop = (int?)asked["stop"] ?? int.MaxValue;
            cells = cells.Where(cell => cell.Number >= start && cell.Number < stop);
        }
        else
        {
            if (access == "search")
            {
                string pattern = (string?)asked["pattern"] ?? "*";
                cells = cells.Where(cell => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, cell.Code, ignoreCase: false));
                if ((bool?)asked["unique"] ?? false) cells = cells.Reverse().DistinctBy(cell => cell.Code).Reverse();
            }

            cells = cells.TakeLast((int?)asked["n"] ?? int.MaxValue);
        }

        bool output = (bool?)asked["output"] ?? false;
        return new JsonObject
        {
            ["status"] = "ok",
            ["history"] = new JsonArray([.. cells.Select(cell =>
                (JsonNode)new JsonArray(0, cell.Number, output ? new JsonArray(cell.Code, null) : JsonValue.Create(cell.Code)))]),
        };
    }

    /// <summary>Interrupts what runs, if anything does. Returns at once: the caller's thread stays free.</summary>
    public void Interrupt() => Task.Run(() =>
    {
        lock (_gate) _running?.Cancel();
    });

    private T Interruptible<T>(Func<CancellationToken, Task<T>> run)
    {
        var interrupt = new CancellationTokenSource();
        lock (_gate) _running = interrupt;
        try
        {
            return run(interrupt.Token).GetAwaiter().GetResult();
        }
        finally
        {
            lock (_gate) _running = null;
            interrupt.Dispose();
        }
    }

    private JsonObject Finish(Message request, CellResult result, bool silent, int number)
    {
        if (result.Status != CellStatus.Ok)
        {
            CellError error = result.Error ?? new CellError("Interrupted", "The cell was interrupted.", ["The cell was interrupted."]);
            JsonObject reply = KernelServer.Error(error.Name, error.Message, error.Traceback);
            JsonObject shown = reply.DeepClone().AsObject();
            shown.Remove("status");
            kernel.Publish("error", shown, request);
            reply["execution_count"] = number;
            return reply;
        }

        if (result.Value is { } value && !silent)
        {
            kernel.Publish("execute_result", new JsonObject
            {
                ["execution_count"] = number, ["data"] = value.Data.DeepClone(), ["metadata"] = value.Metadata.DeepClone(),
            }, request);
        }

        return new JsonObject
        {
            ["status"] = "ok",
            ["execution_count"] = number,
            ["payload"] = new JsonArray(),
            ["user_expressions"] = new JsonObject((result.UserExpressions ?? new Dictionary<string, ExpressionResult>())
                .Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)Expression(pair.Value)))),
        };
    }

    private static JsonObject Expression(ExpressionResult result) => result.Value is { } value
        ? new JsonObject { ["status"] = "ok", ["data"] = value.Data.DeepClone(), ["metadata"] = value.Metadata.DeepClone() }
        : KernelServer.Error(result.Error!.Name, result.Error.Message, result.Error.Traceback);
}
