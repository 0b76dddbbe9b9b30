using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using FromScratch.Autograd;
using FromScratch.Data;

namespace FromScratch.Tensors;

/// <summary>Numbers with a shape over flat memory, and the memory of how they were computed, so that gradients can be sent back.</summary>
/// <typeparam name="T"><see cref="float"/> to train, <see cref="double"/> to check gradients.</typeparam>
/// <remarks>
/// <para>Element [i, j, …] lies at offset + i·stride₀ + j·stride₁ + …; a view (transpose, slice, broadcast) is other strides over the same memory. Names and conventions are PyTorch's.</para>
/// <para>Source: Paszke et al., "PyTorch: An Imperative Style, High-Performance Deep Learning Library" (2019).</para>
/// </remarks>
public sealed partial class Tensor<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    internal Tensor()
    {
    }

    /// <summary>The size of each axis, outermost first.</summary>
    public Shape Shape { get; private set; }

    /// <summary>How far apart in memory neighbours along each axis lie, in elements.</summary>
    public Shape Strides { get; private set; }

    /// <summary>How many axes there are.</summary>
    public int Rank => Shape.Rank;

    /// <summary>How many elements there are.</summary>
    public int NumElements { get; private set; }

    /// <summary>Whether the elements lie in order and without gaps.</summary>
    public bool IsContiguous { get; private set; }

    internal Storage<T> Storage { get; private set; } = null!;

    /// <summary>Where in the storage's array the first element lies.</summary>
    internal int Offset { get; private set; }

    internal T[] Array => (Storage ?? throw new ObjectDisposedException(nameof(Tensor<T>), "This tensor was made in a TensorScope that has ended. Keep it (scope.Keep) or copy its numbers before the scope ends.")).Array;

    /// <summary>The first element, from which strides count.</summary>
    internal ref T First => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Array), Offset);

    /// <summary>The elements of a contiguous tensor in order; writing here writes the tensor.</summary>
    /// <exception cref="InvalidOperationException">The tensor is a view whose elements do not lie in order.</exception>
    public Span<T> Data => IsContiguous
        ? Array.AsSpan(Offset, NumElements)
        : throw new InvalidOperationException($"Data: this view of shape {Shape} has strides {Strides}: its elements do not lie in order. Call Contiguous() first.");

    // Making tensors.

    internal static Tensor<T> Uninitialized(Shape shape)
    {
        int count = shape.NumElements;
        TensorScope<T>? scope = TensorScope<T>.Current;
        Storage<T> storage = scope is null ? new Storage<T>(count) : scope.TakeStorage(count);
        return New(storage, storage.Start, shape, shape.ContiguousStrides());
    }

    /// <summary>As <see cref="Uninitialized"/>, but never lent from a scope: for gradients of parameters, and whatever outlives a step.</summary>
    internal static Tensor<T> Lasting(Shape shape)
    {
        var storage = new Storage<T>(shape.NumElements);
        return new Tensor<T>().Init(storage, storage.Start, shape, shape.ContiguousStrides());
    }

    private static Tensor<T> New(Storage<T> storage, int offset, Shape shape, Shape strides) =>
        (TensorScope<T>.Current?.TakeTensor() ?? new Tensor<T>()).Init(storage, offset, shape, strides);

    private Tensor<T> Init(Storage<T> storage, int offset, Shape shape, Shape strides)
    {
        (Storage, Offset, Shape, Strides) = (storage, offset, shape, strides);
        NumElements = shape.NumElements;
        IsContiguous = LiesInOrder(shape, strides);
        return this;
    }

    private static bool LiesInOrder(Shape shape, Shape strides)
    {
        int step = 1;
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            if (shape[axis] == 0) return true;
            if (shape[axis] != 1 && strides[axis] != step) return false;
            step *= shape[axis];
        }

        return true;
    }

    internal Tensor<T> Cleared()
    {
        Storage = null!;
        Node = null;
        ClearAutograd();
        return this;
    }

    /// <summary>The same memory under another shape and other strides.</summary>
    internal Tensor<T> Alias(Shape shape, Shape strides, int offset) => New(Storage, offset, shape, strides);

    /// <summary>A tensor over an array, which is used, not copied.</summary>
    /// <exception cref="ArgumentException">The array does not have as many numbers as the shape has elements.</exception>
    public static Tensor<T> From(T[] data, params ReadOnlySpan<int> shape)
    {
        Shape of = Shape.Of(shape);
        if (data.Length != of.NumElements) throw new ArgumentException($"Tensor: {data.Length} numbers do not fill shape {of}, which has {of.NumElements} elements.", nameof(data));
        return new Tensor<T>().Init(new Storage<T>(data), 0, of, of.ContiguousStrides());
    }

    /// <summary>A copy of numbers, in a shape.</summary>
    /// <exception cref="ArgumentException">There are not as many numbers as the shape has elements.</exception>
    public static Tensor<T> Of(ReadOnlySpan<T> data, params ReadOnlySpan<int> shape)
    {
        Shape of = Shape.Of(shape);
        if (data.Length != of.NumElements) throw new ArgumentException($"Tensor: {data.Length} numbers do not fill shape {of}, which has {of.NumElements} elements.", nameof(data));
        Tensor<T> tensor = Uninitialized(of);
        data.CopyTo(tensor.Data);
        return tensor;
    }

    /// <summary>A list of numbers: a tensor with one axis.</summary>
    public static Tensor<T> Of(params ReadOnlySpan<T> data) => Of(data, [data.Length]);

    /// <summary>A matrix [rows, columns].</summary>
    public static Tensor<T> Of(T[,] rows)
    {
        Tensor<T> tensor = Uninitialized([rows.GetLength(0), rows.GetLength(1)]);
        int i = 0;
        foreach (T value in rows) tensor.Data[i++] = value;
        return tensor;
    }

    /// <summary>A single number: a tensor of shape [].</summary>
    public static Tensor<T> Scalar(T value) => Full(value);

    /// <summary>The same number everywhere.</summary>
    public static Tensor<T> Full(T value, params ReadOnlySpan<int> shape)
    {
        Tensor<T> tensor = Uninitialized(Shape.Of(shape));
        tensor.Data.Fill(value);
        return tensor;
    }

    /// <summary>Zeros.</summary>
    public static Tensor<T> Zeros(params ReadOnlySpan<int> shape) => Full(T.Zero, shape);

    /// <summary>Ones.</summary>
    public static Tensor<T> Ones(params ReadOnlySpan<int> shape) => Full(T.One, shape);

    /// <summary>0, 1, … n − 1.</summary>
    public static Tensor<T> Arange(int n)
    {
        Tensor<T> tensor = Uninitialized([n]);
        for (int i = 0; i < n; i++) tensor.Data[i] = T.CreateChecked(i);
        return tensor;
    }

    /// <summary>The identity matrix [n, n].</summary>
    public static Tensor<T> Eye(int n)
    {
        Tensor<T> tensor = Zeros(n, n);
        for (int i = 0; i < n; i++) tensor.Data[i * n + i] = T.One;
        return tensor;
    }

    /// <summary>Numbers from the normal distribution with mean 0 and standard deviation 1.</summary>
    public static Tensor<T> Randn(Rng rng, params ReadOnlySpan<int> shape)
    {
        Tensor<T> tensor = Uninitialized(Shape.Of(shape));
        foreach (ref T x in tensor.Data) x = T.CreateTruncating(rng.NextGaussian());
        return tensor;
    }

    /// <summary>Numbers evenly spread over [low, high).</summary>
    public static Tensor<T> Uniform(Rng rng, double low, double high, params ReadOnlySpan<int> shape)
    {
        Tensor<T> tensor = Uninitialized(Shape.Of(shape));
        foreach (ref T x in tensor.Data) x = T.CreateTruncating(low + (high - low) * rng.NextDouble());
        return tensor;
    }

    // Reading tensors.

    /// <summary>One element.</summary>
    /// <exception cref="ArgumentException">There are not as many indices as axes.</exception>
    [IndexerName("Element")]
    public T this[params ReadOnlySpan<int> index]
    {
        get => Array[OffsetOf(index)];
        set => Array[OffsetOf(index)] = value;
    }

    private int OffsetOf(ReadOnlySpan<int> index)
    {
        if (index.Length != Rank) throw new ArgumentException($"An element of a tensor of shape {Shape} has {Rank} indices; {index.Length} were given.", nameof(index));
        int offset = Offset;
        for (int axis = 0; axis < index.Length; axis++)
        {
            int i = index[axis] < 0 ? index[axis] + Shape[axis] : index[axis];
            if ((uint)i >= (uint)Shape[axis]) throw new ArgumentOutOfRangeException(nameof(index), index[axis], $"Index {index[axis]} on axis {axis} of shape {Shape}.");
            offset += i * Strides[axis];
        }

        return offset;
    }

    /// <summary>The number of a tensor that has only one.</summary>
    /// <exception cref="InvalidOperationException">There is not exactly one element.</exception>
    public T Item() => NumElements == 1 ? First : throw new InvalidOperationException($"Item: a tensor of shape {Shape} has {NumElements} elements, not one.");

    /// <summary>A copy of the elements, the innermost axis next to each other.</summary>
    public T[] ToArray()
    {
        T[] copy = new T[NumElements];
        CopyTo(copy);
        return copy;
    }

    /// <summary>Copies the elements in order.</summary>
    public void CopyTo(Span<T> destination)
    {
        if (IsContiguous)
        {
            Data.CopyTo(destination);
            return;
        }

        int i = 0;
        foreach (int offset in new Walk(Shape, Strides)) destination[i++] = Unsafe.Add(ref First, offset);
    }

    /// <summary>Overwrites the elements with another tensor's, broadcast to this shape. Outside the graph: no gradient knows of it.</summary>
    public void Copy(Tensor<T> source)
    {
        if (IsContiguous)
        {
            Elementwise.CopyInto(source, this);
            return;
        }

        Shape from = Broadcasting.Strides(source.Shape, source.Strides, Shape);
        var walk = new Walk(Shape, from);
        foreach (int offset in new Walk(Shape, Strides))
        {
            walk.MoveNext();
            Unsafe.Add(ref First, offset) = Unsafe.Add(ref source.First, walk.Current);
        }
    }

    /// <summary>Fills the tensor with one number. Outside the graph.</summary>
    public void Fill(T value)
    {
        if (IsContiguous) Data.Fill(value);
        else
            foreach (int offset in new Walk(Shape, Strides)) Unsafe.Add(ref First, offset) = value;
    }

    /// <summary>The shape and the elements, the first and last of long axes.</summary>
    public override string ToString()
    {
        if (Storage is null) return "tensor of a TensorScope that has ended";
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"tensor {Shape}: ");
        Print(text, Offset, 0);
        return text.ToString();
    }

    private void Print(StringBuilder text, int offset, int axis)
    {
        if (axis == Rank)
        {
            text.Append(Array[offset].ToString("G6", CultureInfo.InvariantCulture));
            return;
        }

        const int shown = 4;
        text.Append('[');
        for (int i = 0; i < Shape[axis]; i++)
        {
            if (i > 0) text.Append(", ");
            if (Shape[axis] > 2 * shown && i == shown)
            {
                text.Append("…, ");
                i = Shape[axis] - shown;
            }

            Print(text, offset + i * Strides[axis], axis + 1);
        }

        text.Append(']');
    }
}
