using Course.Cli.Mutation;

namespace Course.Cli.Tests.Mutation;

public sealed class MutationLogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mutation-log").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_stopped_run_goes_on_where_it_was_even_after_a_torn_line()
    {
        MutationLog.Open(_folder, "Mean", "one").Add(new MutantOutcome(3, MutantFate.Survived, "all passed"));
        File.AppendAllText(Path.Combine(_folder, "Mean.jsonl"), "{\"Number\":4,\"Fa");
        Assert.Equal(new MutantOutcome(3, MutantFate.Survived, "all passed"), Assert.Single(MutationLog.Open(_folder, "Mean", "one").Outcomes).Value);
        MutationLog.Open(_folder, "Mean", "one").Add(new MutantOutcome(4, MutantFate.Rejected, "no"));
        Assert.Equal([3, 4], MutationLog.Open(_folder, "Mean", "one").Outcomes.Keys.Order());
    }

    [Fact]
    public void Outcomes_of_other_graders_are_forgotten()
    {
        MutationLog.Open(_folder, "Mean", "one").Add(new MutantOutcome(3, MutantFate.Survived, ""));
        Assert.Empty(MutationLog.Open(_folder, "Mean", "two").Outcomes);
    }

    [Fact]
    public void The_score_counts_a_time_out_as_found_and_an_explained_survivor_not_at_all()
    {
        Mutant explained = new(3, "sign", "Mean.cs", [], "- a\n+ -a"), open = new(4, "index", "Mean.cs", [], "- a[i]\n+ a[0]");
        Mutant[] mutants = [new(1, "boundary", "Mean.cs", [], ""), new(2, "boundary", "Mean.cs", [], ""), explained, open];
        MutantOutcome[] outcomes = [new(1, MutantFate.Rejected, ""), new(2, MutantFate.TimedOut, ""), new(3, MutantFate.Survived, ""), new(4, MutantFate.Survived, "")];
        var report = MutationReport.Of("Mean", mutants, outcomes, new Dictionary<string, string> { [explained.Key] = "a is 0" });
        Assert.Equal(2.0 / 3, report.Score, tolerance: 1e-15);
        Assert.Equal(4, (int)report.ToJson()["mutants"]!);
        Assert.Equal(2, (int)report.ToJson()["survived"]!);
        Assert.Equal("- a[i]\n+ a[0]", (string)report.ToJson()["survivors"]![1]!["diff"]!);
    }
}
