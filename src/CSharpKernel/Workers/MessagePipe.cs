using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CSharpKernel.Workers;

/// <summary>Messages over two byte streams: four bytes of length, least significant first, then JSON in UTF-8.</summary>
/// <remarks>Any thread may send; one receives.</remarks>
internal sealed class MessagePipe(Stream incoming, Stream outgoing) : IDisposable
{
    // A message is a cell, a value or a piece of output. What claims to be longer was never written by the other side.
    private const int LongestMessage = 1 << 30;
    private const int KeptBuffer = 1 << 20;

    private static readonly JsonTypeInfo<WorkerMessage> _json = new WorkerJson(new JsonSerializerOptions(WorkerJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,   // html inside the message stays as short as it is
        MaxDepth = 512,
    }).WorkerMessage;

    private readonly Lock _sending = new();
    private ArrayBufferWriter<byte> _buffer = new(4096);

    /// <summary>Sends a message.</summary>
    /// <exception cref="IOException">The other side is gone.</exception>
    public void Send(WorkerMessage message)
    {
        lock (_sending)
        {
            _buffer.ResetWrittenCount();
            BinaryPrimitives.WriteInt32LittleEndian(_buffer.GetSpan(sizeof(int)), 0);
            _buffer.Advance(sizeof(int));
            using (var writer = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true, MaxDepth = 512 }))
                JsonSerializer.Serialize(writer, message, _json);
            byte[] written = _buffer.WrittenSpan.ToArray();
            BinaryPrimitives.WriteInt32LittleEndian(written, written.Length - sizeof(int));
            outgoing.Write(written);
            outgoing.Flush();
            if (_buffer.Capacity > KeptBuffer) _buffer = new ArrayBufferWriter<byte>(4096);
        }
    }

    /// <summary>The next message; null when the other side is gone. Blocks.</summary>
    public WorkerMessage? Receive()
    {
        Span<byte> prefix = stackalloc byte[sizeof(int)];
        if (!Fill(prefix)) return null;
        int length = BinaryPrimitives.ReadInt32LittleEndian(prefix);
        if (length is < 0 or > LongestMessage) throw new InvalidDataException($"A message between the kernel and its worker claims a length of {length} bytes.");
        byte[] rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            Span<byte> message = rented.AsSpan(0, length);
            return Fill(message) ? JsonSerializer.Deserialize(message, _json) : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    public void Dispose()
    {
        incoming.Dispose();
        outgoing.Dispose();
    }

    // A dead process closes its end, in the middle of a message perhaps.
    private bool Fill(Span<byte> bytes)
    {
        try
        {
            return incoming.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length;
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            return false;
        }
    }
}
