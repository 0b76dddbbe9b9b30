namespace CSharpKernel.Protocol;

/// <summary>Cursor positions: the protocol counts Unicode code points, C# counts UTF-16 code units.</summary>
/// <remarks>https://jupyter-client.readthedocs.io/en/stable/messaging.html#cursor-pos-and-unicode-offsets</remarks>
internal static class CodePoints
{
    /// <summary>The offset in UTF-16 code units of a position in code points, kept within the text.</summary>
    public static int ToUtf16(string text, int position)
    {
        int offset = 0;
        for (int i = 0; i < position && offset < text.Length; i++) offset += IsPair(text, offset) ? 2 : 1;
        return offset;
    }

    /// <summary>The position in code points of an offset in UTF-16 code units.</summary>
    public static int FromUtf16(string text, int offset)
    {
        int position = 0;
        for (int i = 0; i < Math.Min(offset, text.Length); position++) i += IsPair(text, i) ? 2 : 1;
        return position;
    }

    private static bool IsPair(string text, int offset) => offset + 1 < text.Length && char.IsSurrogatePair(text[offset], text[offset + 1]);
}
