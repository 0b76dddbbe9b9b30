using System.Security.Cryptography;
using System.Text;
using Course;

namespace Autograders;

/// <summary>Bytes as verdicts show them, and facts about objects that the real git has named.</summary>
internal static class Bytes
{
    public const string Hello = "ce013625030ba8dba906f756967f9e9ca394464a";       // the file "hello\n"
    public const string HelloTree = "2e81171448eb9f2ee3821e3d447aa6b2fe3ddba1";   // a folder with it as a.txt
    public const string First = "881f6331cda61a2aea801c755a1a08bd942ac7ea";       // Ada's commit of that folder
    public const string Empty = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";       // the empty file

    public static byte[] Of(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Hexadecimal digits; the word null for null.</summary>
    public static string Hex(byte[]? bytes) => bytes is null ? "null" : Convert.ToHexStringLower(bytes);

    /// <summary>Bytes as text, where what cannot be printed stands as \0, \n or \xce.</summary>
    public static string Text(byte[]? bytes)
    {
        if (bytes is null) return "null";
        var text = new StringBuilder();
        foreach (byte b in bytes)
        {
            if (b == 0) text.Append("\\0");
            else if (b == '\n') text.Append("\\n");
            else if (b is >= 32 and < 127) text.Append((char)b);
            else text.Append("\\x").Append(b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }

    /// <summary>The bytes are as expected; where they are not, the verdict shows both from a little before the first that differs.</summary>
    public static void Same(byte[] expected, byte[]? actual, string because)
    {
        if (actual is not null && expected.AsSpan().SequenceEqual(actual)) return;
        if (actual is null) throw new ExpectationFailedException($"{expected.Length} bytes", "null", because);
        int at = expected.AsSpan().CommonPrefixLength(actual), from = Math.Max(0, at - 24);
        throw new ExpectationFailedException(Around(expected, from), Around(actual, from), FormattableString.Invariant($"The first difference is at byte {at}. {because}"));
    }

    private static string Around(byte[] bytes, int from)
    {
        byte[] part = from < bytes.Length ? bytes[from..Math.Min(bytes.Length, from + 72)] : [];
        return FormattableString.Invariant($"{bytes.Length} bytes, {(from == 0 ? "" : $"from byte {from}: ")}\"{Text(part)}{(from + part.Length < bytes.Length ? "…" : "")}\"");
    }

    /// <summary>The hash, by the platform's own code.</summary>
    public static byte[] Hash(byte[] data) => SHA1.HashData(data);

    /// <summary>The id of an object, by the platform's own hash.</summary>
    public static string Id(string type, byte[] body) => Hex(Hash([.. Of(FormattableString.Invariant($"{type} {body.Length}\0")), .. body]));
}
