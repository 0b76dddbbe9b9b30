namespace FromScratch.Arrays;

/// <summary>New windows on the same buffer: a part, the axes in another order, another shape. Nothing is copied where it need not be.</summary>
public static class Slicing
{
    /// <summary>A part of a view: along each axis the entries of its slice.</summary>
    /// <param name="v">A view; the result shares its buffer.</param>
    /// <param name="slices">One an axis, from the outermost; axes without one stay whole.</param>
    /// <remarks>Slices that reach beyond an axis are cut to it, as in NumPy: 0:99 of 4 entries has 4. A step s multiplies the stride by s; walking backwards begins at the last entry.</remarks>
    /// <exception cref="ArgumentException">There are more slices than axes, or a step is 0.</exception>
    public static View Sliced(View v, params Slice[] slices)
    {
        if (slices.Length > v.Shape.Length) throw new ArgumentException($"Sliced: {slices.Length} slices for {v.Shape.Length} axes.", nameof(slices));
        int offset = v.Offset;
        int[] shape = [.. v.Shape], strides = [.. v.Strides];
        for (int axis = 0; axis < slices.Length; axis++)
        {
            (int start, int count) = Range(slices[axis], v.Shape[axis]);
            offset += start * v.Strides[axis];
            shape[axis] = count;
            strides[axis] *= slices[axis].Step;
        }

        return new View(v.Buffer, offset, shape, strides);
    }

    /// <summary>The axes in another order: axis k of the result is axis axes[k] of the view.</summary>
    /// <param name="v">A view; the result shares its buffer.</param>
    /// <param name="axes">Each axis once, from 0.</param>
    /// <exception cref="ArgumentException">axes does not name each axis once.</exception>
    public static View Transposed(View v, int[] axes)
    {
        if (!axes.Order().SequenceEqual(Enumerable.Range(0, v.Shape.Length)))
            throw new ArgumentException($"Transposed: axes {StrideRule.Text(axes)} of a view with {v.Shape.Length} axes. Name each axis from 0 once.", nameof(axes));
        return v with { Shape = Array.ConvertAll(axes, axis => v.Shape[axis]), Strides = Array.ConvertAll(axes, axis => v.Strides[axis]) };
    }

    /// <summary>The same entries, in row-major order, under another shape; the buffer is shared where strides can say it, else the entries are copied.</summary>
    /// <param name="v">A view.</param>
    /// <param name="shape">The new sizes; one of them may be −1: it becomes what is left.</param>
    /// <exception cref="ArgumentException">The number of entries differs, a size is below −1, or two are −1.</exception>
    public static View Reshaped(View v, int[] shape)
    {
        int[] sizes = Completed(shape, StrideRule.Count(v.Shape));
        return SharedStrides(v, sizes) is { } strides ? v with { Shape = sizes, Strides = strides } : View.Of(v.ToArray(), sizes);
    }

    /// <summary>Where a slice begins, and how many entries it has, on an axis of so many.</summary>
    private static (int Start, int Count) Range(Slice slice, int size)
    {
        (int? start, int? stop, int step) = slice;
        if (step == 0) throw new ArgumentException($"Slice {slice}: a step of 0 never gets anywhere.");
        int FromFront(int place) => place < 0 ? place + size : place;
        if (step > 0)
        {
            int first = start is { } from ? Math.Clamp(FromFront(from), 0, size) : 0;
            int end = stop is { } to ? Math.Clamp(FromFront(to), 0, size) : size;
            return (first, Math.Max(0, (end - first + step - 1) / step));
        }
        else
        {
            // Backwards, the places lie between size − 1 and "before 0", which is −1.
            int first = start is { } from ? Math.Clamp(FromFront(from), -1, size - 1) : size - 1;
            int end = stop is { } to ? Math.Clamp(FromFront(to), -1, size - 1) : -1;
            return (first, Math.Max(0, (first - end - step - 1) / -step));
        }
    }

    /// <summary>A shape with its −1 replaced by what is left of the count.</summary>
    private static int[] Completed(int[] shape, int count)
    {
        if (shape.Any(size => size < -1) || shape.Count(size => size == -1) > 1)
            throw new ArgumentException($"Reshaped: shape {StrideRule.Text(shape)}. Sizes are 0 or more; one of them may be −1.", nameof(shape));
        int known = StrideRule.Count([.. shape.Where(size => size != -1)]);
        bool fits = shape.Contains(-1) ? known > 0 && count % known == 0 : known == count;
        if (!fits) throw new ArgumentException($"Reshaped: {count} entries do not fill shape {StrideRule.Text(shape)}.", nameof(shape));
        return Array.ConvertAll(shape, size => size == -1 ? count / known : size);
    }

    /// <summary>Strides that walk the view's entries in the same order under another shape; null where there are none.</summary>
    /// <remarks>Neighbouring axes that one stride can walk are one block. A new axis must lie within one block: (4, 6) in two blocks can become (2, 2, 6), not (3, 8).</remarks>
    private static int[]? SharedStrides(View v, int[] shape)
    {
        int[] strides = StrideRule.RowMajorStrides(shape);
        if (shape.Contains(0)) return strides;
        Stack<(int Size, int Stride)> blocks = Blocks(v);
        (int size, int stride) = blocks.Pop();
        int walked = 1;   // entries of the innermost block that the new axes so far walk through
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            if (shape[axis] == 1) continue;
            if (walked == size)
            {
                (size, stride) = blocks.Pop();
                walked = 1;
            }

            strides[axis] = walked * stride;
            walked *= shape[axis];
            if (size % walked != 0) return null;
        }

        return strides;
    }

    /// <summary>The axes, joined where one stride walks through both; the innermost block on top.</summary>
    private static Stack<(int Size, int Stride)> Blocks(View v)
    {
        Stack<(int Size, int Stride)> blocks = new([(1, 1)]);
        for (int axis = 0; axis < v.Shape.Length; axis++)
        {
            if (v.Shape[axis] == 1) continue;
            (int size, int stride) = blocks.Peek();
            bool joins = size == 1 || stride == v.Strides[axis] * v.Shape[axis];
            if (joins) blocks.Pop();
            blocks.Push(((joins ? size : 1) * v.Shape[axis], v.Strides[axis]));
        }

        return blocks;
    }
}
