using System.Text;
using Course;
using FromScratch.Data;
using FromScratch.Git;

namespace Autograders;

/// <summary>Exercise 13.12: a small git, put together from all of the unit.</summary>
[Exercise("13.12", "A small git", Difficulty = 4, Minutes = 60, Theory = "3. Three trees", TimeLimitSeconds = 4)]
public sealed class MiniGitProject : Exercise<MiniGitProject, MiniGitProject.Contract>
{
    public delegate IMiniGit OpenWorkingCopy(IFolder work, Func<Person> who);

    public sealed record Contract(OpenWorkingCopy OpenGit);

    public static Verdict Check(OpenWorkingCopy openGit) => Grade(new Contract(openGit));

    protected override Contract Reference => new(MiniGit.Open);

    private readonly MemoryFolder _work = new();
    private long _now = 1700000000;

    private IMiniGit Opened()
    {
        IMiniGit git = Subject.OpenGit(_work, () => new("Ada Lovelace", "ada@example.com", _now, 0));
        git.Init();
        return git;
    }

    private void Write(string path, string text) => _work.Write(path, Bytes.Of(text));

    private string Text(string path) => _work.Exists(path) ? Encoding.UTF8.GetString(_work.Read(path)) : "no file";

    /// <summary>Writes, adds, commits, a minute later.</summary>
    private string Save(IMiniGit git, string path, string text)
    {
        Write(path, text);
        git.Add(path);
        string id = git.Commit($"change {path}");
        _now += 60;
        return id;
    }

    private string[] Files() => [.. _work.Files().Where(path => !path.StartsWith(".git/", StringComparison.Ordinal))];

    private IRefs Refs => RefStore.Open(new SubFolder(_work, ".git"), () => new("x", "x", 0, 0));

    [Fact]
    public void The_first_commit_is_that_of_everybody()
    {
        IMiniGit git = Opened();
        Write("a.txt", "hello\n");
        git.Add("a.txt");
        Expect.Equal(Bytes.First, git.Commit("first"), because: "The file hello as a.txt, by Ada, at that second, \"first\": git gives 881f6331….");
        Expect.SequenceEqual([Bytes.First], git.Log(), because: "One commit so far.");
        Expect.Equal(("main", Bytes.First), Refs.Head, because: "HEAD stands for main, and main has moved to the commit.");
    }

    [Fact]
    public void Before_the_first_commit_there_is_nothing()
    {
        IMiniGit git = Opened();
        Expect.SequenceEqual([], git.Log(), because: "No commit, no log.");
        Expect.SequenceEqual([], git.Status(), because: "No file, nothing to say.");
        Expect.Equal("ref: refs/heads/main\n", Text(".git/HEAD"), because: "Init makes HEAD stand for main, a branch that is not born yet.");
        Expect.Throws<InvalidOperationException>(() => git.Commit("nothing"), because: "The index is empty.");
        Expect.Throws<InvalidOperationException>(() => { git.Branch("topic"); return Refs.Names("refs/"); }, because: "There is no commit yet that a branch could stand for.");
    }

    [Fact]
    public void Init_twice_harms_nothing()
    {
        IMiniGit git = Opened();
        Save(git, "a.txt", "1\n");
        git.Branch("topic");
        git.Switch("topic");
        git.Init();
        Expect.Equal("topic", Refs.Head.Branch, because: "The repository is there already: Init leaves HEAD alone.");
    }

    [Fact]
    public void Folders_are_trees_of_their_own()
    {
        IMiniGit git = Opened();
        Write("src/deep/b.txt", "b\n");
        Write("src/a.txt", "a\n");
        Write("src.txt", "s\n");
        foreach (string path in new[] { "src/deep/b.txt", "src/a.txt", "src.txt" }) git.Add(path);
        Expect.Equal("5cf03e9e2e23c299686fcc86f706ec236ecfb927", git.Commit("folders"), because: "src.txt, and the folder src with a.txt and the folder deep with b.txt: git gives this id.");
        IObjectStore store = LooseStore.Open(new SubFolder(_work, ".git"));
        TreeEntry[] top = TreeFormat.Read(store.Read(CommitFormat.Read(store.Read(git.Log()[0]).Body).Tree).Body);
        Expect.SequenceEqual(["src.txt", "src"], top.Select(entry => entry.Name), because: "The top folder has two entries, in git's order: src counts as src/.");
        Expect.SequenceEqual(["a.txt", "deep"], TreeFormat.Read(store.Read(top[1].Id).Body).Select(entry => entry.Name), because: "src is a tree of its own, with a tree in it.");
    }

