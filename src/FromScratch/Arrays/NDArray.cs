using System.Globalization;

namespace FromScratch.Arrays;

/// <summary>An array of numbers with any number of axes, as NumPy has it: views share memory, shapes broadcast, reductions name the axis that disappears.</summary>
/// <remarks>Written to be read: every operation is a few lines on <see cref="Arrays.View"/>. The fast tensors of the later units are <c>FromScratch.Tensors</c>.</remarks>
public sealed class NDArray
{
    private readonly View _view;

    /// <summary>An array that looks through a view.</summary>
    public NDArray(View view) => _view = view;

    /// <summary>The numbers, which other arrays may share.</summary>
    public double[] Buffer => _view.Buffer;

    /// <summary>The address of the first entry.</summary>
    public int Offset => _view.Offset;

    /// <summary>How many entries each axis has.</summary>
    public int[] Shape => _view.Shape;

    /// <summary>How far a step along each axis goes in the buffer.</summary>
    public int[] Strides => _view.Strides;

    /// <summary>How many entries there are.</summary>
    public int Count => StrideRule.Count(_view.Shape);

    /// <summary>The entry at an index.</summary>
    public double this[params int[] index]
    {
        get => _view[index];
        set => _view[index] = value;
    }

    /// <summary>The entry of an array with one axis.</summary>
    public double this[int i]
    {
        get => _view.Buffer[Address(i)];
        set => _view.Buffer[Address(i)] = value;
    }

    /// <summary>The entry of an array with two axes, without an array for its index.</summary>
    public double this[int row, int column]
    {
        get => _view.Buffer[Address(row, column)];
        set => _view.Buffer[Address(row, column)] = value;
    }

    /// <summary>Zeros.</summary>
    public static NDArray Zeros(params int[] shape) => new(Arrays.View.Of(new double[StrideRule.Count(shape)], shape));

    /// <summary>The numbers 0, 1, …, count − 1 on one axis.</summary>
    public static NDArray Arange(int count) => Of([.. Enumerable.Range(0, count).Select(i => (double)i)], count);

    /// <summary>Numbers in row-major order under a shape; the array is shared, not copied.</summary>
    public static NDArray Of(double[] numbers, params int[] shape) => new(Arrays.View.Of(numbers, shape.Length == 0 ? [numbers.Length] : shape));

    /// <summary>A matrix of rows of equal length, copied.</summary>
    /// <exception cref="ArgumentException">The rows differ in length.</exception>
    public static NDArray FromJagged(double[][] rows)
    {
        int columns = rows.Length == 0 ? 0 : rows[0].Length, wrong = Array.FindIndex(rows, row => row.Length != columns);
        return wrong < 0 ? Of([.. rows.SelectMany(row => row)], rows.Length, columns) : throw new ArgumentException($"FromJagged: row 0 has {columns} entries, row {wrong} has {rows[wrong].Length}. A matrix has rows of equal length.", nameof(rows));
    }

    /// <summary>A part that shares memory.</summary>
    public NDArray View(params Slice[] slices) => new(Slicing.Sliced(_view, slices));

    /// <summary>A part that shares memory, in NumPy's writing: <c>"1:, ::-1"</c>.</summary>
    public NDArray View(string slices) => View(Slice.Parse(slices));

    /// <summary>Another shape of the same entries; shares memory where strides can say it.</summary>
    public NDArray Reshape(params int[] shape) => new(Slicing.Reshaped(_view, shape));

    /// <summary>The axes in another order, or reversed when none are named; shares memory.</summary>
    public NDArray Transpose(params int[] axes) => new(Slicing.Transposed(_view, axes.Length > 0 ? axes : [.. Enumerable.Range(0, _view.Shape.Length).Reverse()]));

    /// <summary>Stretched to a larger shape with stride 0; shares memory.</summary>
    public NDArray BroadcastTo(params int[] shape) => new(StretchedViews.BroadcastTo(_view, shape));

    /// <summary>Sums along an axis, or of everything.</summary>
    public NDArray Sum(int? axis = null, bool keepDims = false) => new(AxisReduction.SumAlong(_view, axis, keepDims));

    /// <summary>Means along an axis, or of everything.</summary>
    public NDArray Mean(int? axis = null, bool keepDims = false) => new(AxisReduction.MeanAlong(_view, axis, keepDims));

    /// <summary>The largest entries along an axis, or of everything.</summary>
    public NDArray Max(int? axis = null, bool keepDims = false) => new(AxisReduction.MaxAlong(_view, axis, keepDims));

    /// <summary>The places of the largest entries along an axis.</summary>
    public NDArray ArgMax(int axis) => new(AxisReduction.ArgMaxAlong(_view, axis));

    /// <summary>A function of each entry; a new array.</summary>
    public NDArray Map(Func<double, double> f) => new(Arrays.View.Of(Array.ConvertAll(ToArray(), entry => f(entry)), _view.Shape));

