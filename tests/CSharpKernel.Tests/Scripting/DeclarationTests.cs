using CSharpKernel.Scripting;

namespace CSharpKernel.Tests.Scripting;

/// <summary>What scripting cannot host by itself, and what comes from files.</summary>
public sealed class DeclarationTests : SessionTest, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("csharp-kernel").FullName;

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_namespace_is_seen_by_later_cells()
    {
        await Run("namespace Geometry { class Point { public double X, Y; public double Norm() => Math.Sqrt(X * X + Y * Y); } }");
        Assert.Equal("5", await Run("using Geometry; new Point { X = 3, Y = 4 }.Norm()"));
    }

    [Fact]
    public async Task A_namespace_may_fill_its_file()
    {
        await Run("namespace Geometry;\nrecord Point(double X);");
        Assert.Equal("2", await Run("new Geometry.Point(2).X"));
    }

    [Fact]
    public async Task Extension_methods_of_a_class_work_in_their_own_cell_and_later()
    {
        Assert.Equal("42", await Run("static class Numbers { public static int Twice(this int x) => 2 * x; }\n21.Twice()"));
        Assert.Equal("4", await Run("2.Twice()"));
    }

    [Fact]
    public async Task Such_a_cell_can_be_run_again()
    {
        const string Cell = "static class Numbers { public static int Twice(this int x) => 2 * x; }\n21.Twice()";
        await Run(Cell);
        Assert.Equal("42", await Run(Cell));
    }

    [Fact]
    public async Task A_library_declared_again_hides_its_older_self_and_old_values_live_on()
    {
        await Run("namespace Geometry { class Point { public int X = 1; } class Line { public int L = 5; } }");
        await Run("var old = new Geometry.Point();");
        await Run("static class Numbers { public static int Twice(this int x) => 2 * x; }");
        await Run("namespace Geometry { class Point { public string X = \"new\"; } }");
        Assert.Equal("new1", await Run("new Geometry.Point().X + old.X"));
        await Run("static class Numbers { public static int Twice(this int x) => 20 * x; }");
        Assert.Equal("65", await Run("3.Twice() + new Geometry.Line().L"));
        await Run("namespace Geometry { class Point { public int X = 7; } }\nstatic class Numbers { public static int Twice(this int x) => 200 * x; }");
        Assert.Equal("207", await Run("1.Twice() + new Geometry.Point().X"));
    }

    [Fact]
    public async Task Extension_blocks_work()
    {
        await Run("static class Words { extension(string s) { public int Doubled => 2 * s.Length; } extension(int) { public static int Answer => 42; } }");
        Assert.Equal("48", await Run("\"abc\".Doubled + int.Answer"));
    }

    [Fact]
    public async Task A_library_sees_the_ones_before_it_and_the_usings()
    {
        await Run("using System.Globalization;");
        await Run("static class Numbers { public static int Twice(this int x) => 2 * x; }");
        await Run("namespace Later { class User { public string Four() => 2.Twice().ToString(CultureInfo.InvariantCulture); } }");
        Assert.Equal("4", await Run("new Later.User().Four()"));
    }

    [Fact]
    public async Task Errors_in_a_library_name_the_lines_of_the_cell()
    {
        CellError wrong = await Fail("namespace Bad\n{\n    class User { int F() => missing; }\n}");
        Assert.StartsWith("cell 1, line 3, column 29: CS0103", wrong.Traceback[0], StringComparison.Ordinal);
        await Run("namespace Good\n{\n    public class User { public int F(int n) => 1 / n; }\n}");
        CellError thrown = await Fail("new Good.User().F(0)");
        Assert.Contains("   at Good.User.F in cell 2, line 3", thrown.Traceback);
    }

    [Fact]
    public async Task An_imported_file_shares_its_usings_and_finds_its_own_neighbours()
    {
        Put("a.csx", "#!import \"inner/b.csx\"\nusing System.Globalization;\nint Thrice(int n) => 3 * n;");
        Put("inner/b.csx", "int fromB = 100;");
        Assert.Equal("112", await Run("#!import \"a.csx\"\nThrice(4) + fromB", _folder));
        Assert.Equal("True", await Run("CultureInfo.InvariantCulture != null"));
    }

    [Fact]
    public async Task The_code_cells_of_a_notebook_are_imported_in_order()
    {
        Put("n.ipynb", """{"cells":[{"cell_type":"markdown","source":["text"]},{"cell_type":"code","source":["int a = 1;\n","a++;"]},{"cell_type":"code","source":"int b = a + 5;"}]}""");
        Assert.Equal("7", await Run("#!import \"n.ipynb\"\nb", _folder));
    }

    [Fact]
    public async Task A_source_file_with_a_namespace_can_be_imported()
    {
        Put("Thing.cs", "namespace Things;\npublic class Thing { public int V => 9; }\n");
        Assert.Equal("9", await Run("#!import \"Thing.cs\"\nnew Things.Thing().V", _folder));
    }

    [Fact]
    public async Task An_import_that_never_ends_is_an_error()
    {
        Put("loop.csx", "#!import \"loop.csx\"");
        Assert.Contains("loop.csx → loop.csx", (await Fail("#!import \"loop.csx\"", _folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_is_named_with_where_it_was_looked_for()
    {
        CellError error = await Fail("#!import \"none.csx\"", _folder);
        Assert.Contains("none.csx", error.Message, StringComparison.Ordinal);
        Assert.Contains(_folder, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_directive_is_an_error_that_lists_the_known() =>
        Assert.Contains("#!time", (await Fail("#!unheard-of")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Each_compile_error_has_its_line_and_a_caret()
    {
        CellError error = await Fail("int a = missing;\nstring s = 5;");
        Assert.Equal(
            [
                "cell 1, line 1, column 9: CS0103: The name 'missing' does not exist in the current context",
                "    int a = missing;",
                "            ^^^^^^^",
                "cell 1, line 2, column 12: CS0029: Cannot implicitly convert type 'int' to 'string'",
                "    string s = 5;",
                "               ^",
            ],
            error.Traceback);
    }

    private void Put(string path, string content)
    {
        string full = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
    }
}
