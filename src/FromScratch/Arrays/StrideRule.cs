namespace FromScratch.Arrays;

/// <summary>From an index to an address, and back to the question which shapes lie in one piece.</summary>
public static class StrideRule
{
    /// <summary>The strides of entries that lie one behind the other with the last axis running fastest: of axis k, the product of all sizes to the right of k.</summary>
    /// <param name="shape">How many entries each axis has; none for a single number.</param>
    /// <returns>Strides [axes]; (2, 3, 4) gives (12, 4, 1).</returns>
    /// <exception cref="ArgumentException">A size is negative.</exception>
    public static int[] RowMajorStrides(int[] shape)
    {
        RequireShape(shape);
        int[] strides = new int[shape.Length];
        int step = 1;
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = step;
            step *= Math.Max(1, shape[axis]);   // an empty axis is never stepped along; 1 keeps the other strides meaningful
        }

        return strides;
    }

    /// <summary>Where an entry lies: offset + Σ index[k]·strides[k].</summary>
    /// <param name="index">One number an axis, from 0 to the axis' size − 1.</param>
    /// <param name="shape">How many entries each axis has.</param>
    /// <param name="strides">How far a step along each axis goes.</param>
    /// <param name="offset">The address of entry (0, …, 0).</param>
    /// <exception cref="ArgumentException">index, shape and strides differ in length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or not below its axis' size.</exception>
    public static int Address(int[] index, int[] shape, int[] strides, int offset)
    {
        if (index.Length != shape.Length || strides.Length != shape.Length)
            throw new ArgumentException($"Address: {index.Length} numbers in the index, {shape.Length} axes, {strides.Length} strides. Each axis needs one of each.", nameof(index));
        int address = offset;
        for (int axis = 0; axis < shape.Length; axis++)
        {
            // Without this a wrong index is a right address of another entry: (0, 4) of shape (3, 4) is (1, 0).
            if (index[axis] < 0 || index[axis] >= shape[axis])
                throw new ArgumentOutOfRangeException(nameof(index), index[axis], $"Address: index {index[axis]} on axis {axis}, which has the entries 0 to {shape[axis] - 1}.");
            address += index[axis] * strides[axis];
        }

        return address;
    }

    /// <summary>Whether the entries lie one behind the other in row-major order, without a gap.</summary>
    /// <param name="shape">How many entries each axis has.</param>
    /// <param name="strides">How far a step along each axis goes.</param>
    /// <remarks>The stride of an axis of size 1 is never used and does not count. An array without entries has no gap.</remarks>
    /// <exception cref="ArgumentException">shape and strides differ in length, or a size is negative.</exception>
    public static bool IsContiguous(int[] shape, int[] strides)
    {
        RequireShape(shape);
        if (shape.Length != strides.Length) throw new ArgumentException($"IsContiguous: {shape.Length} axes and {strides.Length} strides. Each axis needs one.", nameof(strides));
        if (shape.Contains(0)) return true;
        int expected = 1;
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            if (shape[axis] == 1) continue;
            if (strides[axis] != expected) return false;
            expected *= shape[axis];
        }

        return true;
    }

    /// <summary>How many entries a shape has: the product of its sizes; 1 for a single number.</summary>
    /// <exception cref="ArgumentException">A size is negative.</exception>
    /// <exception cref="OverflowException">There are more than an array can hold.</exception>
    public static int Count(int[] shape)
    {
        RequireShape(shape);
        long count = 1;
        foreach (int size in shape) count = checked(count * size);
        return checked((int)count);
    }

    /// <summary>The addresses of a view's entries in row-major order, as an odometer counts: the last axis first, and where it is through, one step of the axis before.</summary>
    public static IEnumerable<int> Addresses(View view)
    {
        (int[] shape, int[] strides) = (view.Shape, view.Strides);
        if (shape.Contains(0)) yield break;
        int[] index = new int[shape.Length];
        int address = view.Offset;
        while (true)
        {
            yield return address;
            int axis = shape.Length - 1;
            for (; axis >= 0 && ++index[axis] == shape[axis]; axis--)
            {
                address -= (shape[axis] - 1) * strides[axis];
                index[axis] = 0;
            }

            if (axis < 0) yield break;
            address += strides[axis];
        }
    }

    /// <summary>A shape as it is written: (2, 3).</summary>
    internal static string Text(int[] shape) => $"({string.Join(", ", shape)})";

    private static void RequireShape(int[] shape)
    {
        foreach (int size in shape)
            if (size < 0) throw new ArgumentException($"Shape {Text(shape)}: a size is {size}. An axis has 0 entries or more.", nameof(shape));
    }
}
