using System.Globalization;
using System.IO.Compression;
using Course;
using CsCheck;
using FromScratch.Git;

namespace Autograders;

/// <summary>Exercise 13.4: objects in files, as git stores them.</summary>
[Exercise("13.4", "The loose object store", Difficulty = 3, Minutes = 40, Core = true, Theory = "1. A name that follows from the content")]
public sealed class LooseObjectStore : Exercise<LooseObjectStore, LooseObjectStore.Contract>
{
    public delegate IObjectStore OpenObjects(IFolder git);

    public sealed record Contract(OpenObjects OpenStore);

    public static Verdict Check(OpenObjects openStore) => Grade(new Contract(openStore));

    protected override Contract Reference => new(LooseStore.Open);

    private const string HelloPath = "objects/ce/013625030ba8dba906f756967f9e9ca394464a";

    // Two files as git itself has written them (zlib at level 1).
    private static readonly byte[] GitsHello = Convert.FromBase64String("eAFLyslPUjBjyEjNycnnAgAdxQQU");
    private static readonly byte[] GitsFirst = Convert.FromBase64String("eAGVjcEKAiEURVv7FW8fRM8RNYiofT/x1CsNjBhmw3x+Bv1AZ3U4cLmxljJ3Ymt3vQGk4ZkdG+MRTlkDk9eMKRnjRGzQeXgKwkre/VEb3ZLQva5YJILOkuSKTcpzwSHWciF2xx+0/4oadfx1/L9UeW6vrj6vAjTc");

    [Fact]
    public void An_object_comes_back_as_it_went_in()
    {
        IObjectStore store = Subject.OpenStore(new MemoryFolder());
        string id = store.Write("blob", Bytes.Of("hello\n"));
        Expect.Equal(Bytes.Hello, id, because: "Write returns the id: SHA-1 of \"blob 6\", a zero byte, and the body.");
        (string type, byte[] body) = store.Read(id);
        Expect.Equal("blob", type, because: "The type stands in the header.");
        Bytes.Same(Bytes.Of("hello\n"), body, because: "The body is what follows the header's zero byte.");
    }

    [Fact]
    public void It_lies_in_a_folder_of_the_first_two_digits()
    {
        var git = new MemoryFolder();
        Subject.OpenStore(git).Write("blob", Bytes.Of("hello\n"));
        Expect.SequenceEqual([HelloPath], git.Files(), because: "objects, the first 2 digits, the other 38: and nothing else is left behind.");
    }

    [Fact]
    public void The_file_is_zlib_of_header_and_body()
    {
        var git = new MemoryFolder();
        Subject.OpenStore(git).Write("blob", Bytes.Of("hello\n"));
        byte[] file = git.Exists(HelloPath) ? git.Read(HelloPath) : [];
        Expect.That(file.Length > 2 && (file[0] & 0x0f) == 8 && (256 * file[0] + file[1]) % 31 == 0, "a file that begins with the two bytes of zlib", Bytes.Hex(file), because: "Deflate alone has no header, and git says \"incorrect header check\". ZLibStream writes header and checksum.");
        Bytes.Same(Bytes.Of("blob 6\0hello\n"), Inflated(file), because: "Compressed is what was hashed: the header and the body.");
    }

    [Fact]
    public void What_git_has_written_can_be_read()
    {
        var git = new MemoryFolder();
        git.Write(HelloPath, GitsHello);
        git.Write($"objects/{Bytes.First[..2]}/{Bytes.First[2..]}", GitsFirst);
        IObjectStore store = Subject.OpenStore(git);
        Bytes.Same(Bytes.Of("hello\n"), store.Read(Bytes.Hello).Body, because: "The file was written by git.");
        (string type, byte[] body) = store.Read(Bytes.First);
        Expect.Equal("commit", type, because: "The file was written by git: Ada's first commit.");
        Bytes.Same(Bytes.Of($"tree {Bytes.HelloTree}\nauthor Ada Lovelace <ada@example.com> 1700000000 +0000\ncommitter Ada Lovelace <ada@example.com> 1700000000 +0000\n\nfirst\n"), body, because: "The file was written by git: Ada's first commit.");
    }

