using System.Text;
using Course;
using FromScratch.Git;

namespace Autograders;

/// <summary>Exercise 13.7: branches, HEAD and the reflog, in files.</summary>
[Exercise("13.7", "Refs and HEAD", Difficulty = 3, Minutes = 45, Core = true, Theory = "4. Branches are notes on the wall")]
public sealed class RefsAndHead : Exercise<RefsAndHead, RefsAndHead.Contract>
{
    public delegate IRefs OpenNames(IFolder git, Func<Person> who);

    public delegate bool NameRule(string name);

    public sealed record Contract(OpenNames OpenRefs, NameRule IsRefName);

    public static Verdict Check(OpenNames openRefs, NameRule isRefName) => Grade(new Contract(openRefs, isRefName));

    protected override Contract Reference => new(RefStore.Open, RefStore.IsValid);

    private static readonly Person Ada = new("Ada Lovelace", "ada@example.com", 1700000000, 60);
    private static readonly string One = new('1', 40), Two = new('2', 40), Three = new('3', 40), None = new('0', 40);
    private const string Main = "refs/heads/main", Topic = "refs/heads/topic";

    private readonly MemoryFolder _git = new();

    /// <summary>A folder whose HEAD is the branch main, which has no commit yet.</summary>
    private IRefs Opened(params (string Path, string Text)[] files)
    {
        _git.Write("HEAD", Bytes.Of("ref: refs/heads/main\n"));
        foreach ((string path, string text) in files) _git.Write(path, Bytes.Of(text));
        return Subject.OpenRefs(_git, () => Ada);
    }

    private string Text(string path) => _git.Exists(path) ? Encoding.UTF8.GetString(_git.Read(path)) : "no file";

    [Fact]
    public void Before_the_first_commit_there_is_a_branch_and_no_id() =>
        Expect.Equal(("main", null), Opened().Head, because: "HEAD says refs/heads/main, and that file is not there yet: an unborn branch.");

    [Fact]
    public void A_branch_is_41_bytes()
    {
        IRefs refs = Opened();
        refs.Update(Topic, One, null, "branch: Created from main");
        Expect.Equal(One + "\n", Text(Topic), because: "40 digits and a line end, in the file of the branch's full name: that is all a branch is.");
        Expect.SequenceEqual([Topic], refs.Names("refs/heads/"), because: "One branch is there. Nothing else was copied.");
    }

    [Fact]
    public void Update_HEAD_moves_the_branch_it_stands_for()
    {
        IRefs refs = Opened();
        refs.Update("HEAD", One, null, "commit (initial): first");
        Expect.Equal(One + "\n", Text(Main), because: "HEAD says main: a commit moves main.");
        Expect.Equal("ref: refs/heads/main\n", Text("HEAD"), because: "HEAD still says main. It does not move; main does.");
        Expect.Equal(("main", One), refs.Head, because: "You are on main, which is at the new commit.");
    }

    [Fact]
    public void A_detached_HEAD_moves_itself()
    {
        IRefs refs = Opened((Main, One + "\n"));
        refs.Detach(One);
        Expect.Equal((null, One), refs.Head, because: "HEAD holds an id itself: no branch.");
        refs.Update("HEAD", Two, One, "commit: second");
        Expect.Equal(Two + "\n", Text("HEAD"), because: "HEAD itself moved.");
        Expect.Equal(One + "\n", Text(Main), because: "Nobody is on main: a commit on a detached HEAD must not move it.");
        Expect.Equal((null, Two), refs.Head, because: "HEAD is still detached, one commit on.");
        Expect.Equal(2, refs.Log("HEAD").Length, because: "One line for Detach, one for the move: a move of HEAD itself is noted once.");
    }

    [Fact]
    public void Of_two_who_move_it_at_once_one_is_refused()
    {
        IRefs refs = Opened((Main, Two + "\n"));
        Expect.Throws<InvalidOperationException>(() => { refs.Update(Main, Three, One, "late"); return Text(Main); }, because: "main is at 2222…, the caller still believes 1111…: somebody has moved it. Whoever writes anyway loses the other's commits.");
        Expect.Equal(Two + "\n", Text(Main), because: "A refused move changes nothing.");
        Expect.Throws<InvalidOperationException>(() => { refs.Update(Main, Three, null, "late"); return Text(Main); }, because: "null means \"it is not there\", and it is.");
        Expect.Throws<InvalidOperationException>(() => { refs.Update(Topic, Three, One, "late"); return Text(Topic); }, because: "The caller believes that topic is at 1111…, and it is not there at all.");
        refs.Update(Main, Three, Two, "in time");
        Expect.Equal(Three + "\n", Text(Main), because: "Who has looked may move.");
    }

