using Course;
using CsCheck;
using FromScratch.Git;

namespace Autograders;

/// <summary>Exercise 13.6: what git status says, from three versions of a project.</summary>
[Exercise("13.6", "Status of three trees", Difficulty = 3, Minutes = 30, Core = true, Theory = "3. Three trees")]
public sealed class StatusThreeTrees : Exercise<StatusThreeTrees, StatusThreeTrees.Contract>
{
    public delegate FileStatus[] StatusOf(IReadOnlyDictionary<string, string> head, IReadOnlyDictionary<string, string> index, IReadOnlyDictionary<string, string> work, Func<string, bool> isIgnored);

    public sealed record Contract(StatusOf Status);

    public static Verdict Check(StatusOf status) => Grade(new Contract(status));

    protected override Contract Reference => new(ThreeTrees.Status);

    /// <summary>What `git status --porcelain` (2.39) printed for one file, whose version in HEAD, index and working copy the first three letters give; - is no file.</summary>
    private static readonly string[] AsGitSays =
    [
        "---", "--A ??", "--B ??", "-A- AD", "-AA A ", "-AB AM", "-B- AD", "-BA AM", "-BB A ",
        "A-- D ", "A-A D  ??", "A-B D  ??", "AA-  D", "AAA", "AAB  M", "AB- MD", "ABA MM", "ABB M ",
        "B-- D ", "B-A D  ??", "B-B D  ??", "BA- MD", "BAA M ", "BAB MM", "BB-  D", "BBA  M", "BBB",
    ];

    private static Dictionary<string, string> Tree(params (string Path, char Version)[] files) => files.Where(file => file.Version != '-').ToDictionary(file => file.Path, file => new string(char.ToLowerInvariant(file.Version), 40));

    private FileStatus[] StatusOfOne(char head, char index, char work) => Subject.Status(Tree(("f", head)), Tree(("f", index)), Tree(("f", work)), _ => false);

    private static readonly string[] Names = ["no version", "version A", "version B"];

    private static string Name(char version) => Names[version == '-' ? 0 : version - '@'];

    [Fact]
    public void Staged_and_then_edited_is_MM() =>
        Expect.SequenceEqual([new FileStatus("f", "MM")], StatusOfOne('A', 'B', 'A'), because: "The index differs from HEAD: M. The working copy differs from the index: M, though it equals HEAD again.");

    [Fact]
    public void Deleted_in_the_index_but_still_there_is_two_lines() =>
        Expect.SequenceEqual([new FileStatus("f", "D "), new FileStatus("f", "??")], StatusOfOne('A', '-', 'A'), because: "The next commit deletes it, and the file on the disk is one that git does not know.");

    [Fact]
    public void Each_of_the_27_cases_is_as_git_says()
    {
        foreach (string line in AsGitSays)
        {
            FileStatus[] expected = line.Length == 3 ? [] : [.. line[4..].Chunk(3).Select(code => new FileStatus("f", $"{code[0]}{code[1]}"))];
            Expect.SequenceEqual(expected, StatusOfOne(line[0], line[1], line[2]), because: $"HEAD has {Name(line[0])}, the index {Name(line[1])}, the working copy {Name(line[2])}. First letter: HEAD → index. Second: index → working copy.");
        }
    }

    [Fact]
    public void What_is_the_same_everywhere_is_not_listed() =>
        Expect.SequenceEqual([], Subject.Status(Tree(("a", 'A'), ("b", 'B')), Tree(("a", 'A'), ("b", 'B')), Tree(("a", 'A'), ("b", 'B')), _ => false), because: "A clean working copy: nothing to say.");

    [Fact]
    public void Known_files_come_first_each_list_by_bytes() => Expect.SequenceEqual(
        [new FileStatus("B", "M "), new FileStatus("a.txt", " D"), new FileStatus("a/b", "A "), new FileStatus("C", "??"), new FileStatus("a", "??"), new FileStatus("é", "??")],
        Subject.Status(Tree(("a.txt", 'A'), ("B", 'A')), Tree(("a/b", 'A'), ("a.txt", 'A'), ("B", 'B')), Tree(("é", 'A'), ("a", 'A'), ("C", 'A'), ("a/b", 'A'), ("B", 'B')), _ => false),
        because: "First what git knows, then ??, both in the order of the paths' bytes: capitals before small letters, . before /, é last.");

    [Fact]
    public void Ignored_files_are_passed_over_if_git_does_not_know_them() => Expect.SequenceEqual(
        [new FileStatus("known.log", " M"), new FileStatus("new.txt", "??")],
        Subject.Status(Tree(("known.log", 'A')), Tree(("known.log", 'A')), Tree(("known.log", 'B'), ("new.log", 'A'), ("new.txt", 'A')), path => path.EndsWith(".log", StringComparison.Ordinal)),
        because: "Ignoring is for files that git does not know. known.log is in the index: its change counts, whatever the patterns say.");