    [Fact]
    public void A_commit_takes_what_was_added_and_no_more()
    {
        IMiniGit git = Opened();
        Save(git, "a.txt", "1\n");
        Write("a.txt", "2\n");
        git.Add("a.txt");
        Write("a.txt", "3\n");
        Write("b.txt", "b\n");
        Expect.SequenceEqual([new FileStatus("a.txt", "MM"), new FileStatus("b.txt", "??")], git.Status(), because: "2 is staged, 3 is on the disk, b.txt is unknown.");
        git.Commit("two");
        Expect.SequenceEqual([new FileStatus("a.txt", " M"), new FileStatus("b.txt", "??")], git.Status(), because: "The commit took 2, as it was added; 3 is still to be added.");
        Expect.Equal("3\n", Text("a.txt"), because: "A commit never touches the working copy.");
        Expect.Throws<InvalidOperationException>(() => git.Commit("again"), because: "The index is what the last commit holds: nothing to commit.");
    }

    [Fact]
    public void A_file_that_is_gone_is_added_as_gone()
    {
        IMiniGit git = Opened();
        Save(git, "a.txt", "1\n");
        Save(git, "b.txt", "1\n");
        _work.Delete("a.txt");
        git.Add("a.txt");
        Expect.SequenceEqual([new FileStatus("a.txt", "D ")], git.Status(), because: "The next commit will not hold it.");
        git.Commit("without a");
        Expect.SequenceEqual([], git.Status(), because: "HEAD, index and working copy agree.");
        Expect.Throws<KeyNotFoundException>(() => { git.Add("nothing.txt"); return git.Status(); }, because: "Neither the working copy nor the index has this file: a typing mistake.");
    }

    [Fact]
    public void A_branch_costs_nothing_and_moves_alone()
    {
        IMiniGit git = Opened();
        string first = Save(git, "a.txt", "1\n");
        int before = _work.Files(".git/objects/").Length;
        git.Branch("topic");
        Expect.Equal((before, "main"), (_work.Files(".git/objects/").Length, Refs.Head.Branch), because: "A branch is a name for the current commit: no object is made, and you stay where you are.");
        git.Switch("topic");
        string second = Save(git, "a.txt", "2\n");
        Expect.Equal((first, second), (Refs.Resolve("main"), Refs.Resolve("topic")), because: "You are on topic: it moves, main stays.");
        Expect.Throws<InvalidOperationException>(() => { git.Branch("main"); return Refs.Resolve("main"); }, because: "There is a main already. Making it anew would move it.");
    }

