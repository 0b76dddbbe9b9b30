using System.Reflection;

namespace Course.Tests.Exercises;

[Collection(nameof(StoppedCode))]
public sealed class FirstFailedTests
{
    private static readonly IExercise _mean = ExerciseCatalog.In(Assembly.GetExecutingAssembly()).Single(exercise => exercise is Mean);

    [Fact]
    public void The_first_failed_test_is_told_and_no_test_runs_after_it()
    {
        HashSet<double[]> inputs = [];   // by reference: a repeated call has the same
        TestResult? failed = _mean.FirstFailed(new Mean.Contract(values => inputs.Add(values) ? 0 : 0), TimeSpan.FromSeconds(5));
        Assert.Equal("The mean of 1 2 6 is 3", failed!.Sentence);
        Assert.Single(inputs);
    }

    [Fact]
    public void A_right_solution_fails_none() => Assert.Null(_mean.FirstFailed(_mean.Reference, TimeSpan.FromSeconds(5)));

    [Fact]
    public void An_endless_loop_is_stopped_after_the_time_given()
    {
        TestResult? failed = _mean.FirstFailed(new Mean.Contract(_ => { while (true) { } }), TimeSpan.FromMilliseconds(50));
        Assert.True(failed!.Failure!.TimedOut);
        Assert.Equal("no answer within 0.05 s", failed.Failure.Actual);
    }
}
