using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NetMQ;

namespace CSharpKernel.Protocol;

/// <summary>Messages to frames and back, signed with the connection's key.</summary>
/// <remarks>https://jupyter-client.readthedocs.io/en/stable/messaging.html#the-wire-protocol</remarks>
internal sealed class MessageCodec(string key)
{
    private static readonly byte[] Delimiter = "<IDS|MSG>"u8.ToArray();
    private static readonly JsonDocumentOptions _reading = new() { AllowDuplicateProperties = false, MaxDepth = 512 };

    // Html and other scripts than Latin travel as they are, not as escapes six times as long.
    private static readonly JsonWriterOptions _writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 512 };

    private readonly byte[] _key = Encoding.UTF8.GetBytes(key);
    private readonly string _session = Guid.NewGuid().ToString();

    public Message Create(string type, JsonObject content, IReadOnlyList<byte[]> identities, JsonObject? parent) => new(identities, new JsonObject
    {
        ["msg_id"] = Guid.NewGuid().ToString(),
        ["session"] = _session,
        ["username"] = "kernel",
        ["date"] = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
        ["msg_type"] = type,
        ["version"] = "5.4",
    }, parent?.DeepClone().AsObject() ?? [], content);

    public NetMQMessage Encode(Message message)
    {
        byte[][] parts = [Bytes(message.Header), Bytes(message.ParentHeader), "{}"u8.ToArray(), Bytes(message.Content)];
        var frames = new NetMQMessage();
        foreach (byte[] identity in message.Identities) frames.Append(identity);
        frames.Append(Delimiter);
        frames.Append(Sign(parts));
        foreach (byte[] part in parts) frames.Append(part);
        return frames;
    }

    /// <summary>The message in these frames.</summary>
    /// <exception cref="FormatException">Frames are missing, the signature is wrong, or a part is not a JSON object.</exception>
    public Message Decode(NetMQMessage frames)
    {
        byte[][] all = [.. frames.Select(frame => frame.ToByteArray())];
        int delimiter = Array.FindIndex(all, frame => frame.AsSpan().SequenceEqual(Delimiter));
        if (delimiter < 0 || all.Length < delimiter + 6)
            throw new FormatException($"A message of {all.Length} frames was dropped: the delimiter, a signature and four parts are needed.");
        byte[][] parts = all[(delimiter + 2)..(delimiter + 6)];
        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Sign(parts)), all[delimiter + 1]))
            throw new FormatException("A message was dropped: its signature does not match the connection's key.");
        JsonObject header = Parse(parts[0], "header");
        if (header["msg_type"] is not JsonValue type || !type.TryGetValue(out string? name) || name.Length == 0)
            throw new FormatException("A message was dropped: its header names no msg_type.");
        return new Message(all[..delimiter], header, Parse(parts[1], "parent header"), Parse(parts[3], "content"));
    }

    private string Sign(byte[][] parts)
    {
        if (_key.Length == 0) return "";
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        foreach (byte[] part in parts) hash.AppendData(part);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static JsonObject Parse(byte[] part, string name)
    {
        try
        {
            // Twice the same name in an object would throw later, wherever it is first read.
            return JsonNode.Parse(part, documentOptions: _reading) as JsonObject ?? throw new FormatException($"A message was dropped: its {name} is not a JSON object.");
        }
        catch (JsonException error)
        {
            throw new FormatException($"A message was dropped: its {name} is not JSON. {error.Message}", error);
        }
    }

    private static byte[] Bytes(JsonObject part)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(bytes, _writing)) part.WriteTo(writer);
        return bytes.WrittenSpan.ToArray();
    }
}
