using System.Globalization;
using Course;
using CsCheck;
using FromScratch.Git;

namespace Autograders;

/// <summary>Exercise 13.10: merging texts and whole projects with their common base.</summary>
[Exercise("13.10", "The three-way merge", Difficulty = 5, Minutes = 65, Core = true, Theory = "6. A merge is a base and two changes")]
public sealed class ThreeWayMerge : Exercise<ThreeWayMerge, ThreeWayMerge.Contract>
{
    public delegate MergeResult MergerOfLines(string[] baseLines, string[] ours, string[] theirs);

    public delegate TreeMerge MergerOfTrees(IReadOnlyDictionary<string, FileEntry> baseFiles, IReadOnlyDictionary<string, FileEntry> ours, IReadOnlyDictionary<string, FileEntry> theirs);

    public sealed record Contract(MergerOfLines Merge, MergerOfTrees MergeTrees);

    public static Verdict Check(MergerOfLines merge, MergerOfTrees mergeTrees) => Grade(new Contract(merge, mergeTrees));

    protected override Contract Reference => new(Merge3.Merge, Merge3.MergeTrees);

    private static string[] Lines(string text) => text.Length == 0 ? [] : [.. text.Split(' ').Select(word => word + "\n")];

    /// <summary>Merges texts of one word a line, and compares.</summary>
    private void Merged(string start, string ours, string theirs, string merged, int conflicts, string because)
    {
        MergeResult result = Subject.Merge(Lines(start), Lines(ours), Lines(theirs));
        if (result?.Lines is null) throw new ExpectationFailedException("a MergeResult with lines", "null", because);
        string[] expected = [.. merged.Length == 0 ? [] : merged.Split(' ').Select(word => word switch { "<" => "<<<<<<< ours\n", "=" => "=======\n", ">" => ">>>>>>> theirs\n", _ => word + "\n" })];
        Expect.Equal(string.Concat(expected), string.Concat(result.Lines), because);
        Expect.Equal(conflicts, result.Conflicts, because);
    }

    [Fact]
    public void Changes_in_different_places_are_both_taken() =>
        Merged("a b c d e", "A b c d e", "a b c d E", "A b c d E", 0, "Ours changed the first line, theirs the last one. Nobody else touched them.");

    [Fact]
    public void A_line_that_theirs_deleted_goes() =>
        Merged("a b c d e", "a b c d E", "a c d e", "a c d E", 0, "Theirs deleted b. Between ours and theirs alone it could be that ours added it: the base tells who changed.");

    [Fact]
    public void A_line_that_ours_inserted_stays() =>
        Merged("a b c d e", "a b x c d e", "a b c d e f", "a b x c d e f", 0, "Ours inserted x after b, theirs f at the end.");

    [Fact]
    public void Lines_move_when_lines_come_before_them() =>
        Merged("a b c d e f", "x y z a b c d E f", "a B c d e f g", "x y z a B c d E f g", 0, "Ours is three lines further from the start on: places are counted in the base.");

    [Fact]
    public void The_same_change_on_both_sides_is_made_once() =>
        Merged("a b c d", "a x y d", "a x y d", "a x y d", 0, "Both replaced b c by x y. Applied twice, the lines would stand there twice.");

    [Fact]
    public void A_line_that_both_deleted_goes_once() =>
        Merged("a b c d e f", "a c d e F", "a c d e f", "a c d e F", 0, "Both deleted b; then ours changed f.");

    [Fact]
    public void Different_changes_of_one_line_are_a_conflict() =>
        Merged("a b c", "a x c", "a y c", "a < x = y > c", 1, "Both versions stand between the markers, ours first, and the lines around them once.");

    [Fact]
    public void Overlapping_changes_are_one_conflict() =>
        Merged("a b c d e f", "a x y d e f", "a b Y Z e f", "a < x y d = b Y Z > e f", 1, "Ours replaced b c, theirs c d: the region is b to d, and each side's version of it is shown whole.");

    [Fact]
    public void Chains_of_overlaps_are_one_conflict() =>
        Merged("1 2 3 4 5 6 7 8", "1 O O 4 P P 7 8", "1 2 T T T 6 7 8", "1 < O O 4 P P = 2 T T T 6 > 7 8", 1, "Ours changed 2-3 and 5-6, theirs 3-5: each overlaps the next, so all is one region, 2 to 6.");

    [Fact]
    public void Changes_that_touch_are_a_conflict() =>
        Merged("a b c d", "a x c d", "a b y d", "a < x c = b y > d", 1, "Ours changed b, theirs c right behind it. git calls that a conflict: neighbouring lines mostly belong together.");

