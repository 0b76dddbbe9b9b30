using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace TorchParity.Libtorch;

/// <summary>Makes a private copy of an ELF library in which one needed symbol version is marked as weak: the loader then goes on without it.</summary>
/// <remarks>
/// <para>libLibTorchSharp.so asks for GLIBCXX_3.4.32 (GCC 13), which older systems lack, for one symbol that no relocation uses. The section .gnu.version_r lists for each library the versions that are needed of it.</para>
/// <para>Source: Linux Standard Base 5.0, Core Generic, §10.7.4 (Elfxx_Verneed, Elfxx_Vernaux).</para>
/// </remarks>
internal static class WeakVersionNeed
{
    private const uint VersionNeedSection = 0x6ffffffe;   // SHT_GNU_verneed
    private const ushort Weak = 2;                        // VER_FLG_WEAK

    /// <summary>The path of the copy, made at the first call, in the user's cache.</summary>
    public static string PatchedCopy(string path, string version)
    {
        byte[] library = File.ReadAllBytes(path);
        string cache = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "libtorch-for-older-libstdc++");
        string copy = Path.Combine(cache, Convert.ToHexString(SHA256.HashData(library))[..16], Path.GetFileName(path));
        if (File.Exists(copy)) return copy;
        MarkAsWeak(library, version);
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        string beside = $"{copy}.{Environment.ProcessId}";
        File.WriteAllBytes(beside, library);
        File.Move(beside, copy, overwrite: true);
        return copy;
    }

    /// <summary>Sets the weak flag of the entry for a version.</summary>
    /// <exception cref="InvalidDataException">This is no 64-bit little-endian ELF file, or it has not exactly one such entry.</exception>
    internal static void MarkAsWeak(Span<byte> elf, string version)
    {
        if (elf.Length < 64 || !elf.StartsWith("\u007fELF"u8) || elf[4] != 2 || elf[5] != 1) throw new InvalidDataException("No 64-bit little-endian ELF file.");
        int entry = -1;
        foreach (int section in Sections(elf))
        {
            if (Word(elf, section + 4) != VersionNeedSection) continue;
            int names = Offset(elf, SectionAt(elf, (int)Word(elf, section + 40)) + 24);   // sh_link: the section of the names
            int need = Offset(elf, section + 24);
            for (int left = (int)Word(elf, section + 44); left > 0; left--)               // sh_info: how many libraries
            {
                int auxiliary = need + (int)Word(elf, need + 8);
                for (int versions = BinaryPrimitives.ReadUInt16LittleEndian(elf[(need + 2)..]); versions > 0; versions--)
                {
                    if (Text(elf, names + (int)Word(elf, auxiliary + 8)) == version)
                        entry = entry < 0 ? auxiliary : throw new InvalidDataException($"More than one entry needs {version}.");
                    auxiliary += (int)Word(elf, auxiliary + 12);
                }

                need += (int)Word(elf, need + 12);
            }
        }

        if (entry < 0) throw new InvalidDataException($"No entry needs {version}.");
        Span<byte> flags = elf[(entry + 4)..];
        BinaryPrimitives.WriteUInt16LittleEndian(flags, (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(flags) | Weak));
    }

    private static int[] Sections(ReadOnlySpan<byte> elf)
    {
        int[] sections = new int[BinaryPrimitives.ReadUInt16LittleEndian(elf[60..])];
        for (int i = 0; i < sections.Length; i++) sections[i] = SectionAt(elf, i);
        return sections;
    }

    private static int SectionAt(ReadOnlySpan<byte> elf, int index) => Offset(elf, 40) + index * BinaryPrimitives.ReadUInt16LittleEndian(elf[58..]);

    private static uint Word(ReadOnlySpan<byte> elf, int at) => BinaryPrimitives.ReadUInt32LittleEndian(elf[at..]);

    private static int Offset(ReadOnlySpan<byte> elf, int at) => checked((int)BinaryPrimitives.ReadUInt64LittleEndian(elf[at..]));

    private static string Text(ReadOnlySpan<byte> elf, int at) => Encoding.ASCII.GetString(elf.Slice(at, elf[at..].IndexOf((byte)0)));
}
