using Course.Libraries;
using Xunit;

namespace Course.Tests.Libraries;

public class LibGit2Tests
{
    [Fact]
    public void What_is_missing_is_said_with_its_place()
    {
        string? trouble = LibGit2.Attempt(Path.GetTempPath(), "plan9-mips");
        Assert.Contains("plan9-mips", trouble, StringComparison.Ordinal);
        Assert.Contains("nothing else needs it", trouble, StringComparison.Ordinal);
    }
}
