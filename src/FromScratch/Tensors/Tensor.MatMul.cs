using FromScratch.Threading;

namespace FromScratch.Tensors;

/// <content>Products of matrices.</content>
public sealed partial class Tensor<T>
{
    /// <summary>The matrix product over the last two axes; the axes before them are batches and broadcast.</summary>
    /// <param name="other">[…, inner, columns], or [inner] for a vector.</param>
    /// <returns>[…, rows, columns]; a vector's axis goes.</returns>
    /// <remarks>For Y = AB the gradients are dA = dY·Bᵀ and dB = Aᵀ·dY: never a Jacobian.</remarks>
    /// <exception cref="ArgumentException">The inner sizes differ, or the batches do not broadcast.</exception>
    public Tensor<T> MatMul(Tensor<T> other)
    {
        if (Rank == 0 || other.Rank == 0) throw new ArgumentException($"MatMul: shapes {Shape} and {other.Shape}. A single number has no rows or columns; use *.", nameof(other));
        if (Rank == 1) return Unsqueeze(0).MatMul(other) is var row && other.Rank == 1 ? row.Squeeze(0) : row.Squeeze(-2);
        if (other.Rank == 1) return MatMul(other.Unsqueeze(1)).Squeeze(-1);
        if (Shape[^1] != other.Shape[^2])
            throw new ArgumentException($"MatMul: shapes {Shape} and {other.Shape}. A row of the first meets a column of the second, so {Shape[^1]} (last axis) must equal {other.Shape[^2]} (last axis but one).", nameof(other));
        Tensor<T> y = Product(this, other);
        y.Record("matmul", MatMulBackward, this, other);
        return y;
    }

    private static void MatMulBackward(Node<T> node, Tensor<T> g)
    {
        (Tensor<T> a, Tensor<T> b) = (node[0], node[1]);
        if (node.Needs(0)) node.Pass(0, Broadcasting.SumTo(Product(g, b.Mt), a.Shape));
        if (!node.Needs(1)) return;
        if (b.Rank == 2 && a.Rank > 2) PassWeights(node, 1, a.Reshape(-1, a.Shape[^1]).Mt, g.Reshape(-1, g.Shape[^1]));   // the batches' sum is one long product
        else PassWeights(node, 1, a.Mt, g);
    }

    /// <summary>Hands parent i the product a·b; a leaf gets it written straight into its gradient.</summary>
    internal static void PassWeights(Node<T> node, int i, Tensor<T> a, Tensor<T> b)
    {
        Tensor<T> parent = node[i];
        if (!parent.TakesGradDirectly || a.Rank != 2 || b.Rank != 2)
        {
            node.Pass(i, Broadcasting.SumTo(Product(a, b), parent.Shape));
            return;
        }

        Tensor<T> grad = parent.GradBuffer(out bool empty);
        Gemm.Multiply(a.Shape[0], b.Shape[1], a.Shape[1], a.Matrix(), b.Matrix(), grad.Matrix(), accumulate: !empty);
    }

    /// <summary>The last two axes as a matrix, from an offset on.</summary>
    internal MatrixView<T> Matrix(int batchOffset = 0) => new(Array, Offset + batchOffset, Strides[^2], Strides[^1]);

    /// <summary>The transpose of the last two axes (PyTorch's mT). A view.</summary>
    public Tensor<T> Mt => Transpose(-2, -1);

