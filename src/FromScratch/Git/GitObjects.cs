using System.Text;

namespace FromScratch.Git;

/// <summary>Names of objects: the hash of the type, the length, a zero byte, and the content.</summary>
/// <remarks>
/// The name follows from the content alone: the same file has the same name in every repository, and whoever holds a name can check what they were given.
/// <para>Source: git documentation, gitformat-loose and git-hash-object; Chacon and Straub, Pro Git, 2nd ed., §10.2.</para>
/// </remarks>
public static class GitObjects
{
    /// <summary>The id of an object of any type: SHA-1 of <c>type length NUL body</c>, as 40 hexadecimal digits.</summary>
    /// <param name="type">blob, tree, commit or tag.</param>
    /// <param name="body">The content. Its length stands in the header as decimal digits.</param>
    public static string ObjectId(string type, byte[] body) => Convert.ToHexStringLower(Sha1.Hash(Framed(type, body)));

    /// <summary>The id of a file's content. The file's name is no part of it.</summary>
    public static string BlobId(byte[] content) => ObjectId("blob", content);

    /// <summary>The body of a folder: for each entry <c>mode name NUL</c> and the 20 bytes of the id, in git's order.</summary>
    /// <param name="entries">In any order; no two of the same name.</param>
    /// <exception cref="ArgumentException">A name is empty, has a slash, or stands there twice.</exception>
    /// <remarks>The order is by bytes, and a folder is compared as if its name ended with a slash. The mode is written without a leading zero.</remarks>
    public static byte[] TreeBody(TreeEntry[] entries)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (TreeEntry entry in entries)
        {
            if (entry.Name.Length == 0 || entry.Name.Contains('/', StringComparison.Ordinal)) throw new ArgumentException($"TreeBody: \"{entry.Name}\" is no name within a folder. A folder inside has an entry of its own and a tree of its own.", nameof(entries));
            if (!names.Add(entry.Name)) throw new ArgumentException($"TreeBody: \"{entry.Name}\" stands there twice. A folder has one entry of a name.", nameof(entries));
        }

        var body = new List<byte>();
        foreach (TreeEntry entry in entries.OrderBy(SortKey, ByteOrder.Instance))
        {
            body.AddRange(Encoding.UTF8.GetBytes($"{entry.Mode.TrimStart('0')} {entry.Name}\0"));
            body.AddRange(Convert.FromHexString(entry.Id));
        }

        return [.. body];
    }

    /// <summary>The bytes that are hashed, and, compressed, stored: <c>type length NUL body</c>.</summary>
    internal static byte[] Framed(string type, byte[] body) => [.. Encoding.ASCII.GetBytes(FormattableString.Invariant($"{type} {body.Length}\0")), .. body];

    private static byte[] SortKey(TreeEntry entry) => Encoding.UTF8.GetBytes(entry.IsFolder ? entry.Name + "/" : entry.Name);
}
