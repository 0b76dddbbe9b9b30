using System.Globalization;
using Course;
using FromScratch.Git;

namespace Autograders;

/// <summary>Exercise 13.11: keeping two repositories in step.</summary>
[Exercise("13.11", "Fetch and push", Difficulty = 4, Minutes = 50, Theory = "7. A remote is another store, and names you remember", TimeLimitSeconds = 4)]
public sealed class FetchAndPush : Exercise<FetchAndPush, FetchAndPush.Contract>
{
    [Stateful]
    public delegate int Fetcher(Repo from, Repo to, string remote);

    [Stateful]
    public delegate PushResult Pusher(Repo local, Repo remote, string branch, bool force, string? lease);

    public sealed record Contract(Fetcher Fetch, Pusher Push);

    public static Verdict Check(Fetcher fetch, Pusher push) => Grade(new Contract(fetch, push));

    protected override Contract Reference => new(Transfer.Fetch, Transfer.Push);

    private const string Main = "refs/heads/main", Topic = "refs/heads/topic", OriginMain = "refs/remotes/origin/main", OriginTopic = "refs/remotes/origin/topic";
    private static readonly Person Ada = new("Ada Lovelace", "ada@example.com", 1700000000, 0);

    /// <summary>A repository in memory, with counters and faults.</summary>
    private sealed class Site
    {
        public Site()
        {
            Git.Write("HEAD", Bytes.Of("ref: refs/heads/main\n"));
            Repo = new(Store, RefStore.Open(Git, () => Ada));
        }

        public MemoryStore Store { get; } = new();

        public MemoryFolder Git { get; } = new();

        public Repo Repo { get; }

        public string? this[string name] => Repo.Refs.Resolve(name);

        /// <summary>Moves a name without asking.</summary>
        public void Set(string name, string id) => Repo.Refs.Update(name, id, Repo.Refs.Resolve(name), "set up");

        /// <summary>A commit of one file in a folder: four objects, where the text is new.</summary>
        public string Commit(string text, params string[] parents)
        {
            string blob = Store.Write("blob", Bytes.Of(text));
            string inner = Store.Write("tree", GitObjects.TreeBody([new("100644", "a.txt", blob)]));
            string tree = Store.Write("tree", GitObjects.TreeBody([new("040000", "src", inner)]));
            return Store.Write("commit", CommitFormat.Body(new(tree, parents, Ada, Ada, text)));
        }

        /// <summary>Commits in a row, and a branch at the last.</summary>
        public string[] Row(string branch, int count, string what, string? start = null)
        {
            var row = new List<string>();
            for (int i = 0; i < count; i++) row.Add(Commit(string.Create(CultureInfo.InvariantCulture, $"{what} {i}\n"), row.Count > 0 ? [row[^1]] : start is null ? [] : [start]));
            Set(branch, row[^1]);
            return [.. row];
        }

        /// <summary>What an object that is there refers to and that is missing; null when nothing is.</summary>
        public string? Hole() => Store.Ids.SelectMany(id =>
        {
            (string type, byte[] body) = Store.Read(id);
            return type == "tree" ? TreeFormat.Read(body).Select(entry => entry.Id) : type == "commit" ? [CommitFormat.Read(body).Tree, .. CommitFormat.Read(body).Parents] : [];
        }).FirstOrDefault(id => !Store.Contains(id));
    }

    [Fact]
    public void Fetch_copies_what_the_others_branches_reach()
    {
        Site theirs = new(), ours = new();
        string[] main = theirs.Row(Main, 3, "main");
        string topic = theirs.Row(Topic, 1, "topic", main[0])[0];
        theirs.Commit("on no branch\n");
        int copied = Subject.Fetch(theirs.Repo, ours.Repo, "origin");
        Expect.Equal(16, copied, because: "Four commits, each with a folder, a folder in it, and a text: 16 objects. A fifth commit is on no branch: nobody asked for it.");
        Expect.Equal((main[2], topic), (ours[OriginMain], ours[OriginTopic]), because: "Fetch remembers where the other's branches are, under refs/remotes/origin/.");
        Expect.Equal(null, ours.Hole(), because: "Every object that is here refers to objects that are here: commits to parents and folders, folders to what they hold.");
        Expect.Equal(16, ours.Store.Ids.Count, because: "16 objects are new here, and no other.");
    }

