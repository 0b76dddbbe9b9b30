using System.Buffers.Binary;
using Course;
using CsCheck;
using FromScratch.Git;

namespace Autograders;

/// <summary>Exercise 13.5: the file .git/index, byte by byte.</summary>
[Exercise("13.5", "The index file", Difficulty = 4, Minutes = 50, Theory = "3. Three trees")]
public sealed class IndexFile : Exercise<IndexFile, IndexFile.Contract>
{
    public delegate byte[] WriterOfIndex(IndexEntry[] entries);

    public delegate IndexEntry[] ReaderOfIndex(byte[] file);

    public sealed record Contract(WriterOfIndex WriteIndex, ReaderOfIndex ReadIndex);

    public static Verdict Check(WriterOfIndex writeIndex, ReaderOfIndex readIndex) => Grade(new Contract(writeIndex, readIndex));

    protected override Contract Reference => new(IndexFormat.Write, IndexFormat.Read);

    /// <summary>An index as git 2.39 has written it, with six files and the extension TREE.</summary>
    private static readonly byte[] Gits = Convert.FromBase64String(
        "RElSQwAAAAIAAAAGawauExqzxRVlU/EAAAAAAAAA/gAAskGCAACBpAAAAAAAAAAAAAAABs4BNiUDC6jbqQb3VpZ/npyjlEZKAAVhLnR4dAAAAAAAawauExqzxRVlU/EAAAAAAAAA/gAAskGTAACBpAAAAAAAAAAAAAAAApdfvsglbT6KN5fno2ETgPJ8SfSsAAdmb28udHh0AAAAawauExqzxRVl" +
        "U/EAAAAAAAAA/gAAskGSAACBpAAAAAAAAAAAAAAAAlh75rTD+T+TxInAERu6VZYUeibLAAlmb28vYi50eHQAawauExqzxRVlU/EAAAAAAAAA/gAAskGUAACBpAAAAAAAAAAAAAAAAraAJTRdUwGrrU2eyRZvRVJDoNdGAARmb28wAAAAAAAAawauExqzxRVlU/EAAAAAAAAA/gAAskGWAACB7QAA" +
        "AAAAAAAAAAAAChokhSUcM6cEMjlMk/uJMw7yFL/JAAZydW4uc2gAAAAAawauExqzxRVlU/EAAAAAAAAA/gAAskGVAACBpAAAAAAAAAAAAAAAA8YAMyUVX0db18h3MWB1JdznO+nPAAbDqS50eHQAAAAAVFJFRQAAADUANiAxCqwiHmin9xLgvTR1944X7sihFVwrZm9vADEgMAqt1HlNnJSHK5bB" +
        "aXwFb7gq4NcogHleOBdep52h13ia2oF7tvD1FjOP");

    private static readonly IndexEntry[] Six =
    [
        new("a.txt", "100644", Bytes.Hello, 0, 6, 1700000000), new("foo.txt", "100644", "975fbec8256d3e8a3797e7a3611380f27c49f4ac", 0, 2, 1700000000),
        new("foo/b.txt", "100644", "587be6b4c3f93f93c489c0111bba5596147a26cb", 0, 2, 1700000000), new("foo0", "100644", "b68025345d5301abad4d9ec9166f455243a0d746", 0, 2, 1700000000),
        new("run.sh", "100755", "1a2485251c33a70432394c93fb89330ef214bfc9", 0, 10, 1700000000), new("é.txt", "100644", "c6003325155f475bd7c87731607525dce73be9cf", 0, 3, 1700000000),
    ];

    private static IndexEntry File(string path, int stage = 0) => new(path, "100644", Bytes.Hello, stage);

    [Fact]
    public void The_header_says_what_it_is_and_how_many_come()
    {
        byte[] file = Subject.WriteIndex([File("a.txt"), File("b.txt"), File("c.txt")]);
        Bytes.Same([.. Bytes.Of("DIRC"), 0, 0, 0, 2, 0, 0, 0, 3], file?[..Math.Min(12, file.Length)], because: "DIRC, version 2, 3 entries; numbers have 4 bytes, the most significant first.");
    }

