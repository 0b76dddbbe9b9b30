using System.Runtime.CompilerServices;

namespace FromScratch.Tensors;

/// <content>Elements chosen by whole numbers, and orders.</content>
public sealed partial class Tensor<T>
{
    /// <summary>Rows of this table: for each index, what lies there along the first axis. What an embedding does.</summary>
    /// <param name="indices">Whole numbers from 0 to the size of the first axis − 1, in any shape.</param>
    /// <returns>[…the indices' shape, …the other axes].</returns>
    /// <remarks>Backward, a row used several times gets the sum of its gradients.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">An index lies outside the table.</exception>
    public Tensor<T> Rows(IndexTensor indices)
    {
        Tensor<T> table = Contiguous();
        int rows = Shape[0], width = NumElements / Math.Max(1, rows);
        int[] axes = [.. indices.Shape, .. Shape.Skip(1)];
        Tensor<T> y = Uninitialized(axes);
        for (int i = 0; i < indices.Values.Length; i++)
        {
            int row = indices.Values[i];
            if ((uint)row >= (uint)rows) throw new ArgumentOutOfRangeException(nameof(indices), row, $"Rows: index {row} for a table of shape {Shape}, whose rows are 0 to {rows - 1}.");
            table.Data.Slice(row * width, width).CopyTo(y.Data.Slice(i * width, width));
        }

        if (y.Record("rows", RowsBackward, table) is { } node) node.Indices = indices;
        return y;
    }

    private static void RowsBackward(Node<T> node, Tensor<T> gradient)
    {
        Tensor<T> table = node[0];
        Tensor<T> g = gradient.Contiguous();
        int width = table.NumElements / Math.Max(1, table.Shape[0]);
        bool direct = table.TakesGradDirectly;
        bool empty = true;
        Tensor<T> sum = direct ? table.GradBuffer(out empty) : Uninitialized(table.Shape);
        if (empty) sum.Fill(T.Zero);
        for (int i = 0; i < node.Indices!.Values.Length; i++)
        {
            Span<T> row = sum.Data.Slice(node.Indices.Values[i] * width, width);
            ReadOnlySpan<T> one = g.Data.Slice(i * width, width);
            int j = 0;
            for (; j <= width - System.Numerics.Vector<T>.Count; j += System.Numerics.Vector<T>.Count)
                (new System.Numerics.Vector<T>(row[j..]) + new System.Numerics.Vector<T>(one[j..])).CopyTo(row[j..]);
            for (; j < width; j++) row[j] += one[j];
        }

        if (!direct) node.Pass(0, sum);
    }

    /// <summary>Indices along an axis, in the given order (PyTorch's index_select).</summary>
    public Tensor<T> IndexSelect(int axis, IndexTensor indices)
    {
        axis = Shape.Axis(axis);
        return axis == 0 ? Rows(indices.Reshape(indices.Values.Length)) : Transpose(0, axis).Rows(indices.Reshape(indices.Values.Length)).Transpose(0, axis);
    }

    /// <summary>One element per place: result[i, j, …] is this tensor's element with the axis's index taken from indices[i, j, …].</summary>
    /// <param name="axis">The axis whose index is looked up.</param>
    /// <param name="indices">As many axes as this tensor; none larger, but the looked-up one.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor<T> Gather(int axis, IndexTensor indices)
    {
        axis = Shape.Axis(axis);
        CheckIndices("Gather", axis, indices, indices.Shape);
        Tensor<T> y = Uninitialized(indices.Shape);
        int i = 0;
        foreach (int offset in new Walk(indices.Shape, Strides.With(axis, 0)))
        {
            y.Data[i] = At(offset + indices.Values[i] * Strides[axis]);
            i++;
        }

        if (y.Record("gather", static (node, g) => node.Pass(0, Zeros(node[0].Shape.AsSpan()).AddAt(node.Axis, node.Indices!, g)), this) is { } recorded) (recorded.Axis, recorded.Indices) = (axis, indices);
        return y;
    }

