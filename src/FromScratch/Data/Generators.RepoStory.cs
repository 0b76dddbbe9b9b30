using System.Globalization;
using System.Text;
using FromScratch.Git;

namespace FromScratch.Data;

public static partial class Generators
{
    private const int StoryFiles = 4, StoryLines = 12;

    /// <summary>A random but valid story of a repository: files that grow and change on several branches, merges clean and in conflict, and three commits that a reset loses.</summary>
    /// <param name="seed">The story's seed.</param>
    /// <param name="steps">How many steps; at least 20.</param>
    /// <remarks>
    /// Everything is Ada Lovelace's, a minute apart, so that every object id is determined. Files are never deleted (git would look for renames), and no merge has two bases. The story is played on <see cref="MiniGit"/>
    /// while it is made; that the real git comes to the same ids is tested.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 20 steps.</exception>
    public static Planted<StoryStep[], StoryTruth> RepoStory(ulong seed, int steps = 40)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 20);
        var telling = new StoryTelling(new Rng(seed));
        telling.Save();
        // Two losses: two commits at half of the story, one at three quarters.
        while (telling.Count < steps)
        {
            int left = steps - telling.Count;
            if (telling.Count == steps / 2) telling.SaveAndLose(2);
            else if (telling.Count == steps * 3 / 4) telling.SaveAndLose(1);
            else telling.Continue(mayGrow: left > 2);
        }

        return telling.Told();
    }

    /// <summary>A story in the making, played as it grows.</summary>
    private sealed class StoryTelling
    {
        private static readonly string[] _branchNames = ["topic", "fix", "draft"];
        private readonly Rng _rng;
        private readonly MemoryFolder _work = new();
        private readonly IMiniGit _git;
        private readonly IRefs _refs;
        private readonly IObjectStore _objects;
        private readonly List<StoryStep> _steps = [];
        private readonly List<string> _heads = [], _on = [];
        private readonly List<string[]> _bases = [], _conflicts = [];
        private readonly List<string> _branches = ["main"];

        public StoryTelling(Rng rng)
        {
            _rng = rng;
            _git = MiniGit.Open(_work, Who);
            _git.Init();
            var inside = new SubFolder(_work, ".git");
            (_refs, _objects) = (RefStore.Open(inside, Who), LooseStore.Open(inside));
        }

        public int Count => _steps.Count;

        private long Now => 1_700_000_000 + 60L * _steps.Count;

        private Person Who() => new("Ada Lovelace", "ada@example.com", Now, 0);

        /// <summary>Changes or adds a line of a file, on the branch the story is on.</summary>
        public void Save()
        {
            string path = string.Create(CultureInfo.InvariantCulture, $"{(_rng.NextInt(2) == 0 ? "" : "src/")}file{_rng.NextInt(StoryFiles)}.txt");
            List<string> lines = _work.Exists(path) ? [.. TextLines.Of(Encoding.UTF8.GetString(_work.Read(path)))] : [.. Enumerable.Range(0, StoryLines).Select(i => string.Create(CultureInfo.InvariantCulture, $"line {i} of {path}\n"))];
            int at = _rng.NextInt(lines.Count);
            string line = string.Create(CultureInfo.InvariantCulture, $"written in step {Count}\n");
            if (_rng.NextInt(3) == 0) lines.Insert(at, line);
            else lines[at] = line;
            var step = new StoryStep(StoryAction.Save, path, string.Concat(lines), string.Create(CultureInfo.InvariantCulture, $"step {Count}: change {path}"), 0, Now);
            _work.Write(path, Encoding.UTF8.GetBytes(step.Text));
            _git.Add(path);
            _git.Commit(step.Message);
            Note(step);
        }

        /// <summary>Makes some commits and takes them back.</summary>
        public void SaveAndLose(int commits)
        {
            string before = _refs.Head.Id!;
            for (int i = 0; i < commits; i++) Save();
            var step = new StoryStep(StoryAction.Reset, "", "", "", commits, Now);
            _git.ResetHard(before);
            Note(step);
        }

        /// <summary>One step more: mostly a commit, else a branch, a switch or a merge.</summary>
        public void Continue(bool mayGrow)
        {
            string[] others = [.. _branches.Where(branch => branch != _refs.Head.Branch)];
            int dice = _rng.NextInt(10);
            if (dice < 2 && others.Length > 0) Switch(others[_rng.NextInt(others.Length)]);
            else if (dice < 5 && others.Length > 0 && TryMerge(others[_rng.NextInt(others.Length)])) return;
            else if (dice < 7 && mayGrow && _branches.Count <= _branchNames.Length) Branch(_branchNames[_branches.Count - 1]);
            else Save();
        }

        public Planted<StoryStep[], StoryTruth> Told() => new([.. _steps], new([.. _heads], [.. _on], [.. _bases], [.. _conflicts], _git.Log(), _git.RecoverLost()));

        private void Branch(string name)
        {
            _git.Branch(name);
            _branches.Add(name);
            Note(new(StoryAction.Branch, name, "", "", 0, Now));
        }

        private void Switch(string name)
        {
            _git.Switch(name);
            Note(new(StoryAction.Switch, name, "", "", 0, Now));
        }

        private bool TryMerge(string name)
        {
            string[] bases = Ancestry.MergeBases(id => CommitFormat.Read(_objects.Read(id).Body).Parents, _refs.Head.Id!, _refs.Resolve("refs/heads/" + name)!);
            if (bases.Length > 1) return false;
            MergeOutcome outcome = _git.Merge(name);
            Note(new(StoryAction.Merge, name, "", "", 0, Now), bases, outcome.Conflicts);
            return true;
        }

        private void Note(StoryStep step, string[]? bases = null, string[]? conflicts = null)
        {
            _steps.Add(step);
            _heads.Add(_refs.Head.Id!);
            _on.Add(_refs.Head.Branch!);
            _bases.Add(bases ?? []);
            _conflicts.Add(conflicts ?? []);
        }
    }
}
