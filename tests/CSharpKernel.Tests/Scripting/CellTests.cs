using CSharpKernel.Scripting;

namespace CSharpKernel.Tests.Scripting;

public sealed class CellTests : SessionTest
{
    [Fact]
    public async Task A_cell_has_the_value_of_its_last_expression() => Assert.Equal("3", await Run("1 + 2"));

    [Fact]
    public async Task A_statement_has_no_value()
    {
        Assert.Equal("", await Run("var x = 5;"));
        Assert.Equal("", await Run("Console.WriteLine(x)"));
        Assert.Equal("5\n", Output.Out);
    }

    [Fact]
    public async Task A_null_value_is_shown() => Assert.Equal("null", await Run("(string)null"));

    [Fact]
    public async Task Variables_functions_and_types_are_seen_by_later_cells()
    {
        await Run("int x = 20; int Twice(int n) => 2 * n; record P(int A);");
        Assert.Equal("42", await Run("Twice(x) + new P(2).A"));
    }

    [Fact]
    public async Task Variables_functions_and_types_can_be_declared_again()
    {
        await Run("int x = 1; int F() => 1; class C { public int V => 1; }");
        await Run("string x = \"two\"; string F() => \"two\"; class C { public string V => \"two\"; }");
        Assert.Equal("twotwotwo", await Run("x + F() + new C().V"));
    }

    [Fact]
    public async Task Await_stands_at_the_top_level() => Assert.Equal("7", await Run("await Task.Delay(5); var x = await Task.FromResult(7); x"));

    [Fact]
    public async Task Code_after_an_await_stays_on_the_thread_of_the_cell() =>
        Assert.Equal("True", await Run("var a = Environment.CurrentManagedThreadId; await Task.Delay(5); a == Environment.CurrentManagedThreadId"));

    [Fact]
    public async Task A_cell_of_usings_alone_is_a_cell()
    {
        await Run("using System.Globalization;");
        Assert.Equal("", await Run("using static System.Math;"));
        Assert.Equal("True", await Run("CultureInfo.InvariantCulture != null && Abs(-1) == 1"));
    }

    [Fact]
    public async Task A_cell_of_comments_alone_is_a_cell() => Assert.Equal("", await Run("// nothing"));

    [Fact]
    public async Task A_failed_compilation_leaves_no_trace()
    {
        await Run("int x = 1;");
        CellError error = await Fail("int x = 2; int y = z;");
        Assert.Equal("CompileError", error.Name);
        Assert.Equal("1", await Run("x"));
    }

    [Fact]
    public async Task A_cell_that_throws_keeps_what_it_declared_before()
    {
        await Fail("int x = 41; x++; throw new InvalidOperationException(\"no\");");
        Assert.Equal("42", await Run("x"));
    }

    [Fact]
    public async Task A_silent_cell_shows_no_value()
    {
        CellResult result = await Session.ExecuteAsync(new Cell("1 + 1", 1, Silent: true), Output, TestContext.Current.CancellationToken);
        Assert.Equal((CellStatus.Ok, null), (result.Status, result.Value));
    }

    [Fact]
    public async Task User_expressions_are_values_or_errors_and_declare_nothing()
    {
        var expressions = new Dictionary<string, string> { ["sum"] = "x + 1", ["bad"] = "1 / (x - x)", ["wrong"] = "nothing" };
        CellResult result = await Session.ExecuteAsync(new Cell("int x = 4;", 1, UserExpressions: expressions), Output, TestContext.Current.CancellationToken);
        Assert.Equal("5", result.UserExpressions!["sum"].Value!.Text);
        Assert.Equal("System.DivideByZeroException", result.UserExpressions["bad"].Error!.Name);
        Assert.Equal("CompileError", result.UserExpressions["wrong"].Error!.Name);
        Assert.Equal("4", await Run("x"));
    }
}
