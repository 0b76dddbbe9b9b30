using CSharpKernel.Scripting;

namespace CSharpKernel.Tests.Language;

public sealed class MemberCompletionTests : LanguageTest
{
    [Fact]
    public async Task A_value_offers_its_own_members_before_those_of_every_object()
    {
        string[] names = await Names("\"abc\".|");
        Assert.Equal("Length", names[0]);
        Assert.True(Array.IndexOf(names, "Substring") < Array.IndexOf(names, "ToString"));
        Assert.True(Array.IndexOf(names, "Substring") < Array.IndexOf(names, "Select"), "extension methods stand behind");
        Assert.DoesNotContain("IsNullOrEmpty", names);   // static
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.All(names, name => Assert.Matches("^@?[\\p{L}_][\\w]*$", name));
    }

    [Fact]
    public async Task A_type_offers_its_static_members_and_nested_types()
    {
        await Run("class Outer { public static int Zero => 0; public int One => 1; public static void Run() { } public record Inner(int A); private static int Hidden; }");
        Assert.Equal(["Run", "Zero", "Inner"], (await Names("Outer.|"))[..3]);
        Assert.DoesNotContain("One", await Names("Outer.|"));
        Assert.DoesNotContain("Hidden", await Names("Outer.|"));
    }

    [Fact]
    public async Task Own_static_members_come_before_inherited_ones_and_methods_before_values()
    {
        await Run("""
            abstract class Exercise { public static int Best => 0; public static string Hint() => ""; public static string Solution() => ""; protected static void Grade() { } public record Wrong(int A); }
            class DotAndNorms : Exercise { public delegate double Dot(double[] x); public record Contract(Dot Dot); public static void Check(Dot dot) { } public static void Compare(Dot dot) { } }
            """);
        Assert.Equal(["Check", "Compare", "Hint", "Solution", "Best"], (await Names("DotAndNorms.|"))[..5]);
        Assert.DoesNotContain("Grade", await Names("DotAndNorms.|"));
    }

    [Fact]
    public async Task Members_are_filtered_by_what_is_typed_with_the_exact_case_first()
    {
        Completions found = await Complete("var x = \"abc\";\nx.Le|");
        Assert.Equal("Length", found.Matches[0].Text);
        Assert.All(found.Matches, match => Assert.StartsWith("Le", match.Text, StringComparison.Ordinal));   // LINQ's LeftJoin is one of them
        Assert.Equal((17, 19), (found.Start, found.End));
        await Run("class Cased { public int alpha; public int Alphabet; }");
        Assert.Equal(["alpha", "Alphabet"], await Names("new Cased().al|"));
        Assert.Equal(["Alphabet", "alpha"], await Names("new Cased().Al|"));
    }

    [Fact]
    public async Task Extension_methods_in_scope_are_offered_those_of_earlier_cells_too()
    {
        await Run("static int Thrice(this int x) => 3 * x;");
        Assert.Contains("Thrice", await Names("5.Th|"));
        Assert.Contains("OrderByDescending", await Names("new[] { 1 }.Ord|"));
    }

