using CSharpKernel.Scripting;
using CSharpKernel.Tests.Scripting;

namespace CSharpKernel.Tests.Display;

public sealed class ValueTests : SessionTest
{
    private async Task<MimeBundle> Value(string code)
    {
        CellResult result = await Try(code, interrupt: TestContext.Current.CancellationToken);
        Assert.True(result.Status == CellStatus.Ok, result.Error is null ? result.Status.ToString() : string.Join('\n', result.Error.Traceback));
        return result.Value!;
    }

    private static string Html(MimeBundle bundle) => (string?)bundle.Data["text/html"] ?? "";

    [Theory]
    [InlineData("0.1 + 0.2", "0.30000000000000004")]
    [InlineData("1.5f", "1.5")]
    [InlineData("\"a\\nb\"", "a\nb")]
    [InlineData("'c'", "c")]
    [InlineData("DayOfWeek.Friday", "Friday")]
    [InlineData("new DateTime(2026, 2, 3)", "2026-02-03")]
    [InlineData("new DateTime(2026, 2, 3, 4, 5, 6)", "2026-02-03 04:05:06")]
    [InlineData("TimeSpan.FromSeconds(90)", "00:01:30")]
    [InlineData("double.NaN", "NaN")]
    [InlineData("(int?)null", "null")]
    [InlineData("typeof(Dictionary<string, int[]>)", "Dictionary<string, int[]>")]
    [InlineData("(Func<int, double>)(x => x)", "Func<int, double>")]
    [InlineData("(1, \"a\", 0.5)", "(1, \"a\", 0.5)")]
    [InlineData("System.Text.Json.JsonDocument.Parse(\"[1]\").RootElement", "[\n  1\n]")]
    [InlineData("new System.Text.StringBuilder(\"built\")", "built")]
    [InlineData("Array.Empty<int>()", "[]")]
    [InlineData("new Dictionary<string, int>()", "{}")]
    [InlineData("Task.FromResult(3)", "Task<int>, completed. Its value: await it.")]
    public async Task Plain_values_are_plain_text(string code, string text)
    {
        MimeBundle value = await Value(code);
        Assert.Equal(text, value.Text.ReplaceLineEndings("\n"));
        Assert.Single(value.Data);
    }

    [Fact]
    public async Task A_record_is_a_table_of_its_members()
    {
        await Run("record Place(string Name, double X) { public double Twice => 2 * X; public int Bad => throw new InvalidOperationException(\"no\"); }");
        MimeBundle value = await Value("new Place(\"<Rome>\", 1.25)");
        Assert.Equal("Place\nName   <Rome>\nX      1.25\nTwice  2.5\nBad    (InvalidOperationException: no)", value.Text);
        Assert.Contains("&lt;Rome&gt;", Html(value), StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\"", Html(value), StringComparison.Ordinal);
        Assert.DoesNotContain("#", Html(value), StringComparison.Ordinal);   // no colours
    }

    [Fact]
    public async Task Records_in_a_collection_are_rows()
    {
        await Run("record Place(string Name, double X);");
        MimeBundle value = await Value("new[] { new Place(\"Rome\", 1), new Place(\"Bonn\", 12.25) }");
        Assert.Equal("Place[2]\n   Name      X\n0  Rome   1.00\n1  Bonn  12.25", value.Text);
        Assert.Equal(2, Html(value).Split("<tr").Length - 2);
    }

    [Fact]
    public async Task Anonymous_types_structs_and_plain_objects_are_tables_too()
    {
        Assert.Equal("anonymous\nA  1\nB  [1, 2]", await Run("new { A = 1, B = new[] { 1, 2 } }"));
        await Run("class Plain { public int Age = 3; public string Name { get; set; } = \"n\"; int hidden; } struct Point { public double X; }");
        Assert.Equal("Plain\nName  n\nAge   3", string.Join('\n', (await Run("new Plain()")).Split('\n').OrderBy(l => l.StartsWith("Age", StringComparison.Ordinal))));
        Assert.Equal("Point\nX  0.5", await Run("new Point { X = 0.5 }"));
    }

    [Fact]
    public async Task What_has_a_text_of_its_own_shows_that()
    {
        await Run("class Own { public int A => 1; public override string ToString() => \"mine\"; } record Rec(int A) { public override string ToString() => \"mine too\"; }");
        Assert.Equal("mine", await Run("new Own()"));
        Assert.Equal("mine too", await Run("new Rec(1)"));
    }

