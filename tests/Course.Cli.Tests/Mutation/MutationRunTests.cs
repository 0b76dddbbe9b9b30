using System.Reflection;
using Course.Cli.Mutation;
using Course.Cli.Tests.Mutation.Samples;

namespace Course.Cli.Tests.Mutation;

public sealed class MutationRunTests
{
    [Fact]
    public void A_thorough_grader_rejects_every_mutant_that_compiles()
    {
        var run = new MutationRun(new MeanSubject(mean =>
            mean([4, 7, 13]) == 8 && mean([4.5, -7, 13]) == 3.5 && mean([2]) == 2 && mean([4, 7, 13]) == 8 && Throws(() => mean([]))));
        MutantOutcome[] outcomes = [.. run.Mutants.Select(mutant => run.Grade(mutant))];
        Assert.True(outcomes.Length >= 15, $"{outcomes.Length} mutants");
        Assert.All(outcomes.Where(outcome => outcome.Fate == MutantFate.Survived), outcome => Assert.Fail(run.Mutants[outcome.Number - 1].Diff));
    }

    [Fact]
    public void A_grader_that_never_asks_for_an_empty_array_lets_the_missing_guard_live()
    {
        var run = new MutationRun(new MeanSubject(mean => mean([4, 7, 13]) == 8 && mean([4.5, -7, 13]) == 3.5));
        string[] survivors = [.. run.Mutants.Where(mutant => run.Grade(mutant).Fate == MutantFate.Survived).Select(mutant => mutant.Operator)];
        Assert.Contains("missing guard", survivors);
    }

    [Fact]
    public void A_method_that_gives_its_own_type_back_has_mutants_too()
    {
        var run = new MutationRun(new MovedSubject());
        Assert.Equal(MutantFate.Survived, run.GradeReference().Fate);
        MutantOutcome[] outcomes = [.. run.Mutants.Select(mutant => run.Grade(mutant))];
        Assert.True(outcomes.Length >= 4, $"{outcomes.Length} mutants");
        Assert.All(outcomes.Where(outcome => outcome.Fate == MutantFate.Survived), outcome => Assert.Fail(run.Mutants[outcome.Number - 1].Diff));
    }

    private static bool Throws(Action call)
    {
        try
        {
            call();
            return false;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    private sealed class MovedSubject : IMutationSubject
    {
        public string Exercise => "Moved";

        public IReadOnlyList<MethodInfo> ReferenceMethods => [((Func<Interval, double, Interval>)Interval.Moved).Method];

        public GradedMutant Grade(Func<MethodInfo, MethodInfo> standIn, bool words)
        {
            Interval moved = standIn(ReferenceMethods[0]).CreateDelegate<Func<Interval, double, Interval>>()(new(2, 7), 3);
            return new GradedMutant(moved != new Interval(5, 10), TimedOut: false, "");
        }
    }

    private sealed class MeanSubject(Func<Func<double[], double>, bool> isRight) : IMutationSubject
    {
        public string Exercise => "Mean";

        public IReadOnlyList<MethodInfo> ReferenceMethods => [((Func<double[], double>)Sample.Mean).Method];

        public GradedMutant Grade(Func<MethodInfo, MethodInfo> standIn, bool words)
        {
            Func<double[], double> mean = standIn(ReferenceMethods[0]).CreateDelegate<Func<double[], double>>();
            try
            {
                return new GradedMutant(!isRight(mean), TimedOut: false, "");
            }
            catch (Exception exception)
            {
                return new GradedMutant(Rejected: true, TimedOut: false, exception.Message);
            }
        }
    }
}
