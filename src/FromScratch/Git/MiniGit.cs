using System.Text;

namespace FromScratch.Git;

/// <summary>A small git: the commands of every day, put together from objects, index, names, merge bases and three-way merges. What it writes, the real git reads.</summary>
/// <remarks>
/// All files are ordinary ones (100644), and a merge takes the first merge base. On a conflict it leaves everything as it was, where git writes both versions into the file and waits.
/// </remarks>
public sealed class MiniGit : IMiniGit
{
    private const string Branches = "refs/heads/", IndexPath = "index", Inside = ".git/";

    private readonly IFolder _work;
    private readonly IFolder _git;
    private readonly Func<Person> _who;
    private readonly IObjectStore _objects;
    private readonly IRefs _refs;

    private MiniGit(IFolder work, Func<Person> who)
    {
        (_work, _git, _who) = (work, new SubFolder(work, ".git"), who);
        (_objects, _refs) = (LooseStore.Open(_git), RefStore.Open(_git, who));
    }

    /// <summary>The commands on a working copy.</summary>
    /// <param name="work">The working copy; its folder .git is the repository.</param>
    /// <param name="who">Who works, and what time it is; asked at each commit and move.</param>
    public static IMiniGit Open(IFolder work, Func<Person> who) => new MiniGit(work, who);

    /// <inheritdoc/>
    public void Init()
    {
        if (!_git.Exists("HEAD")) _git.Write("HEAD", Encoding.UTF8.GetBytes("ref: refs/heads/main\n"));
    }

    /// <inheritdoc/>
    public void Add(string path)
    {
        SortedDictionary<string, string> index = Index();
        if (_work.Exists(path)) index[path] = _objects.Write("blob", _work.Read(path));
        else if (!index.Remove(path)) throw new KeyNotFoundException($"Add: there is no file {path}.");
        WriteIndex(index);
    }

    /// <inheritdoc/>
    public string Commit(string message)
    {
        SortedDictionary<string, string> index = Index();
        string tree = WriteTree(index);
        string? head = _refs.Head.Id;
        if (head is null ? index.Count == 0 : tree == Read(head).Tree) throw new InvalidOperationException("Commit: nothing has changed since the last commit. Add files first.");
        return Commit(tree, head is null ? [] : [head], message, $"commit{(head is null ? " (initial)" : "")}: {message}");
    }

    /// <inheritdoc/>
    public void Branch(string name)
    {
        string head = _refs.Head.Id ?? throw new InvalidOperationException("Branch: there is no commit yet that a branch could stand for.");
        _refs.Update(Branches + name, head, null, $"branch: Created from {_refs.Head.Branch ?? head}");
    }

    /// <inheritdoc/>
    public void Switch(string name)
    {
        string target = _refs.Resolve(Branches + name) ?? throw new KeyNotFoundException($"Switch: there is no branch {name}.");
        MoveFiles(Files(_refs.Head.Id), Files(target));
        _refs.SwitchTo(name);
    }

    /// <inheritdoc/>
    public MergeOutcome Merge(string name)
    {
        string theirs = _refs.Resolve(Branches + name) ?? throw new KeyNotFoundException($"Merge: there is no branch {name}.");
        string ours = _refs.Head.Id ?? throw new InvalidOperationException("Merge: there is no commit yet to merge into.");
        if (Status().Any(status => status.Code != "??")) throw new InvalidOperationException("Merge: there are changes that were not committed. Commit them first.");
        if (Ancestry.IsAncestor(Parents, theirs, ours)) return new(MergeKind.UpToDate, ours, []);
        if (Ancestry.IsAncestor(Parents, ours, theirs))
        {
            MoveFiles(Files(ours), Files(theirs));
            _refs.Update("HEAD", theirs, ours, $"merge {name}: Fast-forward");
            return new(MergeKind.FastForward, theirs, []);
        }

        string? start = Ancestry.MergeBases(Parents, ours, theirs).FirstOrDefault();
        (SortedDictionary<string, string> merged, string[] conflicts) = MergeFiles(Files(start), Files(ours), Files(theirs));
        if (conflicts.Length > 0) return new(MergeKind.Conflict, ours, conflicts);
        MoveFiles(Files(ours), merged);
        return new(MergeKind.Merged, Commit(WriteTree(merged), [ours, theirs], $"Merge branch '{name}'{(_refs.Head.Branch == "main" ? "" : $" into {_refs.Head.Branch ?? "HEAD"}")}", $"merge {name}: Merge made by the 'ort' strategy."), []);
    }

    /// <inheritdoc/>
    public void ResetHard(string id)
    {
        string? head = _refs.Head.Id;
        SortedDictionary<string, string> target = Files(id);
        foreach (string path in Index().Keys.Union(Files(head).Keys).Except(target.Keys)) _work.Delete(path);
        foreach ((string path, string blob) in target) _work.Write(path, _objects.Read(blob).Body);
        WriteIndex(target);
        _refs.Update("HEAD", id, head, $"reset: moving to {id}");
    }

    /// <inheritdoc/>
    public string[] Log()
    {
        var log = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new PriorityQueue<string, long>();
        void Meet(string id)
        {
            if (seen.Add(id)) waiting.Enqueue(id, -Read(id).Committer.Unix);
        }

        if (_refs.Head.Id is { } head) Meet(head);
        while (waiting.TryDequeue(out string? id, out _))
        {
            log.Add(id);
            foreach (string parent in Parents(id)) Meet(parent);
        }

        return [.. log];
    }

    /// <inheritdoc/>
    public FileStatus[] Status() => ThreeTrees.Status(Files(_refs.Head.Id), Index(), Work(), _ => false);

