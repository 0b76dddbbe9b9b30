using Course.Cli.Building;
using Course.Cli.Layout;

namespace Course.Cli.Notebooks;

/// <summary>Keeps a learner's answers through an update of the course.</summary>
/// <remarks>
/// <para>Beside each notebook's file stands, in <c>.course/shipped</c>, the version the file came from. When git has brought a newer one, the learner's work is
/// carried into it (<see cref="NotebookMerge"/>), the file as it was going to the backups first.</para>
/// <para>An update writes in this order: backup, notebook, shipped copy. Stopped in between, the next one finds the notebook carried already and only writes the copy.</para>
/// </remarks>
/// <param name="tree">The course.</param>
/// <param name="clock">Tells the time that backups are named by.</param>
internal sealed class CourseUpdate(CourseTree tree, TimeProvider clock)
{
    private readonly Backups _backups = new(tree, clock);

    private string Waiting => Path.Combine(tree.Learner, "waiting");

    /// <summary>Looks at every notebook and carries what has to be carried.</summary>
    /// <returns>What was done, a sentence each.</returns>
    public IReadOnlyList<string> Run()
    {
        string commit = ShippedNotebook.Commit(tree);
        return [.. Unit.All(tree).Select(unit => Update(unit.Path, commit)).OfType<string>()];
    }

    /// <summary>Takes the newest version of the course from where it was cloned, also over notebooks that the learner has changed.</summary>
    /// <exception cref="CliException">Git cannot do it; the learner's files are as they were.</exception>
    public IReadOnlyList<string> Pull()
    {
        if (ShippedNotebook.Git(tree, "rev-parse", "--is-inside-work-tree") is null) throw new CliException("This folder is no git clone, or git is not installed: download the new version by hand.", ExitCode.Environment);
        if (ShippedNotebook.Git(tree, "fetch", "--quiet") is null) throw new CliException("git fetch failed: is there a network? Run it by hand to see why.", ExitCode.Environment);
        Run();   // each shipped copy is now the version its file came from
        string[] changed = [.. Unit.All(tree).Select(u => u.Path).Where(IsChanged)];
        foreach (string path in changed) SetAside(path);
        bool merged = ShippedNotebook.Git(tree, "merge", "--ff-only", "--quiet", "@{upstream}") is not null;
        foreach (string path in changed) PutBack(path);
        if (!merged) throw new CliException("git could not take the new version: you have commits of your own, or changed other files than notebooks. Your notebooks are as they were. `git status` and `git merge @{upstream}` say more.", ExitCode.Environment);
        return Run();
    }

    /// <summary>Puts notebooks back that an update had set aside when it was stopped.</summary>
    public void Recover()
    {
        if (!Directory.Exists(Waiting)) return;
        foreach (string file in Directory.EnumerateFiles(Waiting, "*.ipynb", SearchOption.AllDirectories).ToArray())
        {
            string path = Path.Combine(tree.Notebooks, Path.GetRelativePath(Waiting, file));
            _backups.Save(path);
            PutBack(path);
        }
    }

    private string? Update(string path, string commit)
    {
        string copy = ShippedNotebook.Copy(tree, path);
        if (ShippedNotebook.Text(tree, path, commit) is not { } shipped) return null;
        string own = File.ReadAllText(path);
        string old = File.Exists(copy) ? File.ReadAllText(copy) : shipped;
        string? done = null;
        if (Lines(old) != Lines(shipped) && Lines(own) != Lines(shipped)) done = Lines(own) == Lines(old) ? Replace(path, shipped) : Carry(path, old, shipped);
        if (!File.Exists(copy) || old != shipped) AtomicFile.Write(copy, shipped);
        return done;
    }

    /// <summary>An unchanged file of the old version, which git has not replaced.</summary>
    private string Replace(string path, string shipped)
    {
        _backups.Save(path);
        AtomicFile.Write(path, shipped);
        return $"{tree.Shown(path)} is the new version now.";
    }

    private string? Carry(string path, string old, string shipped)
    {
        string backup = _backups.Save(path)!;
        Notebook own;
        try
        {
            own = NotebookReader.ReadFile(path);
        }
        catch (NotebookException e)
        {
            // A merge of texts left marks in it: what the learner had is among git's own copies.
            string? side = new[] { 3, 2 }.Select(stage => ShippedNotebook.Git(tree, "show", $":{stage}:./{tree.Shown(path)}")).FirstOrDefault(text => text is not null && Lines(text) != Lines(shipped));
            if (side is null) return $"{e.Message}{Environment.NewLine}Its copy: {tree.Shown(backup)}";
            own = NotebookReader.Read(side, path);
        }

        MergedNotebook merged = NotebookMerge.Merge(NotebookReader.Read(old, path), own, NotebookReader.Read(shipped, path));
        AtomicFile.Write(path, NotebookWriter.WithOutputs(merged.Notebook));
        string both = merged.Both.Count == 0 ? "" : $" {merged.Both.Count} of them the course has changed too: its new text stands below yours.";
        return $"{tree.Shown(path)} has a new version; {merged.Carried.Count} cells of yours are in it.{both} Your file before that: {tree.Shown(backup)}";
    }

    private bool IsChanged(string path) => ShippedNotebook.Text(tree, path) is { } shipped && Lines(shipped) != Lines(File.ReadAllText(path));

    private void SetAside(string path)
    {
        _backups.Save(path);
        string waiting = Path.Combine(Waiting, Path.GetRelativePath(tree.Notebooks, path));
        Directory.CreateDirectory(Path.GetDirectoryName(waiting)!);
        AtomicFile.Copy(path, waiting);
        ShippedNotebook.Git(tree, "checkout", "--quiet", "HEAD", "--", path);
    }

    private void PutBack(string path)
    {
        string waiting = Path.Combine(Waiting, Path.GetRelativePath(tree.Notebooks, path));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Move(waiting, path, overwrite: true);
    }

    /// <summary>The text whatever its line ends are.</summary>
    private static string Lines(string text) => text.TrimStart('\uFEFF').ReplaceLineEndings("\n");
}