    [Fact]
    public void Fetch_leaves_your_own_branches_alone()
    {
        Site theirs = new(), ours = new();
        string[] main = theirs.Row(Main, 2, "main");
        Subject.Fetch(theirs.Repo, ours.Repo, "origin");
        Expect.SequenceEqual([OriginMain], ours.Repo.Refs.Names("refs/"), because: "Fetch never touches your branches, and makes none: that is pull, a fetch and then a merge.");
        ours.Set(Main, main[0]);
        Subject.Fetch(theirs.Repo, ours.Repo, "origin");
        Expect.Equal(main[0], ours[Main], because: "Your main stays where it is, though the other's is further.");
    }

    [Fact]
    public void Fetch_a_second_time_copies_the_new_only()
    {
        Site theirs = new(), ours = new();
        string[] main = theirs.Row(Main, 50, "main");
        Subject.Fetch(theirs.Repo, ours.Repo, "origin");
        string next = theirs.Row(Main, 3, "more", main[^1])[^1];
        int reads = theirs.Store.Reads;
        Expect.Equal(12, Subject.Fetch(theirs.Repo, ours.Repo, "origin"), because: "Three commits are new, with four objects each.");
        int asked = theirs.Store.Reads - reads;
        Expect.That(asked <= 24, "at most 24 objects read from the other", $"{asked} read", because: "200 objects were fetched before. Where an object is here, all it refers to is here: do not walk on.");
        Expect.Equal(0, ours.Store.WrittenAgain, because: "What is here is not sent again.");
        Expect.Equal(next, ours[OriginMain], because: "The remembered branch moves along.");
        int writes = ours.Git.Writes;
        Expect.Equal(0, Subject.Fetch(theirs.Repo, ours.Repo, "origin"), because: "Nothing is new now.");
        Expect.That(ours.Git.Writes == writes, "no file written", $"{ours.Git.Writes - writes} files written", because: "A name that has not moved is not written, and its log gets no line.");
    }

    [Fact]
    public void Fetch_shares_what_several_commits_hold()
    {
        Site theirs = new(), ours = new();
        string first = theirs.Commit("same\n"), second = theirs.Commit("same\n", first);
        theirs.Set(Main, second);
        Expect.Equal(5, Subject.Fetch(theirs.Repo, ours.Repo, "origin"), because: "Two commits of the same folder: two commits, two folders, one text. An object is copied once.");
        Expect.Equal(0, ours.Store.WrittenAgain, because: "An object is copied once, however many commits hold it.");
    }

    [Fact]
    public void Fetch_moves_a_remembered_branch_even_backwards()
    {
        Site theirs = new(), ours = new();
        string[] main = theirs.Row(Main, 3, "main");
        Subject.Fetch(theirs.Repo, ours.Repo, "origin");
        theirs.Set(Main, main[0]);
        Subject.Fetch(theirs.Repo, ours.Repo, "origin");
        Expect.Equal(main[0], ours[OriginMain], because: "Somebody has reset the other's main. refs/remotes/origin/main says where it is, liked or not.");
    }

    [Fact]
    public void Fetch_keeps_branches_with_slashes_and_remotes_apart()
    {
        Site theirs = new(), ours = new();
        string id = theirs.Row("refs/heads/feature/x", 1, "x")[0];
        theirs.Set("refs/tags/v1", id);
        Subject.Fetch(theirs.Repo, ours.Repo, "upstream");
        Expect.SequenceEqual(["refs/remotes/upstream/feature/x"], ours.Repo.Refs.Names("refs/"), because: "The branch's whole short name, below the remote's. Tags are not branches.");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(11)]
    public void A_line_that_breaks_leaves_names_as_they_were(int objects)
    {
        Site theirs = new(), ours = new();
        string[] main = theirs.Row(Main, 3, "main");
        ours.Store.FailAfter(objects);
        Expect.Throws<IOException>(() => Subject.Fetch(theirs.Repo, ours.Repo, "origin"), because: $"The line broke after {objects} objects: the caller must know.");
        Expect.Equal(null, ours[OriginMain], because: "Names move when all objects are here. Moved before, a crash leaves a name for a commit that is not there.");
        Expect.Equal(null, ours.Hole(), because: "What has come refers to what has come: contents first, then folders, then commits, parents before children. Then whoever has an object has all below it, and the next fetch may stop there.");
        ours.Store.FailAfter(int.MaxValue);
        Subject.Fetch(theirs.Repo, ours.Repo, "origin");
        Expect.Equal((main[2], null), (ours[OriginMain], ours.Hole()), because: "The next fetch brings the rest: origin/main is there, and nothing below it is missing.");
    }

