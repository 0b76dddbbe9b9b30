using System.Runtime.CompilerServices;

namespace Course;

/// <summary>An expectation that the learner's code did not meet, in the words of the verdict.</summary>
public sealed class ExpectationFailedException : Exception
{
    /// <summary>An expectation that was not met, after the latest call of the learner's code.</summary>
    /// <param name="expected">What a right solution gives.</param>
    /// <param name="actual">What this one gave.</param>
    /// <param name="because">Why, in a sentence that teaches.</param>
    public ExpectationFailedException(string expected, string actual, string because)
        : base($"Expected {expected}, got {actual}. {because}")
    {
        (Expected, Actual, Because) = (expected, actual, because);
        CallRecorder.Current?.Note(this);
    }

    /// <summary>What a right solution gives.</summary>
    public string Expected { get; }

    /// <summary>What this one gave.</summary>
    public string Actual { get; }

    /// <summary>Why, in a sentence that teaches.</summary>
    public string Because { get; }
}

/// <summary>What a grader asks of the learner's answers. A failure says what was expected, what came, and why it matters.</summary>
/// <remarks>Where only a part of an answer is looked at, its name, as in <c>part: "Perm[0]"</c>, comes first in what the learner is told: "Factor(…) gave Perm[0] = 0, expected 1".</remarks>
public static class Expect
{
    /// <summary>The number is within a relative distance of the expected one: |actual − expected| ≤ tolerance · max(|expected|, scale).</summary>
    public static void Close(double expected, double actual, string because, double tolerance = 1e-12, double scale = 0, string? part = null)
    {
        if (!Within(expected, actual, tolerance * Math.Max(Math.Abs(expected), scale))) Fail(expected, actual, because, part);
    }

    /// <summary>The entries are as many as expected and each within a distance relative to the largest expected one.</summary>
    public static void Close(double[] expected, double[]? actual, string because, double tolerance = 1e-12, string? part = null)
    {
        RequireShape(expected, actual, because, part);
        if (!AllClose(expected, actual!, tolerance)) Fail(expected, actual, because, part);
    }

    /// <summary>The matrix has the expected shape, and each entry is within a distance relative to the largest expected one.</summary>
    public static void Close(double[,] expected, double[,]? actual, string because, double tolerance = 1e-12, string? part = null)
    {
        RequireShape(expected, actual, because, part);
        if (!AllClose(expected.Cast<double>(), actual!.Cast<double>(), tolerance)) Fail(expected, actual, because, part);
    }

    /// <summary>The rows are as many as expected, each as long as expected, and each entry is within a distance relative to the largest expected one.</summary>
    public static void Close(double[][] expected, double[][]? actual, string because, double tolerance = 1e-12)
    {
        RequireShape(expected, actual, because);
        for (int i = 0; i < expected.Length; i++)
        {
            if (actual![i] is null || actual[i].Length != expected[i].Length)
                throw new ExpectationFailedException(F($"{Shape(expected[i])} in row {i}"), actual[i] is null ? F($"null in row {i}") : F($"{Shape(actual[i])} in row {i}: {ValueText.Of(actual[i])}"), because);
        }

        if (!AllClose(expected.SelectMany(row => row), actual!.SelectMany(row => row), tolerance)) Fail(expected, actual, because);
    }

