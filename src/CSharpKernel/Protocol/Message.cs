using System.Globalization;
using System.Text.Json.Nodes;

namespace CSharpKernel.Protocol;

/// <summary>One message of the Jupyter protocol.</summary>
/// <param name="Identities">The routing frames of the one it came from or goes to; the topic on iopub.</param>
/// <param name="Header">What it is: msg_id, session, username, date, msg_type, version.</param>
/// <param name="ParentHeader">The header of the request it answers; empty without one.</param>
/// <param name="Content">What it says, by its type.</param>
/// <remarks>https://jupyter-client.readthedocs.io/en/stable/messaging.html#general-message-format</remarks>
internal sealed record Message(IReadOnlyList<byte[]> Identities, JsonObject Header, JsonObject ParentHeader, JsonObject Content)
{
    /// <summary>The msg_type.</summary>
    public string Type => (string?)Header["msg_type"] ?? "";

    /// <summary>When its sender wrote it; null when it does not say so in the protocol's format (ISO 8601).</summary>
    public DateTimeOffset? Date => Header["date"] is JsonValue date && date.TryGetValue(out string? text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at) ? at : null;
}
