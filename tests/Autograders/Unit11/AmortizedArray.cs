using Course;
using CsCheck;
using FromScratch.Algorithms;
using FromScratch.Complexity;

namespace Autograders;

/// <summary>Exercise 11.2: a list that grows and shrinks, and what that costs in all.</summary>
/// <remarks>The syllabus lets the list report its own copies; here the arrays count their writes, so nobody has to be believed.</remarks>
[Exercise("11.2", "A list that grows and shrinks", Difficulty = 2, Minutes = 25, Core = true, Theory = "3. Pay rarely: amortised cost")]
public sealed class AmortizedArray : Exercise<AmortizedArray, AmortizedArray.Contract>
{
    public delegate IGrowList ListFactory(Func<int, CountedArray<int>> allocate, Func<int, int> grow);

    public sealed record Contract(ListFactory List);

    /// <summary>Checks your list.</summary>
    /// <param name="list">How to make one: <c>(allocate, grow) => new MyList(allocate, grow)</c>.</param>
    public static Verdict Check(ListFactory list) => Grade(new Contract(list));

    protected override Contract Reference => new(GrowList.Empty);

    private static int Double(int capacity) => Math.Max(1, 2 * capacity);

    /// <summary>A list of the solution under test, and the arrays it asked for.</summary>
    private (IGrowList List, List<CountedArray<int>> Arrays) New(Func<int, int> grow)
    {
        List<CountedArray<int>> arrays = [];
        IGrowList list = Subject.List(
            length =>
            {
                arrays.Add(new CountedArray<int>(length));
                return arrays[^1];
            },
            grow);
        return (list, arrays);
    }

    private static long Writes(List<CountedArray<int>> arrays) => arrays.Sum(array => array.Writes);

    [Fact]
    public void What_was_added_last_comes_out_first()
    {
        (IGrowList list, _) = New(Double);
        foreach (int value in new[] { 7, 3, 9, 3, 5 }) list.Add(value);
        Expect.Equal(5, list.Count, because: "7, 3, 9, 3, 5 were added.");
        Expect.Equal(9, list.At(2), because: "7, 3, 9, 3, 5: 9 stands at place 2.");
        Expect.Equal(5, list.RemoveLast(), because: "5 was added last.");
        Expect.Equal(3, list.RemoveLast(), because: "Then 3.");
        Expect.Equal(3, list.Count, because: "Five came, two went.");
        Expect.Equal(7, list.At(0), because: "7, 3, 9 are left.");
    }

    [Fact]
    public void It_answers_as_a_list_does() => Property.Holds(
        Gen.Select(Gen.Int[-12, 8].Array[1, 60], Gen.Int[1, 3]), sample =>
        {
            (IGrowList list, _) = New(capacity => capacity + sample.Item2);
            List<int> model = [];
            foreach (int step in sample.Item1)
            {
                if (step <= 0 && step > -6 && model.Count > 0)
                {
                    Expect.Equal(model[^1], list.RemoveLast(), because: $"The list held {ValueText.Of(model)}.");
                    model.RemoveAt(model.Count - 1);
                }
                else
                {
                    list.Add(step);
                    model.Add(step);
                }

                Expect.Equal(model.Count, list.Count, because: $"The list holds {ValueText.Of(model)}.");
            }

            for (int i = 0; i < model.Count; i++) Expect.Equal(model[i], list.At(i), because: $"The list holds {ValueText.Of(model)}.");
        }, samples: 50);

    [Fact]
    public void Doubling_moves_1023_entries_for_1000()
    {
        (IGrowList list, List<CountedArray<int>> arrays) = New(Double);
        for (int i = 0; i < 1000; i++) list.Add(i);
        Expect.That(Writes(arrays) == 2023, "2,023 writes: 1,000 new entries and 1,023 moved ones", $"{Writes(arrays)} writes", because: "The array grows from 1 to 2, 4, …, 1,024, and moves 1 + 2 + 4 + … + 512 = 1,023 entries. Move only when it is full, move each entry once, and let grow say how large the next array is.");
        Expect.Equal(1024, list.Capacity, because: "1, 2, 4, …, 1,024.");
    }

    [Fact]
    public void Ten_places_more_move_49_500_entries()
    {
        (IGrowList list, List<CountedArray<int>> arrays) = New(capacity => capacity + 10);
        for (int i = 0; i < 1000; i++) list.Add(i);
        Expect.That(Writes(arrays) == 50_500, "50,500 writes: 1,000 new entries and 49,500 moved ones", $"{Writes(arrays)} writes", because: "With the rule of ten places more it moves 10 + 20 + … + 990 = 49,500 entries: quadratic in total. The rule comes from outside: ask grow for the next capacity.");
    }

    [Fact]
    public void Adding_and_removing_at_the_border_moves_little()
    {
        (IGrowList list, List<CountedArray<int>> arrays) = New(Double);
        for (int i = 0; i < 513; i++) list.Add(i);
        long before = Writes(arrays);
        for (int i = 0; i < 500; i++)
        {
            list.RemoveLast();
            list.Add(i);
        }

        Expect.That(Writes(arrays) - before <= 1500, "at most 3 writes for each addition and removal", $"{Writes(arrays) - before} writes for 1,000 of them", because: "513 entries lie in 1,024 places. Whoever shrinks at a half moves 512 entries at each removal, and 512 again at the next addition.");
    }

