using CSharpKernel.Scripting;

namespace CSharpKernel.Tests.Scripting;

public sealed class RecursionTests : SessionTest
{
    [Theory]
    [InlineData("int F(int n) => F(n + 1) + 1; F(0)")]
    [InlineData("int Even(int n) { return Odd(n + 1); } int Odd(int n) { return Even(n + 1) + 1; } Even(0)")]
    [InlineData("void Outer() { int Inner(int n) => 1 + Inner(n + 1); Inner(0); } Outer();")]
    [InlineData("Action a = null, b = null; a = () => b(); b = () => a(); a();")]
    [InlineData("Func<int, int> f = null; f = n => Enumerable.Range(n, 1).Select(f).Sum(); f(0)")]
    [InlineData("class P { public int V => V; } new P().V")]
    [InlineData("class P { public int V { get { return V; } set { V = value; } } } new P().V = 1;")]
    [InlineData("class P { public override string ToString() => $\"P {this}\"; } new P().ToString()")]
    [InlineData("class P { public static P operator +(P a, P b) => a + b; public int this[int i] => this[i + 1]; } new P() + new P()")]
    [InlineData("class P { public P Child { get; } = new(); } new P()")]
    [InlineData("class P { public P() { new P(); } } new P()")]
    [InlineData("IEnumerable<int> It(int n) { foreach (int v in It(n + 1)) yield return v; } It(0).Count()")]
    [InlineData("async Task<int> F(int n) => await F(n + 1) + 1; await F(0)")]
    [InlineData("async Task F(int n) => await F(n + 1); await F(0);")]
    public async Task A_recursion_without_an_end_is_an_exception_and_the_state_is_kept(string code)
    {
        await Run("int kept = 42;");
        CellError error = await Fail(code);
        Assert.Equal("System.InsufficientExecutionStackException", error.Name);
        Assert.StartsWith("Stack overflow: functions call one another too deeply.", error.Message, StringComparison.Ordinal);
        Assert.InRange(error.Traceback.Count, 3, 20);
        Assert.Equal("42", await Run("kept"));
    }

    [Fact]
    public async Task A_recursion_on_another_thread_is_an_exception_there()
    {
        await Run("int F(int n) => F(n + 1) + 1;");
        CellError error = await Fail("Task.Run(() => F(0)).Wait();");
        Assert.Contains(error.Traceback, line => line.Contains("Stack overflow: functions call one another too deeply.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_deep_recursion_that_ends_is_no_error() =>
        Assert.Equal("50000", await Run("int Depth(int n) => n == 0 ? 0 : 1 + Depth(n - 1); Depth(50_000)"));

    [Fact]
    public async Task Guarded_code_keeps_its_lines()
    {
        CellError error = await Fail("""
            class Half
            {
                static int Inverse(int n) =>
                    1 / n;

                static Func<int, int> half = k =>
                    Inverse(k);

                public int Of(int n)
                {
                    return half(n);
                }
            }

            new Half().Of(0)
            """);
        Assert.Equal(
            [
                "System.DivideByZeroException: Attempted to divide by zero.",
                "   at Half.Inverse in cell 1, line 4",
                "      1 / n;",
                "   at lambda in cell 1, line 7",
                "   at Half.Of in cell 1, line 11",
                "   at cell 1, line 15",
            ],
            error.Traceback);
    }

    [Fact]
    public async Task Guarded_code_means_what_was_written()
    {
        await Run("using System.Linq.Expressions; int calls = 0; int Count() => ++calls;");
        Assert.Equal("4", await Run("Expression<Func<int, int>> tree = n => Math.Abs(n); tree.Compile()(-4)"));
        Assert.Equal("7", await Run("ref int First(int[] a) => ref Math.Abs(-1) == 1 ? ref a[0] : ref a[1]; First([7, 8])"));
        Assert.Equal("4", await Run("Func<int, Func<int, int>> larger = p => q => Math.Max(p, q); larger(3)(4)"));
        Assert.Equal("1", await Run("Action count = () => Count(); count(); calls"));
        Assert.Equal("2", await Run("Func<Task> later = async () => await Task.FromResult(Count()); await later(); calls"));
        Assert.Equal("3", await Run("class Box { public List<int> Items { get; set; } = new(Enumerable.Range(0, 3)); } new Box().Items.Count"));
        Assert.Equal("5", await Run("int Twice(int n) { int Once(int k) { return Math.Abs(k); } return Once(n) + 1; } Twice(4)"));
    }
}
