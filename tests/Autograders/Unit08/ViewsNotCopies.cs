using Course;
using CsCheck;
using FromScratch.Arrays;
using FromScratch.Data;

namespace Autograders;

/// <summary>Exercise 8.2: slices, transposes and shapes that share one buffer.</summary>
[Exercise("8.2", "Views, not copies", Difficulty = 4, Minutes = 60, Core = true, Theory = "1. One buffer, many views")]
public sealed class ViewsNotCopies : Exercise<ViewsNotCopies, ViewsNotCopies.Contract>
{
    public delegate View PartOfView([InPlace] View v, params Slice[] slices);

    public delegate View AxesInOrder([InPlace] View v, int[] axes);

    public delegate View ShapeOfView([InPlace] View v, int[] shape);

    public sealed record Contract(PartOfView Sliced, AxesInOrder Transposed, ShapeOfView Reshaped);

    public static Verdict Check(PartOfView sliced, AxesInOrder transposed, ShapeOfView reshaped) => Grade(new Contract(sliced, transposed, reshaped));

    public static Comparison Compare(PartOfView sliced, AxesInOrder transposed, PartOfView? librarySliced = null, AxesInOrder? libraryTransposed = null, string? libraryName = null)
    {
        View v = Windows.Counted(300, 400);
        return Compared(
            Part<PartOfView, double>("Sliced", sliced, contract => contract.Sliced, librarySliced, libraryName, ("every second column of 300 × 400", slice => slice(v, Slice.All, new Slice(null, null, 2)).Shape[1])),
            Part<AxesInOrder, double>("Transposed", transposed, contract => contract.Transposed, libraryTransposed, libraryName, ("300 × 400", transpose => transpose(v, [1, 0]).Shape[0])));
    }

    protected override Contract Reference => new(Slicing.Sliced, Slicing.Transposed, Slicing.Reshaped);

    [Theory]
    [InlineData("1:3", new[] { 1.0, 2 })]
    [InlineData(":", new[] { 0.0, 1, 2, 3, 4, 5 })]
    [InlineData(":2", new[] { 0.0, 1 })]
    [InlineData("4:", new[] { 4.0, 5 })]
    [InlineData("::2", new[] { 0.0, 2, 4 })]
    [InlineData("1::2", new[] { 1.0, 3, 5 })]
    [InlineData("1:5:3", new[] { 1.0, 4 })]
    [InlineData("1:4:3", new[] { 1.0 })]
    public void A_slice_takes_from_start_to_before_stop(string slice, double[] entries) =>
        Windows.Hold([entries.Length], entries, Subject.Sliced(Windows.Counted(6), Slice.Parse(slice)), because: $"[{slice}] of 0, 1, 2, 3, 4, 5.");

    [Theory]
    [InlineData("-2:", new[] { 4.0, 5 })]
    [InlineData(":-4", new[] { 0.0, 1 })]
    [InlineData("-3:-1", new[] { 3.0, 4 })]
    [InlineData("-6:1", new[] { 0.0 })]
    public void Negative_numbers_count_from_the_end(string slice, double[] entries) =>
        Windows.Hold([entries.Length], entries, Subject.Sliced(Windows.Counted(6), Slice.Parse(slice)), because: $"[{slice}] of 0, 1, 2, 3, 4, 5: −1 is the last entry.");

    [Theory]
    [InlineData("0:99", new[] { 0.0, 1, 2, 3 })]
    [InlineData("-99:2", new[] { 0.0, 1 })]
    [InlineData("2:99:2", new[] { 2.0 })]
    [InlineData("99::-1", new[] { 3.0, 2, 1, 0 })]
    [InlineData(":-99:-3", new[] { 3.0, 0 })]
    public void What_reaches_beyond_the_axis_is_cut_to_it(string slice, double[] entries) =>
        Windows.Hold([entries.Length], entries, Subject.Sliced(Windows.Counted(4), Slice.Parse(slice)), because: $"[{slice}] of 0, 1, 2, 3: a slice never leaves its axis.");

