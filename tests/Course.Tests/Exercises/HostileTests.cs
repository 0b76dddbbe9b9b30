using System.Diagnostics;

namespace Course.Tests.Exercises;

/// <summary>Solutions that no grader may accept, whatever its tests ask: each is told what it did, and the next check is as if nothing had happened.</summary>
[Collection(nameof(StoppedCode))]
public sealed class HostileTests
{
    private static readonly double[] _kept = new double[2];
    private static int _calls;

    private static TestFailure Failure(Verdict verdict)
    {
        Assert.Equal(Outcome.Failed, verdict.Outcome);
        Assert.InRange(verdict.ToString().Split('\n').Length, 3, 20);
        Assert.DoesNotContain("   at ", verdict.ToString(), StringComparison.Ordinal);
        Assert.Equal(Outcome.Passed, Twice.Check(Twice.Right).Outcome);   // the next exercise
        return verdict.FirstFailure!;
    }

    private static void Reason(string expected, Verdict verdict) => Assert.StartsWith(expected, Failure(verdict).Reason, StringComparison.Ordinal);

    private static void Actual(string expected, Verdict verdict) => Assert.StartsWith(expected, Failure(verdict).Actual, StringComparison.Ordinal);

    [Fact]
    public void Changing_an_array_is_found() => Reason("You changed the caller's values.", Twice.CheckArray(values =>
    {
        for (int i = 0; i < values.Length; i++) values[i] *= 2;
        return [.. values];
    }));

    [Fact]
    public void Changing_a_row_of_a_jagged_array_is_found() => Reason("You changed the caller's rows.", Twice.Check(Twice.Right with
    {
        Rows = rows =>
        {
            double[][] doubled = [.. rows.Select(row => row.Select(value => 2 * value).ToArray())];
            rows[0][0] = 5;
            return doubled;
        },
    }));

    [Fact]
    public void Changing_a_matrix_is_found() => Reason("You changed the caller's matrix.", Twice.Check(Twice.Right with
    {
        Matrix = matrix =>
        {
            double[,] doubled = Twice.Right.Matrix(matrix);
            matrix[1, 2] = -0.0;
            return doubled;
        },
    }));

    [Fact]
    public void Changing_a_list_is_found() => Reason("You changed the caller's values.", Twice.Check(Twice.Right with
    {
        List = values =>
        {
            List<double> doubled = Twice.Right.List(values);
            values.Add(3);
            return doubled;
        },
    }));

    [Fact]
    public void Changing_an_array_within_a_record_is_found() => Reason("You changed the caller's box.", Twice.Check(Twice.Right with
    {
        Box = box =>
        {
            Twice.Box doubled = Twice.Right.Box(box);
            box.Values[1]++;
            return doubled;
        },
    }));

    [Fact]
    public void Returning_the_argument_is_found() =>
        Reason("Your result is the caller's own values, or shares a part with it", Twice.CheckArray(values => values));

    [Fact]
    public void Returning_a_part_of_the_argument_is_found() =>
        Reason("Your result is the caller's own rows, or shares a part with it", Twice.Check(Twice.Right with { Rows = rows => [rows[0], .. rows.Skip(1)] }));

    [Fact]
    public void Returning_the_same_array_at_each_call_is_found() => Reason("Two calls returned the same array", Twice.CheckArray(values =>
    {
        if (values.Length != 2) return Twice.DoubleArray(values);
        (_kept[0], _kept[1]) = (2 * values[0], 2 * values[1]);
        return _kept;
    }));

    [Fact]
    public void Counting_calls_is_found()
    {
        _calls = 0;
        TestFailure failure = Failure(Twice.CheckArray(values => _calls++ % 2 == 0 ? Twice.DoubleArray(values) : [0, 0]));
        Assert.Equal(new TestFailure("Array([1, 2])", "[0, 0] when called again with the same input", "[2, 4], as before", "The same input must give the same answer. Does a variable outside of the function keep something between calls?"), failure);
    }

    [Fact]
    public void Knowing_the_visible_examples_alone_is_found()
    {
        TestFailure failure = Failure(Twice.CheckArray(values => values is [1, 2] ? [2, 4] : []));
        Assert.Equal("Array([0.5])", failure.Input);
        Assert.Equal("0 entries: []", failure.Actual);
    }

    [Fact]
    public void Asking_for_the_stack_is_found() =>
        Actual("a look at who calls it (Environment.StackTrace)", Twice.CheckArray(values => Environment.StackTrace.Contains("Course", StringComparison.Ordinal) ? Twice.DoubleArray(values) : []));

    [Fact]
    public void Asking_for_the_stack_in_a_function_it_calls_is_found() =>
        Actual("a look at who calls it (new StackTrace)", Twice.CheckArray(values => IsGraded() ? Twice.DoubleArray(values) : []));

    private static bool IsGraded() => new StackTrace().FrameCount > 3;

    [Fact]
    public void The_thread_does_not_tell_that_it_grades()
    {
        string? name = "not asked";
        Twice.CheckArray(values =>
        {
            name = Thread.CurrentThread.Name;
            return Twice.DoubleArray(values);
        });
        Assert.Null(name);
    }

    [Fact]
    public void Ending_the_process_is_found_before_it_runs() => Actual("an exit of the whole process (Environment.Exit)", Twice.CheckArray(_ =>
    {
        Environment.Exit(3);
        return [];
    }));

