using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json;
using FromScratch.Tensors;

namespace FromScratch.IO;

/// <summary>Files of named tensors in the safetensors format: a length, a JSON header, and the numbers. Nothing in such a file is ever run.</summary>
/// <remarks>
/// <para>8 bytes: the header's length N, little-endian; N bytes: {"name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [begin, end]}, …, "__metadata__": {…}}; then the numbers, little-endian, row by row, without gaps or overlaps.</para>
/// <para>Source: the format's description at github.com/huggingface/safetensors.</para>
/// </remarks>
public static class Safetensors
{
    private const int MaxHeader = 100_000_000;

    /// <summary>Writes tensors to a file: first beside it, then in its place, so that no half of a file is ever found.</summary>
    public static void Write<T>(string path, IReadOnlyDictionary<string, Tensor<T>> tensors, IReadOnlyDictionary<string, string>? metadata = null) where T : unmanaged, IFloatingPointIeee754<T>
    {
        string beside = path + ".new";
        using (FileStream stream = File.Create(beside)) Write(stream, tensors, metadata);
        File.Move(beside, path, overwrite: true);
    }

    /// <summary>Writes tensors to a stream.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="tensors">The tensors by name; they are written in this order.</param>
    /// <param name="metadata">Texts to go with them.</param>
    public static void Write<T>(Stream stream, IReadOnlyDictionary<string, Tensor<T>> tensors, IReadOnlyDictionary<string, string>? metadata = null) where T : unmanaged, IFloatingPointIeee754<T>
    {
        byte[] header = Header(tensors, metadata);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (Tensor<T> tensor in tensors.Values) stream.Write(LittleEndian<T>(MemoryMarshal.AsBytes(tensor.ToArray().AsSpan())));
    }

    private static byte[] Header<T>(IReadOnlyDictionary<string, Tensor<T>> tensors, IReadOnlyDictionary<string, string>? metadata) where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (metadata is not null)
            {
                json.WriteStartObject("__metadata__");
                foreach ((string key, string value) in metadata) json.WriteString(key, value);
                json.WriteEndObject();
            }

            long begin = 0;
            foreach ((string name, Tensor<T> tensor) in tensors)
            {
                if (name == "__metadata__") throw new ArgumentException("Safetensors: no tensor can be named '__metadata__'.", nameof(tensors));
                long end = begin + (long)tensor.NumElements * NumberType.SizeOf<T>();
                json.WriteStartObject(name);
                json.WriteString("dtype", NumberType.NameOf<T>());
                WriteNumbers(json, "shape", tensor.Shape.Select(size => (long)size));
                WriteNumbers(json, "data_offsets", [begin, end]);
                json.WriteEndObject();
                begin = end;
            }

            json.WriteEndObject();
        }

        while (buffer.Length % 8 != 0) buffer.WriteByte((byte)' ');   // the numbers begin on a multiple of 8
        return buffer.ToArray();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (long number in numbers) json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static Span<byte> LittleEndian<T>(Span<byte> bytes) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (BitConverter.IsLittleEndian) return bytes;
        for (int i = 0; i < bytes.Length; i += NumberType.SizeOf<T>()) bytes.Slice(i, NumberType.SizeOf<T>()).Reverse();
        return bytes;
    }

    /// <summary>Reads the tensors of a file.</summary>
    /// <exception cref="InvalidDataException">The file does not follow the format.</exception>
    public static OrderedDictionary<string, Tensor<T>> Read<T>(string path) where T : unmanaged, IFloatingPointIeee754<T>
    {
        using FileStream stream = File.OpenRead(path);
        return Read<T>(stream);
    }

    /// <summary>Reads tensors; numbers of another type (F16, BF16, I64, …) become T.</summary>
    /// <exception cref="InvalidDataException">What is read does not follow the format.</exception>
    public static OrderedDictionary<string, Tensor<T>> Read<T>(Stream stream) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Entry[] entries = [.. Entries(stream).OrderBy(entry => entry.Begin).ThenBy(entry => entry.End)];
        var tensors = new OrderedDictionary<string, Tensor<T>>();
        long at = 0;
        foreach (Entry entry in entries)
        {
            if (entry.Begin != at) throw new InvalidDataException($"Safetensors: the numbers of '{entry.Name}' begin at {entry.Begin}; those before end at {at}. There must be no gap and no overlap.");
            byte[] bytes = new byte[checked((int)(entry.End - entry.Begin))];
            int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (read < bytes.Length) throw new InvalidDataException($"Safetensors: the file ends inside '{entry.Name}': {read} of {bytes.Length} bytes are there.");
            tensors.Add(entry.Name, Tensor<T>.From(NumberType.Read<T>(entry.Type, bytes), entry.Shape));
            at = entry.End;
        }

        if (stream.ReadByte() >= 0) throw new InvalidDataException($"Safetensors: there are bytes after the last tensor, which ends at {at}.");
        return tensors;
    }

    private readonly record struct Entry(string Name, string Type, int[] Shape, long Begin, long End);

    private static List<Entry> Entries(Stream stream)
    {
        Span<byte> prefix = stackalloc byte[8];
        if (stream.ReadAtLeast(prefix, 8, throwOnEndOfStream: false) < 8) throw new InvalidDataException("Safetensors: the file is shorter than 8 bytes, the header's length.");
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > MaxHeader) throw new InvalidDataException($"Safetensors: the header is said to have {length} bytes; more than {MaxHeader} are not read.");
        byte[] header = new byte[(int)length];
        if (stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length) throw new InvalidDataException($"Safetensors: the file ends inside its header of {length} bytes.");
        try
        {
            using JsonDocument json = JsonDocument.Parse(header);
            var entries = new List<Entry>();
            var names = new HashSet<string>();
            foreach (JsonProperty property in json.RootElement.EnumerateObject())
            {
                if (!names.Add(property.Name)) throw new InvalidDataException($"Safetensors: '{property.Name}' stands in the header twice.");
                if (property.Name != "__metadata__") entries.Add(Of(property.Name, property.Value));
            }

            return entries;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new InvalidDataException($"Safetensors: the header is not the JSON that the format asks for: {error.Message}", error);
        }
    }

    private static Entry Of(string name, JsonElement value)
    {
        string type = value.GetProperty("dtype").GetString() ?? "";
        int[] shape = [.. value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())];
        long[] offsets = [.. value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt64())];
        int size = NumberType.SizeOf(type);
        if (size == 0) throw new InvalidDataException($"Safetensors: '{name}' has numbers of type '{type}', which is not read. Known: {NumberType.Known}.");
        UInt128 bytes = (UInt128)size;
        foreach (int axis in shape) bytes *= axis >= 0 ? (UInt128)axis : throw new InvalidDataException($"Safetensors: '{name}' has a negative size.");
        if (offsets.Length != 2 || offsets[0] < 0 || offsets[1] < offsets[0] || (UInt128)(offsets[1] - offsets[0]) != bytes)
            throw new InvalidDataException($"Safetensors: '{name}' of shape [{string.Join(", ", shape)}] and type {type} has {bytes} bytes; its offsets are [{string.Join(", ", offsets)}].");
        return bytes <= int.MaxValue ? new Entry(name, type, shape, offsets[0], offsets[1]) : throw new InvalidDataException($"Safetensors: '{name}' has {bytes} bytes; tensors of 2 GB and more are not read.");
    }
}