    [Fact]
    public void Any_project_is_as_its_files_one_by_one() => Property.Holds(
        Gen.Int[0, 26].Array[1, 4], cases =>
        {
            string[] lines = [.. cases.Select(i => AsGitSays[i])];
            Dictionary<string, string> Side(int side) => Tree([.. lines.Select((line, i) => ($"f{i}", line[side]))]);
            FileStatus[] all = [.. lines.SelectMany((line, i) => line.Length == 3 ? [] : line[4..].Chunk(3).Select(code => new FileStatus($"f{i}", $"{code[0]}{code[1]}")))];
            Expect.SequenceEqual([.. all.Where(status => status.Code != "??"), .. all.Where(status => status.Code == "??")], Subject.Status(Side(0), Side(1), Side(2), _ => false), because: $"HEAD, index, working copy, file by file: {string.Join(", ", lines.Select(line => line[..3]))}.");
        });

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("MM: staged one version, edited again. You compared the working copy with HEAD; the second letter compares it with the index.", new((head, index, work, ignored) => Listed(head, index, work, ignored, (path, h, i, w) => (Letter(h, i), Letter(h, w))))),
        new("A file deleted in the index that is still on the disk is two lines, D and ??: git no longer knows the one on the disk.", new((head, index, work, ignored) => Listed(head, index, work, ignored, (path, h, i, w) => (Letter(h, i), i is null ? ' ' : Letter(i, w)), path => !head.ContainsKey(path)))),
        new("Ignoring is for files git does not know. What is in the index counts, whatever the patterns say.", new((head, index, work, ignored) => [.. Listed(head, index, work, ignored, (path, h, i, w) => (Letter(h, i), i is null ? ' ' : Letter(i, w))).Where(status => !ignored(status.Path))])),
        new("The letters stand the other way round: the first is HEAD → index, the second index → working copy.", new((head, index, work, ignored) => Listed(head, index, work, ignored, (path, h, i, w) => (i is null ? ' ' : Letter(i, w), Letter(h, i))))),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("one loop over all paths", new((head, index, work, ignored) => Listed(head, index, work, ignored, (path, h, i, w) => (Letter(h, i), i is null ? ' ' : Letter(i, w))))),
        new("two loops that collect letters in a sorted dictionary", new((head, index, work, ignored) =>
        {
            var letters = new SortedDictionary<string, char[]>(ByteOrder.Instance);
            char[] Of(string path) => letters.TryGetValue(path, out char[]? pair) ? pair : letters[path] = [' ', ' '];
            foreach (string path in head.Keys)
                if (!index.TryGetValue(path, out string? id)) Of(path)[0] = 'D';
                else if (id != head[path]) Of(path)[0] = 'M';
            foreach ((string path, string id) in index)
            {
                if (!head.ContainsKey(path)) Of(path)[0] = 'A';
                if (!work.TryGetValue(path, out string? now)) Of(path)[1] = 'D';
                else if (now != id) Of(path)[1] = 'M';
            }

            return [.. letters.Select(pair => new FileStatus(pair.Key, new string(pair.Value))), .. work.Keys.Except(index.Keys).Where(path => !ignored(path)).Order(ByteOrder.Instance).Select(path => new FileStatus(path, "??"))];
        })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Two comparisons, two letters. For each path of HEAD or index ask: what changed from HEAD to index? And from index to working copy?",
        "One helper gives a letter for a pair of versions: a space where they are equal (also where both are missing), A where the first is missing, D where the second is, M else. A path that the index lacks has no second letter.",
        "Known: paths of HEAD and index, both letters, without those that have two spaces. Unknown: paths of the working copy that the index lacks and that are not ignored, ??. Sort each list by the paths' UTF-8 bytes; known first.",
    ];

    private static char Letter(string? before, string? after) => before == after ? ' ' : before is null ? 'A' : after is null ? 'D' : 'M';

    private static FileStatus[] Listed(IReadOnlyDictionary<string, string> head, IReadOnlyDictionary<string, string> index, IReadOnlyDictionary<string, string> work, Func<string, bool> isIgnored,
        Func<string, string?, string?, string?, (char, char)> letters, Func<string, bool>? isUnknown = null)
    {
        var known = new List<FileStatus>();
        var unknown = new List<FileStatus>();
        foreach (string path in head.Keys.Concat(index.Keys).Concat(work.Keys).Distinct().OrderBy(path => Bytes.Hex(Bytes.Of(path)), StringComparer.Ordinal))
        {
            (char x, char y) = letters(path, head.GetValueOrDefault(path), index.GetValueOrDefault(path), work.GetValueOrDefault(path));
            if ((x, y) != (' ', ' ') && (head.ContainsKey(path) || index.ContainsKey(path))) known.Add(new(path, $"{x}{y}"));
            if (work.ContainsKey(path) && !index.ContainsKey(path) && !isIgnored(path) && isUnknown?.Invoke(path) != false) unknown.Add(new(path, "??"));
        }

        return [.. known, .. unknown];
    }
}