    [Fact]
    public void One_unchanged_line_between_is_enough() =>
        Merged("a b c d e", "a x c d e", "a b c y e", "a x c y e", 0, "Between b and d stands c, which nobody touched.");

    [Fact]
    public void Two_insertions_at_one_place_are_a_conflict() =>
        Merged("a b", "a x b", "a y b", "a < x = y > b", 1, "Both inserted between a and b: which comes first is for a person to say.");

    [Fact]
    public void Deleted_here_and_changed_there_is_a_conflict() =>
        Merged("a b c", "a c", "a y c", "a < = y > c", 1, "Ours deleted b, theirs changed it. An empty side is an answer too.");

    [Fact]
    public void Lines_on_which_both_agree_stand_outside_of_the_markers() =>
        Merged("a b c", "a x p q y c", "a x r y c", "a x < p q = r > y c", 1, "Both versions begin with x and end with y: a person has to look at the rest only.");

    [Fact]
    public void One_side_may_agree_whole()
    {
        Merged("a b c", "a y c", "a x y c", "a < = x > y c", 1, "Ours is y, theirs x y: they end alike, and what is left of ours is nothing.");
        Merged("a b c", "a x y c", "a y c", "a < x = > y c", 1, "Ours is x y, theirs y: they end alike, and what is left of theirs is nothing.");
        Merged("a b c", "a p y z c", "a r y z c", "a < p = r > y z c", 1, "Both end with y z: two lines stand outside.");
    }

    [Fact]
    public void Two_conflicts_are_counted() =>
        Merged("1 2 3 4 5 6 7 8 9", "1 o 3 4 5 6 7 O 9", "1 t 3 4 5 6 7 T 9", "1 < o = t > 3 4 5 6 7 < O = T > 9", 2, "Lines 2 and 8, with five untouched lines between.");

    [Fact]
    public void From_an_empty_base_everything_is_new() =>
        Merged("", "a", "b", "< a = b >", 1, "Both wrote a text where there was none.");

    [Fact]
    public void A_last_line_without_end_does_not_swallow_a_marker()
    {
        MergeResult merged = Subject.Merge(["a\n", "b\n"], ["a\n", "x"], ["a\n", "y"]);
        Expect.Equal("a\n<<<<<<< ours\nx\n=======\ny\n>>>>>>> theirs\n", string.Concat(merged.Lines), because: "A marker begins a line of its own: add the line end that x and y lack.");
        merged = Subject.Merge(["a\n", "m\n", "b"], ["A\n", "m\n", "b"], ["a\n", "m\n", "c"]);
        Expect.Equal("A\nm\nc", string.Concat(merged.Lines), because: "Without a conflict nothing is added: c has no line end.");
    }

    [Fact]
    public void Who_changed_nothing_gives_way() => Property.Holds(Gen.Select(Words, Words), texts =>
    {
        (string[] start, string[] changed) = texts;
        Same(changed, 0, Subject.Merge(start, changed, start), "Theirs is the base: ours it is.");
        Same(changed, 0, Subject.Merge(start, start, changed), "Ours is the base: theirs it is.");
        Same(changed, 0, Subject.Merge(start, changed, changed), "Both sides are the same text.");
    });

    [Fact]
    public void The_sides_have_equal_rights() => Property.Holds(Gen.Select(Words, Words, Words), texts =>
    {
        MergeResult one = Subject.Merge(texts.Item1, texts.Item2, texts.Item3), other = Subject.Merge(texts.Item1, texts.Item3, texts.Item2);
        Expect.Equal(one.Conflicts, other.Conflicts, because: "Swapping the sides swaps what stands between the markers, no more.");
        if (one.Conflicts == 0) Expect.Equal(string.Concat(one.Lines), string.Concat(other.Lines), because: "Without a conflict it does not matter who merges whom.");
    });

    [Fact]
    public void Changes_apart_from_each_other_never_conflict() => Property.Holds(
        Gen.Int[0, 3].Array[7], changes =>
        {
            // Seven places, five lines apart; each is changed by nobody, ours, theirs or both alike, as the number says.
            string[] Version(int side) => [.. changes.SelectMany((change, i) => ((change & side) != 0 ? i % 3 == 0 ? [] : i % 3 == 1 ? new[] { $"new {i}\n" } : [$"place {i}\n", $"more {i}\n"] : [$"place {i}\n"]).Concat(Enumerable.Range(0, 5).Select(j => string.Create(CultureInfo.InvariantCulture, $"{i}.{j}\n"))))];
            Same(Version(3), 0, Subject.Merge(Version(4), Version(1), Version(2)), $"Seven places with five lines between, changed by nobody (0), ours (1), theirs (2), both alike (3): {ValueText.Of(changes)}.");
        });

