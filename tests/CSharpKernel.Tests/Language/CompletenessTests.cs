using CSharpKernel.Scripting;

namespace CSharpKernel.Tests.Language;

public sealed class CompletenessTests : LanguageTest
{
    [Theory]
    [InlineData("")]
    [InlineData("1 + 1")]
    [InlineData("var x = 1;")]
    [InlineData("int F(int n)\n{\n    return n;\n}")]
    [InlineData("if (true) { }")]
    [InlineData("// only words")]
    [InlineData("#!import \"../course.csx\"")]
    [InlineData("#r \"nuget: Name, 1.0.0\"\nusing System.Text;")]
    [InlineData("await Task.Delay(1);")]
    [InlineData("record P(int A);")]
    [InlineData("var s = \"\"\"\n  open { (\n  \"\"\";")]
    [InlineData("undefined.Name()")]
    [InlineData("foreach (var x in new[] { 1, 2 })\n    Console.WriteLine(x);")]
    public async Task Whole_cells_are_complete(string code) => Assert.Equal(new Completeness("complete"), await Session.IsCompleteAsync(code));

    [Theory]
    [InlineData("if (x)", "    ")]
    [InlineData("if (x) {", "    ")]
    [InlineData("int F(int n)\n{\n    if (n > 1)\n    {", "        ")]
    [InlineData("int F(int n)\n{\n    int m = n;", "    ")]
    [InlineData("for (int i = 0; i < 3; i++)", "    ")]
    [InlineData("while (true)", "    ")]
    [InlineData("foo(", "    ")]
    [InlineData("foo(1,", "    ")]
    [InlineData("1 +", "    ")]
    [InlineData("var x =", "    ")]
    [InlineData("x => ", "    ")]
    [InlineData("new[] { 1, 2,", "    ")]
    [InlineData("/* open", "")]
    [InlineData("var s = \"\"\"\n  text", "")]
    [InlineData("var s = @\"text", "")]
    [InlineData("var s = \"text", "")]
    [InlineData("var s = $\"text {1", "")]
    [InlineData("class A", "    ")]
    [InlineData("record P(int A", "    ")]
    [InlineData("int x = 1", "    ")]
    [InlineData("try { }", "")]
    [InlineData("do { }", "")]
    [InlineData("var y = x switch\n{\n    1 => 2,", "    ")]
    [InlineData("list.", "    ")]
    [InlineData("using (var f = File.OpenRead(\"a\"))", "    ")]
    [InlineData("xs.Select(x => x +", "    ")]
    [InlineData("int[] a = [1, 2,", "    ")]
    [InlineData("foreach (var x in new[] { 1, 2 })\n    Console.WriteLine(x)", "    ")]   // the compiler wants the semicolon
    [InlineData("enum Color\n{\n    Red,", "    ")]
    [InlineData("var s = $\"text {F(1,", "")]
    public async Task Cells_that_go_on_are_incomplete(string code, string indent) => Assert.Equal(new Completeness("incomplete", indent), await Session.IsCompleteAsync(code));

    [Theory]
    [InlineData("int int = 1;")]
    [InlineData("1 + ;")]
    [InlineData("}")]
    [InlineData("foo(]")]
    [InlineData("var s = \"text\nvar t = 1;")]
    [InlineData("if if (x) {")]
    [InlineData("class { }")]
    [InlineData("var 1x = 2;")]
    public async Task Wrong_cells_are_invalid(string code) => Assert.Equal(new Completeness("invalid"), await Session.IsCompleteAsync(code));
}
