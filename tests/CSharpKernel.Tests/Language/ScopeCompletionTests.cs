namespace CSharpKernel.Tests.Language;

public sealed class ScopeCompletionTests : LanguageTest
{
    [Fact]
    public async Task Variables_functions_and_types_of_earlier_cells_are_offered_first()
    {
        await Run("int total = 1; int Total(int n) => n; record Totals(int A);");
        Assert.Equal(["total", "Total", "Totals"], (await Names("tot|"))[..3]);
        Assert.Equal(("variable", "function", "record"), ((await Match("tot|", "total")).Kind, (await Match("tot|", "Total")).Kind, (await Match("tot|", "Totals")).Kind));
        Assert.Equal("total", (await Names("|"))[0]);
    }

    [Fact]
    public async Task A_name_that_was_declared_again_is_offered_once_with_its_new_type()
    {
        await Run("int again = 1;");
        await Run("string again = \"\";");
        Assert.Equal(["again"], await Names("agai|"));
        Assert.Equal("string again", (await Match("agai|", "again")).Signature);
    }

    [Fact]
    public async Task Locals_and_parameters_come_before_all_and_later_locals_not_at_all()
    {
        string[] names = await Names("int F(int valueIn)\n{\n    int valueLocal = 1;\n    var z = val|\n    int valueLater = 2;\n    return 1;\n}");
        Assert.Equal(["valueIn", "valueLocal"], names[..2]);
        Assert.DoesNotContain("valueLater", names);
    }

    [Fact]
    public async Task Types_keywords_and_the_functions_of_the_kernel_are_offered()
    {
        Assert.Contains("Console", await Names("Cons|"));
        Assert.Contains("foreach", await Names("for|"));
        Assert.Contains("display", await Names("disp|"));
        Assert.DoesNotContain("MemberwiseClone", (await Names("|"))[..60]);
    }

    [Fact]
    public async Task After_new_stand_types_the_expected_one_first()
    {
        string[] names = await Names("List<int> x = new |");
        Assert.Equal("List", names[0]);
        Assert.DoesNotContain("Console", names);   // static
        Assert.DoesNotContain("foreach", names);
        Assert.Contains("StringBuilder", await Names("var b = new Str|"));
    }

    [Fact]
    public async Task Types_stand_in_type_arguments() => Assert.DoesNotContain("display", await Names("List<di|"));

    [Theory]
    [InlineData("new P { |")]
    [InlineData("var p = new P { | };")]
    [InlineData("P p = new() { | };")]
    [InlineData("var p = new P(); var q = p with { | };")]
    public async Task Initializers_offer_what_can_be_set(string code)
    {
        await Run("record P { public int Age { get; set; } public string Name { get; init; } public int Double => 2 * Age; }");
        Assert.Equal(["Age", "Name"], await Names(code));
    }

    [Fact]
    public async Task Initializers_leave_out_what_is_set_already()
    {
        await Run("record P { public int Age { get; set; } public string Name { get; init; } }");
        Assert.Equal(["Name"], await Names("new P { Age = 1, |"));
        Assert.Equal(["Name"], await Names("new P { Age = 1, Na| }"));
    }

    [Fact]
    public async Task Patterns_offer_properties()
    {
        await Run("record P(int Age, string Name); object o = new P(1, \"\");");
        Assert.Equal(["Age", "Name"], (await Names("o is P { |"))[..2]);
    }

    [Fact]
    public async Task Calls_offer_the_names_of_their_arguments()
    {
        await Run("double Norm(double[] vector, double power) => 0;");
        Assert.Contains("power:", await Names("Norm(new double[0], po|"));
        Assert.Contains("vector:", await Names("Norm(|"));
        Assert.Equal("argument", (await Match("Norm(vec|)", "vector:")).Kind);
        Assert.DoesNotContain("vector:", await Names("Norm(vector: null, |"));
    }

    [Fact]
    public async Task An_expected_enum_comes_first()
    {
        await Run("enum Color { Red } void Paint(Color color) { }");
        Assert.Equal("Color", (await Names("Paint(|"))[0]);
        Assert.Equal("Color", (await Names("Color c = |"))[0]);
    }

    [Fact]
    public async Task Usings_offer_namespaces()
    {
        string[] names = await Names("using System.|");
        Assert.Contains("Linq", names);
        Assert.DoesNotContain("Console", names);
        Assert.Contains("System", await Names("using Sys|"));
        Assert.Contains("Math", await Names("using static System.Ma|"));
    }

    [Fact]
    public async Task A_keyword_as_a_name_is_escaped()
    {
        await Run("int @class = 1;");
        Assert.Contains("@class", await Names("cla|"));
    }

    [Fact]
    public async Task The_members_of_a_type_are_declared_with_modifiers_and_types()
    {
        Assert.Contains("public", await Names("class A\n{\n    pub|\n}"));
        Assert.Contains("string", await Names("class A\n{\n    public str|\n}"));
    }
}