    /// <summary>The value equals the expected one.</summary>
    public static void Equal<T>(T expected, T actual, string because, string? part = null)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual)) Fail(expected, actual, because, part);
    }

    /// <summary>The entries are as many as expected, equal, and in the same order.</summary>
    public static void SequenceEqual<T>(IEnumerable<T> expected, IEnumerable<T>? actual, string because, string? part = null)
    {
        if (actual is null || !expected.SequenceEqual(actual)) Fail(expected, actual, because, part);
    }

    /// <summary>The condition holds of what the learner's code returned.</summary>
    public static void That(bool condition, string expected, object? actual, string because, string? part = null)
    {
        if (!condition) throw new ExpectationFailedException(expected, Named(part, ValueText.Of(actual)), because);
    }

    /// <summary>The call throws <typeparamref name="TException"/> or an exception derived from it.</summary>
    public static void Throws<TException>(Func<object?> call, string because)
        where TException : Exception
    {
        object? result;
        try
        {
            result = call();
        }
        catch (Exception exception) when (exception is ExpectationFailedException or NotImplementedException)
        {
            throw;   // not an answer of the learner's code: a changed input, or a part not written yet
        }
        catch (TException)
        {
            return;
        }
        catch (Exception exception)
        {
            throw new ExpectationFailedException($"{typeof(TException).Name}", $"{exception.GetType().Name}: {exception.Message}", because);
        }

        throw new ExpectationFailedException($"{typeof(TException).Name}", ValueText.Of(result), because);
    }

    /// <summary>An object holds on to at most this many values: numbers, flags and characters in its fields and in all that these reach.</summary>
    /// <param name="values">How many; what a list keeps in reserve counts too.</param>
    /// <param name="thing">An object of the learner's.</param>
    /// <param name="because">Why less is enough.</param>
    public static void HoldsAtMost(long values, object thing, string because)
    {
        long held = Holdings.Of(thing, values);
        if (held > values) throw new ExpectationFailedException(F($"at most {values} values kept"), F($"more than {values} values kept"), because);
    }

    /// <summary>The learner's calls within the action allocate at most this many bytes on the managed heap, a few dozen for the call itself aside.</summary>
    /// <param name="bytes">How many; count the results as well.</param>
    /// <param name="calls">Calls of the solution under test.</param>
    /// <param name="because">Why less is enough.</param>
    public static void AllocatesAtMost(long bytes, Action calls, string because)
    {
        const int Slack = 128;   // boxes and array headers
        long before = Allocated();
        calls();
        long allocated = Allocated() - before;
        if (allocated > bytes + Slack) throw new ExpectationFailedException(F($"at most {bytes} bytes allocated"), F($"{allocated} bytes allocated"), because);
    }

    // Within a check the recorder counts the learner's own calls; its copies of the arguments are not theirs.
    private static long Allocated() => CallRecorder.Current?.AllocatedBytes ?? GC.GetAllocatedBytesForCurrentThread();

    private static bool AllClose(IEnumerable<double> expected, IEnumerable<double> actual, double tolerance)
    {
        double scale = expected.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        return expected.Zip(actual).All(pair => Within(pair.First, pair.Second, tolerance * scale));
    }

    // To an infinity no finite number is near, though its distance is not greater than a share of it.
    private static bool Within(double expected, double actual, double distance) =>
        expected.Equals(actual) || (double.IsFinite(expected) && Math.Abs(actual - expected) <= distance);

    private static void RequireShape(Array expected, Array? actual, string because, string? part = null)
    {
        if (actual is null) Fail(expected, actual, because, part);
        if (Enumerable.Range(0, expected.Rank).Any(axis => actual!.GetLength(axis) != expected.GetLength(axis)))
            throw new ExpectationFailedException(Shape(expected), Named(part, $"{Shape(actual!)}: {ValueText.Of(actual)}"), because);
    }

    private static string Shape(Array array) => array.Rank == 1 ? F($"{array.Length} {(array.Length == 1 ? "entry" : "entries")}") : F($"{array.GetLength(0)} × {array.GetLength(1)} entries");

    private static string Named(string? part, string value) => part is null ? value : $"{part} = {value}";

    private static void Fail(object? expected, object? actual, string because, string? part = null)
    {
        (string expectedText, string actualText) = ValueText.Pair(expected, actual);
        throw new ExpectationFailedException(expectedText, Named(part, actualText), actual switch
        {
            null => $"You returned null, which is no answer. {because}",
            _ when HasNaN(actual) && !HasNaN(expected) => $"NaN comes of 0/0, of ∞ − ∞, or of the root of a negative number. {because}",
            _ => because,
        });
    }

    private static bool HasNaN(object? value) => value switch
    {
        double number => double.IsNaN(number),
        double[] or double[,] or double[][] => ((System.Collections.IEnumerable)value).Cast<object?>().Any(HasNaN),
        ITuple parts => Enumerable.Range(0, parts.Length).Any(i => HasNaN(parts[i])),
        _ => false,
    };

    private static string F(FormattableString text) => FormattableString.Invariant(text);
}
