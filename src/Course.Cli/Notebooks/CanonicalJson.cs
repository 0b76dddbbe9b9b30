using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Course.Cli.Notebooks;

/// <summary>JSON as Jupyter writes it: one space of indent, letters of every script as they are, keys in their given order.</summary>
/// <remarks>Byte for byte what Python's <c>json.dumps(value, indent=1, ensure_ascii=False)</c> gives, so that a save in Jupyter changes no line that the person did not change.</remarks>
internal static class CanonicalJson
{
    /// <summary>The text of a value, without a line break at the end.</summary>
    public static string Write(JsonNode? node)
    {
        var text = new StringBuilder();
        Append(text, node, 0);
        return text.ToString();
    }

    private static void Append(StringBuilder text, JsonNode? node, int depth)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject { Count: 0 }:
                text.Append("{}");
                break;
            case JsonObject children:
                AppendItems(text, '{', '}', depth, children, (pair, inner) =>
                {
                    AppendString(text, pair.Key);
                    text.Append(": ");
                    Append(text, pair.Value, inner);
                });
                break;
            case JsonArray { Count: 0 }:
                text.Append("[]");
                break;
            case JsonArray items:
                AppendItems(text, '[', ']', depth, items, (item, inner) => Append(text, item, inner));
                break;
            default:
                AppendValue(text, node.AsValue());
                break;
        }
    }

    private static void AppendItems<T>(StringBuilder text, char open, char close, int depth, IEnumerable<T> items, Action<T, int> append)
    {
        text.Append(open);
        bool first = true;
        foreach (T item in items)
        {
            if (!first) text.Append(',');
            first = false;
            text.Append('\n').Append(' ', depth + 1);
            append(item, depth + 1);
        }

        text.Append('\n').Append(' ', depth).Append(close);
    }

    private static void AppendValue(StringBuilder text, JsonValue value)
    {
        if (value.GetValueKind() == JsonValueKind.String) AppendString(text, value.GetValue<string>());
        else text.Append(value.ToJsonString());
    }

    private static void AppendString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (char c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }
}
