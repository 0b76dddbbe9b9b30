using System.Numerics;
using FromScratch.Tensors;

namespace FromScratch.Factorizations;

/// <summary>Eigenvalues and eigenvectors of a symmetric tridiagonal matrix, by dividing it in two.</summary>
/// <remarks>
/// <para>Without the number e that joins its halves, the matrix falls in two, each with eigenvectors Q₁, Q₂ and eigenvalues d. With it, it is Q·(D + ρ·z·zᵀ)·Qᵀ with ρ = |e|, where z is made of the last row of Q₁ and the first of Q₂.
/// The eigenvalues of D + ρzzᵀ are the roots of a secular equation, its eigenvectors are (zᵢ/(dᵢ − λⱼ)), and Q times these are the vectors of the whole.</para>
/// <para>Fast because nearly all of its arithmetic is that last matrix product; as Q falls in two blocks, each block is multiplied by itself. Where an entry of z, or the distance of two eigenvalues, is nothing beside the rounding,
/// an eigenvector of a half is one of the whole ("deflation") and takes no part. Pieces of up to 32 rows are done by QL sweeps. Measured in Benchmarks/Tensors.</para>
/// <para>Source: Cuppen, "A divide and conquer method for the symmetric tridiagonal eigenproblem", Numerische Mathematik 36 (1981) 177-195; Gu and Eisenstat, "A divide-and-conquer algorithm for the symmetric tridiagonal
/// eigenproblem", SIAM J. Matrix Anal. Appl. 16 (1995) 172-191.</para>
/// </remarks>
internal sealed class TridiagonalEigen<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int SmallBlock = 32;

    private static readonly T s_epsilon = T.BitIncrement(T.One) - T.One;

    private readonly T[] _d, _e, _z, _poles, _weights, _offsets;
    private readonly int[] _order, _merged, _origins, _place;
    private readonly Support[] _support;
    private readonly MatrixView<T> _rows, _distances, _factors, _gathered;

    /// <summary>In which columns an eigenvector of the two halves has numbers.</summary>
    private enum Support : byte
    {
        Left,
        Both,
        Right,
    }

    private TridiagonalEigen(T[] d, T[] e, MatrixView<T> rows)
    {
        int n = d.Length, merging = n > SmallBlock ? n : 0;
        (_d, _e, _rows) = (d, e, rows);
        (_z, _poles, _weights, _offsets) = (new T[merging], new T[merging], new T[merging], new T[merging]);
        (_order, _merged, _origins, _place) = (new int[n], new int[merging], new int[merging], new int[merging]);
        _support = new Support[merging];
        Tensor<T> scratch = Tensor<T>.Uninitialized([3, merging, merging]);
        (_distances, _factors, _gathered) = (scratch.Select(0, 0).Matrix(), scratch.Select(0, 1).Matrix(), scratch.Select(0, 2).Matrix());
    }

    /// <summary>Solves the whole problem.</summary>
    /// <param name="d">The diagonal; becomes the eigenvalues, in no order.</param>
    /// <param name="e">The numbers beside it; used up.</param>
    /// <param name="rows">The identity; its rows become the eigenvectors, in the eigenvalues' order.</param>
    /// <returns>Where the eigenvalues stand from the smallest to the largest.</returns>
    public static int[] Solve(T[] d, T[] e, MatrixView<T> rows)
    {
        var problem = new TridiagonalEigen<T>(d, e, rows);
        problem.Divide(0, d.Length);
        return problem._order;
    }

    private void Divide(int first, int count)
    {
        if (count <= SmallBlock)
        {
            SmallBlockByQl(first, count);
            return;
        }

        int left = count / 2, middle = first + left;
        T coupling = _e[middle - 1], rho = T.Abs(coupling);
        _d[middle - 1] -= rho;
        _d[middle] -= rho;
        Divide(first, left);
        Divide(middle, count - left);
        if (rho == T.Zero) MergeOrders(first, middle, first + count);
        else Merge(first, middle, first + count, rho, T.CopySign(T.One, coupling));
    }

    private void SmallBlockByQl(int first, int count)
    {
        var rotations = new Rotations<T>(_rows.From(first, first), count);
        SymmetricEigen.Iterate(_d.AsSpan(first, count), _e.AsSpan(first, count), rotations);
        rotations.Apply();
        Span<int> order = _order.AsSpan(first, count);
        for (int i = 0; i < count; i++)
        {
            int at = i;
            for (; at > 0 && _d[order[at - 1]] > _d[first + i]; at--) order[at] = order[at - 1];
            order[at] = first + i;
        }
    }

    /// <summary>The places of both halves from the smallest number to the largest.</summary>
    private void MergeOrders(int first, int middle, int end)
    {
        int i = first, j = middle;
        for (int to = first; to < end; to++) _merged[to] = j == end || (i < middle && _d[_order[i]] <= _d[_order[j]]) ? _order[i++] : _order[j++];
        _merged.AsSpan(first, end - first).CopyTo(_order.AsSpan(first));
    }

    private void Merge(int first, int middle, int end, T rho, T sign)
    {
        for (int i = first; i < middle; i++) (_z[i], _support[i]) = (_rows.Array[_rows.From(i, middle - 1).Offset], Support.Left);
        for (int i = middle; i < end; i++) (_z[i], _support[i]) = (sign * _rows.Array[_rows.From(i, middle).Offset], Support.Right);
        MergeOrders(first, middle, end);
        int left = Deflate(first, end, rho);
        for (int i = 0; i < left; i++) (_poles[i], _weights[i]) = (_d[_order[first + i]], rho * _z[_order[first + i]] * _z[_order[first + i]]);
        SecularEquation.Solve(_poles, _weights, squared: false, left, _origins, _offsets, _distances);
        SecularEquation.ExactWeights<T>(_poles, squared: false, left, _distances, _weights);
        NewVectors(first, middle, end, left);
        NewValues(first, end, left);
    }

    /// <summary>Puts the places that take part in the merging first, in their order, and those that do not after them; gives the number of the first.</summary>
    private int Deflate(int first, int end, T rho)
    {
        T largest = T.Zero, largestZ = T.Zero;
        for (int i = first; i < end; i++) (largest, largestZ) = (T.Max(largest, T.Abs(_d[i])), T.Max(largestZ, T.Abs(_z[i])));
        T negligible = T.CreateTruncating(8) * s_epsilon * T.Max(largest, largestZ);
        int left = 0, deflated = 0, candidate = -1;
        Span<int> order = _order.AsSpan(first, end - first), apart = _merged.AsSpan(first, end - first);
        foreach (int at in _order.AsSpan(first, end - first))
        {
            if (rho * T.Abs(_z[at]) <= negligible) apart[deflated++] = at;
            else if (candidate < 0) candidate = at;
            else
            {
                if (RotatesAway(candidate, at, negligible)) apart[deflated++] = candidate;
                else order[left++] = candidate;   // never overtakes the place being read
                candidate = at;
            }
        }

        if (candidate >= 0) order[left++] = candidate;
        apart[..deflated].CopyTo(order[left..]);
        return left;
    }

    /// <summary>Two eigenvalues so near to each other that a rotation of their vectors, which makes one entry of z zero, changes the matrix by nothing: rotates them. The first then takes no more part.</summary>
    private bool RotatesAway(int p, int q, T negligible)
    {
        T length = T.Hypot(_z[p], _z[q]), c = _z[q] / length, s = _z[p] / length, apart = _d[q] - _d[p];
        if (T.Abs(apart * c * s) > negligible) return false;
        (_z[p], _z[q]) = (T.Zero, length);
        if (_support[p] != _support[q]) _support[q] = Support.Both;
        (_d[p], _d[q]) = (_d[p] * c * c + _d[q] * s * s, _d[p] * s * s + _d[q] * c * c);
        int n = _d.Length;
        Span<T> x = _rows.Array.AsSpan(_rows.From(p, 0).Offset, n), y = _rows.Array.AsSpan(_rows.From(q, 0).Offset, n);
        for (int i = 0; i < n; i++) (x[i], y[i]) = (c * x[i] - s * y[i], s * x[i] + c * y[i]);
        return true;
    }

    /// <summary>The vectors that took part become products of what they were, half by half; the others are moved behind them.</summary>
    private void NewVectors(int first, int middle, int end, int left)
    {
        Span<int> order = _order.AsSpan(first, end - first);
        int count = order.Length, fromLeft = 0, both = 0;
        for (int i = 0; i < left; i++)
        {
            if (_support[order[i]] == Support.Left) fromLeft++;
            else if (_support[order[i]] == Support.Both) both++;
        }

        // Where each pole's vector is gathered: those of the left half first, those of the right half last.
        (int l, int b, int r) = (0, fromLeft, fromLeft + both);
        for (int i = 0; i < left; i++) _place[i] = _support[order[i]] switch { Support.Left => l++, Support.Both => b++, _ => r++ };
        for (int i = 0; i < count; i++) Row(_rows, order[i], first, count).CopyTo(Row(_gathered, i < left ? _place[i] : i, 0, count));
        for (int i = 0; i < left; i++) _weights[i] = T.CopySign(T.Sqrt(T.Abs(_weights[i])), _z[order[i]]);
        for (int j = 0; j < left; j++) Factors(Row(_distances, j, 0, left), Row(_factors, j, 0, left));
        int width = middle - first, right = left - fromLeft;
        MatrixView<T> leftPart = _rows.From(first, first), rightPart = _rows.From(first, middle);
        Product(left, width, fromLeft + both, _factors, _gathered, leftPart);
        Product(left, count - width, right, _factors.From(0, fromLeft), _gathered.From(fromLeft, width), rightPart);
        for (int i = left; i < count; i++) Row(_gathered, i, 0, count).CopyTo(Row(_rows, first + i, first, count));
    }

    private static void Product(int m, int n, int k, MatrixView<T> a, MatrixView<T> b, MatrixView<T> c) => Gemm.Multiply(m, n, k, a, b, c, accumulate: false);

    private static Span<T> Row(MatrixView<T> matrix, int row, int column, int count) => matrix.Array.AsSpan(matrix.From(row, column).Offset, count);

    /// <summary>The eigenvector (zᵢ/(dᵢ − λ)) of length 1, its entries at the gathered vectors' places.</summary>
    private void Factors(Span<T> distances, Span<T> factors)
    {
        Vector<T> squares = default;
        int i = 0;
        for (; i <= distances.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> entry = Vector.LoadUnsafe(in _weights[i]) / Vector.LoadUnsafe(in distances[i]);
            squares = VectorMath.MultiplyAdd(entry, entry, squares);
            entry.StoreUnsafe(ref distances[i]);
        }

        T sum = Vector.Sum(squares);
        for (; i < distances.Length; i++)
        {
            distances[i] = _weights[i] / distances[i];
            sum += distances[i] * distances[i];
        }

        T scale = T.One / T.Sqrt(sum);
        for (i = 0; i < distances.Length; i++) factors[_place[i]] = distances[i] * scale;
    }

    /// <summary>The roots, and after them the values that took no part; and their order.</summary>
    private void NewValues(int first, int end, int left)
    {
        for (int i = 0; i < end - first; i++) _weights[i] = i < left ? _poles[_origins[i]] + _offsets[i] : _d[_order[first + i]];
        for (int i = 0; i < end - first; i++) (_d[first + i], _order[first + i]) = (_weights[i], first + i);
        if (end - first - left > 1) _order.AsSpan(first + left, end - first - left).Sort((a, b) => _d[a].CompareTo(_d[b]));   // the roots stand in order already
        MergeOrders(first, first + left, end);
    }
}
