namespace FromScratch.Arrays;

/// <summary>A window on a buffer of numbers: where it begins, how many entries each axis has, and how far a step along each axis goes in the buffer.</summary>
/// <param name="Buffer">The numbers. Several views may share it: what one writes, all see.</param>
/// <param name="Offset">The address of entry (0, …, 0).</param>
/// <param name="Shape">How many entries each axis has, outermost axis first; none for a single number.</param>
/// <param name="Strides">How many places in the buffer one step along each axis goes; negative backwards, 0 for an axis that is repeated.</param>
/// <remarks>Entry (i, j, …) lies at Offset + i·Strides[0] + j·Strides[1] + …. Source: Harris et al., "Array programming with NumPy", Nature 585 (2020) 357-362.</remarks>
public sealed record View(double[] Buffer, int Offset, int[] Shape, int[] Strides)
{
    /// <summary>The entry at an index, in the shared buffer.</summary>
    /// <param name="index">One number an axis, each from 0.</param>
    /// <exception cref="ArgumentException">There are more or fewer numbers than axes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its axis.</exception>
    public double this[params int[] index]
    {
        get => Buffer[StrideRule.Address(index, Shape, Strides, Offset)];
        set => Buffer[StrideRule.Address(index, Shape, Strides, Offset)] = value;
    }

    /// <summary>The whole of a buffer on one axis.</summary>
    /// <param name="buffer">The numbers; they are shared, not copied.</param>
    public static View Of(double[] buffer) => Of(buffer, [buffer.Length]);

    /// <summary>The whole of a buffer in row-major order: the last axis runs fastest.</summary>
    /// <param name="buffer">The numbers; they are shared, not copied.</param>
    /// <param name="shape">How many entries each axis has.</param>
    /// <exception cref="ArgumentException">The buffer has more or fewer numbers than the shape.</exception>
    public static View Of(double[] buffer, params int[] shape) => StrideRule.Count(shape) == buffer.Length
        ? new(buffer, 0, [.. shape], StrideRule.RowMajorStrides(shape))
        : throw new ArgumentException($"View: the buffer has {buffer.Length} numbers, shape ({string.Join(", ", shape)}) has {StrideRule.Count(shape)}. They must be the same.", nameof(shape));

    /// <summary>The entries in row-major order, copied.</summary>
    public double[] ToArray()
    {
        double[] entries = new double[StrideRule.Count(Shape)];
        int next = 0;
        foreach (int address in StrideRule.Addresses(this)) entries[next++] = Buffer[address];
        return entries;
    }
}