    [Theory]
    [InlineData("::-1", new[] { 5.0, 4, 3, 2, 1, 0 })]
    [InlineData("::-2", new[] { 5.0, 3, 1 })]
    [InlineData("4:1:-1", new[] { 4.0, 3, 2 })]
    [InlineData("4::-3", new[] { 4.0, 1 })]
    [InlineData(":2:-1", new[] { 5.0, 4, 3 })]
    [InlineData("-2:-5:-2", new[] { 4.0, 2 })]
    public void A_negative_step_walks_backwards_from_the_last_entry(string slice, double[] entries) =>
        Windows.Hold([entries.Length], entries, Subject.Sliced(Windows.Counted(6), Slice.Parse(slice)), because: $"[{slice}] of 0, 1, 2, 3, 4, 5. The first entry of the view is the last of the part, so the offset moves there.");

    [Theory]
    [InlineData("3:3")]
    [InlineData("4:2")]
    [InlineData("2:4:-1")]
    [InlineData("99:")]
    [InlineData(":-99")]
    [InlineData("-99::-1")]
    public void A_slice_may_be_empty(string slice) => Windows.Hold([0], [], Subject.Sliced(Windows.Counted(6), Slice.Parse(slice)), because: $"[{slice}] of six entries takes none: shape (0), not an error and not a negative size.");

    [Fact]
    public void Each_axis_has_its_own_slice() => Windows.Hold([2, 2], [4, 6, 8, 10], Subject.Sliced(Windows.Counted(3, 4), Slice.Parse("1:, ::2")), because: "a[1:, ::2] of the numbers 0 to 11 in three rows of four: rows 1 and 2, columns 0 and 2.");

    [Fact]
    public void Axes_without_a_slice_stay_whole() => Windows.Hold([1, 3, 2], [12, 13, 14, 15, 16, 17], Subject.Sliced(Windows.Counted(3, 3, 2), new Slice(2, null)), because: "a[2:] of shape (3, 3, 2) is the last of three matrices, whole.");

    [Fact]
    public void A_slice_of_a_slice_looks_into_the_first_buffer()
    {
        View odd = Subject.Sliced(Windows.Counted(10), new Slice(1, null, 2));
        Windows.Hold([3], [9, 5, 1], Subject.Sliced(odd, new Slice(null, null, -2)), because: "1, 3, 5, 7, 9 backwards by two: strides multiply, offsets add up.");
    }

    [Fact]
    public void What_you_write_through_a_view_appears_in_the_base()
    {
        View a = Windows.Counted(3, 4);
        View part = Subject.Sliced(a, Slice.Parse("1:, ::-2"));
        Windows.LookInto(a.Buffer, part, because: "A slice is a window on the same numbers. You made new ones: a change through it never reaches a.");
        part[0, 0] = 99;
        Expect.Equal(99.0, a[1, 3], because: "Entry (0, 0) of a[1:, ::-2] is entry (1, 3) of a.");
    }

    [Fact]
    public void Random_slices_agree_with_copies() => Property.Holds(
        Gen.Select(Gen.Int[1, 5].Array[1, 3], Gen.Int[0, 1_000_000]), sample =>
        {
            (int[] shape, int seed) = sample;
            var rng = new Rng((ulong)seed);
            View whole = Windows.Counted(shape);
            Slice[] slices = [.. shape.Select(size => Windows.RandomSlice(size, rng))];
            int[][] kept = [.. slices.Zip(shape, Places)];
            double[] entries = [.. Walk(kept, 0).Select(index => whole[index])];
            View answer = Subject.Sliced(whole, slices);
            Windows.Hold([.. kept.Select(places => places.Length)], entries, answer, because: $"[{string.Join(", ", slices)}] of shape {ValueText.Of(shape)}: the same entries, picked one by one.");
            Windows.LookInto(whole.Buffer, answer, because: "A slice shares the buffer.");
        }, samples: 60);

