using System.Xml.Linq;
using Course.Libraries;
using Xunit;

namespace Course.Tests.Libraries;

public sealed class DuckDbTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("course-duckdb-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Where_the_package_is_missing_it_says_what_to_type() =>
        Assert.Contains("`course start --all`", DuckDb.Attempt(_folder.FullName, "linux-x64"), StringComparison.Ordinal);

    [Fact]
    public void On_a_system_without_a_package_it_says_that_nothing_else_needs_it() =>
        Assert.Contains("nothing else needs it", DuckDb.Attempt(_folder.FullName, null), StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_no_library_is_a_message_and_no_crash()
    {
        string native = Path.Combine(_folder.FullName, "duckdb.net.bindings.full", DuckDb.Version, "runtimes", "linux-x64", "native");
        Directory.CreateDirectory(native);
        File.WriteAllText(Path.Combine(native, "libduckdb.so"), "not a library");
        Assert.StartsWith("DuckDB's native library could not be loaded:", DuckDb.Attempt(_folder.FullName, "linux-x64"), StringComparison.Ordinal);
    }

    [Fact]
    public void Its_version_is_that_of_the_packages()
    {
        XDocument packages = XDocument.Load(Path.Combine(Verified.RepositoryRoot, "Directory.Packages.props"));
        foreach (string name in new[] { "DuckDB.NET.Data", "DuckDB.NET.Bindings.Full" })
            Assert.Equal(DuckDb.Version, packages.Descendants("PackageVersion").Single(package => package.Attribute("Include")!.Value == name).Attribute("Version")!.Value);
    }
}
