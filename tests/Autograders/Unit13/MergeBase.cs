using Course;
using CsCheck;
using FromScratch.Git;

namespace Autograders;

/// <summary>Exercise 13.9: where two branches parted.</summary>
[Exercise("13.9", "Merge bases", Difficulty = 3, Minutes = 35, Core = true, Theory = "4. Branches are notes on the wall")]
public sealed class MergeBase : Exercise<MergeBase, MergeBase.Contract>
{
    public delegate string[] BasesOf(Func<string, string[]> parents, string a, string b);

    public delegate bool Precedes(Func<string, string[]> parents, string ancestor, string descendant);

    public sealed record Contract(BasesOf MergeBases, Precedes IsAncestor);

    public static Verdict Check(BasesOf mergeBases, Precedes isAncestor) => Grade(new Contract(mergeBases, isAncestor));

    /// <summary>Holds your merge bases against the reference's and a library's, in one history.</summary>
    public static Comparison Compare(BasesOf mergeBases, Func<string, string[]> parents, (string Name, string A, string B)[] pairs, BasesOf library) => Compared(
        Part("MergeBases", mergeBases, contract => contract.MergeBases, library, "LibGit2Sharp", [.. pairs.Select(pair => (pair.Name, (Func<BasesOf, string>)(f => string.Join(' ', f(parents, pair.A, pair.B)))))]));

    protected override Contract Reference => new(Ancestry.MergeBases, Ancestry.IsAncestor);

    /// <summary>A history as text: <c>b&lt;a</c> says that a is b's parent, <c>m&lt;x,y</c> that m merges y into x.</summary>
    private static Dictionary<string, string[]> History(string text) => text.Split(' ').Select(part => part.Split('<')).ToDictionary(part => part[0], part => part.Length == 1 ? [] : part[1].Split(','));

    private void BasesAre(string[] expected, string history, string a, string b, string because)
    {
        Dictionary<string, string[]> known = History(history);
        Expect.SequenceEqual(expected, Subject.MergeBases(id => [.. known[id]], a, b), because: $"{because} The history, child<parents: {history}.");
        Expect.SequenceEqual(expected, Subject.MergeBases(id => [.. known[id]], b, a), because: $"The same with the two swapped: it does not matter which side asks. The history, child<parents: {history}.");
    }

    [Fact]
    public void Two_branches_that_forked() => BasesAre(["b"], "a b<a c<b d<b e<d", "c", "e", "Both came from b. a is a common ancestor too, but reachable from b.");

    [Fact]
    public void An_ancestor_is_the_base_itself() => BasesAre(["b"], "a b<a c<b d<c", "b", "d", "b is an ancestor of d: nothing to merge, the branch can be moved forward.");

    [Fact]
    public void A_commit_with_itself() => BasesAre(["c"], "a b<a c<b", "c", "c", "Every commit is its own ancestor.");

    [Fact]
    public void Two_branches_merged_crosswise_have_two_bases() => BasesAre(["a", "b"], "r a<r b<r x<a,b y<b,a", "x", "y", "a and b are both reachable from both, and neither from the other. r is reachable from them: drop it.");

    [Fact]
    public void After_a_merge_the_base_has_moved() => BasesAre(["t1"], "r m1<r t1<r m2<m1,t1 m3<m2 t2<t1", "m3", "t2", "m2 merged t1, so t1 is common now, and r is reachable from it.");

    [Fact]
    public void Histories_without_a_common_start_have_none() => BasesAre([], "a b<a x y<x", "b", "y", "Nothing is reachable from both.");

    [Fact]
    public void A_common_ancestor_may_be_reached_by_a_long_way_only() => BasesAre(["c"], "r c<r d<c e<d f<e,r g<c", "f", "g", "r is f's parent, c only its great-grandparent; but r is reachable from c. The shortest way does not count.");

    [Fact]
    public void A_merge_of_three() => BasesAre(["b", "c"], "r a<r b<r c<r o<a,b,c z<b,c", "o", "z", "An octopus has three parents. a is not reachable from z.");

