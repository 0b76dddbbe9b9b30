namespace FromScratch.Tensors;

/// <content>The same numbers under another shape: views where strides can say it, copies where not.</content>
public sealed partial class Tensor<T>
{
    /// <summary>The same numbers in order: this tensor if it lies so, else a copy.</summary>
    public Tensor<T> Contiguous() => IsContiguous ? this : Clone();

    /// <summary>A copy in memory of its own.</summary>
    public Tensor<T> Clone()
    {
        Tensor<T> y = Elementwise.Map<T, Formulas.Identity<T>>(this);
        y.Record("clone", static (node, g) => node.Pass(0, g), this);
        return y;
    }

    /// <summary>The same numbers in order, in another shape; −1 stands for the size that is left over.</summary>
    /// <exception cref="ArgumentException">The shape does not have as many elements.</exception>
    public Tensor<T> Reshape(params ReadOnlySpan<int> shape) => Reshape(Shape.Of(shape));

    /// <summary>The same numbers in order, in another shape.</summary>
    /// <exception cref="ArgumentException">The shape does not have as many elements.</exception>
    public Tensor<T> Reshape(Shape shape)
    {
        shape = WithoutGap(shape);
        if (shape == Shape) return this;
        Tensor<T> source = Contiguous();
        Tensor<T> y = source.Alias(shape, shape.ContiguousStrides(), source.Offset);
        y.Record("reshape", static (node, g) => node.Pass(0, g.Reshape(node[0].Shape)), source);
        return y;
    }

    private Shape WithoutGap(Shape shape)
    {
        int gap = -1, others = 1;
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            if (shape[axis] == -1 && gap < 0) gap = axis;
            else others *= shape[axis];
        }