    [Fact]
    public void Names_are_found_in_git_s_order()
    {
        IRefs refs = Opened((Main, One + "\n"), ("refs/tags/main", Two + "\n"), ("refs/tags/v1", Three + "\n"), (Topic, Two + "\n"), ("refs/remotes/origin/topic", Three + "\n"), ("config", One + "\n"));
        Expect.Equal(Two, refs.Resolve("main"), because: "A tag and a branch are both named main: refs/tags comes before refs/heads.");
        Expect.Equal(One, refs.Resolve(Main), because: "A full name is unmistakable.");
        Expect.Equal(One, refs.Resolve("HEAD"), because: "HEAD says refs/heads/main, which is at 1111….");
        Expect.Equal(Three, refs.Resolve("v1"), because: "There is a tag v1.");
        Expect.Equal(Two, refs.Resolve("topic"), because: "The own branch topic comes before the remembered ones of others.");
        Expect.Equal(Three, refs.Resolve("origin/topic"), because: "refs/remotes/origin/topic is what origin's topic was when you last looked.");
        Expect.Equal(null, refs.Resolve("nothing"), because: "There is no such name.");
        Expect.Equal(null, refs.Resolve("config"), because: "The file config is no ref: short names are looked for under refs/ alone.");
    }

    [Fact]
    public void Symbolic_names_are_followed()
    {
        IRefs refs = Opened((Main, One + "\n"), ("refs/remotes/origin/HEAD", "ref: refs/remotes/origin/main\n"), ("refs/remotes/origin/main", Two + "\n"));
        Expect.Equal(Two, refs.Resolve("origin/HEAD"), because: "origin/HEAD says refs/remotes/origin/main.");
        _git.Write(Main, Bytes.Of($"ref: {Topic}\n"));
        _git.Write(Topic, Bytes.Of(Three + "\n"));
        Expect.Equal(Three, refs.Resolve("HEAD"), because: "HEAD → main → topic → 3333….");
        Expect.Equal("topic", refs.Head.Branch, because: "HEAD → main → topic: a commit would move topic.");
    }

    [Fact]
    public void A_circle_of_names_is_an_error() =>
        Expect.Throws<InvalidDataException>(() => Opened((Main, $"ref: {Topic}\n"), (Topic, $"ref: {Main}\n")).Resolve("HEAD"), because: "main says topic, topic says main. Stop after five steps.");

    [Fact]
    public void Five_steps_are_no_circle() => Expect.Equal(
        One, Opened((Main, "ref: refs/a/1\n"), ("refs/a/1", "ref: refs/a/2\n"), ("refs/a/2", "ref: refs/a/3\n"), ("refs/a/3", "ref: refs/a/4\n"), ("refs/a/4", One + "\n")).Resolve("HEAD"), because: "HEAD → main → 1 → 2 → 3 → 4: five steps, and there is the id.");

    [Fact]
    public void SwitchTo_writes_one_line_and_no_branch()
    {
        IRefs refs = Opened((Main, One + "\n"), (Topic, Two + "\n"));
        refs.SwitchTo("topic");
        Expect.Equal("ref: refs/heads/topic\n", Text("HEAD"), because: "Switching writes the branch's full name into HEAD.");
        Expect.Equal(("topic", Two), refs.Head, because: "You are on topic now.");
        refs.Update("HEAD", Three, Two, "commit: third");
        Expect.Equal((One + "\n", Three + "\n"), (Text(Main), Text(Topic)), because: "The next commit moves topic; main stays where it was.");
    }

    [Fact]
    public void SwitchTo_wants_a_branch()
    {
        IRefs refs = Opened((Main, One + "\n"), ("refs/tags/v1", Two + "\n"));
        Expect.Throws<KeyNotFoundException>(() => { refs.SwitchTo("nothing"); return refs.Head; }, because: "There is no branch of that name.");
        Expect.Throws<KeyNotFoundException>(() => { refs.SwitchTo("v1"); return refs.Head; }, because: "v1 is a tag. On a tag one cannot commit: Detach is for that.");
        Expect.Equal(("main", One), refs.Head, because: "A refused switch changes nothing.");
    }

