using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FromScratch.Tensors;
using FromScratch.Threading;

namespace FromScratch.Nn;

/// <content>
/// <para>Fast form of <see cref="Textbook"/>: the same within a few units in the last place times the number of keys, as only the order of the sums differs.</para>
/// <para>Fast because the scores [time, source] are never written to memory: a block of queries meets a block of keys, the block of scores stays in the second cache, and the softmax goes on from block to block
/// ("online"): when a block holds a larger score than those before, what was gathered is scaled down. Blocks that a causal query may not see are not computed. Backward, the scores are computed again from the
/// queries, the keys and two numbers kept for each query, the largest score m and Σ e^(score − m). Heads are shared among the threads. Measured in Benchmarks/Tensors.</para>
/// <para>Source: Milakov and Gimelshein, "Online normalizer calculation for softmax" (2018); Dao et al., "FlashAttention" (2022), algorithms 1 and 4.</para>
/// </content>
public static partial class Attention
{
    private const int BlockQueries = 64, CausalBlockQueries = 32, BlockKeys = 256;   // smaller blocks follow the diagonal more closely

    /// <summary>Rows of numbers that lie side by side, one row for each position of each head: where they lie in an array.</summary>
    private readonly record struct Rows<T>(T[] Array, int Offset, int BatchStep, int HeadStep, int TimeStep) where T : unmanaged, IFloatingPointIeee754<T>
    {
        /// <summary>The rows of a tensor [batch, heads, time, dim].</summary>
        public static Rows<T> Of(Tensor<T> x) => new(x.Array, x.Offset, x.Strides[0], x.Strides[1], x.Strides[2]);

        /// <summary>The queries (0), keys (1) or values (2) of a tensor [batch, time, 3, heads, dim].</summary>
        public static Rows<T> Of(Tensor<T> joined, int part) => new(joined.Array, joined.Offset + part * joined.Strides[2], joined.Strides[0], joined.Strides[3], joined.Strides[1]);

        /// <summary>The rows of one head, from a position on.</summary>
        public MatrixView<T> Head(int batch, int head, int time) => new(Array, Offset + batch * BatchStep + head * HeadStep + time * TimeStep, TimeStep, 1);
    }

    private readonly record struct Sizes(int Batch, int Heads, int Time, int Source, int Dim, int ValueDim, bool Causal)
    {
        /// <summary>How many keys the queries up to, not including, one may see.</summary>
        public int KeysFor(int endOfQueries) => Causal ? Math.Min(Source, endOfQueries) : Source;

        public int ScratchOfPart => 2 * BlockQueries * Math.Min(BlockKeys, Source);

        public int QueriesOfBlock => Causal ? CausalBlockQueries : BlockQueries;
    }

    internal static Tensor<T> Fused<T>(Tensor<T> q, Tensor<T> k, Tensor<T> v, bool causal) where T : unmanaged, IFloatingPointIeee754<T>
    {
        (q, k, v) = (InRows(q), InRows(k), InRows(v));
        var sizes = new Sizes(q.Shape[0], q.Shape[1], q.Shape[2], k.Shape[2], q.Shape[3], v.Shape[3], causal);
        Tensor<T> y = Result<T>(sizes), normalizers = Tensor<T>.Uninitialized([sizes.Batch, sizes.Heads, sizes.Time, 2]);
        Tensor<T> result = y.Alias([sizes.Batch, sizes.Heads, sizes.Time, sizes.ValueDim], [y.Strides[0], y.Strides[2], y.Strides[1], 1], y.Offset);
        Forward(Rows<T>.Of(q), Rows<T>.Of(k), Rows<T>.Of(v), Rows<T>.Of(result), normalizers, sizes);
        if (result.Record("attention", Backward<T>, q, k, v) is { } node) (node.SavedA, node.Axis) = (normalizers, causal ? 1 : 0);
        return result;
    }

