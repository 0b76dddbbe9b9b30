using System.Runtime.CompilerServices;

namespace Course;

/// <summary>An expectation that the learner's code did not meet, in the words of the verdict.</summary>
/// <param name="expected">What a right solution gives.</param>
/// <param name="actual">What this one gave.</param>
/// <param name="because">Why, in a sentence that teaches.</param>
public sealed class ExpectationFailedException(string expected, string actual, string because) : Exception($"Expected {expected}, got {actual}. {because}")
{
    /// <summary>What a right solution gives.</summary>
    public string Expected { get; } = expected;

    /// <summary>What this one gave.</summary>
    public string Actual { get; } = actual;

    /// <summary>Why, in a sentence that teaches.</summary>
    public string Because { get; } = because;
}

/// <summary>What a grader asks of the learner's answers. A failure says what was expected, what came, and why it matters.</summary>
public static class Expect
{
    /// <summary>The number is within a relative distance of the expected one: |actual − expected| ≤ tolerance · max(|expected|, scale).</summary>
    public static void Close(double expected, double actual, string because, double tolerance = 1e-12, double scale = 0)
    {
        bool close = expected.Equals(actual) || Math.Abs(actual - expected) <= tolerance * Math.Max(Math.Abs(expected), scale);
        if (!close) Fail(expected, actual, because);
    }

    /// <summary>The entries are as many as expected and each within a distance relative to the largest expected one.</summary>
    public static void Close(double[] expected, double[]? actual, string because, double tolerance = 1e-12)
    {
        if (actual is null || actual.Length != expected.Length) Fail(expected, actual, because);
        double scale = expected.Select(Math.Abs).DefaultIfEmpty(0).Max();
        if (!expected.Zip(actual!).All(pair => pair.First.Equals(pair.Second) || Math.Abs(pair.First - pair.Second) <= tolerance * scale)) Fail(expected, actual, because);
    }

    /// <summary>The matrix has the expected shape, and each entry is within a distance relative to the largest expected one.</summary>
    public static void Close(double[,] expected, double[,]? actual, string because, double tolerance = 1e-12)
    {
        if (actual is null || actual.GetLength(0) != expected.GetLength(0) || actual.GetLength(1) != expected.GetLength(1)) Fail(expected, actual, because);
        double scale = expected.Cast<double>().Select(Math.Abs).DefaultIfEmpty(0).Max();
        if (!expected.Cast<double>().Zip(actual!.Cast<double>()).All(pair => pair.First.Equals(pair.Second) || Math.Abs(pair.First - pair.Second) <= tolerance * scale)) Fail(expected, actual, because);
    }

    /// <summary>The value equals the expected one.</summary>
    public static void Equal<T>(T expected, T actual, string because)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual)) throw new ExpectationFailedException(ValueText.Of(expected), ValueText.Of(actual), because);
    }

    /// <summary>The entries are as many as expected, equal, and in the same order.</summary>
    public static void SequenceEqual<T>(IEnumerable<T> expected, IEnumerable<T>? actual, string because)
    {
        if (actual is null || !expected.SequenceEqual(actual)) throw new ExpectationFailedException(ValueText.Of(expected), ValueText.Of(actual), because);
    }

    /// <summary>The condition holds of what the learner's code returned.</summary>
    public static void That(bool condition, string expected, object? actual, string because)
    {
        if (!condition) throw new ExpectationFailedException(expected, ValueText.Of(actual), because);
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
        catch (TException)
        {
            return;
        }
        catch (Exception exception) when (exception is not ExpectationFailedException and not NotImplementedException)
        {
            throw new ExpectationFailedException($"{typeof(TException).Name}", $"{exception.GetType().Name}: {exception.Message}", because);
        }

        throw new ExpectationFailedException($"{typeof(TException).Name}", ValueText.Of(result), because);
    }

    private static void Fail(object expected, object? actual, string because) => throw new ExpectationFailedException(ValueText.Of(expected), ValueText.Of(actual), because);
}