    [Fact]
    public void The_branch_you_are_on_cannot_be_deleted()
    {
        IRefs refs = Opened((Main, One + "\n"), (Topic, Two + "\n"));
        Expect.Throws<InvalidOperationException>(() => { refs.Delete(Main); return Text(Main); }, because: "You are on main. Without it HEAD would say a name that is gone.");
        Expect.Equal(One + "\n", Text(Main), because: "A refused deletion changes nothing.");
        refs.Delete(Topic);
        Expect.Equal(null, refs.Resolve("topic"), because: "topic is gone; its commits are not.");
        Expect.Throws<KeyNotFoundException>(() => { refs.Delete(Topic); return Text(Topic); }, because: "It is gone already.");
        Expect.Throws<ArgumentException>(() => { refs.Delete("HEAD"); return Text("HEAD"); }, because: "HEAD is no full name. Without it the folder is no repository.");
    }

    [Fact]
    public void Detached_at_a_branch_s_commit_it_can_be_deleted()
    {
        IRefs refs = Opened((Main, One + "\n"));
        refs.Detach(One);
        refs.Delete(Main);
        Expect.Equal(((string?)null, (string?)One), refs.Head, because: "HEAD holds the id itself: main was a name for it, no more.");
        Expect.SequenceEqual([], refs.Names("refs/"), because: "No name is left.");
    }

    [Fact]
    public void Every_move_is_a_line_of_the_reflog()
    {
        IRefs refs = Opened();
        refs.Update("HEAD", One, null, "commit (initial): first");
        refs.Update("HEAD", Two, One, "commit: second\n");
        string lines = $"{None} {One} Ada Lovelace <ada@example.com> 1700000000 +0100\tcommit (initial): first\n{One} {Two} Ada Lovelace <ada@example.com> 1700000000 +0100\tcommit: second\n";
        Expect.Equal(lines, Text("logs/refs/heads/main"), because: "Old id (zeros for none), new id, who and when as in a commit, a tab, what for in one line. New lines go to the end.");
        Expect.Equal(lines, Text("logs/HEAD"), because: "HEAD moved with main: its log has the same lines.");
    }

    [Fact]
    public void Other_branches_do_not_write_into_HEAD_s_log()
    {
        IRefs refs = Opened((Main, One + "\n"));
        refs.Update(Topic, Two, null, "branch: Created from main");
        Expect.Equal("no file", Text("logs/HEAD"), because: "You are on main: what topic does is not HEAD's business.");
        refs.Update(Main, Two, One, "merge topic: Fast-forward");
        refs.Update(Topic, Three, Two, "a\ttab");
        Expect.Equal("a\ttab", refs.Log(Topic)[1].Message, because: "The first tab ends the time; another one belongs to the message.");
        Expect.SequenceEqual([new ReflogEntry(One, Two, Ada, "merge topic: Fast-forward")], refs.Log("HEAD"), because: "You are on main, so a move of main is one of HEAD, by whatever name it was asked for.");
    }

    [Fact]
    public void Switching_is_a_line_of_HEAD_s_log_alone()
    {
        IRefs refs = Opened((Main, One + "\n"), (Topic, Two + "\n"));
        refs.SwitchTo("topic");
        refs.Detach(One);
        refs.SwitchTo("main");
        Expect.SequenceEqual(
            [new ReflogEntry(One, Two, Ada, "checkout: moving from main to topic"), new ReflogEntry(Two, One, Ada, $"checkout: moving from topic to {One}"), new ReflogEntry(One, One, Ada, $"checkout: moving from {One} to main")],
            refs.Log("HEAD"), because: "From where to where: a branch's short name, or the id where HEAD is detached. `git switch -` finds its way back by these lines.");
        Expect.SequenceEqual([], refs.Log(Topic), because: "topic itself has not moved.");
    }

    [Fact]
    public void A_log_goes_with_its_branch()
    {
        IRefs refs = Opened((Main, One + "\n"));
        refs.Update(Topic, Two, null, "branch: Created from main");
        Expect.Equal(1, refs.Log(Topic).Length, because: "One move, one line.");
        refs.Delete(Topic);
        Expect.Equal("no file", Text("logs/" + Topic), because: "A new branch of the same name would inherit a stranger's past.");
    }