    [Fact]
    public void An_empty_list_keeps_no_large_array()
    {
        (IGrowList list, List<CountedArray<int>> arrays) = New(Double);
        for (int i = 0; i < 1000; i++) list.Add(i);
        for (int i = 0; i < 980; i++) list.RemoveLast();
        Expect.That(list.Capacity <= 80, "room for at most 80", list.Capacity, because: "20 entries are left: the array may be four times as large, not fifty times.");
        Expect.That(arrays[^1].Length == list.Capacity, "the capacity of the array in use", list.Capacity, because: $"The latest array you asked for has {arrays[^1].Length} places.");
        Expect.Equal(19, list.At(19), because: "0 to 19 are left.");
    }

    [Fact]
    public void Any_work_costs_a_constant_for_each_step() => Property.Holds(
        Gen.Select(Gen.Bool, Gen.Int[1, 60]).Array[1, 12], runs =>
        {
            (IGrowList list, List<CountedArray<int>> arrays) = New(Double);
            int steps = 0;
            foreach ((bool adds, int times) in runs)
                for (int i = 0; i < times && (adds || list.Count > 0); i++, steps++)
                {
                    if (adds) list.Add(i);
                    else list.RemoveLast();
                    Expect.That(list.Capacity >= list.Count && list.Capacity <= Math.Max(2, 4 * list.Count), FormattableString.Invariant($"room for {list.Count} to {Math.Max(2, 4 * list.Count)}"), list.Capacity, because: "Never too small, and never more than three quarters empty.");
                }

            Expect.That(Writes(arrays) <= 3 * steps, FormattableString.Invariant($"at most 3 writes for each of {steps} steps"), $"{Writes(arrays)} writes", because: "Each move must be paid for by the steps since the move before: grow when full, shrink to a half when a quarter is left.");
        }, samples: 30);

    [Fact]
    public void What_is_not_there_is_refused()
    {
        (IGrowList list, _) = New(Double);
        Expect.Throws<InvalidOperationException>(() => list.RemoveLast(), because: "The list is empty.");
        list.Add(4);
        Expect.Throws<ArgumentOutOfRangeException>(() => list.At(-1), because: "Places start at 0.");
        list.Add(5);
        list.Add(6);
        Expect.Throws<ArgumentOutOfRangeException>(() => list.At(3), because: "There are the places 0, 1 and 2; the array behind is larger.");
        Expect.Equal(6, list.At(2), because: "4, 5, 6.");
    }

    [Fact]
    public void A_rule_that_does_not_grow_is_refused()
    {
        (IGrowList list, _) = New(capacity => capacity == 0 ? 2 : capacity);
        list.Add(1);
        list.Add(2);
        Expect.Throws<InvalidOperationException>(
            () =>
            {
                list.Add(3);
                return list.Count;
            }, because: "The list is full with 2 entries, and grow(2) is 2.");
        Expect.Equal(2, list.Count, because: "What was refused is not in.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You shrink when the array is half empty: it is full after the move, and adding and removing at the border moves everything every time. Wait until a quarter is left.", new((allocate, grow) => new PlainList(allocate, grow) { ShrinkAt = 2 })),
        new("You grow by a fixed step of your own: 49,500 copies for 1,000 additions, quadratic in total. Ask grow for the next capacity.", new((allocate, _) => GrowList.Empty(allocate, capacity => capacity + 10))),
        new("Your list never shrinks: what once held a million entries keeps room for a million.", new((allocate, grow) => new PlainList(allocate, grow) { ShrinkAt = 0 })),
        new("You move to a larger array at every addition. Move only when there is no room.", new((allocate, grow) => new PlainList(allocate, grow) { IsHasty = true })),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("a quarter checked before the removal is counted", new((allocate, grow) => new PlainList(allocate, grow) { ShrinkAt = 4 })),
        new("the array made at the first addition", new((allocate, grow) => new PlainList(allocate, grow) { ShrinkAt = 4, IsLate = true })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Write down the capacities while 1,000 entries come in. How many entries move in all, and how many steps lie between two moves?",
        "Full: ask grow for the next capacity, allocate, move each entry once. For shrinking ask: after the move, how many steps until the next one? If the answer can be 1, it was too early.",
        "Fields: the array, Count, the two functions. One method moves to a given capacity. Add: if Count is the capacity, move to grow(capacity), refused where that is not larger; then write at Count. RemoveLast: lower Count, read, and if 4·Count is at most the capacity, move to half the capacity.",
    ];

    private sealed class PlainList(Func<int, CountedArray<int>> allocate, Func<int, int> grow) : IGrowList
    {
        private CountedArray<int>? _room;

        public int ShrinkAt { get; init; } = 4;

        public bool IsHasty { get; init; }

        public bool IsLate { get; init; }

        public int Count { get; private set; }

        public int Capacity => _room?.Length ?? 0;

        public void Add(int value)
        {
            if (_room is null && !IsLate) _room = allocate(0);
            if (Count == Capacity || IsHasty)
            {
                int next = Count == Capacity ? grow(Capacity) : Capacity;
                if (next < Count + 1) throw new InvalidOperationException("No room.");
                Move(next);
            }

            _room![Count] = value;
            Count++;
        }

        public int RemoveLast()
        {
            if (Count == 0) throw new InvalidOperationException("Empty.");
            int last = _room![Count - 1];
            Count--;
            if (ShrinkAt > 0 && ShrinkAt * Count <= Capacity) Move(Capacity / 2);
            return last;
        }

        public int At(int index) => (uint)index < (uint)Count ? _room![index] : throw new ArgumentOutOfRangeException(nameof(index));

        private void Move(int capacity)
        {
            CountedArray<int> other = allocate(capacity);
            for (int i = Count - 1; i >= 0; i--) other[i] = _room![i];
            _room = other;
        }
    }
}