    [Fact]
    public void A_transpose_only_reorders_shape_and_strides()
    {
        View a = Windows.Counted(3, 4);
        View t = Subject.Transposed(a, [1, 0]);
        Windows.Hold([4, 3], [0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11], t, because: "Columns become rows.");
        Expect.SequenceEqual([1, 4], t.Strides, because: "One step along the first axis of the transpose is one step along the second of a.");
        Windows.LookInto(a.Buffer, t, because: "No number has to move for a transpose.");
    }

    [Fact]
    public void Axis_k_of_the_result_is_axis_number_axes_k_of_the_view()
    {
        View t = Subject.Transposed(Windows.Counted(2, 3, 4), [2, 0, 1]);
        Expect.SequenceEqual([4, 2, 3], t?.Shape, because: "axes = (2, 0, 1): first the old axis 2, then 0, then 1.");
        Expect.Equal(1 * 12 + 2 * 4 + 3.0, t![3, 1, 2], because: "Entry (3, 1, 2) of the result is entry (1, 2, 3) of the view.");
    }

    [Fact]
    public void A_part_can_be_transposed() => Windows.Hold([2, 2], [7, 3, 5, 1], Subject.Transposed(Slicing.Sliced(Windows.Counted(2, 4), Slice.Parse("::-1, ::-2")), [1, 0]), because: "The offset of the part stays: rows and columns run backwards from 7.");

    [Theory]
    [InlineData(new[] { 0, 0 })]
    [InlineData(new[] { 0 })]
    [InlineData(new[] { 0, 2 })]
    [InlineData(new[] { 1, 0, 2 })]
    [InlineData(new[] { -1, 0 })]
    public void Each_axis_is_named_once(int[] axes) => Expect.Throws<ArgumentException>(() => Subject.Transposed(Windows.Counted(2, 3), axes), because: "Two axes, 0 and 1, each once.");