    private static readonly Gen<string[]> Words = Gen.Int[0, 3].Array[0, 7].Select(words => words.Select(i => $"{"abcd"[i]}\n").ToArray());

    private static void Same(string[] expected, int conflicts, MergeResult? result, string because)
    {
        if (result?.Lines is null) throw new ExpectationFailedException("a MergeResult with lines", "null", because);
        Expect.Equal(string.Concat(expected), string.Concat(result.Lines), because);
        Expect.Equal(conflicts, result.Conflicts, because);
    }

    private const char Program = 'x';

    /// <summary>A version of a project as text: "f1 gx2" is f with content 1 and g, a program, with content 2.</summary>
    private static Dictionary<string, FileEntry> Project(string text) => text.Length == 0 ? [] : text.Split(' ').ToDictionary(
        word => word[..1], word => new FileEntry(word.Contains(Program, StringComparison.Ordinal) ? "100755" : "100644", new string(word[^1], 40)));

    private TreeMerge Trees(string start, string ours, string theirs) => Subject.MergeTrees(Project(start), Project(ours), Project(theirs)) ?? throw new ExpectationFailedException("a TreeMerge", "null", "Without files the lists are empty.");

    private void Decides(string start, string ours, string theirs, string files, string because)
    {
        TreeMerge merged = Trees(start, ours, theirs);
        Expect.SequenceEqual(Project(files).Select(pair => (pair.Key, pair.Value)), merged.Files, because);
        Expect.SequenceEqual([], merged.ToMerge, because);
        Expect.SequenceEqual([], merged.Conflicts, because);
    }

    [Fact]
    public void Each_side_s_files_are_taken_where_the_other_kept_the_base() =>
        Decides("a1 b1 c1 d1", "a2 b1 d1 e1", "a1 b2 c1 f1", "a2 b2 e1 f1", "a was changed by ours, b by theirs; c was deleted by ours, d by theirs; e and f are new.");

    [Fact]
    public void What_both_did_alike_is_no_conflict() =>
        Decides("a1 b1", "a2 c1", "a2 c1", "a2 c1", "Both changed a alike, both deleted b, both added the same c.");

    [Fact]
    public void Mode_and_content_are_decided_apart() =>
        Decides("a1 b1", "ax1 bx2", "a2 bx1", "ax2 bx2", "Ours made a a program, theirs changed its content: take both. b was made a program by both, and changed by ours.");

    [Fact]
    public void Content_that_both_changed_is_to_be_merged()
    {
        TreeMerge merged = Trees("a1 b1 c1", "a2 b1 cx2", "a3 b1 c3");
        Expect.SequenceEqual([new ContentMerge("a", "100644", new('1', 40), new('2', 40), new('3', 40)), new ContentMerge("c", "100755", new('1', 40), new('2', 40), new('3', 40))], merged.ToMerge, because: "Both sides changed a and c: their lines decide. The mode of c is decided: ours made it a program.");
        Expect.SequenceEqual([("b", new FileEntry("100644", new('1', 40)))], merged.Files, because: "b is as it was.");
    }

    [Fact]
    public void What_only_a_person_can_decide_is_a_conflict()
    {
        TreeMerge merged = Trees("b1 c1 d1", "a1 c2 dx2", "a2 b2 d1");
        Expect.SequenceEqual([new TreeConflict("a", "add/add"), new TreeConflict("b", "modify/delete"), new TreeConflict("c", "modify/delete")], merged.Conflicts, because: "a is new on both sides, and not the same; b was deleted by ours and changed by theirs; c the other way round. Taking either side would lose work.");
        Expect.SequenceEqual([("d", new FileEntry("100755", new('2', 40)))], merged.Files, because: "d is not in conflict: only ours changed it.");
        Expect.SequenceEqual([], merged.ToMerge, because: "No file was changed by both sides.");
    }

    [Fact]
    public void Two_different_new_modes_are_a_conflict()
    {
        Dictionary<string, FileEntry> Of(string mode) => new() { ["a"] = new(mode, Bytes.Hello) };
        TreeMerge merged = Subject.MergeTrees(Of("100644"), Of("100755"), Of("120000"));
        Expect.SequenceEqual([new TreeConflict("a", "mode")], merged.Conflicts, because: "Ours made it a program, theirs a symbolic link.");
        Expect.SequenceEqual([], merged.Files, because: "What is in conflict is not decided.");
    }