    private sealed class CellExitException(string message) : Exception(message);

    [Fact]
    public void The_kernels_answer_to_an_exit_is_a_verdict() => Actual("an exit of the whole process", Twice.CheckArray(_ => throw new CellExitException("Environment.Exit(3)")));

    [Fact]
    public void Calling_the_reference_is_named()
    {
        TestFailure failure = Failure(Twice.CheckArray(values => Twice.ReferenceArray(values)));
        Assert.Equal("Array calls Twice.ReferenceArray, the reference it is asked to write", failure.Actual);
        Assert.Equal("Array is Twice.ReferenceArray, the reference it is asked to write", Failure(Twice.CheckArray(Twice.ReferenceArray)).Actual);
    }

    [Fact]
    public void Calling_the_reference_by_a_detour_is_named()
    {
        const string Detour = "Array calls ";
        Actual(Detour + "Twice.ReferenceArray", Twice.CheckArray(values => Detour1(values)));
        Actual(Detour + "Twice.ReferenceArray, the reference it is asked to write", Twice.CheckArray(values => Twice.PassesOn(values)));
        Actual(Detour + "Twice.Best", Twice.CheckArray(values => Twice.Best.Array(values)));
        Twice.OfArray held = Twice.ReferenceArray;
        Actual("Array is Twice.ReferenceArray, the reference it is asked to write", Twice.CheckArray(values => held(values)));
        Actual(Detour + "Twice.ReferenceArray", Twice.CheckArray(values => [.. Each(values)]));
    }

    private static double[] Detour1(double[] values) => Detour2(values);

    private static double[] Detour2(double[] values) => Twice.ReferenceArray(values);

    private static IEnumerable<double> Each(double[] values)
    {
        foreach (double value in Twice.ReferenceArray(values)) yield return value;
    }

    [Fact]
    public void Printing_without_end_is_cut_and_found()
    {
        string line = new('x', 10_000);
        Actual("more than 1000000 characters of output", Twice.CheckArray(values =>
        {
            for (int i = 0; i < 200; i++) Console.WriteLine(line);
            return Twice.DoubleArray(values);
        }));
    }

    [Fact]
    public void Allocating_without_end_is_stopped()
    {
        TestFailure failure = Failure(Twice.CheckArray(_ =>
        {
            List<byte[]> all = [];
            while (true) all.Add(new byte[1 << 20]);
        }));
        Assert.StartsWith("more than ", failure.Actual, StringComparison.Ordinal);
        Assert.EndsWith(" MB of memory", failure.Actual, StringComparison.Ordinal);
        Assert.Equal("Do you allocate in a loop that does not end?", failure.Reason);
    }

    [Fact]
    public void A_loop_without_end_is_stopped() => Actual("no answer within 1 s", Twice.CheckArray(_ =>
    {
        while (true)
        {
        }
    }));

    [Fact]
    public void A_loop_without_end_that_catches_everything_is_stopped() => Actual("no answer within 1 s", Twice.CheckArray(_ =>
    {
        while (true)
        {
            try
            {
                Thread.Sleep(1);
            }
            catch (Exception)
            {
                // Nothing stops me.
            }
        }
    }));

    [Fact]
    public void A_sleep_without_end_is_stopped() => Actual("no answer within 1 s", Twice.CheckArray(_ =>
    {
        Thread.Sleep(Timeout.Infinite);
        return [];
    }));

    [Fact]
    public void A_full_stack_is_told() => Actual("a recursion without end", Twice.CheckArray(Deeper));

    // As the kernel compiles it: it asks for the stack at the beginning of each method.
    private static double[] Deeper(double[] values)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        Span<double> room = stackalloc double[512];   // fewer frames to unwind: the time limit is not what is asked here
        if (room.IsEmpty) return values;
        return [.. Deeper(values), 0];
    }

    [Fact]
    public void Null_is_told()
    {
        Assert.Equal(new TestFailure("Array([1, 2])", "null", "[2, 4]", "You returned null, which is no answer. 2·1 is 2, 2·2 is 4."), Failure(Twice.CheckArray(_ => null!)));
        Assert.Equal(new TestFailure("Box(Box { Name = \"b\", Values = [1, 2] })", "null", "a value", "Null is no answer here: return a value on every path."), Failure(Twice.Check(Twice.Right with { Box = _ => null! })));
    }

    [Fact]
    public void A_wrong_shape_is_told()
    {
        Assert.Equal(("2 entries", "3 entries: [2, 4, 0]"), Words(Twice.CheckArray(values => [.. Twice.DoubleArray(values), 0])));
        Assert.Equal(("2 × 3 entries", "3 × 2 entries: [[0, 0], [0, 0], [0, 0]]"), Words(Twice.Check(Twice.Right with { Matrix = _ => new double[3, 2] })));
        Assert.Equal(("1 entry in row 1", "2 entries in row 1: [6, 0]"), Words(Twice.Check(Twice.Right with { Rows = _ => [[2, 4], [6, 0]] })));
    }

    [Fact]
    public void Not_a_number_is_told() =>
        Reason("NaN comes of 0/0, of ∞ − ∞, or of the root of a negative number.", Twice.CheckArray(values => [.. values.Select(value => value / 0 - value / 0)]));

    private static (string Expected, string Actual) Words(Verdict verdict) => (Failure(verdict).Expected, verdict.FirstFailure!.Actual);
}
