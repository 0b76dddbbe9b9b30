using System.Globalization;
using System.Text;

namespace FromScratch.Git;

/// <summary>Writes and reads the body of a commit: a few lines of text.</summary>
/// <remarks>
/// <code>
/// tree 2e81171448eb9f2ee3821e3d447aa6b2fe3ddba1
/// parent …
/// author Ada Lovelace &lt;ada@example.com&gt; 1700000000 +0000
/// committer Ada Lovelace &lt;ada@example.com&gt; 1700000000 +0000
///
/// first
/// </code>
/// A parent's id is part of the text, so a commit's id vouches for the whole history behind it.
/// <para>Source: git documentation, git-commit-tree and gitformat-signature; Pro Git, §10.2.</para>
/// </remarks>
public static class CommitFormat
{
    /// <summary>The commit as the bytes that git stores.</summary>
    /// <exception cref="ArgumentException">A name or an address holds &lt;, &gt; or a line end.</exception>
    public static byte[] Body(CommitData c)
    {
        var text = new StringBuilder().Append("tree ").Append(c.Tree).Append('\n');
        foreach (string parent in c.Parents) text.Append("parent ").Append(parent).Append('\n');
        text.Append("author ").Append(Line(c.Author)).Append('\n');
        text.Append("committer ").Append(Line(c.Committer)).Append('\n');
        text.Append('\n').Append(c.Message);
        if (c.Message.Length > 0 && !c.Message.EndsWith('\n')) text.Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>The commit's id.</summary>
    /// <exception cref="ArgumentException">A name or an address holds &lt;, &gt; or a line end.</exception>
    public static string Id(CommitData c) => GitObjects.ObjectId("commit", Body(c));

    /// <summary>A person as commits and reflogs write them: <c>Name &lt;address&gt; seconds ±hhmm</c>.</summary>
    internal static string Line(Person person)
    {
        if ((person.Name + person.Email).IndexOfAny(['<', '>', '\n']) >= 0) throw new ArgumentException($"CommitFormat: \"{person.Name} <{person.Email}>\" could not be read again. Leave <, > and line ends out of names and addresses.", nameof(person));
        int minutes = Math.Abs(person.OffsetMinutes);
        return string.Create(CultureInfo.InvariantCulture, $"{person.Name} <{person.Email}> {person.Unix} {(person.OffsetMinutes < 0 ? '-' : '+')}{minutes / 60:00}{minutes % 60:00}");
    }

    /// <summary>Reads a commit.</summary>
    /// <exception cref="InvalidDataException">The body is no commit.</exception>
    public static CommitData Read(byte[] body)
    {
        string text = Encoding.UTF8.GetString(body);
        int end = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0) throw new InvalidDataException("CommitFormat: the commit has no empty line between its header and its message.");
        string[] header = text[..end].Split('\n');
        string One(string key) => header.FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?[key.Length..] ?? throw new InvalidDataException($"CommitFormat: the commit has no line \"{key.TrimEnd()} …\".");
        return new(One("tree "), [.. header.Where(line => line.StartsWith("parent ", StringComparison.Ordinal)).Select(line => line[7..])], PersonOf(One("author ")), PersonOf(One("committer ")), text[(end + 2)..]);
    }

    /// <summary>Reads what <see cref="Line"/> writes.</summary>
    internal static Person PersonOf(string line)
    {
        int open = line.IndexOf('<', StringComparison.Ordinal), close = line.LastIndexOf('>');
        string[] time = close < 0 ? [] : line[(close + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (open < 0 || time.Length != 2) throw new InvalidDataException($"CommitFormat: \"{line}\" is no \"Name <address> seconds ±hhmm\".");
        int offset = int.Parse(time[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return new(line[..open].TrimEnd(), line[(open + 1)..close], long.Parse(time[0], CultureInfo.InvariantCulture), offset / 100 * 60 + offset % 100);
    }
}