    [Fact]
    public void Reshaping_what_lies_in_one_piece_shares_memory()
    {
        View a = Windows.Counted(2, 6);
        View b = Subject.Reshaped(a, [3, 4]);
        Windows.Hold([3, 4], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], b, because: "The same numbers in the same order, in rows of four.");
        Windows.LookInto(a.Buffer, b, because: "The entries lie in one piece: new strides are all it takes.");
        View tail = Slicing.Sliced(a, new Slice(1, null));
        Windows.Hold([2, 3], [6, 7, 8, 9, 10, 11], Subject.Reshaped(tail, [2, 3]), because: "A part that lies in one piece keeps its offset.");
        Windows.LookInto(a.Buffer, Subject.Reshaped(tail, [2, 3]), because: "The second row lies in one piece.");
    }

    [Fact]
    public void Reshaping_a_transpose_copies()
    {
        View t = Slicing.Transposed(Windows.Counted(2, 3), [1, 0]);
        View flat = Subject.Reshaped(t, [6]);
        Windows.Hold([6], [0, 3, 1, 4, 2, 5], flat, because: "Transposed then flattened reads down the columns. No single stride walks 0, 3, 1, 4, 2, 5, so here the numbers must be copied.");
        Expect.That(!ReferenceEquals(flat.Buffer, t.Buffer), "a buffer of its own", "the buffer of the transpose", because: "These entries had to be copied.");
    }

    [Theory]
    [InlineData("::2", new[] { 2, 3 })]
    [InlineData("::-1", new[] { 4, 3 })]
    [InlineData("::-2", new[] { 3, 2 })]
    [InlineData("3:9", new[] { 2, 1, 3 })]
    public void One_stride_splits_without_a_copy(string slice, int[] shape)
    {
        View v = Slicing.Sliced(Windows.Counted(12), Slice.Parse(slice));
        View answer = Subject.Reshaped(v, shape);
        Windows.Hold(shape, v.ToArray(), answer, because: $"[{slice}] of twelve numbers, in rows.");
        Windows.LookInto(v.Buffer, answer, because: "An evenly spaced axis splits into two evenly spaced ones: the outer stride is the inner stride times the inner size.");
    }

    [Fact]
    public void Axes_that_lie_apart_are_split_each_for_itself()
    {
        View v = Slicing.Sliced(Windows.Counted(4, 8), Slice.Parse(":, :6"));   // rows of 6 with a gap of 2
        Windows.LookInto(v.Buffer, Subject.Reshaped(v, [2, 2, 6]), because: "The rows are evenly spaced: splitting them needs no copy.");
        Windows.Hold([2, 2, 6], v.ToArray(), Subject.Reshaped(v, [2, 2, 6]), because: "Rows in two pairs.");
        Windows.LookInto(v.Buffer, Subject.Reshaped(v, [4, 3, 2]), because: "Within a row the entries are evenly spaced: splitting it needs no copy.");
        Windows.Hold([4, 3, 2], v.ToArray(), Subject.Reshaped(v, [4, 3, 2]), because: "Each row in three pairs.");
        View across = Subject.Reshaped(v, [3, 8]);
        Windows.Hold([3, 8], v.ToArray(), across, because: "Rows of eight run across the gaps: the entries have to be copied.");
    }

    [Fact]
    public void Axes_that_one_stride_walks_are_joined()
    {
        View thin = Slicing.Sliced(Windows.Counted(4, 6), Slice.Parse(":, ::2"));   // strides 6 and 2, three entries a row
        View answer = Subject.Reshaped(thin, [2, 6]);
        Windows.Hold([2, 6], thin.ToArray(), answer, because: "Two rows at a time, of every second column.");
        Windows.LookInto(thin.Buffer, answer, because: "6 is 3 · 2: after the last of three entries the next row begins one stride further. One stride walks through both axes, so they join without a copy.");
        View stack = Slicing.Sliced(Windows.Counted(2, 5, 4), Slice.Parse(":, :3"));   // two blocks of 3 × 4 with a gap between
        answer = Subject.Reshaped(stack, [2, 12]);
        Windows.Hold([2, 12], stack.ToArray(), answer, because: "Each block as one row.");
        Windows.LookInto(stack.Buffer, answer, because: "Within a block one stride walks through all twelve entries; the step from block to block has a stride of its own. No copy is needed.");
        View apart = Windows.Counted(3, 4) with { Shape = [3, 1, 4], Strides = [4, 99, 1] };
        answer = Subject.Reshaped(apart, [2, 6]);
        Windows.Hold([2, 6], apart.ToArray(), answer, because: "Twelve entries, one behind the other.");
        Windows.LookInto(apart.Buffer, answer, because: "The axis of one entry between the others is never stepped along. Leave it out, and the two others join.");
    }

    [Fact]
    public void Axes_of_one_entry_come_and_go_without_a_copy()
    {
        View v = Slicing.Transposed(Windows.Counted(2, 3), [1, 0]);
        View answer = Subject.Reshaped(v, [3, 1, 2, 1]);
        Windows.Hold([3, 1, 2, 1], v.ToArray(), answer, because: "The same two axes, with axes of one entry between.");
        Windows.LookInto(v.Buffer, answer, because: "An axis of one entry is never stepped along: it needs no place in memory.");
        Windows.LookInto(v.Buffer, Subject.Reshaped(answer, [3, 2]), because: "And taking them out again needs none either.");
        Windows.Hold([1, 1], [7], Subject.Reshaped(View.Of([7]), [1, 1]), because: "A single number as a matrix of one.");
        Windows.Hold([], [7], Subject.Reshaped(Windows.Counted(9) with { Offset = 7, Shape = [1] }, []), because: "And as a single number: shape () has one entry.");
    }

    [Theory]
    [InlineData(new[] { -1 }, new[] { 12 })]
    [InlineData(new[] { 3, -1 }, new[] { 3, 4 })]
    [InlineData(new[] { -1, 2, 3 }, new[] { 2, 2, 3 })]
    [InlineData(new[] { 12, -1 }, new[] { 12, 1 })]
    public void Minus_one_becomes_what_is_left(int[] shape, int[] sizes)
    {
        int[] given = [.. shape];
        Windows.Hold(sizes, Windows.Counted(12).ToArray(), Subject.Reshaped(Windows.Counted(4, 3), given), because: "Twelve entries over the product of the other sizes.");
    }

    [Fact]
    public void Nothing_can_have_any_shape_of_nothing()
    {
        Windows.Hold([2, 0], [], Subject.Reshaped(Windows.Counted(0, 3), [2, 0]), because: "No entries before, no entries after.");
        Windows.Hold([4, 0], [], Subject.Reshaped(Windows.Counted(0, 3), [4, -1]), because: "0 entries over 4 rows: 0 in each.");
    }

    [Theory]
    [InlineData(new[] { 5, 2 })]
    [InlineData(new[] { 11 })]
    [InlineData(new[] { 5, -1 })]
    [InlineData(new[] { -1, -1 })]
    [InlineData(new[] { -1, 3, -1 })]
    [InlineData(new[] { -2, 6 })]
    [InlineData(new[] { -3, -4 })]
    [InlineData(new[] { 0, -1 })]
    [InlineData(new[] { 24, -1 })]
    public void A_shape_that_twelve_entries_do_not_fill_is_refused(int[] shape) => Expect.Throws<ArgumentException>(() => Subject.Reshaped(Windows.Counted(3, 4), shape), because: "Sizes must multiply to 12, and one of them at most may be −1.");

    [Fact]
    public void Random_reshapes_keep_the_order_and_copy_only_when_they_must() => Property.Holds(
        Gen.Select(Windows.Any, Gen.Int[0, 1_000_000]), sample =>
        {
            (View v, int seed) = sample;
            int[] shape = Factors(StrideRule.Count(v.Shape), new Rng((ulong)seed));
            View answer = Subject.Reshaped(v, shape);
            Windows.Hold(shape, v.ToArray(), answer, because: $"The entries of the view in their order, under shape {ValueText.Of(shape)}.");
            bool canShare = !shape.Contains(0) && ReferenceEquals(Slicing.Reshaped(v, shape).Buffer, v.Buffer);
            if (canShare) Windows.LookInto(v.Buffer, answer, because: $"From shape {ValueText.Of(v.Shape)} with strides {ValueText.Of(v.Strides)} to {ValueText.Of(shape)} there are strides that do it: no copy is needed.");
        }, samples: 80);

    [Fact]
    public void The_view_you_were_given_stays_as_it_was()
    {
        View v = Windows.Counted(4, 3);
        Subject.Sliced(v, new Slice(1, 3), new Slice(null, null, -1));
        Subject.Transposed(v, [1, 0]);
        Subject.Reshaped(Subject.Transposed(v, [1, 0]), [2, -1]);
        Windows.Hold([4, 3], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], v, because: "You get a new view; the old one still looks where it did.");
        Expect.SequenceEqual([3, 1], v.Strides, because: "You get a new view; the old one keeps its strides.");
    }

    [Fact]
    public void What_is_no_slice_is_refused()
    {
        Expect.Throws<ArgumentException>(() => Subject.Sliced(Windows.Counted(4), new Slice(0, 4, 0)), because: "A step of 0 never gets anywhere.");
        Expect.Throws<ArgumentException>(() => Subject.Sliced(Windows.Counted(4), Slice.All, Slice.All), because: "Two slices, one axis.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You changed the view, and the base stayed as it was: a slice shares memory. Give it the same buffer, with another offset, shape and strides.", Reference with
        {
            Sliced = (v, slices) => { View part = Slicing.Sliced(v, slices); return View.Of(part.ToArray(), part.Shape); },
        }),
        new("a[::-1] starts at the last entry: move the offset there, not only the sign of the stride.", Reference with
        {
            Sliced = (v, slices) =>
            {
                View part = Slicing.Sliced(v, slices);
                int offset = part.Offset;
                for (int axis = 0; axis < slices.Length; axis++)
                    if (slices[axis].Step < 0 && slices[axis].Start is null) offset -= v.Strides[axis] * (v.Shape[axis] - 1);
                return part with { Offset = offset };
            },
        }),
        new("a[0:99] of four entries has four: cut start and stop to the axis before you count.", Reference with
        {
            Sliced = (v, slices) =>
            {
                View part = Slicing.Sliced(v, slices);
                return part with { Shape = [.. part.Shape.Select((size, axis) => axis < slices.Length && slices[axis] is { Step: 1, Start: >= 0, Stop: >= 0 } slice ? slice.Stop.Value - slice.Start.Value : size)] };
            },
        }),
        new("Transposed then reshaped gives scrambled values: you kept the buffer where no strides walk it in the right order. There the entries must be copied.", Reference with
        {
            Reshaped = (v, shape) => { View right = Slicing.Reshaped(v, shape); return v with { Shape = right.Shape, Strides = StrideRule.RowMajorStrides(right.Shape) }; },
        }),
        new("You always copy. Where the entries lie evenly spaced, new strides are enough, and a write through the result must reach the base.", Reference with
        {
            Reshaped = (v, shape) => { View right = Slicing.Reshaped(v, shape); return View.Of(right.ToArray(), right.Shape); },
        }),
        new("You share memory only where the view lies in one piece. An evenly spaced axis, such as a[::2], splits without a copy as well.", Reference with
        {
            Reshaped = (v, shape) => { View right = Slicing.Reshaped(v, shape); return StrideRule.IsContiguous(v.Shape, v.Strides) ? right : View.Of(right.ToArray(), right.Shape); },
        }),
        new("You read axes the wrong way round: axis k of the result is axis axes[k] of the view, not the other way.", Reference with
        {
            Transposed = (v, axes) => { Slicing.Transposed(v, axes); return Slicing.Transposed(v, [.. Enumerable.Range(0, axes.Length).Select(k => Array.IndexOf(axes, k))]); },
        }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("places listed first, strides tried axis by axis", new(
            (v, slices) =>
            {
                if (slices.Length > v.Shape.Length || slices.Any(slice => slice.Step == 0)) throw new ArgumentException("Slices do not fit.");
                int offset = v.Offset;
                int[] shape = [.. v.Shape], strides = [.. v.Strides];
                for (int axis = 0; axis < slices.Length; axis++)
                {
                    int[] places = Places(slices[axis], v.Shape[axis]);
                    offset += places.Length > 0 ? places[0] * v.Strides[axis] : 0;
                    (shape[axis], strides[axis]) = (places.Length, v.Strides[axis] * slices[axis].Step);
                }

                return new View(v.Buffer, offset, shape, strides);
            },
            (v, axes) => axes.ToHashSet().SetEquals(Enumerable.Range(0, v.Shape.Length)) && axes.Length == v.Shape.Length
                ? new View(v.Buffer, v.Offset, [.. axes.Select(axis => v.Shape[axis])], [.. axes.Select(axis => v.Strides[axis])])
                : throw new ArgumentException("No permutation."),
            (v, shape) =>
            {
                int count = v.Shape.Aggregate(1, (product, size) => product * size);
                int known = shape.Where(size => size != -1).Aggregate(1, (product, size) => product * size), open = shape.Count(size => size == -1);
                if (shape.Any(size => size < -1) || open > 1 || (open == 1 ? known == 0 || count % known != 0 : known != count)) throw new ArgumentException("Does not fill.");
                int[] sizes = [.. shape.Select(size => size == -1 ? count / known : size)];
                if (count == 0) return View.Of([], sizes);
                // Where would a step along each new axis lead? Then look whether all addresses agree.
                int[] addresses = [.. StrideRule.Addresses(v)];
                int[] steps = StrideRule.RowMajorStrides(sizes);
                int[] strides = [.. sizes.Select((size, axis) => size == 1 ? 0 : addresses[steps[axis]] - addresses[0])];
                var attempt = new View(v.Buffer, v.Offset, sizes, strides);
                return StrideRule.Addresses(attempt).SequenceEqual(addresses) ? attempt : View.Of(v.ToArray(), sizes);
            })),
        new("NumPy's normalised start, stop and step", new(
            (v, slices) =>
            {
                if (slices.Length > v.Shape.Length) throw new ArgumentException("More slices than axes.");
                View part = new(v.Buffer, v.Offset, [.. v.Shape], [.. v.Strides]);
                for (int axis = 0; axis < slices.Length; axis++)
                {
                    (int? from, int? to, int step) = slices[axis];
                    if (step == 0) throw new ArgumentException("Step 0.");
                    int size = v.Shape[axis], low = step < 0 ? -1 : 0, high = step < 0 ? size - 1 : size;
                    int start = from is null ? step < 0 ? high : low : Math.Min(high, Math.Max(low, from.Value + (from < 0 ? size : 0)));
                    int stop = to is null ? step < 0 ? low : high : Math.Min(high, Math.Max(low, to.Value + (to < 0 ? size : 0)));
                    int count = 0;
                    for (int i = start; step > 0 ? i < stop : i > stop; i += step) count++;
                    part.Shape[axis] = count;
                    part.Strides[axis] *= step;
                    if (count > 0) part = part with { Offset = part.Offset + start * v.Strides[axis] };
                }

                return part;
            },
            (v, axes) =>
            {
                bool[] seen = new bool[v.Shape.Length];
                foreach (int axis in axes)
                {
                    if (axis < 0 || axis >= seen.Length || seen[axis]) throw new ArgumentException("No permutation.");
                    seen[axis] = true;
                }

                return seen.All(named => named) ? v with { Shape = [.. axes.Select(axis => v.Shape[axis])], Strides = [.. axes.Select(axis => v.Strides[axis])] } : throw new ArgumentException("An axis is missing.");
            },
            Slicing.Reshaped)),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "A view is four things: a buffer, an offset, a shape, strides. For a[1:, ::2] of a (3, 4) array: which of the four change, and to what? Write it down before you write code.",
        "Sliced, for each axis: make start and stop count from the front, cut them to the axis (backwards the lowest stop is −1), count the steps; the offset grows by start·stride, the stride is multiplied by the step. Transposed picks from shape and strides. Reshaped: ask first whether strides can do it.",
        "Reshaped: replace −1. Leave out axes of size 1. Join neighbouring old axes where outer stride = inner stride · inner size: that gives blocks. Go through the new axes from the last: each takes its stride from the current block, times what it has walked already, and must divide what is left of the block. Where one does not, copy.",
    ];

    /// <summary>The places a slice takes, one by one: the slow way that cannot go wrong.</summary>
    private static int[] Places(Slice slice, int size)
    {
        int step = slice.Step;
        int start = slice.Start is { } from ? from < 0 ? from + size : from : step > 0 ? 0 : size - 1;
        int? stop = slice.Stop is { } to ? to < 0 ? to + size : to : null;
        IEnumerable<int> axis = step > 0 ? Enumerable.Range(0, size) : Enumerable.Range(0, size).Reverse();
        int[] within = [.. axis.Where(i => (step > 0 ? i >= start : i <= start) && (stop is null || (step > 0 ? i < stop : i > stop)))];
        return [.. within.Where((_, k) => k % Math.Abs(step) == 0)];
    }

    private static IEnumerable<int[]> Walk(int[][] places, int axis)
    {
        if (axis == places.Length) return [[]];
        return from place in places[axis] from rest in Walk(places, axis + 1) select (int[])[place, .. rest];
    }

    private static int[] Factors(int count, Rng rng)
    {
        List<int> shape = [];
        if (count == 0) return [rng.NextInt(4), 0];
        while (count > 1)
        {
            int[] divisors = [.. Enumerable.Range(1, count).Where(divisor => count % divisor == 0)];
            shape.Add(divisors[rng.NextInt(divisors.Length)]);
            count /= shape[^1];
        }

        return [.. shape];
    }
}
