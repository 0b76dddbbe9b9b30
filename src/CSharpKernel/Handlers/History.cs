using System.IO.Enumeration;
using System.Text.Json.Nodes;
using CSharpKernel.Protocol;

namespace CSharpKernel.Handlers;

/// <summary>The cells of this kernel, in the order they were run.</summary>
/// <remarks>https://jupyter-client.readthedocs.io/en/stable/messaging.html#history</remarks>
internal sealed class History
{
    private readonly List<Entry> _entries = [];

    /// <summary>Remembers a cell.</summary>
    public void Add(int number, string code) => _entries.Add(new Entry(number, code));

    /// <summary>Remembers what the last cell returned.</summary>
    public void Returned(int number, string? text)
    {
        if (_entries is [.., var last] && last.Number == number) last.Output = text;
    }

    /// <summary>The cells asked for: the last n, a range, or those that match a pattern.</summary>
    public JsonObject Reply(Message request)
    {
        JsonObject asked = request.Content;
        IEnumerable<Entry> found = (string?)asked["hist_access_type"] switch
        {
            "range" => Range(asked),
            "search" => Search(asked),
            "tail" or null => Last(_entries, asked),
            string other => throw new FormatException($"The history_request has the hist_access_type \"{other}\"; range, tail and search are known."),
        };
        bool output = (bool?)asked["output"] ?? false;
        return new JsonObject
        {
            ["status"] = "ok",
            // The first number is the session: 0 is the one that runs.
            ["history"] = new JsonArray([.. found.Select(entry => (JsonNode)new JsonArray(0, entry.Number, output ? new JsonArray(entry.Code, entry.Output) : entry.Code))]),
        };
    }

    private IEnumerable<Entry> Range(JsonObject asked)
    {
        // Other sessions are not kept.
        if (((int?)asked["session"] ?? 0) != 0) return [];
        int start = (int?)asked["start"] ?? 1, stop = (int?)asked["stop"] ?? int.MaxValue;
        return _entries.Where(entry => entry.Number >= start && entry.Number < stop);
    }

    private IEnumerable<Entry> Search(JsonObject asked)
    {
        string pattern = (string?)asked["pattern"] ?? "*";
        IEnumerable<Entry> found = _entries.Where(entry => FileSystemName.MatchesSimpleExpression(pattern, entry.Code, ignoreCase: false));
        if ((bool?)asked["unique"] ?? false) found = found.Reverse().DistinctBy(entry => entry.Code).Reverse();
        return Last(found, asked);
    }

    private static IEnumerable<Entry> Last(IEnumerable<Entry> entries, JsonObject asked) => entries.TakeLast((int?)asked["n"] ?? int.MaxValue);

    private sealed class Entry(int number, string code)
    {
        public int Number { get; } = number;

        public string Code { get; } = code;

        public string? Output { get; set; }
    }
}