    [Fact]
    public void Long_histories_are_fetched_without_recursion()
    {
        Site theirs = new(), ours = new();
        string tree = theirs.Store.Write("tree", []), tip = "";
        for (int i = 0; i < 20_000; i++) tip = theirs.Store.Write("commit", CommitFormat.Body(new(tree, tip.Length == 0 ? [] : [tip], Ada, Ada, "x")));
        theirs.Set(Main, tip);
        Expect.Equal(20_001, Subject.Fetch(theirs.Repo, ours.Repo, "origin"), because: "20,000 commits in a row and an empty folder. Recursion takes a stack frame for each: use a stack of your own.");
    }

    /// <summary>Two sites that both have main at the second of two commits, and remember each other's.</summary>
    private static (Site Ours, Site Theirs, string[] Main) InStep()
    {
        Site ours = new(), theirs = new();
        string[] main = ours.Row(Main, 2, "main");
        theirs.Row(Main, 2, "main");
        ours.Set(OriginMain, main[1]);
        return (ours, theirs, main);
    }

    [Fact]
    public void Push_sends_what_is_missing_and_moves_the_branch()
    {
        (Site ours, Site theirs, string[] main) = InStep();
        string next = ours.Row(Main, 2, "new", main[1])[1];
        PushResult result = Subject.Push(ours.Repo, theirs.Repo, "main", false, null);
        Expect.Equal((true, 8), (result.Accepted, result.Sent), because: "Two commits are new, with four objects each. The other's main is behind yours: it may be moved forward.");
        Expect.Equal((next, null), (theirs[Main], theirs.Hole()), because: "The other's main is at your commit, and nothing below it is missing.");
        Expect.Equal(0, theirs.Store.WrittenAgain, because: "What is there is not sent again.");
    }

    [Fact]
    public void Push_makes_a_branch_that_is_not_there()
    {
        (Site ours, Site theirs, string[] main) = InStep();
        ours.Set(Topic, main[0]);
        PushResult result = Subject.Push(ours.Repo, theirs.Repo, "topic", false, null);
        Expect.Equal((true, 0, main[0]), (result.Accepted, result.Sent, theirs[Topic]), because: "The other has no topic: nothing can be lost. It has the commit already: nothing is sent.");
        Expect.Equal(main[1], theirs[Main], because: "Only the branch that was named is moved.");
    }

    [Fact]
    public void Push_of_what_is_there_does_nothing()
    {
        (Site ours, Site theirs, string[] main) = InStep();
        int writes = theirs.Git.Writes;
        Expect.Equal((true, 0), (Subject.Push(ours.Repo, theirs.Repo, "main", false, null) is var result ? result.Accepted : false, result.Sent), because: "Both are at the same commit: up to date.");
        Expect.That(theirs.Git.Writes == writes, "no file written", $"{theirs.Git.Writes - writes} files written", because: "The other's main is where it belongs. Moving a name to where it stands only adds a line to its log.");
    }

    [Fact]
    public void Push_refuses_to_lose_the_others_commits()
    {
        (Site ours, Site theirs, string[] main) = InStep();
        ours.Row(Main, 1, "mine", main[1]);
        string bobs = theirs.Row(Main, 1, "bob's", main[1])[0];
        int known = theirs.Store.Ids.Count;
        PushResult result = Subject.Push(ours.Repo, theirs.Repo, "main", false, null);
        Expect.Equal((false, 0), (result.Accepted, result.Sent), because: "Bob has pushed meanwhile. His commit is not behind yours, and moving main would lose it: fetch and merge first.");
        Expect.Equal((bobs, known), (theirs[Main], theirs.Store.Ids.Count), because: "A refused push moves nothing and sends nothing.");
    }

    [Fact]
    public void Push_refuses_to_go_back()
    {
        (Site ours, Site theirs, string[] main) = InStep();
        ours.Set(Main, main[0]);
        Expect.Equal(false, Subject.Push(ours.Repo, theirs.Repo, "main", false, null).Accepted, because: "Your main was reset to the commit before. Moving the other's back would lose a commit there.");
        Expect.Equal(main[1], theirs[Main], because: "A refused push moves nothing.");
    }

    [Fact]
    public void A_merge_makes_it_go_forward_again()
    {
        (Site ours, Site theirs, string[] main) = InStep();
        string mine = ours.Commit("mine\n", main[1]), bobs = theirs.Row(Main, 1, "bob's", main[1])[0];
        Subject.Fetch(theirs.Repo, ours.Repo, "origin");
        string merge = ours.Commit("both\n", mine, bobs);
        ours.Set(Main, merge);
        Expect.Equal((true, 8), (Subject.Push(ours.Repo, theirs.Repo, "main", false, null) is var result ? result.Accepted : false, result.Sent), because: "Bob's commit is the merge's second parent, so nothing is lost. Sent are yours and the merge.");
        Expect.Equal((merge, null), (theirs[Main], theirs.Hole()), because: "The other's main is at the merge, and nothing below it is missing.");
    }

