using System.Text.RegularExpressions;

namespace Course;

/// <summary>How a solution fails: which tests, and what it answered in the first of them.</summary>
/// <remarks>
/// Which tests alone would not do: whoever returns null, throws or loops fails every test of a function, as does whoever makes the mistake that all
/// those tests look for, and would be told of a mistake that is not theirs.
/// </remarks>
/// <param name="Tests">A letter for each test: p for passed, f for failed.</param>
/// <param name="Answer">What the first failed test was answered.</param>
internal sealed partial record FailurePattern(string Tests, string Answer)
{
    public static FailurePattern Of(IReadOnlyList<TestResult> tests) =>
        new(string.Concat(tests.Select(test => test.Passed ? 'p' : 'f')), tests.FirstOrDefault(test => !test.Passed)?.Failure is { } failure ? Kind(failure.Actual) : "");

    // Of an exception its type counts; of a sentence ("20 factorisations counted") its words; of an answer the answer itself.
    private static string Kind(string actual) =>
        ExceptionType().Match(actual) is { Success: true } thrown ? thrown.Value
        : Word().IsMatch(actual) ? Number().Replace(actual, "#")
        : actual;

    [GeneratedRegex(@"^\w+Exception(?=:|$)")]
    private static partial Regex ExceptionType();

    [GeneratedRegex(@"(?<!\w)(?!NaN|null|true|false)\p{L}{3,}")]
    private static partial Regex Word();

    [GeneratedRegex(@"-?\d+(\.\d+)?(e-?\d+)?")]
    private static partial Regex Number();
}
