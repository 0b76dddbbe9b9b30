namespace FromScratch.Arrays;

/// <summary>Sums, means and places of the largest entry along one axis, which the result no longer has, or over all axes.</summary>
public static class AxisReduction
{
    private const int Short = 8;   // so many numbers are added one after the other

    /// <summary>Sums along an axis, or of everything.</summary>
    /// <param name="v">A view.</param>
    /// <param name="axis">The axis that disappears, negative from the end; null for all.</param>
    /// <param name="keepDims">Whether the axes that disappear stay with size 1, so that the result broadcasts against v.</param>
    /// <returns>A new array; 0 where nothing is summed.</returns>
    /// <remarks>Halves are summed each for itself, and then added: of n numbers each takes part in log₂ n additions instead of n, and the rounding errors grow as slowly. Source: Higham, SIAM J. Sci. Comput. 14 (1993) 783-799.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static View SumAlong(View v, int? axis, bool keepDims) => Along(v, axis, keepDims, lane => PairwiseSum(lane));

    /// <summary>Means along an axis, or of everything; NaN where there is nothing.</summary>
    /// <inheritdoc cref="SumAlong"/>
    public static View MeanAlong(View v, int? axis, bool keepDims) => Along(v, axis, keepDims, lane => PairwiseSum(lane) / lane.Length);

    /// <summary>Where along an axis the largest entry is; the first of equals, and NaN is larger than all.</summary>
    /// <param name="v">A view.</param>
    /// <param name="axis">The axis that disappears, negative from the end.</param>
    /// <returns>A new array of places from 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="InvalidOperationException">The axis has no entries: there is no largest.</exception>
    public static View ArgMaxAlong(View v, int axis)
    {
        if (v.Shape[Place(axis, v)] == 0) throw new InvalidOperationException($"ArgMaxAlong: axis {axis} of shape {StrideRule.Text(v.Shape)} has no entries, so none is the largest.");
        return Along(v, axis, keepDims: false, lane => PlaceOfLargest(lane));
    }

    /// <summary>The largest entries along an axis, or of everything; NaN where there is one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="InvalidOperationException">There are no entries.</exception>
    internal static View MaxAlong(View v, int? axis, bool keepDims)
    {
        if ((axis is { } one ? v.Shape[Place(one, v)] : StrideRule.Count(v.Shape)) == 0) throw new InvalidOperationException($"Max: no entries in shape {StrideRule.Text(v.Shape)}, so none is the largest.");
        return Along(v, axis, keepDims, lane => lane[PlaceOfLargest(lane)]);
    }

    private static View Along(View v, int? axis, bool keepDims, Func<ReadOnlySpan<double>, double> reduce)
    {
        int[] ones = [.. v.Shape.Select(_ => 1)];
        if (axis is null) return View.Of([reduce(v.ToArray())], keepDims ? ones : []);
        int removed = Place(axis.Value, v);
        int size = v.Shape[removed], stride = v.Strides[removed];
        View first = v with { Shape = [.. v.Shape.Select((entries, k) => k == removed ? 1 : entries)] };   // the first entry of each lane
        double[] result = new double[StrideRule.Count(first.Shape)], lane = new double[size];
        int next = 0;
        foreach (int start in StrideRule.Addresses(first))
        {
            for (int i = 0; i < size; i++) lane[i] = v.Buffer[start + i * stride];
            result[next++] = reduce(lane);
        }

        return View.Of(result, keepDims ? first.Shape : [.. v.Shape.Where((_, k) => k != removed)]);
    }

    private static double PairwiseSum(ReadOnlySpan<double> x)
    {
        if (x.Length > Short) return PairwiseSum(x[..(x.Length / 2)]) + PairwiseSum(x[(x.Length / 2)..]);
        double sum = 0;
        foreach (double entry in x) sum += entry;
        return sum;
    }

    private static int PlaceOfLargest(ReadOnlySpan<double> x)
    {
        int largest = 0;
        for (int i = 0; i < x.Length; i++)
        {
            if (double.IsNaN(x[i])) return i;
            if (x[i] > x[largest]) largest = i;
        }

        return largest;
    }

    private static int Place(int axis, View v) => axis >= -v.Shape.Length && axis < v.Shape.Length
        ? axis < 0 ? axis + v.Shape.Length : axis
        : throw new ArgumentOutOfRangeException(nameof(axis), axis, $"Axis {axis} of shape {StrideRule.Text(v.Shape)}: it has the axes 0 to {v.Shape.Length - 1}, or from the end −1 to {-v.Shape.Length}.");
}
