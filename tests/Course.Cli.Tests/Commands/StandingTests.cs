using Course.Cli.Tests.Samples;

namespace Course.Cli.Tests.Commands;

[Collection(nameof(SampleCourseGroup))]
public sealed class StandingTests : IDisposable
{
    private readonly SampleCourse _course = new();

    public void Dispose() => _course.Dispose();

    private void Checked(string exercise, string outcome) =>
        _course.Context(TextWriter.Null, TextWriter.Null).Progress.Append(new ProgressEntry(ProgressKind.Check, exercise) { Outcome = outcome });

    [Fact]
    public async Task The_first_exercise_of_the_core_path_comes_first_with_what_to_read_before()
    {
        (int code, string output, _) = await _course.Run("next");

        Assert.Equal(ExitCode.Ok, code);
        Assert.Contains("Next: exercise 7.1, the double (core, about 5 minutes)\n  Read first: 1. Twice\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_the_core_path_comes_the_rest()
    {
        Checked("7.1", "Passed");
        Checked("7.2", "Passed");

        Assert.Contains("Next: exercise 7.3, the opposite (depth", (await _course.Run("next")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exercises_whose_unit_has_no_notebook_are_not_counted_until_they_were_tried()
    {
        File.Delete(_course.Path1);

        Assert.DoesNotContain("7.1", (await _course.Run("next")).Output, StringComparison.Ordinal);
        Checked("7.2", "Failed");
        Assert.Contains("You have passed 0 of 1 exercises", (await _course.Run("progress")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pass_that_fails_later_is_shown_and_is_next_again()
    {
        Checked("7.1", "Passed");
        _course.Clock.Now = _course.Clock.Now.AddDays(1);
        Checked("7.1", "Failed");

        string output = (await _course.Run("progress")).Output;

        Assert.Contains("passed on 2026-03-14, fails now", output, StringComparison.Ordinal);
        Assert.Contains("You have passed 0 of 3 exercises; of the core path 0 of 2.", output, StringComparison.Ordinal);
        Assert.Contains("Next: exercise 7.1", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hints_come_one_after_another_and_the_last_again()
    {
        string[] said = [(await _course.Run("hint", "7.1")).Output, (await _course.Run("hint", "7.1")).Output, (await _course.Run("hint", "7.1")).Output, (await _course.Run("hint", "7.1")).Output];

        Assert.Equal(["Hint 1 of 3", "Hint 2 of 3", "Hint 3 of 3", "Hint 3 of 3"], said.Select(s => s[..11]));
        Assert.Equal(ExitCode.Usage, (await _course.Run("hint", "7.1", "--number", "4")).Code);
    }

    [Fact]
    public async Task A_solution_before_a_pass_asks_to_be_called_with_reveal()
    {
        (int code, string output, _) = await _course.Run("solution", "7.1");

        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("--reveal", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("grade", "--help")]
    [InlineData("reset", "--help")]
    public async Task Help_teaches_with_examples(params string[] line)
    {
        (int code, string output, _) = await _course.Run(line);

        Assert.Equal(ExitCode.Ok, code);
        Assert.Contains("Examples:\n  course ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_output_has_no_escape_codes()
    {
        foreach (string[] line in new[] { new[] { "progress" }, ["list"], ["list", "7"], ["next"] })
            Assert.DoesNotContain("\u001b", (await _course.Run(line)).Output, StringComparison.Ordinal);
    }
}