    /// <summary>Attention of a sequence to itself, from queries, keys and values as one product leaves them.</summary>
    /// <param name="joined">[batch, time, 3, heads, dim].</param>
    /// <param name="causal">Whether a query sees only its own position and those before it.</param>
    /// <returns>[batch, time, heads, dim].</returns>
    internal static Tensor<T> FusedSelf<T>(Tensor<T> joined, bool causal) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Tensor<T> x = joined.Contiguous();
        Sizes sizes = SelfSizes(x, causal);
        Tensor<T> y = Result<T>(sizes), normalizers = Tensor<T>.Uninitialized([sizes.Batch, sizes.Heads, sizes.Time, 2]);
        Forward(Rows<T>.Of(x, 0), Rows<T>.Of(x, 1), Rows<T>.Of(x, 2), ByTime(y), normalizers, sizes);
        if (y.Record("self_attention", SelfBackward<T>, x) is { } node) (node.SavedA, node.Axis) = (normalizers, causal ? 1 : 0);
        return y;
    }

    private static Sizes SelfSizes<T>(Tensor<T> x, bool causal) where T : unmanaged, IFloatingPointIeee754<T> => new(x.Shape[0], x.Shape[3], x.Shape[1], x.Shape[1], x.Shape[4], x.Shape[4], causal);

    /// <summary>[batch, time, heads, dim]: the heads of a position lie side by side, as the layer that joins them reads them.</summary>
    private static Tensor<T> Result<T>(in Sizes sizes) where T : unmanaged, IFloatingPointIeee754<T> => Tensor<T>.Uninitialized([sizes.Batch, sizes.Time, sizes.Heads, sizes.ValueDim]);

    private static Rows<T> ByTime<T>(Tensor<T> y) where T : unmanaged, IFloatingPointIeee754<T> => new(y.Array, y.Offset, y.Strides[0], y.Strides[2], y.Strides[1]);

    private static Tensor<T> InRows<T>(Tensor<T> x) where T : unmanaged, IFloatingPointIeee754<T> => x.Strides[3] == 1 || x.Shape[3] == 1 ? x : x.Contiguous();

    private static void Forward<T>(Rows<T> q, Rows<T> k, Rows<T> v, Rows<T> y, Tensor<T> normalizers, in Sizes sizes) where T : unmanaged, IFloatingPointIeee754<T>
    {
        int heads = sizes.Batch * sizes.Heads;
        Tensor<T> scratch = Tensor<T>.Uninitialized([Threads.Parts(heads, 1), sizes.ScratchOfPart]);
        Threads.For(heads, 1, new ForwardWork<T>(q, k, v, y, normalizers, scratch, sizes));
    }

    private static void Backward<T>(Node<T> node, Tensor<T> gradient) where T : unmanaged, IFloatingPointIeee754<T>
    {
        (Tensor<T> q, Tensor<T> k, Tensor<T> v, Tensor<T> g) = (node[0], node[1], node[2], InRows(gradient));
        var sizes = new Sizes(q.Shape[0], q.Shape[1], q.Shape[2], k.Shape[2], q.Shape[3], v.Shape[3], node.Axis == 1);
        Tensor<T> dq = Tensor<T>.Uninitialized(q.Shape), dk = Tensor<T>.Uninitialized(k.Shape), dv = Tensor<T>.Uninitialized(v.Shape);
        Backward(Rows<T>.Of(q), Rows<T>.Of(k), Rows<T>.Of(v), Rows<T>.Of(node.Output), Rows<T>.Of(g), Rows<T>.Of(dq), Rows<T>.Of(dk), Rows<T>.Of(dv), node.SavedA!, sizes);
        if (node.Needs(0)) node.Pass(0, dq);
        if (node.Needs(1)) node.Pass(1, dk);
        if (node.Needs(2)) node.Pass(2, dv);
    }

    private static void SelfBackward<T>(Node<T> node, Tensor<T> gradient) where T : unmanaged, IFloatingPointIeee754<T>
    {
        (Tensor<T> x, Tensor<T> g) = (node[0], gradient.Contiguous());
        Tensor<T> dx = Tensor<T>.Uninitialized(x.Shape);
        Backward(Rows<T>.Of(x, 0), Rows<T>.Of(x, 1), Rows<T>.Of(x, 2), ByTime(node.Output), ByTime(g), Rows<T>.Of(dx, 0), Rows<T>.Of(dx, 1), Rows<T>.Of(dx, 2), node.SavedA!, SelfSizes(x, node.Axis == 1));
        node.Pass(0, dx);
    }

    private static void Backward<T>(Rows<T> q, Rows<T> k, Rows<T> v, Rows<T> y, Rows<T> g, Rows<T> dq, Rows<T> dk, Rows<T> dv, Tensor<T> normalizers, in Sizes sizes) where T : unmanaged, IFloatingPointIeee754<T>
    {
        int heads = sizes.Batch * sizes.Heads;
        Tensor<T> scratch = Tensor<T>.Uninitialized([Threads.Parts(heads, 1), sizes.ScratchOfPart]);
        Threads.For(heads, 1, new BackwardWork<T>(q, k, v, y, g, dq, dk, dv, normalizers, scratch, sizes));
    }

    private readonly struct ForwardWork<T>(Rows<T> q, Rows<T> k, Rows<T> v, Rows<T> y, Tensor<T> normalizers, Tensor<T> scratch, Sizes sizes) : IRangeWork where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int part, int from, int to)
        {
            for (int head = from; head < to; head++)
                for (int query = 0; query < sizes.Time; query += sizes.QueriesOfBlock) Block(part, head / sizes.Heads, head % sizes.Heads, query, Math.Min(sizes.QueriesOfBlock, sizes.Time - query));
        }

        /// <summary>The results of a block of queries of one head.</summary>
        private void Block(int part, int batch, int head, int query, int queries)
        {
            Span<T> largest = stackalloc T[queries], sums = stackalloc T[queries];
            largest.Fill(T.NegativeInfinity);
            sums.Clear();
            T scale = T.CreateTruncating(1 / Math.Sqrt(sizes.Dim));
            MatrixView<T> result = y.Head(batch, head, query);
            int keys = sizes.KeysFor(query + queries);
            for (int key = 0; key < keys; key += BlockKeys)
            {
                int count = Math.Min(BlockKeys, keys - key);
                var scores = new MatrixView<T>(scratch.Array, scratch.Offset + part * sizes.ScratchOfPart, count, 1);
                Gemm.Multiply(queries, count, sizes.Dim, q.Head(batch, head, query), k.Head(batch, head, key).Transposed, scores, accumulate: false, parallel: false);
                for (int i = 0; i < queries; i++)
                {
                    int seen = sizes.Causal ? Math.Clamp(query + i + 1 - key, 0, count) : count;
                    Span<T> row = scores.Array.AsSpan(scores.Offset + i * count, count);
                    T factor = Softmax(row, seen, scale, ref largest[i], ref sums[i]);
                    if (key > 0) SoftmaxKernel.Scale(result.Array.AsSpan(result.Offset + i * result.RowStep, sizes.ValueDim), factor);
                }

                Gemm.Multiply(queries, sizes.ValueDim, count, scores, v.Head(batch, head, key), result, accumulate: key > 0, parallel: false);
            }

            for (int i = 0; i < queries; i++)
            {
                SoftmaxKernel.Scale(result.Array.AsSpan(result.Offset + i * result.RowStep, sizes.ValueDim), T.One / sums[i]);
                Span<T> kept = normalizers.Data.Slice(2 * ((batch * sizes.Heads + head) * sizes.Time + query + i), 2);
                (kept[0], kept[1]) = (largest[i], sums[i]);
            }
        }

        /// <summary>One row of scores becomes e^(scale·(score − largest)), 0 where it is not seen; gives by how much what was gathered before has to be scaled.</summary>
        private static T Softmax(Span<T> row, int seen, T scale, ref T largest, ref T sum)
        {
            int whole = Hide(row, seen);
            T before = largest, here = SoftmaxKernel.Largest<T>(row[..whole]);
            if (here > before) largest = here;
            T factor = T.IsNegativeInfinity(before) ? T.Zero : T.Exp((before - largest) * scale);
            sum = sum * factor + Exponentials(row[..whole], scale, largest, T.One);
            if (whole < row.Length) row[whole..].Clear();
            return factor;
        }
    }

    /// <summary>Writes −∞, whose exponential is 0, over what is not seen, up to the end of a vector; gives that end: whole vectors are computed faster than parts.</summary>
    private static int Hide<T>(Span<T> row, int seen) where T : unmanaged, IFloatingPointIeee754<T>
    {
        int whole = Math.Min(row.Length, (seen + Vector<T>.Count - 1) / Vector<T>.Count * Vector<T>.Count);
        for (int i = seen; i < whole; i++) row[i] = T.NegativeInfinity;
        return whole;
    }

    /// <summary>0 for −∞: where all scores are −∞, their exponentials are 0, not NaN.</summary>
    private static T Finite<T>(T largest) where T : unmanaged, IFloatingPointIeee754<T> => T.IsNegativeInfinity(largest) ? T.Zero : largest;

    /// <summary>x becomes factor·e^(scale·(x − largest)); gives the sum. The difference comes first: of two huge scores it is exact.</summary>
    private static T Exponentials<T>(Span<T> x, T scale, T largest, T factor) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> scales = new(scale), factors = new(factor), largests = new(Finite(largest));
        ref T at = ref MemoryMarshal.GetReference(x);
        Vector<T> s0 = default, s1 = default;
        int i = 0;
        for (; i <= x.Length - 2 * Vector<T>.Count; i += 2 * Vector<T>.Count)
        {
            Vector<T> e0 = VectorMath.Exp((Vector.LoadUnsafe(ref at, (nuint)i) - largests) * scales) * factors;
            Vector<T> e1 = VectorMath.Exp((Vector.LoadUnsafe(ref at, (nuint)(i + Vector<T>.Count)) - largests) * scales) * factors;
            e0.StoreUnsafe(ref at, (nuint)i);
            e1.StoreUnsafe(ref at, (nuint)(i + Vector<T>.Count));
            s0 += e0;
            s1 += e1;
        }

        T sum = Vector.Sum(s0 + s1);
        for (; i < x.Length; i += Vector<T>.Count)
        {
            int count = Math.Min(Vector<T>.Count, x.Length - i);
            Vector<T> e = VectorMath.Exp((Lanes.LoadPart(ref at, i, 1, count) - largests) * scales) * factors;
            Lanes.StorePart(e, ref at, i, count);
            for (int lane = 0; lane < count; lane++) sum += e[lane];
        }

        return sum;
    }

    /// <summary>With P = softmax(S) and dP = g·Vᵀ: dV = Pᵀg, dS = P∘(dP − δ), δ = Σ g∘y, dQ = dS·K·scale, dK = dSᵀ·Q·scale.</summary>
    private readonly struct BackwardWork<T>(Rows<T> q, Rows<T> k, Rows<T> v, Rows<T> y, Rows<T> g, Rows<T> dq, Rows<T> dk, Rows<T> dv, Tensor<T> normalizers, Tensor<T> scratch, Sizes sizes) : IRangeWork where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int part, int from, int to)
        {
            for (int head = from; head < to; head++)
            {
                Clear(dk, head, sizes.Dim);
                Clear(dv, head, sizes.ValueDim);
                for (int query = 0; query < sizes.Time; query += sizes.QueriesOfBlock) Block(part, head / sizes.Heads, head % sizes.Heads, query, Math.Min(sizes.QueriesOfBlock, sizes.Time - query));
            }
        }

        private void Clear(Rows<T> gradient, int head, int dim)
        {
            for (int key = 0; key < sizes.Source; key++) gradient.Array.AsSpan(gradient.Head(head / sizes.Heads, head % sizes.Heads, key).Offset, dim).Clear();
        }

        private void Block(int part, int batch, int head, int query, int queries)
        {
            Span<T> deltas = stackalloc T[queries];
            MatrixView<T> gs = g.Head(batch, head, query), ys = y.Head(batch, head, query), qs = q.Head(batch, head, query);
            for (int i = 0; i < queries; i++) deltas[i] = SoftmaxKernel.Dot<T>(gs.Array.AsSpan(gs.From(i, 0).Offset, sizes.ValueDim), ys.Array.AsSpan(ys.From(i, 0).Offset, sizes.ValueDim));
            ReadOnlySpan<T> kept = normalizers.Data.Slice(2 * ((batch * sizes.Heads + head) * sizes.Time + query), 2 * queries);
            T scale = T.CreateTruncating(1 / Math.Sqrt(sizes.Dim));
            int keys = sizes.KeysFor(query + queries);
            for (int key = 0; key < keys; key += BlockKeys)
            {
                int count = Math.Min(BlockKeys, keys - key), start = scratch.Offset + part * sizes.ScratchOfPart;
                MatrixView<T> weights = new(scratch.Array, start, count, 1), dScores = new(scratch.Array, start + sizes.ScratchOfPart / 2, count, 1);
                MatrixView<T> ks = k.Head(batch, head, key), vs = v.Head(batch, head, key);
                Gemm.Multiply(queries, count, sizes.Dim, qs, ks.Transposed, weights, accumulate: false, parallel: false);
                Gemm.Multiply(queries, count, sizes.ValueDim, gs, vs.Transposed, dScores, accumulate: false, parallel: false);
                for (int i = 0; i < queries; i++)
                {
                    int seen = sizes.Causal ? Math.Clamp(query + i + 1 - key, 0, count) : count;
                    Span<T> weight = weights.Array.AsSpan(weights.Offset + i * count, count), dScore = dScores.Array.AsSpan(dScores.Offset + i * count, count);
                    int whole = Hide(weight, seen);
                    Exponentials(weight[..whole], scale, kept[2 * i], T.One / kept[2 * i + 1]);
                    Gradient(weight[..whole], dScore[..whole], deltas[i], scale);
                    if (seen == count) continue;
                    weight[whole..].Clear();
                    dScore[seen..].Clear();
                }

                Gemm.Multiply(count, sizes.ValueDim, queries, weights.Transposed, gs, dv.Head(batch, head, key), accumulate: true, parallel: false);
                Gemm.Multiply(queries, sizes.Dim, count, dScores, ks, dq.Head(batch, head, query), accumulate: key > 0, parallel: false);
                Gemm.Multiply(count, sizes.Dim, queries, dScores.Transposed, qs, dk.Head(batch, head, key), accumulate: true, parallel: false);
            }
        }

        /// <summary>dS = P∘(dP − δ)·scale, in dP's place.</summary>
        private static void Gradient(ReadOnlySpan<T> weight, Span<T> dScore, T delta, T scale)
        {
            Vector<T> deltas = new(delta), scales = new(scale);
            ref T p = ref MemoryMarshal.GetReference(weight);
            ref T d = ref MemoryMarshal.GetReference(dScore);
            int i = 0;
            for (; i <= dScore.Length - Vector<T>.Count; i += Vector<T>.Count)
                (Vector.LoadUnsafe(ref p, (nuint)i) * (Vector.LoadUnsafe(ref d, (nuint)i) - deltas) * scales).StoreUnsafe(ref d, (nuint)i);
            for (; i < dScore.Length; i++) dScore[i] = weight[i] * (dScore[i] - delta) * scale;
        }
    }
}
