using System.Buffers.Binary;
using System.Text;

namespace FromScratch.Git;

/// <summary>Reads and writes the file <c>.git/index</c>: the whole next tree, file by file.</summary>
/// <remarks>
/// <para>Version 2: <c>DIRC</c>, the version, the number of entries; the entries; extensions; the SHA-1 of all that. Numbers have 4 bytes, most significant first.</para>
/// <para>An entry: time of change (8 bytes), of modification (8), device, inode, mode, user, group, size (4 each), id (20), flags (2: stage in bits 13 and 12, below them the path's length, at most 0xFFF),
/// the path, and 1 to 8 zero bytes, so that its length is a multiple of 8. Entries stand in the order of the paths' bytes, then of the stage.</para>
/// <para>An extension has a name of 4 letters, its length in 4 bytes, its data. A reader skips one it does not know when the name begins with a capital, and gives up otherwise.</para>
/// <para>Source: git documentation, gitformat-index.</para>
/// </remarks>
public static class IndexFormat
{
    private const int HeaderBytes = 12, FixedBytes = 62, HashBytes = 20, LongestLength = 0xFFF;

    /// <summary>The index file of some entries, given in any order.</summary>
    /// <exception cref="ArgumentException">A path is empty, or stands there twice in one stage, or a stage is not from 0 to 3.</exception>
    public static byte[] Write(IndexEntry[] entries)
    {
        IndexEntry[] sorted = [.. entries.OrderBy(entry => entry.Path, ByteOrder.Instance).ThenBy(entry => entry.Stage)];
        for (int i = 0; i < sorted.Length; i++)
        {
            if (sorted[i].Path.Length == 0) throw new ArgumentException("IndexFormat: an entry has no path.", nameof(entries));
            if (sorted[i].Stage is < 0 or > 3) throw new ArgumentException(FormattableString.Invariant($"IndexFormat: {sorted[i].Path} has the stage {sorted[i].Stage}. There are 0 to 3."), nameof(entries));
            if (i > 0 && sorted[i].Path == sorted[i - 1].Path && sorted[i].Stage == sorted[i - 1].Stage) throw new ArgumentException(FormattableString.Invariant($"IndexFormat: {sorted[i].Path} stands there twice in stage {sorted[i].Stage}."), nameof(entries));
        }

        var file = new List<byte>(Encoding.ASCII.GetBytes("DIRC"));
        Add(file, 2);
        Add(file, (uint)sorted.Length);
        foreach (IndexEntry entry in sorted) Add(file, entry);
        file.AddRange(Sha1.Hash([.. file]));
        return [.. file];
    }

    /// <summary>The entries of an index file, in its order.</summary>
    /// <exception cref="InvalidDataException">It is no index of version 2, is damaged, or has an extension that must be understood.</exception>
    public static IndexEntry[] Read(byte[] file)
    {
        if (file.Length < HeaderBytes + HashBytes || Encoding.ASCII.GetString(file, 0, 4) != "DIRC") throw new InvalidDataException("IndexFormat: the file does not begin with DIRC. It is no index.");
        int end = file.Length - HashBytes;
        if (!Sha1.Hash(file[..end]).AsSpan().SequenceEqual(file.AsSpan(end))) throw new InvalidDataException("IndexFormat: the last 20 bytes are not the hash of the others. The file is damaged.");
        if (Number(file, 4) != 2) throw new InvalidDataException(FormattableString.Invariant($"IndexFormat: the version is {Number(file, 4)}. Only 2 is read here."));
        var entries = new IndexEntry[Number(file, 8)];
        int at = HeaderBytes;
        for (int i = 0; i < entries.Length; i++) (entries[i], at) = EntryAt(file, at);
        while (at < end)
        {
            if (file[at] is < (byte)'A' or > (byte)'Z') throw new InvalidDataException($"IndexFormat: the extension {Encoding.ASCII.GetString(file, at, 4)} must be understood, and is not.");
            at += 8 + (int)Number(file, at + 4);
        }

        return entries;
    }

    private static void Add(List<byte> file, IndexEntry entry)
    {
        byte[] path = Encoding.UTF8.GetBytes(entry.Path);
        // Change time, modification time (seconds, nanoseconds each), device, inode, mode, user, group, size. What is 0 is not known.
        foreach (uint number in (ReadOnlySpan<uint>)[0, 0, entry.ModifiedUnix, 0, 0, 0, Convert.ToUInt32(entry.Mode, 8), 0, 0, entry.Size]) Add(file, number);
        file.AddRange(Convert.FromHexString(entry.Id));
        int flags = entry.Stage << 12 | Math.Min(path.Length, LongestLength);
        file.AddRange([(byte)(flags >> 8), (byte)flags]);
        file.AddRange(path);
        file.AddRange(new byte[8 - (FixedBytes + path.Length) % 8]);
    }

    private static (IndexEntry Entry, int Next) EntryAt(byte[] file, int at)
    {
        int stage = file[at + 60] >> 4 & 3, pathAt = at + FixedBytes, pathEnd = Array.IndexOf(file, (byte)0, pathAt);
        var entry = new IndexEntry(
            Encoding.UTF8.GetString(file, pathAt, pathEnd - pathAt), Convert.ToString(Number(file, at + 24), 8), Convert.ToHexStringLower(file, at + 40, HashBytes), stage, Number(file, at + 36), Number(file, at + 8));
        int length = pathEnd - at;
        return (entry, at + length + 8 - length % 8);
    }

    private static void Add(List<byte> file, uint number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        file.AddRange(bytes);
    }

    private static uint Number(byte[] file, int at) => BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at, 4));
}
