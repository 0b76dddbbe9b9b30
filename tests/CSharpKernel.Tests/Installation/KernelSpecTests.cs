using System.Text.Json.Nodes;
using CSharpKernel.Installation;

namespace CSharpKernel.Tests.Installation;

public sealed class KernelSpecTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kernel spec ").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_specification_starts_the_kernel_with_dotnet_when_it_is_a_dll_and_passes_the_connection_file()
    {
        string path = KernelSpec.Install(Kernel("My Kernel.dll"), Path.Combine(_folder, "absent", "jupyter"));

        Assert.Equal(Path.Combine(_folder, "absent", "jupyter", "kernels", "csharp", "kernel.json"), path);
        JsonNode written = JsonNode.Parse(File.ReadAllText(path))!;
        Assert.Equal(["dotnet", Path.Combine(_folder, "My Kernel.dll"), "{connection_file}"], written["argv"]!.AsArray().Select(part => (string?)part));
        Assert.Equal("csharp", (string?)written["language"]);
        Assert.Equal("message", (string?)written["interrupt_mode"]);
        Assert.Equal(["kernel.json"], Directory.GetFiles(Path.GetDirectoryName(path)!).Select(Path.GetFileName));
    }

    [Fact]
    public void A_check_tells_a_missing_specification_a_moved_kernel_and_a_broken_file_apart()
    {
        Assert.Contains("There is no kernel specification", KernelSpec.Check(_folder), StringComparison.Ordinal);

        string kernel = Kernel("kernel");
        string path = KernelSpec.Install(kernel, _folder);
        Assert.Null(KernelSpec.Check(_folder));

        File.Delete(kernel);
        Assert.Contains($"points at {kernel}, which does not exist", KernelSpec.Check(_folder), StringComparison.Ordinal);

        File.WriteAllText(path, "{");
        Assert.Contains("is not a kernel specification", KernelSpec.Check(_folder), StringComparison.Ordinal);
    }

    [Fact]
    public void A_kernel_that_does_not_exist_is_not_installed() =>
        Assert.Throws<FileNotFoundException>(() => KernelSpec.Install(Path.Combine(_folder, "nothing"), _folder));

    private string Kernel(string name)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, "");
        return path;
    }
}