    [Fact]
    public void Force_goes_where_it_is_told()
    {
        (Site ours, Site theirs, string[] main) = InStep();
        string mine = ours.Row(Main, 1, "mine", main[0])[0];
        theirs.Row(Main, 1, "bob's", main[1]);
        PushResult result = Subject.Push(ours.Repo, theirs.Repo, "main", true, null);
        Expect.Equal((true, 4, mine), (result.Accepted, result.Sent, theirs[Main]), because: "Force was asked for. Bob's commit is on no branch now: that is why one does not force without a lease.");
    }

    [Fact]
    public void A_lease_protects_what_you_have_not_seen()
    {
        (Site ours, Site theirs, string[] main) = InStep();
        string mine = ours.Row(Main, 1, "mine", main[0])[0];
        string bobs = theirs.Row(Main, 1, "bob's", main[1])[0];
        Expect.Equal((false, 0), (Subject.Push(ours.Repo, theirs.Repo, "main", true, main[1]) is var stale ? stale.Accepted : true, stale.Sent), because: "You believe that the other's main is where you saw it last. Bob has moved it: the lease is stale, force or not.");
        Expect.Equal(bobs, theirs[Main], because: "A refused push moves nothing.");
        Expect.Equal(true, Subject.Push(ours.Repo, theirs.Repo, "main", true, bobs).Accepted, because: "Now you know of Bob's commit and say so: the lease holds.");
        Expect.Equal(mine, theirs[Main], because: "The lease held, and force was asked for.");
    }

    [Fact]
    public void A_lease_on_a_branch_that_is_not_there_is_stale()
    {
        (Site ours, Site theirs, string[] main) = InStep();
        ours.Set(Topic, main[1]);
        Expect.Equal(false, Subject.Push(ours.Repo, theirs.Repo, "topic", true, main[0]).Accepted, because: "You believe that the other has topic at this commit, and it has none: somebody has deleted it.");
        ours.Row(Main, 1, "new", main[1]);
        Expect.Equal(false, Subject.Push(ours.Repo, theirs.Repo, "main", false, main[0]).Accepted, because: "The push would go forward, but your belief is wrong. A lease counts without force too.");
    }

    [Fact]
    public void A_push_that_breaks_moves_nothing()
    {
        (Site ours, Site theirs, string[] main) = InStep();
        ours.Row(Main, 2, "new", main[1]);
        theirs.Store.FailAfter(6);
        Expect.Throws<IOException>(() => Subject.Push(ours.Repo, theirs.Repo, "main", false, null), because: "The line broke after six of eight objects.");
        Expect.Equal((main[1], null), (theirs[Main], theirs.Hole()), because: "The other's main moves last, and what has come refers to what has come.");
    }

