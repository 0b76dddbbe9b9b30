using System.Text.RegularExpressions;

namespace Course;

/// <summary>How a solution fails: which tests, and what it answered in the first of them.</summary>
/// <remarks>
/// Which tests alone would not always do: whoever returns null, throws or loops fails every test of a function, as does whoever makes the mistake that all
/// those tests look for, and would be told of a mistake that is not theirs.
/// </remarks>
/// <param name="Tests">A letter for each test: p for passed, f for failed.</param>
/// <param name="Answer">What the first failed test was answered.</param>
/// <param name="IsPlain">Whether that answer is a value, not an exception, a sentence, NaN or null.</param>
/// <param name="IsTelling">Whether another test of the same function passed: then which ones failed says a lot.</param>
internal sealed partial record FailurePattern(string Tests, string Answer, bool IsPlain, bool IsTelling)
{
    public static FailurePattern Of(IReadOnlyList<TestResult> tests)
    {
        TestResult? first = tests.FirstOrDefault(test => !test.Passed);
        string actual = first?.Failure?.Actual ?? "";
        return new(
            string.Concat(tests.Select(test => test.Passed ? 'p' : 'f')),
            Kind(actual),
            !ExceptionType().IsMatch(actual) && !Word().IsMatch(actual) && !NoAnswer().IsMatch(actual),
            tests.Any(test => test.Passed && test.Function is not null && test.Function == first?.Function));
    }

    /// <summary>Whether a known mistake that fails like this explains a solution that fails like that.</summary>
    public bool Explains(FailurePattern solution) => Tests == solution.Tests && (Answer == solution.Answer || (IsPlain && solution is { IsPlain: true, IsTelling: true }));

    // Of an exception its type counts; of a sentence ("20 factorisations counted") its words; of an answer the answer itself.
    private static string Kind(string actual) =>
        ExceptionType().Match(actual) is { Success: true } thrown ? thrown.Value
        : Word().IsMatch(actual) ? Number().Replace(actual, "#")
        : actual;

    [GeneratedRegex(@"^\w+Exception(?=:|$)")]
    private static partial Regex ExceptionType();

    [GeneratedRegex(@"(?<!\w)(?!NaN|null|true|false)\p{L}{3,}")]
    private static partial Regex Word();

    [GeneratedRegex("NaN|null")]
    private static partial Regex NoAnswer();

    [GeneratedRegex(@"-?\d+(\.\d+)?(e-?\d+)?")]
    private static partial Regex Number();
}
