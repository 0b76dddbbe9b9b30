using CSharpKernel.Scripting;

namespace CSharpKernel.Tests.Language;

public sealed class InspectionTests : LanguageTest
{
    private const string Documented = """
        /// <summary>The dot product x·y of two arrays, see <see cref="Math.Sqrt(double)"/>.</summary>
        /// <param name="x">The first array [n].</param>
        /// <param name="y">The second, of the same length as <paramref name="x"/>.</param>
        /// <returns>A number, or <see langword="null"/> never.</returns>
        /// <exception cref="ArgumentException">The lengths differ.</exception>
        /// <remarks>O(n).</remarks>
        static double Dot(double[] x, double[] y) => 0;
        """;

    [Fact]
    public async Task A_function_of_an_earlier_cell_shows_its_signature_and_summary()
    {
        await Run(Documented);
        Assert.Equal("double Dot(double[] x, double[] y)\n\nThe dot product x·y of two arrays, see Math.Sqrt.", await Inspect("Do|t(null, null)"));
        Assert.Equal(await Inspect("Do|t(null, null)"), await Inspect("Dot|"));
    }

    [Fact]
    public async Task All_of_the_documentation_comes_with_detail()
    {
        await Run(Documented);
        Assert.Equal("""
            double Dot(double[] x, double[] y)

            The dot product x·y of two arrays, see Math.Sqrt.

            Parameters:
              x: The first array [n].
              y: The second, of the same length as x.

            Returns:
              A number, or null never.

            Throws:
              ArgumentException: The lengths differ.

            Remarks:
              O(n).
            """.ReplaceLineEndings("\n"), await Inspect("|Dot(null, null)", detail: 1));
    }

    [Theory]
    [InlineData("Dot(|)")]
    [InlineData("Dot(|")]
    [InlineData("Dot(new double[] { 1 }, |)")]
    [InlineData("Dot(null, 1|)")]
    [InlineData("Console.WriteLine(Dot(|")]
    public async Task Between_parentheses_the_called_method_is_meant(string code)
    {
        await Run(Documented);
        Assert.StartsWith("double Dot(double[] x, double[] y)", await Inspect(code), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Overloads_are_counted() => Assert.Matches(@"^int Math\.Max\(int val1, int val2\) \(\+ \d+ overloads\)", await Inspect("Math.Max(1, |2)"));

    [Fact]
    public async Task Markdown_stands_beside_the_plain_text()
    {
        await Run(Documented);
        MimeBundle bundle = (await Session.InspectAsync("Dot", 3, 1, TestContext.Current.CancellationToken))!;
        string markdown = (string)bundle.Data["text/markdown"]!;
        Assert.StartsWith("```csharp\ndouble Dot(double[] x, double[] y)\n```\n\n", markdown, StringComparison.Ordinal);
        Assert.Contains("- `x`: The first array [n].", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inherited_documentation_is_followed()
    {
        await Run("""
            /// <summary>A shape.</summary>
            interface IShape
            {
                /// <summary>The area in square metres.</summary>
                double Area();
            }
            abstract class Base
            {
                /// <summary>Base words.</summary>
                /// <param name="n">Base n.</param>
                public virtual void Work(int n) { }
            }
            class Square : Base, IShape
            {
                /// <inheritdoc/>
                public double Area() => 1;
                /// <summary>Own words.</summary>
                /// <inheritdoc/>
                public override void Work(int n) { }
                /// <inheritdoc cref="Area()"/>
                public double Size() => 1;
            }
            """);
        Assert.EndsWith("The area in square metres.", await Inspect("new Square().Area|()"), StringComparison.Ordinal);
        Assert.EndsWith("The area in square metres.", await Inspect("new Square().Size|()"), StringComparison.Ordinal);
        string work = await Inspect("new Square().Work|(1)", detail: 1);
        Assert.Contains("Own words.", work, StringComparison.Ordinal);
        Assert.Contains("n: Base n.", work, StringComparison.Ordinal);
        Assert.DoesNotContain("Base words", work, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_variable_shows_its_type()
    {
        await Run("var numbers = new List<int>();");
        Assert.Equal("List<int> numbers", await Inspect("numb|ers.Add(1)"));
        Assert.Equal("int n", await Inspect("int F(int n) => n|;"));
    }

    [Fact]
    public async Task A_referenced_assembly_shows_the_documentation_beside_it() =>
        Assert.Contains("Shows a value now", await Inspect("displ|ay(1)"), StringComparison.Ordinal);

    [Fact]
    public async Task Constructors_are_inspected()
    {
        await Run("/// <summary>A point.</summary>\n/// <param name=\"X\">Across.</param>\nrecord Point(int X);");
        string point = await Inspect("new Poi|nt(1)", detail: 1);
        Assert.Contains("Point(int X)", point, StringComparison.Ordinal);
        Assert.Contains("A point.", point, StringComparison.Ordinal);
        Assert.Contains("Point(int X)", await Inspect("new Point(|"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("|")]
    [InlineData("1 + |1")]
    [InlineData("// Console|")]
    [InlineData("\"Cons|ole\"")]
    [InlineData("nothi|ng")]
    public async Task Where_nothing_has_a_meaning_nothing_is_found(string code) => Assert.Equal("", await Inspect(code));
}