    [Theory]
    [InlineData("new[] { 1, 2, 3 }", "[1, 2, 3]")]
    [InlineData("new List<double> { 0.5, 1.0 / 3, 100 }", "[0.5, 0.333333, 100]")]
    [InlineData("new[] { 1, 2, 3 }.Select(x => 2 * x)", "[2, 4, 6]")]
    public async Task A_few_numbers_stand_in_a_line_and_in_a_table(string code, string text)
    {
        MimeBundle value = await Value(code);
        Assert.Equal(text, value.Text);
        Assert.Contains("<table", Html(value), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_numbers_stand_ten_in_a_row_and_are_cut_with_the_count()
    {
        string text = await Run("Enumerable.Range(0, 1000).Select(i => i / 4.0).ToArray()");
        string[] lines = text.Split('\n');
        Assert.Equal("double[1000]", lines[0]);
        Assert.Equal(22 + 1, lines.Length);
        Assert.Equal("  0   0.00   0.25   0.50   0.75   1.00   1.25   1.50   1.75   2.00   2.25", lines[2]);
        Assert.Equal("… 800 more", lines[^1]);
    }

    [Fact]
    public async Task Rows_are_cut_with_the_count_and_endless_sequences_end()
    {
        Assert.EndsWith("… 60 more rows", await Run("Enumerable.Range(0, 100).Select(i => $\"word {i}\").ToList()"), StringComparison.Ordinal);
        Assert.EndsWith("… more than 10,000 more", await Run("IEnumerable<int> Forever() { for (int i = 0; ; i++) yield return i; } Forever()"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dictionary_is_a_table_by_its_keys()
    {
        Assert.Equal("Dictionary<string, double>, 2 items\nkey    value\none     1.00\nthird   0.25", await Run("new Dictionary<string, double> { [\"one\"] = 1, [\"third\"] = 0.25 }"));
        await Run("record Place(double X, double Y);");
        Assert.Equal("Dictionary<string, Place>, 1 item\nkey   X  Y\nhere  1  2", await Run("new Dictionary<string, Place> { [\"here\"] = new(1, 2) }"));
    }

    [Fact]
    public async Task Groups_and_tuples_are_rows() =>
        Assert.Equal("List<(int, string)>, 2 items\n   Item1  Item2\n0      1  a\n1      2  b", await Run("new List<(int, string)> { (1, \"a\"), (2, \"b\") }"));

    [Fact]
    public async Task Grouped_items_stand_beside_their_key() =>
        Assert.Equal("List<IGrouping<bool, int>>, 2 items\nkey    items\nFalse  [1, 3]\nTrue   [2]", await Run("new[] { 1, 2, 3 }.GroupBy(i => i % 2 == 0).ToList()"));

    [Fact]
    public async Task A_matrix_is_a_grid()
    {
        MimeBundle value = await Value("new double[,] { { 1, 0.25, -3 }, { 100, 1.0 / 3, 0 } }");
        Assert.Equal("double [2 × 3]\n     0         1   2\n0    1  0.250000  -3\n1  100  0.333333   0", value.Text);
        Assert.Equal(6, Html(value).Split("<td style=\"text-align:right\">").Length - 1);
        await Run("class Mat { public int Rows => 2; public int Cols => 1; public double this[int r, int c] => r + c; public override string ToString() => \"no\"; }");
        Assert.Equal("Mat [2 × 1]\n   0\n0  0\n1  1", await Run("new Mat()"));
    }

    [Fact]
    public async Task A_large_matrix_is_cut_with_the_counts()
    {
        string text = await Run("new double[100, 30]");
        Assert.EndsWith("… 60 more rows\n… 10 more columns", text, StringComparison.Ordinal);
        Assert.StartsWith("double [100 × 30]", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_of_numbers_are_a_grid_even_if_they_differ_in_length() =>
        Assert.Equal("double[][2]\n   0  1\n0  1  2\n1  3", await Run("new[] { new double[] { 1, 2 }, new double[] { 3 } }"));

    [Fact]
    public async Task Circles_and_depth_end() => Assert.Contains("Node", await Run("class Node { public Node Next; public int A = 1; } var node = new Node(); node.Next = node; node"), StringComparison.Ordinal);

    [Fact]
    public async Task Long_texts_are_cut_with_the_count()
    {
        Assert.EndsWith("… 50,000 more characters", await Run("new string('x', 150_000)"), StringComparison.Ordinal);
        Assert.Contains("… (380 more characters)", await Run("new[] { new string('x', 500) }"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shown_value_as_a_cells_last_word_is_shown_once()
    {
        Assert.Equal("", await Run("display(1)"));
        Assert.Equal(["display:1"], Output.Events);
    }

    [Fact]
    public async Task Html_is_shown_as_it_is_with_its_words_beside_it()
    {
        MimeBundle value = await Value("HTML(\"<b>bold</b> &amp; <i>more</i>\")");
        Assert.Equal(("<b>bold</b> &amp; <i>more</i>", "bold & more"), (Html(value), value.Text));
        await Run("display(HTML(\"<b>x</b>\"), \"text/html\")");
        Assert.Equal(["text/html", "text/plain"], Output.Shown[0].Bundle.Data.Select(form => form.Key));
    }

    [Fact]
    public async Task A_type_brings_its_own_forms()
    {
        await Run("""
            class TypeFormatterSourceAttribute(Type source) : Attribute { public Type FormatterSourceType => source; public string[] PreferredMimeTypes { get; set; } }
            class Source { public System.Collections.IEnumerable CreateTypeFormatters() => new[] { new F("text/html"), new F("application/vnd.x+json"), new F("image/none") }; }
            class F(string type) { public string MimeType => type; public bool Format(object value, TextWriter w) { if (type == "image/none") return false; w.Write(type == "text/html" ? "<i>own</i>" : "{\"a\":1}"); return true; } }
            [TypeFormatterSource(typeof(Source))] class Shown { public override string ToString() => "plain"; }
            """);
        MimeBundle value = await Value("new Shown()");
        Assert.Equal(["text/html", "application/vnd.x+json", "text/plain"], value.Data.Select(form => form.Key));
        Assert.Equal(1, (int?)value.Data["application/vnd.x+json"]!["a"]);
    }
}
