namespace FromScratch.Tensors;

/// <content>Many numbers to one, over all axes or one.</content>
public sealed partial class Tensor<T>
{
    /// <summary>The sum of all elements: shape [].</summary>
    public Tensor<T> Sum()
    {
        Span<int> all = stackalloc int[Rank];
        for (int axis = 0; axis < Rank; axis++) all[axis] = axis;
        return Sum(all);
    }

    /// <summary>The sum over one axis.</summary>
    /// <param name="axis">Which; −1 is the innermost.</param>
    /// <param name="keepDim">Whether the axis stays, with size 1.</param>
    public Tensor<T> Sum(int axis, bool keepDim = false) => Sum([axis], keepDim);

    /// <summary>The sum over some axes.</summary>
    public Tensor<T> Sum(ReadOnlySpan<int> axes, bool keepDim = false)
    {
        Shape kept = Kept(axes);
        Tensor<T> sum = Reduction.Sum(this, axes);
        Tensor<T> y = keepDim ? sum.Reshape(kept) : sum;
        if (y.Record("sum", static (node, g) => node.Pass(0, g.Reshape(node.Dims).Expand(node[0].Shape.AsSpan())), this) is { } recorded) recorded.Dims = kept;
        return y;
    }

    /// <summary>This shape with the given axes at size 1.</summary>
    private Shape Kept(ReadOnlySpan<int> axes)
    {
        Shape kept = Shape;
        foreach (int axis in axes) kept = kept.With(Shape.Axis(axis), 1);
        return kept;
    }

    /// <summary>The mean of all elements: shape []. NaN for none.</summary>
    public Tensor<T> Mean() => Sum() * (T.One / T.CreateChecked(NumElements));

    /// <summary>The mean over one axis.</summary>
    public Tensor<T> Mean(int axis, bool keepDim = false) => Sum(axis, keepDim) * (T.One / T.CreateChecked(Shape[Shape.Axis(axis)]));

    /// <summary>The variance over one axis: squared distances from the mean, divided by n − correction.</summary>
    public Tensor<T> Var(int axis, int correction = 1, bool keepDim = false) =>
        (this - Mean(axis, keepDim: true)).Square().Sum(axis, keepDim) * (T.One / T.CreateChecked(Shape[Shape.Axis(axis)] - correction));

    /// <summary>The standard deviation over one axis.</summary>
    public Tensor<T> Std(int axis, int correction = 1, bool keepDim = false) => Var(axis, correction, keepDim).Sqrt();

    /// <summary>The product of all elements: shape []. Its gradient is right also where elements are 0.</summary>
    public Tensor<T> Prod()
    {
        Tensor<T> y = Reduction.Over<T, Reduction.Product<T>>(Reshape(-1).Detach(), [0]);
        y.Record("prod", static (node, g) => node.Pass(0, ProductOfOthers(node[0]) * g), this);
        return y;
    }

    /// <summary>For each element the product of all others: of those before it, times those after it. Nothing is divided, so 0 is no exception.</summary>
    private static Tensor<T> ProductOfOthers(Tensor<T> x)
    {
        Tensor<T> others = Of(x.ToArray(), x.Shape.AsSpan());
        T[] values = x.ToArray();
        T product = T.One;
        for (int i = 0; i < values.Length; i++)
        {
            others.Data[i] = product;
            product *= values[i];
        }

        product = T.One;
        for (int i = values.Length - 1; i >= 0; i--)
        {
            others.Data[i] *= product;
            product *= values[i];
        }

        return others;
    }

    /// <summary>The largest of all elements: shape []. Equal ones share the gradient.</summary>
    public Tensor<T> Max() => Extreme<Reduction.Largest<T>>("max");

    /// <summary>The smallest of all elements: shape []. Equal ones share the gradient.</summary>
    public Tensor<T> Min() => Extreme<Reduction.Smallest<T>>("min");

    private Tensor<T> Extreme<TOp>(string op) where TOp : IReduction<TOp, T>
    {
        if (NumElements == 0) throw new InvalidOperationException($"{op}: a tensor of shape {Shape} has no elements.");
        Tensor<T> y = Reduction.Over<T, TOp>(Contiguous().Detach().Reshape(-1), [0]);
        y.Record(op, static (node, g) =>
        {
            Tensor<T> winners = node[0].Equal(node.Output);
            node.Pass(0, winners * (g / winners.Sum()));
        }, this);
        return y;
    }

