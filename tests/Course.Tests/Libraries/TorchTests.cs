using System.Xml.Linq;
using Course.Display;
using Course.Libraries;
using Xunit;

namespace Course.Tests.Libraries;

public sealed class TorchTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("course-torch-");

    // Part of TorchSharp's package, which is restored with the solution on every system; the large libtorch is not.
    private static string Own => Path.Combine(Torch.Packages, "torchsharp", Torch.Version, "runtimes", "linux-x64", "native", "libLibTorchSharp.so");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Where_the_package_is_missing_it_says_what_to_type() =>
        Assert.Contains("`course start --all`", Torch.Attempt(_folder.FullName, _folder.FullName, "linux-x64"), StringComparison.Ordinal);

    [Fact]
    public void On_a_system_without_a_package_it_says_that_nothing_else_needs_it() =>
        Assert.Contains("nothing else needs it", Torch.Attempt(_folder.FullName, _folder.FullName, null), StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_no_library_is_a_message_and_no_crash()
    {
        foreach (string package in new[] { $"libtorch-cpu-linux-x64/{Torch.NativeVersion}", $"torchsharp/{Torch.Version}" })
        {
            string native = Path.Combine(_folder.FullName, package, "runtimes", "linux-x64", "native");
            Directory.CreateDirectory(native);
            File.WriteAllText(Path.Combine(native, "libtorch.so"), "not a library");
        }

        Assert.StartsWith("TorchSharp's native library could not be loaded:", Torch.Attempt(_folder.FullName, _folder.FullName, "linux-x64"), StringComparison.Ordinal);
    }

    [Fact]
    public void Its_versions_are_those_of_the_packages()
    {
        XDocument packages = XDocument.Load(Path.Combine(Verified.RepositoryRoot, "Directory.Packages.props"));
        string? version(string name) => packages.Descendants("PackageVersion").Single(package => package.Attribute("Include")!.Value == name).Attribute("Version")!.Value;
        Assert.Equal(Torch.Version, version("TorchSharp"));
        foreach (string system in new[] { "linux-x64", "win-x64", "osx-arm64" }) Assert.Equal(Torch.NativeVersion, version($"libtorch-cpu-{system}"));
    }

    [Fact]
    public void The_copy_differs_from_the_library_in_one_flag_and_is_made_once()
    {
        string copy = Torch.Adapted(Own, _folder.FullName);
        byte[] before = File.ReadAllBytes(Own), after = File.ReadAllBytes(copy);
        Assert.Equal(before.Length, after.Length);
        int changed = Assert.Single(Enumerable.Range(0, before.Length), i => before[i] != after[i]);
        Assert.Equal(before[changed] | 2, after[changed]);
        DateTime written = File.GetLastWriteTimeUtc(copy);
        Assert.Equal(copy, Torch.Adapted(Own, _folder.FullName));
        Assert.Equal(written, File.GetLastWriteTimeUtc(copy));
        Assert.Equal([copy], Directory.GetFiles(_folder.FullName));
    }

    [Fact]
    public void A_version_that_the_library_uses_stays_needed()
    {
        InvalidDataException refused = Assert.Throws<InvalidDataException>(() => ElfVersionNeed.Weakened(File.ReadAllBytes(Own), "GLIBCXX_3.4"));
        Assert.Contains("it cannot run without it", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_needed_or_no_library_is_refused()
    {
        Assert.Throws<InvalidDataException>(() => ElfVersionNeed.Weakened("MZ and more"u8, Torch.NewestSymbols));
        Assert.Throws<InvalidDataException>(() => ElfVersionNeed.Weakened(new byte[100], Torch.NewestSymbols));
        Assert.Throws<InvalidDataException>(() => ElfVersionNeed.Weakened(File.ReadAllBytes(Own), "GLIBCXX_9.9.99"));
        Assert.Throws<InvalidDataException>(() => ElfVersionNeed.Weakened(File.ReadAllBytes(Own).AsSpan(0, 5000), Torch.NewestSymbols));
    }

    [Fact]
    public void Where_it_is_restored_torch_computes_and_where_not_the_cell_is_a_note()
    {
        object shown = Torch.WhenReady(SumOfOnes);
        if (Torch.IsReady) Assert.Equal(6f, shown);
        else Assert.Equal($"Note: {Torch.Trouble}", Assert.IsType<Note>(shown).ToString());
    }

    private static object SumOfOnes()
    {
        using TorchSharp.torch.Tensor ones = TorchSharp.torch.ones(2, 3);
        using TorchSharp.torch.Tensor sum = ones.sum();
        return sum.item<float>();
    }
}