    [Fact]
    public void Bases_come_in_the_order_of_their_ids() => BasesAre(["B", "C", "a"], "r a<r B<r C<r x<a,B,C y<C,a,B", "x", "y", "Ordinal order: capitals first.");

    [Theory]
    [InlineData("a", "d", true)]
    [InlineData("b", "d", true)]
    [InlineData("c", "d", true)]
    [InlineData("d", "d", true)]
    [InlineData("d", "a", false)]
    [InlineData("b", "c", false)]
    [InlineData("x", "d", false)]
    public void Ancestors_are_what_can_be_reached(string ancestor, string descendant, bool expected)
    {
        Dictionary<string, string[]> history = History("a b<a c<a d<b,c x");
        Expect.Equal(expected, Subject.IsAncestor(id => [.. history[id]], ancestor, descendant), because: "From d over parents: d itself, b, c, a. The history, child<parents: a b<a c<a d<b,c x.");
    }

    [Fact]
    public void Any_history_is_as_by_definition() => Property.Holds(
        Gen.Select(Gen.Select(Gen.Int[0, 8], Gen.Int[0, 8], Gen.Int[0, 3]).Array[10], Gen.Int[0, 9], Gen.Int[0, 9]), sample =>
        {
            string text = string.Join(' ', sample.Item1.Select((node, i) => i == 0 || node.Item3 == 0 ? $"c{i}" : $"c{i}<c{node.Item1 % i}{(node.Item3 > 1 && node.Item2 % i != node.Item1 % i ? $",c{node.Item2 % i}" : "")}"));
            Dictionary<string, string[]> history = History(text);
            string a = $"c{sample.Item2}", b = $"c{sample.Item3}";
            string[] common = [.. history.Keys.Where(id => Reaches(history, a, id) && Reaches(history, b, id))];
            string[] bases = [.. common.Where(id => !common.Any(other => other != id && Reaches(history, other, id))).Order(StringComparer.Ordinal)];
            Expect.SequenceEqual(bases, Subject.MergeBases(id => [.. history[id]], a, b), because: $"Of the common ancestors {string.Join(", ", common)} drop those that another one reaches. The history, child<parents: {text}.");
        }, samples: 100);

    [Fact]
    public void Histories_are_deeper_than_a_stack()
    {
        string[] Parents(string id) => int.Parse(id, System.Globalization.CultureInfo.InvariantCulture) is var number && number > 0 ? [(number < 1_000_000 ? number - 1 : number - 1_000_000).ToString(System.Globalization.CultureInfo.InvariantCulture)] : [];
        Expect.SequenceEqual(["30000"], Subject.MergeBases(Parents, "60000", "1030000"), because: "60,000 commits in a row. Recursion takes a stack frame for each: use a stack or queue of your own.");
        Expect.Equal(true, Subject.IsAncestor(Parents, "0", "60000"), because: "60,000 commits in a row. Recursion takes a stack frame for each: use a stack or queue of your own.");
    }

