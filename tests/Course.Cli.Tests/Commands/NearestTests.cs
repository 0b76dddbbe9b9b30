using Course.Cli.Tests.Samples;

namespace Course.Cli.Tests.Commands;

[Collection(nameof(SampleCourseGroup))]
public sealed class NearestTests : IDisposable
{
    private readonly SampleCourse _course = new();

    public void Dispose() => _course.Dispose();

    [Theory]
    [InlineData("There is no command grad. Did you mean grade?\n`course --help` shows what can be said here, with examples.\n", "grad", "7")]
    [InlineData("There is no command progres. Did you mean progress?\n`course --help` shows what can be said here, with examples.\n", "progres")]
    [InlineData("There is no command banana.\n`course --help` shows what can be said here, with examples.\n", "banana")]
    [InlineData("There is no command lnt. Did you mean lint?\n`course dev --help` shows what can be said here, with examples.\n", "dev", "lnt")]
    public async Task A_command_that_there_is_not_is_answered_with_the_nearest_one(string says, params string[] line)
    {
        (int code, _, string errors) = await _course.Run(line);

        Assert.Equal(ExitCode.Usage, code);
        Assert.Equal(says, errors);
    }
}
