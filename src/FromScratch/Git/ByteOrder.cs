using System.Text;

namespace FromScratch.Git;

/// <summary>Git's order of names: byte by byte in UTF-8, a prefix before what it begins. No language, no folding of capitals.</summary>
public sealed class ByteOrder : IComparer<byte[]>, IComparer<string>
{
    /// <summary>The one there is.</summary>
    public static ByteOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);

    /// <inheritdoc/>
    public int Compare(string? x, string? y) => Compare(Encoding.UTF8.GetBytes(x ?? ""), Encoding.UTF8.GetBytes(y ?? ""));
}