    /// <summary>This tensor with source's elements added where the indices say: the adjoint of <see cref="Gather"/>.</summary>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor<T> ScatterAdd(int axis, IndexTensor indices, Tensor<T> source)
    {
        axis = Shape.Axis(axis);
        CheckIndices("ScatterAdd", axis, indices, source.Shape);
        Tensor<T> y = Elementwise.Map<T, Formulas.Identity<T>>(this).AddAt(axis, indices, source);
        if (y.Record("scatter_add", static (node, g) =>
        {
            if (node.Needs(0)) node.Pass(0, g);
            if (node.Needs(1)) node.Pass(1, g.Gather(node.Axis, node.Indices!));
        }, this, source) is { } recorded) (recorded.Axis, recorded.Indices) = (axis, indices);
        return y;
    }

    private void CheckIndices(string caller, int axis, IndexTensor indices, Shape source)
    {
        if (indices.Shape != source) throw new ArgumentException($"{caller}: the indices have shape {indices.Shape}, the source {source}. Each index places one element.");
        if (indices.Shape.Rank != Rank) throw new ArgumentException($"{caller}: the indices have shape {indices.Shape}, the tensor {Shape}. Both need as many axes.");
        for (int other = 0; other < Rank; other++)
            if (other != axis && indices.Shape[other] > Shape[other]) throw new ArgumentException($"{caller}: the indices have shape {indices.Shape}, the tensor {Shape}. Only axis {axis}, which is looked up, may be longer.");
        foreach (int index in indices.Values)
            if ((uint)index >= (uint)Shape[axis]) throw new ArgumentOutOfRangeException(nameof(indices), index, $"{caller}: index {index} on axis {axis} of shape {Shape}.");
    }

    private Tensor<T> AddAt(int axis, IndexTensor indices, Tensor<T> source)
    {
        T[] values = source.ToArray();
        int i = 0;
        foreach (int offset in new Walk(indices.Shape, Strides.With(axis, 0)))
        {
            Unsafe.Add(ref First, offset + indices.Values[i] * Strides[axis]) += values[i];
            i++;
        }

        return this;
    }

    /// <summary>The elements along an axis in order, and where each came from; equal ones keep their order.</summary>
    public (Tensor<T> Values, IndexTensor Indices) Sort(int axis = -1, bool descending = false)
    {
        axis = Shape.Axis(axis);
        int size = Shape[axis];
        int[] order = new int[NumElements];
        T[] keys = new T[size];
        int[] places = new int[size];
        Shape to = Shape.ContiguousStrides();
        var here = new Walk(Shape.With(axis, 1), Strides);
        foreach (int start in new Walk(Shape.With(axis, 1), to))
        {
            here.MoveNext();
            for (int i = 0; i < size; i++) (keys[i], places[i]) = (At(here.Current + i * Strides[axis]), i);
            System.Array.Sort(places, (a, b) => keys[a].CompareTo(keys[b]) is var by && by != 0 ? descending ? -by : by : a.CompareTo(b));
            for (int i = 0; i < size; i++) order[start + i * to[axis]] = places[i];
        }

        var indices = new IndexTensor(order, Shape);
        return (Gather(axis, indices), indices);
    }

    /// <summary>The k largest (or smallest) along an axis, the largest first, and where each lies.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The axis has fewer than k.</exception>
    public (Tensor<T> Values, IndexTensor Indices) TopK(int k, int axis = -1, bool largest = true)
    {
        axis = Shape.Axis(axis);
        if (k < 0 || k > Shape[axis]) throw new ArgumentOutOfRangeException(nameof(k), k, $"TopK: {k} of axis {axis} of shape {Shape}, which has {Shape[axis]}.");
        IndexTensor order;
        using (Autograd.GradMode.NoGrad()) order = Sort(axis, largest).Indices;
        Shape shape = Shape.With(axis, k);
        int[] first = new int[shape.NumElements];
        int i = 0;
        foreach (int offset in new Walk(shape, Shape.ContiguousStrides())) first[i++] = order.Values[offset];
        var indices = new IndexTensor(first, shape);
        return (Gather(axis, indices), indices);
    }
}