    [Fact]
    public void Switch_brings_the_other_branchs_files()
    {
        IMiniGit git = Opened();
        Save(git, "a.txt", "1\n");
        git.Branch("topic");
        git.Switch("topic");
        Save(git, "a.txt", "2\n");
        Save(git, "src/new.txt", "n\n");
        git.Switch("main");
        Expect.Equal(("1\n", "no file"), (Text("a.txt"), Text("src/new.txt")), because: "On main a.txt says 1, and src/new.txt is not there.");
        Expect.SequenceEqual([], git.Status(), because: "HEAD, index and working copy have all moved.");
        git.Switch("topic");
        Expect.Equal(("2\n", "n\n"), (Text("a.txt"), Text("src/new.txt")), because: "Back on topic, all is there again.");
        Expect.SequenceEqual([], git.Status(), because: "HEAD, index and working copy have all moved.");
        Expect.Throws<KeyNotFoundException>(() => { git.Switch("nothing"); return Refs.Head; }, because: "There is no such branch.");
        Expect.Equal(("2\n", "n\n"), (Text("a.txt"), Text("src/new.txt")), because: "A refused switch does nothing.");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Switch_refuses_to_overwrite_edits(bool staged)
    {
        IMiniGit git = Opened();
        Save(git, "a.txt", "1\n");
        Save(git, "b.txt", "1\n");
        git.Branch("topic");
        git.Switch("topic");
        Save(git, "b.txt", "2\n");
        Save(git, "a.txt", "2\n");
        git.Switch("main");
        Write("b.txt", "an hour of work\n");
        if (staged) git.Add("b.txt");
        Expect.Throws<InvalidOperationException>(() => { git.Switch("topic"); return Text("b.txt"); }, because: "b.txt differs between the branches, and your edit of it is not committed: an hour would vanish.");
        Expect.Equal(("main", "1\n", "an hour of work\n"), (Refs.Head.Branch, Text("a.txt"), Text("b.txt")), because: "A refused switch does nothing at all: look at every file before you write the first one.");
    }

    [Fact]
    public void Switch_refuses_to_overwrite_what_is_staged_alone()
    {
        IMiniGit git = Opened();
        Save(git, "a.txt", "1\n");
        git.Branch("topic");
        git.Switch("topic");
        Save(git, "a.txt", "2\n");
        git.Switch("main");
        Write("a.txt", "an hour of work\n");
        git.Add("a.txt");
        Write("a.txt", "1\n");
        Expect.Throws<InvalidOperationException>(() => { git.Switch("topic"); return git.Status(); }, because: "The disk is as in HEAD again, but the index holds an hour of work: look at both.");
        Expect.SequenceEqual([new FileStatus("a.txt", "MM")], git.Status(), because: "A refused switch does nothing.");
    }

    [Fact]
    public void Switch_refuses_to_overwrite_a_file_git_does_not_know()
    {
        IMiniGit git = Opened();
        Save(git, "a.txt", "1\n");
        git.Branch("topic");
        git.Switch("topic");
        Save(git, "notes.txt", "topic's\n");
        git.Switch("main");
        Write("notes.txt", "mine\n");
        Expect.Throws<InvalidOperationException>(() => { git.Switch("topic"); return Text("notes.txt"); }, because: "topic has a notes.txt, and yours was never added: no commit could bring it back.");
        Expect.Equal("mine\n", Text("notes.txt"), because: "A refused switch does nothing.");
    }

    [Fact]
    public void Edits_come_along_where_the_branches_agree()
    {
        IMiniGit git = Opened();
        Save(git, "a.txt", "1\n");
        Save(git, "b.txt", "1\n");
        git.Branch("topic");
        git.Switch("topic");
        Save(git, "a.txt", "2\n");
        git.Switch("main");
        Write("b.txt", "edited\n");
        Write("c.txt", "new\n");
        git.Add("c.txt");
        git.Switch("topic");
        Expect.Equal(("2\n", "edited\n"), (Text("a.txt"), Text("b.txt")), because: "b.txt is the same on both branches: the edit comes along, and only a.txt changes.");
        Expect.SequenceEqual([new FileStatus("b.txt", " M"), new FileStatus("c.txt", "A ")], git.Status(), because: "What was edited is still edited, what was staged still staged.");
    }

    [Fact]
    public void A_merge_moves_forward_where_it_can()
    {
        IMiniGit git = Opened();
        Save(git, "a.txt", "1\n");
        git.Branch("topic");
        git.Switch("topic");
        string second = Save(git, "a.txt", "2\n");
        git.Switch("main");
        MergeOutcome outcome = git.Merge("topic");
        Expect.Equal((MergeKind.FastForward, second), (outcome.Kind, outcome.Id), because: "main is an ancestor of topic: it moves there, and no commit is made.");
        Expect.Equal((second, "2\n"), (Refs.Resolve("main"), Text("a.txt")), because: "main and the files are topic's.");
        Expect.SequenceEqual([], git.Status(), because: "HEAD, index and working copy have all moved.");
        Expect.Equal(MergeKind.UpToDate, git.Merge("topic").Kind, because: "topic is an ancestor of main now: nothing to merge.");
    }

    [Fact]
    public void A_true_merge_has_two_parents_and_both_changes()
    {
        IMiniGit git = Opened();
        Save(git, "a.txt", "1\n2\n3\n4\n5\n");
        Save(git, "b.txt", "b\n");
        git.Branch("topic");
        git.Switch("topic");
        string theirs = Save(git, "a.txt", "1\n2\n3\n4\nFIVE\n");
        git.Switch("main");
        Save(git, "a.txt", "ONE\n2\n3\n4\n5\n");
        string ours = Save(git, "src/c.txt", "c\n");
        MergeOutcome outcome = git.Merge("topic");
        Expect.Equal(MergeKind.Merged, outcome.Kind, because: "Lines 1 and 5 are far enough apart: no conflict.");
        Expect.Equal("ONE\n2\n3\n4\nFIVE\n", Text("a.txt"), because: "Both changes are in the file.");
        CommitData commit = CommitFormat.Read(LooseStore.Open(new SubFolder(_work, ".git")).Read(outcome.Id).Body);
        Expect.SequenceEqual([ours, theirs], commit.Parents, because: "First the branch you are on, then the one that came in.");
        Expect.Equal("Merge branch 'topic'\n", commit.Message, because: "That is what git writes on main.");
        Expect.SequenceEqual([], git.Status(), because: "HEAD, index and working copy have all moved.");
        Expect.Equal("b\n", Text("b.txt"), because: "b.txt was not touched by anybody.");
    }

    [Fact]
    public void A_conflict_changes_nothing()
    {
        IMiniGit git = Opened();
        Save(git, "a.txt", "1\n");
        Save(git, "b.txt", "1\n");
        git.Branch("topic");
        git.Switch("topic");
        Save(git, "b.txt", "topic\n");
        Save(git, "a.txt", "topic\n");
        Save(git, "c.txt", "topic\n");
        git.Switch("main");
        Save(git, "a.txt", "main\n");
        string ours = Save(git, "b.txt", "main\n");
        MergeOutcome outcome = git.Merge("topic");
        Expect.Equal((MergeKind.Conflict, ours), (outcome.Kind, outcome.Id), because: "Both sides changed the same lines.");
        Expect.SequenceEqual(["a.txt", "b.txt"], outcome.Conflicts, because: "Both files are in conflict; they are named in the order of their bytes.");
        Expect.Equal((ours, "main\n", "no file"), (Refs.Resolve("main"), Text("a.txt"), Text("c.txt")), because: "Nothing is done halfway: not even c.txt, which is not in conflict.");
        Expect.SequenceEqual([], git.Status(), because: "Nothing has been done.");
    }

    [Fact]
    public void A_merge_wants_a_clean_start()
    {
        IMiniGit git = Opened();
        Save(git, "a.txt", "1\n");
        git.Branch("topic");
        Write("a.txt", "2\n");
        Expect.Throws<InvalidOperationException>(() => git.Merge("topic"), because: "a.txt is edited. A merge that goes wrong could not be told from your edit.");
        Expect.Throws<KeyNotFoundException>(() => git.Merge("nothing"), because: "There is no such branch.");
    }

    [Fact]
    public void A_merge_wants_a_commit_to_merge_into()
    {
        IMiniGit git = Opened();
        Save(git, "a.txt", "1\n");
        git.Branch("topic");
        Write(".git/HEAD", "ref: refs/heads/unborn\n");
        _work.Delete("a.txt");
        git.Add("a.txt");
        Expect.Throws<InvalidOperationException>(() => git.Merge("topic"), because: "HEAD stands for a branch without a commit, and nothing is staged. A merge has two parents, and here is no first one: say so before you look for a base.");
    }

    [Fact]
    public void On_another_branch_the_merge_says_into_where()
    {
        IMiniGit git = Opened();
        Save(git, "a.txt", "1\n");
        git.Branch("topic");
        Save(git, "b.txt", "1\n");
        git.Switch("topic");
        Save(git, "c.txt", "1\n");
        string id = git.Merge("main").Id;
        Expect.Equal("Merge branch 'main' into topic\n", CommitFormat.Read(LooseStore.Open(new SubFolder(_work, ".git")).Read(id).Body).Message, because: "That is what git writes when the branch is not main.");
    }

    [Fact]
    public void ResetHard_takes_everything_back()
    {
        IMiniGit git = Opened();
        string first = Save(git, "a.txt", "1\n");
        Save(git, "a.txt", "2\n");
        Save(git, "src/b.txt", "2\n");
        Write("a.txt", "edited\n");
        Write("c.txt", "staged\n");
        git.Add("c.txt");
        Write("unknown.txt", "u\n");
        git.ResetHard(first);
        Expect.SequenceEqual(["a.txt", "unknown.txt"], Files(), because: "What the commit holds, and the file that git never knew. What was staged is gone.");
        Expect.Equal(("1\n", "main", first), (Text("a.txt"), Refs.Head.Branch, Refs.Head.Id), because: "main itself has moved, and the files are those of the commit.");
        Expect.SequenceEqual([new FileStatus("unknown.txt", "??")], git.Status(), because: "HEAD, index and working copy have all moved.");
    }

    [Fact]
    public void What_a_reset_loses_is_found_again()
    {
        IMiniGit git = Opened();
        string first = Save(git, "a.txt", "1\n");
        string[] lost = [Save(git, "a.txt", "2\n"), Save(git, "a.txt", "3\n"), Save(git, "b.txt", "4\n")];
        Write(".git/objects/pack/pack-1.idx", "a pack");
        Write(".git/objects/tmp_obj_1", "half an object");
        Write(".git/objects/ab/cd/ef", "no object");
        Expect.SequenceEqual([], git.RecoverLost(), because: "Everything is reached by main. Below objects/ lie other files too, such as packs and what was not finished: they are no objects.");
        git.ResetHard(first);
        Expect.SequenceEqual(lost.Order(StringComparer.Ordinal), git.RecoverLost(), because: "Three commits are unreachable, not gone: the store has them, and no name reaches them.");
        git.ResetHard(lost[2]);
        Expect.SequenceEqual([], git.RecoverLost(), because: "With a name for the last one all three are reached again.");
    }

    [Fact]
    public void A_name_of_any_kind_keeps_commits()
    {
        IMiniGit git = Opened();
        string first = Save(git, "a.txt", "1\n"), second = Save(git, "a.txt", "2\n"), third = Save(git, "a.txt", "3\n");
        Refs.Update("refs/tags/v2", second, null, "tag");
        git.ResetHard(first);
        Expect.SequenceEqual([third], git.RecoverLost(), because: "The tag v2 reaches the second commit; the third is on nothing.");
    }

    [Fact]
    public void The_log_goes_by_time_over_all_parents()
    {
        IMiniGit git = Opened();
        string a = Save(git, "a.txt", "1\n");
        git.Branch("topic");
        string b = Save(git, "b.txt", "1\n");
        git.Switch("topic");
        string c = Save(git, "c.txt", "1\n");
        git.Switch("main");
        string d = Save(git, "b.txt", "2\n");
        string merge = git.Merge("topic").Id;
        Expect.SequenceEqual([merge, d, c, b, a], git.Log(), because: "Both sides of a merge belong to the history: the youngest first, each once.");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_story_of_forty_steps_is_as_git_tells_it(int seed)
    {
        var (steps, truth) = Generators.RepoStory((ulong)seed);
        IMiniGit git = Opened();
        for (int i = 0; i < steps.Length; i++)
        {
            StoryStep step = steps[i];
            _now = step.Unix;
            switch (step.Action)
            {
                case StoryAction.Save:
                    Write(step.Name, step.Text);
                    git.Add(step.Name);
                    git.Commit(step.Message);
                    break;
                case StoryAction.Branch: git.Branch(step.Name); break;
                case StoryAction.Switch: git.Switch(step.Name); break;
                case StoryAction.Merge: git.Merge(step.Name); break;
                default: git.ResetHard(FirstParent(Refs.Head.Id!, step.Back)); break;
            }

            Expect.Equal((truth.Branches[i], truth.Heads[i]), (Refs.Head.Branch, Refs.Head.Id), because: $"Step {i + 1} of 40: {step.Action} {step.Name}{step.Message}. The real git comes to this id.");
        }

        Expect.SequenceEqual(truth.Log, git.Log(), because: "The real git's log, the youngest first.");
        Expect.SequenceEqual(truth.Lost, git.RecoverLost(), because: "Three commits were lost by two resets.");
        Expect.Equal(seed == 1 ? "0c40030f580025ff172d025e5aa93aebe1cf3153" : "ab9999499f2c3388a259b6a528c6c7d6b9f8cdba", git.Log()[0], because: "The real git ends the story at this id.");
    }

    private string FirstParent(string id, int back)
    {
        IObjectStore store = LooseStore.Open(new SubFolder(_work, ".git"));
        for (int i = 0; i < back; i++) id = CommitFormat.Read(store.Read(id).Body).Parents[0];
        return id;
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("An hour of edits vanished: Switch must look at every file that differs between the branches, and refuse where yours is not committed.", new((work, who) => new Changed(work, who) { Overwrites = true })),
        new("Reset deleted commits. They are unreachable, not gone: a store only ever grows, and RecoverLost must find them.", new((work, who) => new Changed(work, who) { Forgets = true })),
        new("The commit took the working copy. It takes the index: what was added, as it was added.", new((work, who) => new Changed(work, who) { CommitsAll = true })),
        new("The merge's parents are swapped: first the branch you are on, then the one that came in.", new((work, who) => new Changed(work, who) { Swaps = true })),
        new("RecoverLost looked at branches only. A tag keeps commits too, as does every name under refs/ and HEAD.", new((work, who) => new Changed(work, who) { BranchesOnly = true })),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("another object in front", new((work, who) => new Changed(work, who))),
        new("lost commits by their parents", new((work, who) => new Changed(work, who) { OtherLost = true })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Helpers first: the files of a commit as path → id, trees unfolded; the tree of such a dictionary, folders folded; the index; the working copy. Each command is then a few lines over these.",
        "One helper carries Switch, fast-forward and merge: from one version to another. It finds the paths that differ, refuses if index or working copy of any of them is not the old version's, and only then writes and deletes. Paths that do not differ stay as they are.",
        "Merge: branch there? clean? theirs an ancestor of HEAD: up to date; HEAD an ancestor of theirs: move forward; else base, MergeTrees, lines of what both changed; any conflict: return it, nothing written; else move files, write the tree, commit with two parents. Log: a priority queue by committer time. RecoverLost: commits in objects/ without what names and HEAD reach.",
    ];

    /// <summary>The reference, with the mistakes it is told to make.</summary>
    private sealed class Changed(IFolder work, Func<Person> who) : IMiniGit
    {
        private readonly IMiniGit _right = MiniGit.Open(work, who);
        private readonly SubFolder _git = new(work, ".git");

        public bool Overwrites { get; init; }

        public bool Forgets { get; init; }

        public bool CommitsAll { get; init; }

        public bool Swaps { get; init; }

        public bool BranchesOnly { get; init; }

        public bool OtherLost { get; init; }

        private IRefs Refs => RefStore.Open(_git, who);

        private IObjectStore Objects => LooseStore.Open(_git);

        public void Init() => _right.Init();

        public void Add(string path) => _right.Add(path);

        public string Commit(string message)
        {
            if (CommitsAll) foreach (string path in work.Files().Where(path => !path.StartsWith(".git/", StringComparison.Ordinal))) _right.Add(path);
            return _right.Commit(message);
        }

        public void Branch(string name) => _right.Branch(name);

        public void Switch(string name)
        {
            if (Overwrites && Refs.Resolve("refs/heads/" + name) is not null && Refs.Head.Id is { } head)
            {
                try
                {
                    _right.Switch(name);
                    return;
                }
                catch (InvalidOperationException)
                {
                    foreach (FileStatus file in _right.Status()) if (file.Code == "??") work.Delete(file.Path);
                    _right.ResetHard(head);
                }
            }

            _right.Switch(name);
        }

        public MergeOutcome Merge(string name)
        {
            MergeOutcome outcome = _right.Merge(name);
            if (!Swaps || outcome.Kind != MergeKind.Merged) return outcome;
            CommitData commit = CommitFormat.Read(Objects.Read(outcome.Id).Body);
            string id = Objects.Write("commit", CommitFormat.Body(commit with { Parents = [commit.Parents[1], commit.Parents[0]] }));
            Refs.Update("HEAD", id, outcome.Id, "swap");
            return outcome with { Id = id };
        }

        public void ResetHard(string id)
        {
            _right.ResetHard(id);
            if (Forgets) foreach (string lost in _right.RecoverLost()) _git.Delete($"objects/{lost.AsSpan(0, 2)}/{lost.AsSpan(2)}");
        }

        public string[] Log() => _right.Log();

        public FileStatus[] Status() => _right.Status();

        public string[] RecoverLost()
        {
            if (!BranchesOnly && !OtherLost) return _right.RecoverLost();
            var parents = new Dictionary<string, string[]>();
            foreach (string path in _git.Files("objects/"))
            {
                string id = path[8..].Replace("/", "", StringComparison.Ordinal);
                if (id.Length != 40) continue;
                (string type, byte[] body) = Objects.Read(id);
                if (type == "commit") parents[id] = CommitFormat.Read(body).Parents;
            }

            foreach (string name in Refs.Names(BranchesOnly ? "refs/heads/" : "refs/").Append("HEAD")) Drop(Refs.Resolve(name));
            return [.. parents.Keys.Order(StringComparer.Ordinal)];

            void Drop(string? id)
            {
                if (id is null || !parents.Remove(id, out string[]? before)) return;
                foreach (string parent in before) Drop(parent);
            }
        }
    }
}
