using System.Text;

namespace FromScratch.Git;

/// <summary>Reads the body of a tree.</summary>
public static class TreeFormat
{
    private const int IdBytes = 20;

    /// <summary>The entries of a tree's body, in its order; modes have six digits.</summary>
    /// <param name="body">What <see cref="GitObjects.TreeBody"/> writes.</param>
    /// <exception cref="InvalidDataException">The body is cut, or is no tree.</exception>
    public static TreeEntry[] Read(byte[] body)
    {
        var entries = new List<TreeEntry>();
        for (int at = 0; at < body.Length;)
        {
            int space = Array.IndexOf(body, (byte)' ', at), end = space < 0 ? -1 : Array.IndexOf(body, (byte)0, space);
            if (end < 0 || end + 1 + IdBytes > body.Length) throw new InvalidDataException(FormattableString.Invariant($"TreeFormat: the entry at byte {at} of {body.Length} is cut. An entry is \"mode name\", a zero byte, and 20 bytes of id."));
            string mode = Encoding.ASCII.GetString(body, at, space - at), name = Encoding.UTF8.GetString(body, space + 1, end - space - 1);
            entries.Add(new(mode.PadLeft(6, '0'), name, Convert.ToHexStringLower(body, end + 1, IdBytes)));
            at = end + 1 + IdBytes;
        }

        return [.. entries];
    }
}
