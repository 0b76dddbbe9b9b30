namespace FromScratch.Tensors;

/// <summary>Whole numbers with a shape: class labels, token ids, positions.</summary>
public sealed class IndexTensor
{
    /// <summary>The numbers in the given shape; the array is used, not copied.</summary>
    /// <exception cref="ArgumentException">There are not as many numbers as the shape has elements.</exception>
    public IndexTensor(int[] values, Shape shape)
    {
        if (values.Length != shape.NumElements) throw new ArgumentException($"IndexTensor: {values.Length} numbers do not fill shape {shape}, which has {shape.NumElements} elements.", nameof(values));
        (Values, Shape) = (values, shape);
    }

    /// <summary>The numbers, the innermost axis next to each other. Changing them changes the tensor.</summary>
    public int[] Values { get; }

    /// <summary>One size per axis.</summary>
    public Shape Shape { get; }

    /// <summary>A list as a tensor with one axis.</summary>
    public static implicit operator IndexTensor(int[] values) => new(values, [values.Length]);

    /// <summary>The same numbers in another shape of as many elements.</summary>
    public IndexTensor Reshape(params ReadOnlySpan<int> shape) => new(Values, Shape.Of(shape));
}