    [Theory]
    [InlineData("var w = \"a\"; w.Le|\nvar y = 2;")]
    [InlineData("var w = \"a\"; w.|\nvar y = 2;\nConsole.WriteLine(y);")]
    [InlineData("var w = \"a\"; w.|\nConsole.WriteLine(w);")]
    [InlineData("var w = \"a\"; Console.WriteLine(w.|")]
    [InlineData("var w = \"a\"; Console.WriteLine(w.Le|);")]
    [InlineData("var w = \"a\"; Math.Max(1, w.|)")]
    [InlineData("new[] { \"a\" }.Select(w => w.|")]
    [InlineData("new[] { \"a\" }.Select(w => w.Le|).ToList()")]
    [InlineData("new[] { \"a\" }.Select((w, i) => { var z = i; return w.| })")]
    [InlineData("new[] { \"a\" }.Where(w => w.Length > 1).OrderBy(w => w.|")]
    [InlineData("var w = \"a\"; foreach (var c in w) { if (w.| }")]
    [InlineData("string F(string w)\n{\n    return w.|\n}\nint wrong = \"x\"\nthis is no code")]
    [InlineData("string F(string w)\n{\n    var a = w.Trim();\n    w.|\n    return a;\n}")]
    [InlineData("string w = null; w?.|")]
    [InlineData("string w = null; var y = w?.Trim().|")]
    [InlineData("string[] ws = []; ws[0].|")]
    [InlineData("string w = \"a\"; var y = $\"{w.|}\";")]
    [InlineData("string w = \"a\"; var y = (w + w).|;")]
    [InlineData("Task<string> t = null; (await t).|")]
    [InlineData("string w = \"a\";\r\nint y = 1;\r\nw.|")]
    [InlineData("from w in new[] { \"a\" } select w.|")]
    [InlineData("string w = \"a\"; w!.|")]
    [InlineData("string w = \"a\"; w\n    .|")]
    [InlineData("string w = \"a\"; var y = w\n    .Trim()\n    .|\n\nvar z = 1;")]
    [InlineData("object o = \"a\"; if (o is string w && w.|")]
    public async Task Unfinished_code_is_understood(string code) => Assert.Contains("Length", await Names(code));

    [Fact]
    public async Task A_nullable_value_offers_its_own_members_behind_a_question_mark()
    {
        Assert.Contains("Year", await Names("DateTime? d = null; d?.|"));
        Assert.Contains("HasValue", await Names("DateTime? d = null; d.|"));
    }

    [Fact]
    public async Task An_enum_offers_its_members_in_their_order()
    {
        await Run("enum Color { Red, Green, Blue }");
        Assert.Equal(["Red", "Green", "Blue"], (await Names("Color.|"))[..3]);
        Assert.Equal("enum member", (await Match("Color.|", "Red")).Kind);
    }

    [Fact]
    public async Task A_namespace_offers_types_and_namespaces()
    {
        Assert.Contains("Generic", await Names("System.Collections.|"));
        Assert.Contains("List", await Names("System.Collections.Generic.|"));
        Assert.Contains("StringBuilder", await Names("new System.Text.Str|"));
    }

    [Fact]
    public async Task What_is_not_meant_to_be_seen_is_not_offered()
    {
        await Run("""
            class Shy
            {
                [System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)] public int Never;
                [Obsolete("gone", error: true)] public int Gone;
                [Obsolete("old")] public int Old;
                private int Secret;
                public int Seen { get; set; }
                public static Shy operator +(Shy a, Shy b) => a;
            }
            """);
        Assert.Equal(["Old", "Seen"], (await Names("new Shy().|"))[..2]);
        Assert.Empty((await Names("new Shy().|")).Intersect(["Never", "Gone", "Secret", "get_Seen", "op_Addition"]));
    }

    [Fact]
    public async Task Kind_and_signature_are_told()
    {
        Assert.Equal(new CompletionMatch("Length", "property", "int Length"), await Match("\"\".|", "Length"));
        CompletionMatch substring = await Match("\"\".|", "Substring");
        Assert.Equal(("method", "string Substring(int startIndex) (+ 1 overload)"), (substring.Kind, substring.Signature));
    }

    [Theory]
    [InlineData("// w.|")]
    [InlineData("var s = \"w.|\";")]
    [InlineData("var s = \"w.|")]
    [InlineData("/* a | b */")]
    [InlineData("/// <summary>a |</summary>\nint x;")]
    [InlineData("var s = $\"a.| {1}\";")]
    [InlineData("var s = \"\"\"\n  w.|\n  \"\"\";")]
    [InlineData("var c = '|';")]
    [InlineData("var n = 12|")]
    [InlineData("int Cons|")]
    [InlineData("foreach (var it|")]
    [InlineData("void F(int par|")]
    [InlineData("nothing.|")]
    public async Task Text_numbers_and_new_names_have_no_completion(string code) => Assert.Empty(await Names(code));
}
