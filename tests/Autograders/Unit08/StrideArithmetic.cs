using Course;
using CsCheck;
using FromScratch.Arrays;

namespace Autograders;

/// <summary>Exercise 8.1: from index to address.</summary>
[Exercise("8.1", "Stride arithmetic", Difficulty = 2, Minutes = 20, Core = true, Theory = "1. One buffer, many views")]
public sealed class StrideArithmetic : Exercise<StrideArithmetic, StrideArithmetic.Contract>
{
    public delegate int[] StridesOfShape(int[] shape);

    public delegate int AddressOfEntry(int[] index, int[] shape, int[] strides, int offset);

    public delegate bool ContiguityTest(int[] shape, int[] strides);

    public sealed record Contract(StridesOfShape RowMajorStrides, AddressOfEntry Address, ContiguityTest IsContiguous);

    public static Verdict Check(StridesOfShape rowMajorStrides, AddressOfEntry address, ContiguityTest isContiguous) => Grade(new Contract(rowMajorStrides, address, isContiguous));

    protected override Contract Reference => new(StrideRule.RowMajorStrides, StrideRule.Address, StrideRule.IsContiguous);

    [Theory]
    [InlineData(new[] { 2, 3, 4 }, new[] { 12, 4, 1 })]
    [InlineData(new[] { 5, 7 }, new[] { 7, 1 })]
    [InlineData(new[] { 6 }, new[] { 1 })]
    [InlineData(new[] { 4, 1, 3, 2 }, new[] { 6, 6, 2, 1 })]
    public void A_step_along_an_axis_jumps_over_all_axes_to_its_right(int[] shape, int[] strides) =>
        Expect.SequenceEqual(strides, Subject.RowMajorStrides(shape), because: "The last axis runs fastest: its stride is 1, and each stride is the product of the sizes to its right.");

    [Fact]
    public void A_single_number_has_no_axes_and_no_strides() => Expect.SequenceEqual([], Subject.RowMajorStrides([]), because: "Shape () is a single number: nothing to step along.");

    [Fact]
    public void An_empty_axis_is_a_shape_too() => Expect.Equal(3, Subject.RowMajorStrides([2, 0, 3])?.Length ?? -1, because: "(2, 0, 3) has three axes and no entries: three strides, whatever they are.");

    [Fact]
    public void The_caller_may_keep_the_shape_it_gave() => Expect.SequenceEqual([4, 1], Subject.RowMajorStrides([3, 4]), because: "Strides of (3, 4).");

    [Fact]
    public void The_strides_are_exact_for_large_shapes() => Expect.SequenceEqual([600_000_000, 30_000, 1], Subject.RowMajorStrides([3, 20_000, 30_000]), because: "20,000 · 30,000, in whole numbers.");

    [Theory]
    [InlineData(new[] { 1, 2, 3 }, new[] { 2, 3, 4 }, new[] { 12, 4, 1 }, 0, 23)]
    [InlineData(new[] { 0, 0, 0 }, new[] { 2, 3, 4 }, new[] { 12, 4, 1 }, 5, 5)]
    [InlineData(new[] { 2, 1 }, new[] { 4, 3 }, new[] { 1, 4 }, 0, 6)]
    [InlineData(new[] { 3 }, new[] { 5 }, new[] { -2 }, 8, 2)]
    [InlineData(new[] { 1, 2 }, new[] { 2, 3 }, new[] { 0, 1 }, 7, 9)]
    [InlineData(new int[0], new int[0], new int[0], 4, 4)]
    public void An_address_is_the_offset_and_so_many_steps_along_each_axis(int[] index, int[] shape, int[] strides, int offset, int address) =>
        Expect.Equal(address, Subject.Address(index, shape, strides, offset), because: "offset + Σ index·stride. Strides may be negative (backwards) or 0 (repeated).");

