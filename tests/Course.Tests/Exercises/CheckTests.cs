namespace Course.Tests.Exercises;

[Collection(nameof(StoppedCode))]
public sealed partial class CheckTests
{
    [Fact]
    public void A_right_solution_passes_and_becomes_the_best()
    {
        Mean.MeanOf average = values => values.Length == 0 ? throw new ArgumentException("none") : values.Average();
        Verdict verdict = Mean.Check(average);
        Assert.Equal(Outcome.Passed, verdict.Outcome);
        Assert.Equal("✓ Exercise 0.1, the mean: passed, 4 of 4 tests.", verdict.ToString().Split('\n')[0]);
        Assert.Same(average, Mean.BestSoFar.Mean);
    }

    [Fact]
    public void A_stub_is_not_started() => Assert.Equal(
        "○ Exercise 0.1, the mean: not started. Write your code in place of the exception, run that cell, then this one.",
        Mean.Check(_ => throw new NotImplementedException()).ToString());

    [Fact]
    public void Where_one_function_is_written_the_others_are_named() => Assert.Equal(
        "○ Exercise 0.3, two parts: started, 1 of 2 tests passed. Not written yet: Less.",
        TwoParts.Check(x => x + 1, _ => throw new NotImplementedException()).ToString());

    [Fact]
    public void A_known_mistake_is_named_with_the_call_the_answer_and_what_was_expected()
    {
        Verdict verdict = Mean.Check(values => values.Sum() / values.Length);
        Assert.Equal(Outcome.Failed, verdict.Outcome);
        Assert.Equal(
            """
            ✗ Exercise 0.1, the mean: not yet, 3 of 4 tests passed.
            Mean([]) gave NaN, expected ArgumentException.
            You did not ask whether there are values.
            Next: Mean.Hint() gives hint 1 of 3; the theory is in section 1. What an average is.
              ✗ failed: No values have no mean
              ✓ passed: The mean of 1 2 6 is 3
              ✓ passed: One value is its own mean: 2.5, 2.5
              ✓ passed: One value is its own mean: -1, -1
            """.ReplaceLineEndings("\n"), HintNumber().Replace(verdict.ToString(), "hint 1"));
    }

    // Other tests read hints of this exercise meanwhile.
    [System.Text.RegularExpressions.GeneratedRegex(@"hint \d")]
    private static partial System.Text.RegularExpressions.Regex HintNumber();

    [Fact]
    public void An_unknown_mistake_gets_the_reason_of_its_first_failed_test()
    {
        Verdict verdict = Mean.Check(values => values.Length == 0 ? throw new ArgumentException("none") : values.Length == 1 ? values[0] : values.Max());
        Assert.Null(verdict.Misconception);
        Assert.Equal(new TestFailure("Mean([1, 2, 6])", "6", "3", "1 + 2 + 6 is 9, and there are 3 values."), verdict.FirstFailure);
    }

    [Fact]
    public void A_changed_input_is_found_though_no_test_asks_for_it()
    {
        Verdict verdict = Mean.Check(values =>
        {
            if (values.Length == 0) throw new ArgumentException("none");
            double mean = values.Average();
            values[0] = mean + 100;
            return mean;
        });
        Assert.Equal("You changed the caller's values. Write the result to a new array: the caller still needs the old one.", verdict.FirstFailure!.Reason);
    }

    [Fact]
    public void A_solution_that_throws_is_told_what_it_threw_and_for_what_input() =>
        Assert.Equal(
            new TestFailure("Mean([1, 2, 6])", "IndexOutOfRangeException: Index was outside the bounds of the array.", "an answer", "Your code threw. The input above is what it was given."),
            Mean.Check(values => values[values.Length]).FirstFailure);

    [Fact]
    public void An_interrupt_of_the_waiting_thread_ends_the_check_and_the_learners_loop()
    {
        using var looping = new ManualResetEventSlim();
        bool interrupted = false;
        var cell = new Thread(() =>
        {
            try
            {
                Mean.Check(_ =>
                {
                    looping.Set();
                    while (true)
                    {
                    }
                });
            }
            catch (ThreadInterruptedException)
            {
                interrupted = true;
            }
        });
        cell.Start();
        looping.Wait(TestContext.Current.CancellationToken);
        cell.Interrupt();
        Assert.True(cell.Join(TimeSpan.FromSeconds(5)), "the check went on after the interrupt");
        Assert.True(interrupted);
    }

    [Fact]
    public void Html_says_what_the_text_says_and_hides_no_markup_of_the_learner()
    {
        Verdict verdict = Mean.Check(_ => throw new InvalidOperationException("<b>bold</b>"));
        string html = verdict.Forms.Single(form => form.Key == "text/html").Value;
        Assert.Contains("failed: ", html, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;bold", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>bold", html, StringComparison.Ordinal);
    }
}