    /// <summary>Rows in a given order, copied: entry (i, …) of the result is entry (rows[i], …).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public NDArray TakeRows(params int[] rows)
    {
        int width = StrideRule.Count(_view.Shape[1..]);
        double[] entries = ToArray(), taken = new double[rows.Length * width];
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i] < 0 || rows[i] >= _view.Shape[0]) throw new ArgumentOutOfRangeException(nameof(rows), rows[i], $"TakeRows: row {rows[i]} of {_view.Shape[0]}.");
            Array.Copy(entries, rows[i] * width, taken, i * width, width);
        }

        return Of(taken, [rows.Length, .. _view.Shape[1..]]);
    }

    /// <summary>The entries of this array where the mask is not 0, of the other where it is; all three broadcast.</summary>
    public NDArray Where(NDArray mask, NDArray other)
    {
        int[] shape = StretchedViews.BroadcastShape(StretchedViews.BroadcastShape(_view.Shape, mask._view.Shape), other._view.Shape);
        double[] chosen = BroadcastTo(shape).ToArray(), choice = mask.BroadcastTo(shape).ToArray(), otherwise = other.BroadcastTo(shape).ToArray();
        for (int i = 0; i < chosen.Length; i++)
            if (choice[i] == 0) chosen[i] = otherwise[i];
        return Of(chosen, shape);
    }

    /// <summary>The matrix product [n, k]·[k, m] = [n, m].</summary>
    /// <exception cref="ArgumentException">One of them is no matrix, or the inner sizes differ.</exception>
    public NDArray MatMul(NDArray b)
    {
        (int[] left, int[] right) = (_view.Shape, b._view.Shape);
        if (left.Length != 2 || right.Length != 2 || left[1] != right[0])
            throw new ArgumentException($"MatMul: {StrideRule.Text(left)} times {StrideRule.Text(right)}. It takes [n, k] and [k, m].", nameof(b));
        (int n, int inner, int m) = (left[0], left[1], right[1]);
        double[] x = ToArray(), y = b.ToArray(), product = new double[n * m];
        for (int i = 0; i < n; i++)
            for (int k = 0; k < inner; k++)
                for (int j = 0; j < m; j++)
                    product[i * m + j] += x[i * inner + k] * y[k * m + j];
        return Of(product, n, m);
    }

    /// <summary>Whether writing through one array can show in the other.</summary>
    /// <remarks>Exactly: whether an address of one is an address of the other. Two views of one buffer may have none in common.</remarks>
    public bool SharesMemory(NDArray other) => ReferenceEquals(Buffer, other.Buffer) && StrideRule.Addresses(_view).Intersect(StrideRule.Addresses(other._view)).Any();

    /// <summary>The view it looks through.</summary>
    public View AsView() => _view;

    /// <summary>The entries in row-major order, copied.</summary>
    public double[] ToArray() => _view.ToArray();

    /// <summary>A single number as an array without axes, so that it broadcasts.</summary>
    public static implicit operator NDArray(double number) => new(Arrays.View.Of([number], []));

    /// <summary>The sum, entry by entry.</summary>
    public static NDArray operator +(NDArray a, NDArray b) => new(StretchedViews.Add(a._view, b._view));

    /// <summary>The difference, entry by entry.</summary>
    public static NDArray operator -(NDArray a, NDArray b) => new(StretchedViews.Combine(a._view, b._view, (x, y) => x - y));

    /// <summary>The product, entry by entry.</summary>
    public static NDArray operator *(NDArray a, NDArray b) => new(StretchedViews.Combine(a._view, b._view, (x, y) => x * y));

    /// <summary>The quotient, entry by entry.</summary>
    public static NDArray operator /(NDArray a, NDArray b) => new(StretchedViews.Combine(a._view, b._view, (x, y) => x / y));

    /// <summary>The negative.</summary>
    public static NDArray operator -(NDArray a) => a.Map(x => -x);

    /// <summary>1 where an entry is greater, else 0: a mask.</summary>
    public static NDArray operator >(NDArray a, NDArray b) => new(StretchedViews.Combine(a._view, b._view, (x, y) => x > y ? 1 : 0));

    /// <summary>1 where an entry is less, else 0: a mask.</summary>
    public static NDArray operator <(NDArray a, NDArray b) => b > a;

    /// <summary>Rows in brackets, as they are written: <c>[[1, 2], [3, 4]]</c>; long axes are cut.</summary>
    public override string ToString() => Text(_view.Shape, ToArray());

    private int Address(int i) => _view.Shape.Length == 1 && (uint)i < (uint)_view.Shape[0]
        ? _view.Offset + i * _view.Strides[0]
        : StrideRule.Address([i], _view.Shape, _view.Strides, _view.Offset);   // which says what is wrong

    private int Address(int row, int column) => _view.Shape.Length == 2 && (uint)row < (uint)_view.Shape[0] && (uint)column < (uint)_view.Shape[1]
        ? _view.Offset + row * _view.Strides[0] + column * _view.Strides[1]
        : StrideRule.Address([row, column], _view.Shape, _view.Strides, _view.Offset);

    private static string Text(int[] shape, ReadOnlySpan<double> entries)
    {
        const int Most = 8;
        if (shape.Length == 0) return entries[0].ToString("G6", CultureInfo.InvariantCulture);
        int width = StrideRule.Count(shape[1..]), shown = Math.Min(Most, shape[0]);
        string[] parts = new string[shown];
        for (int i = 0; i < shown; i++) parts[i] = Text(shape[1..], entries.Slice(i * width, width));
        return $"[{string.Join(", ", parts)}{(shown < shape[0] ? $", … {shape[0] - shown} more" : "")}]";
    }
}