    [Fact]
    public void The_same_new_file_with_two_modes_is_a_conflict()
    {
        TreeMerge merged = Trees("", "a1", "ax1");
        Expect.SequenceEqual([new TreeConflict("a", "add/add")], merged.Conflicts, because: "Both added a, with the same content, but only theirs can be run: there is no base that tells who is right.");
    }

    [Fact]
    public void Lists_are_in_the_order_of_bytes()
    {
        TreeMerge merged = Trees("z1 B1 a1", "z1 B1 a1 é1", "z1 B1 a1");
        Expect.SequenceEqual(["B", "a", "z", "é"], merged.Files.Select(file => file.Path), because: "As in an index: by the bytes of the paths.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You compared ours and theirs only. Theirs deleted a line you kept: the base tells who changed.", Reference with { Merge = (start, ours, theirs) => TwoWay(ours, theirs) }),
        new("The same edit on both sides was applied twice, or called a conflict. Where both versions of a place are equal, take one.", Reference with { Merge = (start, ours, theirs) => Regions(start, ours, theirs, same: false) }),
        new("Changes that touch are merged as if they had nothing to do with each other. git calls neighbouring changes a conflict.", Reference with { Merge = (start, ours, theirs) => Regions(start, ours, theirs, touching: false) }),
        new("Lines that both sides begin or end with belong outside of the markers.", Reference with { Merge = (start, ours, theirs) => Regions(start, ours, theirs, trim: false) }),
        new("Modify/delete: you took the deletion, and a change is lost. Neither side gives way: it is a conflict.", Reference with { MergeTrees = (start, ours, theirs) => Merge3.MergeTrees(start, ours, theirs) is var merged ? merged with { Conflicts = [.. merged.Conflicts.Where(conflict => conflict.Kind != "modify/delete")] } : merged }),
        new("A file's mode and its content are two things: ours may change one, theirs the other.", Reference with { MergeTrees = WholeEntries }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("each line of the base marked by who keeps it", Reference with { Merge = (start, ours, theirs) => Regions(start, ours, theirs) }),
        new("a decision table over the three versions", Reference with { MergeTrees = ByTable }),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Diff the base against each side. Each script is a list of changes: from where to where in the base, and by what. Lines of the base that both keep are fixed points: between two of them decide once.",
        "Walk through both lists by their place in the base. A region begins with the earlier change and grows as long as a change of either side begins at or before its end. Keep for each side how much longer or shorter it has become: that tells where its version of the region stands.",
        "A region: only one side has changes in it, or both versions are equal: take that; else cut off what both begin and end with, and write markers. MergeTrees: the same rule of three for a whole entry; where all three exist, once for the mode and once for the id; sort by bytes.",
    ];

    private static MergeResult TwoWay(string[] ours, string[] theirs) => new([.. Myers.Diff(ours, theirs).Select(edit => edit.Line)], 0);

    /// <summary>A merge by fixed points: lines of the base that both sides keep.</summary>
    private static MergeResult Regions(string[] start, string[] ours, string[] theirs, bool same = true, bool touching = true, bool trim = true)
    {
        int?[] inOurs = Places(start, ours), inTheirs = Places(start, theirs);
        var merged = new List<string>();
        int b = 0, o = 0, t = 0, conflicts = 0;
        while (b < start.Length || o < ours.Length || t < theirs.Length)
        {
            if (b < start.Length && inOurs[b] == o && inTheirs[b] == t)
            {
                merged.Add(start[b]);
                (b, o, t) = (b + 1, o + 1, t + 1);
                continue;
            }

            int end = b;
            if (touching) while (end < start.Length && (inOurs[end] is null || inTheirs[end] is null)) end++;
            else
            {
                // Ends as soon as no change of one side goes on.
                bool oursOpen = Open(inOurs, b, o), theirsOpen = Open(inTheirs, b, t);
                while (end < start.Length && ((oursOpen && inOurs[end] is null) || (theirsOpen && inTheirs[end] is null)))
                {
                    oursOpen |= inOurs[end] is null;
                    theirsOpen |= inTheirs[end] is null;
                    end++;
                }

                if (oursOpen != theirsOpen)
                {
                    while (end < start.Length && (oursOpen ? inOurs : inTheirs)[end] is null) end++;
                }
            }

            int oEnd = touching || end == start.Length || inOurs[end] is not null ? End(inOurs, end, ours.Length) : o + (end - b), tEnd = touching || end == start.Length || inTheirs[end] is not null ? End(inTheirs, end, theirs.Length) : t + (end - b);
            string[] was = start[b..end], our = ours[o..oEnd], their = theirs[t..tEnd];
            if (!Changed(was, our)) merged.AddRange(their);
            else if (!Changed(was, their) || (same && our.SequenceEqual(their))) merged.AddRange(our);
            else
            {
                int head = 0, tail = 0;
                if (trim)
                {
                    while (head < Math.Min(our.Length, their.Length) && our[head] == their[head]) head++;
                    while (tail < Math.Min(our.Length, their.Length) - head && our[^(tail + 1)] == their[^(tail + 1)]) tail++;
                }

                string Ended(string line) => line.EndsWith('\n') ? line : line + "\n";
                merged.AddRange([.. our[..head], "<<<<<<< ours\n", .. our[head..^tail].Select(Ended), "=======\n", .. their[head..^tail].Select(Ended), ">>>>>>> theirs\n", .. our[^tail..]]);
                conflicts++;
            }

            (b, o, t) = (end, oEnd, tEnd);
        }

        return new([.. merged], conflicts);

        bool Changed(string[] was, string[] now) => !was.SequenceEqual(now);
        bool Open(int?[] places, int at, int side) => at >= places.Length || places[at] != side;
    }

    private static int End(int?[] places, int at, int length) => at < places.Length ? places[at]!.Value : length;

    private static int?[] Places(string[] start, string[] side)
    {
        int?[] places = new int?[start.Length];
        int b = 0, s = 0;
        foreach (LineEdit edit in Myers.Diff(start, side))
        {
            if (edit.Kind == LineChange.Keep) places[b] = s;
            if (edit.Kind != LineChange.Insert) b++;
            if (edit.Kind != LineChange.Delete) s++;
        }

        return places;
    }

    private static TreeMerge WholeEntries(IReadOnlyDictionary<string, FileEntry> start, IReadOnlyDictionary<string, FileEntry> ours, IReadOnlyDictionary<string, FileEntry> theirs)
    {
        TreeMerge right = Merge3.MergeTrees(start, ours, theirs);
        string[] mixed = [.. right.Files.Where(file => start.ContainsKey(file.Path) && file.File != ours.GetValueOrDefault(file.Path) && file.File != theirs.GetValueOrDefault(file.Path)).Select(file => file.Path)];
        return right with
        {
            Files = [.. right.Files.Where(file => !mixed.Contains(file.Path))],
            ToMerge = [.. right.ToMerge.Concat(mixed.Select(path => new ContentMerge(path, ours[path].Mode, start[path].Id, ours[path].Id, theirs[path].Id))).OrderBy(merge => merge.Path, ByteOrder.Instance)],
        };
    }

    private static TreeMerge ByTable(IReadOnlyDictionary<string, FileEntry> start, IReadOnlyDictionary<string, FileEntry> ours, IReadOnlyDictionary<string, FileEntry> theirs)
    {
        var files = new SortedDictionary<string, FileEntry>(ByteOrder.Instance);
        var merges = new SortedDictionary<string, ContentMerge>(ByteOrder.Instance);
        var conflicts = new SortedDictionary<string, TreeConflict>(ByteOrder.Instance);
        foreach (string path in new[] { start, ours, theirs }.SelectMany(version => version.Keys).Distinct())
        {
            (FileEntry? b, FileEntry? o, FileEntry? t) = (start.GetValueOrDefault(path), ours.GetValueOrDefault(path), theirs.GetValueOrDefault(path));
            FileEntry? taken = o == b ? t : o;
            if (o == t || o == b || t == b)
            {
                if (taken != null) files[path] = taken;
                continue;
            }

            if (b == null) conflicts[path] = new(path, "add/add");
            else if (o == null || t == null) conflicts[path] = new(path, "modify/delete");
            else if (o.Mode != t.Mode && o.Mode != b.Mode && t.Mode != b.Mode) conflicts[path] = new(path, "mode");
            else
            {
                string mode = o.Mode == b.Mode ? t.Mode : o.Mode;
                if (o.Id == t.Id || t.Id == b.Id) files[path] = new(mode, o.Id);
                else if (o.Id == b.Id) files[path] = new(mode, t.Id);
                else merges[path] = new(path, mode, b.Id, o.Id, t.Id);
            }
        }

        return new([.. files.Select(pair => (pair.Key, pair.Value))], [.. merges.Values], [.. conflicts.Values]);
    }
}
