using System.Numerics;
using FromScratch.Tensors;

namespace FromScratch.Factorizations;

/// <summary>Singular values and vectors of an upper bidiagonal matrix, by dividing it in two.</summary>
/// <remarks>
/// <para>Row k of the matrix, taken out, leaves an upper piece with one column more than rows and a lower piece. With both solved, the matrix is U·M·Vᵀ, where M has the pieces' singular values d on its diagonal and the row z that
/// was taken out as its first. M's singular values are the roots σ² of 1 + Σ zᵢ²/(dᵢ² − σ²) = 0 with d₀ = 0, its right vectors (zᵢ/(dᵢ² − σ²)), its left vectors (−1, dᵢzᵢ/(dᵢ² − σ²)).</para>
/// <para>Fast for the reasons <see cref="TridiagonalEigen{T}"/> is: nearly everything becomes two matrix products a division, and vectors that a piece shares with the whole take no part. Pieces of up to 25 rows are done by QR sweeps.
/// Measured in Benchmarks/Tensors.</para>
/// <para>Source: Gu and Eisenstat, "A divide-and-conquer algorithm for the bidiagonal SVD", SIAM J. Matrix Anal. Appl. 16 (1995) 79-92.</para>
/// </remarks>
internal sealed class BidiagonalSvd<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int SmallBlock = 25;

    private static readonly T s_epsilon = T.BitIncrement(T.One) - T.One;

    // Places are counted in rows of both sets of vectors. A piece of n rows from first on has its left vectors in the rows first … first + n − 1, its right ones in the same, and, unless it is the last piece,
    // the right vector that it takes to zero in row first + n.
    private readonly T _negligible;
    private readonly T[] _d, _e, _z, _poles, _weights, _offsets;
    private readonly int[] _order, _merged, _origins, _place;
    private readonly Support[] _support;
    private readonly MatrixView<T> _left, _right, _distances, _factors, _gathered;

    /// <summary>In which columns a vector of the two pieces has numbers.</summary>
    private enum Support : byte
    {
        Upper,
        Both,
        Lower,
    }

    private BidiagonalSvd(T[] d, T[] e, MatrixView<T> left, MatrixView<T> right)
    {
        int n = d.Length, merging = n > SmallBlock ? n : 0;
        (_d, _e, _left, _right) = (d, e, left, right);
        T largest = T.Zero;
        for (int i = 0; i < n; i++) largest = T.Max(largest, T.Max(T.Abs(d[i]), T.Abs(e[i])));
        _negligible = T.CreateTruncating(8) * s_epsilon * largest;   // beside the whole matrix: the squares of anything larger neither vanish nor lose digits
        (_z, _poles, _weights, _offsets) = (new T[merging], new T[merging], new T[merging], new T[merging]);
        (_order, _merged, _origins, _place) = (new int[n], new int[merging], new int[merging], new int[merging]);
        _support = new Support[merging];
        Tensor<T> scratch = Tensor<T>.Uninitialized([3, merging, merging + 1]);
        (_distances, _factors, _gathered) = (scratch.Select(0, 0).Matrix(), scratch.Select(0, 1).Matrix(), scratch.Select(0, 2).Matrix());
    }

    /// <summary>Solves the whole problem.</summary>
    /// <param name="d">The diagonal; becomes the singular values, not negative, in no order.</param>
    /// <param name="e">The numbers above it, and a 0; used up.</param>
    /// <param name="left">The identity; its rows become the left vectors, in the values' order.</param>
    /// <param name="right">The identity; its rows become the right vectors.</param>
    /// <returns>Where the values stand from the smallest to the largest.</returns>
    public static int[] Solve(T[] d, T[] e, MatrixView<T> left, MatrixView<T> right)
    {
        var problem = new BidiagonalSvd<T>(d, e, left, right);
        problem.Divide(0, d.Length, extra: 0);
        return problem._order;
    }

    /// <summary>Solves the piece of count rows and count + extra columns.</summary>
    private void Divide(int first, int count, int extra)
    {
        if (count <= SmallBlock)
        {
            SmallBlockByQr(first, count, extra);
            return;
        }

        int k = first + count / 2;
        (T alpha, T beta) = (_d[k], _e[k]);
        Divide(first, k - first, extra: 1);
        Divide(k + 1, first + count - k - 1, extra);
        Merge(first, k, first + count, extra, alpha, beta);
    }

    private void SmallBlockByQr(int first, int count, int extra)
    {
        Rotations<T> left = new(_left.From(first, first), count), right = new(_right.From(first, first), count + extra);
        Span<T> d = _d.AsSpan(first, count), e = _e.AsSpan(first, count);
        if (extra == 1) RotateLastColumnAway(d, e, left, right);
        SingularValues.Iterate(d, e, left, right);
        left.Apply();
        right.Apply();
        Span<int> order = _order.AsSpan(first, count);
        for (int i = 0; i < count; i++)
        {
            if (T.IsNegative(d[i]))
            {
                d[i] = -d[i];   // the sign goes to the right vector
                SoftmaxKernel.Scale(Row(_right, first + i, first, count + extra), -T.One);
            }

            int at = i;
            for (; at > 0 && _d[order[at - 1]] > d[i]; at--) order[at] = order[at - 1];
            order[at] = first + i;
        }
    }

    /// <summary>Makes of a bidiagonal matrix with one column more than rows a square one. Rotations of neighbouring columns make it lower bidiagonal, with a last column of zeros; rotations of neighbouring rows make it upper bidiagonal again.</summary>
    private static void RotateLastColumnAway(Span<T> d, Span<T> e, Rotations<T> left, Rotations<T> right)
    {
        int n = d.Length;
        for (int i = 0; i < n; i++)
        {
            (T c, T s, d[i]) = SingularValues.Rotation(d[i], e[i]);
            right.Add(c, -s);
            e[i] = T.Zero;
            if (i == n - 1) break;
            e[i] = s * d[i + 1];   // now below the diagonal
            d[i + 1] *= c;
        }

        right.EndSweep(0, downwards: true);
        for (int i = 0; i < n - 1; i++)
        {
            (T c, T s, d[i]) = SingularValues.Rotation(d[i], e[i]);
            left.Add(c, -s);
            e[i] = s * d[i + 1];
            d[i + 1] *= c;
        }

        left.EndSweep(0, downwards: true);
    }

    /// <summary>The places of both pieces from the smallest value to the largest, from first + 1 on.</summary>
    private void MergeOrders(int from, int middle, int end)
    {
        int i = from, j = middle;
        for (int to = from; to < end; to++) _merged[to] = j == end || (i < middle && _d[_order[i]] <= _d[_order[j]]) ? _order[i++] : _order[j++];
        _merged.AsSpan(from, end - from).CopyTo(_order.AsSpan(from));
    }

    private void Merge(int first, int k, int end, int extra, T alpha, T beta)
    {
        int count = end - first, columns = count + extra;
        // The row that was taken out, seen from the pieces' right vectors: α times the upper ones' last column, β times the lower ones' first.
        for (int i = first; i < k; i++) (_z[i], _support[i]) = (alpha * _right.Array[_right.From(i, k).Offset], Support.Upper);
        for (int i = k + 1; i < end; i++) (_z[i], _support[i]) = (beta * _right.Array[_right.From(i, k + 1).Offset], Support.Lower);
        _z[k] = alpha * _right.Array[_right.From(k, k).Offset];
        (_d[k], _support[k]) = (T.Zero, Support.Upper);
        if (extra == 1) JoinNullVectors(first, k, end, beta);

        // Left vectors: row k's own is the k-th axis, and stands first.
        for (int i = k; i > first; i--) _order[i] = _order[i - 1];
        _order[first] = k;
        MergeOrders(first + 1, k + 1, end);
        int left = Deflate(first, k, end, columns);
        for (int i = 0; i < left; i++) (_poles[i], _weights[i]) = (_d[_order[first + i]], _z[_order[first + i]] * _z[_order[first + i]]);
        SecularEquation.Solve(_poles, _weights, squared: true, left, _origins, _offsets, _distances);
        SecularEquation.ExactWeights<T>(_poles, squared: true, left, _distances, _weights);
        NewVectors(first, k, end, columns, left);
        NewValues(first, end, left);
    }

    /// <summary>Both pieces have a right vector that they take to zero; a rotation makes the row that was taken out see only one of them.</summary>
    private void JoinNullVectors(int first, int k, int end, T beta)
    {
        (T c, T s, T r) = SingularValues.Rotation(_z[k], beta * _right.Array[_right.From(end, k + 1).Offset]);
        _z[k] = r;
        _support[k] = Support.Both;
        Rotate(Row(_right, k, first, end - first + 1), Row(_right, end, first, end - first + 1), c, s);
    }

    /// <summary>x ← c·x + s·y, y ← c·y − s·x.</summary>
    private static void Rotate(Span<T> x, Span<T> y, T c, T s)
    {
        for (int i = 0; i < x.Length; i++) (x[i], y[i]) = (c * x[i] + s * y[i], c * y[i] - s * x[i]);
    }

    /// <summary>Puts the places that take part in the merging first, in their order, and those that do not after them; gives the number of the first. Place k, whose value is 0, always takes part.</summary>
    private int Deflate(int first, int k, int end, int columns)
    {
        if (T.Abs(_z[k]) < _negligible) _z[k] = _negligible;   // its weight must not vanish
        int left = 1, deflated = 0, candidate = -1;
        Span<int> order = _order.AsSpan(first, end - first), apart = _merged.AsSpan(first, end - first);
        foreach (int at in order[1..])
        {
            if (T.Abs(_z[at]) <= _negligible) apart[deflated++] = at;
            else if (_d[at] <= _negligible)
            {
                _d[at] = T.Zero;
                TurnInto(k, at, first, columns);   // two values 0: one of them needs no part in the row
                apart[deflated++] = at;
            }
            else if (candidate < 0) candidate = at;
            else
            {
                if (_d[at] - _d[candidate] <= _negligible)
                {
                    (T c, T s) = TurnInto(at, candidate, first, columns);
                    Rotate(Row(_left, at, first, end - first), Row(_left, candidate, first, end - first), c, s);
                    apart[deflated++] = candidate;
                }
                else order[left++] = candidate;   // never overtakes the place being read
                candidate = at;
            }
        }

        if (candidate >= 0) order[left++] = candidate;
        apart[..deflated].CopyTo(order[left..]);
        return left;
    }

    /// <summary>Rotates the right vectors of two places of the same value so that the first has all that the row sees and the second nothing; gives the rotation.</summary>
    private (T C, T S) TurnInto(int all, int none, int first, int columns)
    {
        (T c, T s, T r) = SingularValues.Rotation(_z[all], _z[none]);
        (_z[all], _z[none]) = (r, T.Zero);
        if (_support[all] != _support[none]) _support[all] = Support.Both;
        Rotate(Row(_right, all, first, columns), Row(_right, none, first, columns), c, s);
        return (c, s);
    }

    private static Span<T> Row(MatrixView<T> matrix, int row, int column, int count) => matrix.Array.AsSpan(matrix.From(row, column).Offset, count);

    /// <summary>The vectors that took part become products of what they were; the others are moved behind them.</summary>
    private void NewVectors(int first, int k, int end, int columns, int left)
    {
        Span<int> order = _order.AsSpan(first, end - first);
        int fromUpper = 0, both = 0;
        for (int i = 0; i < left; i++)
        {
            if (_support[order[i]] == Support.Upper) fromUpper++;
            else if (_support[order[i]] == Support.Both) both++;
        }

        // Where each place's vector is gathered: those of the upper piece first, those of the lower last.
        (int u, int b, int l) = (0, fromUpper, fromUpper + both);
        for (int i = 0; i < left; i++) _place[i] = _support[order[i]] switch { Support.Upper => u++, Support.Both => b++, _ => l++ };
        for (int i = 0; i < left; i++) _weights[i] = T.CopySign(T.Sqrt(T.Abs(_weights[i])), _z[order[i]]);

        for (int j = 0; j < left; j++) RightFactors(Row(_distances, j, 0, left), Row(_factors, j, 0, left));
        Multiply(_right, order, first, k + 1, first + columns, left, fromUpper, both);
        for (int j = 0; j < left; j++) LeftFactors(Row(_distances, j, 0, left), Row(_factors, j, 0, left));
        Multiply(_left, order, first, k + 1, end, left, fromUpper, both);   // row k's axis is the last column of the upper part
    }

    /// <summary>The rows that take part become factors times these rows, in the columns of the upper piece and in those of the lower.</summary>
    private void Multiply(MatrixView<T> rows, ReadOnlySpan<int> order, int first, int middle, int end, int left, int fromUpper, int both)
    {
        int columns = end - first, width = middle - first;
        for (int i = 0; i < order.Length; i++) Row(rows, order[i], first, columns).CopyTo(Row(_gathered, i < left ? _place[i] : i, 0, columns));
        Gemm.Multiply(left, width, fromUpper + both, _factors, _gathered, rows.From(first, first), accumulate: false);
        Gemm.Multiply(left, columns - width, left - fromUpper, _factors.From(0, fromUpper), _gathered.From(fromUpper, width), rows.From(first, middle), accumulate: false);
        for (int i = left; i < order.Length; i++) Row(_gathered, i, 0, columns).CopyTo(Row(rows, first + i, first, columns));
    }

    /// <summary>The right vector (zᵢ/(dᵢ² − σ²)) at length 1, its entries at the gathered vectors' places; it stays as it is where the distances were.</summary>
    private void RightFactors(Span<T> distances, Span<T> factors)
    {
        if (distances.Length == 1) distances[0] = -_weights[0];   // the row has this place alone; it may be 0
        else Quotients(distances);
        Scatter(distances, factors);
    }

    private void Quotients(Span<T> distances)
    {
        int i = 0;
        for (; i <= distances.Length - Vector<T>.Count; i += Vector<T>.Count) (Vector.LoadUnsafe(in _weights[i]) / Vector.LoadUnsafe(in distances[i])).StoreUnsafe(ref distances[i]);
        for (; i < distances.Length; i++) distances[i] = _weights[i] / distances[i];
    }

    /// <summary>The left vector (−1, dᵢzᵢ/(dᵢ² − σ²)) at length 1, from the right one.</summary>
    private void LeftFactors(Span<T> vector, Span<T> factors)
    {
        for (int i = 0; i < vector.Length; i++) vector[i] *= _poles[i];
        vector[0] = -T.One;
        Scatter(vector, factors);
    }

    private void Scatter(ReadOnlySpan<T> vector, Span<T> factors)
    {
        T length = T.Sqrt(SoftmaxKernel.Dot(vector, vector)), scale = T.One / length;
        if (length == T.Zero)
        {
            factors[0] = T.One;   // a single place and a row of zeros
            return;
        }

        for (int i = 0; i < vector.Length; i++) factors[_place[i]] = vector[i] * scale;
    }

    /// <summary>The roots of the equation's roots, and after them the values that took no part; and their order.</summary>
    private void NewValues(int first, int end, int left)
    {
        for (int i = 0; i < end - first; i++) _weights[i] = i < left ? Value(_poles[_origins[i]], _offsets[i]) : _d[_order[first + i]];
        for (int i = 0; i < end - first; i++) (_d[first + i], _order[first + i]) = (_weights[i], first + i);
        if (end - first - left > 1) _order.AsSpan(first + left, end - first - left).Sort((a, b) => _d[a].CompareTo(_d[b]));   // the roots stand in order already
        MergeOrders(first, first + left, end);
    }

    /// <summary>σ = √(d² + μ), as d + μ/(d + σ): where μ is small, d's digits stay.</summary>
    private static T Value(T d, T mu) => mu == T.Zero ? d : d + mu / (d + T.Sqrt(T.Max(T.Zero, d * d + mu)));
}