    [Fact]
    public void A_store_opened_later_finds_what_is_there()
    {
        var git = new MemoryFolder();
        string id = Subject.OpenStore(git).Write("tree", []);
        IObjectStore later = Subject.OpenStore(git);
        Expect.That(later.Contains(id), "true", later.Contains(id), because: "The objects are in the folder, not in the memory of one store.");
        Expect.Equal("tree", later.Read(id).Type, because: "The objects are in the folder, not in the memory of one store.");
    }

    [Fact]
    public void Written_twice_it_is_one_file()
    {
        var git = new MemoryFolder();
        IObjectStore store = Subject.OpenStore(git);
        string first = store.Write("blob", [1, 2, 3]);
        int writes = git.Writes;
        Expect.Equal(first, store.Write("blob", [1, 2, 3]), because: "The same content has the same id.");
        Expect.Equal(1, git.Files().Length, because: "The same content is the same object: it is stored once, however many folders and commits hold it.");
        Expect.That(git.Writes == writes, "no file written the second time", $"{git.Writes - writes} written", because: "It is there already. Ask before you compress and write.");
    }

    [Fact]
    public void Another_packing_of_the_same_content_is_left_alone()
    {
        var git = new MemoryFolder();
        git.Write(HelloPath, GitsHello);
        Expect.Equal(Bytes.Hello, Subject.OpenStore(git).Write("blob", Bytes.Of("hello\n")), because: "The object is there, packed by git. Compression levels differ, the content does not: never compare compressed bytes.");
        Bytes.Same(GitsHello, git.Read(HelloPath), because: "The object was there already: leave the file as it is.");
    }

    [Fact]
    public void Type_and_content_both_count()
    {
        var git = new MemoryFolder();
        IObjectStore store = Subject.OpenStore(git);
        string blob = store.Write("blob", []), tree = store.Write("tree", []);
        Expect.Equal(2, git.Files().Length, because: "The empty file and the empty folder are two objects.");
        Expect.Equal("blob", store.Read(blob).Type, because: $"{blob} is the empty file.");
        Expect.Equal("tree", store.Read(tree).Type, because: $"{tree} is the empty folder.");
    }

    [Fact]
    public void Only_what_is_there_is_contained()
    {
        IObjectStore store = Subject.OpenStore(new MemoryFolder());
        Expect.Equal(false, store.Contains(Bytes.Hello), because: "Nothing was written yet.");
        Expect.Throws<KeyNotFoundException>(() => store.Read(Bytes.Hello), because: "There is no such object: say so by the exception of a missing key.");
        store.Write("blob", Bytes.Of("hello\n"));
        Expect.Equal(true, store.Contains(Bytes.Hello), because: "Now it is there.");
        Expect.Equal(false, store.Contains(Bytes.Empty), because: "The empty file was never written.");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(19)]
    public void A_byte_that_changed_is_noticed(int at)
    {
        var git = new MemoryFolder();
        byte[] damaged = [.. GitsHello];
        damaged[at] ^= 0x10;
        git.Write(HelloPath, damaged);
        Expect.Throws<InvalidDataException>(() => Subject.OpenStore(git).Read(Bytes.Hello), because: $"Byte {at} of the file has changed. Hash what you have read and hold it against the id; InvalidDataException where they differ.");
    }

    [Fact]
    public void Content_under_a_wrong_name_is_noticed()
    {
        var git = new MemoryFolder();
        git.Write($"objects/{Bytes.Empty[..2]}/{Bytes.Empty[2..]}", GitsHello);
        Expect.Throws<InvalidDataException>(() => Subject.OpenStore(git).Read(Bytes.Empty), because: "The file is whole, but it is another object than its name says. Only the hash notices: compute it on reading.");
    }

