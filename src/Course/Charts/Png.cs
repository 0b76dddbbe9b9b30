using System.Buffers.Binary;
using System.IO.Compression;

namespace Course.Charts;

/// <summary>A picture of one pixel a number, for grids with too many cells to draw each as a shape.</summary>
/// <remarks>Source: Portable Network Graphics (PNG) Specification, third edition, §5 and annex D (CRC).</remarks>
internal static class Png
{
    private static readonly uint[] _crcTable = [.. Enumerable.Range(0, 256).Select(n => Enumerable.Range(0, 8).Aggregate((uint)n, (c, _) => (c & 1) == 1 ? 0xEDB88320 ^ c >> 1 : c >> 1))];

    /// <summary>The picture as text for a link; a null colour is see-through.</summary>
    public static string DataUri(int rows, int columns, Func<int, int, (int Red, int Green, int Blue)?> colour)
    {
        using MemoryStream png = new();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, columns);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), rows);
        (header[8], header[9]) = (8, 6);   // 8 bits for each of red, green, blue, opacity
        Chunk(png, "IHDR"u8, header);
        Chunk(png, "IDAT"u8, Compressed(rows, columns, colour));
        Chunk(png, "IEND"u8, []);
        return "data:image/png;base64," + Convert.ToBase64String(png.ToArray());
    }

    private static byte[] Compressed(int rows, int columns, Func<int, int, (int Red, int Green, int Blue)?> colour)
    {
        using MemoryStream bytes = new();
        using (ZLibStream zlib = new(bytes, CompressionLevel.SmallestSize))
        {
            for (int i = 0; i < rows; i++)
            {
                zlib.WriteByte(0);   // no filter in this row
                for (int j = 0; j < columns; j++) zlib.Write(colour(i, j) is var (r, g, b) ? [(byte)r, (byte)g, (byte)b, 255] : [0, 0, 0, 0]);
            }
        }

        return bytes.ToArray();
    }

    private static void Chunk(MemoryStream png, ReadOnlySpan<byte> name, byte[] content)
    {
        byte[] length = new byte[4], check = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        byte[] named = [.. name, .. content];
        BinaryPrimitives.WriteUInt32BigEndian(check, ~named.Aggregate(0xFFFFFFFF, (c, next) => _crcTable[(c ^ next) & 0xFF] ^ c >> 8));
        png.Write(length);
        png.Write(named);
        png.Write(check);
    }
}