    [Theory]
    [InlineData(0, 4)]
    [InlineData(3, 0)]
    [InlineData(-1, 2)]
    [InlineData(1, -1)]
    [InlineData(0, 99)]
    public void An_index_outside_its_axis_is_refused(int row, int column) =>
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Address([row, column], [3, 4], [4, 1], 0), because: "Shape (3, 4). Without the test (0, 4) is read as (1, 0): a right address, of the wrong entry.");

    [Fact]
    public void An_empty_axis_has_no_index() => Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Address([1, 0], [2, 0], [1, 1], 0), because: "An axis with 0 entries has no entry 0.");

    [Fact]
    public void Each_axis_needs_one_number()
    {
        Expect.Throws<ArgumentException>(() => Subject.Address([1], [3, 4], [4, 1], 0), because: "One number for two axes.");
        Expect.Throws<ArgumentException>(() => Subject.Address([1, 1, 0], [3, 4], [4, 1], 0), because: "Three numbers for two axes.");
        Expect.Throws<ArgumentException>(() => Subject.Address([1, 1], [3, 4], [4], 0), because: "One stride for two axes.");
        Expect.Throws<ArgumentException>(() => Subject.Address([1, 1], [3, 4], [4, 1, 1], 0), because: "Three strides for two axes.");
        Expect.Throws<ArgumentException>(() => Subject.IsContiguous([3, 4], [1]), because: "One stride for two axes.");
        Expect.Throws<ArgumentException>(() => Subject.IsContiguous([4], [4, 1]), because: "Two strides for one axis.");
    }

    [Fact]
    public void Sizes_are_not_negative()
    {
        Expect.Throws<ArgumentException>(() => Subject.RowMajorStrides([2, -3]), because: "An axis has 0 entries or more.");
        Expect.Throws<ArgumentException>(() => Subject.RowMajorStrides([-1, 3]), because: "An axis has 0 entries or more.");
        Expect.Throws<ArgumentException>(() => Subject.IsContiguous([2, -3], [1, 1]), because: "An axis has 0 entries or more.");
    }

    [Theory]
    [InlineData(new[] { 2, 3, 4 }, new[] { 12, 4, 1 }, true)]
    [InlineData(new[] { 3, 4 }, new[] { 1, 3 }, false)]
    [InlineData(new[] { 3, 4 }, new[] { 8, 1 }, false)]
    [InlineData(new[] { 3, 4 }, new[] { 4, 2 }, false)]
    [InlineData(new[] { 6 }, new[] { -1 }, false)]
    [InlineData(new[] { 3, 4 }, new[] { 0, 1 }, false)]
    [InlineData(new int[0], new int[0], true)]
    public void Contiguous_is_one_behind_the_other_without_a_gap(int[] shape, int[] strides, bool contiguous) =>
        Expect.Equal(contiguous, Subject.IsContiguous(shape, strides), because: "Walking from the last axis, each stride must be the number of entries walked so far.");

    [Theory]
    [InlineData(new[] { 3, 1, 4 }, new[] { 4, 99, 1 }, true)]
    [InlineData(new[] { 1, 5 }, new[] { -7, 1 }, true)]
    [InlineData(new[] { 5, 1 }, new[] { 1, 0 }, true)]
    [InlineData(new[] { 5, 1 }, new[] { 2, 1 }, false)]
    [InlineData(new[] { 1 }, new[] { 42 }, true)]
    public void An_axis_of_one_entry_does_not_count(int[] shape, int[] strides, bool contiguous) =>
        Expect.Equal(contiguous, Subject.IsContiguous(shape, strides), because: "Nobody steps along an axis of size 1, so its stride says nothing.");

    [Theory]
    [InlineData(new[] { 0, 3 }, new[] { 7, 7 })]
    [InlineData(new[] { 3, 0 }, new[] { 5, 9 })]
    public void Nothing_has_no_gap(int[] shape, int[] strides) => Expect.Equal(true, Subject.IsContiguous(shape, strides), because: "Empty arrays are contiguous: there are no two entries with a gap between them.");

    [Fact]
    public void The_three_agree() => Property.Holds(
        Gen.Int[1, 5].Array[1, 4], shape =>
        {
            int[] strides = Subject.RowMajorStrides(shape);
            Expect.Equal(true, Subject.IsContiguous(shape, strides), because: $"Row-major strides of {ValueText.Of(shape)} leave no gap.");
            int[] last = Array.ConvertAll(shape, size => size - 1);
            Expect.Equal(shape.Aggregate(1, (product, size) => product * size) - 1, Subject.Address(last, shape, strides, 0), because: "The last entry lies at the number of entries, less one.");
        });

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("That is column-major, the order of Fortran: your first axis runs fastest. In row-major order the last does, and its stride is 1.", Reference with
        {
            RowMajorStrides = shape =>
            {
                StrideRule.RowMajorStrides(shape);
                int step = 1;
                return Array.ConvertAll(shape, size => (step *= Math.Max(1, size)) / Math.Max(1, size));
            },
        }),
        new("Empty arrays are contiguous: where there are no entries, none lie apart.", Reference with
        {
            IsContiguous = (shape, strides) => shape.Contains(0)
                ? strides.SequenceEqual(StrideRule.RowMajorStrides(shape))
                : StrideRule.IsContiguous(shape, strides),
        }),
        new("An axis of size 1 is never stepped along. Leave its stride out of the comparison.", Reference with
        {
            IsContiguous = (shape, strides) => StrideRule.IsContiguous(shape, strides) && (shape.Contains(0) || strides.SequenceEqual(StrideRule.RowMajorStrides(shape))),
        }),
        new("You let a wrong index through: it is the right address of another entry. Compare each number with its axis' size.", Reference with
        {
            Address = (index, shape, strides, offset) => index.Length == shape.Length && strides.Length == shape.Length ? offset + index.Zip(strides, (i, stride) => i * stride).Sum() : throw new ArgumentException("Lengths differ."),
        }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("LINQ", new(
            shape => shape.Any(size => size < 0) ? throw new ArgumentException("Negative.") : [.. shape.Select((_, axis) => shape[(axis + 1)..].Aggregate(1, (product, size) => product * size))],
            (index, shape, strides, offset) =>
            {
                if (index.Length != shape.Length || strides.Length != shape.Length) throw new ArgumentException("Lengths differ.");
                if (index.Zip(shape).Any(pair => (uint)pair.First >= (uint)pair.Second)) throw new ArgumentOutOfRangeException(nameof(index));
                return index.Zip(strides, (i, stride) => i * stride).Aggregate(offset, (sum, step) => sum + step);
            },
            (shape, strides) =>
            {
                if (shape.Length != strides.Length || shape.Any(size => size < 0)) throw new ArgumentException("Shape and strides do not fit.");
                (int Size, int Stride)[] used = [.. shape.Zip(strides).Where(axis => axis.First != 1)];
                return shape.Any(size => size == 0) || used.Select((axis, k) => axis.Stride == used[(k + 1)..].Aggregate(1, (product, next) => product * next.Size)).All(fits => fits);
            })),
        new("recursion over the axes", new(
            RecursiveStrides,
            (index, shape, strides, offset) => index.Length != shape.Length || strides.Length != shape.Length ? throw new ArgumentException("Lengths differ.")
                : index.Length == 0 ? offset
                : index[0] < 0 || index[0] >= shape[0] ? throw new ArgumentOutOfRangeException(nameof(index))
                : Recursive(index, shape, strides, offset),
            (shape, strides) =>
            {
                if (shape.Length != strides.Length) throw new ArgumentException("Lengths differ.");
                int[] right = RecursiveStrides(shape);
                return shape.Contains(0) || Enumerable.Range(0, shape.Length).All(axis => shape[axis] == 1 || strides[axis] == right[axis]);
            })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Write the numbers 0 to 23 into a (2, 3, 4) array, row by row. How far apart are two neighbours along the last axis, along the middle one, along the first?",
        "Go through the axes from the last to the first with a running product. It starts at 1, is the stride of the axis you are at, and is then multiplied by that axis' size. IsContiguous is the same walk, comparing instead of writing.",
        "RowMajorStrides: refuse negative sizes, fill from the back. Address: lengths first, then each number against its axis' size, then the sum. IsContiguous: lengths, negative sizes, true if any size is 0, then the walk, in which axes of size 1 are skipped.",
    ];

    private static int[] RecursiveStrides(int[] shape)
    {
        if (shape.Length == 0) return [];
        if (shape[0] < 0) throw new ArgumentException("Negative.");
        int[] rest = RecursiveStrides(shape[1..]);
        return [rest.Length == 0 ? 1 : rest[0] * shape[1], .. rest];
    }

    private static int Recursive(int[] index, int[] shape, int[] strides, int offset) => index.Length == 0 ? offset
        : index[0] < 0 || index[0] >= shape[0] ? throw new ArgumentOutOfRangeException(nameof(index))
        : Recursive(index[1..], shape[1..], strides[1..], offset + index[0] * strides[0]);
}