    [Theory]
    [InlineData("blob 7\0hello\n")]
    [InlineData("blob hello\n")]
    [InlineData("blob6\0hello\n")]
    public void A_header_that_lies_is_noticed(string framed)
    {
        var git = new MemoryFolder();
        byte[] data = Bytes.Of(framed);
        string id = Bytes.Hex(Bytes.Hash(data));
        git.Write($"objects/{id[..2]}/{id[2..]}", Deflated(data));
        Expect.Throws<InvalidDataException>(() => Subject.OpenStore(git).Read(id), because: $"The hash fits, but the header does not: \"{Bytes.Text(data)}\". It is \"type length\" and a zero byte, and the length is that of the body.");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    public void A_file_that_is_cut_is_noticed(int length)
    {
        var git = new MemoryFolder();
        git.Write(HelloPath, GitsHello[..length]);
        Expect.Throws<InvalidDataException>(() => Subject.OpenStore(git).Read(Bytes.Hello), because: $"Only {length} of {GitsHello.Length} bytes are left.");
    }

    [Fact]
    public void A_disk_that_fills_up_leaves_no_half_object()
    {
        var git = new MemoryFolder();
        IObjectStore store = Subject.OpenStore(git);
        git.FailAfter(0);
        Expect.Throws<IOException>(() => store.Write("blob", Bytes.Of("hello\n")), because: "The disk is full, and the caller must know.");
        Expect.Equal(false, store.Contains(Bytes.Hello), because: "Half of the file was written. Under the id there must be the whole object or nothing: write to another name in objects/, then Move.");
        git.FailAfter(int.MaxValue);
        store.Write("blob", Bytes.Of("hello\n"));
        Bytes.Same(Bytes.Of("hello\n"), store.Read(Bytes.Hello).Body, because: "With room again, the same write succeeds.");
    }

    [Fact]
    public void A_half_written_file_is_cleared_away()
    {
        var git = new MemoryFolder();
        IObjectStore store = Subject.OpenStore(git);
        git.FailAfter(0);
        Expect.Throws<IOException>(() => store.Write("blob", Bytes.Of("hello\n")), because: "The disk is full, and the caller must know.");
        Expect.SequenceEqual([], git.Files(), because: "On a full disk every leftover hurts: delete the file you could not finish.");
    }

    [Fact]
    public void Any_bytes_come_back() => Property.Holds(Gen.Byte.Array[0, 300], body =>
    {
        IObjectStore store = Subject.OpenStore(new MemoryFolder());
        string id = store.Write("blob", body);
        Expect.Equal(Bytes.Id("blob", body), id, because: $"\"blob {body.Length}\", a zero byte, and the body are hashed.");
        Bytes.Same(body, store.Read(id).Body, because: "Bytes, not text: zeros and line ends come back as they were.");
    });

    [Fact]
    public void Large_objects_are_compressed()
    {
        var git = new MemoryFolder();
        string id = Subject.OpenStore(git).Write("blob", Bytes.Of(string.Concat(Enumerable.Repeat("the same line\n", 5000))));
        int size = git.Read($"objects/{id[..2]}/{id[2..]}").Length;
        Expect.That(size < 7000, "less than a tenth of 70,000 bytes", string.Create(CultureInfo.InvariantCulture, $"{size} bytes"), because: "5,000 equal lines compress well. The stream must be closed before you take its bytes, or the end is missing.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("The zlib header is missing: git says \"incorrect header check\". DeflateStream writes bare deflate; use ZLibStream.", new(git => new Store(git) { Pack = Raw, Unpack = FromRaw })),
        new("You compared compressed bytes, or wrote over what was there. Compression levels differ, the content does not: where the id exists, do nothing.", new(git => new Store(git) { Overwrites = true })),
        new("You believe what is in the file. Hash it and compare with the id: disks and transfers change bits.", new(git => new Store(git) { Trusts = true })),
        new("You wrote straight to the final name, and a full disk left half an object under its id. Write aside, then Move.", new(git => new Store(git) { Direct = true })),
        new("You compressed the body alone. The header belongs into the file: without it the type is lost, and git reads nothing.", new(git => new Store(git) { Bare = true })),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("fastest compression, the temporary file beside the object", new(git => new Store(git) { Pack = data => Deflated(data, CompressionLevel.Fastest) })),
        new("no compression at all, which is zlib too", new(git => new Store(git) { Pack = data => Deflated(data, data.Length < 1000 ? CompressionLevel.NoCompression : CompressionLevel.SmallestSize), Aside = "objects/incoming" })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Everything hangs on one array: \"type length\", a zero byte, the body. Its hash is the name, its zlib form is the file.",
        "ZLibStream around a MemoryStream, in both directions; close the compressing one before you take the bytes. Write to a name like objects/tmp, then Move; in a catch of IOException delete it and throw on.",
        "Write: frame, hash, path; if the path exists, return; else write aside and move. Read: KeyNotFoundException if there is no file; decompress; hash and compare; find the first zero byte; split what is before it at the space; the second part must be the length of the rest. Every mismatch is InvalidDataException.",
    ];

    private static byte[] Inflated(byte[] packed)
    {
        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress)) zlib.CopyTo(data);
        return data.ToArray();
    }

