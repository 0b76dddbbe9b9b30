namespace FromScratch.Arrays;

/// <summary>Broadcasting: two arrays of different shapes meet, and an axis of size 1 is repeated without being copied.</summary>
public static class StretchedViews
{
    /// <summary>The shape in which two shapes meet. They are aligned at the right; sizes must be equal, or one of them 1, and a missing one counts as 1.</summary>
    /// <returns>(3, 1) and (4) give (3, 4).</returns>
    /// <exception cref="ArgumentException">Two sizes differ and neither is 1.</exception>
    public static int[] BroadcastShape(int[] a, int[] b)
    {
        int[] common = new int[Math.Max(a.Length, b.Length)];
        for (int back = 1; back <= common.Length; back++)
        {
            int ofA = back <= a.Length ? a[^back] : 1, ofB = back <= b.Length ? b[^back] : 1;
            if (ofA != ofB && ofA != 1 && ofB != 1)
                throw new ArgumentException($"BroadcastShape: {StrideRule.Text(a)} and {StrideRule.Text(b)} do not meet: from the right, axis {back} has {ofA} and {ofB}. Sizes must be equal, or one of them 1.");
            common[^back] = ofA == 1 ? ofB : ofA;
        }

        return common;
    }

    /// <summary>A view under a larger shape: along an axis that is repeated the stride is 0, so all its entries lie at one address.</summary>
    /// <param name="v">A view; the result shares its buffer.</param>
    /// <param name="shape">What it is stretched to.</param>
    /// <exception cref="ArgumentException">The view has more axes, or an axis that has another size and not 1.</exception>
    public static View BroadcastTo(View v, int[] shape)
    {
        int added = shape.Length - v.Shape.Length;
        if (added < 0) throw new ArgumentException($"BroadcastTo: {StrideRule.Text(v.Shape)} has more axes than {StrideRule.Text(shape)}.", nameof(shape));
        int[] strides = new int[shape.Length];   // 0 on the added axes
        for (int axis = 0; axis < v.Shape.Length; axis++)
        {
            int size = v.Shape[axis];
            if (size != shape[axis + added] && size != 1)
                throw new ArgumentException($"BroadcastTo: {StrideRule.Text(v.Shape)} does not stretch to {StrideRule.Text(shape)}: axis {axis} has {size} entries, there {shape[axis + added]}. Only an axis of size 1 is repeated.", nameof(shape));
            strides[axis + added] = size == shape[axis + added] ? v.Strides[axis] : 0;
        }

        return v with { Shape = [.. shape], Strides = strides };
    }

    /// <summary>The sum entry by entry, of shapes that broadcast; a new array.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static View Add(View a, View b) => Combine(a, b, (x, y) => x + y);

    /// <summary>Any function of two numbers, entry by entry, of shapes that broadcast; a new array.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    internal static View Combine(View a, View b, Func<double, double, double> f)
    {
        int[] shape = BroadcastShape(a.Shape, b.Shape);
        double[] result = new double[StrideRule.Count(shape)];
        int next = 0;
        foreach ((int atA, int atB) in StrideRule.Addresses(BroadcastTo(a, shape)).Zip(StrideRule.Addresses(BroadcastTo(b, shape)))) result[next++] = f(a.Buffer[atA], b.Buffer[atB]);
        return View.Of(result, shape);
    }
}