    [Fact]
    public void No_commit_is_asked_again_and_again()
    {
        // 40 diamonds in a row: 2⁴⁰ ways lead down, over 121 commits.
        var history = new Dictionary<string, string[]> { ["d0"] = [] };
        for (int i = 1; i <= 40; i++) (history[$"l{i}"], history[$"r{i}"], history[$"d{i}"]) = ([$"d{i - 1}"], [$"d{i - 1}"], [$"l{i}", $"r{i}"]);
        (history["x"], history["y"]) = (["d40"], ["d40"]);
        int asked = 0;
        string[] Parents(string id)
        {
            Expect.That(++asked <= 5 * history.Count, $"at most {5 * history.Count} questions about {history.Count} commits", "more", because: "2⁴⁰ ways lead down. Remember which commits you have seen, and follow each once.");
            return [.. history[id]];
        }

        Expect.SequenceEqual(["d40"], Subject.MergeBases(Parents, "x", "y"), because: "x and y both have the parent d40.");
        asked = 0;
        Expect.Equal(true, Subject.IsAncestor(Parents, "d0", "x"), because: "Every way down ends at d0.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You return all common ancestors. Drop those that are reachable from another of them.", Reference with { MergeBases = (parents, a, b) => [.. Ancestry.Reachable(parents, a).Intersect(Ancestry.Reachable(parents, b)).Order(StringComparer.Ordinal)] }),
        new("You took the nearest common ancestor, or the first you met. Two may be best, and a near one may be reachable from one farther away.", Reference with { MergeBases = Nearest }),
        new("You followed first parents only. A merge brings in what its other parents reach.", new(
            (parents, a, b) => Ancestry.MergeBases(id => [.. parents(id).Take(1)], a, b), (parents, ancestor, descendant) => Ancestry.IsAncestor(id => [.. parents(id).Take(1)], ancestor, descendant))),
        new("You asked the other way round: whether the descendant can be reached from the ancestor. Parents lead back in time, so start at the descendant.", Reference with { IsAncestor = (parents, ancestor, descendant) => Ancestry.IsAncestor(parents, descendant, ancestor) }),
        new("Every commit is its own ancestor: so `git merge` of the commit you are on is already up to date.", Reference with { IsAncestor = (parents, ancestor, descendant) => ancestor != descendant && Ancestry.IsAncestor(parents, ancestor, descendant) }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("a queue, and dropping what the strict ancestors of a common one are", new(
            (parents, a, b) =>
            {
                List<string> common = [.. Queued(parents, a).Where(Queued(parents, b).Contains)];
                HashSet<string> strict = Queued(parents, [.. common.SelectMany(parents)]);
                return [.. common.Where(id => !strict.Contains(id)).Order(StringComparer.Ordinal)];
            },
            (parents, ancestor, descendant) => Queued(parents, descendant).Contains(ancestor))),
        new("two colours, spread together", Reference with
        {
            MergeBases = (parents, a, b) =>
            {
                var colour = new Dictionary<string, int>();
                foreach ((string start, int bit) in new[] { (a, 1), (b, 2) })
                    foreach (string id in Queued(parents, start)) colour[id] = colour.GetValueOrDefault(id) | bit;
                var below = new HashSet<string>();
                foreach ((string id, int bits) in colour)
                    if (bits == 3) below.UnionWith(parents(id));
                string[] found = [.. colour.Where(pair => pair.Value == 3 && !below.Contains(pair.Key)).Select(pair => pair.Key)];
                Array.Sort(found, string.CompareOrdinal);
                return found;
            },
        }),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Write a helper first: all commits that can be reached from one, itself included. What do two such sets say about a and b?",
        "The common ancestors are the intersection. Now drop those that another common ancestor reaches. Do you have to walk for that? A common ancestor's parents are common ancestors too.",
        "Reachable: a set of what was seen, a stack of what waits; pop, ask for parents, push those that are new. IsAncestor: is it in the descendant's set? MergeBases: the intersection, without all parents of its members, sorted ordinally.",
    ];

    private static bool Reaches(Dictionary<string, string[]> history, string from, string to) => from == to || history[from].Any(parent => Reaches(history, parent, to));

    private static HashSet<string> Queued(Func<string, string[]> parents, params string[] from)
    {
        HashSet<string> seen = [.. from];
        var queue = new Queue<string>(seen);
        while (queue.Count > 0) foreach (string parent in parents(queue.Dequeue())) if (seen.Add(parent)) queue.Enqueue(parent);
        return seen;
    }

    private static string[] Nearest(Func<string, string[]> parents, string a, string b)
    {
        HashSet<string> reachable = Queued(parents, b), seen = [a];
        var queue = new Queue<string>(seen);
        while (queue.TryDequeue(out string? id))
        {
            if (reachable.Contains(id)) return [id];
            foreach (string parent in parents(id)) if (seen.Add(parent)) queue.Enqueue(parent);
        }

        return [];
    }
}
