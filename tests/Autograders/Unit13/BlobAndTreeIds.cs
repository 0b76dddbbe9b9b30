using System.Globalization;
using System.Text;
using Course;
using CsCheck;
using FromScratch.Git;

namespace Autograders;

/// <summary>Exercise 13.2: the names of files and folders.</summary>
[Exercise("13.2", "Blob and tree ids", Difficulty = 2, Minutes = 35, Core = true, Theory = "2. Four kinds of objects")]
public sealed class BlobAndTreeIds : Exercise<BlobAndTreeIds, BlobAndTreeIds.Contract>
{
    public delegate string IdOfObject(string type, byte[] body);

    public delegate string IdOfFile(byte[] content);

    public delegate byte[] BodyOfFolder(TreeEntry[] entries);

    public sealed record Contract(IdOfObject ObjectId, IdOfFile BlobId, BodyOfFolder TreeBody);

    public static Verdict Check(IdOfObject objectId, IdOfFile blobId, BodyOfFolder treeBody) => Grade(new Contract(objectId, blobId, treeBody));

    /// <summary>Holds your ids against the reference's and a library's, for a file of 100,000 bytes and a folder of 100 entries.</summary>
    public static Comparison Compare(IdOfFile blobId, Func<TreeEntry[], string> treeId, IdOfFile libraryBlobId, Func<TreeEntry[], string> libraryTreeId) => Compared(
        Part("BlobId", blobId, contract => contract.BlobId, libraryBlobId, "LibGit2Sharp", (100_000, f => f(new byte[100_000]))),
        Part("the id of a folder", treeId, contract => entries => contract.ObjectId("tree", contract.TreeBody(entries)), libraryTreeId, "LibGit2Sharp", (100, f => f(Hundred))));

    private static readonly TreeEntry[] Hundred = [.. Enumerable.Range(0, 100).Select(i => new TreeEntry(TreeEntry.File, string.Create(CultureInfo.InvariantCulture, $"file {i}.txt"), Bytes.Hello))];

    protected override Contract Reference => new(GitObjects.ObjectId, GitObjects.BlobId, GitObjects.TreeBody);

    private static readonly string[] SomeNames = ["a", "ab", "a-b", "a0", "B", "é"];

    private static TreeEntry File(string name, string id = Bytes.Hello) => new("100644", name, id);

    private static TreeEntry Folder(string name, string id = Bytes.HelloTree) => new("040000", name, id);

    private string TreeId(params TreeEntry[] entries) => Bytes.Id("tree", Subject.TreeBody(entries) ?? []);

    [Fact]
    public void The_file_of_the_git_book() =>
        Expect.Equal("d670460b4b4aece5915caf5c68d12f560a9fe3e4", Subject.BlobId(Bytes.Of("test content\n")), because: "What is hashed is \"blob 13\", a zero byte, and the 13 bytes. `git hash-object` gives this id.");

    [Fact]
    public void The_empty_file() =>
        Expect.Equal(Bytes.Empty, Subject.BlobId([]), because: "What is hashed is \"blob 0\" and a zero byte. Every repository with an empty file has this id.");

    [Fact]
    public void Length_counts_bytes() =>
        Expect.Equal("c6003325155f475bd7c87731607525dce73be9cf", Subject.BlobId(Bytes.Of("é\n")), because: "é is two bytes in UTF-8, and with the line end there are three: \"blob 3\".");

    [Fact]
    public void A_file_may_hold_any_bytes() =>
        Expect.Equal(Bytes.Id("blob", [0, 255, 10, 0]), Subject.BlobId([0, 255, 10, 0]), because: "The content is bytes, not text: a zero byte is one of them.");

    [Fact]
    public void The_type_is_part_of_the_name()
    {
        Expect.Equal("4b825dc642cb6eb9a060e54bf8d69288fbee4904", Subject.ObjectId("tree", []), because: "\"tree 0\" and a zero byte: the empty folder has another name than the empty file.");
        Expect.Equal(Bytes.Id("commit", Bytes.Of("hello\n")), Subject.ObjectId("commit", Bytes.Of("hello\n")), because: "The header is the type, a space, the length, a zero byte: \"commit 6\\0\".");
    }

    [Fact]
    public void Long_objects_have_their_length_in_decimal_digits() =>
        Expect.Equal(Bytes.Id("blob", new byte[1234]), Subject.ObjectId("blob", new byte[1234]), because: "\"blob 1234\": decimal digits, no separator.");

