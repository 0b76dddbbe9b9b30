using Course.Cli.Notebooks;
using Course.Cli.Slicing;

namespace Course.Cli.Tests.Slicing;

public sealed class NotebookCodeTests
{
    private static NotebookCode Code(params string[] cells) =>
        NotebookCode.Of(new Notebook { Cells = [.. cells.Select(source => new NotebookCell { Kind = "code", Source = source })] });

    private static string[] Run(NotebookCode code, params string[] names) => [.. code.SliceFor(names).Submissions.Select(s => $"{s.CellNumber}: {s.Code.Trim()}")];

    [Fact]
    public void Only_the_cells_that_a_function_needs_are_run()
    {
        NotebookCode code = Code("while (true) { }", "static double Square(double x) => x * x;", "throw new Exception();", "static double Norm(double[] v) => Math.Sqrt(v.Sum(Square));");

        Assert.Equal(["2: static double Square(double x) => x * x;", "4: static double Norm(double[] v) => Math.Sqrt(v.Sum(Square));"], Run(code, "Norm"));
    }

    [Fact]
    public void Of_a_cell_that_also_calls_the_function_only_the_function_is_kept_on_its_own_line()
    {
        NotebookCode code = Code("Console.WriteLine(Dot(1));\n\nstatic double Dot(double x) => x;\nwhile (true) Dot(2);");

        Submission only = Assert.Single(code.SliceFor(["Dot"]).Submissions);
        Assert.Equal("static double Dot(double x) => x;", only.Code.Split('\n')[2]);
        Assert.Equal("static double Dot(double x) => x;", only.Code.Trim());
    }

    [Fact]
    public void A_parameter_is_not_the_variable_of_the_same_name_in_another_cell() =>
        Assert.Equal(["2: static double Dot(double[] a) => a[0];"], Run(Code("var a = Forever();", "static double Dot(double[] a) => a[0];"), "Dot"));

    [Fact]
    public void A_member_behind_a_dot_is_not_the_function_of_the_same_name() =>
        Assert.Equal(["2: static int F(int[] v) => v.Sum();"], Run(Code("static int Sum() => 1;", "static int F(int[] v) => v.Sum();"), "F"));

    [Fact]
    public void A_function_above_what_it_needs_is_run_after_it() =>
        Assert.Equal(["2: static int G() => 1;", "1: static int F() => G();"], Run(Code("static int F() => G();", "static int G() => 1;"), "F"));

    [Fact]
    public void Functions_of_two_cells_that_call_each_other_are_compiled_together()
    {
        Submission both = Assert.Single(Code("static int F(int n) => n == 0 ? 0 : G(n - 1);", "static int G(int n) => F(n);").SliceFor(["F"]).Submissions);

        Assert.Contains("int F(", both.Code, StringComparison.Ordinal);
        Assert.Contains("int G(", both.Code, StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_comes_with_the_statements_that_change_it()
    {
        NotebookCode code = Code("var seen = new List<int>();\nConsole.WriteLine(1);", "seen.Add(3);", "int other = seen.Count;", "static int F() => seen.Count;");

        Assert.Equal(["1: var seen = new List<int>();", "2: seen.Add(3);", "4: static int F() => seen.Count;"], Run(code, "F"));
    }

    [Fact]
    public void A_deconstruction_declares_its_names() =>
        Assert.Equal(["1: var (q, r) = Math.DivRem(7, 2);", "2: static int F() => q + r;"], Run(Code("var (q, r) = Math.DivRem(7, 2);", "static int F() => q + r;"), "F"));

    [Fact]
    public void Of_a_function_written_twice_the_last_counts_and_the_person_is_told()
    {
        Slice slice = Code("static int F() => 1;", "static int F() => 2;").SliceFor(["F"]);

        Assert.Equal("static int F() => 2;", Assert.Single(slice.Submissions).Code);
        Assert.Equal("F is defined in the cells 1, 2: the one in cell 2 is graded. Delete the others.", Assert.Single(slice.Notes));
    }

    [Fact]
    public void A_copy_that_is_still_a_stub_does_not_hide_the_solution() =>
        Assert.Equal(["1: static int F() => 1;"], Run(Code("static int F() => 1;", "static int F()\n{\n    throw new NotImplementedException();   // TODO 1.1\n}"), "F"));

    [Fact]
    public void Overloads_are_kept_together() =>
        Assert.Equal(["1: static int F(int x) => F((double)x);", "2: static int F(double x) => 2;"],
            Run(Code("static int F(int x) => F((double)x);", "static int F(double x) => 2;"), "F").Order());

    [Fact]
    public void A_name_that_no_cell_declares_is_missing() =>
        Assert.Equal(["Dot"], Code("int x = 1;").SliceFor(["Dot"]).Missing);

    [Fact]
    public void A_function_in_a_cell_that_does_not_parse_is_not_missing_its_cell_is_run_so_that_the_error_shows()
    {
        Slice slice = Code("static double Dot(double[] a\n{ return ((1; ", "int x = 1;").SliceFor(["Dot"]);

        Assert.Empty(slice.Missing);
        Assert.Equal(1, Assert.Single(slice.Submissions).CellNumber);
    }

    [Fact]
    public void A_function_split_into_two_cells_is_read_as_one()
    {
        Slice slice = Code("static int F(int n)\n{\n    int sum = 0;", "    return sum + n;\n}", "F(1)").SliceFor(["F"]);

        Assert.Contains("return sum + n;", Assert.Single(slice.Submissions).Code, StringComparison.Ordinal);
        Assert.Equal("Cells 1, 2 are one cell that was split: they are graded as one.", Assert.Single(slice.Notes));
    }

    [Fact]
    public void Usings_stay_with_their_cell_and_magic_lines_go()
    {
        NotebookCode code = Code("#!import \"../course.csx\"\n#r \"lib.dll\"\nusing System.Text;", "#!time\nusing static System.Math;\nstatic double F(double x) => Abs(x);");

        Assert.Equal(["#!import \"../course.csx\"", "#r \"lib.dll\""], code.Cells[0].References);
        Assert.Equal(["using System.Text;"], code.Cells[0].Usings);
        Assert.Equal(["2: using static System.Math;\nstatic double F(double x) => Abs(x);"], Run(code, "F"));
    }

    [Fact]
    public void A_learners_class_comes_with_what_its_members_need() =>
        Assert.Equal(["1: static int One() => 1;", "3: class Counter { int n; int Next() => n += One(); }"],
            Run(Code("static int One() => 1;", "int n = Forever();", "class Counter { int n; int Next() => n += One(); }"), "Counter"));

    [Fact]
    public void The_check_call_is_found_wherever_it_stands()
    {
        CellSyntax cell = CellSyntax.Parse(1, "var verdict = DotAndNorms.Check(MyDot, Norm);\nverdict");

        Assert.Equal("DotAndNorms.Check(MyDot, Norm)", Assert.Single(cell.Calls("DotAndNorms", "Check")).ToString());
        Assert.Empty(CellSyntax.Parse(1, "// DotAndNorms.Check(MyDot)").Calls("DotAndNorms", "Check"));
    }
}
