using System.Buffers.Binary;
using System.Text;
using FromScratch.Data;
using FromScratch.IO;
using FromScratch.Tensors;
using Xunit;

namespace FromScratch.Tests.IO;

public sealed class SafetensorsTests
{
    private static MemoryStream Written(string header, byte[] data)
    {
        byte[] text = Encoding.UTF8.GetBytes(header), length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)text.Length);
        return new MemoryStream([.. length, .. text, .. data]);
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        var state = new OrderedDictionary<string, Tensor<float>>
        {
            ["layer.weight"] = Tensor<float>.Randn(new Rng(1), 3, 2).Mt,
            ["empty"] = Tensor<float>.Zeros(0, 4),
            ["number"] = Tensor<float>.Scalar(float.NaN),
        };
        using var stream = new MemoryStream();
        Safetensors.Write(stream, state, new Dictionary<string, string> { ["format"] = "pt" });
        stream.Position = 0;
        OrderedDictionary<string, Tensor<float>> read = Safetensors.Read<float>(stream);
        Assert.Equal(state.Keys.Order(), read.Keys.Order());
        foreach ((string name, Tensor<float> tensor) in state)
        {
            Assert.Equal(tensor.Shape, read[name].Shape);
            Assert.Equal(tensor.ToArray(), read[name].ToArray());
        }
    }

    [Fact]
    public void The_bytes_are_those_of_the_format()
    {
        using var stream = new MemoryStream();
        Safetensors.Write(stream, new OrderedDictionary<string, Tensor<float>> { ["w"] = Tensor<float>.Of(1, -2) });
        byte[] expected = [.. BitConverter.GetBytes(56UL), .. Encoding.UTF8.GetBytes("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""".PadRight(56)), 0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0];
        Assert.Equal(expected, stream.ToArray());
    }

    [Fact]
    public void Other_number_types_become_ours()
    {
        using MemoryStream stream = Written("""{"h":{"dtype":"F16","shape":[1],"data_offsets":[0,2]},"b":{"dtype":"BF16","shape":[1],"data_offsets":[2,4]},"i":{"dtype":"I64","shape":[],"data_offsets":[4,12]}}""",
            [0x00, 0x3E, 0xC0, 0x3F, 7, 0, 0, 0, 0, 0, 0, 0]);
        OrderedDictionary<string, Tensor<double>> read = Safetensors.Read<double>(stream);
        Assert.Equal(1.5, read["h"][0]);
        Assert.Equal(1.5, read["b"][0]);
        Assert.Equal(7, read["i"].Item());
    }

    [Theory]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "8 bytes")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "no gap")]
    [InlineData("""{"v":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "no overlap")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "twice")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 3, "ends inside 'w'")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 5, "after the last")]
    [InlineData("""{"w":{"dtype":"Q4","shape":[1],"data_offsets":[0,4]}}""", 4, "'Q4'")]
    [InlineData("""{"w":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "negative")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2000000000,2000000000,2000000000],"data_offsets":[0,4]}}""", 4, "bytes; its offsets")]
    [InlineData("""{"w":{"dtype":"F32"}}""", 4, "JSON")]
    [InlineData("""[1]""", 0, "JSON")]
    [InlineData("""{""", 0, "JSON")]
    public void A_file_that_breaks_the_format_is_refused(string header, int bytes, string word)
    {
        using MemoryStream stream = Written(header, new byte[bytes]);
        Assert.Contains(word, Assert.Throws<InvalidDataException>(() => Safetensors.Read<float>(stream)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_that_claims_to_be_huge_is_not_even_begun()
    {
        using var stream = new MemoryStream([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F]);
        Assert.Contains("are not read", Assert.Throws<InvalidDataException>(() => Safetensors.Read<float>(stream)).Message, StringComparison.Ordinal);
    }
}