    [Fact]
    public void A_folder_with_one_file()
    {
        byte[] body = [.. Bytes.Of("100644 a.txt\0"), .. Convert.FromHexString(Bytes.Hello)];
        Bytes.Same(body, Subject.TreeBody([File("a.txt")]), because: "Mode, space, name, a zero byte, then the id as 20 raw bytes, not 40 characters.");
        Expect.Equal(Bytes.HelloTree, TreeId(File("a.txt")), because: "That body, as a tree, has this id in every repository.");
    }

    [Fact]
    public void An_empty_folder_has_an_empty_body() => Bytes.Same([], Subject.TreeBody([]), because: "No entry, no byte.");

    [Fact]
    public void The_mode_has_no_leading_zero()
    {
        byte[] body = [.. Bytes.Of("40000 src\0"), .. Convert.FromHexString(Bytes.HelloTree)];
        Bytes.Same(body, Subject.TreeBody([Folder("src")]), because: "git prints 040000 and stores 40000. With the zero `git fsck` reports zeroPaddedFilemode, and the id is another.");
    }

    [Fact]
    public void Entries_are_sorted_whatever_order_they_come_in()
    {
        TreeEntry[] entries = [File("c", Bytes.Empty), File("a"), new("100755", "b", Bytes.Empty)];
        Bytes.Same(Body([entries[1], entries[2], entries[0]]), Subject.TreeBody(entries), because: "The same folder must have the same name, whoever lists it: git sorts.");
    }

    [Fact]
    public void A_folder_sorts_as_if_it_ended_with_a_slash()
    {
        TreeEntry[] entries = [Folder("foo"), File("foo.txt"), File("foo0")];
        Bytes.Same(Body([entries[1], entries[0], entries[2]]), Subject.TreeBody(entries), because: "foo.txt, foo, foo0: the folder counts as \"foo/\", and / (2f) lies between . (2e) and 0 (30).");
    }

    [Fact]
    public void A_file_sorts_by_its_plain_name()
    {
        TreeEntry[] entries = [File("foo.txt"), File("foo0"), File("foo")];
        Bytes.Same(Body([entries[2], entries[0], entries[1]]), Subject.TreeBody(entries), because: "Here foo is a file: it stands before all that begin with it. Only folders get the slash.");
    }

    [Fact]
    public void Capitals_come_before_small_letters()
    {
        TreeEntry[] entries = [File("b"), File("B"), File("a"), File("_"), File("é"), File("z")];
        Bytes.Same(Body([entries[1], entries[3], entries[2], entries[0], entries[5], entries[4]]), Subject.TreeBody(entries), because: "Compare bytes: B (42), _ (5f), a (61), b (62), z (7a), é (c3 a9). A comparison by the rules of a language mixes them, and differs between machines.");
    }

    [Fact]
    public void Names_beyond_the_first_plane_sort_by_their_bytes()
    {
        TreeEntry[] entries = [File("\U0001F600"), File("\uFF21")];
        Bytes.Same(Body([entries[1], entries[0]]), Subject.TreeBody(entries), because: "U+FF21 is ef bc a1 in UTF-8, U+1F600 is f0 9f 98 80. string.CompareOrdinal compares UTF-16, in which U+1F600 begins with d83d and would come first.");
    }

    [Fact]
    public void Any_folder_is_as_by_definition() => Property.Holds(
        Gen.Select(Gen.Int[0, 5].Select(i => SomeNames[i]), Gen.Bool).Array[0, 5].Where(names => names.Select(name => name.Item1).Distinct().Count() == names.Length), names =>
        {
            TreeEntry[] entries = [.. names.Select(name => name.Item2 ? Folder(name.Item1) : File(name.Item1))];
            Bytes.Same(Body([.. entries.OrderBy(entry => Bytes.Hex(Bytes.Of(entry.IsFolder ? entry.Name + "/" : entry.Name)), StringComparer.Ordinal)]), Subject.TreeBody(entries), because: "Sorted by the bytes of the names, folders as if they ended with a slash.");
        });

    [Theory]
    [InlineData("")]
    [InlineData("src/a.txt")]
    public void A_name_is_within_one_folder(string name) =>
        Expect.Throws<ArgumentException>(() => Subject.TreeBody([File(name)]), because: "A tree lists one folder. What lies deeper is in the tree of that folder.");

