using Course;
using CsCheck;
using FromScratch.Arrays;

namespace Autograders;

/// <summary>Exercise 8.3: shapes that meet.</summary>
[Exercise("8.3", "Broadcasting", Difficulty = 3, Minutes = 35, Core = true, Theory = "2. Broadcasting is stride 0")]
public sealed class BroadcastViews : Exercise<BroadcastViews, BroadcastViews.Contract>
{
    public delegate int[] CommonShape(int[] a, int[] b);

    public delegate View StretchedView([InPlace] View v, int[] shape);

    public delegate View SumOfViews(View a, View b);

    public sealed record Contract(CommonShape BroadcastShape, StretchedView BroadcastTo, SumOfViews Add);

    public static Verdict Check(CommonShape broadcastShape, StretchedView broadcastTo, SumOfViews add) => Grade(new Contract(broadcastShape, broadcastTo, add));

    public static Comparison Compare(SumOfViews add, SumOfViews? library = null, string? libraryName = null)
    {
        View column = Windows.Counted(300, 1), row = Windows.Counted(400), matrix = Windows.Counted(300, 400);
        return Compared(Part<SumOfViews, View>("Add", add, contract => contract.Add, library, libraryName,
            ("(300, 400) + (300, 400)", sum => sum(matrix, matrix)), ("(300, 1) + (400)", sum => sum(column, row))));
    }

    protected override Contract Reference => new(StretchedViews.BroadcastShape, StretchedViews.BroadcastTo, StretchedViews.Add);

    [Theory]
    [InlineData(new[] { 3, 1 }, new[] { 4 }, new[] { 3, 4 })]
    [InlineData(new[] { 2, 3 }, new[] { 3 }, new[] { 2, 3 })]
    [InlineData(new[] { 2, 3 }, new[] { 2, 1 }, new[] { 2, 3 })]
    [InlineData(new[] { 5, 1, 4 }, new[] { 3, 1 }, new[] { 5, 3, 4 })]
    [InlineData(new[] { 1 }, new[] { 7 }, new[] { 7 })]
    [InlineData(new int[0], new[] { 2, 3 }, new[] { 2, 3 })]
    [InlineData(new int[0], new int[0], new int[0])]
    [InlineData(new[] { 2, 1 }, new[] { 0 }, new[] { 2, 0 })]
    [InlineData(new[] { 0, 1 }, new[] { 1 }, new[] { 0, 1 })]
    public void Shapes_align_at_the_right(int[] a, int[] b, int[] common)
    {
        Expect.SequenceEqual(common, Subject.BroadcastShape(a, b), because: "Write one under the other, aligned at the right. A missing size counts as 1, and a 1 becomes the other's size.");
        Expect.SequenceEqual(common, Subject.BroadcastShape(b, a), because: "It does not matter which comes first.");
    }

    [Theory]
    [InlineData(new[] { 2, 3 }, new[] { 2 })]
    [InlineData(new[] { 3 }, new[] { 4 })]
    [InlineData(new[] { 2, 3, 4 }, new[] { 3, 2, 4 })]
    [InlineData(new[] { 2, 1 }, new[] { 3, 5 })]
    [InlineData(new[] { 0 }, new[] { 2 })]
    public void Sizes_that_differ_do_not_meet(int[] a, int[] b) =>
        Expect.Throws<ArgumentException>(() => Subject.BroadcastShape(a, b), because: "From the right, two sizes differ and neither is 1.");

    [Fact]
    public void The_error_names_both_shapes()
    {
        string message = "";
        try
        {
            Subject.BroadcastShape([2, 3], [2]);
        }
        catch (ArgumentException exception)
        {
            message = exception.Message;
        }

        Expect.That(message.Contains("2, 3", StringComparison.Ordinal), "a message that has the shape (2, 3) in it", message, because: "(2, 3) and (2) do not meet. Whoever reads the message needs both shapes: that is all they have to find the mistake with.");
        Expect.That(message.Replace("2, 3", "", StringComparison.Ordinal).Contains('2', StringComparison.Ordinal), "a message that has the shape (2) in it as well", message, because: "(2, 3) and (2) do not meet. Name both shapes.");
    }

