using System.Buffers.Binary;
using Course;
using CsCheck;
using FromScratch.Git;

namespace Autograders;

/// <summary>Exercise 13.1: SHA-1, the hash that names everything in git.</summary>
[Exercise("13.1", "SHA-1 from scratch", Difficulty = 3, Minutes = 45, Theory = "1. A name that follows from the content")]
public sealed class Sha1FromScratch : Exercise<Sha1FromScratch, Sha1FromScratch.Contract>
{
    public delegate byte[] HashFunction(byte[] data);

    public sealed record Contract(HashFunction Hash);

    public static Verdict Check(HashFunction hash) => Grade(new Contract(hash));

    /// <summary>Holds your hash against the reference's and the platform's, for 100 and for 100,000 bytes.</summary>
    public static Comparison Compare(HashFunction hash, HashFunction library) => Compared(
        Part("Hash", hash, contract => contract.Hash, library, "System.Security.Cryptography", (100, f => Bytes.Hex(f(new byte[100]))), (100_000, f => Bytes.Hex(f(new byte[100_000])))));

    protected override Contract Reference => new(Sha1.Hash);

    [Fact]
    public void Three_letters() =>
        Same("a9993e364706816aba3e25717850c26c9cd0d89d", "abc", "FIPS 180-4 gives this hash of \"abc\". Check step by step: one block, whose first word is 61626380 and whose last is 18, the 24 bits in hexadecimal.");

    [Fact]
    public void Nothing() =>
        Same("da39a3ee5e6b4b0d3255bfef95601890afd80709", "", "No data still makes one block: the bit 1, zeros, and the length 0.");

    [Fact]
    public void Fifty_six_letters_need_two_blocks() =>
        Same("84983e441c3bd26ebaae4aa1f95129e5e54670f1", "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "56 bytes and the bit 1 leave 7 bytes of the block. The length takes 8, so a second block follows.");

    [Theory]
    [InlineData(55)]
    [InlineData(56)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(119)]
    [InlineData(120)]
    public void At_the_edges_of_a_block(int length)
    {
        byte[] data = [.. Enumerable.Range(1, length).Select(i => (byte)(7 * i))];
        Expect.Equal(Bytes.Hex(Bytes.Hash(data)), Bytes.Hex(Subject.Hash(data)), because: $"After {length} bytes come the bit 1 (one byte, 80), zeros, and 8 bytes of length: {(length + 9 + 63) / 64} block{(length < 56 ? "" : "s")} of 64. The state goes on from one block to the next.");
    }

    [Fact]
    public void A_long_message_has_a_long_length()
    {
        byte[] data = new byte[10_000];
        Expect.Equal(Bytes.Hex(Bytes.Hash(data)), Bytes.Hex(Subject.Hash(data)), because: "10,000 zeros are 80,000 bits, 13880 in hexadecimal: three bytes of the eight.");
    }

    [Fact]
    public void Any_bytes_hash_as_the_platform_says() => Property.Holds(
        Gen.Byte.Array[0, 200], data => Expect.Equal(Bytes.Hex(Bytes.Hash(data)), Bytes.Hex(Subject.Hash(data)), because: $"These are {data.Length} bytes; System.Security.Cryptography.SHA1 gives the expected hash."), samples: 40);

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("Length goes in big-endian bits: the most significant of the 8 bytes first. Yours stands the other way round.", new(data => Hashed(Padded(data, length => (ulong)BinaryPrimitives.ReverseEndianness(8 * length))))),
        new("The length counts bits: 24 for three bytes. You wrote the number of bytes.", new(data => Hashed(Padded(data, length => (ulong)length)))),
        new("No room for the length: it takes 8 bytes, and the bit 1 before it one more. From 56 bytes on, a block more is needed.", new(data => Hashed(Tight(data)))),
        new("Words are big-endian: the first byte of four is the most significant. BitConverter reads them the other way round on your machine.", new(data => Hashed(Padded(data, length => 8 * (ulong)length), littleEndian: true))),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("padding by a list, a ring of sixteen words", new(data => Hashed(Padded(data, length => 8 * (ulong)length)))),
        new("the majority and the choice by xor, block after block as it comes", new(Streamed)),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Begin with the padding, and print it for \"abc\": 64 bytes, 61 62 63 80, zeros, and 18 at the very end.",
        "Then the 80 words of a block: the first 16 are the block's bytes, big-endian; each later one is the xor of those 3, 8, 14 and 16 before it, rotated left by one. uint sums wrap around by themselves, as they should.",
        "Five words a, b, c, d, e start from the state. In each of 80 steps the new a is rotate(a, 5) + f + e + k + w[t]; the others move on by one, and what was b is rotated left by 30. f and k change every 20 steps: choose, parity, majority, parity. At the block's end add the five to the state.",
    ];

