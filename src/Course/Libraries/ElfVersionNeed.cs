using System.Buffers.Binary;
using System.Text;

namespace Course.Libraries;

/// <summary>Makes a 64-bit ELF library load on systems whose C++ runtime lacks a symbol version that the library names but never uses.</summary>
/// <remarks>
/// <para>The section <c>.gnu.version_r</c> lists the symbol versions a library needs. The loader refuses the library when one is missing, unless the entry
/// carries the flag WEAK. Setting it is safe exactly when nothing in the library refers to a symbol of that version, and that is checked here.</para>
/// <para>Source: Linux Standard Base Core 5.0, §10.7 (symbol versioning); System V ABI, ch. 4 (sections, symbols, relocations).</para>
/// </remarks>
internal static class ElfVersionNeed
{
    private const uint SectionOfRelocations = 4, SectionOfDynamicSymbols = 11, SectionOfVersionNeeds = 0x6ffffffe, SectionOfSymbolVersions = 0x6fffffff;
    private const ushort Weak = 2;

    /// <summary>A copy of the library whose need of the version is weak.</summary>
    /// <param name="library">The whole file.</param>
    /// <param name="version">The version's name, "GLIBCXX_3.4.32".</param>
    /// <exception cref="InvalidDataException">The file is no 64-bit little-endian ELF library, does not need the version, or uses a symbol of it.</exception>
    public static byte[] Weakened(ReadOnlySpan<byte> library, string version)
    {
        byte[] copy = library.ToArray();
        IReadOnlyList<Section> sections = Sections(copy);
        int entry = Entry(copy, sections, version);
        ushort index = UInt16(copy, entry + 6);
        RequireUnused(copy, sections, index, version);
        BinaryPrimitives.WriteUInt16LittleEndian(copy.AsSpan(entry + 4), (ushort)(UInt16(copy, entry + 4) | Weak));
        return copy;
    }

    private static IReadOnlyList<Section> Sections(byte[] file)
    {
        if (file.Length < 64 || !file.AsSpan(0, 6).SequenceEqual((ReadOnlySpan<byte>)[0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1]))
            throw new InvalidDataException("The file is no 64-bit little-endian ELF library.");
        int table = Offset(file, 0x28), size = UInt16(file, 0x3a), count = UInt16(file, 0x3c);
        return [.. Enumerable.Range(0, count).Select(i => table + i * size).Select(at => new Section(UInt32(file, at + 4), Offset(file, at + 0x18), Offset(file, at + 0x20), (int)UInt32(file, at + 0x28)))];
    }

    // Each library needed has a chain of versions; each entry tells how far the next one is.
    private static int Entry(byte[] file, IReadOnlyList<Section> sections, string version)
    {
        foreach (Section section in sections.Where(section => section.Type == SectionOfVersionNeeds))
        {
            int names = sections[section.Link].Offset;
            for (int need = section.Offset; ; need += (int)UInt32(file, need + 12))
            {
                for (int entry = need + (int)UInt32(file, need + 8); ; entry += (int)UInt32(file, entry + 12))
                {
                    if (Text(file, names + (int)UInt32(file, entry + 8)) == version) return entry;
                    if (UInt32(file, entry + 12) == 0) break;
                }

                if (UInt32(file, need + 12) == 0) break;
            }
        }

        throw new InvalidDataException($"The library does not need {version}.");
    }

    private static void RequireUnused(byte[] file, IReadOnlyList<Section> sections, ushort version, string name)
    {
        const int SymbolSize = 24, RelocationSize = 24;
        Section versions = sections.FirstOrDefault(section => section.Type == SectionOfSymbolVersions) ?? throw new InvalidDataException("The library has no table of symbol versions.");
        HashSet<uint> symbols = [.. Enumerable.Range(0, versions.Size / 2).Where(i => (UInt16(file, versions.Offset + 2 * i) & 0x7fff) == version).Select(i => (uint)i)];
        foreach (Section relocations in sections.Where(section => section.Type == SectionOfRelocations && sections[section.Link].Type == SectionOfDynamicSymbols))
        {
            for (int at = relocations.Offset; at < relocations.Offset + relocations.Size; at += RelocationSize)
            {
                uint symbol = UInt32(file, at + 12);   // the upper half of r_info
                if (symbols.Contains(symbol))
                {
                    Section table = sections[relocations.Link];
                    throw new InvalidDataException($"The library uses {Text(file, sections[table.Link].Offset + (int)UInt32(file, table.Offset + SymbolSize * (int)symbol))} of {name}: it cannot run without it.");
                }
            }
        }
    }

    private static ushort UInt16(byte[] file, int at) => BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(at, 2));

    private static uint UInt32(byte[] file, int at) => BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at, 4));

    private static int Offset(byte[] file, int at)
    {
        ulong value = BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(at, 8));
        return value < (ulong)file.Length ? (int)value : throw new InvalidDataException("The ELF library is cut: a section lies beyond its end.");
    }

    private static string Text(byte[] file, int at) => Encoding.UTF8.GetString(file.AsSpan(at, file.AsSpan(at).IndexOf((byte)0)));

    private sealed record Section(uint Type, int Offset, int Size, int Link);
}
