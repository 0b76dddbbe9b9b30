using System.Text;

namespace FromScratch.Git;

/// <summary>Names in files, as git keeps them: a branch is a file of 41 bytes.</summary>
/// <remarks>
/// <para><c>HEAD</c> holds <c>ref: refs/heads/main</c>, or an id when it is detached; <c>refs/heads/main</c> holds an id; <c>logs/…</c> holds a line for every move. A name is written aside, to <c>….lock</c>, and
/// renamed; before that it is compared with what the caller last saw, so that of two who move it at once one is refused and none overwrites the other.</para>
/// <para>Source: git documentation, gitrepository-layout, git-update-ref, git-check-ref-format; Pro Git, §10.3. Packed refs, which git writes when it tidies up, are not read.</para>
/// </remarks>
public sealed class RefStore : IRefs
{
    private const string Symbolic = "ref: ", Branches = "refs/heads/";
    private const int DeepestChain = 5;
    private static readonly string _nothing = new('0', 40);

    private readonly IFolder _git;
    private readonly Func<Person> _who;

    private RefStore(IFolder git, Func<Person> who) => (_git, _who) = (git, who);

    /// <summary>The names of a repository.</summary>
    /// <param name="git">Its folder <c>.git</c>, which holds HEAD.</param>
    /// <param name="who">Who moves names, and what time it is; asked at each move.</param>
    public static IRefs Open(IFolder git, Func<Person> who) => new RefStore(git, who);

    /// <summary>Whether git takes a name, <c>git check-ref-format</c>.</summary>
    /// <param name="name">A full name, with at least one slash.</param>
    /// <remarks>Every rule keeps a notation free: <c>a..b</c> is a range, <c>a~1</c> and <c>a^</c> walk back, <c>a@{1}</c> asks the reflog, <c>:</c> separates commit and path, <c>?*[</c> are patterns, <c>.lock</c> is the file written aside.</remarks>
    public static bool IsValid(string name)
    {
        string[] parts = name.Split('/');
        return parts.Length >= 2
            && parts.All(part => part.Length > 0 && part[0] != '.' && !part.EndsWith(".lock", StringComparison.Ordinal))
            && !name.Contains("..", StringComparison.Ordinal) && !name.Contains("@{", StringComparison.Ordinal) && !name.EndsWith('.')
            && !name.Any(letter => letter <= ' ' || letter == 127 || "~^:?*[\\".Contains(letter, StringComparison.Ordinal));
    }

    /// <inheritdoc/>
    public (string? Branch, string? Id) Head
    {
        get
        {
            string target = End("HEAD");
            return (target == "HEAD" ? null : target[Branches.Length..], Resolve("HEAD"));
        }
    }

    /// <inheritdoc/>
    public string? Resolve(string name)
    {
        string[] places = name == "HEAD" || name.StartsWith("refs/", StringComparison.Ordinal) ? [name] : [$"refs/tags/{name}", Branches + name, $"refs/remotes/{name}"];
        return places.Select(End).Where(_git.Exists).Select(Line).FirstOrDefault();
    }

    /// <inheritdoc/>
    public void Update(string name, string id, string? expectedOld, string message)
    {
        if (name != "HEAD") RequireFull(name);
        RequireId(id);
        string moved = End(name);
        string? old = Resolve(moved);
        if (old != expectedOld) throw new InvalidOperationException($"Update: {moved} is {old ?? "not there"}, and you expected {expectedOld ?? "nothing"}. Somebody has moved it: look again, then decide.");
        bool isCurrent = End("HEAD") == moved;
        Replace(moved, id + "\n");
        Note(moved, old, id, message);
        if (isCurrent && moved != "HEAD") Note("HEAD", old, id, message);
    }

    /// <inheritdoc/>
    public void Delete(string name)
    {
        RequireFull(name);
        if (!_git.Exists(name)) throw new KeyNotFoundException($"Delete: there is no {name}.");
        if (End("HEAD") == name) throw new InvalidOperationException($"Delete: you are on {name}. Switch to another branch first.");
        _git.Delete(name);
        _git.Delete($"logs/{name}");
    }

    /// <inheritdoc/>
    public void SwitchTo(string branch)
    {
        string target = Resolve(Branches + branch) ?? throw new KeyNotFoundException($"SwitchTo: there is no branch {branch}.");
        MoveHead($"{Symbolic}{Branches}{branch}", target, branch);
    }

    /// <inheritdoc/>
    public void Detach(string id)
    {
        RequireId(id);
        MoveHead(id, id, id);
    }

    /// <inheritdoc/>
    public string[] Names(string prefix) => [.. _git.Files(prefix).Where(name => name.StartsWith("refs/", StringComparison.Ordinal) && !name.EndsWith(".lock", StringComparison.Ordinal))];

    /// <inheritdoc/>
    public ReflogEntry[] Log(string name)
    {
        if (!_git.Exists($"logs/{name}")) return [];
        string[] lines = Encoding.UTF8.GetString(_git.Read($"logs/{name}")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Select(line => line.Split('\t', 2)).Select(halves => new ReflogEntry(halves[0][..40], halves[0][41..81], CommitFormat.PersonOf(halves[0][82..]), halves[1]))];
    }

    private void MoveHead(string line, string id, string to)
    {
        (string? branch, string? old) = Head;
        Replace("HEAD", line + "\n");
        Note("HEAD", old, id, $"checkout: moving from {branch ?? old} to {to}");
    }

    /// <summary>Follows symbolic names to the one that holds, or would hold, an id.</summary>
    private string End(string name)
    {
        for (int step = 0; step <= DeepestChain; step++)
        {
            if (!_git.Exists(name) || !Line(name).StartsWith(Symbolic, StringComparison.Ordinal)) return name;
            name = Line(name)[Symbolic.Length..];
        }

        throw new InvalidDataException($"RefStore: {name} is reached over more than {DeepestChain} other names. Do they point in a circle?");
    }

    private string Line(string name) => Encoding.UTF8.GetString(_git.Read(name)).TrimEnd('\n');

    private void Note(string name, string? old, string id, string message)
    {
        string path = $"logs/{name}", line = $"{old ?? _nothing} {id} {CommitFormat.Line(_who())}\t{message.ReplaceLineEndings(" ").Trim()}\n";
        Replace(path, (_git.Exists(path) ? Encoding.UTF8.GetString(_git.Read(path)) : "") + line);
    }

    private void Replace(string path, string text)
    {
        string aside = path + ".lock";
        try
        {
            _git.Write(aside, Encoding.UTF8.GetBytes(text));
            _git.Move(aside, path);
        }
        catch (IOException)
        {
            _git.Delete(aside);
            throw;
        }
    }

    private static void RequireFull(string name)
    {
        if (!name.StartsWith("refs/", StringComparison.Ordinal) || !IsValid(name)) throw new ArgumentException($"RefStore: \"{name}\" is no full name. Full names begin with refs/, as in refs/heads/main, and keep the rules of `git check-ref-format`.", nameof(name));
    }

    private static void RequireId(string id)
    {
        if (id.Length != 40 || !id.All(char.IsAsciiHexDigitLower)) throw new ArgumentException($"RefStore: \"{id}\" is no id of 40 hexadecimal digits.", nameof(id));
    }
}