    [Fact]
    public void Names_lists_full_names_by_their_bytes()
    {
        IRefs refs = Opened((Main, One + "\n"), ("refs/heads/B", One + "\n"), ("refs/heads/a/b", One + "\n"), ("refs/tags/v1", One + "\n"), ("refs/heads/x.lock", "half"));
        Expect.SequenceEqual(["refs/heads/B", "refs/heads/a/b", "refs/heads/main"], refs.Names("refs/heads/"), because: "B, a/b, main. x.lock is a file that somebody is writing aside, no ref.");
        Expect.Equal(4, refs.Names("refs/").Length, because: "Three branches and a tag.");
        Expect.SequenceEqual([], refs.Names("logs/"), because: "Logs are no names.");
        Expect.Equal(4, refs.Names("").Length, because: "Only what lies below refs/ is a name: not HEAD, not config.");
    }

    [Fact]
    public void A_disk_that_fills_up_leaves_a_name_as_it_was()
    {
        IRefs refs = Opened((Main, One + "\n"));
        _git.FailAfter(0);
        Expect.Throws<IOException>(() => { refs.Update(Main, Two, One, "commit: second"); return Text(Main); }, because: "The disk is full, and the caller must know.");
        Expect.Equal(One + "\n", Text(Main), because: "Half an id would be no id: write to main.lock, then Move.");
        Expect.SequenceEqual([Main], _git.Files("refs/"), because: "What was written aside is deleted when it cannot be finished: a lock that stays locks for ever.");
    }

    [Theory]
    [InlineData("main")]
    [InlineData("heads/main")]
    [InlineData("refs/heads/a..b")]
    [InlineData("refs/heads/x.lock")]
    public void Only_full_names_are_moved(string name) =>
        Expect.Throws<ArgumentException>(() => { Opened((Main, One + "\n")).Update(name, Two, null, "x"); return _git.Files(); }, because: $"\"{name}\" is not a full name that begins with refs/ and keeps the rules. \"main\" could be a tag.");

    [Theory]
    [InlineData("1111")]
    [InlineData("")]
    [InlineData("111111111111111111111111111111111111111g")]
    [InlineData("ABABABABABABABABABABABABABABABABABABABAB")]
    public void Only_ids_are_written(string id)
    {
        Expect.Throws<ArgumentException>(() => { Opened((Main, One + "\n")).Update(Main, id, One, "x"); return Text(Main); }, because: $"\"{id}\" is no id: 40 hexadecimal digits, small letters.");
        Expect.Throws<ArgumentException>(() => { Opened((Main, One + "\n")).Detach(id); return Text("HEAD"); }, because: $"\"{id}\" is no id: 40 hexadecimal digits, small letters.");
    }

