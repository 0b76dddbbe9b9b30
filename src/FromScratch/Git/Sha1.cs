using System.Buffers.Binary;
using System.Numerics;

namespace FromScratch.Git;

/// <summary>The hash that names everything in git: 20 bytes for any number of bytes.</summary>
/// <remarks>
/// <para>The message is padded to whole blocks of 64 bytes. Five words of 32 bits hold the state; each block stirs them 80 times, and the state after the last block is the hash.</para>
/// <para>Source: FIPS 180-4, §5.1.1 (padding), §5.3.1 (start), §6.1.2 (computation). Collisions can be made on purpose since 2017, so it no longer proves who wrote something; git also looks for the known attack.</para>
/// </remarks>
public static class Sha1
{
    private const int BlockBytes = 64, LengthBytes = 8;

    /// <summary>The hash [20] of any bytes.</summary>
    /// <param name="data">Zero bytes or more.</param>
    public static byte[] Hash(byte[] data)
    {
        uint[] state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
        byte[] padded = Padded(data);
        for (int start = 0; start < padded.Length; start += BlockBytes) Stir(state, padded.AsSpan(start, BlockBytes));
        byte[] hash = new byte[20];
        for (int i = 0; i < state.Length; i++) BinaryPrimitives.WriteUInt32BigEndian(hash.AsSpan(4 * i), state[i]);
        return hash;
    }

    /// <summary>The data, a bit 1, zeros, and the number of bits in 8 bytes, most significant first: whole blocks.</summary>
    private static byte[] Padded(byte[] data)
    {
        int blocks = (data.Length + 1 + LengthBytes + BlockBytes - 1) / BlockBytes;
        byte[] padded = new byte[blocks * BlockBytes];
        data.CopyTo(padded, 0);
        padded[data.Length] = 0x80;
        BinaryPrimitives.WriteUInt64BigEndian(padded.AsSpan(padded.Length - LengthBytes), 8 * (ulong)data.Length);
        return padded;
    }

    private static void Stir(uint[] state, ReadOnlySpan<byte> block)
    {
        Span<uint> w = stackalloc uint[80];
        for (int t = 0; t < 16; t++) w[t] = BinaryPrimitives.ReadUInt32BigEndian(block[(4 * t)..]);
        for (int t = 16; t < 80; t++) w[t] = BitOperations.RotateLeft(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
        (uint a, uint b, uint c, uint d, uint e) = (state[0], state[1], state[2], state[3], state[4]);
        for (int t = 0; t < 80; t++)
        {
            (uint f, uint k) = (t / 20) switch
            {
                0 => ((b & c) | (~b & d), 0x5a827999u),              // b chooses: c where its bit is 1, d where it is 0
                1 => (b ^ c ^ d, 0x6ed9eba1u),
                2 => ((b & c) | (b & d) | (c & d), 0x8f1bbcdcu),     // the majority
                _ => (b ^ c ^ d, 0xca62c1d6u),
            };
            uint next = BitOperations.RotateLeft(a, 5) + f + e + k + w[t];
            (e, d, c, b, a) = (d, c, BitOperations.RotateLeft(b, 30), a, next);
        }

        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
    }
}