        if (gap >= 0 && others > 0) shape = shape.With(gap, NumElements / others);
        if (shape.NumElements != NumElements) throw new ArgumentException($"Reshape: shape {Shape} has {NumElements} elements, {shape} has {shape.NumElements}. Reshaping keeps every element.", nameof(shape));
        return shape;
    }

    /// <summary>The axes from one to another made a single one.</summary>
    public Tensor<T> Flatten(int startAxis = 0, int endAxis = -1)
    {
        (int start, int end) = (Shape.Axis(startAxis), Shape.Axis(endAxis));
        int size = 1;
        for (int axis = start; axis <= end; axis++) size *= Shape[axis];
        int[] merged = [.. Shape.Take(start), size, .. Shape.Skip(end + 1)];
        return Reshape(merged);
    }

    /// <summary>The axes in another order: axis i of the result is axis axes[i] of this. A view.</summary>
    /// <exception cref="ArgumentException">Not every axis is named once.</exception>
    public Tensor<T> Permute(params ReadOnlySpan<int> axes)
    {
        if (axes.Length != Rank) throw new ArgumentException($"Permute: {axes.Length} axes for a tensor of shape {Shape}, which has {Rank}. Name every axis once.", nameof(axes));
        Span<int> sizes = stackalloc int[Rank], strides = stackalloc int[Rank], inverse = stackalloc int[Rank];
        inverse.Fill(-1);
        for (int i = 0; i < axes.Length; i++)
        {
            int axis = Shape.Axis(axes[i]);
            if (inverse[axis] >= 0) throw new ArgumentException($"Permute: axis {axis} is named twice. Name every axis once.", nameof(axes));
            inverse[axis] = i;
            (sizes[i], strides[i]) = (Shape[axis], Strides[axis]);
        }

        Tensor<T> y = Alias(Shape.Of(sizes), Shape.Of(strides), Offset);
        if (y.Record("permute", static (node, g) => node.Pass(0, g.Permute(node.Dims.AsSpan())), this) is { } recorded) recorded.Dims = Shape.Of(inverse);
        return y;
    }

    /// <summary>Two axes exchanged. A view.</summary>
    public Tensor<T> Transpose(int first, int second)
    {
        (first, second) = (Shape.Axis(first), Shape.Axis(second));
        Span<int> axes = stackalloc int[Rank];
        for (int axis = 0; axis < Rank; axis++) axes[axis] = axis == first ? second : axis == second ? first : axis;
        return Permute(axes);
    }

    /// <summary>An axis of size 1 put in. A view.</summary>
    public Tensor<T> Unsqueeze(int axis)
    {
        int at = axis < 0 ? axis + Rank + 1 : axis;
        if (at < 0 || at > Rank) throw new ArgumentOutOfRangeException(nameof(axis), axis, $"Unsqueeze: axis {axis} for shape {Shape}: from {-Rank - 1} to {Rank}.");
        return Restrided("unsqueeze", Shape.Insert(at, 1), Strides.Insert(at, 1));
    }

    /// <summary>An axis of size 1 taken out; an axis of another size stays. A view.</summary>
    public Tensor<T> Squeeze(int axis)
    {
        int at = Shape.Axis(axis);
        return Shape[at] != 1 ? this : Restrided("squeeze", Shape.Remove(at), Strides.Remove(at));
    }

    private Tensor<T> Restrided(string op, Shape shape, Shape strides)
    {
        Tensor<T> y = Alias(shape, strides, Offset);
        y.Record(op, static (node, g) => node.Pass(0, g.Reshape(node[0].Shape)), this);
        return y;
    }

    /// <summary>Repeated to a larger shape without a copy: the repeated axes have stride 0.</summary>
    /// <exception cref="ArgumentException">This shape does not broadcast to the other.</exception>
    public Tensor<T> Expand(params ReadOnlySpan<int> shape)
    {
        Shape target = Shape.Of(shape);
        if (target == Shape) return this;
        Tensor<T> y = Alias(target, Broadcasting.Strides(Shape, Strides, target), Offset);
        y.Record("expand", static (node, g) => node.Pass(0, Broadcasting.SumTo(g, node[0].Shape)), this);
        return y;
    }

    /// <summary>Part of one axis: length indices from start. A view.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The part does not lie inside the axis.</exception>
    public Tensor<T> Narrow(int axis, int start, int length)
    {
        axis = Shape.Axis(axis);
        if (start < 0 || length < 0 || start + length > Shape[axis])
            throw new ArgumentOutOfRangeException(nameof(start), start, $"Narrow: {length} indices from {start} on axis {axis} of shape {Shape}, which has {Shape[axis]}.");
        Tensor<T> y = Alias(Shape.With(axis, length), Strides, Offset + start * Strides[axis]);
        if (y.Record("narrow", NarrowBackward, this) is { } node) (node.Axis, node.Start) = (axis, start);
        return y;
    }

    private static void NarrowBackward(Node<T> node, Tensor<T> gradient)
    {
        Tensor<T> whole = Zeros(node[0].Shape.AsSpan());
        whole.Alias(gradient.Shape, whole.Strides, whole.Offset + node.Start * whole.Strides[node.Axis]).Copy(gradient);
        node.Pass(0, whole);
    }

    /// <summary>One index of an axis; the axis goes. A view.</summary>
    public Tensor<T> Select(int axis, int index)
    {
        axis = Shape.Axis(axis);
        return Narrow(axis, index < 0 ? index + Shape[axis] : index, 1).Squeeze(axis);
    }

    /// <summary>A range of an axis: <c>x.Slice(0, 1..^1)</c>. A view.</summary>
    public Tensor<T> Slice(int axis, Range range)
    {
        (int start, int length) = range.GetOffsetAndLength(Shape[Shape.Axis(axis)]);
        return Narrow(axis, start, length);
    }

    /// <summary>Parts of one axis, each of the given size; the last may be shorter. Views.</summary>
    public Tensor<T>[] Split(int size, int axis = 0)
    {
        if (size < 1) throw new ArgumentOutOfRangeException(nameof(size), size, $"Split: parts of {size}; a part has at least 1.");
        int whole = Shape[Shape.Axis(axis)];
        var parts = new Tensor<T>[(whole + size - 1) / size];
        for (int i = 0; i < parts.Length; i++) parts[i] = Narrow(axis, i * size, Math.Min(size, whole - i * size));
        return parts;
    }

    /// <summary>An axis cut in so many parts, as equal as possible. Views.</summary>
    public Tensor<T>[] Chunk(int chunks, int axis = 0) => Split((Shape[Shape.Axis(axis)] + chunks - 1) / chunks, axis);

    /// <summary>Tensors put one behind the other along an axis.</summary>
    /// <exception cref="ArgumentException">Two shapes differ on another axis.</exception>
    public static Tensor<T> Cat(Tensor<T>[] tensors, int axis = 0)
    {
        if (tensors.Length == 0) throw new ArgumentException("Cat: no tensors were given.", nameof(tensors));
        Shape first = tensors[0].Shape;
        axis = first.Axis(axis);
        int size = 0;
        foreach (Tensor<T> tensor in tensors)
        {
            if (tensor.Rank != first.Rank || tensor.Shape.With(axis, first[axis]) != first)
                throw new ArgumentException($"Cat along axis {axis}: shapes {first} and {tensor.Shape} differ on another axis.", nameof(tensors));
            size += tensor.Shape[axis];
        }

        Tensor<T> y = Uninitialized(first.With(axis, size));
        int start = 0;
        foreach (Tensor<T> tensor in tensors)
        {
            y.Alias(tensor.Shape, y.Strides, y.Offset + start * y.Strides[axis]).Copy(tensor);
            start += tensor.Shape[axis];
        }

        if (y.Record("cat", tensors, CatBackward) is { } node) node.Axis = axis;
        return y;
    }

    private static void CatBackward(Node<T> node, Tensor<T> gradient)
    {
        int start = 0;
        for (int i = 0; i < node.ParentCount; i++)
        {
            int size = node[i].Shape[node.Axis];
            if (node.Needs(i)) node.Pass(i, gradient.Narrow(node.Axis, start, size));
            start += size;
        }
    }

    /// <summary>Tensors of one shape along a new axis.</summary>
    /// <exception cref="ArgumentException">Two shapes differ.</exception>
    public static Tensor<T> Stack(Tensor<T>[] tensors, int axis = 0) => Cat([.. tensors.Select(tensor => tensor.Unsqueeze(axis))], axis < 0 ? axis + tensors[0].Rank + 1 : axis);

    /// <summary>The lower triangle of the last two axes: 0 above the diagonal-th diagonal.</summary>
    public Tensor<T> Tril(int diagonal = 0) => this * Triangle(Shape[^2], Shape[^1], (row, column) => column - row <= diagonal);

    /// <summary>The upper triangle of the last two axes: 0 below the diagonal-th diagonal.</summary>
    public Tensor<T> Triu(int diagonal = 0) => this * Triangle(Shape[^2], Shape[^1], (row, column) => column - row >= diagonal);

    private static Tensor<T> Triangle(int rows, int columns, Func<int, int, bool> holds)
    {
        Tensor<T> mask = Zeros(rows, columns);
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++)
                if (holds(row, column)) mask.Data[row * columns + column] = T.One;
        return mask;
    }
}
