using Course;
using CsCheck;
using FromScratch.Arrays;
using FromScratch.Data;

namespace Autograders;

/// <summary>Views to ask about, and what is expected of those that come back.</summary>
internal static class Windows
{
    /// <summary>The numbers 0, 1, 2, … under a shape.</summary>
    public static View Counted(params int[] shape) => View.Of([.. Enumerable.Range(0, StrideRule.Count(shape)).Select(i => (double)i)], shape);

    /// <summary>A view that has been sliced and transposed at random: gaps, negative strides, axes out of order.</summary>
    public static Gen<View> Any { get; } = Gen.Int[0, 1_000_000].Select(seed =>
    {
        var rng = new Rng((ulong)seed);
        View whole = Counted([.. Enumerable.Range(0, 1 + rng.NextInt(3)).Select(_ => 1 + rng.NextInt(5))]);
        View part = Slicing.Sliced(whole, [.. whole.Shape.Select(size => RandomSlice(size, rng))]);
        int[] axes = [.. Enumerable.Range(0, part.Shape.Length)];
        rng.Shuffle(axes);
        return Slicing.Transposed(part, axes);
    });

    /// <summary>A slice whose ends may lie beyond the axis.</summary>
    public static Slice RandomSlice(int size, Rng rng)
    {
        int? End() => rng.NextInt(3) == 0 ? null : rng.NextInt(2 * size + 5) - size - 2;
        return new(End(), End(), rng.NextInt(5) switch { 0 => -1, 1 => 2, 2 => -2, 3 => 3, _ => 1 });
    }

    /// <summary>The answer has the shape and, in row-major order, the entries.</summary>
    public static void Hold(int[] shape, double[] entries, View? actual, string because, double tolerance = 0)
    {
        View whole = Whole(actual, because);
        Expect.SequenceEqual(shape, whole.Shape, because);
        double[] seen = whole.ToArray();
        if (tolerance == 0) Expect.SequenceEqual(entries, seen, because);
        else Expect.Close(entries, seen, because, tolerance);
    }

    /// <summary>The answer looks into this very buffer.</summary>
    public static void LookInto(double[] buffer, View? actual, string because) =>
        Expect.That(ReferenceEquals(buffer, actual?.Buffer), "a view of the same buffer", actual is null ? "null" : "a view of a buffer of its own", because);

    private static View Whole(View? actual, string because)
    {
        if (actual is not { Buffer: not null, Shape: not null, Strides: not null }) throw new ExpectationFailedException("a view", ValueText.Of(actual), because);
        Expect.Equal(actual.Shape.Length, actual.Strides.Length, because: "Each axis has one stride.");
        if (actual.Shape.Contains(0)) return actual;
        int least = actual.Offset, greatest = actual.Offset;
        for (int axis = 0; axis < actual.Shape.Length; axis++)
        {
            int reach = (actual.Shape[axis] - 1) * actual.Strides[axis];
            (least, greatest) = (least + Math.Min(0, reach), greatest + Math.Max(0, reach));
        }

        if (least < 0 || greatest >= actual.Buffer.Length || actual.Shape.Any(size => size < 0))
            throw new ExpectationFailedException(FormattableString.Invariant($"addresses from 0 to {actual.Buffer.Length - 1}"), FormattableString.Invariant($"{ValueText.Of(actual)}, with addresses from {least} to {greatest}"), $"The view reaches beyond its buffer. {because}");
        return actual;
    }
}