    private void Same(string expected, string text, string because) => Expect.Equal(expected, Bytes.Hex(Subject.Hash(Bytes.Of(text))), because);

    private static byte[] Padded(byte[] data, Func<long, ulong> length)
    {
        List<byte> padded = [.. data, 0x80];
        while (padded.Count % 64 != 56) padded.Add(0);
        ulong number = length(data.Length);
        for (int i = 7; i >= 0; i--) padded.Add((byte)(number >> (8 * i)));
        return [.. padded];
    }

    private static byte[] Tight(byte[] data)
    {
        byte[] padded = new byte[(data.Length / 64 + 1) * 64];
        data.CopyTo(padded, 0);
        padded[data.Length] = 0x80;
        BinaryPrimitives.WriteInt64BigEndian(padded.AsSpan(padded.Length - 8), 8L * data.Length);
        return padded;
    }

    private static uint Rotate(uint x, int by) => x << by | x >> (32 - by);

    private static byte[] Hashed(byte[] padded, bool littleEndian = false)
    {
        uint[] h = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
        for (int start = 0; start < padded.Length; start += 64)
        {
            uint[] ring = [.. Enumerable.Range(0, 16).Select(i => littleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(padded.AsSpan(start + 4 * i)) : BinaryPrimitives.ReadUInt32BigEndian(padded.AsSpan(start + 4 * i)))];
            uint[] v = [.. h];
            for (int t = 0; t < 80; t++)
            {
                int s = t & 15;
                if (t >= 16) ring[s] = Rotate(ring[(s + 13) & 15] ^ ring[(s + 8) & 15] ^ ring[(s + 2) & 15] ^ ring[s], 1);
                uint f = t < 20 ? v[1] & v[2] | ~v[1] & v[3] : t < 40 || t >= 60 ? v[1] ^ v[2] ^ v[3] : v[1] & v[2] | v[1] & v[3] | v[2] & v[3];
                uint k = t < 20 ? 0x5a827999 : t < 40 ? 0x6ed9eba1 : t < 60 ? 0x8f1bbcdc : 0xca62c1d6;
                v = [Rotate(v[0], 5) + f + v[4] + ring[s] + k, v[0], Rotate(v[1], 30), v[2], v[3]];
            }

            h = [.. h.Zip(v, (x, y) => x + y)];
        }

        return [.. h.SelectMany(word => new[] { (byte)(word >> 24), (byte)(word >> 16), (byte)(word >> 8), (byte)word })];
    }

    private static byte[] Streamed(byte[] data)
    {
        uint a0 = 0x67452301, b0 = 0xefcdab89, c0 = 0x98badcfe, d0 = 0x10325476, e0 = 0xc3d2e1f0;
        var block = new List<byte>(64);
        foreach (byte next in data.Append((byte)0x80)) Take(next);
        while (block.Count != 56) Take(0);
        for (int shift = 56; shift >= 0; shift -= 8) Take((byte)(8L * data.Length >> shift));
        return Convert.FromHexString(FormattableString.Invariant($"{a0:x8}{b0:x8}{c0:x8}{d0:x8}{e0:x8}"));

        void Take(byte next)
        {
            block.Add(next);
            if (block.Count < 64) return;
            var w = new List<uint>(80);
            for (int i = 0; i < 64; i += 4) w.Add((uint)(block[i] << 24 | block[i + 1] << 16 | block[i + 2] << 8 | block[i + 3]));
            block.Clear();
            while (w.Count < 80) w.Add(Rotate(w[^3] ^ w[^8] ^ w[^14] ^ w[^16], 1));
            (uint a, uint b, uint c, uint d, uint e) = (a0, b0, c0, d0, e0);
            for (int t = 0; t < 80; t++)
            {
                uint mixed = (t / 20) switch { 0 => (d ^ (b & (c ^ d))) + 0x5a827999, 1 => (b ^ c ^ d) + 0x6ed9eba1, 2 => ((b & c) ^ (b & d) ^ (c & d)) + 0x8f1bbcdc, _ => (b ^ c ^ d) + 0xca62c1d6 };
                (a, b, c, d, e) = (Rotate(a, 5) + mixed + e + w[t], a, Rotate(b, 30), c, d);
            }

            (a0, b0, c0, d0, e0) = (a0 + a, b0 + b, c0 + c, d0 + d, e0 + e);
        }
    }
}