    [Fact]
    public void A_name_stands_there_once() =>
        Expect.Throws<ArgumentException>(() => Subject.TreeBody([File("a"), File("b"), Folder("a")]), because: "A folder cannot hold a file and a folder of the same name.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("The id goes in as 20 raw bytes, not as 40 characters.", Reference with { TreeBody = entries => Written(entries, id => Bytes.Of(id)) }),
        new("No leading zero in the stored mode: 40000 for a folder.", Reference with { TreeBody = entries => Written(entries, Convert.FromHexString, mode => mode) }),
        new("You sorted by plain names. A folder counts as if its name ended with a slash, so foo comes after foo.txt.", Reference with { TreeBody = entries => Written(entries, Convert.FromHexString, key: entry => Bytes.Of(entry.Name)) }),
        new("You sorted by the rules of a language. git compares bytes: capitals first, é after z.", Reference with { TreeBody = entries => Written(entries, Convert.FromHexString, key: entry => Bytes.Of((entry.IsFolder ? entry.Name + "/" : entry.Name).ToUpperInvariant())) }),
        new("You counted characters. The length is in bytes: é is two.", Reference with { BlobId = content => Bytes.Hex(Bytes.Hash([.. Bytes.Of(FormattableString.Invariant($"blob {Encoding.UTF8.GetString(content).Length}\0")), .. content])) }),
        new("You hashed the bare content. The name is the hash of \"blob\", the length, a zero byte, and the content.", Reference with { BlobId = content => Bytes.Hex(Bytes.Hash(content)) }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("streams and the platform's SHA-1", new(Bytes.Id, content => Bytes.Id("blob", content), entries => Written(entries, Convert.FromHexString))),
        new("sorting by the key's hexadecimal digits, into a MemoryStream", new(
            (type, body) => Convert.ToHexString(Bytes.Hash([.. Bytes.Of(type), 32, .. Bytes.Of(body.Length.ToString(CultureInfo.InvariantCulture)), 0, .. body])).ToLowerInvariant(),
            content => Bytes.Id("blob", content),
            entries =>
            {
                Guard(entries);
                using var stream = new MemoryStream();
                foreach (TreeEntry entry in entries.OrderBy(entry => Bytes.Hex(Bytes.Of(entry.Mode[0] == '0' ? entry.Name + "/" : entry.Name)), StringComparer.Ordinal))
                {
                    stream.Write(Bytes.Of((entry.Mode[0] == '0' ? entry.Mode[1..] : entry.Mode) + " " + entry.Name));
                    stream.WriteByte(0);
                    for (int i = 0; i < 40; i += 2) stream.WriteByte(byte.Parse(entry.Id.AsSpan(i, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                }

                return stream.ToArray();
            })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Print what you hash, as bytes. For the empty file it is 62 6c 6f 62 20 30 00: \"blob 0\" and a zero byte.",
        "Encoding.UTF8.GetBytes for names and headers, Convert.FromHexString for ids in a folder, Convert.ToHexStringLower for the answer. The length is that of the byte array.",
        "TreeBody: refuse bad names and doubles; give each entry a sort key, the UTF-8 bytes of its name, with a slash behind a folder's; order by comparing those arrays byte by byte; then append mode without leading zero, space, name, zero byte, 20 bytes.",
    ];

    private static byte[] Body(TreeEntry[] inOrder) => [.. inOrder.SelectMany(entry => (byte[])[.. Bytes.Of($"{entry.Mode.TrimStart('0')} {entry.Name}\0"), .. Convert.FromHexString(entry.Id)])];

    private static void Guard(TreeEntry[] entries)
    {
        if (entries.Any(entry => entry.Name.Length == 0 || entry.Name.Contains('/', StringComparison.Ordinal)) || entries.DistinctBy(entry => entry.Name).Count() < entries.Length) throw new ArgumentException("A bad name.");
    }

    private static byte[] Written(TreeEntry[] entries, Func<string, byte[]> id, Func<string, string>? mode = null, Func<TreeEntry, byte[]>? key = null)
    {
        Guard(entries);
        List<TreeEntry> sorted = [.. entries];
        Func<TreeEntry, byte[]> keyOf = key ?? (entry => Bytes.Of(entry.IsFolder ? entry.Name + "/" : entry.Name));
        sorted.Sort((x, y) => keyOf(x).AsSpan().SequenceCompareTo(keyOf(y)));
        return [.. sorted.SelectMany(entry => (byte[])[.. Bytes.Of($"{(mode is null ? entry.Mode.TrimStart('0') : mode(entry.Mode))} {entry.Name}\0"), .. id(entry.Id)])];
    }
}
