using CSharpKernel.Scripting;

namespace CSharpKernel.Tests.Language;

public sealed class DirectiveCompletionTests : LanguageTest, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("directives").FullName;

    public DirectiveCompletionTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "sub folder"));
        foreach (string file in (string[])["course.csx", "Library.dll", "notes.txt", Path.Combine("sub folder", "more.cs")]) File.WriteAllText(Path.Combine(_folder, file), "");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Directives_are_offered_at_the_start_of_a_line()
    {
        Assert.Contains("#!import", await Names("#!|"));
        Completions found = await Complete("int x;\n#!im|");
        Assert.Equal(["#!import"], found.Matches.Select(match => match.Text));
        Assert.Equal((7, 11), (found.Start, found.End));
    }

    [Fact]
    public async Task Paths_are_offered_by_what_the_directive_takes()
    {
        await Run("1", _folder);
        Assert.Equal(["course.csx", "sub folder/"], await Names("#!import \"|"));
        Assert.Equal(["Library.dll"], await Names("#r \"Lib|"));
        Assert.Equal(["more.cs"], await Names("#!import \"sub folder/|\""));
        Assert.Empty(await Names("#!import \"absent/|"));
        Assert.Contains("nuget: ", await Names("#r \"|"));
    }

    [Fact]
    public async Task A_line_of_a_string_is_no_directive() => Assert.Empty(await Names("var s = \"\"\"\n  #!im|\n  \"\"\";"));
}