    [Fact]
    public void A_repeated_axis_has_stride_0()
    {
        View v = Windows.Counted(3, 1);
        View wide = Subject.BroadcastTo(v, [2, 3, 4]);
        Windows.Hold([2, 3, 4], [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2], wide, because: "The column 0, 1, 2, repeated to the right and once more as a second layer.");
        Expect.SequenceEqual([0, 1, 0], wide.Strides, because: "A step along a repeated axis leads nowhere: stride 0. The column's own stride stays 1.");
        Windows.LookInto(v.Buffer, wide, because: "Stride 0 repeats without a copy.");
    }

    [Fact]
    public void An_axis_that_fits_keeps_its_stride()
    {
        View part = Slicing.Sliced(Windows.Counted(3, 4), Slice.Parse("::-1, ::2"));
        View same = Subject.BroadcastTo(part, [3, 2]);
        Windows.Hold([3, 2], [8, 10, 4, 6, 0, 2], same, because: "Nothing is repeated here: offset and strides stay.");
        Windows.Hold([5, 3, 2], [.. Enumerable.Repeat(new double[] { 8, 10, 4, 6, 0, 2 }, 5).SelectMany(entries => entries)], Subject.BroadcastTo(part, [5, 3, 2]), because: "Five times the same matrix.");
    }

    [Fact]
    public void A_single_number_stretches_to_anything() => Windows.Hold([2, 3], [7, 7, 7, 7, 7, 7], Subject.BroadcastTo(View.Of([7], []), [2, 3]), because: "Shape () meets every shape.");

    [Fact]
    public void One_row_stretches_to_none() => Windows.Hold([0, 3], [], Subject.BroadcastTo(Windows.Counted(1, 3), [0, 3]), because: "1 repeated 0 times.");

    [Fact]
    public void A_million_times_a_million_costs_nothing()
    {
        View row = Windows.Counted(1, 1000, 1);
        Expect.AllocatesAtMost(1000, () =>
        {
            View huge = Subject.BroadcastTo(row, [1_000_000, 1000, 1_000_000]);
            Expect.Equal(999.0, huge[999_999, 999, 999_999], because: "Every entry of row 999.");
        }, because: "A view of a million times a million entries is still one buffer and a few numbers: give the repeated axes stride 0 and copy nothing.");
    }

    [Theory]
    [InlineData(new[] { 4 })]
    [InlineData(new[] { 3 })]
    [InlineData(new[] { 3, 2 })]
    [InlineData(new[] { 2, 6 })]
    [InlineData(new[] { 1, 3 })]
    [InlineData(new[] { 3, 3 })]
    [InlineData(new[] { 2, 3, 2 })]
    public void What_does_not_fit_is_refused(int[] shape) => Expect.Throws<ArgumentException>(() => Subject.BroadcastTo(Windows.Counted(2, 3), shape), because: "(2, 3) stretches to shapes that end in (2, 3): axes of size 1 are repeated, no others, and none is taken away.");

    [Fact]
    public void The_caller_keeps_view_and_shape()
    {
        View v = Windows.Counted(3, 1);
        Subject.BroadcastTo(v, [3, 5]);
        Expect.SequenceEqual([3, 1], v.Shape, because: "You get a new view; the old one keeps its shape.");
        Expect.SequenceEqual([1, 1], v.Strides, because: "You get a new view; the old one keeps its strides.");
    }

    [Fact]
    public void A_column_plus_a_row_is_a_table() =>
        Windows.Hold([3, 4], [0, 1, 2, 3, 10, 11, 12, 13, 20, 21, 22, 23], Subject.Add(View.Of([0, 10, 20], 3, 1), Windows.Counted(4)), because: "(3, 1) + (4): each of three tens with each of four ones.");

    [Fact]
    public void Equal_shapes_are_added_entry_by_entry() => Windows.Hold([2, 3], [0, 2, 4, 6, 8, 10], Subject.Add(Windows.Counted(2, 3), Windows.Counted(2, 3)), because: "Nothing to repeat.");

