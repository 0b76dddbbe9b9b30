using Xunit.Sdk;

namespace Course;

/// <summary>Why a test failed, in the words of the verdict.</summary>
internal static class FailureWords
{
    /// <summary>What is expected where a test used an assertion that does not say it.</summary>
    public const string OfAnAssertion = "what the failed test's sentence says";

    /// <summary>What a verdict says of a failure that the learner did not cause.</summary>
    public const string NotTheLearners = "the exercise's fault, not yours";

    /// <summary>The words; null when the test passed.</summary>
    public static TestFailure? Of(Ending ending, Exception? thrown, CallRecorder recorder, CheckConsole console, TimeSpan limit)
    {
        string input = recorder.Last?.Text ?? "";
        if (ending == Ending.OutOfTime) return new TestFailure(input, FormattableString.Invariant($"no answer within {limit.TotalSeconds} s"), "an answer", "Does a loop end? Look at its condition, and at what changes it.", TimedOut: true);
        if (ending == Ending.LeftBehind) return new TestFailure(input, FormattableString.Invariant($"no answer within {limit.TotalSeconds} s, and it could not be stopped"), "an answer", "Does a loop end? It still runs in the background: restart the kernel when you have found it.", TimedOut: true);
        if (ending == Ending.OutOfMemory) return OutOfMemory(input, FormattableString.Invariant($"more than {Watched.MemoryLimitBytes >> 20} MB of memory"));
        if (console.IsFlooded) return new TestFailure(input, FormattableString.Invariant($"more than {CheckConsole.MostCharacters} characters of output"), "an answer", "Do you print in a loop? The output was cut.");
        return thrown is null ? null : OfException(thrown, recorder);
    }

    private static TestFailure OfException(Exception thrown, CallRecorder recorder)
    {
        // A search for the smallest failing input wraps what it found.
        for (Exception? cause = thrown; cause is not null; cause = cause.InnerException)
        {
            RecordedCall? call = recorder.CallOf(cause);
            if (cause is ExpectationFailedException failed) return new TestFailure((call ?? recorder.Last)?.Text ?? "", failed.Actual, failed.Expected, failed.Because);
            if (call is not null) return OfLearnersException(cause, call);
        }

        string input = recorder.Last?.Text ?? "";
        if (thrown is NotImplementedException) return NotWritten(input);
        if (thrown is IAssertionException) return new TestFailure(input, Answer(recorder.Last), OfAnAssertion, OneLine(thrown.Message));
        if (recorder.Last is { Returned: true, Result: null }) return new TestFailure(input, "null", "a value", "Null is no answer here: return a value on every path.");
        if (recorder.Last is { Returned: true }) return new TestFailure(input, Answer(recorder.Last), "an answer of another shape", $"The test could not read your answer ({thrown.GetType().Name}: {OneLine(thrown.Message)}). Look at the number of its entries.");
        return new TestFailure(input, $"{thrown.GetType().Name}: {OneLine(thrown.Message)}", "an answer", $"The test could not start: this is {NotTheLearners}.");
    }

    private static TestFailure OfLearnersException(Exception thrown, RecordedCall call) => thrown switch
    {
        NotImplementedException => NotWritten(call.Text),
        InsufficientExecutionStackException => new TestFailure(call.Text, "a recursion without end", "an answer", "The stack is full. Does every path reach the case that stops?"),
        OutOfMemoryException => OutOfMemory(call.Text, "more memory than there is"),
        _ when IsExit(thrown) => new TestFailure(call.Text, "an exit of the whole process", "an answer", "Your code called Environment.Exit. Return an answer, or throw where there is none."),
        _ => new TestFailure(call.Text, $"{thrown.GetType().Name}: {OneLine(thrown.Message)}", "an answer", "Your code threw. The input above is what it was given."),
    };

    // The kernel turns Environment.Exit into an exception. It and the course know each other by names only.
    private static bool IsExit(Exception thrown) => thrown.GetType().Name == "CellExitException";

    private static TestFailure NotWritten(string input) => new(input, nameof(NotImplementedException), "an answer", "This part is not written yet.");

    private static TestFailure OutOfMemory(string input, string actual) => new(input, actual, "an answer", "Do you allocate in a loop that does not end?");

    private static string Answer(RecordedCall? call) => call is { Returned: true } ? ValueText.Of(call.Result) : "no answer";

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