    /// <summary>The largest over one axis, and where it lies; the first of equal ones, which gets the gradient.</summary>
    public (Tensor<T> Values, IndexTensor Indices) Max(int axis, bool keepDim = false) => Picked("max", axis, keepDim, static (a, b) => a > b);

    /// <summary>The smallest over one axis, and where it lies; the first of equal ones, which gets the gradient.</summary>
    public (Tensor<T> Values, IndexTensor Indices) Min(int axis, bool keepDim = false) => Picked("min", axis, keepDim, static (a, b) => a < b);

    /// <summary>Where the largest over one axis lies; the first of equal ones.</summary>
    public IndexTensor ArgMax(int axis = -1) => Max(axis).Indices;

    /// <summary>Where the smallest over one axis lies; the first of equal ones.</summary>
    public IndexTensor ArgMin(int axis = -1) => Min(axis).Indices;

    private (Tensor<T>, IndexTensor) Picked(string op, int axis, bool keepDim, Func<T, T, bool> beats)
    {
        axis = Shape.Axis(axis);
        if (Shape[axis] == 0) throw new InvalidOperationException($"{op}: axis {axis} of shape {Shape} has no elements.");
        Shape kept = Shape.With(axis, 1);
        int[] winners = new int[kept.NumElements];
        int i = 0, step = Strides[axis];
        foreach (int offset in new Walk(kept, Strides))
        {
            T best = At(offset);
            for (int k = 1; k < Shape[axis]; k++)
            {
                T value = At(offset + k * step);
                if (!beats(value, best) && !(T.IsNaN(value) && !T.IsNaN(best))) continue;   // NaN wins, as in PyTorch
                (best, winners[i]) = (value, k);
            }

            i++;
        }

        Tensor<T> values = Gather(axis, new IndexTensor(winners, kept));
        Shape shape = keepDim ? kept : Shape.Remove(axis);
        return (values.Reshape(shape), new IndexTensor(winners, shape));
    }

    private T At(int offset) => System.Runtime.CompilerServices.Unsafe.Add(ref First, offset);

    /// <summary>ln Σ eˣ over one axis, without overflow.</summary>
    public Tensor<T> LogSumExp(int axis, bool keepDim = false)
    {
        axis = Shape.Axis(axis);
        Tensor<T> kept = SoftmaxKernel.LogSumExp(this, axis);   // the axis at size 1
        Tensor<T> y = keepDim ? kept : kept.Reshape(kept.Shape.Remove(axis));
        if (y.Record("logsumexp", static (node, g) => node.Pass(0, g.Reshape(node.Dims) * (node[0] - node.Output.Reshape(node.Dims)).Exp()), this) is { } recorded) recorded.Dims = kept.Shape;
        return y;
    }

    /// <summary>The square root of the sum of squares of all elements.</summary>
    public Tensor<T> Norm() => Square().Sum().Sqrt();

    /// <summary>Sums from the first index of an axis up to each.</summary>
    public Tensor<T> CumSum(int axis)
    {
        axis = Shape.Axis(axis);
        Tensor<T> y = Cumulated(this, axis, fromTheEnd: false);
        if (y.Record("cumsum", static (node, g) => node.Pass(0, Cumulated(g, node.Axis, fromTheEnd: true)), this) is { } recorded) recorded.Axis = axis;
        return y;
    }

    private static Tensor<T> Cumulated(Tensor<T> x, int axis, bool fromTheEnd)
    {
        Tensor<T> y = Uninitialized(x.Shape);
        y.Copy(x);
        int size = y.Shape[axis], step = y.Strides[axis];
        if (size == 0) return y;
        foreach (int offset in new Walk(y.Shape.With(axis, 1), y.Strides))
        {
            T sum = T.Zero;
            for (int k = 0; k < size; k++)
            {
                ref T value = ref System.Runtime.CompilerServices.Unsafe.Add(ref y.First, offset + (fromTheEnd ? size - 1 - k : k) * step);
                sum += value;
                value = sum;
            }
        }

        return y;
    }
}