    [Fact]
    public void An_empty_index_is_a_header_and_a_hash()
    {
        byte[] header = [.. Bytes.Of("DIRC"), 0, 0, 0, 2, 0, 0, 0, 0];
        Bytes.Same([.. header, .. Bytes.Hash(header)], Subject.WriteIndex([]), because: "The last 20 bytes are the SHA-1 of all before them.");
    }

    [Fact]
    public void An_entry_byte_by_byte() => Bytes.Same(
        Closed(1, Entry(new("a.txt", "100644", Bytes.Hello, 0, 6, 1700000000))), Subject.WriteIndex([new("a.txt", "100644", Bytes.Hello, 0, 6, 1700000000)]),
        because: "8 bytes change time (0: not known), 4 modification time, 4 its nanoseconds (0), device and inode (0), mode, user and group (0), size, 20 bytes of id, 2 of flags, the path, zeros up to a multiple of 8.");

    [Theory]
    [InlineData("a", 1)]
    [InlineData("ab", 8)]
    [InlineData("abc", 7)]
    [InlineData("abcdefgh", 2)]
    [InlineData("abcdefghi", 1)]
    [InlineData("abcdefghij", 8)]
    public void At_least_one_zero_ends_a_path(string path, int zeros) => Bytes.Same(
        Closed(1, Entry(File(path))), Subject.WriteIndex([File(path)]), because: $"62 bytes and {path.Length} of the path are {62 + path.Length}; {zeros} zero{(zeros == 1 ? "" : "s")} make{(zeros == 1 ? "s" : "")} a multiple of 8. 1 to 8 zeros, never none: the first one ends the path.");

    [Fact]
    public void A_program_has_another_mode() => Bytes.Same(
        Closed(1, Entry(new("run", "100755", Bytes.Hello))), Subject.WriteIndex([new("run", "100755", Bytes.Hello)]), because: "100755 is an octal number: 81ed in hexadecimal. Convert.ToInt32(mode, 8) reads it.");

    [Fact]
    public void The_length_of_a_path_counts_bytes() => Bytes.Same(
        Closed(1, Entry(File("é.txt"))), Subject.WriteIndex([File("é.txt")]), because: "é is two bytes in UTF-8: the path has 6.");

    [Theory]
    [InlineData(4094)]
    [InlineData(4095)]
    [InlineData(5000)]
    public void A_long_path_says_4095(int length)
    {
        string path = new('p', length);
        Bytes.Same(Closed(1, Entry(File(path))), Subject.WriteIndex([File(path)]), because: $"The length has 12 bits. {length} {(length < 4095 ? "fits" : "does not fit below 4095: FFF stands there, and the reader looks for the zero")}.");
        Expect.Equal(length, Subject.ReadIndex(Closed(1, Entry(File(path))))[0].Path.Length, because: "The path goes up to the first zero byte.");
    }

    [Fact]
    public void Entries_are_sorted_by_bytes() => Bytes.Same(
        Closed(5, [.. new[] { "B", "a", "foo.txt", "foo/b.txt", "foo0" }.SelectMany(path => Entry(File(path)))]),
        Subject.WriteIndex([File("foo0"), File("a"), File("foo/b.txt"), File("B"), File("foo.txt")]), because: "By the bytes of the whole path: capitals first, . before / before 0.");

    [Fact]
    public void A_conflict_has_three_stages_in_their_order() => Bytes.Same(
        Closed(4, [.. new[] { File("a"), File("b", 1), File("b", 2), File("b", 3) }.SelectMany(Entry)]),
        Subject.WriteIndex([File("b", 3), File("b", 1), File("a"), File("b", 2)]), because: "1 the base, 2 ours, 3 theirs, in bits 12 and 13 of the flags.");