    /// <summary>The product's numbers, outside the graph.</summary>
    internal static Tensor<T> Product(Tensor<T> a, Tensor<T> b)
    {
        (int m, int n, int k) = (a.Shape[^2], b.Shape[^1], a.Shape[^1]);
        if (a.Rank == 2 && b.Rank == 2)
        {
            Tensor<T> c = Uninitialized([m, n]);
            Gemm.Multiply(m, n, k, a.Matrix(), b.Matrix(), c.Matrix(), accumulate: false);
            return c;
        }

        Shape aBatch = Shape.Of(a.Shape.AsSpan()[..^2]), bBatch = Shape.Of(b.Shape.AsSpan()[..^2]);
        Shape batch = Broadcasting.Shape(aBatch, bBatch);
        Tensor<T> y = Uninitialized(batch.Insert(batch.Rank, m).Insert(batch.Rank + 1, n));
        if (bBatch.NumElements == 1 && a.IsContiguous)
        {
            // One matrix for all batches: their rows are the rows of one long matrix.
            Gemm.Multiply(batch.NumElements * m, n, k, new MatrixView<T>(a.Array, a.Offset, k, 1), b.Matrix(), new MatrixView<T>(y.Array, y.Offset, n, 1), accumulate: false);
            return y;
        }

        Shape aSteps = Broadcasting.Strides(aBatch, Shape.Of(a.Strides.AsSpan()[..^2]), batch), bSteps = Broadcasting.Strides(bBatch, Shape.Of(b.Strides.AsSpan()[..^2]), batch);
        var work = new Batches(a.Matrix(), b.Matrix(), y.Matrix(), batch, aSteps, bSteps, m, n, k);
        if (batch.NumElements >= Threads.Count && (long)m * n * k < 4_000_000) Threads.For(batch.NumElements, Math.Max(1, 100_000 / Math.Max(1, m * n * k)), work with { Parallel = false });
        else work.Run(0, 0, batch.NumElements);
        return y;
    }

    private readonly record struct Batches(MatrixView<T> A, MatrixView<T> B, MatrixView<T> C, Shape Batch, Shape ASteps, Shape BSteps, int M, int N, int K) : IRangeWork
    {
        public bool Parallel { get; init; } = true;

        public void Run(int part, int from, int to)
        {
            for (int i = from; i < to; i++)
            {
                (int a, int b, int left) = (0, 0, i);
                for (int axis = Batch.Rank - 1; axis >= 0; axis--)
                {
                    int index = left % Batch[axis];
                    left /= Batch[axis];
                    a += index * ASteps[axis];
                    b += index * BSteps[axis];
                }

                Gemm.Multiply(M, N, K, A with { Offset = A.Offset + a }, B with { Offset = B.Offset + b }, C with { Offset = C.Offset + i * M * N }, accumulate: false, Parallel);
            }
        }
    }

    /// <summary>x·Wᵀ + b: what a linear layer computes, in one product.</summary>
    /// <param name="weight">W [outputs, inputs].</param>
    /// <param name="bias">b [outputs], if there is one.</param>
    /// <returns>[…, outputs] for an input […, inputs].</returns>
    /// <exception cref="ArgumentException">The input's last axis is not W's.</exception>
    public Tensor<T> Linear(Tensor<T> weight, Tensor<T>? bias = null)
    {
        if (weight.Rank != 2 || Rank == 0 || Shape[^1] != weight.Shape[1])
            throw new ArgumentException($"Linear: the input has shape {Shape}, the weight {weight.Shape} = [outputs, inputs]. The input's last axis must be the weight's.", nameof(weight));
        (int outputs, int inputs) = (weight.Shape[0], weight.Shape[1]);
        if (bias is not null && bias.Shape != Shape.Of(outputs)) throw new ArgumentException($"Linear: the bias has shape {bias.Shape}, the weight {weight.Shape}. The bias needs one number for each of the {outputs} outputs.", nameof(bias));
        Tensor<T> x = Contiguous();
        Tensor<T> y = Uninitialized(Shape.With(Rank - 1, outputs));
        int rows = y.NumElements / Math.Max(1, outputs);
        Tensor<T>? row = bias?.Contiguous();
        Gemm.Multiply(rows, outputs, inputs, new MatrixView<T>(x.Array, x.Offset, inputs, 1), weight.Mt.Matrix(), new MatrixView<T>(y.Array, y.Offset, outputs, 1), accumulate: false, bias: row is null ? null : new MatrixView<T>(row.Array, row.Offset, 0, 1));
        y.Record("linear", LinearBackward, x, weight, bias);
        return y;
    }

    private static void LinearBackward(Node<T> node, Tensor<T> gradient)
    {
        (Tensor<T> x, Tensor<T> weight) = (node[0], node[1]);
        Tensor<T> g = gradient.Reshape(-1, weight.Shape[0]);   // [rows, outputs]
        if (node.Needs(0)) node.Pass(0, Product(g, weight).Reshape(x.Shape));
        if (node.Needs(1)) PassWeights(node, 1, g.Mt, x.Reshape(-1, weight.Shape[1]));
        if (node.ParentCount > 2 && node.Needs(2)) node.Pass(2, Reduction.Sum(g, [0]));
    }
}