    /// <inheritdoc/>
    public string[] RecoverLost()
    {
        HashSet<string> reached = Ancestry.Reachable(Parents, [.. _refs.Names("refs/").Append("HEAD").Select(_refs.Resolve).OfType<string>()]);
        return [.. _git.Files("objects/").Select(path => path.Split('/')).Where(parts => parts.Length == 3 && parts[1].Length == 2).Select(parts => parts[1] + parts[2])
            .Where(id => !reached.Contains(id) && _objects.Read(id).Type == "commit").Order(StringComparer.Ordinal)];
    }

    private CommitData Read(string commit) => CommitFormat.Read(_objects.Read(commit).Body);

    private string[] Parents(string commit) => Read(commit).Parents;

    private string Commit(string tree, string[] parents, string message, string note)
    {
        Person who = _who();
        string id = _objects.Write("commit", CommitFormat.Body(new(tree, parents, who, who, message)));
        _refs.Update("HEAD", id, _refs.Head.Id, note);
        return id;
    }

    /// <summary>The files on the disk: path → id of the content.</summary>
    private SortedDictionary<string, string> Work() =>
        new(_work.Files().Where(path => !path.StartsWith(Inside, StringComparison.Ordinal)).ToDictionary(path => path, path => GitObjects.BlobId(_work.Read(path))), ByteOrder.Instance);

    /// <summary>The files of the next commit.</summary>
    private SortedDictionary<string, string> Index() =>
        new(_git.Exists(IndexPath) ? IndexFormat.Read(_git.Read(IndexPath)).ToDictionary(entry => entry.Path, entry => entry.Id) : [], ByteOrder.Instance);

    private void WriteIndex(SortedDictionary<string, string> files) => _git.Write(IndexPath, IndexFormat.Write([.. files.Select(file => new IndexEntry(file.Key, TreeEntry.File, file.Value))]));

    /// <summary>The files of a commit, folders unfolded; none of no commit.</summary>
    private SortedDictionary<string, string> Files(string? commit)
    {
        var files = new SortedDictionary<string, string>(ByteOrder.Instance);
        if (commit is not null) Unfold(Read(commit).Tree, "", files);
        return files;
    }

    private void Unfold(string tree, string folder, SortedDictionary<string, string> files)
    {
        foreach (TreeEntry entry in TreeFormat.Read(_objects.Read(tree).Body))
            if (entry.IsFolder) Unfold(entry.Id, $"{folder}{entry.Name}/", files);
            else files.Add(folder + entry.Name, entry.Id);
    }

    /// <summary>Stores the tree of some files, and the trees of its folders.</summary>
    private string WriteTree(SortedDictionary<string, string> files)
    {
        IEnumerable<TreeEntry> entries =
            from file in files
            group file by file.Key.Split('/')[0] into name
            let isFile = name.First().Key == name.Key
            let inside = name.Where(file => file.Key != name.Key).ToDictionary(file => file.Key[(name.Key.Length + 1)..], file => file.Value)
            select isFile ? new TreeEntry(TreeEntry.File, name.Key, name.First().Value) : new TreeEntry(TreeEntry.Folder, name.Key, WriteTree(new(inside, ByteOrder.Instance)));
        return _objects.Write("tree", GitObjects.TreeBody([.. entries]));
    }

    /// <summary>Takes index and working copy from one version to another. Files that do not differ between them stay as they are, changed or not.</summary>
    private void MoveFiles(SortedDictionary<string, string> from, SortedDictionary<string, string> to)
    {
        SortedDictionary<string, string> index = Index(), work = Work();
        string[] differing = [.. from.Keys.Union(to.Keys).Where(path => from.GetValueOrDefault(path) != to.GetValueOrDefault(path))];
        string? changed = differing.FirstOrDefault(path => index.GetValueOrDefault(path) != from.GetValueOrDefault(path) || work.GetValueOrDefault(path) != from.GetValueOrDefault(path));
        if (changed is not null) throw new InvalidOperationException($"Your change of {changed} is not committed, and would be overwritten. Commit it first.");
        foreach (string path in differing)
        {
            if (to.TryGetValue(path, out string? id))
            {
                _work.Write(path, _objects.Read(id).Body);
                index[path] = id;
            }
            else
            {
                _work.Delete(path);
                index.Remove(path);
            }
        }

        WriteIndex(index);
    }

    private (SortedDictionary<string, string> Files, string[] Conflicts) MergeFiles(SortedDictionary<string, string> start, SortedDictionary<string, string> ours, SortedDictionary<string, string> theirs)
    {
        TreeMerge merge = Merge3.MergeTrees(Entries(start), Entries(ours), Entries(theirs));
        var files = new SortedDictionary<string, string>(merge.Files.ToDictionary(file => file.Path, file => file.File.Id), ByteOrder.Instance);
        var conflicts = merge.Conflicts.Select(conflict => conflict.Path).ToList();
        foreach (ContentMerge file in merge.ToMerge)
        {
            MergeResult lines = Merge3.Merge(Lines(file.BaseId), Lines(file.OursId), Lines(file.TheirsId));
            if (lines.Conflicts > 0) conflicts.Add(file.Path);
            else files[file.Path] = _objects.Write("blob", Encoding.UTF8.GetBytes(string.Concat(lines.Lines)));
        }

        return (files, [.. conflicts.Order(ByteOrder.Instance)]);
    }

    private string[] Lines(string blob) => TextLines.Of(Encoding.UTF8.GetString(_objects.Read(blob).Body));

    private static Dictionary<string, FileEntry> Entries(SortedDictionary<string, string> files) => files.ToDictionary(file => file.Key, file => new FileEntry(TreeEntry.File, file.Value));
}