    [Fact]
    public void What_git_has_written_is_read() => Expect.SequenceEqual(Six, Subject.ReadIndex(Gits), because: "The file was written by git. After the six entries comes an extension, TREE: skip it.");

    [Fact]
    public void Stages_are_read_back()
    {
        IndexEntry[] entries = [File("b", 1), File("b", 2), new("b", "100755", Bytes.Empty, 3, 7, 4_000_000_000)];
        Expect.SequenceEqual(entries, Subject.ReadIndex(Closed(3, [.. entries.SelectMany(Entry)])), because: "Stage, mode, id, size and time come back. 4,000,000,000 seconds need all 32 bits.");
    }

    [Fact]
    public void It_is_the_whole_next_tree() => Property.Holds(
        Gen.Select(Gen.Int[0, 40], Gen.Bool, Gen.UInt).Array[0, 6].Where(files => files.DistinctBy(file => file.Item1).Count() == files.Length), files =>
        {
            IndexEntry[] entries = [.. files.Select(file => new IndexEntry(new string('d', 1 + file.Item1) + (file.Item2 ? "/x" : ""), file.Item2 ? "100755" : "100644", Bytes.Hello, 0, file.Item3, file.Item3 / 2)).OrderBy(entry => entry.Path, StringComparer.Ordinal)];
            byte[] file = Closed(entries.Length, [.. entries.SelectMany(Entry)]);
            Bytes.Same(file, Subject.WriteIndex(entries), because: "Every file of the next commit, changed or not, has an entry.");
            Expect.SequenceEqual(entries, Subject.ReadIndex(file), because: "What is written is read back.");
        });

    [Fact]
    public void Extensions_in_capitals_are_skipped()
    {
        byte[] three = [.. Bytes.Of("REUC"), 0, 0, 0, 3, 9, 9, 9, .. Bytes.Of("Zbcd"), 0, 0, 0, 0, .. Bytes.Of("Abcd"), 0, 0, 0, 1, 7];
        Expect.SequenceEqual([File("a")], Subject.ReadIndex(Closed(1, [.. Entry(File("a")), .. three])), because: "Three extensions whose names begin with a capital, R, Z and A: optional. Name, 4 bytes of length, data; go on behind it.");
    }

    [Theory]
    [InlineData("link")]
    [InlineData("xyzw")]
    public void Other_extensions_must_be_understood(string name) =>
        Expect.Throws<InvalidDataException>(() => Subject.ReadIndex(Closed(1, [.. Entry(File("a")), .. Bytes.Of(name), 0, 0, 0, 0])), because: "A small first letter says: whoever does not know this extension must not use the file.");

    [Fact]
    public void Behind_an_extension_that_is_skipped_the_next_one_counts() =>
        Expect.Throws<InvalidDataException>(() => Subject.ReadIndex(Closed(1, [.. Entry(File("a")), .. Bytes.Of("REUC"), 0, 0, 0, 3, 9, 9, 9, .. Bytes.Of("link"), 0, 0, 0, 0])), because: "REUC is skipped: 8 bytes and 3 of data. Behind it stands link, which must be understood.");

    [Fact]
    public void A_beginning_alone_is_no_index()
    {
        Expect.Throws<InvalidDataException>(() => Subject.ReadIndex([.. Bytes.Of("DIRC"), 0, 0, 0, 2, 0, 0, 0, 0, 0, 0]), because: "14 bytes: there is no room for the hash.");
        byte[] header = [.. Bytes.Of("DIRC"), 0, 0, 0, 2];
        Expect.Throws<InvalidDataException>(() => Subject.ReadIndex([.. header, .. Bytes.Hash(header)]), because: "28 bytes, and the hash fits. But the header has 12 bytes: whoever reads the number of entries here reads the hash.");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(30)]
    [InlineData(100)]
    public void A_byte_that_changed_is_noticed(int at)
    {
        byte[] file = Closed(1, Entry(File("a.txt")));
        file[at % file.Length] ^= 1;
        Expect.Throws<InvalidDataException>(() => Subject.ReadIndex(file), because: "The last 20 bytes are the hash of the others. Compare before you believe anything.");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(60)]
    public void A_file_that_is_cut_is_noticed(int length) =>
        Expect.Throws<InvalidDataException>(() => Subject.ReadIndex(Closed(1, Entry(File("a.txt")))[..length]), because: $"{length} bytes are left. Shorter than 32 there is not even room for header and hash.");

