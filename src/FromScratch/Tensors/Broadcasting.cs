namespace FromScratch.Tensors;

/// <summary>How two shapes meet: aligned at the innermost axis, an axis of size 1 (or a missing one) is repeated to the other's size.</summary>
/// <remarks>Forward it copies; backward it must add, for the adjoint of copying is adding: <see cref="SumTo{T}"/>.</remarks>
public static class Broadcasting
{
    /// <summary>The common shape of two: [4, 1, 3] and [2, 1] give [4, 2, 3].</summary>
    /// <exception cref="ArgumentException">An axis has two different sizes, neither of them 1.</exception>
    public static Shape Shape(Shape a, Shape b)
    {
        if (a == b) return a;
        int rank = Math.Max(a.Rank, b.Rank);
        Span<int> common = stackalloc int[rank];
        for (int back = 1; back <= rank; back++)
        {
            int ofA = back <= a.Rank ? a[a.Rank - back] : 1;
            int ofB = back <= b.Rank ? b[b.Rank - back] : 1;
            if (ofA != ofB && ofA != 1 && ofB != 1)
                throw new ArgumentException($"Shapes {a} and {b} do not broadcast: axis −{back} has sizes {ofA} and {ofB}. Aligned from the innermost axis, sizes must be equal or one of them 1.");
            common[rank - back] = ofA == 1 ? ofB : ofA;
        }

        return Tensors.Shape.Of(common);
    }

    /// <summary>The strides that walk a tensor as if it had the given, larger shape: a repeated axis has stride 0, so nothing is copied.</summary>
    internal static Shape Strides(Shape shape, Shape strides, Shape target)
    {
        if (shape == target) return strides;
        if (shape.Rank > target.Rank) throw new ArgumentException($"Shape {shape} does not broadcast to {target}: it has more axes.");
        Span<int> result = stackalloc int[target.Rank];
        int missing = target.Rank - shape.Rank;
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            bool same = shape[axis] == target[axis + missing];
            if (!same && shape[axis] != 1)
                throw new ArgumentException($"Shape {shape} does not broadcast to {target}: axis {axis} has size {shape[axis]}, there {target[axis + missing]}. Only an axis of size 1 is repeated.");
            result[axis + missing] = same ? strides[axis] : 0;
        }

        return Tensors.Shape.Of(result);
    }

    /// <summary>The adjoint of broadcasting: sums a gradient over the axes along which a tensor of the given shape had been repeated.</summary>
    /// <param name="gradient">The gradient of the broadcast result.</param>
    /// <param name="shape">The shape before broadcasting.</param>
    /// <returns>A tensor of that shape; the gradient itself where nothing was repeated.</returns>
    public static Tensor<T> SumTo<T>(Tensor<T> gradient, Shape shape) where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        if (gradient.Shape == shape) return gradient;
        int added = gradient.Shape.Rank - shape.Rank;
        Span<int> repeated = stackalloc int[gradient.Shape.Rank];
        int count = 0;
        for (int axis = 0; axis < gradient.Shape.Rank; axis++)
            if (axis < added || (shape[axis - added] == 1 && gradient.Shape[axis] != 1))
                repeated[count++] = axis;
        return Reduction.Sum(gradient, repeated[..count]).Reshape(shape);
    }
}
