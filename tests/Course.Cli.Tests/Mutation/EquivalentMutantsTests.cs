using Course.Cli.Mutation;

namespace Course.Cli.Tests.Mutation;

public sealed class EquivalentMutantsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("equivalent").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_survivor_is_explained_by_its_operator_and_its_lines()
    {
        Write("""[{ "exercise": "Mean", "operator": "boundary", "diff": "- a < b\n+ a <= b", "reason": "At a = b the loop adds 0." }]""");
        var mutant = new Mutant(7, "boundary", "Mean.cs", [], "- a < b\n+ a <= b");
        Assert.Equal("At a = b the loop adds 0.", EquivalentMutants.Of(_folder, "Mean")[mutant.Key]);
        Assert.Empty(EquivalentMutants.Of(_folder, "Variance"));
    }

    [Fact]
    public void An_entry_without_a_reason_is_refused()
    {
        Write("""[{ "exercise": "Mean", "operator": "boundary", "diff": "- a\n+ b", "reason": " " }]""");
        Assert.Contains("has no reason", Assert.Throws<InvalidDataException>(() => EquivalentMutants.Of(_folder, "Mean")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_file_is_named_with_its_line()
    {
        Write("[\n{ \"exercise\": \n]");
        Assert.Contains("equivalent-mutants.json, line 3", Assert.Throws<InvalidDataException>(() => EquivalentMutants.Of(_folder, "Mean")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_sums_its_rows()
    {
        var open = new Mutant(1, "sign", "Mean.cs", [], "- a\n+ -a");
        string table = MutationTable.Markdown(
        [
            new MutationReport("Mean", 9, 0, 0, [open], new Dictionary<string, string>()),
            new MutationReport("Variance", 9, 1, 2, [], new Dictionary<string, string>()),
        ]);
        Assert.Contains("| Mean | 10 | 9 | 0 | 1 | 0 | 90.0 % |", table, StringComparison.Ordinal);
        Assert.Contains("| **together** | 20 | 18 | 1 | 1 | 0 | 95.0 % |", table, StringComparison.Ordinal);
    }

    private void Write(string json) => File.WriteAllText(Path.Combine(_folder, "equivalent-mutants.json"), json);
}