    [Fact]
    public void Other_versions_and_other_files_are_refused()
    {
        byte[] version3 = [.. Bytes.Of("DIRC"), 0, 0, 0, 3, 0, 0, 0, 0], other = [.. Bytes.Of("DIRT"), 0, 0, 0, 2, 0, 0, 0, 0];
        Expect.Throws<InvalidDataException>(() => Subject.ReadIndex([.. version3, .. Bytes.Hash(version3)]), because: "Version 3 has other entries.");
        Expect.Throws<InvalidDataException>(() => Subject.ReadIndex([.. other, .. Bytes.Hash(other)]), because: "The first four letters are DIRC, for directory cache.");
    }

    [Fact]
    public void A_file_stands_there_once_a_stage()
    {
        Expect.Throws<ArgumentException>(() => Subject.WriteIndex([File("a"), File("b"), File("a")]), because: "a stands there twice, both in stage 0.");
        Expect.Throws<ArgumentException>(() => Subject.WriteIndex([File("a"), File("b", 2), File("b", 2)]), because: "b stands there twice, both in stage 2.");
        Expect.Throws<ArgumentException>(() => Subject.WriteIndex([File("a"), File("b", 4)]), because: "The second entry's stage is 4.");
        Expect.Throws<ArgumentException>(() => Subject.WriteIndex([File("")]), because: "A file without a path.");
        Expect.Throws<ArgumentException>(() => Subject.WriteIndex([File("a", 4)]), because: "The stage has two bits: 0 to 3.");
        Expect.Throws<ArgumentException>(() => Subject.WriteIndex([File("a", -1)]), because: "The stage has two bits: 0 to 3.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("1-8 NULs, never 0: where the length is a multiple of 8 already, eight follow, since the first one ends the path.", Writing(pad: length => (8 - length % 8) % 8)),
        new("You sorted by the rules of a language or by folders. The order is that of the bytes of the whole path.", Writing(key: path => path.ToUpperInvariant())),
        new("The length in the flags counts bytes, as the path's bytes follow: é.txt has 6.", Writing(length: path => path.Length)),
        new("The stage belongs into bits 12 and 13 of the flags: 1 the base, 2 ours, 3 theirs.", Writing(stage: 13)),
        new("You believe the file. Hash all but the last 20 bytes and compare, before you read entries.", Reference with { ReadIndex = file => file.Length < 32 ? throw new InvalidDataException() : IndexFormat.Read([.. file[..^20], .. Bytes.Hash(file[..^20])]) }),
        new("An extension ended your reading. One in capitals is optional: skip it by its length.", Reference with { ReadIndex = file => IndexFormat.Read(file) is var entries && 32 + entries.Sum(entry => Entry(entry).Length) == file.Length ? entries : throw new InvalidDataException() }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("a byte array of the right size, written by position", Writing()),
        new("a BinaryReader that turns its numbers round", Reference with { ReadIndex = Streamed }),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Write three small helpers first: a number as 4 bytes, most significant first; one entry as bytes; everything with its hash behind.",
        "An entry has 62 bytes before the path: ten numbers of 4 bytes (the third is the modification time, the seventh the mode, the tenth the size), 20 bytes of id, 2 of flags. Zeros behind the path: 8 − (62 + length) mod 8.",
        "Read: length at least 32; DIRC; hash; version; then as many entries as the header says, each found by position, the path up to its first zero, the next entry at the next multiple of 8 counted from this entry's start; then, up to the hash, extensions: capital letter, skip 8 + length; else InvalidDataException.",
    ];

    private static byte[] Number(uint number) => [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];

    private static byte[] Entry(IndexEntry entry) => Entry(entry, null, null, 12);

    private static byte[] Entry(IndexEntry entry, Func<int, int>? pad, Func<string, int>? length, int stage)
    {
        byte[] path = Bytes.Of(entry.Path);
        int flags = (entry.Stage << stage) | Math.Min(0xFFF, length?.Invoke(entry.Path) ?? path.Length);
        byte[] unpadded =
        [
            .. new byte[8], .. Number(entry.ModifiedUnix), .. new byte[12], .. Number(Convert.ToUInt32(entry.Mode, 8)), .. new byte[8], .. Number(entry.Size),
            .. Convert.FromHexString(entry.Id), (byte)(flags >> 8), (byte)flags, .. path,
        ];
        return [.. unpadded, .. new byte[pad?.Invoke(unpadded.Length) ?? 8 - unpadded.Length % 8]];
    }

    private static byte[] Closed(int count, byte[] rest)
    {
        byte[] all = [.. Bytes.Of("DIRC"), 0, 0, 0, 2, .. Number((uint)count), .. rest];
        return [.. all, .. Bytes.Hash(all)];
    }

    private Contract Writing(Func<int, int>? pad = null, Func<string, string>? key = null, Func<string, int>? length = null, int stage = 12) => Reference with
    {
        WriteIndex = entries =>
        {
            if (entries.Any(entry => entry.Path.Length == 0 || entry.Stage is < 0 or > 3) || entries.DistinctBy(entry => (entry.Path, entry.Stage)).Count() < entries.Length) throw new ArgumentException("A bad entry.");
            IEnumerable<IndexEntry> sorted = entries.OrderBy(entry => Bytes.Hex(Bytes.Of(key is null ? entry.Path : key(entry.Path))), StringComparer.Ordinal).ThenBy(entry => entry.Stage);
            return Closed(entries.Length, [.. sorted.SelectMany(entry => Entry(entry, pad, length, stage))]);
        },
    };

    private static IndexEntry[] Streamed(byte[] file)
    {
        if (file.Length < 32 || !Bytes.Hash(file[..^20]).AsSpan().SequenceEqual(file.AsSpan(file.Length - 20))) throw new InvalidDataException("Cut or damaged.");
        using var reader = new BinaryReader(new MemoryStream(file[..^20]));
        uint Next() => BinaryPrimitives.ReverseEndianness(reader.ReadUInt32());
        if (Next() != 0x44495243 || Next() != 2) throw new InvalidDataException("Another file.");
        var entries = new List<IndexEntry>();
        for (uint left = Next(); left > 0; left--)
        {
            long start = reader.BaseStream.Position;
            uint[] numbers = [.. Enumerable.Range(0, 10).Select(_ => Next())];
            string id = Bytes.Hex(reader.ReadBytes(20));
            int flags = reader.ReadByte() << 8 | reader.ReadByte();
            var path = new List<byte>();
            for (byte b = reader.ReadByte(); b != 0; b = reader.ReadByte()) path.Add(b);
            while ((reader.BaseStream.Position - start) % 8 != 0) reader.ReadByte();
            entries.Add(new(System.Text.Encoding.UTF8.GetString([.. path]), Convert.ToString(numbers[6], 8), id, (flags >> 12) & 3, numbers[9], numbers[2]));
        }

        while (reader.BaseStream.Position < reader.BaseStream.Length)
        {
            if (!char.IsAsciiLetterUpper((char)(Next() >> 24))) throw new InvalidDataException("An extension.");
            reader.ReadBytes((int)Next());
        }

        return [.. entries];
    }
}
