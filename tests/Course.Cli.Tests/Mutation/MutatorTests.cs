using Course.Cli.Mutation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Course.Cli.Tests.Mutation;

public sealed class MutatorTests
{
    private const string Mean = """
        public static class Statistics
        {
            public static double Mean(double[] values)
            {
                if (values.Length == 0) throw new System.ArgumentException("Mean: there are 0 values. An average needs at least one.");
                double sum = 0;
                for (int i = 0; i < values.Length; i++)
                {
                    sum += values[i];
                }
                return sum / values.Length;
            }
        }
        """;

    [Theory]
    [InlineData("boundary", "+ for (int i = 0; i <= values.Length; i++)")]
    [InlineData("off by one", "+ for (int i = 0; i < values.Length - 1; i++)")]
    [InlineData("off by one", "+ for (int i = 0; i < values.Length; i += 2)")]
    [InlineData("constant", "+ for (int i = 1; i < values.Length; i++)")]
    [InlineData("assignment for accumulation", "+ sum = values[i];")]
    [InlineData("index", "+ sum += values[0];")]
    [InlineData("removed statement", "+ ;")]
    [InlineData("missing guard", "+ if (false) throw new System.ArgumentException(\"Mean: there are 0 values. An average needs at least one.\");")]
    [InlineData("integer for floating division", "+ return ((int)sum / (int)values.Length);")]
    [InlineData("sign", "+ return -(sum / values.Length);")]
    [InlineData("early return", "+ break; }")]
    [InlineData("early return", "+ return default!;")]
    [InlineData("state kept", "+ ref double sum = ref _keptSum;")]
    public void A_mean_is_mistaken_in_the_ways_learners_are(string kind, string line) =>
        Assert.Contains(Of(Mean), mutant => mutant.Operator == kind && mutant.Diff.Split('\n').Contains(line));

    [Fact]
    public void Transposed_indices_and_aliases_are_made()
    {
        const string Code = """
            public static class Copies
            {
                public static double[] Column(double[,] a, int c)
                {
                    double[] column = new double[a.GetLength(0)];
                    for (int r = 0; r < column.Length; r++) column[r] = a[r, c];
                    return (double[])column.Clone();
                }
            }
            """;
        IReadOnlyList<Mutant> mutants = Of(Code);
        Assert.Contains(mutants, mutant => mutant.Operator == "transposed indices" && mutant.Diff.Contains("a[c, r]", StringComparison.Ordinal));
        Assert.Contains(mutants, mutant => mutant.Operator == "alias for a copy" && mutant.Diff.Contains("return (double[])column;", StringComparison.Ordinal));
    }

    [Fact]
    public void What_an_exception_says_is_left_alone() =>
        Assert.All(Of(Mean).Where(mutant => mutant.Diff.Contains("throw", StringComparison.Ordinal)),
            mutant => Assert.Equal(2, mutant.Diff.Split("throw new System.ArgumentException(\"Mean: there are 0 values. An average needs at least one.\")").Length - 1));

    [Fact]
    public void The_same_source_gives_the_same_mutants_in_the_same_order_and_none_twice()
    {
        IReadOnlyList<Mutant> first = Of(Mean), second = Of(Mean);
        Assert.Equal(first.Select(mutant => mutant.Key), second.Select(mutant => mutant.Key));
        Assert.Equal(Enumerable.Range(1, first.Count), first.Select(mutant => mutant.Number));
        SyntaxTree tree = CSharpSyntaxTree.ParseText(Mean, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(first.Count, first.Select(mutant => tree.GetText().WithChanges(mutant.Changes).ToString()).Distinct().Count());
    }

    private static IReadOnlyList<Mutant> Of(string code)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(code);
        var compilation = CSharpCompilation.Create("Sample", [tree], [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)]);
        return Mutator.Mutants(compilation.GetSemanticModel(tree), "Sample.cs", tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>());
    }
}
