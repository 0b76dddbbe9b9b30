// Unit 13, solved as a learner may solve it. Each part stands in for the stub cell it is named after.

// == ex-sha1-from-scratch
static byte[] Hash(byte[] data)
{
    var message = new List<byte>(data) { 0x80 };
    while (message.Count % 64 != 56) message.Add(0);
    long bits = data.Length * 8L;
    for (int shift = 56; shift >= 0; shift -= 8) message.Add((byte)(bits >> shift));

    static uint Left(uint word, int by) => (word << by) | (word >> (32 - by));
    uint h0 = 0x67452301, h1 = 0xEFCDAB89, h2 = 0x98BADCFE, h3 = 0x10325476, h4 = 0xC3D2E1F0;
    for (int block = 0; block < message.Count; block += 64)
    {
        uint[] w = new uint[80];
        for (int t = 0; t < 64; t++) w[t / 4] = (w[t / 4] << 8) | message[block + t];
        for (int t = 16; t < 80; t++) w[t] = Left(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
        uint a = h0, b = h1, c = h2, d = h3, e = h4;
        for (int t = 0; t < 80; t++)
        {
            uint f, k;
            if (t < 20) { f = (b & c) | (~b & d); k = 0x5A827999; }
            else if (t < 40) { f = b ^ c ^ d; k = 0x6ED9EBA1; }
            else if (t < 60) { f = (b & c) | (b & d) | (c & d); k = 0x8F1BBCDC; }
            else { f = b ^ c ^ d; k = 0xCA62C1D6; }
            uint sum = Left(a, 5) + f + e + k + w[t];
            e = d;
            d = c;
            c = Left(b, 30);
            b = a;
            a = sum;
        }

        h0 += a;
        h1 += b;
        h2 += c;
        h3 += d;
        h4 += e;
    }

    var hash = new List<byte>();
    foreach (uint word in new[] { h0, h1, h2, h3, h4 })
        for (int shift = 24; shift >= 0; shift -= 8) hash.Add((byte)(word >> shift));
    return hash.ToArray();
}

// == ex-blob-and-tree-ids
static byte[] Framed(string type, byte[] body)
{
    var all = new List<byte>(System.Text.Encoding.ASCII.GetBytes($"{type} {body.Length}"));
    all.Add(0);
    all.AddRange(body);
    return all.ToArray();
}

static string ObjectId(string type, byte[] body) => Convert.ToHexString(Hash(Framed(type, body))).ToLowerInvariant();

static string BlobId(byte[] content) => ObjectId("blob", content);

static byte[] TreeBody(TreeEntry[] entries)
{
    var sorted = new SortedDictionary<string, TreeEntry>(ByteOrder.Instance);
    var names = new HashSet<string>();
    foreach (TreeEntry entry in entries)
    {
        if (entry.Name == "" || entry.Name.Contains('/')) throw new ArgumentException($"\"{entry.Name}\" is no name in a folder.");
        if (!names.Add(entry.Name)) throw new ArgumentException($"\"{entry.Name}\" is there twice.");
        sorted.Add(entry.Mode == "040000" ? entry.Name + "/" : entry.Name, entry);
    }

    var body = new List<byte>();
    foreach (TreeEntry entry in sorted.Values)
    {
        string mode = entry.Mode.StartsWith('0') ? entry.Mode.Substring(1) : entry.Mode;
        body.AddRange(System.Text.Encoding.UTF8.GetBytes(mode + " " + entry.Name));
        body.Add(0);
        body.AddRange(Convert.FromHexString(entry.Id));
    }

    return body.ToArray();
}

// == ex-commit-ids
static string PersonLine(Person p)
{
    foreach (char bad in "<>\n")
        if (p.Name.Contains(bad) || p.Email.Contains(bad)) throw new ArgumentException("A name with < or > or a line end.");
    string sign = p.OffsetMinutes < 0 ? "-" : "+";
    int minutes = Math.Abs(p.OffsetMinutes);
    return $"{p.Name} <{p.Email}> {p.Unix} {sign}{minutes / 60:D2}{minutes % 60:D2}";
}

static byte[] CommitBody(CommitData c)
{
    var lines = new List<string> { "tree " + c.Tree };
    lines.AddRange(c.Parents.Select(p => "parent " + p));
    lines.Add("author " + PersonLine(c.Author));
    lines.Add("committer " + PersonLine(c.Committer));
    lines.Add("");
    string message = c.Message == "" || c.Message.EndsWith('\n') ? c.Message : c.Message + "\n";
    return System.Text.Encoding.UTF8.GetBytes(string.Join("\n", lines) + "\n" + message);
}

static string CommitId(CommitData c) => ObjectId("commit", CommitBody(c));

// == ex-loose-object-store
sealed class Loose(IFolder git) : IObjectStore
{
    private static string Place(string id) => $"objects/{id.Substring(0, 2)}/{id.Substring(2)}";

    public string Write(string type, byte[] body)
    {
        string id = ObjectId(type, body);
        if (Contains(id)) return id;
        var packed = new System.IO.MemoryStream();
        using (var zlib = new System.IO.Compression.ZLibStream(packed, System.IO.Compression.CompressionLevel.Fastest)) zlib.Write(Framed(type, body));
        try
        {
            git.Write("objects/incoming", packed.ToArray());
        }
        catch (System.IO.IOException)
        {
            git.Delete("objects/incoming");
            throw;
        }

        git.Move("objects/incoming", Place(id));
        return id;
    }

    public (string Type, byte[] Body) Read(string id)
    {
        if (!Contains(id)) throw new KeyNotFoundException(id);
        var data = new System.IO.MemoryStream();
        using (var zlib = new System.IO.Compression.ZLibStream(new System.IO.MemoryStream(git.Read(Place(id))), System.IO.Compression.CompressionMode.Decompress)) zlib.CopyTo(data);
        byte[] all = data.ToArray();
        int zero = Array.IndexOf(all, (byte)0);
        if (zero < 0) throw new System.IO.InvalidDataException("No header.");
        string[] header = System.Text.Encoding.ASCII.GetString(all, 0, zero).Split(' ');
        byte[] body = all[(zero + 1)..];
        if (header.Length != 2 || header[1] != body.Length.ToString() || ObjectId(header[0], body) != id) throw new System.IO.InvalidDataException("Not what the name says.");
        return (header[0], body);
    }

    public bool Contains(string id) => git.Exists(Place(id));
}

static IObjectStore OpenStore(IFolder git) => new Loose(git);

// == ex-index-file
static byte[] WriteIndex(IndexEntry[] entries)
{
    if (entries.Any(e => e.Path == "" || e.Stage < 0 || e.Stage > 3)) throw new ArgumentException("A path or a stage.");
    if (entries.Select(e => (e.Path, e.Stage)).Distinct().Count() != entries.Length) throw new ArgumentException("Twice.");
    using var stream = new System.IO.MemoryStream();
    void Number(uint n) => stream.Write([(byte)(n >> 24), (byte)(n >> 16), (byte)(n >> 8), (byte)n]);
    stream.Write("DIRC"u8);
    Number(2);
    Number((uint)entries.Length);
    foreach (IndexEntry e in entries.OrderBy(e => e.Path, ByteOrder.Instance).ThenBy(e => e.Stage))
    {
        long start = stream.Position;
        Number(0);
        Number(0);
        Number(e.ModifiedUnix);
        for (int i = 0; i < 3; i++) Number(0);
        Number(Convert.ToUInt32(e.Mode, 8));
        Number(0);
        Number(0);
        Number(e.Size);
        stream.Write(Convert.FromHexString(e.Id));
        byte[] path = System.Text.Encoding.UTF8.GetBytes(e.Path);
        int flags = e.Stage * 0x1000 + Math.Min(path.Length, 0xFFF);
        stream.WriteByte((byte)(flags / 256));
        stream.WriteByte((byte)(flags % 256));
        stream.Write(path);
        do stream.WriteByte(0);
        while ((stream.Position - start) % 8 != 0);
    }

    stream.Write(Hash(stream.ToArray()));
    return stream.ToArray();
}

static IndexEntry[] ReadIndex(byte[] file)
{
    Exception Bad(string why) => new System.IO.InvalidDataException(why);
    if (file.Length < 32) throw Bad("too short");
    int end = file.Length - 20;
    if (!Hash(file[..end]).SequenceEqual(file[end..])) throw Bad("damaged");
    uint Number(int at) => ((uint)file[at] << 24) + ((uint)file[at + 1] << 16) + ((uint)file[at + 2] << 8) + file[at + 3];
    if (System.Text.Encoding.ASCII.GetString(file, 0, 4) != "DIRC" || Number(4) != 2) throw Bad("no index of version 2");
    var entries = new List<IndexEntry>();
    int position = 12;
    for (uint left = Number(8); left > 0; left--)
    {
        int path = position + 62, stop = path;
        while (file[stop] != 0) stop++;
        entries.Add(new(System.Text.Encoding.UTF8.GetString(file, path, stop - path), Convert.ToString((int)Number(position + 24), 8), Convert.ToHexString(file, position + 40, 20).ToLowerInvariant(), (file[position + 60] & 0x30) / 0x10, Number(position + 36), Number(position + 8)));
        position += (stop - position) / 8 * 8 + 8;
    }

    while (position < end)
    {
        if (!char.IsBetween((char)file[position], 'A', 'Z')) throw Bad("an extension that must be understood");
        position += 8 + (int)Number(position + 4);
    }

    return entries.ToArray();
}

// == ex-status-three-trees
static FileStatus[] Status(IReadOnlyDictionary<string, string> head, IReadOnlyDictionary<string, string> index, IReadOnlyDictionary<string, string> work, Func<string, bool> isIgnored)
{
    var known = new SortedSet<string>(head.Keys.Concat(index.Keys), ByteOrder.Instance);
    var found = new List<FileStatus>();
    foreach (string path in known)
    {
        bool inHead = head.TryGetValue(path, out string? old), inIndex = index.TryGetValue(path, out string? next), onDisk = work.TryGetValue(path, out string? now);
        char x = !inHead ? 'A' : !inIndex ? 'D' : old != next ? 'M' : ' ';
        char y = !inIndex ? ' ' : !onDisk ? 'D' : next != now ? 'M' : ' ';
        if (x != ' ' || y != ' ') found.Add(new(path, $"{x}{y}"));
    }

    foreach (string path in new SortedSet<string>(work.Keys, ByteOrder.Instance))
        if (!index.ContainsKey(path) && !isIgnored(path)) found.Add(new(path, "??"));
    return found.ToArray();
}

// == ex-refs-and-head
sealed class WallOfNotes(IFolder git, Func<Person> who) : IRefs
{
    private const string Zeros = "0000000000000000000000000000000000000000";

    private string? Text(string path) => git.Exists(path) ? System.Text.Encoding.UTF8.GetString(git.Read(path)).TrimEnd('\n') : null;

    private string Follow(string name)
    {
        int steps = 0;
        while (Text(name) is { } text && text.StartsWith("ref: "))
        {
            if (++steps > 5) throw new System.IO.InvalidDataException("A circle of names.");
            name = text[5..];
        }

        return name;
    }

    private void Put(string path, string text)
    {
        try
        {
            git.Write(path + ".lock", System.Text.Encoding.UTF8.GetBytes(text));
        }
        catch (System.IO.IOException)
        {
            git.Delete(path + ".lock");
            throw;
        }

        git.Move(path + ".lock", path);
    }

    private void AddLine(string name, string? old, string id, string message) =>
        Put("logs/" + name, (Text("logs/" + name) is { } before ? before + "\n" : "") + $"{old ?? Zeros} {id} {PersonLine(who())}\t{message.Trim().Replace('\n', ' ')}\n");

    private static void MustBeId(string id)
    {
        if (!System.Text.RegularExpressions.Regex.IsMatch(id, "^[0-9a-f]{40}$")) throw new ArgumentException("No id: " + id);
    }

    private static void MustBeFull(string name)
    {
        if (!name.StartsWith("refs/") || !IsRefName(name)) throw new ArgumentException("No full name: " + name);
    }

    public (string? Branch, string? Id) Head => Follow("HEAD") is var end && end == "HEAD" ? (null, Text("HEAD")) : (end["refs/heads/".Length..], Text(end));

    public string? Resolve(string name)
    {
        if (name == "HEAD" || name.StartsWith("refs/")) return Text(Follow(name));
        foreach (string folder in new[] { "tags", "heads", "remotes" })
            if (Text(Follow($"refs/{folder}/{name}")) is { } id) return id;
        return null;
    }

    public void Update(string name, string id, string? expectedOld, string message)
    {
        if (name != "HEAD") MustBeFull(name);
        MustBeId(id);
        string target = Follow(name);
        string? old = Text(target);
        if (old != expectedOld) throw new InvalidOperationException($"{target} is {old}, not {expectedOld}.");
        bool current = Follow("HEAD") == target;
        Put(target, id + "\n");
        AddLine(target, old, id, message);
        if (current && target != "HEAD") AddLine("HEAD", old, id, message);
    }

    public void Delete(string name)
    {
        MustBeFull(name);
        if (Text(name) is null) throw new KeyNotFoundException(name);
        if (Follow("HEAD") == name) throw new InvalidOperationException("You are on it.");
        git.Delete(name);
        git.Delete("logs/" + name);
    }

    public void SwitchTo(string branch) => Go("ref: refs/heads/" + branch, Resolve("refs/heads/" + branch) ?? throw new KeyNotFoundException(branch), branch);

    public void Detach(string id)
    {
        MustBeId(id);
        Go(id, id, id);
    }

    private void Go(string line, string id, string where)
    {
        (string? branch, string? old) = Head;
        Put("HEAD", line + "\n");
        AddLine("HEAD", old, id, $"checkout: moving from {branch ?? old} to {where}");
    }

    public string[] Names(string prefix) => git.Files("refs/").Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && !name.EndsWith(".lock")).ToArray();

    public ReflogEntry[] Log(string name)
    {
        var entries = new List<ReflogEntry>();
        foreach (string line in (Text("logs/" + name) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var match = System.Text.RegularExpressions.Regex.Match(line, @"^(\w{40}) (\w{40}) (.*) <(.*)> (\d+) ([+-])(\d\d)(\d\d)\t(.*)$");
            string Group(int i) => match.Groups[i].Value;
            int minutes = int.Parse(Group(7)) * 60 + int.Parse(Group(8));
            entries.Add(new(Group(1), Group(2), new(Group(3), Group(4), long.Parse(Group(5)), Group(6) == "-" ? -minutes : minutes), Group(9)));
        }

        return entries.ToArray();
    }
}

static bool IsRefName(string name)
{
    string[] parts = name.Split('/');
    if (parts.Length < 2 || name.EndsWith('.') || name.Contains("..") || name.Contains("@{")) return false;
    foreach (string part in parts)
        if (part == "" || part.StartsWith('.') || part.EndsWith(".lock")) return false;
    foreach (char c in name)
        if (c <= ' ' || c == 127 || "~^:?*[\\".Contains(c)) return false;
    return true;
}

static IRefs OpenRefs(IFolder git, Func<Person> who) => new WallOfNotes(git, who);

// == ex-myers-diff
static LineEdit[] Diff(string[] a, string[] b)
{
    // What both begin and end with is kept; Myers' rounds in dictionaries for what lies between.
    int head = 0, tail = 0;
    while (head < a.Length && head < b.Length && a[head] == b[head]) head++;
    while (tail < Math.Min(a.Length, b.Length) - head && a[^(tail + 1)] == b[^(tail + 1)]) tail++;
    string[] x = a[head..^tail], y = b[head..^tail];
    var rounds = new List<Dictionary<int, int>>();
    bool done = false;
    for (int d = 0; !done; d++)
    {
        var reached = new Dictionary<int, int>();
        for (int k = -d; k <= d && !done; k += 2)
        {
            int right = d == 0 ? -1 : rounds[d - 1].GetValueOrDefault(k - 1, -2) + 1, down = d == 0 ? 0 : rounds[d - 1].GetValueOrDefault(k + 1, -1);
            int at = Math.Max(right, down);
            if (at < 0 || at > x.Length || at - k > y.Length || at - k < 0) continue;
            while (at < x.Length && at - k < y.Length && x[at] == y[at - k]) at++;
            reached[k] = at;
            done = at == x.Length && at - k == y.Length;
        }

        rounds.Add(reached);
    }

    var middle = new LinkedList<LineEdit>();
    int i = x.Length, j = y.Length;
    for (int d = rounds.Count - 1; d >= 0; d--)
    {
        int k = i - j;
        int right = d == 0 ? -1 : rounds[d - 1].GetValueOrDefault(k - 1, -2) + 1, down = d == 0 ? 0 : rounds[d - 1].GetValueOrDefault(k + 1, -1);
        int start = Math.Max(right, down);
        for (; i > start; i--, j--) middle.AddFirst(new LineEdit(LineChange.Keep, x[i - 1]));
        if (d == 0) break;
        if (start == right && right > down) middle.AddFirst(new LineEdit(LineChange.Delete, x[--i]));
        else middle.AddFirst(new LineEdit(LineChange.Insert, y[--j]));
    }

    LineEdit Kept(string line) => new(LineChange.Keep, line);
    return [.. a[..head].Select(Kept), .. middle, .. a[(a.Length - tail)..].Select(Kept)];
}

static string Unified(string[] a, string[] b, int context)
{
    if (context < 0) throw new ArgumentOutOfRangeException(nameof(context));
    LineEdit[] script = Diff(a, b);
    int[] changes = Enumerable.Range(0, script.Length).Where(i => script[i].Kind != LineChange.Keep).ToArray();
    var patch = new System.Text.StringBuilder();
    for (int c = 0; c < changes.Length;)
    {
        int last = c;
        while (last + 1 < changes.Length && changes[last + 1] - changes[last] - 1 <= 2 * context) last++;
        int from = Math.Max(0, changes[c] - context), to = Math.Min(script.Length, changes[last] + context + 1);
        LineEdit[] before = script[..from], hunk = script[from..to];
        string Part(LineChange other)
        {
            int start = before.Count(e => e.Kind != other), count = hunk.Count(e => e.Kind != other);
            return count == 0 ? $"{start},0" : count == 1 ? $"{start + 1}" : $"{start + 1},{count}";
        }

        patch.Append($"@@ -{Part(LineChange.Insert)} +{Part(LineChange.Delete)} @@\n");
        var inserted = new List<LineEdit>();
        void Line(LineEdit e) => patch.Append(e.Kind == LineChange.Keep ? ' ' : e.Kind == LineChange.Delete ? '-' : '+').Append(e.Line).Append(e.Line.EndsWith('\n') ? "" : "\n\\ No newline at end of file\n");
        foreach (LineEdit e in hunk)
        {
            if (e.Kind == LineChange.Insert) inserted.Add(e);
            else if (e.Kind == LineChange.Delete) Line(e);
            else
            {
                inserted.ForEach(Line);
                inserted.Clear();
                Line(e);
            }
        }

        inserted.ForEach(Line);
        c = last + 1;
    }

    return patch.ToString();
}

// == ex-merge-base
static HashSet<string> Behind(Func<string, string[]> parents, string start)
{
    var seen = new HashSet<string> { start };
    var queue = new Queue<string>();
    queue.Enqueue(start);
    while (queue.Count > 0)
    {
        foreach (string parent in parents(queue.Dequeue()))
            if (seen.Add(parent)) queue.Enqueue(parent);
    }

    return seen;
}

static string[] MergeBases(Func<string, string[]> parents, string a, string b)
{
    HashSet<string> common = Behind(parents, a);
    common.IntersectWith(Behind(parents, b));
    var bases = new HashSet<string>(common);
    foreach (string id in common) bases.ExceptWith(parents(id));
    return bases.OrderBy(id => id, StringComparer.Ordinal).ToArray();
}

static bool IsAncestor(Func<string, string[]> parents, string ancestor, string descendant) => Behind(parents, descendant).Contains(ancestor);

// == ex-three-way-merge
static MergeResult Merge(string[] baseLines, string[] ours, string[] theirs)
{
    // For each line of the base where it is in a side, or -1.
    static int[] Places(string[] start, string[] side)
    {
        var places = new List<int>();
        int at = 0;
        foreach (LineEdit e in Diff(start, side))
        {
            if (e.Kind == LineChange.Keep) places.Add(at++);
            else if (e.Kind == LineChange.Delete) places.Add(-1);
            else at++;
        }

        return places.ToArray();
    }

    int[] inOurs = Places(baseLines, ours), inTheirs = Places(baseLines, theirs);
    var merged = new List<string>();
    int conflicts = 0, b = 0, o = 0, t = 0;
    while (true)
    {
        // The next line that both sides keep; what stands before it is one region.
        int stop = b;
        while (stop < baseLines.Length && (inOurs[stop] < 0 || inTheirs[stop] < 0)) stop++;
        int oStop = stop < baseLines.Length ? inOurs[stop] : ours.Length, tStop = stop < baseLines.Length ? inTheirs[stop] : theirs.Length;
        string[] was = baseLines[b..stop], our = ours[o..oStop], their = theirs[t..tStop];
        if (our.SequenceEqual(their) || their.SequenceEqual(was)) merged.AddRange(our);
        else if (our.SequenceEqual(was)) merged.AddRange(their);
        else
        {
            conflicts++;
            int head = our.Zip(their).TakeWhile(pair => pair.First == pair.Second).Count();
            int tail = our.Skip(head).Reverse().Zip(their.Skip(head).Reverse()).TakeWhile(pair => pair.First == pair.Second).Count();
            string Whole(string line) => line.EndsWith('\n') ? line : line + "\n";
            merged.AddRange(our.Take(head));
            merged.Add("<<<<<<< ours\n");
            merged.AddRange(our[head..^tail].Select(Whole));
            merged.Add("=======\n");
            merged.AddRange(their[head..^tail].Select(Whole));
            merged.Add(">>>>>>> theirs\n");
            merged.AddRange(our.TakeLast(tail));
        }

        if (stop == baseLines.Length) return new(merged.ToArray(), conflicts);
        merged.Add(baseLines[stop]);
        (b, o, t) = (stop + 1, oStop + 1, tStop + 1);
    }
}

static TreeMerge MergeTrees(IReadOnlyDictionary<string, FileEntry> baseFiles, IReadOnlyDictionary<string, FileEntry> ours, IReadOnlyDictionary<string, FileEntry> theirs)
{
    var files = new List<(string, FileEntry)>();
    var toMerge = new List<ContentMerge>();
    var conflicts = new List<TreeConflict>();
    // The one that won, or null where both changed it differently.
    static string? Winner(string was, string our, string their) => our == their || their == was ? our : our == was ? their : null;
    foreach (string path in new SortedSet<string>([.. baseFiles.Keys, .. ours.Keys, .. theirs.Keys], ByteOrder.Instance))
    {
        baseFiles.TryGetValue(path, out FileEntry? was);
        ours.TryGetValue(path, out FileEntry? our);
        theirs.TryGetValue(path, out FileEntry? their);
        if (our == their || their == was)
        {
            if (our is not null) files.Add((path, our));
        }
        else if (our == was)
        {
            if (their is not null) files.Add((path, their));
        }
        else if (was is null) conflicts.Add(new(path, "add/add"));
        else if (our is null || their is null) conflicts.Add(new(path, "modify/delete"));
        else if (Winner(was.Mode, our.Mode, their.Mode) is not { } mode) conflicts.Add(new(path, "mode"));
        else if (Winner(was.Id, our.Id, their.Id) is { } id) files.Add((path, new(mode, id)));
        else toMerge.Add(new(path, mode, was.Id, our.Id, their.Id));
    }

    return new(files.ToArray(), toMerge.ToArray(), conflicts.ToArray());
}

// == ex-fetch-and-push
static string[] Needs(IObjectStore store, string id)
{
    (string type, byte[] body) = store.Read(id);
    if (type == "tree") return TreeFormat.Read(body).Select(e => e.Id).ToArray();
    if (type != "commit") return [];
    CommitData commit = CommitFormat.Read(body);
    return [commit.Tree, .. commit.Parents];
}

static int Send(IObjectStore from, IObjectStore to, IEnumerable<string> tips)
{
    int sent = 0;
    var path = new Stack<(string Id, Queue<string> Left)>();
    void Enter(string id)
    {
        if (!to.Contains(id)) path.Push((id, new Queue<string>(Needs(from, id))));
    }

    foreach (string tip in tips)
    {
        Enter(tip);
        while (path.Count > 0)
        {
            (string id, Queue<string> left) = path.Peek();
            if (left.TryDequeue(out string? next)) Enter(next);
            else
            {
                path.Pop();
                if (to.Contains(id)) continue;
                (string type, byte[] body) = from.Read(id);
                to.Write(type, body);
                sent++;
            }
        }
    }

    return sent;
}

static int Fetch(Repo from, Repo to, string remote)
{
    string[] branches = from.Refs.Names("refs/heads/");
    int sent = Send(from.Objects, to.Objects, branches.Select(b => from.Refs.Resolve(b)!));
    foreach (string branch in branches)
    {
        string name = $"refs/remotes/{remote}/{branch["refs/heads/".Length..]}", id = from.Refs.Resolve(branch)!;
        if (to.Refs.Resolve(name) != id) to.Refs.Update(name, id, to.Refs.Resolve(name), "fetch");
    }

    return sent;
}

static PushResult Push(Repo local, Repo remote, string branch, bool force, string? lease)
{
    string name = "refs/heads/" + branch;
    string id = local.Refs.Resolve(name) ?? throw new KeyNotFoundException(name);
    string? there = remote.Refs.Resolve(name);
    if (lease != null && lease != there) return new(false, 0, "refused: the lease is stale");
    if (there == id) return new(true, 0, "up to date");
    if (there != null && !force)
    {
        bool known = local.Objects.Contains(there);
        if (!known || !IsAncestor(c => CommitFormat.Read(local.Objects.Read(c).Body).Parents, there, id)) return new(false, 0, "refused: non-fast-forward");
    }

    int sent = Send(local.Objects, remote.Objects, [id]);
    remote.Refs.Update(name, id, there, "push");
    return new(true, sent, "moved");
}

// == ex-mini-git-project
sealed class SmallGit(IFolder work, Func<Person> who) : IMiniGit
{
    private readonly SubFolder _git = new(work, ".git");

    private IObjectStore Objects => OpenStore(_git);

    private IRefs Notes => OpenRefs(_git, who);

    private CommitData Look(string id) => CommitFormat.Read(Objects.Read(id).Body);

    private string[] Before(string id) => Look(id).Parents;

    private Dictionary<string, string> FilesOf(string? commit)
    {
        var files = new Dictionary<string, string>();
        if (commit is null) return files;
        var open = new Stack<(string Folder, string Tree)>();
        open.Push(("", Look(commit).Tree));
        while (open.TryPop(out var next))
            foreach (TreeEntry e in TreeFormat.Read(Objects.Read(next.Tree).Body))
                if (e.IsFolder) open.Push(($"{next.Folder}{e.Name}/", e.Id));
                else files[next.Folder + e.Name] = e.Id;
        return files;
    }

    private Dictionary<string, string> IndexFiles() => _git.Exists("index") ? ReadIndex(_git.Read("index")).ToDictionary(e => e.Path, e => e.Id) : new();

    private Dictionary<string, string> DiskFiles() => work.Files().Where(p => !p.StartsWith(".git/")).ToDictionary(p => p, p => BlobId(work.Read(p)));

    private void KeepIndex(Dictionary<string, string> files) => _git.Write("index", WriteIndex(files.Select(f => new IndexEntry(f.Key, "100644", f.Value)).ToArray()));

    private string TreeOf(Dictionary<string, string> files)
    {
        var entries = new List<TreeEntry>();
        foreach (var group in files.GroupBy(f => f.Key.Contains('/') ? f.Key[..(f.Key.IndexOf('/') + 1)] : f.Key))
        {
            if (group.Key.EndsWith('/')) entries.Add(new("040000", group.Key.TrimEnd('/'), TreeOf(group.ToDictionary(f => f.Key[group.Key.Length..], f => f.Value))));
            else entries.Add(new("100644", group.Key, group.Single().Value));
        }

        return Objects.Write("tree", TreeBody(entries.ToArray()));
    }

    private void Travel(Dictionary<string, string> from, Dictionary<string, string> to)
    {
        Dictionary<string, string> index = IndexFiles(), disk = DiskFiles();
        string[] paths = from.Keys.Union(to.Keys).Where(p => from.GetValueOrDefault(p) != to.GetValueOrDefault(p)).ToArray();
        foreach (string path in paths)
            if (index.GetValueOrDefault(path) != from.GetValueOrDefault(path) || disk.GetValueOrDefault(path) != from.GetValueOrDefault(path)) throw new InvalidOperationException($"{path} is changed.");
        foreach (string path in paths)
        {
            index.Remove(path);
            if (to.TryGetValue(path, out string? id))
            {
                index[path] = id;
                work.Write(path, Objects.Read(id).Body);
            }
            else work.Delete(path);
        }

        KeepIndex(index);
    }

    public void Init()
    {
        if (!_git.Exists("HEAD")) _git.Write("HEAD", System.Text.Encoding.ASCII.GetBytes("ref: refs/heads/main\n"));
    }

    public void Add(string path)
    {
        Dictionary<string, string> index = IndexFiles();
        if (work.Exists(path)) index[path] = Objects.Write("blob", work.Read(path));
        else if (!index.Remove(path)) throw new KeyNotFoundException(path);
        KeepIndex(index);
    }

    public string Commit(string message)
    {
        Dictionary<string, string> index = IndexFiles(), last = FilesOf(Notes.Head.Id);
        if (index.Count == last.Count && index.All(f => last.GetValueOrDefault(f.Key) == f.Value)) throw new InvalidOperationException("Nothing has changed.");
        return Save(TreeOf(index), Notes.Head.Id is { } head ? [head] : [], message, "commit: " + message);
    }

    private string Save(string tree, string[] parents, string message, string note)
    {
        Person person = who();
        string id = Objects.Write("commit", CommitBody(new(tree, parents, person, person, message)));
        Notes.Update("HEAD", id, Notes.Head.Id, note);
        return id;
    }

    public void Branch(string name) => Notes.Update("refs/heads/" + name, Notes.Head.Id ?? throw new InvalidOperationException("No commit yet."), null, "branch");

    public void Switch(string name)
    {
        string id = Notes.Resolve("refs/heads/" + name) ?? throw new KeyNotFoundException(name);
        Travel(FilesOf(Notes.Head.Id), FilesOf(id));
        Notes.SwitchTo(name);
    }

    public MergeOutcome Merge(string name)
    {
        string their = Notes.Resolve("refs/heads/" + name) ?? throw new KeyNotFoundException(name), our = Notes.Head.Id ?? throw new InvalidOperationException("No commit yet.");
        if (Status().Any(s => s.Code != "??")) throw new InvalidOperationException("Commit first.");
        if (IsAncestor(Before, their, our)) return new(MergeKind.UpToDate, our, []);
        if (IsAncestor(Before, our, their))
        {
            Travel(FilesOf(our), FilesOf(their));
            Notes.Update("HEAD", their, our, $"merge {name}: Fast-forward");
            return new(MergeKind.FastForward, their, []);
        }

        static Dictionary<string, FileEntry> Entries(Dictionary<string, string> files) => files.ToDictionary(f => f.Key, f => new FileEntry("100644", f.Value));
        TreeMerge trees = MergeTrees(Entries(FilesOf(MergeBases(Before, our, their).FirstOrDefault())), Entries(FilesOf(our)), Entries(FilesOf(their)));
        var merged = trees.Files.ToDictionary(f => f.Path, f => f.File.Id);
        var bad = trees.Conflicts.Select(c => c.Path).ToList();
        foreach (ContentMerge c in trees.ToMerge)
        {
            string[] Lines(string id) => TextLines.Of(System.Text.Encoding.UTF8.GetString(Objects.Read(id).Body));
            MergeResult lines = ThreeWayMerge.Best.Merge(Lines(c.BaseId), Lines(c.OursId), Lines(c.TheirsId));
            if (lines.Conflicts > 0) bad.Add(c.Path);
            else merged[c.Path] = Objects.Write("blob", System.Text.Encoding.UTF8.GetBytes(string.Concat(lines.Lines)));
        }

        if (bad.Count > 0) return new(MergeKind.Conflict, our, bad.OrderBy(p => p, ByteOrder.Instance).ToArray());
        Travel(FilesOf(our), merged);
        string into = Notes.Head.Branch == "main" ? "" : $" into {Notes.Head.Branch}";
        return new(MergeKind.Merged, Save(TreeOf(merged), [our, their], $"Merge branch '{name}'{into}", "merge " + name), []);
    }

    public void ResetHard(string id)
    {
        Dictionary<string, string> target = FilesOf(id);
        foreach (string path in IndexFiles().Keys.Concat(FilesOf(Notes.Head.Id).Keys))
            if (!target.ContainsKey(path)) work.Delete(path);
        foreach (var file in target) work.Write(file.Key, Objects.Read(file.Value).Body);
        KeepIndex(target);
        Notes.Update("HEAD", id, Notes.Head.Id, "reset: moving to " + id);
    }

    public string[] Log() => Notes.Head.Id is { } head ? Behind(Before, head).OrderByDescending(id => Look(id).Committer.Unix).ToArray() : [];

    public FileStatus[] Status() => StatusThreeTrees.Best.Status(FilesOf(Notes.Head.Id), IndexFiles(), DiskFiles(), _ => false);

    public string[] RecoverLost()
    {
        var reached = new HashSet<string>();
        foreach (string name in Notes.Names("refs/").Append("HEAD"))
            if (Notes.Resolve(name) is { } id) reached.UnionWith(Behind(Before, id));
        var lost = new SortedSet<string>(StringComparer.Ordinal);
        foreach (string path in _git.Files("objects/"))
        {
            string id = path["objects/".Length..].Replace("/", "");
            if (id.Length == 40 && !reached.Contains(id) && Objects.Read(id).Type == "commit") lost.Add(id);
        }

        return lost.ToArray();
    }
}

static IMiniGit OpenGit(IFolder work, Func<Person> who) => new SmallGit(work, who);