    [Fact]
    public void A_single_number_is_added_to_all()
    {
        Windows.Hold([2, 2], [5, 6, 7, 8], Subject.Add(Windows.Counted(2, 2), View.Of([5], [])), because: "() meets (2, 2).");
        Windows.Hold([], [12], Subject.Add(View.Of([5], []), View.Of([7], [])), because: "() + () is ().");
        Windows.Hold([0, 3], [], Subject.Add(Windows.Counted(0, 3), Windows.Counted(3)), because: "No rows: nothing to add to.");
    }

    [Fact]
    public void A_sum_is_an_array_of_its_own()
    {
        View a = Windows.Counted(2, 3);
        View sum = Subject.Add(a, Windows.Counted(3));
        Expect.That(StrideRule.IsContiguous(sum.Shape, sum.Strides) && sum.Buffer.Length == 6, "six new numbers in one piece", sum, because: "The result is new and has 6 entries: write it in row-major order.");
    }

    [Fact]
    public void Shapes_that_do_not_meet_cannot_be_added() => Expect.Throws<ArgumentException>(() => Subject.Add(Windows.Counted(2, 3), Windows.Counted(2)), because: "(2, 3) + (2): aligned at the right, 3 stands over 2.");

    [Fact]
    public void Any_two_views_that_meet_are_added_as_loops_would() => Property.Holds(
        Gen.Select(Windows.Any, Gen.Bool.Array[4], Gen.Int[0, 2]), sample =>
        {
            (View a, bool[] ones, int leftOut) = sample;
            int from = Math.Min(leftOut, a.Shape.Length);
            // The partner: some of a's axes, from the right, some of them cut to one entry.
            int[] shape = [.. a.Shape[from..].Select((size, axis) => ones[axis] && size > 0 ? 1 : size)];
            View b = Windows.Counted(shape);
            double[] sums = new double[StrideRule.Count(a.Shape)];
            int[] index = new int[a.Shape.Length];
            for (int n = 0; n < sums.Length; n++)
            {
                int rest = n;
                for (int axis = index.Length - 1; axis >= 0; rest /= a.Shape[axis--]) index[axis] = rest % a.Shape[axis];
                sums[n] = a[index] + b[[.. index[from..].Select((i, axis) => shape[axis] == 1 ? 0 : i)]];
            }

            Windows.Hold(a.Shape, sums, Subject.Add(a, b), because: $"Entry by entry, {ValueText.Of(a.Shape)} + {ValueText.Of(shape)}.");
            Windows.Hold(a.Shape, sums, Subject.Add(b, a), because: "And the other way round.");
        }, samples: 60);

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("Shapes align at the right, not at the left: (2, 3) and (3) meet, (2, 3) and (2) do not.", Reference with
        {
            BroadcastShape = (a, b) =>
            {
                int[] common = new int[Math.Max(a.Length, b.Length)];
                for (int axis = 0; axis < common.Length; axis++)
                {
                    int ofA = axis < a.Length ? a[axis] : 1, ofB = axis < b.Length ? b[axis] : 1;
                    if (ofA != ofB && ofA != 1 && ofB != 1) throw new ArgumentException($"({string.Join(", ", a)}) and ({string.Join(", ", b)})");
                    common[axis] = ofA == 1 ? ofB : ofA;
                }

                return common;
            },
        }),
        new("You tiled the memory: a million times a million entries would be 8 TB. Stride 0 repeats an axis without a copy.", Reference with
        {
            BroadcastTo = (v, shape) => { View wide = StretchedViews.BroadcastTo(v, shape); return shape.Aggregate(1.0, (product, size) => product * size) > 1e7 ? throw new InvalidOperationException("More entries than an array can hold.") : View.Of(wide.ToArray(), shape); },
        }),
        new("The larger size is right only if the other is 1: (0) and (1) give (0), and 3 and 4 do not meet at all.", Reference with
        {
            BroadcastShape = (a, b) =>
            {
                int rank = Math.Max(a.Length, b.Length);
                return [.. Enumerable.Range(0, rank).Select(axis => Math.Max(axis < rank - a.Length ? 1 : a[axis - rank + a.Length], axis < rank - b.Length ? 1 : b[axis - rank + b.Length]))];
            },
        }),
        new("You walked both buffers side by side. A repeated axis, a gap or a transpose puts entry n elsewhere: stretch both views first, then walk their strides.", Reference with
        {
            Add = (a, b) =>
            {
                int[] shape = StretchedViews.BroadcastShape(a.Shape, b.Shape);
                double[] sum = new double[StrideRule.Count(shape)];
                for (int i = 0; i < sum.Length; i++) sum[i] = a.Buffer[i % a.Buffer.Length] + b.Buffer[i % b.Buffer.Length];
                return View.Of(sum, shape);
            },
        }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("shapes padded with ones at the left", new(
            PaddedShape,
            (v, shape) =>
            {
                if (v.Shape.Length > shape.Length) throw new ArgumentException("More axes.");
                int[] sizes = Padded(v.Shape, shape.Length, 1), strides = Padded(v.Strides, shape.Length, 0);
                for (int axis = 0; axis < shape.Length; axis++)
                {
                    if (sizes[axis] == shape[axis]) continue;
                    if (sizes[axis] != 1) throw new ArgumentException($"({string.Join(", ", v.Shape)}) to ({string.Join(", ", shape)})");
                    (sizes[axis], strides[axis]) = (shape[axis], 0);
                }

                return new View(v.Buffer, v.Offset, sizes, strides);
            },
            (a, b) =>
            {
                int[] shape = PaddedShape(a.Shape, b.Shape);
                double[] x = StretchedViews.BroadcastTo(a, shape).ToArray(), y = StretchedViews.BroadcastTo(b, shape).ToArray();
                return View.Of([.. x.Zip(y, (one, other) => one + other)], shape);
            })),
        new("recursion over the axes", new(
            (a, b) => a.Length == 0 ? [.. b] : b.Length == 0 ? [.. a]
                : [.. PaddedShape(a[..^1], b[..^1]), a[^1] == b[^1] || b[^1] == 1 ? a[^1] : a[^1] == 1 ? b[^1] : throw new ArgumentException($"({string.Join(", ", a)}) and ({string.Join(", ", b)})")],
            (v, shape) => !PaddedShape(v.Shape, shape).SequenceEqual(shape) ? throw new ArgumentException("Does not stretch.")
                : new View(v.Buffer, v.Offset, [.. shape], [.. Enumerable.Repeat(0, shape.Length - v.Shape.Length), .. v.Strides.Select((stride, axis) => v.Shape[axis] == 1 ? 0 : stride)]),
            (a, b) =>
            {
                int[] shape = PaddedShape(a.Shape, b.Shape);
                View x = StretchedViews.BroadcastTo(a, shape), y = StretchedViews.BroadcastTo(b, shape);
                List<double> sums = [];
                void Visit(int axis, int atX, int atY)
                {
                    if (axis == shape.Length) { sums.Add(x.Buffer[atX] + y.Buffer[atY]); return; }
                    for (int i = 0; i < shape[axis]; i++) Visit(axis + 1, atX + i * x.Strides[axis], atY + i * y.Strides[axis]);
                }

                Visit(0, x.Offset, y.Offset);
                return View.Of([.. sums], shape);
            })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Write (5, 1, 4) and (3, 1) one under the other, aligned at the right, and put 1 where nothing stands. Column by column: when do two sizes meet, and to what?",
        "BroadcastTo changes no number: each new axis, and each axis of size 1 that grows, gets stride 0; all others keep their stride. Add needs nothing else: stretch both to the common shape, then walk the two views side by side.",
        "BroadcastShape: from the last axis to the first, missing sizes as 1; equal or one of them 1, else throw with both shapes in the text. BroadcastTo: a shape and a strides array, old axes aligned at the right. Add: a result array of the common shape, filled in row-major order while the addresses of both views advance.",
    ];

    private static int[] Padded(int[] numbers, int length, int with) => [.. Enumerable.Repeat(with, length - numbers.Length), .. numbers];

    private static int[] PaddedShape(int[] a, int[] b)
    {
        int rank = Math.Max(a.Length, b.Length);
        return [.. Padded(a, rank, 1).Zip(Padded(b, rank, 1), (ofA, ofB) => ofA == ofB || ofB == 1 ? ofA : ofA == 1 ? ofB : throw new ArgumentException($"({string.Join(", ", a)}) and ({string.Join(", ", b)})"))];
    }
}