    [Theory]
    [InlineData("refs/heads/main", true)]
    [InlineData("refs/heads/feature/x-1", true)]
    [InlineData("refs/heads/é", true)]
    [InlineData("refs/heads/a@", true)]
    [InlineData("refs/heads/a{b", true)]
    [InlineData("refs/heads/-a", true)]
    [InlineData("refs/heads/a.b", true)]
    [InlineData("heads/main", true)]
    [InlineData("main", false)]
    [InlineData("refs/heads/a..b", false)]
    [InlineData("refs/heads/.a", false)]
    [InlineData("refs/heads/a.", false)]
    [InlineData("refs/heads/x.lock", false)]
    [InlineData("refs/heads/x.lock/y", false)]
    [InlineData("refs/heads/", false)]
    [InlineData("/refs/heads", false)]
    [InlineData("refs//heads", false)]
    [InlineData("refs/heads/a b", false)]
    [InlineData("refs/heads/a~1", false)]
    [InlineData("refs/heads/a^", false)]
    [InlineData("refs/heads/a:b", false)]
    [InlineData("refs/heads/a?", false)]
    [InlineData("refs/heads/a*", false)]
    [InlineData("refs/heads/a[b", false)]
    [InlineData("refs/heads/a\\b", false)]
    [InlineData("refs/heads/a@{b", false)]
    [InlineData("refs/heads/a\tb", false)]
    [InlineData("refs/heads/a\u007fb", false)]
    [InlineData("", false)]
    public void Names_are_as_check_ref_format_says(string name, bool valid) =>
        Expect.Equal(valid, Subject.IsRefName(name), because: $"`git check-ref-format` says so. Every rule keeps a notation free: a..b is a range, a~1 and a^ walk back, a@{{1}} asks the reflog, : separates commit and path, ?*[ are patterns, .lock is the file written aside.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("A commit on a detached HEAD moved a branch. HEAD itself must move; main must not.", Reference with { OpenRefs = (git, who) => new Changed(git, who) { MovesMain = true } }),
        new("You wrote without comparing: of two who move a branch at once, the first one's commits are lost. Compare with expectedOld, then write.", Reference with { OpenRefs = (git, who) => new Changed(git, who) { Blind = true } }),
        new("The branch you are on was deleted: HEAD now says a name that is gone.", Reference with { OpenRefs = (git, who) => new Changed(git, who) { DeletesCurrent = true } }),
        new("You wrote into the ref itself, and a full disk left half an id. Write to ….lock, then Move.", Reference with { OpenRefs = (git, who) => new Changed(git, who) { Direct = true } }),
        new("A short name was found in refs/heads first. Tags come first: git warns that \"main\" is ambiguous, and takes the tag.", Reference with { OpenRefs = (git, who) => new Changed(git, who) { BranchesFirst = true } }),
        new("Only the last part of a name was looked at. Every part between slashes keeps the rules: x.lock/y and .a/b are none.", Reference with { IsRefName = name => RefStore.IsValid(name) || (name.Contains(".lock/", StringComparison.Ordinal) && RefStore.IsValid(name.Replace(".lock/", "/", StringComparison.Ordinal))) }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("a regular expression for the rules", Reference with { IsRefName = name => System.Text.RegularExpressions.Regex.IsMatch(name, @"\A(?!.*(\.\.|@\{|[\x00-\x20\x7f~^:?*\[\\]|\.\z))(?!\.)[^/]+(?<!\.lock)(/(?!\.)[^/]+(?<!\.lock))+\z", System.Text.RegularExpressions.RegexOptions.Singleline) }),
        new("another object in front", Reference with { OpenRefs = (git, who) => new Changed(git, who) }),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "One helper follows \"ref: \" lines from a name to the last name of the chain, whether that file is there or not. Head, Resolve and Update all begin with it.",
        "Update: check name and id; find the end of the chain; read what is there now and compare; write aside and move; then a line in the log of that name, and the same line in HEAD's log if HEAD leads there too.",
        "Resolve: HEAD and names that begin with refs/ as they are, else refs/tags/, refs/heads/, refs/remotes/ in front, the first that exists. Head: the end of HEAD's chain; \"HEAD\" itself means detached, else cut off refs/heads/. SwitchTo and Detach write HEAD and one line of its log. Appending is reading, adding, writing aside, moving.",
    ];

    /// <summary>The reference, with the mistakes it is told to make.</summary>
    private sealed class Changed(IFolder git, Func<Person> who) : IRefs
    {
        private readonly IRefs _right = RefStore.Open(git, who);

        public bool MovesMain { get; init; }

        public bool Blind { get; init; }

        public bool DeletesCurrent { get; init; }

        public bool Direct { get; init; }

        public bool BranchesFirst { get; init; }

        public (string? Branch, string? Id) Head => _right.Head;

        public string? Resolve(string name) => BranchesFirst && !name.StartsWith("refs/", StringComparison.Ordinal) && _right.Resolve("refs/heads/" + name) is { } branch ? branch : _right.Resolve(name);

        public void Update(string name, string id, string? expectedOld, string message)
        {
            if (MovesMain && name == "HEAD" && Head.Branch is null && Resolve(Main) is { } main)
            {
                git.Write(Main, Bytes.Of(id + "\n"));
                _right.Update("HEAD", id, expectedOld, message);
                return;
            }

            try
            {
                _right.Update(name, id, Blind ? _right.Resolve(name) : expectedOld, message);
            }
            catch (IOException) when (Direct)
            {
                git.Write(name, Bytes.Of(id + "\n"));
            }
        }

        public void Delete(string name)
        {
            if (DeletesCurrent && name == "refs/heads/" + Head.Branch) git.Delete(name);
            else _right.Delete(name);
        }

        public void SwitchTo(string branch) => _right.SwitchTo(branch);

        public void Detach(string id) => _right.Detach(id);

        public string[] Names(string prefix) => _right.Names(prefix);

        public ReflogEntry[] Log(string name) => _right.Log(name);
    }
}
