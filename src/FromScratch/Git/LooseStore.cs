using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace FromScratch.Git;

/// <summary>Objects as git stores them: each in a file of its own, compressed, named by its id.</summary>
/// <remarks>
/// The file <c>objects/ce/013625030ba8dba906f756967f9e9ca394464a</c> holds <c>type length NUL body</c>, compressed with zlib (RFC 1950). How well it is compressed is up to the writer; the
/// id is of what comes out, so it is checked on the way out. A file is written aside and renamed: nobody ever finds half an object under an id.
/// <para>Source: git documentation, gitrepository-layout and gitformat-loose; Pro Git, §10.2.</para>
/// </remarks>
public sealed class LooseStore : IObjectStore
{
    private readonly IFolder _git;

    private LooseStore(IFolder git) => _git = git;

    /// <summary>The objects of a repository.</summary>
    /// <param name="git">Its folder <c>.git</c>.</param>
    public static IObjectStore Open(IFolder git) => new LooseStore(git);

    /// <inheritdoc/>
    public string Write(string type, byte[] body)
    {
        string id = GitObjects.ObjectId(type, body), path = PathOf(id);
        if (_git.Exists(path)) return id;
        string aside = $"objects/tmp_obj_{id}";
        try
        {
            _git.Write(aside, Compressed(GitObjects.Framed(type, body)));
            _git.Move(aside, path);
        }
        catch (IOException)
        {
            _git.Delete(aside);
            throw;
        }

        return id;
    }

    /// <inheritdoc/>
    public (string Type, byte[] Body) Read(string id)
    {
        if (!Contains(id)) throw new KeyNotFoundException($"LooseStore: there is no object {id}.");
        byte[] framed = Decompressed(_git.Read(PathOf(id)));
        if (Convert.ToHexStringLower(Sha1.Hash(framed)) != id) throw new InvalidDataException($"LooseStore: what is stored as {id} has another hash. The file is damaged.");
        int end = Array.IndexOf(framed, (byte)0);
        string[] header = Encoding.ASCII.GetString(framed, 0, Math.Max(end, 0)).Split(' ');
        if (header.Length != 2 || header[1] != (framed.Length - end - 1).ToString(CultureInfo.InvariantCulture)) throw new InvalidDataException($"LooseStore: the header of {id} does not give its type and length.");
        return (header[0], framed[(end + 1)..]);
    }

    /// <inheritdoc/>
    public bool Contains(string id) => _git.Exists(PathOf(id));

    private static string PathOf(string id) => $"objects/{id[..2]}/{id[2..]}";

    private static byte[] Compressed(byte[] data)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal)) zlib.Write(data);
        return packed.ToArray();
    }

    private static byte[] Decompressed(byte[] packed)
    {
        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress)) zlib.CopyTo(data);
        return data.ToArray();
    }
}