    [Fact]
    public void Push_wants_a_branch()
    {
        (Site ours, Site theirs, _) = InStep();
        Expect.Throws<KeyNotFoundException>(() => Subject.Push(ours.Repo, theirs.Repo, "nothing", false, null), because: "There is no such branch here.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("Fetch moved your own branch. It copies and remembers; moving is for merge: that is pull.", Reference with { Fetch = (from, to, remote) => { int copied = Transfer.Fetch(from, to, remote); Move(to, Main, from.Refs.Resolve(Main)); return copied; } }),
        new("Names moved before the objects came: a crash leaves a name for a commit that is not there.", Reference with { Fetch = (from, to, remote) => { foreach (string name in from.Refs.Names("refs/heads/")) Move(to, $"refs/remotes/{remote}/{name[11..]}", from.Refs.Resolve(name)); return Transfer.Fetch(from, to, remote); } }),
        new("You sent everything again. Where the receiver has an object, it has all below it: stop there.", Reference with { Fetch = (from, to, remote) => { int copied = Everything(from, to); Transfer.Fetch(from, to, remote); return copied; } }),
        new("A push that does not go forward loses the other's commits. Refuse it, unless force is asked for.", Reference with { Push = (local, remote, branch, force, lease) => Transfer.Push(local, remote, branch, true, lease) }),
        new("The lease was not looked at. It says what the caller believes; where that is wrong, refuse, force or not.", Reference with { Push = (local, remote, branch, force, lease) => Transfer.Push(local, remote, branch, force, null) }),
        new("Commits came before what they hold. A line that breaks then leaves commits with holes, and the next fetch stops at them.", Reference with { Fetch = TopDown }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("missing objects listed from the top, written from the bottom", Reference with { Fetch = Listed }),
        new("the answer to forward? by merge bases", Reference with
        {
            Push = (local, remote, branch, force, lease) =>
            {
                string name = "refs/heads/" + branch, id = local.Refs.Resolve(name) ?? throw new KeyNotFoundException(branch);
                string? there = remote.Refs.Resolve(name);
                if (lease != null && lease != there) return new(false, 0, "stale");
                if (there == id) return new(true, 0, "same");
                if (there != null && !force)
                {
                    if (!local.Objects.Contains(there)) return new(false, 0, "unknown commits");
                    if (Ancestry.MergeBases(commit => CommitFormat.Read(local.Objects.Read(commit).Body).Parents, there, id) is not [var common] || common != there) return new(false, 0, "not forward");
                }

                int sent = Write(local, remote, Missing(local, remote, [id]));
                Move(remote, name, id);
                return new(true, sent, "ok");
            },
        }),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Write a helper that both need: copy what some ids reach and the receiver lacks. An object refers to others: a commit to its tree and parents, a tree to its entries, a blob to nothing.",
        "Order: an object is written after everything it refers to. With a stack of your own: push the object again, marked ready, and above it what it refers to; when the marked one comes up, all below it has been written. Do not descend into what the receiver has.",
        "Fetch: tips of refs/heads/ of the other; copy; then move refs/remotes/NAME/…, each with its old value. Push: own tip; what the other's branch is; lease; equal; is the other's an ancestor of yours, in your store (if you do not even have it, it is not); force; copy; move.",
    ];

    private static void Move(Repo repo, string name, string? id)
    {
        if (id is not null && repo.Refs.Resolve(name) != id) repo.Refs.Update(name, id, repo.Refs.Resolve(name), "move");
    }

    private static IEnumerable<string> Below(Repo repo, string id)
    {
        (string type, byte[] body) = repo.Objects.Read(id);
        return type == "tree" ? TreeFormat.Read(body).Select(entry => entry.Id) : type == "commit" ? CommitFormat.Read(body).Parents.Append(CommitFormat.Read(body).Tree) : [];
    }

    /// <summary>What is missing, each object before all it refers to.</summary>
    private static List<string> Missing(Repo from, Repo to, IEnumerable<string> tips)
    {
        // Each object's place is after all that refer to it: count who refers to it, and take those nobody open refers to.
        var references = new Dictionary<string, int>();
        var below = new Dictionary<string, string[]>();
        var queue = new Queue<string>(tips.Distinct().Where(id => !to.Objects.Contains(id)));
        foreach (string id in queue) references[id] = 0;
        while (queue.TryDequeue(out string? id))
        {
            below[id] = [.. Below(from, id).Distinct().Where(other => !to.Objects.Contains(other))];
            foreach (string other in below[id])
            {
                if (!references.ContainsKey(other)) queue.Enqueue(other);
                references[other] = references.GetValueOrDefault(other) + 1;
            }
        }

        var order = new List<string>();
        var free = new Stack<string>(references.Where(pair => pair.Value == 0).Select(pair => pair.Key));
        while (free.TryPop(out string? id))
        {
            order.Add(id);
            foreach (string other in below[id]) if (--references[other] == 0) free.Push(other);
        }

        return order;
    }

    private static int Write(Repo from, Repo to, List<string> topDown)
    {
        for (int i = topDown.Count - 1; i >= 0; i--)
        {
            (string type, byte[] body) = from.Objects.Read(topDown[i]);
            to.Objects.Write(type, body);
        }

        return topDown.Count;
    }

    private static string[] Tips(Repo repo) => [.. repo.Refs.Names("refs/heads/").Select(name => repo.Refs.Resolve(name)!)];

    private static int Listed(Repo from, Repo to, string remote)
    {
        int copied = Write(from, to, Missing(from, to, Tips(from)));
        foreach (string name in from.Refs.Names("refs/heads/")) Move(to, $"refs/remotes/{remote}/{name[11..]}", from.Refs.Resolve(name));
        return copied;
    }

    private static int TopDown(Repo from, Repo to, string remote)
    {
        int copied = 0;
        foreach (string id in Missing(from, to, Tips(from)))
        {
            (string type, byte[] body) = from.Objects.Read(id);
            to.Objects.Write(type, body);
            copied++;
        }

        Transfer.Fetch(from, to, remote);
        return copied;
    }

    private static int Everything(Repo from, Repo to)
    {
        var everything = new Repo(new MemoryStore(), to.Refs);
        return Write(from, to, Missing(from, everything, Tips(from)));
    }
}