    private static byte[] Deflated(byte[] data) => Deflated(data, CompressionLevel.Optimal);

    private static byte[] Deflated(byte[] data, CompressionLevel level)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, level)) zlib.Write(data);
        return packed.ToArray();
    }

    private static byte[] Raw(byte[] data)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal)) deflate.Write(data);
        return packed.ToArray();
    }

    private static byte[] FromRaw(byte[] packed)
    {
        using var data = new MemoryStream();
        using (var deflate = new DeflateStream(new MemoryStream(packed), CompressionMode.Decompress)) deflate.CopyTo(data);
        return data.ToArray();
    }

    /// <summary>A store with the mistakes it is told to make.</summary>
    private sealed class Store(IFolder git) : IObjectStore
    {
        public Func<byte[], byte[]> Pack { get; init; } = Deflated;

        public Func<byte[], byte[]> Unpack { get; init; } = Inflated;

        public string Aside { get; init; } = "objects/tmp";

        public bool Overwrites { get; init; }

        public bool Trusts { get; init; }

        public bool Direct { get; init; }

        public bool Bare { get; init; }

        public string Write(string type, byte[] body)
        {
            byte[] framed = [.. Bytes.Of(FormattableString.Invariant($"{type} {body.Length}\0")), .. body];
            string id = Bytes.Hex(Bytes.Hash(framed));
            byte[] packed = Pack(Bare ? body : framed);
            if (Contains(id) && (!Overwrites || git.Read(Path(id)).AsSpan().SequenceEqual(packed))) return id;
            if (Direct)
            {
                git.Write(Path(id), packed);
                return id;
            }

            try
            {
                git.Write(Aside, packed);
            }
            catch (IOException)
            {
                git.Delete(Aside);
                throw;
            }

            git.Move(Aside, Path(id));
            return id;
        }

        public (string Type, byte[] Body) Read(string id)
        {
            if (!Contains(id)) throw new KeyNotFoundException();
            byte[] framed = Unpack(git.Read(Path(id)));
            if (Bare) return ("blob", framed);
            int zero = Array.IndexOf(framed, (byte)0), space = Array.IndexOf(framed, (byte)' ');
            string length = zero < 0 || space < 0 || space > zero ? "" : System.Text.Encoding.ASCII.GetString(framed[(space + 1)..zero]);
            if (Trusts ? zero < 0 || space < 0 || space > zero : length != (framed.Length - zero - 1).ToString(CultureInfo.InvariantCulture) || Bytes.Hex(Bytes.Hash(framed)) != id) throw new InvalidDataException();
            return (System.Text.Encoding.ASCII.GetString(framed[..space]), framed[(zero + 1)..]);
        }

        public bool Contains(string id) => git.Exists(Path(id));

        private static string Path(string id) => $"objects/{id.AsSpan(0, 2)}/{id.AsSpan(2)}";
    }
}
