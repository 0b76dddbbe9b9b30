using System.Security.Cryptography;
using System.Text;
using FromScratch.Data;
using FromScratch.Git;

namespace FromScratch.Tests.Git;

public sealed class Sha1Tests
{
    [Theory]
    [InlineData("abc", "a9993e364706816aba3e25717850c26c9cd0d89d")]   // FIPS 180
    [InlineData("", "da39a3ee5e6b4b0d3255bfef95601890afd80709")]
    [InlineData("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "84983e441c3bd26ebaae4aa1f95129e5e54670f1")]
    public void Published_examples(string text, string hash) => Assert.Equal(hash, Convert.ToHexStringLower(Sha1.Hash(Encoding.ASCII.GetBytes(text))));

    [Fact]
    public void A_million_letters() =>
        Assert.Equal("34aa973cd4c4daa4f61eeb2bdbad27316534016f", Convert.ToHexStringLower(Sha1.Hash(Encoding.ASCII.GetBytes(new string('a', 1_000_000)))));

    [Fact]
    public void Every_length_up_to_three_blocks_is_as_the_platform_says()
    {
        var rng = new Rng(3);
        for (int length = 0; length <= 192; length++)
        {
            byte[] data = [.. Enumerable.Range(0, length).Select(_ => (byte)rng.NextInt(256))];
            Assert.Equal(SHA1.HashData(data), Sha1.Hash(data));
        }
    }
}
